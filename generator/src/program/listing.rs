//! Modes that change nothing: listing the keys of a pair, and planning a rotation.

use super::{
    arm::{KeyPair, KeyStatus, KeyType, Rotation, StepKind},
    failure,
    masked::{text, value, word},
    run::Run,
    report::{Outcome, of},
};
use azure_core::time::{Duration, OffsetDateTime};
use serde_json::json;

impl Run {
    /// Lists both keys.
    pub(super) async fn list(&self, pair: &dyn KeyPair) -> Outcome {
        let keys = match pair.list(Some(self.call())).await {
            Ok(keys) => keys,
            Err(error) => return self.failed(pair, error),
        };
        let [primary, secondary] = [&keys.primary, &keys.secondary].map(Option::as_ref);
        let show = self.report.show;
        if self.report.json {
            let keys = json!({ "primary": value(primary, show), "secondary": value(secondary, show) });
            self.report.line(of(pair), "keys", "", keys);
        } else {
            for (which, key) in [(KeyType::Primary, primary), (KeyType::Secondary, secondary)] {
                self.report.line(of(pair), "keys", &format!("{:<9}  {}", word(which), text(key, show)), json!({}));
            }
        }
        Outcome::Listed
    }

    /// Prints what a rotation would do. It lists the keys, so that a wrong id or missing
    /// permissions are reported.
    pub(super) async fn plan(&self, pair: &dyn KeyPair, rotation: &Rotation) -> Outcome {
        if let Err(error) = self.check(pair.resource_id(), pair.name()) {
            self.report_error(pair, &*error);
            return Outcome::Failed;
        }
        if let Err(error) = pair.list(Some(self.call())).await {
            return self.failed(pair, error);
        }
        let steps = self.steps(rotation);
        if steps.is_empty() {
            return self.done_before(pair, rotation);
        }
        self.report.line(of(pair), "plan", &format!("would {}", steps.join(", then ")), json!({ "steps": steps }));
        Outcome::Planned
    }

    fn failed(&self, pair: &dyn KeyPair, error: azure_core::Error) -> Outcome {
        self.report_error(pair, &error);
        failure::outcome(&error)
    }

    /// The actions of [`Rotation::run`] in order, or none if it would end at once.
    fn steps(&self, rotation: &Rotation) -> Vec<String> {
        let spare = rotation.in_use().other();
        let mut steps = Vec::from_iter(regenerating(rotation, spare));
        if rotation.status(spare) != KeyStatus::Deployed {
            steps.push(self.handing_out(word(spare)));
            if self.arguments.is_by_hand() {
                return steps;
            }
        }
        let other = regenerating(rotation, rotation.in_use());
        match other.filter(|_| !self.arguments.keep_other) {
            Some(regenerating) => {
                steps.extend(self.waiting(rotation));
                steps.push(regenerating);
            }
            None if is_unchecked(rotation) => steps.push("check that the service lists the deployed key".to_owned()),
            None => {}
        }
        steps
    }

    fn handing_out(&self, spare: &str) -> String {
        let arguments = &self.arguments;
        match (&arguments.deploy, &arguments.vault, &arguments.env_file) {
            (Some(_), ..) => format!("run the command of --deploy with the new {spare} key"),
            (_, Some(vault), _) => format!("write the new {spare} key into the vault {vault}"),
            (.., Some(file)) => format!("write the new {spare} key into {}", file.display()),
            _ if self.arguments.is_by_hand() => format!("stop, for you to hand the new {spare} key to the consumers"),
            _ => format!("assume that consumers use the {spare} key"),
        }
    }

    /// The rest of `--wait`, which begins when the new key is deployed.
    fn waiting(&self, rotation: &Rotation) -> Option<String> {
        let wait = Duration::seconds(self.arguments.wait?.into());
        let now = OffsetDateTime::now_utc();
        // A time in the future, after the clock was changed, counts as now.
        let rest = deployed_at(rotation).unwrap_or(now).min(now).saturating_add(wait) - now;
        let seconds = (rest.whole_milliseconds() + 999) / 1000;
        rest.is_positive().then(|| format!("wait {seconds} seconds"))
    }
}

/// The action that makes a key new, or `None` if it is already new.
fn regenerating(rotation: &Rotation, key: KeyType) -> Option<String> {
    match rotation.status(key) {
        KeyStatus::Unchanged => Some(format!("regenerate the {} key", word(key))),
        KeyStatus::Unknown => Some(format!("regenerate the {} key, unless it has changed", word(key))),
        _ => None,
    }
}

/// Whether both keys are new, and only the final list is missing.
fn is_unchecked(rotation: &Rotation) -> bool {
    let [spare, other] = [rotation.in_use().other(), rotation.in_use()].map(|key| rotation.status(key));
    (spare, other) == (KeyStatus::Deployed, KeyStatus::Regenerated) && !rotation.is_done()
}

/// When the new key was deployed, if consumers use it.
fn deployed_at(rotation: &Rotation) -> Option<OffsetDateTime> {
    let is_deployed = rotation.status(rotation.in_use().other()) == KeyStatus::Deployed;
    let deployed = rotation.steps().iter().rfind(|step| step.kind == StepKind::Deployed);
    deployed.filter(|_| is_deployed).map(|step| step.at)
}
