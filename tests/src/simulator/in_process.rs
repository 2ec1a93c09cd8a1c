//! A pair of a simulated resource, called without HTTP, for tests with very many rotations.

use super::{
    Resource,
    fault::{Effect, Symptom},
    state::{Call, Which},
};
use azure_core::{Error, Result, error::ErrorKind};
use azure_keys::{
    BoxFuture, Key, KeyPair, KeyPairOptions, KeyType, Keys, OutcomeUnknown, ResourceId,
};
use std::sync::Arc;

/// The first pair of a resource.
#[derive(Debug)]
pub struct InProcess {
    resource_id: ResourceId,
    resource: Arc<Resource>,
}

impl InProcess {
    pub fn new(resource: Arc<Resource>) -> Self {
        let resource_id = resource.id.parse().expect("ids of the table are good");
        Self {
            resource_id,
            resource,
        }
    }

    async fn call(&self, call: Call) -> Result<Keys> {
        let (symptom, keys) = {
            let mut state = self.resource.state();
            let symptom = state.arrive(call, Effect::AtOnce);
            (
                symptom,
                state.listed_keys(0, symptom == Some(Symptom::Stale)),
            )
        };
        let failed = |message: String| Err(Error::with_message(ErrorKind::Other, message));
        match symptom {
            None | Some(Symptom::Stale) => {}
            Some(Symptom::Status(status)) if status < 500 && status != 408 => {
                return failed(format!("answered {status}"));
            }
            Some(Symptom::Stall) => {
                self.resource.stalled.notify_one();
                std::future::pending::<()>().await;
            }
            Some(symptom) => {
                let lost = failed(format!("{symptom:?}"));
                return match call {
                    Call::Regenerate(_) => lost.map_err(OutcomeUnknown::because),
                    _ => lost,
                };
            }
        }
        let [primary, secondary] = keys.map(|key| Some(Key::new(key)));
        Ok(Keys { primary, secondary })
    }
}

impl KeyPair for InProcess {
    fn resource_id(&self) -> &ResourceId {
        &self.resource_id
    }

    fn list<'a>(&'a self, _: Option<KeyPairOptions<'a>>) -> BoxFuture<'a, Result<Keys>> {
        Box::pin(self.call(Call::List))
    }

    fn regenerate<'a>(
        &'a self,
        key: KeyType,
        _: Option<KeyPairOptions<'a>>,
    ) -> BoxFuture<'a, Result<Keys>> {
        Box::pin(self.call(Call::Regenerate(Which { pair: 0, key })))
    }
}
