//! Bodies that depend on the method.

use crate::runtime::by_method::{decided, undecided};
use azure_core::{
    Bytes, Error, Result,
    error::ErrorKind,
    http::{Body, Method},
};

/// What is sent, or the error.
fn sent(bytes: &Bytes, method: Method) -> std::result::Result<Bytes, String> {
    let body = decided(Body::Bytes(bytes.clone()), method);
    body.map(|body| Bytes::from(&body))
        .map_err(|error| error.to_string())
}

/// As long as anything owns the bytes, and no longer: other bytes may get their address.
#[track_caller]
fn depends_on_the_method(whole: Result<Bytes>, expected: std::result::Result<&'static str, &str>) {
    let expected = expected.map(Bytes::from).map_err(str::to_owned);
    let json = Bytes::from_static(b"{}");
    let body = undecided(json.clone(), whole);
    let copy = body.clone();
    drop(body);
    assert_eq!(sent(&copy, Method::Put), expected);
    assert_eq!(sent(&copy, Method::Post), expected);
    assert_eq!(sent(&copy, Method::Patch), Ok(json.clone()));
    assert_eq!(
        sent(&Bytes::copy_from_slice(&copy), Method::Put),
        Ok(json.clone())
    );
    drop(copy);
    assert_eq!(sent(&json, Method::Put), Ok(json.clone()));
}

#[test]
fn the_method_decides_as_long_as_there_are_the_bytes() {
    let missing = Error::with_message(ErrorKind::DataConversion, "missing");
    depends_on_the_method(Err(missing), Err("missing"));
    let whole = Bytes::from_static(b"{\"note\":null}");
    depends_on_the_method(Ok(whole), Ok("{\"note\":null}"));
}
