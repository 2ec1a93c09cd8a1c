//! The program as a process, built and called with the commands of the README.

use super::account::{Account, ID};
use azure_keys_tests::TOKEN;
use serde_json::Value;
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

/// The README's calls of the program: their arguments, without comments.
pub(crate) fn readme() -> Vec<String> {
    let lines = text_of_readme();
    let calls = lines.lines().filter_map(|line| {
        let line = line.split("  #").next()?.strip_prefix("azure-keys <")?;
        Some(format!("<{}", line.trim()))
    });
    calls.collect()
}

/// What the README's call of `cargo install` names: the folder and the features.
fn installed() -> Vec<String> {
    let text = text_of_readme();
    let install = text
        .lines()
        .find_map(|line| line.strip_prefix("cargo install --path "));
    let words = install.expect("the README installs the program").split(' ');
    words.map(str::to_owned).collect()
}

fn text_of_readme() -> String {
    std::fs::read_to_string(project().join("README.md")).expect("there is a README")
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Builds the program once, as the README installs it. Cargo waits for its own lock.
fn executable() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let installed = installed();
        let (folder, features) = installed.split_first().expect("it names a folder");
        let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
        let output = Command::new(cargo)
            .args(["build", "--locked", "--message-format", "json"])
            .args(features)
            .current_dir(project().join(folder))
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "{}", text(&output.stderr));
        let messages = text(&output.stdout);
        let built = messages.lines().find_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            let is_program = message["target"]["name"] == "azure-keys";
            message["executable"]
                .as_str()
                .filter(|_| is_program)
                .map(PathBuf::from)
        });
        built.expect("cargo prints the path of the program")
    })
}

/// Output and exit code of the program.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Finished {
    /// The objects that `--json` prints.
    pub(crate) fn objects(&self) -> Vec<Value> {
        let lines = self.out.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("each line is JSON"))
            .collect()
    }
}

/// Runs the program for the account with a shell's arguments; `<resource-id>` is the account's id.
pub(crate) fn rotate(account: &Account, folder: &Path, arguments: &str) -> Finished {
    let arguments = arguments.replace("<resource-id>", ID);
    let arguments = format!(
        "{arguments} --endpoint {} --token-from-env ROTATE_TOKEN",
        account.endpoint()
    );
    call(folder, &arguments)
}

/// The same without the environment variable of the token.
pub(crate) fn without_variable(account: &Account, folder: &Path, arguments: &str) -> Finished {
    let arguments = arguments.replace("<resource-id>", ID);
    let endpoint = account.endpoint();
    run(
        folder,
        &format!("unset ROTATE_TOKEN; exec \"$PROGRAM\" --endpoint {endpoint} {arguments}"),
    )
}

/// Runs the program with a shell's arguments.
pub(crate) fn call(folder: &Path, arguments: &str) -> Finished {
    run(folder, &format!("exec \"$PROGRAM\" {arguments}"))
}

/// Runs shell commands, in which `$PROGRAM` is the program.
pub(crate) fn run(folder: &Path, commands: &str) -> Finished {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", commands])
        .env("PROGRAM", executable())
        .env("ROTATE_TOKEN", TOKEN)
        .env("EMPTY", "")
        .current_dir(folder);
    for proxy in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        shell.env_remove(proxy);
    }
    let Output {
        status,
        stdout,
        stderr,
    } = shell.output().expect("the program runs");
    Finished {
        code: status.code().unwrap_or(-1),
        out: text(&stdout),
        err: text(&stderr),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
