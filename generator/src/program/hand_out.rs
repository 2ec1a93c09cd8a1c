//! Handing a new key to its consumers.

use super::{
    arm::{ResourceId, fleet::{Deploy, NewKey}},
    masked::{text, value, word},
    run::Run,
    target::{NotHandedOut, Stopped},
    watch::Watch,
};
use async_trait::async_trait;
use serde_json::json;
use std::error::Error;

/// Prints that there is a new key, and hands it out.
pub(super) struct HandOut<'r> {
    pub(super) run: &'r Run,
    pub(super) watch: &'r Watch<'r>,
}

#[async_trait]
impl Deploy for HandOut<'_> {
    async fn deploy(&self, new: NewKey) -> Result<(), Box<dyn Error + Send + Sync>> {
        let (run, which, show) = (self.run, word(new.key_type), self.run.report.show);
        let line = format!("the new {which} key: {}", text(Some(&new.key), show));
        let fields = json!({ "key": which, "new": value(Some(&new.key), show) });
        let pair = (&new.resource_id, new.pair.as_str());
        run.report.line(pair, "newKey", &line, fields);
        match &run.target {
            Some(target) => target.deploy(new).await,
            None if run.arguments.deployed && !self.watch.is_superseded(pair) => Ok(()),
            None => Err(NotHandedOut.into()),
        }
    }

    /// Called again before each rotation begins.
    fn check(&self, resource_id: &ResourceId, pair: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        match self.run.arguments.stop_at_failure && self.watch.has_failed() {
            true => Err(Stopped.into()),
            false => self.run.check(resource_id, pair),
        }
    }

    async fn prepare(&self, resource_id: &ResourceId, pair: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
        match &self.run.target {
            Some(target) => target.prepare(resource_id, pair).await,
            None => Ok(()),
        }
    }
}
