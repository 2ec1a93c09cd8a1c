//! Code that is the same for every service. It is copied into each emitted crate word for word, and
//! compiled and tested here in the same form.

/// One file of the runtime.
#[derive(Clone, Copy, Debug)]
pub struct RuntimeFile {
    /// Name of its module.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Whether only the emitted tests use it.
    pub test: bool,
}

macro_rules! files {
    ($($(#[$test:ident])? $module:ident)*) => {
        $(
            #[cfg(test)]
            #[allow(dead_code, elided_lifetimes_in_paths, unreachable_pub, unused_macros, unused_imports, reason = "each emitted crate uses what it needs")]
            pub mod $module;
        )*

        /// Every file of the runtime, in the order of their names.
        pub const FILES: &[RuntimeFile] = &[$(RuntimeFile {
            module: stringify!($module),
            text: include_str!(concat!("runtime/", stringify!($module), ".rs")),
            test: false $(|| stringify!($test).len() > 0)?,
        }),*];
    };
}

files! {
    arm
    body
    cancellation
    concealed
    continuation
    deadline
    delay
    encoded
    encoded_field
    encoding
    enums
    error_code
    error_model
    error_response
    existence
    hidden
    key_pair
    key_type
    keys
    long_running
    model
    never_resend
    next_page
    nullable
    operation
    operation_status
    options
    outcome_unknown
    paged_poller
    pages_read
    paging
    #[test] parts
    polling
    query
    read
    read_json
    read_value
    redact
    #[test] replay
    #[test] replay_compare
    #[test] replay_example
    resource_id
    resource_type
    rotation
    rotation_cause
    rotation_error
    rotation_look
    rotation_observer
    rotation_options
    rotation_run
    rotation_saved
    rotation_secret
    rotation_state
    rule
    same_origin
    secret_parameter
    sending
    status
    streaming
    template
    transport
    union
    user_agent
    wire
    write
}

/// Public items of one file of the runtime.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// Name of the file's module.
    pub module: &'static str,
    /// Names of the items.
    pub names: &'static [&'static str],
    /// Whether the crate exports only the items that its methods name.
    pub if_used: bool,
}

macro_rules! exports {
    ($($(#[$if_used:ident])? $module:ident: $($name:ident)*;)*) => {
        $(
            #[cfg(test)]
            pub use $module::{$($name),*};
        )*

        /// Every public item of the runtime, by the file that defines it.
        pub const EXPORTS: &[Export] = &[$(Export {
            module: stringify!($module),
            names: &[$(stringify!($name)),*],
            if_used: false $(|| stringify!($if_used).len() > 0)?,
        }),*];
    };
}

exports! {
    body: Json;
    cancellation: Cancellation;
    continuation: Continuation;
    deadline: DeadlineExceeded;
    #[if_used] encoded: Base64 Base64Url Rfc1123 Rfc3339 Secrets UnixTime;
    error_response: ErrorAdditionalInfo ErrorDetail ErrorResponse;
    #[if_used] hidden: Hidden;
    key_pair: KeyPair KeyPairOptions;
    key_type: KeyType;
    keys: Key Keys;
    #[if_used] nullable: Nullable;
    operation_status: OperationStatus;
    options: ArmClientOptions ResourceManager;
    outcome_unknown: OutcomeUnknown;
    #[if_used] paged_poller: PagedPoller;
    resource_id: ResourceId;
    resource_type: ResourceType;
    rotation: Rotation;
    rotation_error: RotationError RotationErrorKind;
    rotation_observer: RotationObserver;
    rotation_options: RotationOptions;
    rotation_state: KeyStatus Step StepKind;
}

#[cfg(test)]
mod tests;
