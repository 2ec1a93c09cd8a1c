//! The program of every emitted crate with key pairs, which is installed with the feature `cli`. Its
//! files are copied word for word, except `main.rs`, which contains the name of the crate and is
//! emitted.

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
    age
    arguments
    as_prepared
    connection
    failure
    given
    hand_out
    listing
    masked
    more
    pages
    program
    report
    run
    signal
    target
    targets
    token
    watch
}
