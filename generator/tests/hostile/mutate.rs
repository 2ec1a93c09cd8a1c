//! Real definitions with random damage, which is the same on every run.

use armgen::load::{Files, Folder};
use serde_json::{Value, json};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Files, one of which will be damaged.
pub(crate) struct Project {
    folder: PathBuf,
    document: &'static str,
    operations: &'static [&'static str],
    tree: Value,
}

/// The files of a project, one of them damaged.
pub(crate) struct Damaged<'p> {
    project: &'p Project,
    text: String,
}

impl Project {
    /// Reads a document below a folder of the project. `operations` are some of its ids.
    pub(crate) fn read(
        folder: &str,
        document: &'static str,
        operations: &'static [&'static str],
    ) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(folder);
        let text = fs::read_to_string(folder.join(document)).expect("the file can be read");
        let tree = serde_yaml::from_str(&text).expect("the document is YAML");
        Self {
            folder,
            document,
            operations,
            tree,
        }
    }

    /// The manifest, and the files after the damage that `seed` determines.
    pub(crate) fn damaged(&self, seed: u64) -> (String, Damaged<'_>) {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut tree = self.tree.clone();
        for _ in 0..=random.below(4) {
            damage(&mut tree, &mut random);
        }
        let mut manifest = format!(
            "[package]\nname = 'x'\nversion = '0.0.0'\ndescription = 'd'\n[services.things]\ndocuments = ['{}']\n",
            self.document
        );
        // Every other time, all operations are selected.
        if seed.is_multiple_of(2) {
            manifest += &format!("operations = {:?}\n", self.operations);
        }
        (
            manifest,
            Damaged {
                project: self,
                text: tree.to_string(),
            },
        )
    }
}

impl Files for Damaged<'_> {
    fn read(&self, path: &str) -> io::Result<String> {
        match path == self.project.document {
            true => Ok(self.text.clone()),
            false => Folder::new(self.project.folder.clone()).read(path),
        }
    }
}

/// Deletes, replaces or copies one random member.
fn damage(tree: &mut Value, random: &mut Random) {
    let mut places = Vec::new();
    gather(tree, String::new(), &mut places);
    let place = random.of(&places).clone();
    let other: &String = random.of(&places);
    let other = tree.pointer(other).cloned().unwrap_or_default();
    match random.below(3) {
        0 => remove(tree, &place),
        1 => put(tree, &place, random.of(&replacements()).clone()),
        _ => put(tree, &place, other),
    }
}

fn replacements() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(""),
        json!("x"),
        json!("string"),
        json!("object"),
        json!("array"),
        json!([]),
        json!([null]),
        json!({}),
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/components/schemas/MapsAccountKeys" }),
        json!({ "type": "string", "enum": ["primary", "secondary"] }),
        json!({ "allOf": [{ "$ref": "#/components/schemas/Widget" }] }),
        json!("\u{202e}\r\n*/\"#"),
    ]
}

/// Pointers to all values below the root.
fn gather(value: &Value, at: String, places: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            let escaped = |key: &String| key.replace('~', "~0").replace('/', "~1");
            members
                .iter()
                .map(|(key, member)| (escaped(key), member))
                .collect()
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        _ => Vec::new(),
    };
    for (key, member) in members {
        let place = format!("{at}/{key}");
        gather(member, place.clone(), places);
        places.push(place);
    }
}

fn put(tree: &mut Value, place: &str, value: Value) {
    if let Some(slot) = tree.pointer_mut(place) {
        *slot = value;
    }
}

fn remove(tree: &mut Value, place: &str) {
    let Some((parent, key)) = place.rsplit_once('/') else {
        return;
    };
    match tree.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            drop(members.remove(&key.replace("~1", "/").replace("~0", "~")))
        }
        Some(Value::Array(items)) => drop(
            key.parse()
                .ok()
                .filter(|index| *index < items.len())
                .map(|index: usize| items.remove(index)),
        ),
        _ => {}
    }
}

/// Numbers that look random and are the same on every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }

    fn of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.below(values.len())]
    }
}
