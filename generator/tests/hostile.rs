//! Hostile definitions: their texts never become code.
//!
//! Each hostile text is put into every place of a definition. The result is a diagnostic, or Rust with the text only in
//! string literals and doc attributes.

#[path = "hostile/definition.rs"]
mod definition;
#[path = "hostile/mutate.rs"]
mod mutate;
#[path = "hostile/rust.rs"]
mod rust;

use armgen::{generate, load::Files, manifest::Manifest};
use definition::{PLACES, definition};
use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

/// Texts that would do harm if they were interpreted.
const TEXTS: [&str; 31] = [
    "",
    " ",
    "*/ pub fn pwned() {} /*",
    "\"] pub fn pwned() {} #[doc = \"",
    "\"# + include_str!(\"/etc/passwd\") + r#\"",
    "{} {{}} {0} {pwned}",
    "`code` ```",
    "```\nfn main() { std::process::exit(1) }\n```",
    "\u{202e}nwp\u{202c}\u{2066}\u{200b}",
    "nul\0here",
    "one\ntwo\r\nthree\rfour\u{2028}five\u{85}six",
    "\\",
    "\\\" ; pub fn pwned() {} //",
    "#![doc = include_str!(\"/etc/passwd\")]",
    "include_str!(\"/etc/passwd\")",
    "concat!(env!(\"HOME\"))",
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "gen",
    "async",
    "_",
    "r#type",
    "String",
    "Option",
    "🔑 ключ",
    "../../../../etc/passwd",
    "a/b?c#d%2e~1",
    "2fast",
];

/// The result for a definition.
#[derive(Debug, PartialEq)]
enum Outcome {
    Generated,
    Refused,
}

/// Generates from one definition. `Err` describes what is wrong with the result.
fn outcome(manifest: &str, files: &dyn Files) -> Result<Outcome, String> {
    let generated = catch_unwind(AssertUnwindSafe(|| {
        Manifest::parse("m.toml", manifest).map(|manifest| generate(&manifest, files))
    }));
    let generation = match generated {
        Ok(Ok(generation)) => generation,
        Ok(Err(_)) => return Ok(Outcome::Refused),
        Err(panic) => {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            return Err(format!("panic: {}", message.unwrap_or("without a message")));
        }
    };
    let Some(outputs) = generation.outputs else {
        let is_told = generation.diagnostics.has_errors();
        return is_told
            .then_some(Outcome::Refused)
            .ok_or("neither output nor a refusal".to_owned());
    };
    let wrong: Vec<String> = outputs
        .iter()
        .filter_map(|output| rust::check(output).err())
        .collect();
    match wrong.is_empty() {
        true => Ok(Outcome::Generated),
        false => Err(wrong.join("; ")),
    }
}

/// Puts a text into all of the places at once. If the result is refused or wrong, each half is tried, to find the place
/// and to check the others.
fn check(places: &[&str], text: &str, wrong: &mut Vec<String>) {
    let (manifest, files) = definition(places, text);
    let before = wrong.len();
    let outcome = outcome(&manifest, &files);
    if outcome != Ok(Outcome::Generated) && places.len() > 1 {
        let (left, right) = places.split_at(places.len() / 2);
        check(left, text, wrong);
        check(right, text, wrong);
    }
    if let (Err(message), true) = (outcome, wrong.len() == before) {
        let start = |text: &str| text.chars().take(400).collect::<String>();
        let places = if places == PLACES {
            "everywhere"
        } else {
            &places.join(", ")
        };
        wrong.push(format!(
            "{places} = {:?}: {}\n",
            start(text),
            start(&message)
        ));
    }
}

/// The definition without hostile texts is generated. Otherwise the other tests would prove nothing.
#[test]
fn harmless_text_is_generated() {
    let (manifest, files) = definition(&[], "");
    let manifest = Manifest::parse("m.toml", &manifest).expect("the manifest is fine");
    let generation = generate(&manifest, &files);
    let outputs = generation.outputs;
    let outputs = outputs.unwrap_or_else(|| panic!("{:#?}", generation.diagnostics.sorted()));
    for place in PLACES {
        let marks: Vec<&str> = outputs
            .iter()
            .filter(|output| {
                output
                    .text
                    .to_ascii_lowercase()
                    .contains(&definition::harmless(place))
            })
            .map(|output| output.path.as_str())
            .collect();
        assert!(
            !marks.is_empty(),
            "{place} reaches no file, so its texts would prove nothing"
        );
    }
}

#[test]
fn hostile_text_stays_text() {
    let mut wrong = Vec::new();
    for text in TEXTS {
        check(&PLACES, text, &mut wrong);
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.concat()
    );
}

#[test]
fn long_text_stays_text() {
    let mut wrong = Vec::new();
    check(&PLACES, &"Name".repeat(2500), &mut wrong);
    let described = ["SUMMARY", "SCHEMADOCS"];
    check(&described, &"line } of ; many\n".repeat(1000), &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.concat());
}

/// Damages a document in many ways: it is refused, or gives valid Rust.
fn check_damaged(project: &mutate::Project) {
    let mut wrong = Vec::new();
    for seed in 0..150 {
        let (manifest, files) = project.damaged(seed);
        let message = outcome(&manifest, &files).err();
        wrong.extend(message.map(|message| format!("seed {seed}: {message}\n")));
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.concat()
    );
}

#[test]
fn a_damaged_provider_does_no_harm() {
    check_damaged(&mutate::Project::read(
        "specs",
        "maps/2023-06-01.yaml",
        &["Accounts_ListKeys", "Accounts_RegenerateKeys"],
    ));
}

/// The definitions with every supported form have more to damage.
#[test]
fn damage_to_everything_does_no_harm() {
    check_damaged(&mutate::Project::read(
        "tests/definitions",
        "everything/widgets.yaml",
        &["Widgets_Get", "Widgets_CreateOrUpdate", "Widgets_List"],
    ));
}

/// Providers publish cycles of hundreds of definitions, and a main thread has eight megabytes of stack.
#[test]
fn long_chains_of_definitions_do_no_harm() {
    let count = 400;
    let schemas = (0..count).map(|index| {
        let next = (index + 1) % count;
        format!("    S{index}: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/S{next}' }} }} }}\n")
    });
    let content = "{ application/json: { schema: { $ref: '#/components/schemas/S0' } } }";
    let text = format!(
        "openapi: 3.0.3
paths: {{ /a: {{ get: {{ operationId: Get, responses: {{ '200': {{ description: '', content: {content} }} }} }} }} }}
components:
  schemas:
{}",
        schemas.collect::<String>()
    );
    let manifest = "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n[services.things]\ndocuments = ['a.yaml']\n";
    let run = move || outcome(manifest, &BTreeMap::from([("a.yaml".to_owned(), text)]));
    let thread = thread::Builder::new().stack_size(8 << 20).spawn(run);
    assert_eq!(
        thread.expect("a thread starts").join().expect("no panic"),
        Ok(Outcome::Generated)
    );
}
