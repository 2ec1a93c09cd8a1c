//! Compares published examples with their definitions: errors of an example, and members that its definition lacks.
//!
//! A difference in a replay is attributed to the example only if the example provably breaks its definition.

mod conform;
mod link;

use crate::{
    diagnostic::{Code, Diagnostics},
    load::Documents,
    model::{
        Example, Fault, Location, Model, Operation, OperationKind, Parameter, Separator, Type,
    },
    source::Pointer,
};
use conform::Conformity;
use serde_json::Value;
use std::{collections::BTreeMap, mem};

/// Finds the faults of all examples, and reports each as a warning.
pub fn check(mut model: Model, documents: &Documents, diagnostics: &mut Diagnostics) -> Model {
    // They are taken out for a moment, since they are compared with the same model.
    let examples = model.operations_mut();
    let examples = examples.map(|operation| mem::take(&mut operation.examples));
    let mut examples: Vec<BTreeMap<String, Example>> = examples.collect();
    for (operation, examples) in model.operations().zip(&mut examples) {
        for example in examples.values_mut() {
            check_one(&model, operation, example, documents, diagnostics);
        }
    }
    for (operation, checked) in model.operations_mut().zip(examples) {
        operation.examples = checked;
    }
    model
}

fn check_one(
    model: &Model,
    operation: &Operation,
    example: &mut Example,
    documents: &Documents,
    diagnostics: &mut Diagnostics,
) {
    let mut found = Found {
        documents,
        diagnostics,
        example,
    };
    found.version(operation);
    for parameter in &operation.parameters {
        found.parameter(model, parameter);
    }
    found.body(model, operation);
    found.responses(model, operation);
}

/// The value of a list parameter, also where an example writes it as the single text of a query.
fn listed(model: &Model, parameter: &Parameter, value: Value) -> Value {
    let (Type::Array(item), Value::String(text)) = (&parameter.ty, &value) else {
        return value;
    };
    let texts: Vec<&str> = match &parameter.location {
        Location::Query(Separator::Joined(separator)) => text.split(separator).collect(),
        Location::Query(Separator::Multi) => vec![text],
        _ => text.split(',').collect(),
    };
    let fits =
        |value: &Value| !value.is_null() && Conformity::of(model, value, item).broken.is_empty();
    let value = |text: &str| {
        let number = serde_json::from_str(text).ok();
        let text = Value::from(text);
        match number.filter(|number| !fits(&text) && fits(number)) {
            Some(number) => number,
            None => text,
        }
    };
    texts.into_iter().map(value).collect()
}

/// An example with the faults found so far.
struct Found<'a> {
    documents: &'a Documents,
    diagnostics: &'a mut Diagnostics,
    example: &'a mut Example,
}

