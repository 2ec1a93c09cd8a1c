//! The readme.md of a service: settings of AutoRest in blocks of YAML, some of which apply only to one tag.

use super::condition;
use armgen::load;
use serde_json::Value;
use std::path::{Component, Path, PathBuf};

/// Blocks of settings.
#[derive(Debug)]
pub(super) struct Readme {
    blocks: Vec<Block>,
}

#[derive(Debug)]
struct Block {
    condition: String,
    text: String,
}

impl Readme {
    /// Finds the blocks that Markdown marks as YAML.
    pub(super) fn parse(text: &str) -> Self {
        let mut blocks = Vec::new();
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        while let Some(line) = lines.next() {
            let Some((fence, words)) = fence(line) else {
                continue;
            };
            let inside = lines
                .by_ref()
                .take_while(|line| !closes(line, fence))
                .map(|line| format!("{line}\n"));
            let text: String = inside.collect();
            let words = words.trim_start();
            let condition = ["yaml", "yml"].iter().find_map(|word| {
                let condition = words.strip_prefix(word)?;
                let ends = condition
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric());
                ends.then(|| condition.trim().to_owned())
            });
            if let Some(condition) = condition {
                blocks.push(Block { condition, text });
            }
        }
        Self { blocks }
    }

    /// The tag of a plain run. The last one counts, as in AutoRest.
    pub(super) fn default_tag(&self) -> Option<String> {
        let settings = self.settings(None);
        let tags = settings.iter().filter_map(|settings| settings.get("tag"));
        tags.filter_map(Value::as_str)
            .next_back()
            .map(str::to_owned)
    }

    /// All tags, in the order of the blocks.
    pub(super) fn tags(&self) -> Vec<String> {
        let mut tags = Vec::new();
        for tag in self
            .blocks
            .iter()
            .flat_map(|block| condition::tags(&block.condition))
        {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// Paths of the documents of a tag, relative to the folder of the readme.md, each once.
    pub(super) fn documents(&self, tag: &str) -> Vec<String> {
        let mut documents: Vec<String> = Vec::new();
        for settings in self.settings(Some(tag)) {
            let named = match settings.get("input-file") {
                Some(Value::String(one)) => vec![one.as_str()],
                Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            for path in named.into_iter().map(relative) {
                if !documents.contains(&path) {
                    documents.push(path);
                }
            }
        }
        documents
    }

    /// The settings that apply to a tag.
    fn settings(&self, tag: Option<&str>) -> Vec<Value> {
        let blocks = self.blocks.iter();
        let applying = blocks.filter(|block| condition::holds(&block.condition, tag));
        applying.filter_map(|block| settings(&block.text)).collect()
    }
}

/// The characters that open a block of code, and what follows them.
fn fence(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let first = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(first);
    let fence = &line[..line.len() - rest.len()];
    (fence.len() >= 3).then_some((fence, rest))
}

fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.starts_with(fence) && line.trim_start_matches(&fence[..1]).is_empty()
}

/// The settings of a block. If it is not valid YAML, those members that are: each begins at the left margin.
fn settings(text: &str) -> Option<Value> {
    if let Some(settings) = load::parse("readme.yaml", text) {
        return Some(settings);
    }
    let mut members: Vec<String> = Vec::new();
    for line in text.lines() {
        let starts = line.starts_with(|c: char| c.is_alphanumeric());
        match members.last_mut() {
            Some(member) if !starts => *member += &format!("{line}\n"),
            _ => members.push(format!("{line}\n")),
        }
    }
    let read = members.iter().filter_map(|member| {
        let member = load::parse("readme.yaml", member)?;
        Some(member.as_object()?.clone())
    });
    Some(Value::Object(read.flatten().collect()))
}

/// The path of a document, as the tools of other languages write it as well.
fn relative(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let path = path.strip_prefix("$(this-folder)").unwrap_or(&path);
    path.trim_start_matches('/').to_owned()
}

/// A path without `.` and `..`, and without following links.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        let is_name = matches!(normal.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if is_name => drop(normal.pop()),
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "\u{feff}# Maps

``` yaml
title: Maps
tag: package-old
```

or

```yaml
tag: package-2023-06
```

```json
tag: package-of-json
```

``` yaml $(package-other)
tag: package-other
```

### Tag: package-2023-06

``` yaml $(tag) == 'package-2023-06'
input-file:
  - Microsoft.Maps/stable/2023-06-01/maps.json # the service
  - $(this-folder)/../../other/./a.json
  - Microsoft.Maps\\stable\\2023-06-01\\maps.json
```

~~~~yaml $(tag) == 'package-2023-06'
input-file: ./more.json
~~~~

```yaml $(tag) == 'package-old' || $(tag) == 'package-older'
input-file: [old.json]
directive:
  - where: $.a
	reason: a tab, which YAML does not allow
```

```yaml $(tag) == 'package-old' && $(java)
input-file: java.json
```
";

    #[test]
    fn the_documents_of_a_tag() {
        let readme = Readme::parse(README);
        assert_eq!(readme.default_tag().as_deref(), Some("package-2023-06"));
        assert_eq!(
            readme.documents("package-2023-06"),
            [
                "Microsoft.Maps/stable/2023-06-01/maps.json",
                "../../other/./a.json",
                "./more.json"
            ]
        );
        assert_eq!(readme.documents("package-older"), ["old.json"]);
        assert_eq!(readme.documents("package-of-json"), [""; 0]);
    }

    #[test]
    fn all_tags_are_listed_once() {
        let tags = ["package-2023-06", "package-old", "package-older"];
        assert_eq!(Readme::parse(README).tags(), tags);
    }

    #[test]
    fn paths_are_simplified() {
        for (path, expected) in [
            ("a/../b/./c", "b/c"),
            ("../a/../../b", "../../b"),
            ("/a/..", "/"),
            ("./a", "a"),
        ] {
            assert_eq!(normal(Path::new(path)), Path::new(expected), "{path}");
        }
    }
}
