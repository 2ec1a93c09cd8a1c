//! Members of a blockchain and their nodes.

use super::NUMBERED;
use crate::simulator::row::{Items, Name, Row, Selector::Text, Shape, free};

const VERSION: &str = "2018-06-01-preview";

const LISTED: Items = Items {
    at: "keys",
    name: "keyName",
    value: "value",
    connection: None,
    time: None,
    is_paged: false,
};

const fn ledger(kind: &'static str, names: &'static [Name]) -> Row {
    Row::new(kind, VERSION, names, "listApiKeys", NUMBERED)
        .shaped(Shape::Items(LISTED))
        .regenerates("regenerateApiKeys", Text("keyName"), NUMBERED)
}

pub(super) const ROWS: &[Row] = &[
    ledger("Microsoft.Blockchain/blockchainMembers", &[free("member")]),
    ledger(
        "Microsoft.Blockchain/blockchainMembers/transactionNodes",
        &[free("member"), free("node")],
    ),
];
