//! A pair of keys in memory, which records what happens at the same time.

use azure_core::{Error, Result, error::ErrorKind};
use azure_keys::{
    BoxFuture, Key, KeyPair, KeyPairOptions, KeyType, Keys, OutcomeUnknown, ResourceId,
};
use std::sync::{Arc, Mutex, MutexGuard};

/// What happens when a key is regenerated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Answer {
    Done,
    Refused,
    Lost,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    /// Keys that were regenerated: the pair's resource and the key.
    pub(crate) regenerated: Vec<(String, KeyType)>,
    running: Vec<String>,
    /// The most pairs that were regenerated at the same time.
    pub(crate) most_running: usize,
    /// Whether two keys of one pair were ever regenerated at the same time.
    pub(crate) is_overlapping: bool,
}

/// What all pairs of a test share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Service(Arc<Mutex<State>>);

impl Service {
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nothing panics with the lock")
    }

    pub(crate) fn regenerated(&self) -> usize {
        self.state().regenerated.len()
    }

    pub(crate) fn pair(&self, name: &str) -> Box<dyn KeyPair> {
        self.answering(name, Answer::Done)
    }

    pub(crate) fn answering(&self, name: &str, answer: Answer) -> Box<dyn KeyPair> {
        Box::new(Pair {
            id: id(name),
            answer,
            service: self.clone(),
        })
    }
}

pub(crate) fn id(name: &str) -> ResourceId {
    let id = format!("/subscriptions/s/resourceGroups/g/providers/Microsoft.Maps/accounts/{name}");
    id.parse().expect("it has the form of an id")
}

#[derive(Debug)]
struct Pair {
    id: ResourceId,
    answer: Answer,
    service: Service,
}

impl Pair {
    fn keys(&self) -> Keys {
        let state = self.service.state();
        let name = self.id.name().to_lowercase();
        let key = |which: KeyType| {
            let changes = state.regenerated.iter();
            let count = changes
                .filter(|(other, key)| *other == name && *key == which)
                .count();
            Some(Key::new(format!("{which:?}-of-{name}-{count}")))
        };
        Keys {
            primary: key(KeyType::Primary),
            secondary: key(KeyType::Secondary),
        }
    }
}

impl KeyPair for Pair {
    fn resource_id(&self) -> &ResourceId {
        &self.id
    }

    fn list<'a>(&'a self, _: Option<KeyPairOptions<'a>>) -> BoxFuture<'a, Result<Keys>> {
        Box::pin(async { Ok(self.keys()) })
    }

    fn regenerate<'a>(
        &'a self,
        key: KeyType,
        _: Option<KeyPairOptions<'a>>,
    ) -> BoxFuture<'a, Result<Keys>> {
        Box::pin(self.renew(key))
    }
}

impl Pair {
    async fn renew(&self, key: KeyType) -> Result<Keys> {
        let name = self.id.name().to_lowercase();
        {
            let mut state = self.service.state();
            state.is_overlapping |= state.running.contains(&name);
            state.running.push(name.clone());
            state.most_running = state.most_running.max(state.running.len());
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        {
            let mut state = self.service.state();
            state.running.retain(|other| *other != name);
            if self.answer == Answer::Done {
                state.regenerated.push((name, key));
            }
        }
        let error = || Error::with_message(ErrorKind::Other, "the service is broken");
        match self.answer {
            Answer::Done => Ok(self.keys()),
            Answer::Refused => Err(error()),
            Answer::Lost => Err(OutcomeUnknown::because(error())),
        }
    }
}
