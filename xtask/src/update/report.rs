//! What `update` prints.

use super::{comparison::Comparison, service::Outcome, unselected::Unselected};
use crate::{console, diff::groups::summary};
use armgen::{changes::Changes, manifest::order};
use std::{collections::BTreeSet, io};

pub(super) fn services(outcomes: &[Outcome]) -> io::Result<()> {
    for outcome in outcomes {
        service(outcome)?;
    }
    Ok(())
}

fn service(outcome: &Outcome) -> io::Result<()> {
    let name = format!("{} {}", outcome.module, joined(&outcome.versions));
    let newest = joined(&outcome.newest);
    match &outcome.newer {
        Some(newer) => {
            console::line(format_args!(
                "{name}: {} is newer",
                joined(&outcome.newer_versions)
            ))?;
            comparison(newer, "would change for users")?;
        }
        None if outcome.newest.is_empty() => {
            console::line(format_args!(
                "{name}: the checkout has none of its operations"
            ))?;
        }
        None if outcome.versions.is_superset(&outcome.newest) => {
            console::line(format_args!("{name}: up to date"))?;
        }
        None if latest(&outcome.versions) < latest(&outcome.newest) => {
            console::line(format_args!(
                "{name}: stays, as one of several versions; the checkout has {newest}"
            ))?;
        }
        None => console::line(format_args!(
            "{name}: newer than the checkout, which has {newest}"
        ))?,
    }
    match &outcome.same {
        Some(same) => comparison(
            same,
            "differs from the published definition of this version",
        ),
        None => Ok(()),
    }
}

/// The rank of the newest of some versions.
fn latest(versions: &BTreeSet<String>) -> Option<impl Ord> {
    versions.iter().map(|version| order(version)).max()
}

fn joined(versions: &BTreeSet<String>) -> String {
    let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
    versions.join(", ")
}

fn comparison(comparison: &Comparison, what: &str) -> io::Result<()> {
    let versions = joined(&comparison.versions());
    for id in &comparison.gone {
        console::line(format_args!("  {versions} lacks the operation {id}"))?;
    }
    for (ours, theirs) in comparison.renamed() {
        console::line(format_args!("  {ours} is {theirs} in {versions}"))?;
    }
    match &comparison.changes {
        None => console::line(format_args!("  {versions} is refused, see above")),
        Some(changes) if changes.list.is_empty() => Ok(()),
        Some(changes) => {
            console::line(format_args!("  {what}: {}", summary(changes)))?;
            list(changes)
        }
    }
}

fn list(changes: &Changes) -> io::Result<()> {
    for change in &changes.list {
        let (effect, path, what) = (change.effect.name(), &change.path, &change.what);
        console::line(format_args!("    {effect:9} {path}: {what}"))?;
        for (sign, side) in [("-", &change.old), ("+", &change.new)] {
            if let Some(side) = side {
                let place = side.origin.as_ref().map(|origin| format!(" at {origin}"));
                console::line(format_args!(
                    "      {sign} {}{}",
                    side.text,
                    place.unwrap_or_default()
                ))?;
            }
        }
    }
    Ok(())
}

pub(super) fn unselected(unselected: &Unselected) -> io::Result<()> {
    if !unselected.is_empty() {
        console::line("operations on keys that no service selects:")?;
    }
    for (provider, operations) in unselected {
        console::line(format_args!("  {provider}"))?;
        for (one, file) in operations {
            console::line(format_args!("    {} {} in {file}", one.id, one.path))?;
        }
    }
    Ok(())
}
