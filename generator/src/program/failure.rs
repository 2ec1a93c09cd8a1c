//! Error messages, with causes and advice.

use super::{
    arguments::Arguments,
    arm::{ArmError, Cancellation, Causes, ErrorResponse, KeyPair, OutcomeUnknown},
    run::Run,
    report::{Outcome, of, short},
};
use azure_core::{Error, error::ErrorKind};
use serde_json::json;
use std::error::Error as StdError;

impl Run {
    /// Reports an error: on stderr for people, and with `--json` also as a line for programs.
    pub(super) fn report_error(&self, pair: &dyn KeyPair, error: &(dyn StdError + 'static)) {
        let causes = Causes::of(error);
        let advice = links(error).find_map(|link| advice(pair, link.downcast_ref()?, &self.arguments));
        self.report.error(&format!("error: {}: {causes:#}", short(of(pair))));
        if let Some(advice) = &advice {
            self.report.error(&format!("  advice: {advice}"));
        }
        if self.report.json {
            self.report.line(of(pair), "error", "", json!({ "messages": causes.messages(), "advice": advice }));
        }
    }
}

/// The outcome of a run after the error of a call that only reads.
pub(super) fn outcome(error: &Error) -> Outcome {
    match Cancellation::is_cause_of(error) {
        true => Outcome::Cancelled,
        false => Outcome::Failed,
    }
}

fn links<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&link| link.source())
}

fn advice(pair: &dyn KeyPair, error: &Error, arguments: &Arguments) -> Option<String> {
    let kind = pair.resource_id().resource_type();
    let status = match error.kind() {
        ErrorKind::Credential => 401,
        _ => u16::from(error.arm_status()?),
    };
    match (status, &arguments.token_from_env) {
        (401, Some(variable)) => {
            Some(format!("the access token in {variable} is not valid any more, or for another cloud"))
        }
        (401, None) if arguments.token_from_stdin => {
            Some("the access token of standard input is not valid any more, or for another cloud".to_owned())
        }
        (401, None) => Some("sign in with `az login`, to the tenant of the subscription".to_owned()),
        (403, _) => Some(match missing_right(pair, error) {
            Some(right) => format!("you lack the right `{right}` on this resource"),
            None => format!(
                "you need the rights to list and to regenerate its keys, \
                 such as `{kind}/listKeys/action` and `{kind}/regenerateKey/action`"
            ),
        }),
        (404, _) => Some(
            "check the id: its subscription, resource group, type and names; `az resource list` prints ids".to_owned(),
        ),
        _ if OutcomeUnknown::is_cause_of(error) => {
            Some("the service is in trouble; look with --list, and run it again later".to_owned())
        }
        _ => None,
    }
}

/// The permission that is missing according to Azure Resource Manager. Nothing else of the
/// service's message is shown, since it may quote a key.
fn missing_right(pair: &dyn KeyPair, error: &Error) -> Option<String> {
    let message = ErrorResponse::from_error(error)?.error.message?;
    let kind = pair.resource_id().resource_type();
    let namespace = kind.split('/').next()?.to_ascii_lowercase() + "/";
    let is_right = |word: &&str| {
        let lower = word.to_ascii_lowercase();
        let is_path = lower.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/'));
        is_path && lower.len() < 200 && lower.starts_with(&namespace) && lower.ends_with("/action")
    };
    message.split(['\'', '"', ' ']).find(is_right).map(str::to_owned)
}
