//! Files at a git revision, read by one `git cat-file` process.

use crate::{git, select::readme::normal};
use armgen::load::Files;
use std::{
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
};

/// The files of the repository in the current folder, at one revision.
pub(super) struct Revision {
    name: String,
    /// The root of the repository.
    top: PathBuf,
    process: Arc<Mutex<Process>>,
}

/// Files below a folder at a revision.
pub(super) struct Below {
    revision: String,
    top: PathBuf,
    root: PathBuf,
    process: Arc<Mutex<Process>>,
}

struct Process(Child);

impl Revision {
    /// Fails if this is no repository, or has no such revision.
    pub(super) fn open(name: &str) -> Result<Self, String> {
        let here = Path::new(".");
        let top = git::printed(here, &["rev-parse", "--show-toplevel"])?;
        let commit = format!("{name}^{{commit}}");
        git::printed(
            here,
            &[
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                &commit,
            ],
        )
        .map_err(|_| format!("`{name}` is no revision of this repository"))?;
        let child = Command::new("git")
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("git cannot be run: {error}"))?;
        Ok(Self {
            name: name.to_owned(),
            top: PathBuf::from(top),
            process: Arc::new(Mutex::new(Process(child))),
        })
    }

    /// Text of a file, whose path is relative to the current folder.
    pub(super) fn read(&self, path: &str) -> Result<String, String> {
        self.below("")
            .read(path)
            .map_err(|error| format!("{path} at `{}`: {error}", self.name))
    }

    /// The files below a folder.
    pub(super) fn below(&self, root: &str) -> Below {
        Below {
            revision: self.name.clone(),
            top: self.top.clone(),
            root: PathBuf::from(root),
            process: Arc::clone(&self.process),
        }
    }
}

impl Files for Below {
    fn read(&self, path: &str) -> io::Result<String> {
        let file = std::path::absolute(self.root.join(path))?;
        let outside = || io::Error::other("the file is outside the repository");
        let file = normal(&file);
        let file = file.strip_prefix(&self.top).map_err(|_| outside())?;
        let object = format!("{}:{}", self.revision, file.display());
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = process.object(&object)?;
        let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "the file is not UTF-8");
        String::from_utf8(bytes).map_err(no_text)
    }
}

impl Process {
    fn object(&mut self, name: &str) -> io::Result<Vec<u8>> {
        if name.contains('\n') {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let closed = || io::Error::from(io::ErrorKind::BrokenPipe);
        writeln!(self.0.stdin.as_mut().ok_or_else(closed)?, "{name}")?;
        let mut output = BufReader::with_capacity(1, self.0.stdout.as_mut().ok_or_else(closed)?);
        let mut header = String::new();
        output.read_line(&mut header)?;
        let size = match header.split_whitespace().collect::<Vec<_>>()[..] {
            [_, "blob", size] => size.parse::<usize>().map_err(io::Error::other)?,
            _ => {
                return Err(io::Error::new(
                    io::ErrorKind::NotFound,
                    "no such file at that revision",
                ));
            }
        };
        let mut content = vec![0; size + 1];
        output.read_exact(&mut content)?;
        content.pop();
        Ok(content)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // The process ends when its input is closed; its exit code has no meaning.
        let _ = self.0.wait();
    }
}
