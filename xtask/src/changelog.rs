//! `cargo xtask changelog`: proposes the next version of a crate, and the entries of its changelog.

mod version;

use crate::{
    console,
    diff::{
        Compared, Crates,
        code::code,
        groups::{by_service, title},
    },
};
use armgen::{
    api::Kind,
    changes::{Change, Changes, Effect, Side, What},
};
use clap::Args;
use std::{collections::BTreeMap, error::Error, process::ExitCode};

/// Options of `cargo xtask changelog`.
#[derive(Debug, Args)]
pub(crate) struct Changelog {
    #[command(flatten)]
    crates: Crates,
}

/// Sections of the changelog, in their order.
const SECTIONS: [&str; 4] = ["Breaking", "Behaviour", "Added", "Changed"];

impl Changelog {
    /// Runs the task. The exit code is 1 if a definition is refused.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let Some(Compared { old, changes, .. }) = self.crates.compare()? else {
            return Ok(ExitCode::FAILURE);
        };
        let next = version::next(&old.version, &changes)?;
        console::text(proposal(&next, &changes))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn proposal(version: &str, changes: &Changes) -> String {
    if changes.list.is_empty() {
        return "No change for users\n".to_owned();
    }
    let mut sections: BTreeMap<&str, String> = BTreeMap::new();
    for (service, items) in by_service(changes) {
        let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for change in items.into_values().flatten() {
            if let Some(section) = section(change) {
                let list = lists.entry(section).or_default();
                list.push(entry(service, change));
            }
        }
        let title = match service {
            "" => title(service).to_owned(),
            service => code(service),
        };
        for (section, list) in lists {
            let text = sections.entry(section).or_default();
            *text += &wrapped(&format!("- {title}: {}.", list.join(", ")));
        }
    }
    let mut text = format!("## {version}\n");
    for section in SECTIONS {
        if let Some(lines) = sections.get(section) {
            text += &format!("\n### {section}\n\n{lines}");
        }
    }
    text
}

/// The section for a change, if users want to read of it.
fn section(change: &Change) -> Option<&'static str> {
    let is_options = change.kind == Kind::Struct && change.path.ends_with("Options");
    match (&change.effect, &change.what) {
        (_, What::Documentation) => None,
        (_, What::Added | What::Removed) if is_options => None,
        (Effect::Major(_), _) => Some("Breaking"),
        (Effect::Behaviour { .. }, _) => Some("Behaviour"),
        (Effect::Minor(_), What::Added) => Some("Added"),
        (Effect::Minor(_) | Effect::Patch(_), _) => Some("Changed"),
    }
}

fn entry(service: &str, change: &Change) -> String {
    let inner = below(service, &change.path);
    let path = code(inner);
    let text = |side: &Option<Side>| match side {
        Some(side) => code(&side.text),
        None => "none".to_owned(),
    };
    let (old, new) = (text(&change.old), text(&change.new));
    match (&change.what, &change.effect) {
        (What::Added, Effect::Major(_)) => format!("new member {path}"),
        (What::Added, _) => path,
        (What::Removed, _) => format!("{path} removed"),
        (What::Renamed { to }, _) => format!("{path} is {} now", code(below(service, to))),
        (What::Declaration, _) => format!("{path} was {old}, is {new}"),
        (What::Behaviour(name), _) if inner.is_empty() => {
            format!("{} {new} instead of {old}", code(name))
        }
        (What::Behaviour(name), _) => format!("{path}: {} {new} instead of {old}", code(name)),
        (what, _) => format!("{path} {what}"),
    }
}

fn below<'p>(service: &str, path: &'p str) -> &'p str {
    let path = path.strip_prefix(service).unwrap_or(path);
    path.trim_start_matches("::")
}

/// A list item, wrapped at 120 columns.
fn wrapped(item: &str) -> String {
    let (mut text, mut columns) = (String::new(), 0);
    for word in item.split(' ') {
        match columns {
            0 => {}
            _ if columns + 1 + word.len() > 120 => {
                text += "\n  ";
                columns = 2;
            }
            _ => {
                text.push(' ');
                columns += 1;
            }
        }
        text += word;
        columns += word.len();
    }
    text + "\n"
}
