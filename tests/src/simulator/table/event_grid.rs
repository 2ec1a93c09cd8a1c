//! Event Grid, some of whose resources regenerate at once and some in a while.

use super::NUMBERED;
use crate::simulator::row::{Name, Row, Selector::Text, Style, free, named};

const NAMESPACE: Name = named("^[a-zA-Z0-9-]*$", (3, 50), "grid-1");

const fn grid(kind: &'static str, names: &'static [Name]) -> Row {
    Row::new(kind, "2025-02-15", names, "listKeys", NUMBERED).regenerates(
        "regenerateKey",
        Text("keyName"),
        NUMBERED,
    )
}

pub(super) const ROWS: &[Row] = &[
    grid("Microsoft.EventGrid/domains", &[free("domain")]),
    grid("Microsoft.EventGrid/namespaces", &[NAMESPACE]).runs_long(Style::Location),
    grid(
        "Microsoft.EventGrid/namespaces/topics",
        &[NAMESPACE, NAMESPACE],
    )
    .runs_long(Style::Location),
    grid("Microsoft.EventGrid/partnerNamespaces", &[free("partner")]),
    grid("Microsoft.EventGrid/topics", &[free("topic")]).runs_long(Style::Location),
];
