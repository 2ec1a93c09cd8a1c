//! JSON in few lines, easy to compare.
//!
//! A value is on one line if it fits. Members that are null, false or empty are left out, one that is true is its
//! name alone, and an object with one member has no braces.

use serde_json::{Map, Value};

/// Characters of a line, without its indentation, unless a single member has more.
const WIDTH: usize = 100;

/// What an outline leaves out or abbreviates.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// Members that are left out, whatever their values.
    pub(crate) left_out: &'static [&'static str],
    /// Members that are left out if they have this value.
    pub(crate) defaults: &'static [(&'static str, &'static str)],
    /// Members of objects that are written without names, or as one text if all are equal.
    pub(crate) words: &'static [&'static str],
    /// Members that hold the index of an item of a list, and pointers to the list and to the name of an item.
    pub(crate) references: &'static [(&'static str, &'static str, &'static str)],
}

/// Writes values, of which those in `root` may be referred to.
pub(crate) struct Outline<'v> {
    pub(crate) root: &'v Value,
    pub(crate) style: Style,
}

type Member<'v> = (&'v str, &'v Value);

impl Outline<'_> {
    /// Some members of the root, each beginning on a new line.
    pub(crate) fn members(&self, names: &[&str]) -> String {
        let members = self.root.as_object().map(|root| self.kept(root));
        let mut text = String::new();
        for (name, member) in members.into_iter().flatten() {
            if names.contains(&name) {
                self.member(name, member, 0, &mut text);
            }
        }
        text
    }

    /// A value on one line.
    pub(crate) fn line(&self, value: &Value) -> String {
        match value {
            Value::String(text) => word(text),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.line(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Object(object) if self.is_words(object) => {
                let mut words: Vec<String> = object.values().map(|word| self.line(word)).collect();
                words.dedup();
                words.join(" ")
            }
            Value::Object(object) => match self.kept(object).as_slice() {
                [(key, Value::Bool(_))] => word(key),
                [(key, only)] => format!("{} {}", word(key), self.value(key, only)),
                members => self.braced(members),
            },
            other => other.to_string(),
        }
    }

    /// The value of a member on one line. A reference is written as the name of its target.
    fn value(&self, key: &str, value: &Value) -> String {
        let reference = self.style.references.iter().find(|(name, ..)| *name == key);
        let referred = reference.and_then(|(_, list, name)| {
            let list = self.root.pointer(list)?;
            list.get(value.as_u64()? as usize)?.pointer(name)
        });
        self.line(referred.unwrap_or(value))
    }

    fn braced(&self, members: &[Member<'_>]) -> String {
        let members = members.iter().map(|(key, value)| self.short(key, value));
        format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
    }

    /// A member on one line.
    fn short(&self, key: &str, value: &Value) -> String {
        let (head, value) = self.folded(key, value).unwrap_or((word(key), value));
        match value {
            Value::Bool(true) => head,
            value => format!("{head}: {}", self.value(key, value)),
        }
    }

    /// The names of members that are the only ones of their objects, down to a list or an object with several.
    fn folded<'v>(&self, key: &str, value: &'v Value) -> Option<(String, &'v Value)> {
        match value {
            Value::Array(_) => Some((word(key), value)),
            Value::Object(object) if !self.is_words(object) => match self.kept(object).as_slice() {
                [(inner, only)] => {
                    let (head, value) = self.folded(inner, only)?;
                    Some((format!("{} {head}", word(key)), value))
                }
                _ => Some((word(key), value)),
            },
            _ => None,
        }
    }

    /// A member or an item. What does not fit on the line is written below it.
    fn member(&self, key: &str, value: &Value, depth: usize, text: &mut String) {
        let blanks = "  ".repeat(depth);
        let line = self.short(key, value);
        let (head, value) = self.folded(key, value).unwrap_or((word(key), value));
        match value {
            Value::Array(items) if line.len() > WIDTH || depth == 0 => {
                *text += &format!("{blanks}{head}:\n");
                for item in items {
                    self.item(item, depth + 1, text);
                }
            }
            Value::Object(object) if line.len() > WIDTH => {
                self.object(&format!("{head}: "), object, depth, text);
            }
            _ => *text += &format!("{blanks}{line}\n"),
        }
    }

    fn item(&self, item: &Value, depth: usize, text: &mut String) {
        let blanks = "  ".repeat(depth);
        let line = self.line(item);
        match item {
            Value::Object(object) if line.len() > WIDTH => self.object("- ", object, depth, text),
            _ => *text += &format!("{blanks}- {line}\n"),
        }
    }

    fn object(&self, head: &str, object: &Map<String, Value>, depth: usize, text: &mut String) {
        let (short, long) = self.split(&self.kept(object));
        *text += &format!("{}{head}{}\n", "  ".repeat(depth), self.braced(&short));
        for (key, value) in long {
            self.member(key, value, depth + 1, text);
        }
    }

    /// Members that fit on one line together, and the others.
    fn split<'v>(&self, members: &[Member<'v>]) -> (Vec<Member<'v>>, Vec<Member<'v>>) {
        let mut length = 0;
        members.iter().copied().partition(|(key, value)| {
            let with_this = length + self.short(key, value).len() + ", ".len();
            let fits = with_this <= WIDTH;
            length = if fits { with_this } else { length };
            fits
        })
    }

    /// The members that are not left out.
    fn kept<'v>(&self, object: &'v Map<String, Value>) -> Vec<Member<'v>> {
        let members = object.iter().map(|(key, value)| (key.as_str(), value));
        let kept = members.filter(|(key, value)| {
            let is_default = |(known, text): &(&str, &str)| known == key && *value == text;
            !self.style.left_out.contains(key)
                && !self.style.defaults.iter().any(is_default)
                && !self.is_empty(value)
        });
        kept.collect()
    }

    fn is_words(&self, object: &Map<String, Value>) -> bool {
        object.keys().eq(self.style.words)
    }

    fn is_empty(&self, value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Bool(is) => !is,
            Value::Number(_) => false,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(object) => self.kept(object).is_empty(),
        }
    }
}

/// A text, in quotes if it is not a simple word.
fn word(text: &str) -> String {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"\\,".contains(c);
    let is_text = text.starts_with(|c: char| !c.is_ascii_digit() && !"{[-".contains(c));
    match is_text && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => Value::from(text).to_string(),
    }
}
