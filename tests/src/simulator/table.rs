//! A row for each type of resource whose keys can be rotated.

mod analytics;
mod apps;
mod databases;
mod event_grid;
mod ledgers;
mod messaging;

use super::row::Row;

/// All rows.
pub fn table() -> impl Iterator<Item = &'static Row> {
    let services = [
        analytics::ROWS,
        apps::ROWS,
        databases::ROWS,
        event_grid::ROWS,
        ledgers::ROWS,
        messaging::ROWS,
    ];
    services.into_iter().flatten()
}

/// Pairs of properties and of words that many services use.
const KEYS: [&str; 2] = ["primaryKey", "secondaryKey"];
const SHORT: [&str; 2] = ["primary", "secondary"];
const NUMBERED: [&str; 2] = ["key1", "key2"];
const AUTH: [&str; 2] = ["authKey1", "authKey2"];
const CAPITAL: [&str; 2] = ["Primary", "Secondary"];
const CONNECTIONS: [&str; 2] = ["primaryConnectionString", "secondaryConnectionString"];
