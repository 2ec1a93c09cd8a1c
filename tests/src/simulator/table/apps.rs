//! Gateways, applications and what they call.

use super::{CAPITAL, KEYS, NUMBERED, SHORT};
use crate::simulator::row::{
    Answer, Name, Row,
    Selector::{Number, Path, Text},
    free, named,
};

const SERVICE: Name = named(
    "^[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$",
    (1, 50),
    "service-1",
);
const REALITY: Name = named(r"^[-\w\._\(\)]+$", (1, 90), "reality_1");
const ONE_PATH_EACH: [&str; 2] = ["regeneratePrimaryKey", "regenerateSecondaryKey"];

const fn reality(kind: &'static str, version: &'static str) -> Row {
    Row::new(kind, version, &[REALITY], "listKeys", KEYS).regenerates(
        "regenerateKeys",
        Number("serial"),
        ["1", "2"],
    )
}

pub(super) const ROWS: &[Row] = &[
    Row::new(
        "Microsoft.ApiManagement/service/subscriptions",
        "2024-05-01",
        &[SERVICE, named("^[^*#&+:<>?]+$", (1, 256), "subscription 1")],
        "listSecrets",
        KEYS,
    )
    .regenerates("", Path, ONE_PATH_EACH)
    .answers(Answer::Nothing),
    Row::new(
        "Microsoft.ApiManagement/service/tenant",
        "2024-05-01",
        &[SERVICE, named("^(access|gitAccess)$", (1, 9), "access")],
        "listSecrets",
        KEYS,
    )
    .regenerates("", Path, ONE_PATH_EACH)
    .answers(Answer::Nothing),
    Row::new(
        "Microsoft.ApiManagement/service/gateways",
        "2024-05-01",
        &[SERVICE, named("", (1, 80), "gateway")],
        "listKeys",
        SHORT,
    )
    .regenerates("regenerateKey", Text("keyType"), SHORT)
    .answers(Answer::Nothing),
    Row::new(
        "Microsoft.AppPlatform/Spring",
        "2023-12-01",
        &[named(
            "^[a-z][a-z0-9-]*[a-z0-9]$",
            (2, usize::MAX),
            "spring-1",
        )],
        "listTestKeys",
        KEYS,
    )
    .regenerates("regenerateTestKey", Text("keyType"), CAPITAL),
    Row::new(
        "Microsoft.CognitiveServices/accounts",
        "2026-09-01",
        &[named(
            "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
            (2, 64),
            "cognitive.1",
        )],
        "listKeys",
        NUMBERED,
    )
    .regenerates("regenerateKey", Text("keyName"), ["Key1", "Key2"]),
    Row::new(
        "Microsoft.Maps/accounts",
        "2023-06-01",
        &[free("maps")],
        "listKeys",
        KEYS,
    )
    .regenerates("regenerateKey", Text("keyType"), SHORT),
    Row::new(
        "Microsoft.Media/mediaservices",
        "2015-10-01",
        &[named("^[a-z0-9]{3,24}$", (3, 24), "media1")],
        "listKeys",
        KEYS,
    )
    .regenerates("regenerateKey", Text("keyType"), CAPITAL)
    .answers(Answer::One("key")),
    reality(
        "Microsoft.MixedReality/objectAnchorsAccounts",
        "2021-03-01-preview",
    ),
    reality(
        "Microsoft.MixedReality/remoteRenderingAccounts",
        "2025-01-01",
    ),
    reality(
        "Microsoft.MixedReality/spatialAnchorsAccounts",
        "2021-01-01",
    ),
];
