//! The module `test` of every emitted crate, which its feature `test` enables: fakes for the tests of users. Its files
//! are copied word for word.

/// One file of the module.
#[derive(Clone, Copy, Debug)]
pub struct TestingFile {
    /// Name of its module.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! files {
    ($($module:ident: $($name:ident)*;)*) => {
        /// Every file, in the order of their names.
        pub const FILES: &[TestingFile] = &[$(TestingFile {
            module: stringify!($module),
            text: include_str!(concat!("testing/", stringify!($module), ".rs")),
        }),*];

        /// The public types, each with the module that defines it.
        pub const EXPORTS: &[(&str, &[&str])] = &[$((stringify!($module), &[$(stringify!($name)),*])),*];
    };
}

files! {
    answer: Answer;
    fake: Call Fake;
    fake_credential: FakeCredential;
    fake_key_pair: FakeKeyPair Fault;
    loopback: Loopback;
    operation: Operation;
}
