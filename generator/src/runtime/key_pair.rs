//! A common interface to list and regenerate the two keys of any resource.

use super::{
    Cancellation, KeyType, Keys, OutcomeUnknown, OperationStatus, ResourceId,
    cancellation::{cancelled, until},
};
use async_trait::async_trait;
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
use std::{fmt, str::FromStr};

/// The two interchangeable keys of a resource, whatever its service calls them.
///
/// The `key_pair` methods of the sub-clients return one, and `key_pairs` returns those of a
/// [`ResourceId`]. You can implement it yourself for tests, with `#[async_trait::async_trait]` and
/// a `Debug` that shows no key; its errors of unknown outcome are [`OutcomeUnknown::because`]. The
/// deadline of [`ArmClientOptions`](super::ArmClientOptions) is that of each call: a `regenerate`
/// that lists the keys afterwards has it twice.
#[async_trait]
pub trait KeyPair: fmt::Debug + Send + Sync {
    /// The resource whose keys these are.
    fn resource_id(&self) -> &ResourceId;

    /// Name of the pair among those of the resource, such as `read-only`. The only pair of a
    /// resource is usually named `keys`.
    fn name(&self) -> &str {
        "keys"
    }

    /// Reads both keys. Changes nothing.
    async fn list(&self, options: Option<KeyPairOptions<'_>>) -> Result<Keys>;

    /// Replaces one key. Returns the keys that the service then returns: both, or at least the new
    /// one.
    ///
    /// After an error the key is unchanged, unless [`OutcomeUnknown::is_cause_of`] is true for it:
    /// then the key may have been replaced. List the keys before you try again.
    async fn regenerate(&self, key: KeyType, options: Option<KeyPairOptions<'_>>) -> Result<Keys>;
}

/// The calls of one service. They are the only part of a [`KeyPair`] that differs between services.
pub trait KeyPairCalls: fmt::Debug + Send + Sync {
    /// Name of the pair among those of the resource.
    const NAME: &'static str = "keys";

    /// The resource whose keys these are.
    fn id(&self) -> &ResourceId;

    /// Reads both keys.
    fn read(&self, options: &KeyPairOptions<'_>) -> impl Future<Output = Result<Keys>> + Send;

    /// Replaces one key. An error means that the service did not accept the call.
    fn renew(&self, key: KeyType, options: &KeyPairOptions<'_>) -> impl Future<Output = Result<Renewed>> + Send;
}

/// What a service returns when it has replaced a key.
#[derive(Debug)]
pub enum Renewed {
    /// Both keys or the new one, or an error if the response cannot be read.
    Returned(Result<Keys>),
    /// No key, so the keys have to be listed.
    NotReturned,
}

#[async_trait]
impl<T: KeyPairCalls> KeyPair for T {
    fn resource_id(&self) -> &ResourceId {
        self.id()
    }

    fn name(&self) -> &str {
        T::NAME
    }

    async fn list(&self, options: Option<KeyPairOptions<'_>>) -> Result<Keys> {
        let options = options.unwrap_or_default();
        until(options.cancellation.as_ref(), self.read(&options)).await
    }

    async fn regenerate(&self, key: KeyType, options: Option<KeyPairOptions<'_>>) -> Result<Keys> {
        let options = options.unwrap_or_default();
        let keys = async {
            let keys = match self.renew(key, &options).await? {
                Renewed::Returned(keys) => keys,
                Renewed::NotReturned => self.read(&options).await,
            };
            // The service has accepted the call, so the key has changed even if this fails.
            keys.map_err(OutcomeUnknown::because)
        };
        change(options.cancellation.as_ref(), keys).await
    }
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
