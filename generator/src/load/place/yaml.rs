//! Places in YAML, from the parser's marks.

use super::Builder;
use saphyr_parser::{Event, Parser};
use std::collections::HashMap;

pub(super) fn scan(text: &str, builder: &mut Builder) {
    // An alias may be the name of a member.
    let mut names: HashMap<usize, String> = HashMap::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { return };
        let at = (span.start.line(), span.start.col() + 1);
        match event {
            Event::Scalar(text, _, anchor, _) => {
                if anchor != 0 {
                    names.insert(anchor, text.to_string());
                }
                match builder.expects_key() {
                    true => builder.key(text.into_owned(), at),
                    false => builder.scalar(at),
                }
            }
            Event::Alias(anchor) if builder.expects_key() => {
                builder.key(names.get(&anchor).cloned().unwrap_or_default(), at);
            }
            // The value of an alias is elsewhere in the text; the alias is the nearest place.
            Event::Alias(_) => builder.scalar(at),
            Event::MappingStart(..) => builder.object(at),
            Event::SequenceStart(..) => builder.list(at),
            Event::MappingEnd | Event::SequenceEnd => builder.close(),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }
}
