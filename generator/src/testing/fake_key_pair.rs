//! A pair of keys in memory.

use crate::runtime::{
    BoxFuture, Key, KeyPair, KeyPairOptions, KeyType, Keys, OutcomeUnknown, ResourceId,
    cancellation::until,
    key_pair::change,
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{RawResponse, StatusCode, headers::Headers},
};
use std::{
    collections::VecDeque,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A [`KeyPair`] in memory. Its keys are `primary-0` and `secondary-0`, then `primary-1` after the
/// primary key was regenerated, and so on.
pub struct FakeKeyPair {
    id: ResourceId,
    name: String,
    state: Mutex<State>,
}

/// What goes wrong in one call of a [`FakeKeyPair`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The service answers this status, which is no success, and nothing changes. The outcome of a
    /// regenerate is unknown after `408` and from `500` on.
    Status(u16),
    /// The connection is lost before the service gets the call. The outcome of a regenerate is
    /// unknown, and nothing has changed.
    LostRequest,
    /// The connection is lost before the response arrives. The outcome of a regenerate is unknown,
    /// and the key has changed.
    LostResponse,
}

#[derive(Default)]
struct State {
    generations: [usize; 2],
    lists: usize,
    regenerated: Vec<KeyType>,
    faults_of_list: VecDeque<Fault>,
    faults_of_regenerate: VecDeque<Fault>,
}

impl FakeKeyPair {
    /// The pair `keys` of a made-up resource.
    pub fn new() -> Self {
        Self::of(ResourceId::of("fake", "fake", "Microsoft.Fake", [("fakes", "fake".to_owned())]))
    }

    /// The pair `keys` of a resource.
    pub fn of(id: ResourceId) -> Self {
        Self { id, name: "keys".to_owned(), state: Mutex::default() }
    }

    /// The same with another name.
    pub fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// The next `list` without a fault has this one.
    ///
    /// # Panics
    ///
    /// If it is a status of success.
    #[track_caller]
    pub fn fail_list(&self, fault: Fault) -> &Self {
        self.state().faults_of_list.push_back(fault.checked());
        self
    }

    /// The next `regenerate` without a fault has this one.
    ///
    /// # Panics
    ///
    /// If it is a status of success.
    #[track_caller]
    pub fn fail_regenerate(&self, fault: Fault) -> &Self {
        self.state().faults_of_regenerate.push_back(fault.checked());
        self
    }

    /// Number of calls of `list`.
    pub fn lists(&self) -> usize {
        self.state().lists
    }

    /// The key of each call of `regenerate`, in order, also of those that failed.
    pub fn regenerated(&self) -> Vec<KeyType> {
        self.state().regenerated.clone()
    }

    /// The secret of a key now. Reading it here is no call.
    pub fn secret(&self, key: KeyType) -> String {
        self.state().secret(key)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list_now(&self) -> Result<Keys> {
        let mut state = self.state();
        state.lists += 1;
        match state.faults_of_list.pop_front() {
            None => Ok(state.keys()),
            Some(fault) => Err(fault.error()),
        }
    }

    fn regenerate_now(&self, key: KeyType) -> Result<Keys> {
        let mut state = self.state();
        state.regenerated.push(key);
        let fault = state.faults_of_regenerate.pop_front();
        if matches!(fault, None | Some(Fault::LostResponse)) {
            state.generations[index(key)] += 1;
        }
        match fault {
            None => Ok(state.keys()),
            Some(Fault::Status(status)) => Err(Fault::Status(status).error()),
            Some(lost) => Err(OutcomeUnknown::because(lost.error())),
        }
    }
}

impl Default for FakeKeyPair {
    fn default() -> Self {
        Self::new()
    }
}

impl KeyPair for FakeKeyPair {
    fn resource_id(&self) -> &ResourceId {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn list<'a>(&'a self, options: Option<KeyPairOptions<'a>>) -> BoxFuture<'a, Result<Keys>> {
        let cancellation = options.and_then(|options| options.cancellation);
        Box::pin(async move { until(cancellation.as_ref(), async { self.list_now() }).await })
    }

    fn regenerate<'a>(&'a self, key: KeyType, options: Option<KeyPairOptions<'a>>) -> BoxFuture<'a, Result<Keys>> {
        let cancellation = options.and_then(|options| options.cancellation);
        Box::pin(async move { change(cancellation.as_ref(), async { self.regenerate_now(key) }).await })
    }
}

/// Shows no key, like that of every pair.
impl fmt::Debug for FakeKeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeKeyPair").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}

impl State {
    fn secret(&self, key: KeyType) -> String {
        let word = match key {
            KeyType::Primary => "primary",
            KeyType::Secondary => "secondary",
        };
        format!("{word}-{}", self.generations[index(key)])
    }

    fn keys(&self) -> Keys {
        let [primary, secondary] = [KeyType::Primary, KeyType::Secondary].map(|key| Some(Key::new(self.secret(key))));
        Keys { primary, secondary }
    }
}

impl Fault {
    #[track_caller]
    fn checked(self) -> Self {
        let is_failure = !matches!(self, Self::Status(status) if status < 300);
        assert!(is_failure, "{self:?} is no fault: a call with this status succeeds");
        self
    }

    fn error(self) -> Error {
        match self {
            Self::Status(status) => refused(StatusCode::from(status)),
            Self::LostRequest => Error::with_message(ErrorKind::Io, "the connection was lost before the call arrived"),
            Self::LostResponse => Error::with_message(ErrorKind::Io, "the connection was lost before the response arrived"),
        }
    }
}

fn refused(status: StatusCode) -> Error {
    let kind = ErrorKind::HttpResponse {
        status,
        error_code: None,
        raw_response: Some(Box::new(RawResponse::from_bytes(status, Headers::new(), Vec::<u8>::new()))),
    };
    Error::with_message(kind, format!("the fake service answered {status}"))
}

fn index(key: KeyType) -> usize {
    match key {
        KeyType::Primary => 0,
        KeyType::Secondary => 1,
    }
}
