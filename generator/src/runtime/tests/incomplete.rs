//! Bodies that lack what only a PATCH may leave out.

use crate::runtime::incomplete::{check, for_patch};
use azure_core::{
    Bytes, Error,
    error::ErrorKind,
    http::{Body, Method},
};

fn refusal(bytes: &Bytes, method: Method) -> Option<String> {
    let result = check(&Body::Bytes(bytes.clone()), method);
    result.err().map(|error| error.to_string())
}

/// As long as anything owns the bytes, and no longer: other bytes may get their address.
#[test]
fn the_error_belongs_to_the_bytes() {
    let json = Bytes::from_static(b"{}");
    let body = for_patch(
        json.clone(),
        &Error::with_message(ErrorKind::DataConversion, "missing"),
    );
    let copy = body.clone();
    drop(body);
    assert_eq!(refusal(&copy, Method::Put).as_deref(), Some("missing"));
    assert_eq!(refusal(&copy, Method::Post).as_deref(), Some("missing"));
    assert_eq!(refusal(&copy, Method::Patch), None);
    assert_eq!(refusal(&Bytes::copy_from_slice(&copy), Method::Put), None);
    drop(copy);
    assert_eq!(refusal(&json, Method::Put), None);
}
