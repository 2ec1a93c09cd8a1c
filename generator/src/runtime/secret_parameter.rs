//! Parameters that are secrets.

use super::{operation::Operation, rule::broken, template::Extent};

impl Operation<'_> {
    /// Declares that the value of a parameter is a secret, which only the transport gets.
    pub(crate) fn secret(mut self, name: &'static str) -> Self {
        if self.segments.iter().any(|value| value.name == name && matches!(value.text.as_str(), "." | "..")) {
            self.note(Err(broken(name, "would make a segment of the path `.` or `..`")));
        }
        let concealed = &mut self.concealed;
        let pairs = self.query.iter_mut().filter(|pair| pair.name == name && !pair.verbatim);
        pairs.for_each(|pair| concealed.conceal(&mut pair.value));
        let segments = self.segments.iter_mut().filter(|value| value.name == name && value.extent == Extent::One);
        segments.for_each(|value| concealed.conceal(&mut value.text));
        let headers = self.headers.iter_mut().filter(|(other, _)| *other == name);
        headers.for_each(|(_, value)| concealed.conceal(value));
        self
    }
}
