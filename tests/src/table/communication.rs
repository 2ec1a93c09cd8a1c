//! Azure Communication Services.

use super::{Call, Decoded, Kind, Parameter, Row, revealed};
use azure_core::Result;
use azure_keys::communication::{
    CommunicationClient,
    models::{CommunicationServiceKeys, RegenerateKeyParameters},
};
use serde_json::{Value, json};

const ANSWER: &str = r#"{
    "primaryConnectionString": "endpoint=https://example.com;accesskey=communication-one",
    "primaryKey": "communication-one",
    "secondaryConnectionString": "endpoint=https://example.com;accesskey=communication-two",
    "secondaryKey": "communication-two"
}"#;

const SECRETS: &[&str] = &[
    "primaryConnectionString",
    "primaryKey",
    "secondaryConnectionString",
    "secondaryKey",
];

pub(super) fn client(call: Call) -> Result<String> {
    call.client(CommunicationClient::new)
        .map(|client| format!("{client:?} {client:#?}"))
}

pub(super) fn rows() -> Vec<Row> {
    let list = Row {
        provider: "Microsoft.Communication",
        operation: "CommunicationServices_ListKeys",
        kind: Kind::List,
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Communication/communicationServices/{communicationServiceName}/listKeys",
        api_version: "2026-03-18",
        parameters: parameters(),
        bodies: None,
        status: 200,
        answer: ANSWER,
        model: Some(("CommunicationServiceKeys", SECRETS)),
        call: |call| Box::pin(list_keys(call)),
    };
    let regenerate = Row {
        operation: "CommunicationServices_RegenerateKey",
        kind: Kind::Regenerate,
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Communication/communicationServices/{communicationServiceName}/regenerateKey",
        parameters: parameters(),
        bodies: Some([r#"{"keyType":"Primary"}"#, r#"{"keyType":"Secondary"}"#]),
        call: |call| Box::pin(regenerate_key(call)),
        ..list
    };
    vec![list, regenerate]
}

fn parameters() -> Vec<Parameter> {
    let pattern = r"does not match the pattern ^[-\w]+$";
    let service = Parameter {
        refuses: r"./\%{}?#",
        outside: vec![
            ("s".repeat(64), "takes at most 63 characters, has 64"),
            ("dotted.name".to_owned(), pattern),
            ("white space".to_owned(), pattern),
        ],
        ..Parameter::new("communicationServiceName", "communication-1")
    };
    vec![
        Parameter::subscription_id(),
        Parameter::resource_group_of_words(),
        service,
    ]
}

async fn list_keys(call: Call) -> Result<Decoded> {
    let client = call
        .client(CommunicationClient::new)?
        .communication_services();
    let group = call.name("resourceGroupName");
    let service = call.name("communicationServiceName");
    let response = client.list_keys(group, service, None).await?;
    Decoded::model(&client, response, fields)
}

async fn regenerate_key(call: Call) -> Result<Decoded> {
    let client = call
        .client(CommunicationClient::new)?
        .communication_services();
    let group = call.name("resourceGroupName");
    let service = call.name("communicationServiceName");
    let body = RegenerateKeyParameters {
        key_type: Some(call.key),
        ..Default::default()
    };
    let response = client
        .regenerate_key(group, service, body.try_into()?, None)
        .await?;
    Decoded::model(&client, response, fields)
}

fn fields(keys: &CommunicationServiceKeys) -> Value {
    json!({
        "primaryConnectionString": revealed(&keys.primary_connection_string),
        "primaryKey": revealed(&keys.primary_key),
        "secondaryConnectionString": revealed(&keys.secondary_connection_string),
        "secondaryKey": revealed(&keys.secondary_key),
    })
}
