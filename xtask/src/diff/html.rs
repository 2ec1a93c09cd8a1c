//! The report as one self-contained page.

use super::groups::{below_service, by_service, summary, title};
use armgen::{
    api::Api,
    changes::{Change, Changes, Side},
};
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page.
pub(super) fn page(old: &Api, new: &Api, changes: &Changes) -> String {
    let [from, to] = [old, new].map(|api| escaped(&format!("{} {}", api.name, api.version)));
    let verdict = changes.verdict;
    let mut body = String::new();
    for (service, items) in by_service(changes) {
        _ = write!(body, "<section><h2>{}</h2>", escaped(title(service)));
        for (item, list) in items {
            for change in list {
                row(&mut body, item, change);
            }
        }
        body += "</section>\n";
    }
    let summary = match changes.list.is_empty() {
        true => "No change for users".to_owned(),
        false => format!(
            "<strong class=\"{verdict}\">{verdict}</strong> {}",
            summary(changes)
        ),
    };
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{from} to {to}</title>
<style>
{STYLE}</style>
</head>
<body>
<header>
<h1>{from} &rarr; {to}</h1>
<p>{summary}</p>
<form role="search">
<input type="search" id="search" placeholder="Search paths, types and places" aria-label="Search">
<select id="effect" aria-label="Effect">
<option value="">all effects</option>
<option>major</option>
<option>minor</option>
<option>patch</option>
<option>behaviour</option>
</select>
<output id="shown"></output>
</form>
</header>
<main>
{body}</main>
<script>
{SCRIPT}</script>
</body>
</html>
"#
    )
}

fn row(body: &mut String, item: &str, change: &Change) {
    let (effect, reason) = (change.effect.name(), change.effect.reason());
    let path = below_service(item, change);
    _ = write!(
        body,
        "<article data-effect=\"{effect}\"><h3><span class=\"{effect}\">{effect}</span> <code>{}</code></h3><p>{}: {}</p><div class=\"sides\">",
        breakable(&path),
        escaped(&change.what.to_string()),
        escaped(reason)
    );
    for (label, side) in [("old", &change.old), ("new", &change.new)] {
        match side {
            Some(side) => shown(body, label, side),
            None => _ = write!(body, "<div class=\"{label} none\"></div>"),
        }
    }
    *body += "</div></article>\n";
}

fn shown(body: &mut String, label: &str, side: &Side) {
    let text = match side.text.as_str() {
        "" => "<em>empty</em>".to_owned(),
        text => breakable(text),
    };
    _ = write!(body, "<div class=\"{label}\"><pre>{text}</pre>");
    if let Some(origin) = &side.origin {
        _ = write!(body, "<small>{}</small>", breakable(&origin.to_string()));
    }
    *body += "</div>";
}

/// Escaped text that a browser may break behind `::` and `/`.
fn breakable(text: &str) -> String {
    escaped(text)
        .replace("::", "::<wbr>")
        .replace('/', "/<wbr>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