impl Found<'_> {
    fn parameters(&self) -> Option<&Value> {
        self.example.value.get("parameters")
    }

    /// The value of a parameter. Null means that it is not given.
    fn given(&self, name: &str) -> Option<Value> {
        let value = self.parameters()?.get(name)?;
        (!value.is_null()).then(|| value.clone())
    }

    fn version(&mut self, operation: &Operation) {
        let given = self
            .parameters()
            .and_then(|parameters| parameters.get("api-version"));
        let Some(version) = &operation.api_version else {
            return;
        };
        if given.is_none_or(|given| given != version.as_str()) {
            let given = given.map_or_else(|| "not given".to_owned(), Value::to_string);
            let reason =
                format!("its api-version is {given}, but that of the definition is {version}");
            let definition = Pointer::file(&operation.origin.file)
                .join("info")
                .join("version");
            self.fault(None, reason, &["parameters", "api-version"], &definition);
        }
    }

    fn parameter(&mut self, model: &Model, parameter: &Parameter) {
        let name = &parameter.name.wire;
        match self
            .given(name)
            .map(|value| listed(model, parameter, value))
        {
            None if parameter.required => {
                self.fault(
                    None,
                    format!("it lacks the parameter {name}"),
                    &["parameters"],
                    &parameter.origin,
                );
            }
            None => {}
            Some(value) => {
                let conformity = Conformity::of(model, &value, &parameter.ty);
                self.broken(None, conformity, &["parameters", name], &parameter.origin);
                if let Some(only) = parameter.constant.as_deref()
                    && value.as_str() != Some(only)
                {
                    let reason = format!("its {name} has another value than the only one");
                    self.fault(None, reason, &["parameters", name], &parameter.origin);
                }
                let is_segment =
                    parameter.location == Location::Path && parameter.ty == Type::String;
                if is_segment && value.as_str().is_some_and(|value| value.contains('/')) {
                    let reason =
                        format!("its {name} has several segments, but must be a single one");
                    self.fault(None, reason, &["parameters", name], &parameter.origin);
                }
            }
        }
    }

    /// A member of the body that the definition lacks is a fault: no typed model can send it.
    fn body(&mut self, model: &Model, operation: &Operation) {
        let Some(body) = &operation.body else { return };
        let at = operation.origin.join("requestBody");
        match self.given(&body.name) {
            None if body.required => {
                let reason = format!("it lacks the body {}", body.name);
                self.fault(None, reason, &["parameters"], &operation.origin);
            }
            None => {}
            Some(value) => {
                let conformity = Conformity::of(model, &value, &body.ty);
                for place in conformity.unknown.clone() {
                    let reason = format!("the definition does not have {place}");
                    self.fault(None, reason, &["parameters", &body.name], &at);
                }
                self.broken(None, conformity, &["parameters", &body.name], &at);
            }
        }
    }

    fn responses(&mut self, model: &Model, operation: &Operation) {
        // They are taken out for a moment, since faults are stored in the same example.
        let responses = self.example.value.get_mut("responses");
        let Some(responses) = responses.map(Value::take) else {
            return;
        };
        for (status, response) in responses.as_object().into_iter().flatten() {
            self.response(model, operation, (status, response));
        }
        self.example.value["responses"] = responses;
    }

    fn response(
        &mut self,
        model: &Model,
        operation: &Operation,
        (status, response): (&str, &Value),
    ) {
        let at = operation.origin.join("responses").join(status);
        let mut known = operation.response.statuses.iter();
        if !known.any(|known| known.to_string() == status) {
            return self.unknown_status(status, &operation.origin.join("responses"));
        }
        self.links(operation, status, response, &at);
        if operation.response.is_interim(status) {
            return;
        }
        let body = operation.response.body_of(status);
        let Some(ty) = body.filter(|ty| **ty != Type::Stream) else {
            return;
        };
        let Some(body) = response.get("body") else {
            return self.missing_body(status, &at);
        };
        let conformity = Conformity::of(model, body, ty);
        let unknown = conformity.unknown.clone();
        let path = ["responses", status, "body"];
        self.broken(Some(status), conformity, &path, &at);
        if !unknown.is_empty() {
            self.example.unknown.insert(status.to_owned(), unknown);
        }
    }

    /// A client follows the links of a long-running operation.
    fn links(&mut self, operation: &Operation, status: &str, response: &Value, at: &Pointer) {
        if !matches!(operation.kind, OperationKind::LongRunning(_)) {
            return;
        }
        for name in link::broken(response) {
            let reason = format!("its {name} is no URL");
            let path = ["responses", status, "headers", &name];
            self.fault(Some(status), reason, &path, at);
        }
    }

    fn unknown_status(&mut self, status: &str, at: &Pointer) {
        if status.starts_with('2') {
            let reason = format!("the definition has no response {status}");
            self.fault(Some(status), reason, &["responses", status], at);
        }
    }

    fn missing_body(&mut self, status: &str, at: &Pointer) {
        if self.documents.get(&at.join("content")).is_some() {
            let reason = format!("its response {status} lacks the body");
            self.fault(Some(status), reason, &["responses", status], at);
        }
    }

    fn broken(
        &mut self,
        status: Option<&str>,
        conformity: Conformity,
        path: &[&str],
        definition: &Pointer,
    ) {
        for reason in conformity.broken {
            self.fault(status, reason, path, definition);
        }
    }

    fn fault(&mut self, status: Option<&str>, reason: String, path: &[&str], definition: &Pointer) {
        let origin = path
            .iter()
            .fold(self.example.origin.clone(), |at, key| at.join(key));
        let there = self.documents.place(&definition.clone().into());
        self.diagnostics.report(
            Code::BrokenExample,
            origin.clone(),
            format!("the example breaks its definition at {there}: {reason}"),
            "correct the example, or the definition",
        );
        self.example.faults.push(Fault {
            status: status.map(str::to_owned),
            reason,
            example: self.documents.below_root(&origin),
            definition: self.documents.below_root(definition),
        });
    }
}

#[cfg(test)]
mod tests;
