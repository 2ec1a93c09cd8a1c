//! Forms of parameters and schemas that definitions use less often, over HTTP.

use super::everything::{forms as client, only};
use armgen_everything::forms::models::{
    Day, FormsListsClientInPathOptions, FormsReservedClientGetOptions, PartFamily, PartHeaders,
    PartSize,
};
use azure_keys_tests::{Answer, FakeArm};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn lists_in_a_path_and_a_header_are_joined_by_commas() {
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(204, "")]);
    let options = FormsListsClientInPathOptions {
        x_names: Some(texts(&["e", "f"])),
        ..Default::default()
    };
    let days = [Day::Monday, Day::Sunday];
    let stamps = [vec![0xfb, 0xff], b"hi".to_vec()];
    let lists = client(&arm).lists();
    let names = texts(&["a b", "c/d"]);
    let call = lists.in_path(&names, &days, &stamps, &[1, 2], Some(options));
    call.await.expect("the response is 204");
    let seen = only(&arm);
    assert_eq!(
        seen.path,
        "/providers/Contoso.Forms/lists/a%20b,c%2Fd/monday,sunday/+%2F8=,aGk="
    );
    assert_eq!(seen.header("x-numbers"), ["1,2"]);
    assert_eq!(seen.header("x-names"), ["e,f"]);

    for (names, days, message) in [
        (texts(&["a,b"]), &days[..], "`names` must not hold a comma"),
        (texts(&[]), &days, "`names` must not be empty"),
        (texts(&["a"]), &[], "`days` must not be empty"),
    ] {
        let refused = lists.in_path(&names, days, &stamps, &[], None).await;
        let error = refused.expect_err("such a list cannot be sent").to_string();
        assert!(error.contains(message), "{error}");
    }
    assert_eq!(arm.server.take_seen().len(), 0);
}

#[tokio::test]
async fn a_value_with_reserved_characters_is_sent_as_it_is() {
    let arm = FakeArm::start().await;
    arm.server.script([
        Answer::new(200, r#"{"family":"A","wait":"01:00:00.0","tags":["a"]}"#)
            .header("x-size", "large"),
    ]);
    let options = FormsReservedClientGetOptions {
        filter: Some("name%20eq%20'a'".to_owned()),
        ..Default::default()
    };
    let reserved = client(&arm).reserved();
    let call = reserved.get("subscriptions/1/parts/2", PartSize::Large, Some(options));
    let response = call.await.expect("the response is 200");
    assert_eq!(
        response.x_size().expect("the header is a text").as_deref(),
        Some("large")
    );
    let part = response.into_model().expect("the response is a part");
    assert_eq!(part.family, Some(PartFamily::A));
    assert_eq!(part.wait.as_deref(), Some("01:00:00.0"));
    let seen = only(&arm);
    assert_eq!(
        seen.path,
        "/providers/Contoso.Forms/reserved/subscriptions/1/parts/2"
    );
    assert!(
        seen.query.contains("filter=name%20eq%20%27a%27&"),
        "{}",
        seen.query
    );
}
