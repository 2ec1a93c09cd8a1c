//! The time limit of one call.

use super::deadline::Deadline;
use azure_core::{
    http::{ClientMethodOptions, Context},
    time::Duration,
};

/// Longest time that one call may take, with all its retries and waits, in place of the `deadline` of
/// the client's options. A call that takes longer fails with
/// [`DeadlineExceeded`](super::DeadlineExceeded).
///
/// Put it into the context of the call. The time of a pager ends with its last page, and that of a
/// poller with the result. The context also has the id of the request, if you want to choose it:
/// azure_core sends `ClientRequestId` as `x-ms-client-request-id`, with every page and every poll.
///
/// ```
/// use azure_core::{
///     http::{ClientMethodOptions, Context, request::options::ClientRequestId},
///     time::Duration,
/// };
/// # mod azure_keys { #[derive(Clone, Debug)] pub struct TimeLimit(pub azure_core::time::Duration); impl TimeLimit { pub fn new(limit: azure_core::time::Duration) -> Self { Self(limit) } } }
/// use azure_keys::TimeLimit;
///
/// let context = Context::new()
///     .with_value(TimeLimit::new(Duration::seconds(30)))
///     .with_value(ClientRequestId::new("9f2c81de-2c5c-4d3b-a5b3-0e1f9b1c7a11".to_owned()));
/// let method_options = ClientMethodOptions { context };
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TimeLimit(Duration);

impl TimeLimit {
    /// A limit for a call.
    pub const fn new(limit: Duration) -> Self {
        Self(limit)
    }
}

impl From<TimeLimit> for ClientMethodOptions<'_> {
    fn from(limit: TimeLimit) -> Self {
        Self { context: Context::new().with_value(limit) }
    }
}

impl Deadline {
    /// The deadline of a call with this context.
    pub(super) fn of_call(&self, context: &Context<'_>) -> Self {
        match context.value::<TimeLimit>() {
            Some(TimeLimit(limit)) => self.limited_to(*limit),
            None => self.clone(),
        }
    }
}
