//! Uses a server on this machine in place of Azure, by plain HTTP.

use azure_keys::{maps::MapsClient, test::Loopback};
use std::{
    io::{Read, Result, Write},
    net::TcpListener,
    thread,
};

const RESPONSE: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\
    Content-Length: 44\r\n\r\n{\"primaryKey\": \"one\", \"secondaryKey\": \"two\"}";

pub async fn run(port: u16) -> azure_core::Result<String> {
    let server = Loopback::to(port);
    let client = MapsClient::new("subscription", server.credential(), server.options())?;
    let accounts = client.accounts();
    let response = accounts.list_keys("group", "account", None).await?;
    let key = response.into_model()?.primary_key;
    Ok(key.map(|key| key.secret().to_owned()).unwrap_or_default())
}

/// The simplest server: it reads one short request, which has no body, and answers.
fn serve(listener: &TcpListener) -> Result<()> {
    let (mut stream, _) = listener.accept()?;
    let mut request = [0; 4096];
    let _length = stream.read(&mut request)?;
    stream.write_all(RESPONSE.as_bytes())
}

#[tokio::main]
pub async fn main() -> azure_core::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || serve(&listener));
    println!("the primary key is {}", run(port).await?); // shows the secret
    Ok(())
}
