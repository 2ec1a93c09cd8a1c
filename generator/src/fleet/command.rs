//! Handing a new key to a command.

use super::deploy::{Deploy, NewKey};
use async_trait::async_trait;
use futures::channel::oneshot;
use std::{
    error::Error,
    ffi::OsString,
    io::{self, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

/// A shell command that hands a new key to its consumers, and succeeds when all of them use it.
///
/// It reads the key from its standard input: the first line is the key, and the second one the
/// connection string, if the service has one. Neither is in its arguments or its environment, which
/// other processes can read. `AZURE_KEY_TYPE` (`primary` or `secondary`), `AZURE_KEY_PAIR` and
/// `AZURE_RESOURCE_ID` are in its environment. Its output goes to stderr.
///
/// If the future of the deployment is dropped, the command ends with all processes that it started
/// (on Windows, only the command itself).
#[derive(Clone, Debug)]
pub struct DeployCommand {
    command: String,
    removed: Vec<OsString>,
}

impl DeployCommand {
    /// A command for `sh -c`, or `cmd /C` on Windows.
    pub fn new(command: impl Into<String>) -> Self {
        Self { command: command.into(), removed: Vec::new() }
    }

    /// Removes a variable from the environment of the command.
    pub fn without_variable(mut self, name: impl Into<OsString>) -> Self {
        self.removed.push(name.into());
        self
    }

    fn shell(&self, new: &NewKey) -> Command {
        let mut shell = shell(&self.command);
        for name in &self.removed {
            shell.env_remove(name);
        }
        shell
            .env("AZURE_KEY_TYPE", format!("{:?}", new.key_type).to_lowercase())
            .env("AZURE_KEY_PAIR", &new.pair)
            .env("AZURE_RESOURCE_ID", new.resource_id.to_string())
            .stdin(Stdio::piped())
            // stdout may be for the caller's own output.
            .stdout(io::stderr());
        shell
    }
}

#[cfg(not(windows))]
fn shell(command: &str) -> Command {
    use std::os::unix::process::CommandExt;
    let mut shell = Command::new("sh");
    // It leads a new process group, so that its child processes can be ended with it.
    shell.args(["-c", command]).process_group(0);
    shell
}

#[cfg(windows)]
fn shell(command: &str) -> Command {
    use std::os::windows::process::CommandExt;
    let mut shell = Command::new("cmd");
    shell.arg("/C").raw_arg(command);
    shell
}

#[async_trait]
impl Deploy for DeployCommand {
    async fn deploy(&self, new: NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        // 0 is no process: the command begins, and its process is not known yet.
        new.note_process(Some(0))?;
        let child = self.shell(&new).spawn()?;
        let process = child.id();
        let (mut running, ended) = Running::start(child, input(&new));
        new.note_process(Some(process))?;
        let status = ended.await??;
        running.join();
        // A failure does not matter: the next run warns about a process that has ended.
        let _ = new.note_process(None);
        match status.success() {
            true => Ok(()),
            false => Err(format!("the deploy command ended with {status}").into()),
        }
    }
}

fn input(new: &NewKey) -> String {
    let connection = new.key.connection_string.as_ref().map(|text| format!("{}\n", text.secret()));
    format!("{}\n{}", new.key.value.secret(), connection.unwrap_or_default())
}

/// A command that runs, watched by a thread. It is killed when this is dropped before it has ended.
#[derive(Debug)]
struct Running {
    /// Dropped to end the command.
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    fn start(child: Child, input: String) -> (Self, oneshot::Receiver<io::Result<ExitStatus>>) {
        let (stop, stopped) = channel();
        let (send, ended) = oneshot::channel();
        let thread = thread::spawn(move || {
            // The receiver may be gone, if the deployment was cancelled.
            let _ = send.send(watch(child, &input, &stopped));
        });
        (Self { stop: Some(stop), thread: Some(thread) }, ended)
    }

    fn join(&mut self) {
        self.stop = None;
        let joined = self.thread.take().map(JoinHandle::join);
        debug_assert!(joined.is_none_or(|joined| joined.is_ok()), "the thread does not panic");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.join();
    }
}

/// How often to look whether a command has ended.
const INTERVAL: Duration = Duration::from_millis(20);

/// Waits for the end of a command, or ends it.
fn watch(mut child: Child, input: &str, stopped: &Receiver<()>) -> io::Result<ExitStatus> {
    if let Some(mut stdin) = child.stdin.take() {
        // A command that does not read its input may have closed it.
        let _ = stdin.write_all(input.as_bytes());
    }
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if stopped.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Disconnected) {
            return kill(&mut child);
        }
    }
}

/// Ends a command. It was not waited for yet, so that its process id still belongs to it.
fn kill(child: &mut Child) -> io::Result<ExitStatus> {
    #[cfg(unix)]
    {
        let mut kill = Command::new("sh");
        let group = format!("kill -s KILL -- -{}", child.id());
        kill.args(["-c", &group]).stdin(Stdio::null()).stderr(Stdio::null());
        // A failure is ignored: the command itself is killed in any case.
        let _ = kill.status();
    }
    child.kill()?;
    child.wait()
}
