//! Azure Cognitive Services.

use super::{Call, Decoded, Kind, Parameter, Row, revealed};
use azure_core::Result;
use azure_keys::cognitive_services::{
    CognitiveServicesClient,
    models::{ApiKeys, RegenerateKeyParameters},
};
use serde_json::{Value, json};

pub(super) fn client(call: Call) -> Result<String> {
    call.client(CognitiveServicesClient::new)
        .map(|client| format!("{client:?} {client:#?}"))
}

pub(super) fn rows() -> Vec<Row> {
    let list = Row {
        provider: "Microsoft.CognitiveServices",
        operation: "Accounts_ListKeys",
        kind: Kind::List,
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.CognitiveServices/accounts/{accountName}/listKeys",
        api_version: "2026-09-01",
        parameters: parameters(),
        bodies: None,
        status: 200,
        answer: r#"{"key1": "cognitive-one", "key2": "cognitive-two"}"#,
        model: Some(("ApiKeys", &["key1", "key2"])),
        call: |call| Box::pin(list_keys(call)),
    };
    let regenerate = Row {
        operation: "Accounts_RegenerateKey",
        kind: Kind::Regenerate,
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.CognitiveServices/accounts/{accountName}/regenerateKey",
        parameters: parameters(),
        bodies: Some([r#"{"keyName":"Key1"}"#, r#"{"keyName":"Key2"}"#]),
        call: |call| Box::pin(regenerate_key(call)),
        ..list
    };
    vec![list, regenerate]
}

fn parameters() -> Vec<Parameter> {
    let pattern = "does not match the pattern ^[a-zA-Z0-9][a-zA-Z0-9_.-]*$";
    let account = Parameter {
        refuses: r"/\%{}?#",
        outside: vec![
            ("~".to_owned(), "needs at least 2 characters, has 1"),
            ("a".repeat(65), "takes at most 64 characters, has 65"),
            ("-leading-hyphen".to_owned(), pattern),
            ("white space".to_owned(), pattern),
        ],
        ..Parameter::new("accountName", "cognitive.account_1")
    };
    vec![
        Parameter::subscription_id(),
        Parameter::resource_group_of_words(),
        account,
    ]
}

async fn list_keys(call: Call) -> Result<Decoded> {
    let client = call.client(CognitiveServicesClient::new)?.accounts();
    let (group, account) = (call.name("resourceGroupName"), call.name("accountName"));
    let response = client.list_keys(group, account, None).await?;
    Decoded::model(&client, response, fields)
}

async fn regenerate_key(call: Call) -> Result<Decoded> {
    let client = call.client(CognitiveServicesClient::new)?.accounts();
    let (group, account) = (call.name("resourceGroupName"), call.name("accountName"));
    let body = RegenerateKeyParameters::new(call.key);
    let response = client
        .regenerate_key(group, account, body.try_into()?, None)
        .await?;
    Decoded::model(&client, response, fields)
}

fn fields(keys: &ApiKeys) -> Value {
    json!({ "key1": revealed(&keys.key1), "key2": revealed(&keys.key2) })
}
