//! The names that somebody may have meant by another one.

/// Most names that are proposed.
const MOST: usize = 3;

/// The names nearest to `wrong`, if any is near: a third of the letters may differ. Those with the
/// same words before the first `/` come first.
pub(super) fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let limit = (wrong.chars().count() / 3).max(2);
    let names = names.into_iter().map(|name| (is_elsewhere(wrong, name), distance(wrong, name), name));
    let mut near: Vec<_> = names.filter(|(_, distance, _)| *distance <= limit).collect();
    near.sort_unstable();
    near.into_iter().take(MOST).map(|(.., name)| name).collect()
}

fn is_elsewhere(left: &str, right: &str) -> bool {
    let [left, right] = [left, right].map(|text| text.split('/').next().unwrap_or_default());
    !left.eq_ignore_ascii_case(right)
}

/// How many letters have to be added, removed or replaced to make one text of the other
/// (Levenshtein's distance), whatever their case.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.to_lowercase().chars().enumerate() {
        let mut before = row[0];
        row[0] = line + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = before + usize::from(letter != *other);
            before = row[column + 1];
            row[column + 1] = replaced.min(before + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
