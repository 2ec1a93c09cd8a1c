//! Dates, bytes and secrets over HTTP, in every part of a request and a response.

use super::everything::{only, options};
use armgen_everything::{
    Base64, Base64Url, Rfc1123, Rfc3339, Secrets, UnixTime,
    encodings::{
        EncodingsClient,
        models::{
            EncodingsJobsClientStartHeaders, EncodingsParametersClientListedInQueryOptions, Fields,
            FieldsRest, Timed, TimedShape,
        },
    },
};
use azure_core::{credentials::Secret, time::OffsetDateTime};
use azure_keys_tests::{Answer, FakeArm};
use std::collections::HashMap;

fn client(arm: &FakeArm) -> EncodingsClient {
    EncodingsClient::new(arm.credential.clone(), options(arm)).expect("the options are fine")
}

fn noon() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_769_860_800).expect("the time is in range")
}

/// Request bodies: one value, a list and a map. Response bodies: one value, lists in a map, a list
/// that may be null, and none.
macro_rules! wholes {
    ($group:ident, $wrapped:ident, $value:expr, $json:literal) => {{
        let arm = FakeArm::start().await;
        let client = client(&arm).$group();
        arm.server.script([
            Answer::new(200, $json),
            Answer::new(200, concat!(r#"{"a":["#, $json, "]}")),
            Answer::new(204, ""),
            Answer::new(200, concat!("[", $json, ",", $json, "]")),
            Answer::new(200, "null"),
        ]);
        let value = || $wrapped($value);
        let body = || value().try_into().expect("a value can be written");
        let response = client.put(body(), None).await.expect("the response is 200");
        assert_eq!(
            response.into_model().expect("the response is a value"),
            value()
        );

        let list = || {
            $wrapped(vec![$value])
                .try_into()
                .expect("a list can be written")
        };
        let response = client
            .patch(list(), None)
            .await
            .expect("the response is 200");
        let expected = HashMap::from([("a".to_owned(), vec![$value])]);
        assert_eq!(
            response.into_model().expect("it is a map"),
            Some($wrapped(expected))
        );
        let response = client
            .patch(list(), None)
            .await
            .expect("the response is 204");
        assert_eq!(response.into_model().expect("it is nothing"), None);

        let map = || HashMap::from([("a".to_owned(), $value)]);
        let map = || $wrapped(map()).try_into().expect("a map can be written");
        let response = client.post(map(), None).await.expect("the response is 200");
        assert_eq!(
            response.into_model().expect("it is a list"),
            Some($wrapped(vec![$value, $value]))
        );
        let response = client.post(map(), None).await.expect("the response is 200");
        assert_eq!(response.into_model().expect("it is null"), None);

        let seen = arm.server.take_seen();
        let bodies: Vec<_> = seen
            .iter()
            .map(|seen| String::from_utf8_lossy(&seen.body))
            .collect();
        let (list, map) = (concat!("[", $json, "]"), concat!(r#"{"a":"#, $json, "}"));
        assert_eq!(bodies, [$json, list, list, map, map]);
    }};
}

#[tokio::test]
async fn request_and_response_bodies() {
    wholes!(bytes, Base64, vec![0xfb, 0xff], r#""+/8=""#);
    wholes!(url_bytes, Base64Url, vec![0xfb, 0xff], r#""-_8""#);
    wholes!(time, Rfc3339, noon(), r#""2026-01-31T12:00:00Z""#);
    wholes!(
        http_time,
        Rfc1123,
        noon(),
        r#""Sat, 31 Jan 2026 12:00:00 GMT""#
    );
    wholes!(unix_time, UnixTime, noon(), "1769860800");
    wholes!(phrase, Secrets, Secret::new("s3cr3t"), r#""s3cr3t""#);
}

#[tokio::test]
async fn fields_further_members_and_variants() {
    let timed = Timed {
        kind: Some("timed".to_owned()),
        http_time: Some(noon()),
        url_bytes: Some(vec![0xfb, 0xff]),
        ..Default::default()
    };
    let fields = Fields {
        http_time_nested: Some(vec![HashMap::from([("a".to_owned(), vec![noon()])])]),
        unix_time_list: Some(vec![noon()]),
        bytes_map: Some(HashMap::from([("a".to_owned(), vec![0xfb, 0xff])])),
        rest: Some(FieldsRest {
            own: None,
            additional_properties: HashMap::from([("t".to_owned(), noon())]),
            ..Default::default()
        }),
        shape: Some(TimedShape::Timed(Box::new(timed))),
        ..Default::default()
    };
    let json = r#"{"bytesMap":{"a":"+/8="},"httpTimeNested":[{"a":["Sat, 31 Jan 2026 12:00:00 GMT"]}],"nullableBytes":null,"nullableClock":null,"nullableDay":null,"nullableHttpTime":null,"nullablePhrase":null,"nullableSpan":null,"nullableTime":null,"nullableUnixTime":null,"nullableUrlBytes":null,"rest":{"t":"Sat, 31 Jan 2026 12:00:00 GMT"},"shape":{"httpTime":"Sat, 31 Jan 2026 12:00:00 GMT","kind":"timed","urlBytes":"-_8"},"unixTimeList":[1769860800]}"#;
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, json)]);
    let body = fields.clone().try_into().expect("a model can be written");
    let response = client(&arm)
        .fields()
        .put(body, None)
        .await
        .expect("the response is 200");
    let received = response.into_model().expect("the response is a model");
    let written = |fields| serde_json::to_value(fields).expect("a model can be written");
    assert_eq!(written(&received), written(&fields));
    assert_eq!(String::from_utf8_lossy(&only(&arm).body), json);
}

#[tokio::test]
async fn paths_and_lists_of_queries() {
    let (bytes, phrase) = ([0xfb, 0xff], Secret::new("a b"));
    let arm = FakeArm::start().await;
    arm.server
        .script([Answer::new(204, ""), Answer::new(204, "")]);
    let parameters = client(&arm).parameters();
    parameters
        .in_path(
            &bytes,
            &bytes,
            noon(),
            noon(),
            noon(),
            "2026-01-31",
            "12:00:00",
            "P1D",
            &phrase,
            None,
        )
        .await
        .expect("the response is 204");
    let path = only(&arm).path;
    let sent = path.strip_prefix("/providers/Contoso.Encodings/paths/");
    let expected = "+%2F8=/-_8/2026-01-31T12:00:00Z/Sat,%2031%20Jan%202026%2012:00:00%20GMT/1769860800/2026-01-31/12:00:00/P1D/a%20b";
    assert_eq!(sent, Some(expected));

    let options = EncodingsParametersClientListedInQueryOptions {
        joined_url_bytes: Some(vec![bytes.to_vec(), Vec::new()]),
        joined_unix_time: Some(vec![noon(), noon()]),
        ..Default::default()
    };
    let (texts, listed) = ([String::new()], [bytes.to_vec(), bytes.to_vec()]);
    parameters
        .listed_in_query(
            &listed,
            &texts,
            &texts,
            &[noon()],
            &[phrase],
            &texts,
            &[noon()],
            &[],
            &[],
            Some(options),
        )
        .await
        .expect("the response is 204");
    let query = only(&arm).query;
    for pair in [
        "bytes=%2B%2F8%3D&bytes=%2B%2F8%3D",
        "httpTime=Sat%2C+31+Jan+2026+12%3A00%3A00+GMT",
        "joinedUnixTime=1769860800%2C1769860800",
        "joinedUrlBytes=-_8%2C",
        "phrase=a%20b",
        "time=2026-01-31T12%3A00%3A00Z",
    ] {
        assert!(query.contains(pair), "{pair} in {query}");
    }
}

#[tokio::test]
async fn headers_of_requests_and_responses() {
    let (bytes, phrase) = ([0xfb, 0xff], Secret::new("open sesame"));
    let texts = [
        ("x-bytes", "+/8="),
        ("x-urlbytes", "-_8"),
        ("x-time", "2026-01-31T12:00:00Z"),
        ("x-httptime", "Sat, 31 Jan 2026 12:00:00 GMT"),
        ("x-unixtime", "1769860800"),
        ("x-phrase", "open sesame"),
    ];
    let arm = FakeArm::start().await;
    let given = texts
        .iter()
        .fold(Answer::new(204, ""), |response, (name, text)| {
            response.header(name, text)
        });
    arm.server.script([given]);
    let response = client(&arm)
        .parameters()
        .in_header(
            &bytes,
            "12:00:00",
            "2026-01-31",
            noon(),
            &phrase,
            "P1D",
            noon(),
            noon(),
            &bytes,
            None,
        )
        .await
        .expect("the response is 204");
    let seen = only(&arm);
    for (name, text) in texts {
        assert_eq!(seen.header(name), [text], "{name}");
    }
    assert_eq!(
        response.x_bytes().expect("it is base64"),
        Some(bytes.to_vec())
    );
    assert_eq!(
        response.x_url_bytes().expect("it is base64url"),
        Some(bytes.to_vec())
    );
    assert_eq!(response.x_time().expect("it is a time"), Some(noon()));
    assert_eq!(response.x_http_time().expect("it is a time"), Some(noon()));
    assert_eq!(response.x_unix_time().expect("it is a time"), Some(noon()));
    assert_eq!(response.x_phrase().expect("it is a text"), Some(phrase));
}

/// Without `float_roundtrip`, serde_json parses `-5e-57` as the adjacent number.
#[tokio::test]
async fn numbers_are_exact_to_the_last_digit() {
    let numbers = [
        -5e-57,
        f64::MAX,
        5e-324,
        0.1,
        1.0e23,
        9_007_199_254_740_993.0,
        7.123_456_789_012_345e-300,
    ];
    let json = format!(r#"{{"numbers":{numbers:?}}}"#);
    let arm = FakeArm::start().await;
    arm.server.script([Answer::new(200, json)]);
    let fields = Fields {
        numbers: Some(numbers.to_vec()),
        ..Default::default()
    };
    let body = fields.try_into().expect("a model can be written");
    let response = client(&arm)
        .fields()
        .put(body, None)
        .await
        .expect("the response is 200");
    let read = response
        .into_model()
        .expect("the response is a model")
        .numbers
        .expect("it has numbers");
    let bits = |numbers: &[f64]| {
        numbers
            .iter()
            .map(|number| number.to_bits())
            .collect::<Vec<_>>()
    };
    assert_eq!(bits(&read), bits(&numbers));
    let sent: serde_json::Value =
        serde_json::from_slice(&only(&arm).body).expect("the body is JSON");
    let sent: Vec<f64> = serde_json::from_value(sent["numbers"].clone()).expect("they are numbers");
    assert_eq!(bits(&sent), bits(&numbers));
}
