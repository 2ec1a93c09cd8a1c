//! The keys of one resource, and everything that happens to them.

use super::fault::{Effect, Fault, Symptom};
use azure_keys::KeyType;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Every key contains this text, so that a test can find out whether a text shows a key.
pub const SECRET: &str = "s3cr3t";

/// One key of a resource, by the place of its pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Which {
    pub pair: usize,
    pub key: KeyType,
}

/// A call that has arrived.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Call {
    List,
    Regenerate(Which),
    Poll(usize),
}

/// What happened, in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    Changed(Which),
    /// All consumers of the pair hold the key.
    Deployed(Which),
    /// A consumer's key was refused.
    Rejected,
}

/// A key as one consumer holds it.
#[derive(Clone, Debug)]
pub struct Held {
    pub which: Which,
    pub key: String,
}

/// A change that takes effect after this many more calls.
#[derive(Clone, Copy, Debug)]
struct Pending {
    which: Which,
    calls: u8,
    since: Instant,
}

/// Time is counted in calls here, so that delays do not depend on the speed of the machine.
#[derive(Debug)]
pub struct State {
    group: String,
    /// The values that each key had; the last is valid.
    keys: Vec<[Vec<String>; 2]>,
    pending: Vec<Pending>,
    /// Maximum delay of a change, even if few calls arrive in the meantime.
    pub latest: Duration,
    /// Long-running operations: which key they regenerate, and how often they were polled.
    operations: Vec<(Which, u8)>,
    faults: BTreeMap<usize, Fault>,
    /// The last change, and how many calls had arrived then.
    changed: Option<(Which, usize)>,
    /// Regenerate requests with the response `429`.
    throttled: Vec<Which>,
    pub held: Vec<Held>,
    pub calls: Vec<Call>,
    pub log: Vec<Event>,
}

impl State {
    pub fn new(group: &str, pairs: usize) -> Self {
        let mut state = Self {
            group: group.to_owned(),
            keys: vec![Default::default(); pairs],
            pending: Vec::new(),
            latest: Duration::MAX,
            operations: Vec::new(),
            faults: BTreeMap::new(),
            changed: None,
            throttled: Vec::new(),
            held: Vec::new(),
            calls: Vec::new(),
            log: Vec::new(),
        };
        for pair in 0..pairs {
            for key in [KeyType::Primary, KeyType::Secondary] {
                state.renew(Which { pair, key });
            }
        }
        state
    }

    /// The faults, by the number of the call, starting at 1.
    pub fn schedule(&mut self, faults: impl IntoIterator<Item = (usize, Fault)>) {
        self.faults.extend(faults);
    }

    /// Receives a call. `effect` is the effect of a regenerate request without a fault.
    pub fn arrive(&mut self, call: Call, effect: Effect) -> Option<Symptom> {
        self.tick();
        self.calls.push(call);
        let fault = self.faults.remove(&self.calls.len());
        if let Call::Regenerate(which) = call {
            if fault.is_some_and(|fault| fault.symptom == Symptom::Status(429)) {
                self.throttled.push(which);
            }
            match fault.map_or(effect, |fault| fault.effect) {
                Effect::Never => {}
                // A service makes its changes one after another.
                Effect::AtOnce => {
                    self.land_all();
                    self.change(which);
                }
                Effect::Late(calls) => {
                    self.land_all();
                    self.pending.push(Pending {
                        which,
                        calls,
                        since: Instant::now(),
                    });
                }
            }
        }
        fault.map(|fault| fault.symptom)
    }

    fn tick(&mut self) {
        for pending in &mut self.pending {
            pending.calls = pending.calls.saturating_sub(1);
        }
        let latest = self.latest;
        self.land(|pending| pending.calls == 0 || pending.since.elapsed() >= latest);
    }

    /// Applies all delayed changes that are due.
    pub fn land_all(&mut self) {
        self.land(|_| true);
    }

    fn land(&mut self, is_due: impl Fn(&Pending) -> bool) {
        let pending = std::mem::take(&mut self.pending);
        let (due, rest): (Vec<_>, _) = pending.into_iter().partition(is_due);
        self.pending = rest;
        for pending in due {
            self.change(pending.which);
        }
    }

    /// Replaces a key. The former one stops working at once, whoever uses it.
    pub fn change(&mut self, which: Which) {
        self.renew(which);
        self.changed = Some((which, self.calls.len()));
        self.log.push(Event::Changed(which));
        let held = std::mem::take(&mut self.held);
        for consumer in &held {
            self.authenticate(consumer.which.pair, &consumer.key);
        }
        self.held = held;
    }

    fn renew(&mut self, Which { pair, key }: Which) {
        let group = &self.group;
        let values = &mut self.keys[pair][place(key)];
        let generation = values.len();
        values.push(format!("{SECRET}-{group}-{pair}-{key:?}-{generation}"));
    }

    /// Whether a key is one of the two that are valid.
    pub fn authenticate(&mut self, pair: usize, key: &str) -> bool {
        let is_valid = self.keys[pair]
            .iter()
            .any(|values| values.last().is_some_and(|valid| valid == key));
        if !is_valid {
            self.log.push(Event::Rejected);
        }
        is_valid
    }

    /// Starts an operation, and returns its number.
    pub fn begin(&mut self, which: Which) -> usize {
        self.operations.push((which, 0));
        self.operations.len() - 1
    }

    /// Which key an operation regenerates, and how often it was polled, including this time.
    pub fn asked(&mut self, operation: usize) -> Option<(Which, u8)> {
        let (which, asked) = self.operations.get_mut(operation)?;
        *asked = asked.saturating_add(1);
        Some((*which, *asked))
    }

    /// The keys of a pair in a response. With `stale`, the keys from before a change in this call
    /// or the last.
    pub fn listed_keys(&mut self, pair: usize, stale: bool) -> [String; 2] {
        let now = self.calls.len();
        let last = self
            .changed
            .filter(|(_, at)| stale && at + 1 >= now)
            .map(|(which, _)| which);
        if last.is_some() {
            // Stale keys are returned only once.
            self.changed = None;
        }
        [KeyType::Primary, KeyType::Secondary].map(|key| {
            let values = &self.keys[pair][place(key)];
            let back = if last == Some(Which { pair, key }) {
                2
            } else {
                1
            };
            values[values.len() - back].clone()
        })
    }

    pub fn valid(&self, which: Which) -> String {
        self.keys[which.pair][place(which.key)]
            .last()
            .cloned()
            .unwrap_or_default()
    }

    /// How often a key was replaced, including delayed changes.
    pub fn changes(&self, which: Which) -> usize {
        let pending = self
            .pending
            .iter()
            .filter(|pending| pending.which == which)
            .count();
        self.keys[which.pair][place(which.key)].len() - 1 + pending
    }

    /// How many regenerate requests had the response `429`.
    pub fn throttled(&self, which: Which) -> usize {
        self.throttled
            .iter()
            .filter(|other| **other == which)
            .count()
    }

    pub fn rejected(&self) -> usize {
        self.log
            .iter()
            .filter(|event| **event == Event::Rejected)
            .count()
    }
}

fn place(key: KeyType) -> usize {
    match key {
        KeyType::Primary => 0,
        KeyType::Secondary => 1,
    }
}
