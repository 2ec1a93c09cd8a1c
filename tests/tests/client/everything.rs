//! Clients of the crate with every supported form, and what they have sent.

use armgen_everything::{
    ArmClientOptions,
    forms::FormsClient,
    records::{RecordsClient, RecordsGroupClient, RecordsSleevesClient},
};
use azure_core::http::{ClientOptions, Transport};
use azure_keys_tests::{FakeArm, Seen};

/// Options of clients that call this server.
pub(crate) fn options(arm: &FakeArm) -> Option<ArmClientOptions> {
    let client_options = ClientOptions {
        transport: Some(Transport::new(arm.transport.clone())),
        ..Default::default()
    };
    Some(ArmClientOptions {
        client_options,
        ..Default::default()
    })
}

pub(crate) fn forms(arm: &FakeArm) -> FormsClient {
    FormsClient::new(arm.credential.clone(), options(arm)).expect("the options are fine")
}

pub(crate) fn records(arm: &FakeArm) -> RecordsGroupClient {
    record_client(arm).records()
}

pub(crate) fn sleeves(arm: &FakeArm) -> RecordsSleevesClient {
    record_client(arm).sleeves()
}

fn record_client(arm: &FakeArm) -> RecordsClient {
    RecordsClient::new("sub", arm.credential.clone(), options(arm)).expect("the options are fine")
}

/// The only request that the server got.
pub(crate) fn only(arm: &FakeArm) -> Seen {
    let seen = arm.server.take_seen();
    assert_eq!(seen.len(), 1);
    seen.into_iter().next().expect("there is one")
}
