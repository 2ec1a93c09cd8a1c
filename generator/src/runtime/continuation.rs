//! What is needed to go on polling a long-running operation later, in another process for instance.

use super::{long_running::Plan, operation::Prepared, query, same_origin};
use azure_core::{
    Error, Result, Value,
    error::ErrorKind,
    http::{Context, Url, poller::PollerOptions},
};
use serde_json::Map;
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// A long-running operation that the service has accepted, to be saved and polled again later.
///
/// [`OperationStatus::continuation`](super::OperationStatus::continuation) returns it. Save its text
/// ([`to_string`](ToString::to_string)), which may contain addresses that only you should know. To
/// resume, parse the text, convert it into the `method_options` of the same method, and call that
/// with the same arguments. The request is not sent again; the poller goes on with the first status.
///
/// The access token is sent to the saved addresses only if they have the origin of the endpoint or a
/// trusted one.
#[derive(Clone, PartialEq, Eq)]
pub struct Continuation {
    operation: String,
    /// Path of the request, without its secrets.
    path: String,
    /// Digest of what the request is for.
    subject: String,
    /// URL to poll next, or nothing for that of the request.
    poll: String,
    pub(super) plan: Plan,
}

/// Version of the saved form.
const VERSION: u64 = 2;

impl Continuation {
    pub(super) fn new(call: &Prepared, poll: &Url, plan: &Plan) -> Result<Self> {
        let request = call.request.url();
        Ok(Self {
            operation: call.id.to_owned(),
            path: request.path().to_owned(),
            subject: subject(call)?,
            poll: if poll == request { String::new() } else { poll.to_string() },
            plan: plan.clone(),
        })
    }

    /// The URL to poll next. It comes from outside, so it is checked like a link of the service.
    pub(super) fn address(&self, call: &Prepared) -> Result<Url> {
        match self.poll.as_str() {
            "" => Ok(call.request.url().clone()),
            poll => same_origin::target(&call.arm.endpoint, poll),
        }
    }

    /// Fails if this belongs to another operation or to another resource.
    pub(super) fn check(&self, call: &Prepared) -> Result<()> {
        match self.operation == call.id && self.subject == subject(call)? {
            true => Ok(()),
            false => {
                let message = format!(
                    "the continuation belongs to {} of {}, not to this call of {}; nothing was sent",
                    self.operation, self.path, call.id
                );
                Err(Error::with_message(ErrorKind::Other, message))
            }
        }
    }
}

/// Digest of the path and the query of a request, with their secrets and without the API version.
fn subject(call: &Prepared) -> Result<String> {
    let url = call.concealed.revealed_url(call.request.url())?;
    let pairs = url.query().unwrap_or_default().split('&');
    let pairs = pairs.filter(|pair| !query::name(pair).eq_ignore_ascii_case("api-version"));
    let mut hash = Sha256::new();
    hash.update(url.path());
    for pair in pairs.filter(|pair| !pair.is_empty()) {
        hash.update("&");
        hash.update(pair);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Options with which a method resumes the operation instead of sending its request.
impl From<Continuation> for PollerOptions<'static> {
    fn from(continuation: Continuation) -> Self {
        Self { context: Context::new().with_value(continuation), ..Default::default() }
    }
}

impl Continuation {
    /// The continuation as JSON.
    pub(super) fn saved(&self) -> Value {
        let texts = [
            ("operation", &self.operation),
            ("path", &self.path),
            ("subject", &self.subject),
            ("poll", &self.poll),
        ];
        let texts = texts.map(|(name, text)| (name.to_owned(), Value::from(text.as_str())));
        let mut saved = Map::from_iter(texts);
        saved.insert("version".to_owned(), VERSION.into());
        saved.insert("plan".to_owned(), self.plan.saved());
        Value::Object(saved)
    }

    /// The continuation that [`Continuation::saved`] has written.
    pub(super) fn read(saved: &Value) -> Option<Self> {
        let text = |name: &str| saved.get(name)?.as_str().map(str::to_owned);
        let is_known = saved.get("version")? == VERSION && saved.as_object()?.len() == 6;
        is_known.then_some(())?;
        Some(Self {
            operation: text("operation")?,
            path: text("path")?,
            subject: text("subject")?,
            poll: text("poll")?,
            plan: Plan::read(saved.get("plan")?)?,
        })
    }
}

impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.saved().fmt(f)
    }
}

impl FromStr for Continuation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // The error of the parser is left out: it may quote an address.
        let saved = azure_core::json::from_json::<_, Value>(text).unwrap_or_default();
        Self::read(&saved).ok_or_else(|| {
            let message = "this text is no continuation that this version of the crate has written";
            Error::with_message(ErrorKind::DataConversion, message)
        })
    }
}

/// Shows no address.
impl fmt::Debug for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Continuation").field("operation", &self.operation).finish_non_exhaustive()
    }
}
