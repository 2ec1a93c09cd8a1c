//! Messages of `gen`: results on standard output, diagnostics on standard error.

use crate::{
    console, diagnostics,
    output::{Difference, Output},
};
use armgen::{
    Generation,
    diagnostic::{Diagnostics, Severity},
    load::Documents,
    manifest::Manifest,
    model::Merge,
};
use std::{collections::BTreeSet, io, process::ExitCode, time::Duration};

mod except;
mod pairs;

/// Prints what was read.
pub(crate) fn read(generation: &Generation) -> io::Result<()> {
    let count = generation.count;
    console::line(format_args!(
        "read    {} files: {} operations of {} selected{}, {} definitions ({} emitted, {} merged), {} examples",
        generation.documents.names().count(),
        count.operations,
        count.selected,
        match count.excepted {
            0 => String::new(),
            excepted => format!(" ({excepted} left out)"),
        },
        count.definitions,
        count.emitted,
        count.merged,
        count.examples,
    ))
}

/// Prints which operations the manifest leaves out, and why.
pub(crate) fn left_out(generation: &Generation) -> io::Result<()> {
    for (service, excepted) in &generation.excepted {
        for (id, because) in excepted {
            console::line(format_args!("left    {id} of {service} out: {because}"))?;
        }
    }
    Ok(())
}

/// Prints which definitions became one type.
pub(crate) fn merged(merges: &[Merge]) -> io::Result<()> {
    /// Most services that are named.
    const NAMED: usize = 4;
    for merge in merges {
        let services: Vec<&str> = merge.services.iter().map(String::as_str).collect();
        let services = match services.len() > NAMED && !console::is_verbose() {
            true => format!("{} services", services.len()),
            false => enumerated(&services),
        };
        console::line(format_args!(
            "merged  {}: one type from {services}",
            merge.name
        ))?;
    }
    Ok(())
}

fn enumerated(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Prints the errors of a manifest.
pub(crate) fn manifest(path: &str, text: &str, found: Diagnostics) {
    let mut documents = Documents::default();
    documents.keep(path, text);
    diagnostics(&documents, found);
}

/// Prints errors and warnings, with their places.
pub(crate) fn diagnostics(documents: &Documents, found: Diagnostics) {
    diagnostics::print(documents, &found.sorted());
}

/// Prints errors and warnings of a run that writes nothing, the command that explains the errors, and the entries of
/// `except` and `key_pairs` with which the run would pass.
pub(crate) fn refused(
    documents: &Documents,
    found: Diagnostics,
    manifest: Option<(&Manifest, &str)>,
) {
    let found = found.sorted();
    diagnostics::print(documents, &found);
    console::warn("nothing was written");
    let errors = found.iter().filter(|one| one.severity() == Severity::Error);
    let codes: BTreeSet<&str> = errors.map(|one| one.code.name()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    console::warn(format_args!(
        "for examples and what to do, run `cargo xtask explain {}`",
        codes.join(" ")
    ));
    let Some((manifest, text)) = manifest else {
        return;
    };
    let excepted = except::entries(&found, documents, manifest, text);
    let pairs = pairs::entries(&found, manifest, text);
    for line in excepted.into_iter().chain(pairs) {
        console::warn(line);
    }
}

/// Prints what was written.
pub(crate) fn wrote(output: &Output<'_>, took: Duration) -> io::Result<()> {
    let (all, changed) = (output.len(), output.differences().len());
    match changed {
        0 => console::line(format_args!(
            "wrote   nothing: all {all} files of {} are up to date ({took:.0?})",
            output.folder()
        )),
        _ => console::line(format_args!(
            "wrote   {all} files to {}, {changed} of them changed ({took:.0?})",
            output.folder()
        )),
    }
}

/// Prints which files differ. Any difference is a failure.
pub(crate) fn checked(output: &Output<'_>, command: &str, took: Duration) -> io::Result<ExitCode> {
    let differences = output.differences();
    if differences.is_empty() && output.left().is_empty() {
        console::line(format_args!(
            "checked all {} files of {} ({took:.0?})",
            output.len(),
            output.folder()
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    for (path, difference) in differences {
        let word = match difference {
            Difference::Changed => "differs",
            Difference::Missing => "missing",
            Difference::Stale => "stale",
        };
        console::warn(format_args!("{word:8}{}/{path}", output.folder()));
    }
    for left in output.left() {
        console::warn(format_args!("{:8}{}", "stale", left.display()));
    }
    console::error(format_args!(
        "{} is out of date; run `{command}`",
        output.folder()
    ));
    Ok(ExitCode::FAILURE)
}
