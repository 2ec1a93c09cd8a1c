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
    fs,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// Writes a new key into a variable of a file with lines `NAME=value`. Other lines stay as they are.
///
/// The file is replaced as a whole, survives a crash of the machine, keeps its owner and its group, and
/// can be read only by its owner. If this user cannot keep the owner, that is an error. A value with other characters than those of a key is quoted with `"`. Two pairs with one
/// variable are refused by [`Deploy::check`]. Consumers have to read the file again: deploy with a
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
        let failed = |error| format!("{} cannot be changed: {error}", self.path.display());
        let text = match beside::is_there(&self.path).map_err(failed)? {
            true => fs::read_to_string(&self.path).map_err(failed)?,
            false => String::new(),
        };
        beside::replace(&self.path, with_line(&text, &variable, &line).as_bytes()).map_err(failed)?;
        Ok(())
    }
}

#[async_trait]
impl Deploy for EnvironmentFile {
    async fn deploy(&self, new: NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.write(&new)
    }

    fn check(&self, resource_id: &ResourceId, pair: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        self.variable.check(resource_id, pair)
    }
}

/// Names of variables.
const RULES: Rules =
    Rules { noun: "a name of an environment variable", filler: '_', ignores_case: cfg!(windows), is_valid: is_variable };

fn is_variable(name: &str) -> bool {
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_word && name.starts_with(|c: char| !c.is_ascii_digit())
}

/// The value as a shell, systemd and dotenv read it.
fn quoted(value: &str) -> Result<String, &'static str> {
    let is_plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "+/=_.:@%,~-".contains(c));
    match value.chars().any(|c| c.is_control() || "\"\\$`".contains(c)) {
        true => Err("the key has characters that an environment file cannot hold"),
        false if is_plain => Ok(value.to_owned()),
        false => Ok(format!("\"{value}\"")),
    }
}

/// The text with a line in place of those that set the variable, or at the end.
fn with_line(text: &str, variable: &str, line: &str) -> String {
    let mut is_set = false;
    let mut lines = Vec::new();
    for old in text.lines() {
        let (export, rest) = old.strip_prefix("export ").map_or(("", old), |rest| ("export ", rest));
        match rest.split_once('=').is_some_and(|(name, _)| name.trim() == variable) {
            true if is_set => {}
            true => {
                lines.push(format!("{export}{line}"));
                is_set = true;
            }
            false => lines.push(old.to_owned()),
        }
    }
    if !is_set {
        lines.push(line.to_owned());
    }
    lines.join("\n") + "\n"
}
