//! Runs the commands of steps.

use super::Outcome;
use crate::console;
use std::{
    env,
    error::Error,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Runs commands in the project's folder, with environment variables.
#[derive(Clone, Debug)]
pub(super) struct Shell {
    root: PathBuf,
    variables: Vec<(&'static str, String)>,
    xtask: PathBuf,
}

impl Shell {
    pub(super) fn new() -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        // Tests with expected errors are faster without backtraces.
        let variables = vec![("RUST_BACKTRACE", "0".to_owned())];
        Ok(Self {
            root: root
                .ok_or("xtask is not in a folder of the project")?
                .to_owned(),
            variables,
            xtask: env::current_exe()?,
        })
    }

    /// The same with one more environment variable.
    pub(super) fn with(&self, name: &'static str, value: impl Into<String>) -> Self {
        let mut shell = self.clone();
        shell.variables.push((name, value.into()));
        shell
    }

    /// The same with compiler warnings as errors: a warning in an emitted crate is a bug of the generator.
    pub(super) fn strict(&self) -> Self {
        self.with("RUSTFLAGS", "-D warnings")
    }

    /// A path in the project.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Runs `cargo`. No argument may contain a space.
    pub(super) fn cargo(&self, arguments: &str) -> Outcome {
        self.run("cargo", arguments.split_whitespace())
    }

    /// Runs another task of this program.
    pub(super) fn xtask(&self, arguments: &str) -> Outcome {
        self.run(&self.xtask.to_string_lossy(), arguments.split_whitespace())
    }

    /// Runs a program. It must succeed.
    pub(super) fn run<'a>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = &'a str>,
    ) -> Outcome {
        let mut command = self.command(program, arguments)?;
        match command.stdin(Stdio::null()).status()? {
            status if status.success() => Ok(()),
            status => Err(format!("{program} ended with {status}").into()),
        }
    }

    /// Runs a program, and writes its output to `file`.
    pub(super) fn write<'a>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = &'a str>,
        file: &Path,
    ) -> Outcome {
        let mut command = self.command(program, arguments)?;
        match command
            .stdin(Stdio::null())
            .stdout(File::create(file)?)
            .status()?
        {
            status if status.success() => Ok(()),
            status => Err(format!("{program} ended with {status}").into()),
        }
    }

    /// Runs a program, and returns its output.
    pub(super) fn read<'a>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = &'a str>,
    ) -> Result<String, Box<dyn Error>> {
        let output = self
            .command(program, arguments)?
            .stderr(Stdio::inherit())
            .output()?;
        match output.status.success() {
            true => Ok(String::from_utf8(output.stdout)?),
            false => Err(format!("{program} ended with {}", output.status).into()),
        }
    }

    /// Path of this program.
    pub(super) fn xtask_path(&self) -> &Path {
        &self.xtask
    }

    fn command<'a>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = &'a str>,
    ) -> Result<Command, Box<dyn Error>> {
        let arguments: Vec<&str> = arguments.into_iter().collect();
        let name = Path::new(program)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        console::line(format_args!("$ {name} {}", arguments.join(" ")))?;
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.root);
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        Ok(command)
    }
}
