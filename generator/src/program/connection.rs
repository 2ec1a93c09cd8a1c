//! The endpoint and the credential.

use super::{
    arguments::{Arguments, Cloud},
    arm::ArmClientOptions,
    token,
};
use async_trait::async_trait;
use azure_core::{
    Result,
    cloud::CloudConfiguration,
    credentials::{AccessToken, Secret, TokenCredential, TokenRequestOptions},
    time::{Duration, OffsetDateTime},
};
use azure_identity::DeveloperToolsCredential;
use std::sync::Arc;

/// Options of every client.
pub(super) fn options(arguments: &Arguments) -> ArmClientOptions {
    let mut options = ArmClientOptions {
        endpoint: arguments.endpoint.clone(),
        audience: arguments.audience.clone(),
        ..Default::default()
    };
    let cloud = match arguments.cloud {
        Cloud::Public => CloudConfiguration::AzurePublic,
        Cloud::Usgov => CloudConfiguration::AzureGovernment,
        Cloud::China => CloudConfiguration::AzureChina,
    };
    options.client_options.cloud = Some(Arc::new(cloud));
    options
}

/// The developer's credential, or the access token of the user.
pub(super) fn credential(arguments: &Arguments) -> std::result::Result<Arc<dyn TokenCredential>, String> {
    if let Some(token) = token::given(arguments)? {
        return Ok(Arc::new(Given(token)));
    }
    let credential = DeveloperToolsCredential::new(None).map_err(|error| error.to_string())?;
    Ok(credential)
}

/// An access token from elsewhere. Its expiry is unknown; the service rejects an expired token.
#[derive(Debug)]
struct Given(Secret);

#[async_trait]
impl TokenCredential for Given {
    async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        Ok(AccessToken::new(self.0.clone(), OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
