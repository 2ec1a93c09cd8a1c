//! The log and the errors of a call with secrets in its path, its query and a header. This test is alone in
//! its file, as that of the log of keys.

use armgen_everything::{
    ArmClientOptions, Hidden,
    forms::{
        FormsClient,
        models::{FormsSecretsClientPutOptions, Vault, XColor},
    },
};
use azure_core::{
    credentials::Secret,
    http::{ClientOptions, ExponentialRetryOptions, RetryOptions, Transport},
    time::Duration,
};
use azure_keys_tests::{Answer, FakeArm, error::everything, log::Log};

const SECRETS: [&str; 4] = ["s3cr3t", "770001", "770002", "purple"];

fn client(arm: &FakeArm) -> FormsClient {
    let retry = RetryOptions::exponential(ExponentialRetryOptions {
        max_retries: 1,
        initial_delay: Duration::milliseconds(1),
        ..Default::default()
    });
    let client_options = ClientOptions {
        transport: Some(Transport::new(arm.transport.clone())),
        retry,
        ..Default::default()
    };
    let options = ArmClientOptions {
        client_options,
        ..Default::default()
    };
    FormsClient::new(arm.credential.clone(), Some(options)).expect("the options are fine")
}

#[tokio::test]
async fn the_log_and_errors_show_no_secret_of_the_request() {
    let arm = FakeArm::start().await;
    let secrets = client(&arm).secrets();
    let door = Secret::new("s3cr3t d/%41");
    let options = || FormsSecretsClientPutOptions {
        words: Some(vec![Secret::new("s3cr3t&1"), Secret::new("s3cr3t=2")]),
        x_color: Some(Hidden(XColor::UnknownValue("purple".to_owned()))),
        ..Default::default()
    };
    let vault = || Vault::new(Hidden(770_002));
    let body = || vault().try_into().expect("a vault can be written");
    let log = Log::begin();
    // Sent again, and once without a response.
    arm.server
        .script([Answer::new(503, ""), Answer::new(200, "{}")]);
    let call = secrets.put(&door, Hidden(770_001), body(), Some(options()));
    call.await.expect("the second response is 200");
    let seen = arm.server.take_seen();
    assert_eq!(seen.len(), 2);
    for seen in seen {
        assert_eq!(
            seen.path,
            "/providers/Contoso.Forms/doors/s3cr3t%20d%2F%2541"
        );
        assert_eq!(
            seen.query,
            "api-version=2026-05-05&pin=770001&words=s3cr3t%261&words=s3cr3t%3D2"
        );
        assert_eq!(seen.header("x-color"), ["purple"]);
    }
    arm.server.script([Answer::hang_up(), Answer::hang_up()]);
    let call = secrets.put(&door, Hidden(770_001), body(), Some(options()));
    let error = call.await.expect_err("there is no response");
    // The transport itself logs the URL that it requests.
    let logged: String = log
        .take()
        .lines()
        .filter(|line| !line.contains("performing request"))
        .collect();
    assert!(logged.contains("==> Request"), "{logged}");
    assert!(
        logged.contains("/providers/Contoso.Forms/doors/"),
        "{logged}"
    );
    for secret in SECRETS {
        assert!(!logged.contains(secret), "{secret} in {logged}");
        let error = everything(&error);
        assert!(!error.contains(secret), "{secret} in {error}");
    }
    for refused in [".", ".."] {
        let refused = Secret::new(refused);
        let call = secrets.put(&refused, Hidden(1), body(), None);
        let error = call.await.expect_err("the path would change").to_string();
        assert!(error.contains("`door`"), "{error}");
    }
    assert_eq!(arm.server.take_seen().len(), 2);
}
