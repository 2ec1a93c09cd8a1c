//! Lines of a file of environment variables. Shells, systemd and dotenv read the same file differently:
//! what they do not agree about is refused.

/// What a line begins in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Inside {
    Nothing,
    Quotes(char),
    /// The line before ends with `\`.
    Continued,
}

/// How a line ends.
#[derive(Debug)]
struct End {
    inside: Inside,
    /// A quote within a word that the line does not close: shells continue it, others take it as it is.
    odd: Option<char>,
    /// Whether anything but a comment follows the first word.
    has_more: bool,
}

impl End {
    fn of(inside: Inside) -> Self {
        Self { inside, odd: None, has_more: false }
    }
}

/// The text with a line in place of those that set the variable, or at the end. The other lines stay as
/// they are, with their ends.
pub(super) fn with_line(text: &str, variable: &str, line: &str) -> Result<String, String> {
    let usual = if text.lines().next().is_some_and(|first| text[first.len()..].starts_with('\r')) { "\r\n" } else { "\n" };
    let (mut new, mut is_set, mut inside, mut odd) = (String::new(), false, Inside::Nothing, None);
    for (old, number) in text.split_inclusive('\n').zip(1..) {
        let old_line = old.strip_suffix('\n').map_or(old, |old| old.strip_suffix('\r').unwrap_or(old));
        let end = if old.ends_with('\n') { &old[old_line.len()..] } else { usual };
        if odd.is_some_and(|odd| old_line.contains(odd)) {
            return Err(format!("programs read the quotes before line {number} differently: close them in their line"));
        }
        let set = assignment(old_line).filter(|_| inside == Inside::Nothing);
        let read = read(old_line, inside, set.map(|(.., value)| value));
        match set.filter(|(_, name, _)| *name == variable) {
            Some(_) if read.inside != Inside::Nothing => {
                return Err(format!("the value of `{variable}` has several lines, which cannot be replaced"));
            }
            Some(_) if read.has_more => {
                return Err(format!("something follows the value of `{variable}`: put all of the value into quotes, or the rest into another line"));
            }
            Some(_) if is_set => {}
            Some((before, ..)) => {
                new += &format!("{before}{line}{end}");
                is_set = true;
            }
            None => new += &format!("{old_line}{end}"),
        }
        (inside, odd) = (read.inside, odd.or(read.odd));
    }
    match (is_set, inside) {
        (true, _) => Ok(new),
        (false, Inside::Nothing) => Ok(format!("{new}{line}{usual}")),
        (false, Inside::Continued) => Err("the last line ends with `\\`, and no line can follow it".to_owned()),
        (false, Inside::Quotes(quote)) => Err(format!("the last {quote} is not closed, and no line can follow it")),
    }
}

/// What a line that sets a variable has before its name, the name, and the value.
fn assignment(line: &str) -> Option<(&str, &str, &str)> {
    let (left, value) = line.split_once('=')?;
    let name = left.trim_end().rsplit(|c: char| c.is_whitespace() || c == BYTE_ORDER_MARK).next()?;
    let before = &left[..left.trim_end().len() - name.len()];
    let is_one = matches!(before.trim_start_matches(BYTE_ORDER_MARK).trim(), "" | "export");
    is_one.then_some((before, name, value))
}

/// Some editors begin a file with it.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads a line to its end: from the value on, if it sets a variable.
fn read(line: &str, begins: Inside, value: Option<&str>) -> End {
    let is_comment = line.trim_start_matches(BYTE_ORDER_MARK).trim_start().starts_with(['#', ';']);
    if begins == Inside::Nothing && is_comment {
        return End::of(Inside::Nothing);
    }
    let mut quote = match begins {
        Inside::Quotes(quote) => Some(quote),
        Inside::Nothing | Inside::Continued => None,
    };
    // Quotes at the beginning of a value are quotes for all readers, and so are those that follow them.
    let (mut is_sure, mut is_first) = (quote.is_some(), value.is_some());
    let mut before = if begins == Inside::Nothing && value.is_none() { ' ' } else { '=' };
    let (mut has_word, mut has_more) = (false, false);
    let mut rest = value.unwrap_or(line).chars();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some('\''), '\\') => {}
            (Some(_), '\\') => drop(rest.next()),
            (Some(open), _) if c == open => (quote, is_first) = (None, is_sure),
            (Some(_), _) => {}
            (None, '#') if before.is_whitespace() => {
                // For systemd, that continues the line.
                let goes_on = rest.as_str().ends_with('\\');
                return End { has_more, ..End::of(if goes_on { Inside::Continued } else { Inside::Nothing }) };
            }
            (None, _) if c.is_whitespace() => {}
            (None, _) => {
                has_more |= (has_word && before.is_whitespace()) || matches!(c, ';' | '&' | '|');
                match c {
                    '\\' if rest.next().is_none() => return End { has_more, ..End::of(Inside::Continued) },
                    '"' | '\'' | '`' => (quote, is_sure) = (Some(c), is_first),
                    _ => is_first = false,
                }
                has_word = true;
            }
        }
        before = c;
    }
    let odd = quote.filter(|_| !is_sure);
    End { inside: quote.filter(|_| is_sure).map_or(Inside::Nothing, Inside::Quotes), odd, has_more }
}
