//! Keys in a file of environment variables, such as `.env`, or systemd's `EnvironmentFile`.

use super::{
    arm::ResourceId,
    beside,
    deploy::{Deploy, NewKey},
    file_lock::FileLock,
    placeholders::{Name, Rules, What},
    variables::with_line,
};
use async_trait::async_trait;
use std::{
    error::Error,
    fs, io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// Writes a new key into a variable of a file with lines `NAME=value`. Other lines stay as they are, also
/// those within values of several lines. A value of several lines cannot be replaced, and neither can one
/// with other words behind it, such as `KEY=old; export KEY`.
///
/// The file is replaced as a whole, and survives a crash of the machine. On Unix, it keeps its owner and
/// its group, and if this user cannot keep them, that is an error. Its group can read it if that could
/// read the old one, and everybody else cannot, even if they could: the mode 0640 stays, 0644 becomes
/// 0640, and 0604 becomes 0600, which a new file has, too.
///
/// A value with other characters than those of a key is quoted with `"`. [`Deploy::check`] refuses two pairs
/// with one variable, a file that cannot be read, one in a folder that is missing, and one whose lock file
/// this user cannot open. It writes nothing: [`Deploy::prepare`] refuses a folder that cannot be written, and
/// an owner who cannot be kept. Consumers have to read the file again:
/// deploy with a [`Deploy`] of your own that calls this one and then restarts them, or set
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
        beside::replace_for_group(&self.path, text.as_bytes()).map_err(|error| self.unchanged(&error.to_string()))?;
        Ok(())
    }

    /// The text of the file with a line that sets the variable.
    fn changed(&self, variable: &str, line: &str) -> Result<String, String> {
        let unread = |error: io::Error| self.unchanged(&error.to_string());
        let text = beside::read(&self.path).map_err(unread)?.unwrap_or_default();
        let text = String::from_utf8(text).map_err(|_| self.unchanged("it is not UTF-8"))?;
        with_line(&text, variable, line).map_err(|why| self.unchanged(&why))
    }

    /// Refuses a missing folder, which is not created.
    fn check_folder(&self) -> Result<(), String> {
        let folder = beside::folder(&self.path);
        match fs::metadata(folder).map(|about| about.is_dir()) {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.unchanged(&format!("{} is not a folder", folder.display()))),
            Err(error) => Err(self.unchanged(&format!("its folder {}: {error}", folder.display()))),
        }
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
        self.changed(&variable, "")?;
        self.check_folder()?;
        Ok(FileLock::check(&self.path)?)
    }

    async fn prepare(&self, _: &ResourceId, _: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        let _alone = self.one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
        let _lock = FileLock::of(&self.path)?;
        beside::try_for_group(&self.path).map_err(|error| self.unchanged(&error.to_string()))?;
        Ok(())
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
