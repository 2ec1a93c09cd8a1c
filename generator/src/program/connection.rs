//! The endpoint and the credential.

use super::{
    arguments::{Arguments, Cloud},
    arm::ArmClientOptions,
    given::Given,
    token,
};
use azure_core::{cloud::CloudConfiguration, credentials::TokenCredential};
use azure_identity::DeveloperToolsCredential;
use std::sync::Arc;

/// Options of every client.
pub(super) fn options(arguments: &Arguments) -> ArmClientOptions {
    let mut options = ArmClientOptions {
        endpoint: arguments.endpoint.clone(),
        audience: Some(audience(arguments).to_owned()),
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

/// Audience of the access tokens for Azure Resource Manager.
fn audience(arguments: &Arguments) -> &str {
    let of_cloud = match arguments.cloud {
        Cloud::Public => "https://management.azure.com",
        Cloud::Usgov => "https://management.usgovcloudapi.net",
        Cloud::China => "https://management.chinacloudapi.cn",
    };
    arguments.audience.as_deref().unwrap_or(of_cloud)
}

/// The developer's credential, or the access token of the user.
pub(super) fn credential(arguments: &Arguments) -> Result<Arc<dyn TokenCredential>, String> {
    if let Some(token) = token::given(arguments)? {
        return Ok(Arc::new(Given::new(token, audience(arguments))));
    }
    let credential = DeveloperToolsCredential::new(None).map_err(|error| error.to_string())?;
    Ok(credential)
}
