//! The report for a pull request: a table, and the details of each service folded.

use super::{
    code::code,
    groups::{below_service, by_service, summary, title},
};
use armgen::{
    api::Api,
    changes::{Change, Changes, Effect, Side, What},
};
use std::fmt::Write;

pub(super) fn report(old: &Api, new: &Api, changes: &Changes) -> String {
    if changes.list.is_empty() {
        return "No change for users.\n".to_owned();
    }
    let groups = by_service(changes);
    let mut text = format!(
        "**{}** ({}): {} → {}\n\n| service | major | minor | patch | behaviour |\n|---|--:|--:|--:|--:|\n",
        changes.verdict,
        summary(changes),
        code(&format!("{} {}", old.name, old.version)),
        code(&format!("{} {}", new.name, new.version)),
    );
    for (service, items) in &groups {
        let count = |name: &str| {
            let all = items.values().flatten();
            all.filter(|change| change.effect.name() == name).count()
        };
        let [major, minor, patch, behaviour] = ["major", "minor", "patch", "behaviour"].map(count);
        let service = title(service);
        _ = writeln!(
            text,
            "| {service} | {major} | {minor} | {patch} | {behaviour} |"
        );
    }
    for (service, items) in &groups {
        let service = title(service);
        _ = write!(text, "\n<details><summary>{service}</summary>\n\n");
        for (item, list) in items {
            for change in list {
                detail(&mut text, item, change);
            }
        }
        text += "\n</details>\n";
    }
    text
}

fn detail(text: &mut String, item: &str, change: &Change) {
    let path = code(&below_service(item, change));
    let name = match change.effect {
        Effect::Major(_) | Effect::Behaviour { breaking: true } => {
            format!("**{}**", change.effect.name())
        }
        _ => change.effect.name().to_owned(),
    };
    _ = writeln!(
        text,
        "- {name} {path}: {}. {}.",
        what(&change.what),
        change.effect.reason()
    );
    for (label, side) in [("was", &change.old), ("is", &change.new)] {
        if let Some(side) = side {
            _ = writeln!(text, "  - {label} {}{}", shown(&side.text), place(side));
        }
    }
}

fn shown(text: &str) -> String {
    match text.lines().collect::<Vec<_>>()[..] {
        [] => "empty".to_owned(),
        ref lines => lines
            .iter()
            .map(|line| code(line))
            .collect::<Vec<_>>()
            .join("<br>"),
    }
}

fn place(side: &Side) -> String {
    side.origin
        .as_ref()
        .map(|origin| format!(" at {}", code(&origin.to_string())))
        .unwrap_or_default()
}

/// What differs. Names in it are code.
fn what(what: &What) -> String {
    match what {
        What::Behaviour(name) => code(name),
        what => what.to_string(),
    }
}
