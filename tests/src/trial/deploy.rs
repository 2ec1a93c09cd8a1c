//! Deployment to the consumers of a trial, which may fail half way.

use super::Trial;
use crate::{
    consumer::Consumer,
    simulator::{
        Resource,
        state::{Event, Held, Which},
    },
};
use azure_keys::{Key, KeyType};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

/// The fault of a deployment, after this many consumers have the new key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DeployFault {
    FailsAfter(usize),
    StallsAfter(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Deployment {
    resource: Arc<Resource>,
    pair: usize,
    consumers: Arc<Vec<Consumer>>,
    faults: Arc<Mutex<VecDeque<DeployFault>>>,
}

impl Trial {
    pub(super) fn deployment(&self) -> Deployment {
        Deployment {
            resource: self.resource.clone(),
            pair: self.pair,
            consumers: self.consumers.clone(),
            faults: self.deploy_faults.clone(),
        }
    }
}

impl Deployment {
    pub(super) async fn deploy(self, key: KeyType, value: Key) -> Result<(), String> {
        let which = Which {
            pair: self.pair,
            key,
        };
        let secret = value.value.secret();
        let fault = self
            .faults
            .lock()
            .expect("nothing panics with the lock")
            .pop_front();
        let consumers = self.resource.state().held.len();
        for consumer in 0..consumers {
            self.is_stopped(fault, consumer).await?;
            self.give(consumer, which, secret);
        }
        self.is_stopped(fault, consumers).await?;
        for consumer in &*self.consumers {
            consumer.adopt(secret).await;
        }
        self.resource.state().log.push(Event::Deployed(which));
        Ok(())
    }

    async fn is_stopped(&self, fault: Option<DeployFault>, given: usize) -> Result<(), String> {
        match fault {
            Some(DeployFault::FailsAfter(most)) if most == given => {
                Err(format!("no more than {given} took the key"))
            }
            Some(DeployFault::StallsAfter(most)) if most == given => {
                self.resource.stalled.notify_one();
                std::future::pending().await
            }
            _ => Ok(()),
        }
    }

    /// A consumer tries a new key as soon as it has it.
    fn give(&self, consumer: usize, which: Which, key: &str) {
        let mut state = self.resource.state();
        state.held[consumer] = Held {
            which,
            key: key.to_owned(),
        };
        state.authenticate(which.pair, key);
    }
}
