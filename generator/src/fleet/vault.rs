//! Keys as secrets of a Key Vault.
//!
//! These are two calls of the vault's REST API, sent by azure_core's pipeline. A client for all of Key
//! Vault would be another dependency of the crate, and puts a vault's whole response into its errors.

use super::{
    arm::ResourceId,
    deploy::{Deploy, NewKey},
    identity::Identity,
    placeholders::{Name, Rules, What},
};
use async_trait::async_trait;
use azure_core::{
    Error, Result,
    credentials::TokenCredential,
    error::ErrorKind,
    http::{
        ClientOptions, Context, Method, Pipeline, PipelineSendOptions, RawResponse, Request, StatusCode, Url,
        policies::auth::BearerTokenAuthorizationPolicy,
    },
};
use serde_json::Value;
use std::{error::Error as StdError, fmt, sync::Arc};

/// Version of the vault's API.
const API_VERSION: &str = "7.4";

/// Writes a new key as a new version of a secret of a Key Vault, from which its consumers read it.
///
/// The caller needs the right to set secrets, for example by the role *Key Vault Secrets Officer*.
///
/// The tags `resourceId` and `pair` of a secret name the pair whose key it is. A secret with the tags of
/// another pair is not changed, which is an error: the runs of two fleets would overwrite each other's
/// keys. [`Deploy::prepare`] finds it before a key changes. A secret without these tags is changed. So is
/// every secret if the caller may set secrets, but not get them. Two runs that create a secret at the same
/// time do not see each other.
///
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

    /// Refuses a secret that holds a key of another pair.
    async fn refuse_other(&self, name: &str, own: &Identity) -> std::result::Result<(), Box<dyn StdError + Send + Sync>> {
        let response = self.send(self.request(name, Method::Get)?).await?;
        match response.status() {
            status if status.is_success() => {}
            // There is none, or this caller may set secrets only.
            StatusCode::NotFound | StatusCode::Forbidden => return Ok(()),
            _ => return Err(answered(&self.vault, name, &response, "read").into()),
        }
        // An error would show the response, which contains a key.
        let Ok(secret) = azure_core::json::from_json::<_, Value>(response.body()) else {
            let host = self.vault.host_str().unwrap_or_default();
            return Err(format!("the vault {host} answered no JSON when the secret `{name}` was read").into());
        };
        match owner(&secret).filter(|owner| owner != own) {
            None => Ok(()),
            Some(owner) => Err(format!(
                "the secret `{name}` is not changed: its tags `resourceId` and `pair` say that it holds a key of {owner}: \
                 use another name, or remove the tags if that pair does not need it any more"
            )
            .into()),
        }
    }

    fn request(&self, name: &str, method: Method) -> Result<Request> {
        let mut url = self.vault.clone();
        url.path_segments_mut().map_err(|()| refused("the vault has no path"))?.pop_if_empty().extend(["secrets", name]);
        url.query_pairs_mut().append_pair("api-version", API_VERSION);
        let mut request = Request::new(url, method);
        request.insert_header("accept", "application/json");
        Ok(request)
    }

    async fn send(&self, mut request: Request) -> Result<RawResponse> {
        // The pipeline's own check would put the response, which contains the key, into the error.
        let unchecked = PipelineSendOptions { skip_checks: true, ..Default::default() };
        self.pipeline.send(&Context::new(), &mut request, Some(unchecked)).await
    }
}

#[async_trait]
impl Deploy for VaultSecret {
    async fn deploy(&self, new: NewKey) -> std::result::Result<(), Box<dyn StdError + Send + Sync>> {
        let name = self.name.of(&new)?;
        let id = new.resource_id.to_string();
        let body = serde_json::json!({ "value": self.what.of(&new)?, "tags": { "resourceId": id, "pair": new.pair } });
        self.refuse_other(&name, &Identity::new(&new.resource_id, &new.pair)).await?;
        let mut request = self.request(&name, Method::Put)?;
        request.insert_header("content-type", "application/json");
        request.set_body(body.to_string());
        let response = self.send(request).await?;
        match response.status().is_success() {
            true => Ok(()),
            false => Err(answered(&self.vault, &name, &response, "set").into()),
        }
    }

    fn check(&self, resource_id: &ResourceId, pair: &str) -> std::result::Result<(), Box<dyn StdError + Send + Sync>> {
        self.name.check(resource_id, pair).map(drop)
    }

    async fn prepare(
        &self,
        resource_id: &ResourceId,
        pair: &str,
    ) -> std::result::Result<(), Box<dyn StdError + Send + Sync>> {
        let name = self.name.check(resource_id, pair)?;
        self.refuse_other(&name, &Identity::new(resource_id, pair)).await
    }
}

/// Names of secrets.
const RULES: Rules = Rules {
    noun: "a name of a secret: 1 to 127 letters, digits and `-`",
    filler: '-',
    ignores_case: true,
    is_valid: is_secret_name,
};

/// The pair that the tags of a secret name.
fn owner(secret: &Value) -> Option<Identity> {
    let tag = |name: &str| secret["tags"][name].as_str();
    Some(Identity::named(tag("resourceId")?, tag("pair")?))
}

fn answered(vault: &Url, name: &str, response: &RawResponse, done: &str) -> String {
    let status = response.status();
    let host = vault.host_str().unwrap_or_default();
    let status = format!("{} {}", u16::from(status), status.canonical_reason());
    format!("the vault {host} answered {status} when the secret `{name}` was {done}")
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
