//! A file system that fails at a given call.

use super::{Disk, Real};
use crate::output::disk::Kind;
use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, ErrorKind},
    path::Path,
    process,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

/// What happens at the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It fails, and no other call does.
    Once,
    /// It fails, and so do all later calls.
    FromThenOn,
    /// From this call on, the disk is full.
    Full,
    /// The process ends. Calls that only read are not counted: ending there is the same as at the previous change.
    Kill,
}

#[derive(Debug)]
pub(super) struct Faulty {
    can_exchange: bool,
    at: usize,
    fault: Fault,
    calls: AtomicUsize,
    failed: Mutex<String>,
}

impl Faulty {
    pub(super) fn new(can_exchange: bool, at: usize, fault: Fault) -> Self {
        Self {
            can_exchange,
            at,
            fault,
            calls: AtomicUsize::new(0),
            failed: Mutex::default(),
        }
    }

    pub(super) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// The call that failed first.
    pub(super) fn failed(&self) -> String {
        self.failed
            .lock()
            .expect("no test panics meanwhile")
            .clone()
    }

    /// Counts a call, and fails if it is the given one. `half` does half of its work first.
    fn call(
        &self,
        name: &str,
        path: &Path,
        needs_room: bool,
        half: impl FnOnce(),
    ) -> io::Result<()> {
        let counts = self.fault != Fault::Kill || !matches!(name, "kind" | "entries" | "read");
        if !counts {
            return Ok(());
        }
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        let is_faulty = match self.fault {
            Fault::Once | Fault::Kill => call == self.at,
            Fault::FromThenOn => call >= self.at,
            Fault::Full => call >= self.at && needs_room,
        };
        if !is_faulty {
            return Ok(());
        }
        half();
        if self.fault == Fault::Kill {
            process::abort();
        }
        let mut failed = self.failed.lock().expect("no test panics meanwhile");
        if failed.is_empty() {
            *failed = format!("{name} {}", path.display());
        }
        Err(ErrorKind::StorageFull.into())
    }
}

impl Disk for Faulty {
    fn kind(&self, path: &Path) -> io::Result<Option<Kind>> {
        self.call("kind", path, false, || {})?;
        Real.kind(path)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<(OsString, Kind)>> {
        self.call("entries", folder, false, || {})?;
        Real.entries(folder)
    }

    fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.call("read", file, false, || {})?;
        Real.read(file)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.call("create_folder", folder, true, || {
            let _ = folder.parent().map(|parent| Real.create_folder(parent));
        })?;
        Real.create_folder(folder)
    }

    fn write(&self, file: &Path, text: &[u8]) -> io::Result<()> {
        let half = || drop(Real.write(file, &text[..text.len() / 2]));
        self.call("write", file, true, half)?;
        Real.write(file, text)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let half = || drop(fs::read(from).and_then(|text| fs::write(to, &text[..text.len() / 2])));
        self.call("copy", from, true, half)?;
        Real.copy(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call("rename", from, false, || {})?;
        Real.rename(from, to)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.call("exchange", other, false, || {})?;
        match self.can_exchange {
            true => Real.exchange(one, other),
            false => Err(ErrorKind::Unsupported.into()),
        }
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.call("remove_file", file, false, || {})?;
        Real.remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.call("remove_folder", folder, false, || {})?;
        Real.remove_folder(folder)
    }

    fn lock(&self, file: &Path) -> io::Result<File> {
        self.call("lock", file, true, || {
            let _ = file.parent().map(|parent| Real.create_folder(parent));
        })?;
        Real.lock(file)
    }
}
