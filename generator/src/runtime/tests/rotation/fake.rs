//! A key pair in memory, with a consumer that uses one of the keys all the time.

use crate::runtime::{
    BoxFuture, Key, KeyPair, KeyPairOptions, KeyType, Keys, OutcomeUnknown, ResourceId,
};
use azure_core::{Error, Result, error::ErrorKind, http::StatusCode};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard},
};

/// What goes wrong in one call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fault {
    /// The service refuses.
    Refused,
    /// The request is lost before it reaches the service.
    LostBefore,
    /// The key changes, and the response is lost.
    LostAfter,
    /// The response is lost, and the key changes a few calls later.
    Late,
    /// No response ever arrives.
    Never,
    /// An earlier call takes effect only now, this one a few calls later, and the response is lost.
    LateTwice,
    /// Somebody else regenerates the secondary key just before the call, in which nothing goes wrong.
    Contested,
}

/// The wrong keys in lists, from the number of the list (starting at 0) and the real keys.
pub(super) type Lie = fn(usize, [String; 2]) -> [Option<String>; 2];

#[derive(Debug, Default)]
struct State {
    keys: [String; 2],
    /// Former keys that lists still contain, and for how many calls.
    former: Option<([String; 2], usize)>,
    list_former: usize,
    returns_new: bool,
    returns_nothing: bool,
    returned: Option<Key>,
    lie: Option<Lie>,
    held: String,
    all: Vec<String>,
    faults: VecDeque<Option<Fault>>,
    late: Option<(KeyType, usize)>,
    sent: usize,
    listed: usize,
    rejections: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Fake {
    id: ResourceId,
    name: String,
    state: Arc<Mutex<State>>,
}

impl Fake {
    pub(super) fn new(in_use: KeyType) -> Self {
        let keys = ["first-0".to_owned(), "second-0".to_owned()];
        let state = State {
            held: keys[in_use as usize].clone(),
            all: keys.to_vec(),
            keys,
            ..Default::default()
        };
        Self {
            id: "/subscriptions/s/resourceGroups/g/providers/N/t/n"
                .parse()
                .unwrap(),
            name: "keys".to_owned(),
            state: Arc::new(Mutex::new(state)),
        }
    }

    pub(super) fn named(&self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..self.clone()
        }
    }

    /// Faults of the next calls, in order.
    pub(super) fn fail(&self, faults: impl IntoIterator<Item = Option<Fault>>) {
        self.state().faults.extend(faults);
    }

    /// Lists contain the former keys for some calls after each change.
    pub(super) fn list_former(&self, calls: usize) {
        self.state().list_former = calls;
    }

    /// The same, but the response to a regenerate request contains the new key.
    pub(super) fn list_late(&self, calls: usize) {
        self.state().list_former = calls;
        self.state().returns_new = true;
    }

    /// Lists contain wrong keys.
    pub(super) fn lie(&self, lie: Lie) {
        self.state().lie = Some(lie);
    }

    /// The response to a regenerate request contains no keys.
    pub(super) fn return_nothing(&self) {
        self.state().returns_nothing = true;
    }

    /// The response to a regenerate request contains this key.
    pub(super) fn return_key(&self, key: Key) {
        self.state().returned = Some(key);
    }

    /// The consumer uses another key from now on.
    pub(super) fn hand_out(&self, key: &str) -> std::result::Result<(), Error> {
        self.state().held = key.to_owned();
        self.state().look();
        Ok(())
    }

    pub(super) fn is_handed_out(&self, key: KeyType) -> bool {
        let state = self.state();
        state.held == state.keys[key as usize]
    }

    pub(super) fn regenerate_behind_the_back(&self, key: KeyType) {
        self.state().change(key);
    }

    pub(super) fn secrets(&self) -> Vec<String> {
        self.state().all.clone()
    }

    /// Regenerate calls that reached the service or were lost on their way.
    pub(super) fn sent(&self) -> usize {
        self.state().sent
    }

    /// Regenerate calls that took effect.
    pub(super) fn regenerated(&self) -> usize {
        self.state().all.len() - 2
    }

