//! Offsets in the text of a manifest to lines and columns.

use crate::source::Place;

/// Offsets of the beginnings of a manifest's lines. Every entry needs its line and column.
pub(super) struct Lines<'t> {
    path: &'t str,
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(path: &'t str, text: &'t str) -> Self {
        let newlines = text.match_indices('\n').map(|(newline, _)| newline + 1);
        let starts = [0].into_iter().chain(newlines).collect();
        Self { path, text, starts }
    }

    pub(super) fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Place {
            file: self.path.to_owned(),
            line,
            column: self.text[start..offset].chars().count() + 1,
        }
    }
}
