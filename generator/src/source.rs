//! Places in the input.

use serde::{Serialize, Serializer};
use std::{borrow::Cow, fmt};

/// Scheme that marks a reference as resolved by the loader.
const ABSOLUTE: &str = "armgen:";

/// A place in the input: a file below the root folder, and a JSON pointer into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    /// Path below the root folder, with `/` between its parts.
    pub file: String,
    /// JSON pointer (RFC 6901), empty for the whole file.
    pub path: String,
}

impl Pointer {
    /// The whole of `file`.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            path: String::new(),
        }
    }

    /// Reads `file#/path`, the form in which the loader leaves origins and references.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix(ABSOLUTE).unwrap_or(text);
        let (file, path) = text.split_once('#').unwrap_or((text, ""));
        Self {
            file: file.to_owned(),
            path: path.to_owned(),
        }
    }

    /// The form in which a resolved reference is stored. Its scheme shows that it is no longer relative.
    pub fn absolute(&self) -> String {
        [ABSOLUTE, &self.file, "#", &self.path].concat()
    }

    /// Reads a reference that [`Pointer::absolute`] made.
    pub fn parse_absolute(text: &str) -> Option<Self> {
        text.starts_with(ABSOLUTE).then(|| Self::parse(text))
    }

    /// The member `key` of the object here.
    pub fn join(&self, key: &str) -> Self {
        let mut path = String::with_capacity(self.path.len() + 1 + key.len());
        path.push_str(&self.path);
        path.push('/');
        match key.contains(['~', '/']) {
            true => path.push_str(&key.replace('~', "~0").replace('/', "~1")),
            false => path.push_str(key),
        }
        Self {
            file: self.file.clone(),
            path,
        }
    }

    /// Whether this is the value at `other`, or inside it.
    pub fn is_within(&self, other: &Self) -> bool {
        let rest = self.path.strip_prefix(&other.path);
        self.file == other.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Name of the last member, unescaped.
    pub fn last(&self) -> String {
        let last = self.path.rsplit('/').next().unwrap_or_default();
        unescaped(last).into_owned()
    }

    /// Name of the file without folders and extension.
    pub fn stem(&self) -> &str {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// The name of a member, from its escaped form in a JSON pointer.
pub(crate) fn unescaped(member: &str) -> Cow<'_, str> {
    // Most names contain no `~`, and searching for a byte is faster than searching for a character.
    if !member.as_bytes().contains(&b'~') {
        return member.into();
    }
    let mut unescaped = String::with_capacity(member.len());
    let mut rest = member;
    while let Some(at) = rest.bytes().position(|byte| byte == b'~') {
        unescaped.push_str(&rest[..at]);
        let (character, length) = match rest.as_bytes().get(at + 1) {
            Some(b'1') => ('/', 2),
            Some(b'0') => ('~', 2),
            _ => ('~', 1),
        };
        unescaped.push(character);
        rest = &rest[at + length..];
    }
    unescaped.push_str(rest);
    unescaped.into()
}

/// The parts of a path or a JSON pointer. They are short, and `str::split` prepares a search for each.
pub(crate) fn parts(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(path);
    std::iter::from_fn(move || {
        let path = rest?;
        let slash = path.bytes().position(|byte| byte == b'/');
        rest = slash.map(|slash| &path[slash + 1..]);
        Some(&path[..slash.unwrap_or(path.len())])
    })
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        f.write_str("#")?;
        f.write_str(&self.path)
    }
}

/// Serialized as `file#/path`, like its `Display`.
impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Place that a reader can open in an editor. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path as the user gave it.
    pub file: String,
    /// Line, or 0 if only the file is known.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}:{}", self.file, self.column),
        }
    }
}

/// The place that a diagnostic points to: in a definition, or in another file, such as the manifest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A pointer into a definition. It is resolved to a line and a column only when it is printed.
    Pointer(Pointer),
    /// A line and a column that are already known.
    Place(Place),
}

impl From<Pointer> for Source {
    fn from(pointer: Pointer) -> Self {
        Self::Pointer(pointer)
    }
}

impl From<Place> for Source {
    fn from(place: Place) -> Self {
        Self::Place(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_those_between_slashes() {
        for path in ["", "/", "a", "/a//b", "a/b/"] {
            let expected: Vec<&str> = path.split('/').collect();
            assert_eq!(parts(path).collect::<Vec<_>>(), expected, "{path}");
        }
    }

    #[test]
    fn members_are_unescaped_as_rfc_6901_has_it() {
        for (member, name) in [
            ("a", "a"),
            ("~1a~1{b}", "/a/{b}"),
            ("~0", "~"),
            ("~01", "~1"),
            ("a~", "a~"),
            ("~2~ä", "~2~ä"),
        ] {
            assert_eq!(unescaped(member), name);
        }
    }
}
