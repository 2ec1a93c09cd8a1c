//! What changes nothing: showing the keys of a pair, and what a rotation would do.

use super::{
    arm::{KeyPair, KeyStatus, KeyType, Rotation},
    failure,
    masked::{text, value, word},
    program::Run,
    report::Outcome,
};
use serde_json::json;

impl Run {
    /// Shows both keys.
    pub(super) async fn list(&self, pair: &dyn KeyPair) -> Outcome {
        let keys = match pair.list(Some(self.call())).await {
            Ok(keys) => keys,
            Err(error) => return self.failed(pair, error),
        };
        let [primary, secondary] = [&keys.primary, &keys.secondary].map(Option::as_ref);
        let show = self.report.show;
        if self.report.json {
            let keys = json!({ "primary": value(primary, show), "secondary": value(secondary, show) });
            self.report.line(pair, "keys", "", keys);
        } else {
            for (which, key) in [(KeyType::Primary, primary), (KeyType::Secondary, secondary)] {
                self.report.line(pair, "keys", &format!("{:<9}  {}", word(which), text(key, show)), json!({}));
            }
        }
        Outcome::Listed
    }

    /// Says what a rotation would do. It lists the keys, so that a wrong id or missing rights show up.
    pub(super) async fn plan(&self, pair: &dyn KeyPair, rotation: &Rotation) -> Outcome {
        if let Err(error) = pair.list(Some(self.call())).await {
            return self.failed(pair, error);
        }
        if rotation.is_done() {
            return self.done_before(pair, rotation);
        }
        let steps = self.steps(rotation);
        self.report.line(pair, "plan", &format!("would {}", steps.join(", then ")), json!({ "steps": steps }));
        Outcome::Planned
    }

    fn failed(&self, pair: &dyn KeyPair, error: azure_core::Error) -> Outcome {
        self.tell(pair, &error);
        failure::outcome(&error)
    }

    fn steps(&self, rotation: &Rotation) -> Vec<String> {
        let [other, spare] = [rotation.in_use(), rotation.in_use().other()];
        let mut steps = Vec::new();
        match rotation.status(spare) {
            KeyStatus::Unchanged => steps.push(format!("regenerate the {} key", word(spare))),
            KeyStatus::Unknown => steps.push(format!("regenerate the {} key, unless it has changed", word(spare))),
            _ => {}
        }
        if rotation.status(spare) != KeyStatus::Deployed {
            match (&self.arguments.deploy, self.arguments.deployed) {
                (Some(_), _) => steps.push("run the command of --deploy with it".to_owned()),
                (None, true) => steps.push(format!("take it that consumers use the {} key", word(spare))),
                (None, false) => {
                    steps.push("stop, for you to hand it to the consumers".to_owned());
                    return steps;
                }
            }
        }
        if let Some(seconds) = self.arguments.wait {
            steps.push(format!("wait {seconds} seconds"));
        }
        if !self.arguments.keep_other {
            steps.push(format!("regenerate the {} key", word(other)));
        }
        steps
    }
}
