//! Faults of calls, with their effect on the service.

/// A fault of one call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// What happens to the key, if the call regenerates one.
    pub effect: Effect,
    pub symptom: Symptom,
}

/// When a regenerate takes effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    Never,
    /// Before the caller sees the symptom.
    AtOnce,
    /// Before the resource serves its n-th call after this one.
    Late(u8),
}

/// What the caller observes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Symptom {
    /// An error with this status; `429` with a `Retry-After`.
    Status(u16),
    /// The connection ends before the response.
    HangUp,
    /// The connection ends within the response body.
    Cut,
    /// No response arrives.
    Stall,
    /// A success status that the definition does not declare.
    Unpromised,
    /// The keys from before the last change.
    Stale,
    /// The links of the operation lead to this origin.
    Elsewhere(&'static str),
    /// The operation is reported as failed.
    Failed,
}

impl Fault {
    pub const fn new(effect: Effect, symptom: Symptom) -> Self {
        Self { effect, symptom }
    }

    /// A fault of each kind that one call can have.
    pub const ALL: [Self; 19] = [
        Self::new(Effect::Never, Symptom::Status(429)),
        Self::new(Effect::Never, Symptom::Status(409)),
        Self::new(Effect::Never, Symptom::Status(500)),
        Self::new(Effect::AtOnce, Symptom::Status(500)),
        Self::new(Effect::Never, Symptom::Status(503)),
        Self::new(Effect::AtOnce, Symptom::Status(408)),
        Self::new(Effect::Late(3), Symptom::Status(504)),
        Self::new(Effect::Never, Symptom::HangUp),
        Self::new(Effect::AtOnce, Symptom::HangUp),
        Self::new(Effect::Late(1), Symptom::HangUp),
        Self::new(Effect::Late(4), Symptom::HangUp),
        Self::new(Effect::AtOnce, Symptom::Cut),
        Self::new(Effect::Never, Symptom::Stall),
        Self::new(Effect::AtOnce, Symptom::Stall),
        Self::new(Effect::AtOnce, Symptom::Unpromised),
        Self::new(Effect::AtOnce, Symptom::Stale),
        Self::new(
            Effect::AtOnce,
            Symptom::Elsewhere("https://elsewhere.example.com"),
        ),
        Self::new(Effect::AtOnce, Symptom::Elsewhere("https://[no-url")),
        Self::new(Effect::AtOnce, Symptom::Failed),
    ];
}
