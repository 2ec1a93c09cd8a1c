//! What a command starts ends with it, where the system knows groups of processes.

use tokio::process::{Child, Command};

/// A command and all that it has started. They end when this is dropped before the command has ended.
#[derive(Debug)]
pub(super) struct Group {
    #[cfg_attr(not(unix), expect(dead_code, reason = "only the command itself can be ended"))]
    leader: Option<u32>,
}

impl Group {
    /// Makes the command the first of a group of its own.
    pub(super) fn lead(command: &mut Command) {
        #[cfg(unix)]
        command.process_group(0);
        command.kill_on_drop(true);
    }

    /// The group of a command that was begun.
    pub(super) fn of(child: &Child) -> Self {
        Self { leader: child.id() }
    }

    /// The command has ended. Its number may soon be another's, and what it has left running is meant to go on.
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
        // Nothing can be done if it fails; the command itself ends in any case.
        let _ = kill.status();
    }
}
