//! An access token of the user as a credential.

use async_trait::async_trait;
use azure_core::{
    Error, Result,
    credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions},
    error::ErrorKind,
    time::{Duration, OffsetDateTime},
};

/// An access token for one audience, which no other service must get. Its expiry is unknown; the
/// service rejects an expired token.
#[derive(Debug)]
pub(super) struct Given {
    token: Secret,
    audience: String,
}

impl Given {
    pub(super) fn new(token: Secret, audience: &str) -> Self {
        Self { token, audience: bare(audience).to_owned() }
    }
}

/// An audience, of itself or of a scope.
fn bare(scope: &str) -> &str {
    scope.trim_end_matches("/.default").trim_end_matches('/')
}

#[async_trait]
impl TokenCredential for Given {
    async fn get_token(&self, scopes: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        if let Some(other) = scopes.iter().find(|scope| bare(scope) != self.audience) {
            let message = format!("the access token is for {}, and not for {}", self.audience, bare(other));
            return Err(Error::with_message(ErrorKind::Credential, message));
        }
        Ok(AccessToken::new(self.token.clone(), OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
