//! Ends a command together with the processes that it started, on systems with process groups.

use tokio::process::{Child, Command};

/// A command and the processes that it started. They are killed when this is dropped before the
/// command has ended.
#[derive(Debug)]
pub(super) struct Group {
    #[cfg_attr(not(unix), expect(dead_code, reason = "only the command itself can be ended"))]
    leader: Option<u32>,
}

impl Group {
    /// Makes the command the leader of a new process group.
    pub(super) fn lead(command: &mut Command) {
        #[cfg(unix)]
        command.process_group(0);
        command.kill_on_drop(true);
    }

    /// The process group of a command that was started.
    pub(super) fn of(child: &Child) -> Self {
        Self { leader: child.id() }
    }

    /// The command has ended. Its process id may be reused, and the processes that it left running
    /// may continue.
    pub(super) fn ended(mut self) {
        self.leader = None;
    }
}

#[cfg(unix)]
impl Drop for Group {
    fn drop(&mut self) {
        use std::process::{Command, Stdio};
        let Some(leader) = self.leader else {
            return;
        };
        let mut kill = Command::new("sh");
        kill.args(["-c", &format!("kill -s KILL -- -{leader}")]).stdin(Stdio::null()).stderr(Stdio::null());
        // A failure is ignored: the command itself is killed in any case.
        let _ = kill.status();
    }
}
