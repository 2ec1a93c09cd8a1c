//! Emitted pairs of keys: their public methods, made of the calls of their service.

use super::{KeyPairOptions, KeyType, Keys, OutcomeUnknown, ResourceId, cancellation::until, key_pair::change};
use azure_core::Result;

/// The calls of one service. They are the only part of a pair of keys that differs between services.
pub trait KeyPairCalls: Send + Sync {
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

/// Lists the keys, unless it is cancelled.
pub(crate) async fn list(pair: &impl KeyPairCalls, options: Option<KeyPairOptions<'_>>) -> Result<Keys> {
    let options = options.unwrap_or_default();
    until(options.cancellation.as_ref(), pair.read(&options)).await
}

/// Replaces a key, and lists the keys if the service returns none.
pub(crate) async fn regenerate(
    pair: &impl KeyPairCalls,
    key: KeyType,
    options: Option<KeyPairOptions<'_>>,
) -> Result<Keys> {
    let options = options.unwrap_or_default();
    let keys = async {
        let keys = match pair.renew(key, &options).await? {
            Renewed::Returned(keys) => keys,
            Renewed::NotReturned => pair.read(&options).await,
        };
        // The service has accepted the call, so the key has changed even if this fails.
        keys.map_err(OutcomeUnknown::because)
    };
    change(options.cancellation.as_ref(), keys).await
}

/// Gives `$pair` the methods of a `KeyPair`, and implements it. Each type has its own implementation:
/// one for all types with `KeyPairCalls` would show this private trait in the documentation.
macro_rules! key_pair {
    ($pair:ident) => {
        impl $pair {
            /// Reads both keys. Changes nothing.
            pub async fn list(
                &self,
                options: Option<$crate::runtime::KeyPairOptions<'_>>,
            ) -> azure_core::Result<$crate::runtime::Keys> {
                $crate::runtime::key_pair_calls::list(self, options).await
            }

            /// Replaces one key. Returns the keys that the service then returns: both, or at least
            /// the new one.
            ///
            /// # Errors
            ///
            /// The key may have been replaced if
            /// [`OutcomeUnknown::is_cause_of`](crate::OutcomeUnknown::is_cause_of) is true for the
            /// error. After any other error it is unchanged.
            pub async fn regenerate(
                &self,
                key: $crate::runtime::KeyType,
                options: Option<$crate::runtime::KeyPairOptions<'_>>,
            ) -> azure_core::Result<$crate::runtime::Keys> {
                $crate::runtime::key_pair_calls::regenerate(self, key, options).await
            }
        }

        impl $crate::runtime::KeyPair for $pair {
            fn resource_id(&self) -> &$crate::runtime::ResourceId {
                $crate::runtime::key_pair_calls::KeyPairCalls::id(self)
            }

            fn name(&self) -> &str {
                <Self as $crate::runtime::key_pair_calls::KeyPairCalls>::NAME
            }

            fn list<'a>(
                &'a self,
                options: Option<$crate::runtime::KeyPairOptions<'a>>,
            ) -> $crate::runtime::BoxFuture<'a, azure_core::Result<$crate::runtime::Keys>> {
                Box::pin($crate::runtime::key_pair_calls::list(self, options))
            }

            fn regenerate<'a>(
                &'a self,
                key: $crate::runtime::KeyType,
                options: Option<$crate::runtime::KeyPairOptions<'a>>,
            ) -> $crate::runtime::BoxFuture<'a, azure_core::Result<$crate::runtime::Keys>> {
                Box::pin($crate::runtime::key_pair_calls::regenerate(self, key, options))
            }
        }
    };
}

pub(crate) use key_pair;
