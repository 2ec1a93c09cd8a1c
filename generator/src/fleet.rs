//! The module `fleet` of every emitted crate with key pairs, which rotates many of them. Its files
//! are copied word for word. The module itself, with the constructor that needs the crate's registry,
//! is emitted.

/// One file of the module.
#[derive(Clone, Copy, Debug)]
pub struct FleetFile {
    /// Name of its module.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Its public items.
    pub names: &'static [&'static str],
}

macro_rules! files {
    ($($module:ident: $($name:ident)*;)*) => {
        /// Every file of the module, in the order of their names.
        pub const FILES: &[FleetFile] = &[$(FleetFile {
            module: stringify!($module),
            text: include_str!(concat!("fleet/", stringify!($module), ".rs")),
            names: &[$(stringify!($name)),*],
        }),*];
    };
}

files! {
    beside: ;
    command: DeployCommand;
    deploy: Deploy NewKey;
    environment_file: EnvironmentFile;
    file_lock: ;
    file_store: FileStore;
    identity: ;
    members: Fleet;
    memory_store: MemoryStore;
    next: ;
    observer: FleetObserver;
    options: FleetOptions;
    placeholders: ;
    report: FleetEntry FleetOutcome FleetReport;
    resources: resources;
    run: ;
    store: LockedRotation RotationStore;
    variables: ;
    vault: VaultSecret;
}
