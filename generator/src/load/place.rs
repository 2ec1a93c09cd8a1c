//! JSON pointer to line and column. A file is parsed again for this, once, and only if a diagnostic needs it.

mod json;
mod yaml;

use crate::source::{parts, unescaped};

/// Line and column, counted from 1.
pub(crate) type LineColumn = (usize, usize);

/// Places of all values of a file: of a member, its key; of an item, its beginning.
#[derive(Debug)]
pub(crate) struct Places {
    /// The values as a tree. The first is the whole file.
    values: Vec<Value>,
}

#[derive(Debug)]
struct Value {
    at: LineColumn,
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    None,
    /// Few of them are ever looked for.
    Members(Vec<(String, usize)>),
    Items(Vec<usize>),
}

impl Places {
    /// Finds all places of a text that was parsed without an error.
    pub(crate) fn of(file: &str, text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let mut builder = Builder::default();
        match file.ends_with(".json") {
            true => json::scan(text, &mut builder),
            false => yaml::scan(text, &mut builder),
        }
        Self {
            values: builder.values,
        }
    }

    /// Place of the value that `path` points to, or of its nearest parent.
    pub(crate) fn find(&self, path: &str) -> LineColumn {
        let mut found = 0;
        for member in parts(path).skip(1) {
            let inner = match self.values.get(found).map(|value| &value.inner) {
                Some(Inner::Members(members)) => last(members, &unescaped(member)),
                Some(Inner::Items(items)) => {
                    let index = member.parse::<usize>().ok();
                    index.and_then(|index| items.get(index))
                }
                Some(Inner::None) | None => None,
            };
            match inner {
                Some(inner) => found = *inner,
                None => break,
            }
        }
        match found {
            0 => (1, 1),
            found => self.values[found].at,
        }
    }
}

/// The last member of a name, which is the one that counts.
fn last<'m>(members: &'m [(String, usize)], name: &str) -> Option<&'m usize> {
    let mut members = members.iter().rev();
    members.find_map(|(key, id)| (key == name).then_some(id))
}

/// Collects the values while a text is scanned.
#[derive(Default)]
struct Builder {
    values: Vec<Value>,
    /// The enclosing lists and objects, and the last key.
    open: Vec<usize>,
    key: Option<(String, LineColumn)>,
}

impl Builder {
    fn expects_key(&self) -> bool {
        let top = self.open.last().map(|top| &self.values[*top].inner);
        matches!(top, Some(Inner::Members(_))) && self.key.is_none()
    }

    fn key(&mut self, name: String, at: LineColumn) {
        self.key = Some((name, at));
    }

    fn scalar(&mut self, at: LineColumn) {
        self.value(at, Inner::None);
    }

    fn list(&mut self, at: LineColumn) {
        let id = self.value(at, Inner::Items(Vec::new()));
        self.open.push(id);
    }

    fn object(&mut self, at: LineColumn) {
        let id = self.value(at, Inner::Members(Vec::new()));
        self.open.push(id);
    }

    fn close(&mut self) {
        self.open.pop();
    }

    fn value(&mut self, at: LineColumn, inner: Inner) -> usize {
        let id = self.values.len();
        let key = self.key.take();
        let at = key.as_ref().map_or(at, |(_, at)| *at);
        self.values.push(Value { at, inner });
        let top = self.open.last().copied();
        match (top.map(|top| &mut self.values[top].inner), key) {
            (Some(Inner::Members(members)), Some((name, _))) => members.push((name, id)),
            (Some(Inner::Items(items)), _) => items.push(id),
            _ => {}
        }
        id
    }
}
