//! The outcome of a regenerate request that fails after the service has accepted it.

#![allow(unreachable_pub, reason = "the macro makes methods for users")]

use super::{Script, response};
use crate::runtime::{
    KeyPairOptions, KeyType, Keys, OutcomeUnknown, ResourceId,
    key_pair::completed,
    key_pair_calls::{KeyPairCalls, Renewed, key_pair},
    long_running::FinalState,
    operation::Operation,
};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{Context, Method, poller::PollerOptions},
    time::Duration,
};

/// A pair whose service can replace keys, but not list them.
#[derive(Debug)]
struct Unlisted {
    id: ResourceId,
    /// Whether the service also refuses to replace keys.
    refuses: bool,
}

fn failed<T>() -> Result<T> {
    Err(Error::with_message(ErrorKind::Other, "the list is broken"))
}

impl KeyPairCalls for Unlisted {
    fn id(&self) -> &ResourceId {
        &self.id
    }

    async fn read(&self, _: &KeyPairOptions<'_>) -> Result<Keys> {
        failed()
    }

    async fn renew(&self, key: KeyType, _: &KeyPairOptions<'_>) -> Result<Renewed> {
        match (self.refuses, key) {
            (true, _) => failed(),
            (_, KeyType::Primary) => Ok(Renewed::NotReturned),
            (_, KeyType::Secondary) => Ok(Renewed::Returned(failed())),
        }
    }
}

key_pair!(Unlisted);

#[tokio::test]
async fn after_a_call_was_accepted_a_failure_leaves_its_outcome_unknown() {
    for (refuses, key, is_open) in [
        (false, KeyType::Primary, true),
        (false, KeyType::Secondary, true),
        (true, KeyType::Primary, false),
    ] {
        let id = "/subscriptions/s/resourceGroups/g/providers/N/t/n";
        let pair = Unlisted {
            id: id.parse().unwrap(),
            refuses,
        };
        assert!(pair.list(None).await.is_err());
        let error = pair.regenerate(key, None).await.unwrap_err();
        assert_eq!(OutcomeUnknown::is_cause_of(&error), is_open, "{key:?}");
    }
}

/// A poll that is refused proves nothing about the operation that was accepted before.
#[tokio::test]
async fn a_poll_that_is_refused_leaves_the_outcome_unknown() {
    let location = ("location", "https://management.azure.com/operations/1");
    for (responses, is_open) in [
        (
            vec![response(202, &[location], ""), response(403, &[], "{}")],
            true,
        ),
        (vec![response(403, &[], "{}")], false),
    ] {
        let script = Script::new(responses);
        let arm = script.arm();
        let call: Operation<'_> = arm.operation("Things_Renew", Method::Post, "/things/1");
        let options = PollerOptions {
            context: Context::new(),
            frequency: Duration::seconds(1),
        };
        let poller = call
            .poller_without_result(options, &[202], FinalState::ByMethod)
            .unwrap();
        let error = completed(poller).await.unwrap_err();
        assert_eq!(OutcomeUnknown::is_cause_of(&error), is_open);
    }
}
