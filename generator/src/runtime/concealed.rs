//! Secrets in the URL and the headers of a request. Policies, logs and errors see placeholders; only
//! the transport gets the values.

use azure_core::{
    Error, Result,
    credentials::Secret,
    error::ErrorKind,
    http::{Context, Request, headers::HeaderName},
};
use std::{fmt::Write, mem, sync::Arc};

/// The secrets of one call, by the number in their placeholders.
#[derive(Clone, Debug, Default)]
pub(super) struct Concealed(Vec<Secret>);

impl Concealed {
    /// Replaces a value by its placeholder.
    pub(super) fn conceal(&mut self, value: &mut String) {
        let placeholder = placeholder(self.0.len());
        self.0.push(Secret::new(mem::replace(value, placeholder)));
    }

    /// The context, with the secrets for the transport.
    pub(super) fn within<'c>(&self, context: &'c Context<'_>) -> Context<'c> {
        match self.0.is_empty() {
            true => context.to_borrowed(),
            false => context.to_borrowed().with_value(Arc::new(self.clone())),
        }
    }

    /// The secrets of the call with this context, if it has any.
    pub(super) fn of<'c>(context: &'c Context<'_>) -> Option<&'c Arc<Self>> {
        context.value()
    }

    /// Puts the values into a request.
    pub(super) fn reveal(&self, request: &mut Request) -> Result<()> {
        let mut url = request.url().to_string();
        for (index, secret) in self.0.iter().enumerate() {
            url = url.replace(&placeholder(index), &percent_encoded(secret.secret()));
        }
        // An error of the parser would show the URL.
        let url = url.parse().map_err(|_| Error::with_message(ErrorKind::Other, "the URL with its secrets is not valid"))?;
        *request.url_mut() = url;
        let headers: Vec<(HeaderName, String)> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.clone(), self.revealed(value.as_str())))
            .collect();
        for (name, value) in headers {
            request.insert_header(name, value);
        }
        Ok(())
    }

    fn revealed(&self, text: &str) -> String {
        let secrets = self.0.iter().enumerate();
        secrets.fold(text.to_owned(), |text, (index, secret)| text.replace(&placeholder(index), secret.secret()))
    }
}

/// Errors of a transport often contain the URL.
pub(super) fn without_url(error: Error) -> Error {
    let message = "the request could not be sent; the cause is not shown, since the URL has a secret";
    Error::with_message(error.kind().clone(), message)
}

fn placeholder(index: usize) -> String {
    format!("hidden-{index}-secret")
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => encoded.push(byte.into()),
            // Writing into a text does not fail.
            _ => drop(write!(encoded, "%{byte:02X}")),
        }
    }
    encoded
}
