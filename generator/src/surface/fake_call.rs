//! The call of a test with a fake service: its values pass the checks of the client.

use crate::model::{Operation, Parameter, Type};
use serde::Serialize;

/// The value that is tried before those of published examples.
const PLAIN: &str = "fake";

/// Values that are tried after those of published examples.
const OTHERS: [&str; 3] = ["fake-1", "fake1", "00000000-0000-0000-0000-000000000000"];

/// Values of a call that a client accepts.
#[derive(Clone, Debug, Serialize)]
pub struct FakeCall {
    /// The subscription of the client, if the operation has one.
    pub subscription: Option<String>,
    /// The arguments: texts, or `None` for `false`.
    pub arguments: Vec<Option<String>>,
}

/// Values for a call whose arguments are texts and booleans. `None` if no value is known that a parameter accepts.
pub(super) fn fake_call(operation: &Operation) -> Option<FakeCall> {
    let mut parameters = operation.parameters.iter();
    let subscription = match parameters.find(|one| one.is_subscription()) {
        Some(one) => Some(accepted(operation, one)?),
        None => None,
    };
    let arguments = operation.arguments().map(|one| match one.ty {
        Type::Boolean => Some(None),
        _ => accepted(operation, one).map(Some),
    });
    Some(FakeCall {
        subscription,
        arguments: arguments.collect::<Option<_>>()?,
    })
}

/// The first value that obeys the rules of a parameter.
fn accepted(operation: &Operation, parameter: &Parameter) -> Option<String> {
    let examples = operation.examples.values();
    let published = examples.filter_map(|example| {
        let parameters = example.value.get("parameters")?;
        parameters.get(&parameter.name.wire)?.as_str()
    });
    let mut values = [PLAIN].into_iter().chain(published).chain(OTHERS);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ['-', '_', '.'].contains(&c);
    let accepted = values.find(|value| {
        value.chars().all(is_plain) && parameter.rules.iter().all(|rule| rule.accepts(value))
    });
    accepted.map(str::to_owned)
}
