//! Data, machine learning and jobs.

use super::{AUTH, CAPITAL, KEYS, NUMBERED, SHORT};
use crate::simulator::row::{Answer, Name, Row, Selector::Text, Shape, Style, free, named};

const FACTORY: Name = named("^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$", (3, 63), "factory-1");
const WORKSPACE: Name = named("^[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}$", (3, 33), "workspace_1");
const AUTOMATION: Name = named(
    "^[A-Za-z0-9][-A-Za-z0-9]{4,48}[A-Za-z0-9]$",
    (6, 50),
    "automation-1",
);

pub(super) const ROWS: &[Row] = &[
    Row::new(
        "Microsoft.DataFactory/factories/integrationRuntimes",
        "2018-06-01",
        &[FACTORY, FACTORY],
        "listAuthKeys",
        AUTH,
    )
    .regenerates("regenerateAuthKey", Text("keyName"), AUTH),
    Row::new(
        "Microsoft.Synapse/workspaces/integrationRuntimes",
        "2021-06-01",
        &[free("workspace"), free("runtime")],
        "listAuthKeys",
        AUTH,
    )
    .regenerates("regenerateAuthKey", Text("keyName"), AUTH),
    Row::new(
        "Microsoft.DataMigration/sqlMigrationServices",
        "2025-06-30",
        &[free("migration")],
        "listAuthKeys",
        AUTH,
    )
    .regenerates("regenerateAuthKeys", Text("keyName"), AUTH)
    .answers(Answer::KeysAndSelector),
    Row::new(
        "Microsoft.MachineLearningServices/workspaces/onlineEndpoints",
        "2026-09-01",
        &[WORKSPACE, free("endpoint")],
        "listKeys",
        KEYS,
    )
    .regenerates("regenerateKeys", Text("keyType"), CAPITAL)
    .answers(Answer::Empty)
    .runs_long(Style::Location),
    Row::new(
        "Microsoft.PowerBI/workspaceCollections",
        "2016-01-29",
        &[free("collection")],
        "listKeys",
        NUMBERED,
    )
    .regenerates("regenerateKey", Text("keyName"), NUMBERED),
    Row::new(
        "Microsoft.Automation/automationAccounts",
        "2024-10-23",
        &[AUTOMATION],
        "agentRegistrationInformation",
        SHORT,
    )
    .got()
    .shaped(Shape::Within("keys"))
    .regenerates(
        "agentRegistrationInformation/regenerateKey",
        Text("keyName"),
        SHORT,
    ),
    Row::new(
        "Microsoft.Batch/batchAccounts",
        "2025-06-01",
        &[named("^[a-zA-Z0-9]+$", (3, 24), "batch1")],
        "listKeys",
        SHORT,
    )
    .regenerates("regenerateKeys", Text("keyName"), CAPITAL),
];
