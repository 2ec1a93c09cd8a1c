//! JSON pointer to line and column, by a second, marked parse that only diagnostics pay for.

use crate::diagnostic::unescaped;
use saphyr_parser::{Event, Parser, Span};

/// Line and column, counted from 1, of the value that `path` points to, or of its nearest parent.
pub(crate) fn locate(text: &str, path: &str) -> (usize, usize) {
    let text = text.trim_start_matches('\u{feff}');
    let mut finder = Finder {
        wanted: segments(path),
        stack: Vec::new(),
        best: (0, 1, 1),
    };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        finder.take(&event, span);
        if finder.best.0 == finder.wanted.len() {
            break;
        }
    }
    (finder.best.1, finder.best.2)
}

fn segments(path: &str) -> Vec<String> {
    path.split('/')
        .skip(1)
        .map(|segment| unescaped(segment).into_owned())
        .collect()
}

enum Level {
    Map { key: Option<String> },
    List { next: usize },
}

struct Finder {
    wanted: Vec<String>,
    stack: Vec<Level>,
    /// Depth, line and column of the deepest match so far.
    best: (usize, usize, usize),
}

impl Finder {
    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::MappingEnd | Event::SequenceEnd => {
                self.stack.pop();
                self.value_done();
            }
            Event::Scalar(text, ..) if self.expects_key() => self.key(text.to_string(), span),
            Event::Scalar(..) | Event::Alias(_) => {
                self.value(span);
                self.value_done();
            }
            Event::MappingStart(..) => {
                self.value(span);
                self.stack.push(Level::Map { key: None });
            }
            Event::SequenceStart(..) => {
                self.value(span);
                self.stack.push(Level::List { next: 0 });
            }
            _ => {}
        }
    }

    fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Level::Map { key: None }))
    }

    fn key(&mut self, key: String, span: Span) {
        if let Some(Level::Map { key: slot }) = self.stack.last_mut() {
            *slot = Some(key);
        }
        self.value(span);
    }

    /// A member is found at its key, an item where it starts.
    fn value(&mut self, span: Span) {
        let depth = self.stack.len();
        if depth <= self.best.0 || depth > self.wanted.len() {
            return;
        }
        let here = self
            .stack
            .iter()
            .zip(&self.wanted)
            .all(|(level, wanted)| match level {
                Level::Map { key } => key.as_deref() == Some(wanted),
                Level::List { next } => next.to_string() == *wanted,
            });
        if here {
            self.best = (depth, span.start.line(), span.start.col() + 1);
        }
    }

    fn value_done(&mut self) {
        match self.stack.last_mut() {
            Some(Level::Map { key }) => *key = None,
            Some(Level::List { next }) => *next += 1,
            None => {}
        }
    }
}
