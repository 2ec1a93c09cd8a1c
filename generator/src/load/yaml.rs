//! YAML to a raw tree: the core schema of YAML 1.2, and the merge keys of YAML 1.1.
//!
//! YAML that JSON cannot represent is an error. Aliases are expanded, up to a limit.

mod node;
mod scalar;

use super::unreadable::{Limits, Unreadable};
use node::{Key, Node, Open};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};
use serde_json::Value;
use std::{borrow::Cow, collections::BTreeMap};

/// Parses one document. An empty file is `null`.
pub(super) fn parse(text: &str, limits: &Limits) -> Result<Value, Unreadable> {
    let mut builder = Builder {
        limits,
        open: Vec::new(),
        anchored: BTreeMap::new(),
        copied: 0,
        documents: 0,
        root: None,
    };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| unreadable(&error))?;
        builder.take(event, span)?;
    }
    Ok(builder.root.unwrap_or_default())
}

fn unreadable(error: &ScanError) -> Unreadable {
    let (line, column) = (error.marker().line(), error.marker().col() + 1);
    match error.info() {
        // The scanner reads ahead, and has its own recursion limit.
        "recursion limit exceeded" => Unreadable::too_deep(line, column),
        message => Unreadable::syntax(message, line, column),
    }
}

/// The tree so far. It is built without recursion, so that deep nesting cannot overflow the stack.
struct Builder<'l> {
    limits: &'l Limits,
    open: Vec<Open>,
    /// Values with anchors, to which aliases may refer.
    anchored: BTreeMap<usize, Node>,
    /// Bytes of all copies for anchors and aliases, which the text of the file does not contain.
    copied: usize,
    documents: usize,
    root: Option<Value>,
}

type Taken<T = ()> = Result<T, Unreadable>;

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Taken {
        match event {
            Event::DocumentStart(_) => self.document(span),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), span)
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::SequenceStart(anchor, tag) => {
                check_tag(tag.as_ref(), "seq", span)?;
                self.open(Open::list(anchor), "list", span)
            }
            Event::MappingStart(anchor, tag) => {
                check_tag(tag.as_ref(), "map", span)?;
                self.open(Open::object(anchor), "map", span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn document(&mut self, span: Span) -> Taken {
        self.documents += 1;
        match self.documents {
            1 => Ok(()),
            _ => refuse(
                "a second document begins here, but a file must have only one",
                span,
            ),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Taken {
        let value = scalar::value(text, style, tag);
        if let Some(top) = self.open.last_mut().filter(|top| top.expects_key()) {
            // YAML allows keys of any type. In a definition they are names, taken as they are written.
            let key = match scalar::is_merge(text, style, tag) {
                true => Key::Merge,
                false => Key::Name(text.to_owned()),
            };
            scalar::check_key(tag).or_else(|message| refuse(message, span))?;
            top.key(key).or_else(|message| refuse(message, span))?;
            return self.keep(anchor, &Node::scalar(text.into()), span);
        }
        let value = value.or_else(|message| refuse(message, span))?;
        self.finished(Node::scalar(value), anchor, span)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Taken {
        let Some(node) = self.anchored.get(&anchor).cloned() else {
            return refuse("this alias refers to a value that contains the alias", span);
        };
        self.copy(node.size, span)?;
        if let Some(top) = self.open.last_mut().filter(|top| top.expects_key()) {
            return match node.value {
                Value::String(name) => top.key(Key::Name(name)),
                _ => Err("the name of a member must be a string".to_owned()),
            }
            .or_else(|message| refuse(message, span));
        }
        self.finished(node, 0, span)
    }

    fn open(&mut self, open: Open, what: &str, span: Span) -> Taken {
        if self.open.last().is_some_and(Open::expects_key) {
            return refuse(
                format!("the name of a member must be a string, not a {what}"),
                span,
            );
        }
        self.open.push(open);
        self.check_depth(self.open.len(), span)
    }

    fn close(&mut self, span: Span) -> Taken {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let anchor = open.anchor;
        self.finished(open.close(), anchor, span)
    }

    /// Adds a finished value to the enclosing list or object.
    fn finished(&mut self, node: Node, anchor: usize, span: Span) -> Taken {
        self.check_depth(self.open.len() + node.depth, span)?;
        self.keep(anchor, &node, span)?;
        match self.open.last_mut() {
            Some(top) => top.add(node).or_else(|message| refuse(message, span)),
            None => {
                self.root = Some(node.value);
                Ok(())
            }
        }
    }

    fn keep(&mut self, anchor: usize, node: &Node, span: Span) -> Taken {
        // The parser uses 0 for values without an anchor.
        if anchor != 0 {
            self.copy(node.size, span)?;
            self.anchored.insert(anchor, node.clone());
        }
        Ok(())
    }

    fn copy(&mut self, size: usize, span: Span) -> Taken {
        self.copied = self.copied.saturating_add(size);
        match self.copied > self.limits.bytes {
            true => Err(Unreadable::too_large(
                format!(
                    "the aliases of this file expand to more than {} bytes",
                    self.limits.bytes
                ),
                span.start.line(),
                span.start.col() + 1,
            )),
            false => Ok(()),
        }
    }

    fn check_depth(&self, depth: usize, span: Span) -> Taken {
        match depth > Limits::DEPTH {
            true => Err(Unreadable::too_deep(
                span.start.line(),
                span.start.col() + 1,
            )),
            false => Ok(()),
        }
    }
}

fn check_tag(tag: Option<&Cow<'_, Tag>>, name: &str, span: Span) -> Taken {
    match tag {
        Some(tag) if !scalar::is(tag, name) && !scalar::is_unspecific(tag) => {
            refuse(scalar::unsupported(tag), span)
        }
        _ => Ok(()),
    }
}

fn refuse<T>(message: impl Into<String>, span: Span) -> Taken<T> {
    Err(Unreadable::syntax(
        message,
        span.start.line(),
        span.start.col() + 1,
    ))
}
