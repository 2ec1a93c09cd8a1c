//! Azure API Management.

use super::{Call, Decoded, Kind, Parameter, Row, revealed};
use azure_core::Result;
use azure_keys::api_management::{
    ApiManagementClient,
    models::{SubscriptionKeysContract, SubscriptionKeysContractHeaders},
};
use serde_json::{Value, json};

pub(super) fn client(call: Call) -> Result<String> {
    call.client(ApiManagementClient::new)
        .map(|client| format!("{client:?} {client:#?}"))
}

pub(super) fn rows() -> Vec<Row> {
    let list = Row {
        provider: "Microsoft.ApiManagement",
        operation: "Subscription_ListSecrets",
        kind: Kind::List,
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ApiManagement/service/{serviceName}/subscriptions/{sid}/listSecrets",
        api_version: "2024-05-01",
        parameters: parameters(),
        bodies: None,
        status: 200,
        answer: r#"{"primaryKey": "apim-one", "secondaryKey": "apim-two"}"#,
        model: Some(("SubscriptionKeysContract", &["primaryKey", "secondaryKey"])),
        call: |call| Box::pin(list_secrets(call)),
    };
    let primary = Row {
        operation: "Subscription_RegeneratePrimaryKey",
        kind: Kind::Regenerate,
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ApiManagement/service/{serviceName}/subscriptions/{sid}/regeneratePrimaryKey",
        parameters: parameters(),
        status: 204,
        answer: "",
        model: None,
        call: |call| Box::pin(regenerate_primary_key(call)),
        ..list
    };
    let secondary = Row {
        operation: "Subscription_RegenerateSecondaryKey",
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ApiManagement/service/{serviceName}/subscriptions/{sid}/regenerateSecondaryKey",
        parameters: parameters(),
        call: |call| Box::pin(regenerate_secondary_key(call)),
        ..primary
    };
    vec![list, primary, secondary]
}

fn parameters() -> Vec<Parameter> {
    vec![
        Parameter::subscription_id(),
        Parameter::resource_group_name(),
        service_name(),
        sid(),
    ]
}

fn service_name() -> Parameter {
    let pattern = "does not match the pattern ^[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$";
    Parameter {
        refuses: r"./\%{}?#",
        outside: vec![
            ("s".repeat(51), "takes at most 50 characters, has 51"),
            ("1-leading-digit".to_owned(), pattern),
            ("trailing-hyphen-".to_owned(), pattern),
        ],
        ..Parameter::new("serviceName", "apim-1")
    }
}

fn sid() -> Parameter {
    Parameter {
        refuses: "?#",
        outside: vec![
            ("s".repeat(257), "takes at most 256 characters, has 257"),
            (
                "forbidden<mark".to_owned(),
                "does not match the pattern ^[^*#&+:<>?]+$",
            ),
        ],
        ..Parameter::new("sid", "5931a769d8d14f0ad8ce13b8")
    }
}

async fn list_secrets(call: Call) -> Result<Decoded> {
    let client = call.client(ApiManagementClient::new)?.subscription();
    let group = call.name("resourceGroupName");
    let (service, sid) = (call.name("serviceName"), call.name("sid"));
    let response = client.list_secrets(group, service, sid, None).await?;
    let etag = response.etag()?.map(String::from);
    let decoded = Decoded::model(&client, response, fields)?;
    Ok(Decoded { etag, ..decoded })
}

async fn regenerate_primary_key(call: Call) -> Result<Decoded> {
    let client = call.client(ApiManagementClient::new)?.subscription();
    let group = call.name("resourceGroupName");
    let (service, sid) = (call.name("serviceName"), call.name("sid"));
    let response = client
        .regenerate_primary_key(group, service, sid, None)
        .await?;
    Ok(Decoded::nothing(&client, response))
}

async fn regenerate_secondary_key(call: Call) -> Result<Decoded> {
    let client = call.client(ApiManagementClient::new)?.subscription();
    let group = call.name("resourceGroupName");
    let (service, sid) = (call.name("serviceName"), call.name("sid"));
    let response = client
        .regenerate_secondary_key(group, service, sid, None)
        .await?;
    Ok(Decoded::nothing(&client, response))
}

fn fields(keys: &SubscriptionKeysContract) -> Value {
    json!({
        "primaryKey": revealed(&keys.primary_key),
        "secondaryKey": revealed(&keys.secondary_key),
    })
}
