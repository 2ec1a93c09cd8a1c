//! What a fake service answers.

use azure_core::{
    Result, Value,
    http::{
        AsyncRawResponse, StatusCode,
        headers::{HeaderName, HeaderValue, Headers},
    },
};

/// A response of a [`Fake`](super::Fake): a status, headers and a body.
///
/// A JSON value or the text of one is the answer with the operation's own status. A pair of a status
/// and a text is the answer with this status.
#[derive(Clone, Debug)]
pub struct Answer {
    pub(super) status: Option<u16>,
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self { status: Some(status), headers: Vec::new(), body: String::new() }
    }

    /// An error as Azure Resource Manager reports it.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let error = [("code", code), ("message", message)];
        let error = error.map(|(name, text)| (name.to_owned(), Value::from(text)));
        let body = [("error".to_owned(), Value::Object(error.into_iter().collect()))];
        Self { body: Value::Object(body.into_iter().collect()).to_string(), ..Self::empty(status) }
            .header("x-ms-error-code", code)
    }

    /// The same with a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.to_owned()));
        self
    }

    /// The response, whose status is `status` if none was given.
    pub(super) fn response(&self, status: u16) -> Result<AsyncRawResponse> {
        let mut headers = Headers::new();
        headers.insert(HeaderName::from_static("content-type"), HeaderValue::from_static("application/json"));
        for (name, value) in &self.headers {
            headers.insert(HeaderName::from(name.clone()), HeaderValue::from(value.clone()));
        }
        let status = StatusCode::from(self.status.unwrap_or(status));
        Ok(AsyncRawResponse::from_bytes(status, headers, self.body.clone()))
    }
}

impl From<Value> for Answer {
    fn from(body: Value) -> Self {
        Self { status: None, headers: Vec::new(), body: body.to_string() }
    }
}

impl From<&str> for Answer {
    fn from(body: &str) -> Self {
        Self { status: None, headers: Vec::new(), body: body.to_owned() }
    }
}

impl From<(u16, &str)> for Answer {
    fn from((status, body): (u16, &str)) -> Self {
        Self { body: body.to_owned(), ..Self::empty(status) }
    }
}
