//! What goes wrong with a call, and what the service has done all the same.

/// A fault of one call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// What becomes of the key, if the call regenerates one.
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

/// What the caller sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Symptom {
    /// An error with this status; `429` with a `Retry-After`.
    Status(u16),
    /// The connection ends before the answer.
    HangUp,
    /// The connection ends within the answer's body.
    Cut,
    /// No answer comes.
    Stall,
    /// A success that the definition does not promise.
    Unpromised,
    /// The keys as they were a moment ago.
    Stale,
    /// The operation is to be followed at this origin instead.
    Elsewhere(&'static str),
    /// The operation is said to have failed.
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
