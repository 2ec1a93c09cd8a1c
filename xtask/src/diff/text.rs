//! The report for people.

use super::groups::{by_service, member, summary, title};
use anstyle::{AnsiColor, Style};
use armgen::{
    api::Api,
    changes::{Change, Changes, Effect, Side, What},
    visible::Visible,
};
use std::io::{self, Write};

/// Prints the report, with colours on a terminal.
pub(super) fn print(old: &Api, new: &Api, changes: &Changes) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match write(&mut out, old, new, changes) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

fn write(out: &mut impl Write, old: &Api, new: &Api, changes: &Changes) -> io::Result<()> {
    if changes.list.is_empty() {
        return writeln!(out, "No change for users");
    }
    for (service, items) in by_service(changes) {
        writeln!(out, "{BOLD}{}{BOLD:#}", Visible(title(service)))?;
        for (item, list) in items {
            if !item.is_empty() {
                writeln!(out, "  {}", Visible(item))?;
            }
            for change in list {
                write_change(out, item, change)?;
            }
        }
        writeln!(out)?;
    }
    let (from, to) = (label(old), label(new));
    let (verdict, summary) = (changes.verdict, summary(changes));
    writeln!(out, "{BOLD}{from} -> {to}: {verdict}{BOLD:#} ({summary})")?;
    match changes.breaking_behaviour {
        0 => Ok(()),
        count => writeln!(
            out,
            "calls that succeeded may fail or act otherwise: {count} changes of behaviour"
        ),
    }
}

fn label(api: &Api) -> String {
    Visible(format_args!("{} {}", api.name, api.version)).to_string()
}

const BOLD: Style = Style::new().bold();

fn style(effect: Effect) -> Style {
    let colour = match effect {
        Effect::Major(_) => AnsiColor::Red,
        Effect::Behaviour { breaking: true } => AnsiColor::Magenta,
        Effect::Minor(_) => AnsiColor::Green,
        Effect::Patch(_) | Effect::Behaviour { breaking: false } => AnsiColor::Cyan,
    };
    colour.on_default()
}

fn write_change(out: &mut impl Write, item: &str, change: &Change) -> io::Result<()> {
    let style = style(change.effect);
    let (name, what) = (change.effect.name(), &change.what);
    let member = member(change, item);
    let reason = match change.effect {
        Effect::Major(reason) => format!(": {reason}"),
        _ => String::new(),
    };
    writeln!(
        out,
        "    {style}{name:9}{style:#} {}: {}{reason}",
        Visible(member),
        Visible(what)
    )?;
    let is_of_text = !matches!(
        change.what,
        What::TraitAdded(_) | What::TraitRemoved(_) | What::NonExhaustive { .. }
    );
    for (sign, side) in [("-", &change.old), ("+", &change.new)] {
        if let Some(side) = side {
            write_side(out, sign, side, is_of_text)?;
        }
    }
    Ok(())
}

fn write_side(out: &mut impl Write, sign: &str, side: &Side, is_of_text: bool) -> io::Result<()> {
    if is_of_text {
        for line in side.text.lines() {
            writeln!(out, "        {sign} {}", Visible(line))?;
        }
    }
    match &side.origin {
        None => Ok(()),
        Some(origin) => writeln!(out, "          at {}", Visible(origin)),
    }
}
