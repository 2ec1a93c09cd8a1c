//! Brokers, whose keys stand in authorization rules, and what else carries messages.

use super::{CAPITAL, CONNECTIONS, KEYS, NUMBERED};
use crate::simulator::row::{Name, Row, Selector::Text, Style, free, named};

const WORDS: [&str; 2] = ["PrimaryKey", "SecondaryKey"];
const NAMESPACE: Name = named("", (6, 50), "namespace");
const RULE: Name = free("rule");
const SHORT_RULE: Name = named("", (1, 50), "rule");
const HUB_NAMESPACE: Name = named("^[a-zA-Z][a-zA-Z0-9-]*$", (1, 50), "namespace");
const HUB: Name = named("^[a-zA-Z][a-zA-Z0-9-./_]*$", (1, 265), "hub");
const HUB_RULE: Name = named("^[a-zA-Z0-9!()*-._]+$", (1, 256), "rule");
const SIGNALR: Name = named(
    "^[a-zA-Z][a-zA-Z0-9-]{1,61}[a-zA-Z0-9]$",
    (3, 63),
    "service-1",
);

const fn rule(
    kind: &'static str,
    version: &'static str,
    names: &'static [Name],
    selector: &'static str,
) -> Row {
    Row::new(kind, version, names, "listKeys", KEYS)
        .connected(CONNECTIONS)
        .regenerates("regenerateKeys", Text(selector), WORDS)
}

const fn signalr(kind: &'static str) -> Row {
    Row::new(kind, "2024-03-01", &[SIGNALR], "listKeys", KEYS)
        .connected(CONNECTIONS)
        .regenerates("regenerateKey", Text("keyType"), CAPITAL)
        .runs_long(Style::Location)
}

pub(super) const ROWS: &[Row] = &[
    rule(
        "Microsoft.EventHub/namespaces/authorizationRules",
        "2024-01-01",
        &[NAMESPACE, RULE],
        "keyType",
    ),
    rule(
        "Microsoft.EventHub/namespaces/eventhubs/authorizationRules",
        "2024-01-01",
        &[NAMESPACE, named("", (1, 256), "hub"), RULE],
        "keyType",
    ),
    rule(
        "Microsoft.ServiceBus/namespaces/AuthorizationRules",
        "2026-01-01",
        &[NAMESPACE, SHORT_RULE],
        "keyType",
    ),
    rule(
        "Microsoft.ServiceBus/namespaces/queues/authorizationRules",
        "2026-01-01",
        &[NAMESPACE, free("queue"), SHORT_RULE],
        "keyType",
    ),
    rule(
        "Microsoft.ServiceBus/namespaces/topics/authorizationRules",
        "2026-01-01",
        &[NAMESPACE, free("topic"), SHORT_RULE],
        "keyType",
    ),
    rule(
        "Microsoft.Relay/namespaces/authorizationRules",
        "2026-01-01",
        &[NAMESPACE, RULE],
        "keyType",
    ),
    rule(
        "Microsoft.Relay/namespaces/hybridConnections/authorizationRules",
        "2026-01-01",
        &[NAMESPACE, free("connection"), RULE],
        "keyType",
    ),
    rule(
        "Microsoft.Relay/namespaces/wcfRelays/authorizationRules",
        "2026-01-01",
        &[NAMESPACE, free("relay"), RULE],
        "keyType",
    ),
    rule(
        "Microsoft.NotificationHubs/namespaces/authorizationRules",
        "2023-09-01",
        &[HUB_NAMESPACE, HUB_RULE],
        "policyKey",
    ),
    rule(
        "Microsoft.NotificationHubs/namespaces/notificationHubs/authorizationRules",
        "2023-09-01",
        &[HUB_NAMESPACE, HUB, HUB_RULE],
        "policyKey",
    ),
    signalr("Microsoft.SignalRService/signalR"),
    signalr("Microsoft.SignalRService/webPubSub"),
    Row::new(
        "Microsoft.Communication/communicationServices",
        "2026-03-18",
        &[named(r"^[-\w]+$", (1, 63), "comm-1")],
        "listKeys",
        KEYS,
    )
    .connected(CONNECTIONS)
    .regenerates("regenerateKey", Text("keyType"), CAPITAL),
    Row::new(
        "Microsoft.FluidRelay/fluidRelayServers",
        "2022-06-01",
        &[free("fluid")],
        "listKeys",
        NUMBERED,
    )
    .regenerates("regenerateKey", Text("keyName"), NUMBERED),
];
