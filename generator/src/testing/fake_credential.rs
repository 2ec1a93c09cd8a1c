//! A credential that asks nobody.

use async_trait::async_trait;
use azure_core::{
    Error, Result,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    error::ErrorKind,
    time::{Duration, OffsetDateTime},
};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

/// A credential whose token is `fake`, without any request.
#[derive(Debug, Default)]
pub struct FakeCredential {
    is_refusing: AtomicBool,
    scopes: Mutex<Vec<String>>,
}

impl FakeCredential {
    /// A credential that gives a token.
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// From now on, no token is given, as after `az logout`.
    pub fn refuse(&self) {
        self.is_refusing.store(true, Ordering::Relaxed);
    }

    /// The scopes that tokens were requested for, in order. A client keeps a token, so that few
    /// requests need one.
    pub fn scopes(&self) -> Vec<String> {
        self.scopes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl TokenCredential for FakeCredential {
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        if self.is_refusing.load(Ordering::Relaxed) {
            return Err(Error::with_message(ErrorKind::Credential, "the fake credential gives no token"));
        }
        let mut asked = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
        asked.extend(scopes.iter().map(|scope| (*scope).to_owned()));
        Ok(AccessToken::new("fake", OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
