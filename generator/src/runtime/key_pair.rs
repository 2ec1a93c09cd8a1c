//! One way to list and regenerate the two keys of any resource.

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

/// A resource with two interchangeable keys, whatever its service calls them.
///
/// The sub-clients' `key_pair` methods give one, and `key_pairs` gives those of a [`ResourceId`]. Implement it
/// yourself for tests, with `#[async_trait::async_trait]` and a `Debug` that shows no key.
#[async_trait]
pub trait KeyPair: fmt::Debug + Send + Sync {
    /// The resource whose keys these are.
    fn resource_id(&self) -> &ResourceId;

    /// Tells the pairs of one resource apart, such as `read-only`. A pair that is the only one is mostly `keys`.
    fn name(&self) -> &str {
        "keys"
    }

    /// Reads both keys. Nothing is changed.
    async fn list(&self, options: Option<KeyPairOptions<'_>>) -> Result<Keys>;

    /// Replaces one key, and gives what the service then tells of the keys: both, or the new one at the least.
    ///
    /// An error means that the key is what it was, unless [`OutcomeUnknown::is_cause_of`] it: then the key may
    /// have been replaced. List the keys before you try again.
    async fn regenerate(&self, key: KeyType, options: Option<KeyPairOptions<'_>>) -> Result<Keys>;
}

/// What differs between the services: the calls. All else of a [`KeyPair`] is alike.
pub trait KeyPairCalls: fmt::Debug + Send + Sync {
    /// Tells the pairs of one resource apart.
    const NAME: &'static str = "keys";

    /// The resource whose keys these are.
    fn id(&self) -> &ResourceId;

    /// Reads both keys.
    fn read(&self, options: &KeyPairOptions<'_>) -> impl Future<Output = Result<Keys>> + Send;

    /// Replaces one key. An error means that the service did not accept the call.
    fn renew(&self, key: KeyType, options: &KeyPairOptions<'_>) -> impl Future<Output = Result<Renewed>> + Send;
}

/// What a service tells of the keys when it has replaced one.
#[derive(Debug)]
pub enum Renewed {
    /// Both keys, or the new one, unless the answer cannot be read.
    Told(Result<Keys>),
    /// Nothing, so that the keys have to be listed.
    Untold,
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
                Renewed::Told(keys) => keys,
                Renewed::Untold => self.read(&options).await,
            };
            // The service has accepted the call: whatever fails now, the key has changed.
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
    /// Gives the call up when it is signalled. A regenerate that is given up has an unknown outcome.
    pub cancellation: Option<Cancellation>,
    /// How often to ask about a long-running regenerate, where the service does not say: 30 seconds by default.
    pub poll_frequency: Option<Duration>,
}

impl<'a> KeyPairOptions<'a> {
    /// Options of a call that answers once.
    pub(crate) fn call(&self) -> ClientMethodOptions<'a> {
        self.method_options.clone()
    }

    /// Options of a list that comes in pages.
    pub(crate) fn pager(&self) -> PagerOptions<'a> {
        PagerOptions { context: self.method_options.context.clone(), ..Default::default() }
    }

    /// Options of a regenerate that runs long.
    pub(crate) fn poller(&self) -> PollerOptions<'a> {
        let options = PollerOptions { context: self.method_options.context.clone(), ..Default::default() };
        match self.poll_frequency {
            Some(frequency) => PollerOptions { frequency, ..options },
            None => options,
        }
    }
}

/// Runs a call that regenerates. Given up after it began, its outcome is unknown.
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

/// Waits for a long-running regenerate. A failure after the service accepted it leaves its outcome unknown.
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

/// All items of a list that comes in pages.
pub(crate) async fn items<P>(pager: Pager<P>) -> Result<Vec<P::Item>>
where
    P: Page + DeserializeOwned + Send + 'static,
    P::IntoIter: Send,
    P::Item: Send,
{
    pager.try_collect().await
}

/// A name as the value of an enum.
pub(crate) fn parse<T>(name: &str) -> Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    name.parse().map_err(|error| Error::new(ErrorKind::DataConversion, error))
}

/// Error for a key that the list does not tell, so that it cannot be named to regenerate it.
pub(crate) fn not_listed(key: KeyType) -> Error {
    let message = format!("the service lists no {key:?} key, so that it cannot be regenerated; nothing was changed");
    Error::with_message(ErrorKind::DataConversion, message)
}
