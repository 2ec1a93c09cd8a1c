//! The example program `rotate` of every emitted crate with key pairs. Its files are copied word
//! for word, except `main.rs`, which contains the name of the crate and is emitted.

/// One file of the program.
#[derive(Clone, Copy, Debug)]
pub struct ProgramFile {
    /// Name of its module.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! files {
    ($($module:ident)*) => {
        /// Every file of the program except `main.rs`, in the order of their names.
        pub const FILES: &[ProgramFile] = &[$(ProgramFile {
            module: stringify!($module),
            text: include_str!(concat!("program/", stringify!($module), ".rs")),
        }),*];
    };
}

files! {
    arguments
    beside
    connection
    deployment
    failure
    group
    listing
    lock
    loopback
    masked
    program
    report
    rotating
    saved
    signal
    targets
    token
}
