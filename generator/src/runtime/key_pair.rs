//! A common interface to list and regenerate the two keys of any resource.

use super::{
    Cancellation, KeyType, Keys, OutcomeUnknown, OperationStatus, ResourceId,
    cancellation::{cancelled, until},
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        ClientMethodOptions, Format, Pager, Poller,
        pager::{Page, PagerOptions},
        poller::PollerOptions,
    },
    time::Duration,
};
use futures::TryStreamExt;
use serde::de::DeserializeOwned;
use std::{fmt, pin::Pin, str::FromStr};

/// What the methods of a [`KeyPair`] return: a future, which is awaited like the call of an `async fn`.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The two interchangeable keys of a resource, whatever its service calls them.
///
/// The `key_pair` methods of the sub-clients return one, and `key_pairs` returns those of a
/// [`ResourceId`]. You can implement it yourself: the body of each method is `Box::pin(async move { … })`,
/// `Debug` must show no key, and errors of unknown outcome are [`OutcomeUnknown::because`]. The
/// deadline of [`ArmClientOptions`](super::ArmClientOptions) is that of each call: a `regenerate`
/// that lists the keys afterwards has it twice.
pub trait KeyPair: fmt::Debug + Send + Sync {
    /// The resource whose keys these are.
    fn resource_id(&self) -> &ResourceId;

    /// Name of the pair among those of the resource, such as `read-only`. The only pair of a
    /// resource is usually named `keys`.
    fn name(&self) -> &str {
        "keys"
    }

    /// Reads both keys. Changes nothing.
    fn list<'a>(&'a self, options: Option<KeyPairOptions<'a>>) -> BoxFuture<'a, Result<Keys>>;

    /// Replaces one key. Returns the keys that the service then returns: both, or at least the new
    /// one.
    ///
    /// After an error the key is unchanged, unless [`OutcomeUnknown::is_cause_of`] is true for it:
    /// then the key may have been replaced. List the keys before you try again.
    fn regenerate<'a>(&'a self, key: KeyType, options: Option<KeyPairOptions<'a>>) -> BoxFuture<'a, Result<Keys>>;
}

/// Options of a call of a [`KeyPair`].
#[derive(Clone, Debug, Default)]
pub struct KeyPairOptions<'a> {
    /// Context of the call, for policies and tracing.
    pub method_options: ClientMethodOptions<'a>,
    /// Signal that cancels the call. The outcome of a cancelled regenerate is unknown.
    pub cancellation: Option<Cancellation>,
    /// How often to poll a long-running regenerate if the service does not specify a delay: every
    /// 30 seconds by default.
    pub poll_frequency: Option<Duration>,
    #[doc(hidden)]
    pub _non_exhaustive: (),
}

impl<'a> KeyPairOptions<'a> {
    /// Options of a call with a single response.
    pub(crate) fn call(&self) -> ClientMethodOptions<'a> {
        self.method_options.clone()
    }

    /// Options of a paged list.
    pub(crate) fn pager(&self) -> PagerOptions<'a> {
        PagerOptions { context: self.method_options.context.clone(), ..Default::default() }
    }

    /// Options of a long-running regenerate.
    pub(crate) fn poller(&self) -> PollerOptions<'a> {
        let options = PollerOptions { context: self.method_options.context.clone(), ..Default::default() };
        match self.poll_frequency {
            Some(frequency) => PollerOptions { frequency, ..options },
            None => options,
        }
    }
}

/// Runs a call that regenerates a key. If it is cancelled after it began, its outcome is unknown.
pub(crate) async fn change(
    cancellation: Option<&Cancellation>,
    call: impl Future<Output = Result<Keys>>,
) -> Result<Keys> {
    if cancellation.is_some_and(Cancellation::is_cancelled) {
        return Err(cancelled());
    }
    until(cancellation, call).await.map_err(|error| match Cancellation::is_cause_of(&error) {
        true => OutcomeUnknown::because(error),
        false => error,
    })
}

/// Waits for a long-running regenerate. After a failure that follows the service's acceptance, the
/// outcome is unknown.
pub(crate) async fn completed<T, F>(mut poller: Poller<OperationStatus<T, F>>) -> Result<()>
where
    T: Send + 'static,
    F: Format + Send + 'static,
{
    let mut is_accepted = false;
    loop {
        let polled = poller.try_next().await;
        match polled {
            Ok(Some(_)) => is_accepted = true,
            Ok(None) => return Ok(()),
            Err(error) if is_accepted => return Err(OutcomeUnknown::because(error)),
            Err(error) => return Err(error),
        }
    }
}

/// All items of a paged list.
pub(crate) async fn items<P>(pager: Pager<P>) -> Result<Vec<P::Item>>
where
    P: Page + DeserializeOwned + Send + 'static,
    P::IntoIter: Send,
    P::Item: Send,
{
    pager.try_collect().await
}

/// Parses a name as a value of an enum.
pub(crate) fn parse<T>(name: &str) -> Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    name.parse().map_err(|error| Error::new(ErrorKind::DataConversion, error))
}

/// Error for a key that is not in the list. Without its name from the list, it cannot be
/// regenerated.
pub(crate) fn not_listed(key: KeyType) -> Error {
    let message = format!("the service lists no {key:?} key, so that it cannot be regenerated; nothing was changed");
    Error::with_message(ErrorKind::DataConversion, message)
}
