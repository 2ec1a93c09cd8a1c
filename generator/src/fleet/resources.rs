//! Finding the resources of a subscription that have keys.

use super::arm::{ArmClientOptions, PACKAGE, ResourceId, arm::Arm};
use azure_core::{
    Result,
    credentials::TokenCredential,
    http::{
        Method,
        pager::{Page, PagerOptions},
    },
};
use futures::TryStreamExt;
use serde::Deserialize;
use std::sync::Arc;

/// Version of the operation `Resources_List`.
const API_VERSION: &str = "2021-04-01";

/// The resources of a subscription whose keys this crate can rotate, of all enabled services.
///
/// They are found by
/// [Resources - List](https://learn.microsoft.com/rest/api/resources/resources/list), which lists only
/// what Azure Resource Manager tracks itself. It does not list all nested resources, such as the
/// databases of a Redis Enterprise cluster: those need their ids.
pub async fn resources(
    subscription_id: &str,
    credential: Arc<dyn TokenCredential>,
    options: Option<ArmClientOptions>,
) -> Result<Vec<ResourceId>> {
    // The API version of the services does not apply to this operation.
    let options = ArmClientOptions { api_version: None, ..options.unwrap_or_default() };
    let arm = Arm::new("Microsoft.Resources", subscription_id, credential, &options, PACKAGE)?;
    let call = arm
        .operation("Resources_List", Method::Get, "/subscriptions/{subscriptionId}/resources")
        .subscription("subscriptionId", &[])
        .query("$filter", &filter(), &[])
        .api_version(API_VERSION);
    let pages = call.pages::<Resources>(PagerOptions::default(), &[200], |page| page.next_link.as_deref())?;
    let found: Vec<Resource> = pages.try_collect().await?;
    // The id of a resource that extends another one has another form. None of them has keys.
    let ids = found.into_iter().filter_map(|resource| resource.id.parse::<ResourceId>().ok());
    Ok(ids.filter(is_known).collect())
}

/// The names of all enabled types.
fn types() -> impl Iterator<Item = &'static str> {
    crate::RESOURCE_TYPES.iter().filter(|known| known.is_enabled()).map(|known| known.name)
}

fn filter() -> String {
    let types: Vec<String> = types().map(|name| format!("resourceType eq '{name}'")).collect();
    types.join(" or ")
}

/// Whether a resource has an enabled type, and keys.
fn is_known(id: &ResourceId) -> bool {
    crate::RESOURCE_TYPES.iter().any(|known| known.is_enabled() && known.is_of(id))
}

/// A page of the list. One without `value` is an error: an empty list would be taken for a subscription
/// without keys.
#[derive(Debug, Deserialize)]
struct Resources {
    value: Vec<Resource>,
    #[serde(rename = "nextLink")]
    next_link: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Resource {
    #[serde(default)]
    id: String,
}

#[async_trait::async_trait]
impl Page for Resources {
    type Item = Resource;
    type IntoIter = std::vec::IntoIter<Resource>;

    async fn into_items(self) -> Result<Self::IntoIter> {
        Ok(self.value.into_iter())
    }
}
