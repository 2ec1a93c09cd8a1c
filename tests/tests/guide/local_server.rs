//! Uses a server on this machine in place of Azure, by plain HTTP.

use azure_keys::{maps::MapsClient, test::Loopback};

pub async fn run(port: u16) -> azure_core::Result<String> {
    let server = Loopback::to(port);
    let client = MapsClient::new("subscription", server.credential(), server.options())?;
    let accounts = client.accounts();
    let response = accounts.list_keys("group", "account", None).await?;
    let keys = response.into_model()?;
    let key = keys.primary_key.map(|key| key.secret().to_owned());
    Ok(key.unwrap_or_default())
}
