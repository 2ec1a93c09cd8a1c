//! Stores and caches.

use super::{CAPITAL, KEYS, NUMBERED, SHORT};
use crate::simulator::row::{
    Answer, Items, Name, PairRow, Row,
    Selector::{Segment, Text},
    Shape, Style, free, named,
};

const REDIS: Name = named("^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", (1, 60), "cache-1");
const COSMOS: Name = named("^[a-z0-9]+(-[a-z0-9]+)*", (3, 50), "cosmos-1");
const PASSWORDS: [&str; 2] = ["password", "password2"];

const LISTED: Items = Items {
    at: "value",
    name: "name",
    value: "value",
    connection: Some("connectionString"),
    time: Some("lastModified"),
    is_paged: true,
};

const STORED: Items = Items {
    at: "keys",
    name: "keyName",
    value: "value",
    connection: None,
    time: Some("creationTime"),
    is_paged: false,
};

const REGISTERED: Items = Items {
    at: "passwords",
    name: "name",
    value: "value",
    connection: None,
    time: None,
    is_paged: false,
};

pub(super) const ROWS: &[Row] = &[
    Row::new(
        "Microsoft.Cache/redis",
        "2024-11-01",
        &[free("cache")],
        "listKeys",
        KEYS,
    )
    .regenerates("regenerateKey", Text("keyType"), CAPITAL),
    Row::new(
        "Microsoft.Cache/redisEnterprise/databases",
        "2026-09-01",
        &[REDIS, REDIS],
        "listKeys",
        KEYS,
    )
    .regenerates("regenerateKey", Text("keyType"), CAPITAL)
    .runs_long(Style::AsyncOperation),
    Row::new(
        "Microsoft.DocumentDB/databaseAccounts",
        "2026-03-15",
        &[COSMOS],
        "listKeys",
        SHORT,
    )
    .regenerates("regenerateKey", Text("keyKind"), SHORT)
    .pairs(
        PairRow {
            name: "read-write",
            keys: ["primaryMasterKey", "secondaryMasterKey"],
            words: SHORT,
        },
        PairRow {
            name: "read-only",
            keys: ["primaryReadonlyMasterKey", "secondaryReadonlyMasterKey"],
            words: ["primaryReadonly", "secondaryReadonly"],
        },
    )
    .answers(Answer::Empty)
    .runs_long(Style::AsyncOperation),
    Row::new(
        "Microsoft.AppConfiguration/configurationStores",
        "2024-06-01",
        &[named("^[a-zA-Z0-9_-]*$", (5, 50), "store_1")],
        "listKeys",
        CAPITAL,
    )
    .shaped(Shape::Items(LISTED))
    .regenerates("regenerateKey", Text("id"), CAPITAL)
    .pairs(
        PairRow {
            name: "read-write",
            keys: CAPITAL,
            words: ["id-of-1", "id-of-2"],
        },
        PairRow {
            name: "read-only",
            keys: ["Primary Read Only", "Secondary Read Only"],
            words: ["id-of-3", "id-of-4"],
        },
    )
    .answers(Answer::Item),
    Row::new(
        "Microsoft.Storage/storageAccounts",
        "2026-09-01",
        &[named("^[a-z0-9]+$", (3, 24), "storage1")],
        "listKeys",
        NUMBERED,
    )
    .shaped(Shape::Items(STORED))
    .regenerates("regenerateKey", Text("keyName"), NUMBERED),
    Row::new(
        "Microsoft.ContainerRegistry/registries",
        "2025-11-01",
        &[named("^[a-zA-Z0-9]*$", (5, 50), "registry1")],
        "listCredentials",
        PASSWORDS,
    )
    .shaped(Shape::Items(REGISTERED))
    .regenerates("regenerateCredential", Text("name"), PASSWORDS),
    Row::new(
        "Microsoft.Search/searchServices",
        "2025-05-01",
        &[named(
            "^[a-z0-9][a-z0-9]+(-[a-z0-9]+)*$",
            (2, 60),
            "search-1",
        )],
        "listAdminKeys",
        KEYS,
    )
    .regenerates("regenerateAdminKey", Segment, SHORT),
];