    pub(super) fn listed(&self) -> usize {
        self.state().listed
    }

    /// How often the consumer was refused.
    pub(super) fn rejections(&self) -> usize {
        self.state().rejections
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

impl State {
    fn change(&mut self, key: KeyType) {
        if self.list_former > 0 {
            self.former = Some((self.keys.clone(), self.list_former));
        }
        let fresh = format!("{}-{}", ["first", "second"][key as usize], self.all.len());
        self.all.push(fresh.clone());
        self.keys[key as usize] = fresh;
        self.look();
    }

    /// The consumer uses its key.
    fn look(&mut self) {
        if !self.keys.contains(&self.held) {
            self.rejections += 1;
        }
    }

    /// Counts one call.
    fn tick(&mut self) -> Option<Fault> {
        match self.late.take() {
            Some((key, 0)) => self.change(key),
            Some((key, calls)) => self.late = Some((key, calls - 1)),
            None => {}
        }
        self.faults.pop_front().flatten()
    }

    fn list(&mut self) -> Keys {
        let Some(lie) = self.lie else {
            return self.keys();
        };
        let [primary, secondary] =
            lie(self.listed - 1, self.keys.clone()).map(|key| key.map(Key::new));
        Keys { primary, secondary }
    }

    fn keys(&mut self) -> Keys {
        match self.former.take() {
            Some((keys, calls)) if calls > 0 => {
                let former = listed_keys(&keys);
                self.former = Some((keys, calls - 1));
                former
            }
            _ => listed_keys(&self.keys),
        }
    }
}

fn listed_keys(keys: &[String; 2]) -> Keys {
    let [primary, secondary] = keys.clone().map(|key| Some(Key::new(key)));
    Keys { primary, secondary }
}

fn lost() -> Error {
    OutcomeUnknown::because(Error::with_message(
        ErrorKind::Io,
        "the connection was lost",
    ))
}

fn refused() -> Error {
    let status = StatusCode::Forbidden;
    Error::with_message(
        ErrorKind::HttpResponse {
            status,
            error_code: None,
            raw_response: None,
        },
        "refused",
    )
}

impl KeyPair for Fake {
    fn resource_id(&self) -> &ResourceId {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn list<'a>(&'a self, _: Option<KeyPairOptions<'a>>) -> BoxFuture<'a, Result<Keys>> {
        Box::pin(self.list_now())
    }

    fn regenerate<'a>(
        &'a self,
        key: KeyType,
        _: Option<KeyPairOptions<'a>>,
    ) -> BoxFuture<'a, Result<Keys>> {
        Box::pin(self.regenerate_now(key))
    }
}

impl Fake {
    async fn list_now(&self) -> Result<Keys> {
        let fault = self.state().tick();
        self.state().listed += 1;
        match fault {
            None => Ok(self.state().list()),
            Some(Fault::Contested) => {
                self.state().change(KeyType::Secondary);
                Ok(self.state().list())
            }
            Some(_) => Err(refused()),
        }
    }

    async fn regenerate_now(&self, key: KeyType) -> Result<Keys> {
        let fault = self.state().tick();
        self.state().sent += 1;
        match fault {
            None | Some(Fault::Contested) => {
                let mut state = self.state();
                state.change(key);
                if let Some(returned) = state.returned.clone() {
                    return Ok(Keys::only(key, Some(returned)));
                }
                match (state.returns_nothing, state.returns_new) {
                    (true, _) => Ok(Keys::default()),
                    (_, true) => Ok(listed_keys(&state.keys)),
                    _ => Ok(state.keys()),
                }
            }
            Some(Fault::Refused) => Err(refused()),
            Some(Fault::LostBefore) => Err(lost()),
            Some(Fault::LostAfter) => {
                self.state().change(key);
                Err(lost())
            }
            Some(Fault::Late) => {
                self.state().late = Some((key, 3));
                Err(lost())
            }
            Some(Fault::LateTwice) => {
                self.state().change(key);
                self.state().late = Some((key, 3));
                Err(lost())
            }
            Some(Fault::Never) => std::future::pending().await,
        }
    }
}
