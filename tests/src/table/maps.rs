//! Azure Maps.

use super::{Call, Decoded, Kind, Parameter, Row, revealed};
use azure_core::{Result, time::to_rfc3339};
use azure_keys::maps::{
    MapsClient,
    models::{MapsAccountKeys, MapsKeySpecification},
};
use serde_json::{Value, json};

const ANSWER: &str = r#"{
    "primaryKey": "maps-one", "primaryKeyLastUpdated": "2026-01-31T01:01:01.1075056Z",
    "secondaryKey": "maps-two", "secondaryKeyLastUpdated": "2026-02-28T02:02:02.1075056Z"
}"#;

pub(super) fn client(call: Call) -> Result<String> {
    call.client(MapsClient::new)
        .map(|client| format!("{client:?} {client:#?}"))
}

pub(super) fn rows() -> Vec<Row> {
    let list = Row {
        provider: "Microsoft.Maps",
        operation: "Accounts_ListKeys",
        kind: Kind::List,
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Maps/accounts/{accountName}/listKeys",
        api_version: "2023-06-01",
        parameters: parameters(),
        bodies: None,
        status: 200,
        answer: ANSWER,
        model: Some(("MapsAccountKeys", &["primaryKey", "secondaryKey"])),
        call: |call| Box::pin(list_keys(call)),
    };
    let regenerate = Row {
        operation: "Accounts_RegenerateKeys",
        kind: Kind::Regenerate,
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Maps/accounts/{accountName}/regenerateKey",
        parameters: parameters(),
        bodies: Some([r#"{"keyType":"primary"}"#, r#"{"keyType":"secondary"}"#]),
        call: |call| Box::pin(regenerate_keys(call)),
        ..list
    };
    vec![list, regenerate]
}

/// The account's name has neither a pattern nor a length.
fn parameters() -> Vec<Parameter> {
    vec![
        Parameter::subscription_id(),
        Parameter::resource_group_name(),
        Parameter::new("accountName", "maps-account"),
    ]
}

async fn list_keys(call: Call) -> Result<Decoded> {
    let client = call.client(MapsClient::new)?.accounts();
    let (group, account) = (call.name("resourceGroupName"), call.name("accountName"));
    let response = client.list_keys(group, account, None).await?;
    Decoded::model(&client, response, fields)
}

async fn regenerate_keys(call: Call) -> Result<Decoded> {
    let client = call.client(MapsClient::new)?.accounts();
    let (group, account) = (call.name("resourceGroupName"), call.name("accountName"));
    let body = MapsKeySpecification::new(call.key);
    let response = client
        .regenerate_keys(group, account, body.try_into()?, None)
        .await?;
    Decoded::model(&client, response, fields)
}

fn fields(keys: &MapsAccountKeys) -> Value {
    json!({
        "primaryKey": revealed(&keys.primary_key),
        "primaryKeyLastUpdated": keys.primary_key_last_updated.as_ref().map(to_rfc3339),
        "secondaryKey": revealed(&keys.secondary_key),
        "secondaryKeyLastUpdated": keys.secondary_key_last_updated.as_ref().map(to_rfc3339),
    })
}
