//! Options that every client accepts, and the cloud that they select.

use super::{loopback::secured, same_origin::names_user};
use azure_core::{
    Error, Result,
    cloud::CloudConfiguration,
    error::ErrorKind,
    fmt::SafeDebug,
    http::{ClientOptions, Url},
    time::Duration,
};

/// Options of a client. The defaults are for the Azure public cloud.
#[derive(Clone, Default, SafeDebug)]
pub struct ArmClientOptions {
    /// API version to send with every operation, in place of the version from the operation's
    /// definition.
    pub api_version: Option<String>,

    /// Endpoint of Azure Resource Manager, such as `https://management.azure.com`.
    ///
    /// An `http://` URL is accepted only for a server on this machine: `localhost`, `127.0.0.0/8` or
    /// `[::1]`. Policies still see an `https://` URL, since azure_core sends access tokens to no
    /// other; the transport receives the `http://` one. Without a `transport` of your own, it is an
    /// error if the environment sets a proxy, whatever `NO_PROXY` says: the proxy could read the
    /// token. Your own must not use one.
    ///
    /// Required for a custom cloud; for the other clouds, it replaces the cloud's own.
    pub endpoint: Option<String>,

    /// Audience that access tokens are requested for, such as `https://management.azure.com`.
    ///
    /// Required for a custom cloud, here or as its audience for [`ResourceManager`]; for the other
    /// clouds, it replaces the cloud's own.
    pub audience: Option<String>,

    /// Origins that may receive the access token besides the endpoint's own, when the service
    /// returns a link to them. Example: `https://management.example.com`.
    pub trusted_origins: Vec<String>,

    /// Send parameters that violate the length or the pattern of their definition, and let the
    /// service decide.
    ///
    /// Names that would change the path of a request are errors all the same.
    pub skip_validation: bool,

    /// Longest time that a call may take, with all its retries and waits. There is no limit by
    /// default. A call that takes longer fails with [`DeadlineExceeded`](super::DeadlineExceeded).
    ///
    /// The time starts with the first request. For a pager, it ends with the last page, and for a
    /// poller, with the result.
    pub deadline: Option<Duration>,

    /// Maximum length of a response body in bytes, after decompression: 64 MiB by default. A longer
    /// body is an error. A body that a method returns as a stream has no limit, since it is never held
    /// as a whole.
    pub max_body: Option<usize>,

    /// Maximum number of pages of one list: 10,000 by default. A list with more pages is an error,
    /// and so is a list with a link back to a page that was already read.
    pub max_pages: Option<usize>,

    /// Options of the pipeline: cloud, transport, retries, policies, logging and tracing.
    pub client_options: ClientOptions,
    #[doc(hidden)]
    pub _non_exhaustive: (),
}

/// Key of Azure Resource Manager in the audiences of a custom cloud.
///
/// ```
/// use azure_core::cloud::{Audiences, CustomConfiguration};
/// # mod azure_keys { pub struct ResourceManager; }
/// use azure_keys::ResourceManager;
///
/// let mut cloud = CustomConfiguration::default();
/// cloud.audiences = Audiences::new().with::<ResourceManager>("https://management.example.com".to_string());
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct ResourceManager;

impl ArmClientOptions {
    /// Base URL of every request.
    pub(crate) fn endpoint_url(&self) -> Result<Url> {
        let endpoint = match &self.endpoint {
            Some(endpoint) => endpoint.as_str(),
            None => known_endpoint(&self.cloud())
                .ok_or_else(|| refused("a custom cloud needs `endpoint` in the client's options"))?,
        };
        let url = https_url(ENDPOINT, endpoint)?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refused("`endpoint` must not have a query or a fragment"));
        }
        Ok(url)
    }

    /// Whether the endpoint is a server on this machine that is reached by plain HTTP.
    pub(crate) fn is_plain(&self) -> bool {
        let url = self.endpoint.as_deref().and_then(|endpoint| Url::parse(endpoint).ok());
        url.is_some_and(|url| secured(&url).is_some())
    }

    /// Scope that access tokens are requested for: the audience followed by `/.default`.
    pub(crate) fn scope(&self) -> Result<String> {
        let cloud = self.cloud();
        let audience = match (&self.audience, &cloud) {
            (Some(audience), _) => audience.as_str(),
            (None, CloudConfiguration::Custom(custom)) => custom
                .audiences
                .get::<ResourceManager>()
                .ok_or_else(|| refused("a custom cloud needs `audience` in the client's options, or an audience for `ResourceManager`"))?,
            (None, known) => known_endpoint(known)
                .ok_or_else(|| refused("this cloud needs `audience` in the client's options"))?,
        };
        let audience = audience.trim_end_matches("/.default").trim_end_matches('/');
        Ok(format!("{audience}/.default"))
    }

    /// Origins that may receive the access token: the endpoint's and the trusted ones.
    pub(crate) fn origins(&self, endpoint: &Url) -> Result<Vec<Url>> {
        let mut origins = vec![endpoint.clone()];
        for origin in &self.trusted_origins {
            origins.push(https_url("trusted_origins", origin)?);
        }
        Ok(origins)
    }

    fn cloud(&self) -> CloudConfiguration {
        self.client_options.cloud.as_deref().cloned().unwrap_or_default()
    }
}

fn known_endpoint(cloud: &CloudConfiguration) -> Option<&'static str> {
    match cloud {
        CloudConfiguration::AzurePublic => Some("https://management.azure.com"),
        CloudConfiguration::AzureGovernment => Some("https://management.usgovcloudapi.net"),
        CloudConfiguration::AzureChina => Some("https://management.chinacloudapi.cn"),
        _ => None,
    }
}

/// The option that accepts plain HTTP to this machine.
const ENDPOINT: &str = "endpoint";

/// The URL in an option, in its `https://` form.
fn https_url(option: &str, text: &str) -> Result<Url> {
    let url = Url::parse(text)
        .map_err(|error| Error::with_error(ErrorKind::Other, error, format!("`{option}` is not a URL")))?;
    let local = secured(&url).filter(|_| option == ENDPOINT);
    let url = local.unwrap_or(url);
    if url.scheme() != "https" || url.host().is_none() {
        let plain = if option == ENDPOINT { ", or http:// for localhost, 127.0.0.0/8 and [::1] only" } else { "" };
        return Err(refused(format!("`{option}` must be an https:// URL with a host{plain}")));
    }
    if names_user(&url) {
        return Err(refused(format!("`{option}` must not have a user name or a password")));
    }
    Ok(url)
}

fn refused(message: impl Into<String>) -> Error {
    Error::with_message(ErrorKind::Other, message.into())
}
