//! Secrets in the URL and the headers of a request. Policies, logs and errors see placeholders; only
//! the transport gets the values.

use azure_core::{
    Error, Result, Uuid,
    credentials::Secret,
    error::ErrorKind,
    http::{AsyncRawResponse, Context, Request, Url, headers::HeaderName},
};
use futures::TryStreamExt;
use std::{fmt::Write, mem, sync::Arc};

/// The secrets of one call, by the number in their placeholders.
#[derive(Clone, Debug, Default)]
pub(super) struct Concealed {
    /// How placeholders begin. Nobody can guess it, so no other text of the call contains it.
    mark: String,
    secrets: Vec<Secret>,
}

/// How the placeholders of all calls begin and end.
const BEGIN: &str = "hidden-";
const END: &str = "-secret";

impl Concealed {
    /// Replaces a value by its placeholder, unless it is one.
    pub(super) fn conceal(&mut self, value: &mut String) {
        if self.secrets.is_empty() {
            self.mark = format!("{BEGIN}{}-", Uuid::new_v4().simple());
        }
        if !value.starts_with(&self.mark) {
            let placeholder = format!("{}{}{END}", self.mark, self.secrets.len());
            self.secrets.push(Secret::new(mem::replace(value, placeholder)));
        }
    }

    /// The context, with the secrets for the transport.
    pub(super) fn within<'c>(&self, context: &'c Context<'_>) -> Context<'c> {
        match self.secrets.is_empty() {
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
        *request.url_mut() = self.revealed_url(request.url())?;
        let headers: Vec<(HeaderName, String)> = request
            .headers()
            .iter()
            .map(|(name, value)| (name.clone(), self.revealed(value.as_str(), str::to_owned)))
            .collect();
        for (name, value) in headers {
            request.insert_header(name, value);
        }
        Ok(())
    }

    /// Fails if a URL has placeholders of another call, whose secrets are not known.
    pub(super) fn check(&self, url: &Url) -> Result<()> {
        let is_own = |rest: &str| rest.starts_with(&self.mark[BEGIN.len()..]);
        let is_other = |rest: &str| is_placeholder(rest) && !is_own(rest);
        if self.secrets.is_empty() || !url.as_str().split(BEGIN).skip(1).any(is_other) {
            return Ok(());
        }
        let message = "the saved link lacks the secrets of the call that returned it, so the pages cannot be read from there; nothing was sent";
        Err(Error::with_message(ErrorKind::Other, message))
    }

    /// The URL with the values.
    pub(super) fn revealed_url(&self, url: &Url) -> Result<Url> {
        if self.secrets.is_empty() {
            return Ok(url.clone());
        }
        // An error of the parser would show the URL.
        let url = self.revealed(url.as_str(), percent_encoded).parse();
        url.map_err(|_| Error::with_message(ErrorKind::Other, "the URL with its secrets is not valid"))
    }

    /// The text with the values, which are not searched again.
    fn revealed(&self, text: &str, encoded: fn(&str) -> String) -> String {
        if self.secrets.is_empty() {
            return text.to_owned();
        }
        let mut parts = text.split(&self.mark);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| {
            let known = part.split_once(END).and_then(|(index, rest)| Some((self.secrets.get(index.parse::<usize>().ok()?)?, rest)));
            match known {
                Some((secret, rest)) => text + &encoded(secret.secret()) + rest,
                None => text + &self.mark + part,
            }
        })
    }
}

/// The response of a transport, whose errors often contain the URL: those of sending, and those of reading the body.
pub(super) fn without_url(response: Result<AsyncRawResponse>) -> Result<AsyncRawResponse> {
    let (status, headers, body) = response.map_err(|error| unexplained("the request could not be sent", &error))?.deconstruct();
    let body = body.map_err(|error| unexplained("the response could not be read", &error));
    Ok(AsyncRawResponse::new(status, headers, Box::pin(body)))
}

fn unexplained(what: &str, error: &Error) -> Error {
    let message = format!("{what}; the cause is not shown, since the request has a secret");
    Error::with_message(error.kind().clone(), message)
}

/// Whether a text begins with what follows [`BEGIN`] in a placeholder.
fn is_placeholder(rest: &str) -> bool {
    let parts = rest.split_once('-').and_then(|(id, rest)| Some((id, rest.split_once(END)?.0)));
    parts.is_some_and(|(id, index)| Uuid::try_parse(id).is_ok() && index.parse::<usize>().is_ok())
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
