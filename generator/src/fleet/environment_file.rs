//! Keys in a file of environment variables, such as `.env`, or systemd's `EnvironmentFile`.

use super::{
    arm::ResourceId,
    beside,
    deploy::{Deploy, NewKey},
    file_lock::FileLock,
    placeholders::{Name, Rules, What},
};
use async_trait::async_trait;
use std::{
    error::Error,
    io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// Writes a new key into a variable of a file with lines `NAME=value`. Other lines stay as they are. A
/// value of several lines cannot be replaced.
///
/// The file is replaced as a whole, survives a crash of the machine, keeps its owner and its group, and
/// can be read only by its owner. If this user cannot keep the owner, that is an error. A value with other characters than those of a key is quoted with `"`. Two pairs with one
/// variable, and a file that cannot be read, are refused by [`Deploy::check`]. Consumers have to read the file again: deploy with a
/// [`Deploy`] of your own that calls this one and then restarts them, or set
/// [`RotationOptions::wait`](crate::RotationOptions::wait) to the time after which all of them have.
#[derive(Debug)]
pub struct EnvironmentFile {
    path: PathBuf,
    variable: Name,
    what: What,
    one_at_a_time: Mutex<()>,
}

impl EnvironmentFile {
    /// The file, which is created if it is missing, and the name of the variable. `{name}` in it is
    /// the resource's name, and `{pair}` that of the pair; characters other than letters and digits
    /// become `_`.
    pub fn new(path: impl Into<PathBuf>, variable: impl Into<String>) -> Self {
        let variable = Name::new(variable, &RULES);
        Self { path: path.into(), variable, what: What::default(), one_at_a_time: Mutex::default() }
    }

    /// Writes the connection string instead of the key.
    pub fn connection_string(self) -> Self {
        Self { what: What::ConnectionString, ..self }
    }

    fn write(&self, new: &NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        let variable = self.variable.of(new)?;
        let line = format!("{variable}={}", quoted(self.what.of(new)?)?);
        let _alone = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        let _lock = FileLock::of(&self.path)?;
        let text = self.changed(&variable, &line)?;
        beside::replace(&self.path, text.as_bytes()).map_err(|error| self.unchanged(&error.to_string()))?;
        Ok(())
    }

    /// The text of the file with a line that sets the variable.
    fn changed(&self, variable: &str, line: &str) -> Result<String, String> {
        let unread = |error: io::Error| self.unchanged(&error.to_string());
        let text = beside::read(&self.path).map_err(unread)?.unwrap_or_default();
        let text = String::from_utf8(text).map_err(|_| self.unchanged("it is not UTF-8"))?;
        with_line(&text, variable, line).map_err(|why| self.unchanged(&why))
    }

    fn unchanged(&self, why: &str) -> String {
        format!("{} cannot be changed: {why}", self.path.display())
    }
}

#[async_trait]
impl Deploy for EnvironmentFile {
    async fn deploy(&self, new: NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.write(&new)
    }

    fn check(&self, resource_id: &ResourceId, pair: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        let variable = self.variable.check(resource_id, pair)?;
        self.changed(&variable, "").map(drop).map_err(Into::into)
    }
}

/// Names of variables.
const RULES: Rules =
    Rules { noun: "a name of an environment variable", filler: '_', ignores_case: cfg!(windows), is_valid: is_variable };

fn is_variable(name: &str) -> bool {
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_word && name.starts_with(|c: char| !c.is_ascii_digit())
}

/// The value as a shell, systemd and dotenv read it. Without quotes, shells expand `~`, and zsh also `=` at
/// the beginning and after `:`.
fn quoted(value: &str) -> Result<String, &'static str> {
    let is_word = value.chars().all(|c| c.is_ascii_alphanumeric() || "+/=_.:@%,-".contains(c));
    let is_plain = is_word && !value.starts_with('=') && !value.contains(":=");
    match value.chars().any(|c| c.is_control() || "\"\\$`".contains(c)) {
        true => Err("the key has characters that an environment file cannot hold"),
        false if is_plain => Ok(value.to_owned()),
        false => Ok(format!("\"{value}\"")),
    }
}

/// The text with a line in place of those that set the variable, or at the end. The other lines stay as
/// they are, with their ends.
fn with_line(text: &str, variable: &str, line: &str) -> Result<String, String> {
    let usual = if text.lines().next().is_some_and(|first| text[first.len()..].starts_with('\r')) { "\r\n" } else { "\n" };
    let (mut new, mut is_set, mut goes_on) = (String::new(), false, false);
    for old in text.split_inclusive('\n') {
        let old_line = old.strip_suffix('\n').map_or(old, |old| old.strip_suffix('\r').unwrap_or(old));
        let end = if old.ends_with('\n') { &old[old_line.len()..] } else { usual };
        goes_on = old_line.ends_with('\\');
        match assignment(old_line).filter(|(_, name, _)| *name == variable) {
            Some((.., value)) if goes_on || is_open(value) => {
                return Err(format!("the value of `{variable}` has several lines, which cannot be replaced"));
            }
            Some(_) if is_set => {}
            Some((before, ..)) => {
                new += &format!("{before}{line}{end}");
                is_set = true;
            }
            None => new += &format!("{old_line}{end}"),
        }
    }
    match is_set {
        true => Ok(new),
        false if goes_on => Err("the last line ends with `\\`, and no line can follow it".to_owned()),
        false => Ok(format!("{new}{line}{usual}")),
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

/// Whether a value begins with a quote that the line does not close.
fn is_open(value: &str) -> bool {
    let quotes = ['"', '\''].into_iter();
    let rest = quotes.filter_map(|quote| value.trim_start().strip_prefix(quote).map(|rest| (quote, rest))).next();
    rest.is_some_and(|(quote, rest)| !rest.contains(quote))
}
