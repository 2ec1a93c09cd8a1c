//! Keys as secrets of a Key Vault.
//!
//! This is one call of the vault's REST API, sent by azure_core's pipeline. A client for all of Key
//! Vault would be another dependency of the crate, and puts a vault's whole response into its errors.

use super::{
    arm::ResourceId,
    deploy::{Deploy, NewKey},
    placeholders::{Name, Rules, What},
};
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    credentials::TokenCredential,
    error::ErrorKind,
    http::{
        ClientOptions, Context, Method, Pipeline, PipelineSendOptions, Request, Url,
        policies::auth::BearerTokenAuthorizationPolicy,
    },
};
use std::{error::Error as StdError, fmt, sync::Arc};

/// Version of the vault's API.
const API_VERSION: &str = "7.4";

/// Writes a new key as a new version of a secret of a Key Vault, from which its consumers read it.
///
/// The caller needs the right to set secrets, for example by the role *Key Vault Secrets Officer*.
/// Consumers that cache a secret use the new one only later: set
/// [`RotationOptions::wait`](crate::RotationOptions::wait) to that time.
pub struct VaultSecret {
    vault: Url,
    name: Name,
    what: What,
    pipeline: Pipeline,
}

impl VaultSecret {
    /// The URL of the vault, such as `https://contoso.vault.azure.net`, and the name of the secret.
    /// `{name}` in it is the resource's name, and `{pair}` that of the pair; characters other than
    /// letters and digits become `-`.
    ///
    /// The audience of the access token is the host of the vault without its first name, such as
    /// `https://vault.azure.net`, in every cloud.
    pub fn new(
        vault: &str,
        name: impl Into<String>,
        credential: Arc<dyn TokenCredential>,
        options: Option<ClientOptions>,
    ) -> Result<Self> {
        let vault = vault_url(vault)?;
        let bearer = BearerTokenAuthorizationPolicy::new(credential, [scope(&vault)?]);
        let pipeline = Pipeline::new(
            option_env!("CARGO_PKG_NAME"),
            option_env!("CARGO_PKG_VERSION"),
            options.unwrap_or_default(),
            Vec::new(),
            vec![Arc::new(bearer)],
            None,
        );
        Ok(Self { vault, name: Name::new(name, &RULES), what: What::default(), pipeline })
    }

    /// Writes the connection string instead of the key.
    pub fn connection_string(self) -> Self {
        Self { what: What::ConnectionString, ..self }
    }

    fn request(&self, name: &str, value: &str, new: &NewKey) -> Result<Request> {
        let mut url = self.vault.clone();
        url.path_segments_mut().map_err(|()| refused("the vault has no path"))?.pop_if_empty().extend(["secrets", name]);
        url.query_pairs_mut().append_pair("api-version", API_VERSION);
        let id = new.resource_id.to_string();
        let body = serde_json::json!({ "value": value, "tags": { "resourceId": id, "pair": new.pair } });
        let mut request = Request::new(url, Method::Put);
        request.insert_header("content-type", "application/json");
        request.insert_header("accept", "application/json");
        request.set_body(body.to_string());
        Ok(request)
    }
}

#[async_trait]
impl Deploy for VaultSecret {
    async fn deploy(&self, new: NewKey) -> std::result::Result<(), Box<dyn StdError + Send + Sync>> {
        let name = self.name.of(&new)?;
        let mut request = self.request(&name, self.what.of(&new)?, &new)?;
        // The pipeline's own check would put the response, which contains the key, into the error.
        let unchecked = PipelineSendOptions { skip_checks: true, ..Default::default() };
        let response = self.pipeline.send(&Context::new(), &mut request, Some(unchecked)).await?;
        match response.status().is_success() {
            true => Ok(()),
            false => Err(answered(&self.vault, &name, &response).into()),
        }
    }

    fn check(&self, resource_id: &ResourceId, pair: &str) -> std::result::Result<(), Box<dyn StdError + Send + Sync>> {
        self.name.check(resource_id, pair).map(drop)
    }
}

/// Names of secrets.
const RULES: Rules = Rules {
    noun: "a name of a secret: 1 to 127 letters, digits and `-`",
    filler: '-',
    ignores_case: true,
    is_valid: is_secret_name,
};

fn answered(vault: &Url, name: &str, response: &azure_core::http::RawResponse) -> String {
    let status = response.status();
    let host = vault.host_str().unwrap_or_default();
    let status = format!("{} {}", u16::from(status), status.canonical_reason());
    format!("the vault {host} answered {status} when the secret `{name}` was set")
}

fn is_secret_name(name: &str) -> bool {
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_word && (1..=127).contains(&name.len())
}

fn vault_url(text: &str) -> Result<Url> {
    let url = Url::parse(text).map_err(|error| Error::with_error(ErrorKind::Other, error, "the vault is not a URL"))?;
    let is_bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    match url.scheme() == "https" && is_bare {
        true => Ok(url),
        false => Err(refused("the vault must be an https:// URL such as https://contoso.vault.azure.net")),
    }
}

fn scope(vault: &Url) -> Result<String> {
    match vault.host_str().and_then(|host| host.split_once('.')) {
        Some((_, domain)) if domain.contains('.') => Ok(format!("https://{domain}/.default")),
        _ => Err(refused("the vault must have a host such as contoso.vault.azure.net")),
    }
}

fn refused(message: &'static str) -> Error {
    Error::with_message(ErrorKind::Other, message)
}

impl fmt::Debug for VaultSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VaultSecret").field("vault", &self.vault.as_str()).field("name", &self.name).finish_non_exhaustive()
    }
}
