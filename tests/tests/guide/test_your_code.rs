//! Code that uses keys, and its tests.

use azure_keys::{
    KeyPair, KeyType,
    maps::{MapsAccountsClient, MapsClient, operations::ACCOUNTS_LIST_KEYS},
    test::{Answer, Fake, FakeKeyPair, Fault},
};

/// Regenerates the secondary key, and tries again once if the service is busy.
async fn renew(pair: &dyn KeyPair) -> azure_core::Result<()> {
    if pair.regenerate(KeyType::Secondary, None).await.is_err() {
        pair.regenerate(KeyType::Secondary, None).await?;
    }
    Ok(())
}

async fn has_account(accounts: &MapsAccountsClient, name: &str) -> bool {
    accounts.list_keys("group", name, None).await.is_ok()
}

#[tokio::test]
async fn a_busy_service_is_asked_again() {
    let pair = FakeKeyPair::new();
    pair.fail_regenerate(Fault::Status(429));
    renew(&pair).await.unwrap();
    assert_eq!(pair.regenerated().len(), 2);
}

#[tokio::test]
async fn an_account_that_is_gone_is_noticed() {
    let gone = Answer::error(404, "ResourceNotFound", "no such account");
    let fake = Fake::new().on(ACCOUNTS_LIST_KEYS, gone);
    let client = MapsClient::new("subscription", fake.credential(), fake.options()).unwrap();
    assert!(!has_account(&client.accounts(), "account").await);
}
