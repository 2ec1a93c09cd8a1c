//! The forms that a crate has, which decide the files of the runtime that it needs.

use super::{Call, DataType, End, PageLinks, ServiceModule, SharedModel, Step};
use crate::{model::Spellings, runtime::Form};
use std::collections::BTreeSet;

/// Forms of services, of the models that they share, and of their spellings of keys.
pub(super) fn forms(
    services: &[ServiceModule],
    shared: &[SharedModel],
    spellings: &Spellings,
    exports: &BTreeSet<&'static str>,
    has_twins: bool,
) -> BTreeSet<Form> {
    let calls = services.iter().flat_map(|service| &service.clients);
    let calls = calls.flat_map(|client| client.methods.iter().map(|method| &method.call));
    let models = services.iter().flat_map(|service| &service.models);
    let models = models.chain(shared.iter().map(|shared| &shared.model));
    let mut headers = services.iter().flat_map(|service| &service.headers);
    let has_header = headers.any(|header| header.methods.iter().any(|one| one.codec.is_some()));
    let has_pair = services.iter().any(|one| !one.key_pairs.is_empty());
    let whole = [
        (Form::Operation, true),
        (Form::Twins, has_twins),
        (Form::Encoding, has_header),
        (Form::KeyPair, has_pair),
        (Form::KeyType, !spellings.is_empty()),
        (Form::Hidden, exports.contains("Hidden")),
        (Form::Nullable, exports.contains("Nullable")),
        (
            Form::EncodedBody,
            ENCODED.iter().any(|name| exports.contains(name)),
        ),
    ];
    let whole = whole
        .into_iter()
        .filter_map(|(form, is)| is.then_some(form));
    whole
        .chain(calls.flat_map(of_call))
        .chain(models.flat_map(of_model))
        .collect()
}

/// Types of bodies that are written in another form than that of their Rust type.
const ENCODED: [&str; 6] = [
    "Base64",
    "Base64Url",
    "Rfc1123",
    "Rfc3339",
    "Secrets",
    "UnixTime",
];

fn of_call(call: &Call) -> Vec<Form> {
    let (end, links) = match &call.end {
        End::Response => (None, None),
        End::Answer => (Some(Form::Answer), None),
        End::Stream => (Some(Form::Stream), None),
        End::Existence => (Some(Form::Existence), None),
        End::Pages(links) => (Some(Form::Pages), Some(links)),
        End::Poller { pages: None, .. } => (Some(Form::LongRunning), None),
        End::Poller { pages, .. } => (Some(Form::PagedPoller), pages.as_ref()),
    };
    let next = links.and_then(|links: &PageLinks| links.next.as_ref());
    let steps = call
        .parameters
        .iter()
        .chain(next.into_iter().flat_map(|next| &next.parameters));
    let is_begun = matches!(call.end, End::Poller { .. }).then_some(Form::LongRunning);
    end.into_iter()
        .chain(is_begun)
        .chain(steps.flat_map(of_parameter))
        .collect()
}

fn of_parameter(step: &Step) -> impl Iterator<Item = Form> {
    let secret = step.is_secret.then_some(Form::SecretParameter);
    let encoding = step.codec.is_some().then_some(Form::Encoding);
    secret.into_iter().chain(encoding)
}

fn of_model(model: &DataType) -> Vec<Form> {
    match model {
        DataType::Struct(model) => {
            let encoding = model.fields.iter().any(|field| field.codec.is_some());
            let forms = [
                (Form::Encoding, encoding),
                (Form::ErrorModel, model.is_error),
            ];
            forms
                .into_iter()
                .filter_map(|(form, is)| is.then_some(form))
                .collect()
        }
        DataType::Enum(model) => {
            let key = model.from_key_type.is_some().then_some(Form::KeyType);
            [Form::Enum].into_iter().chain(key).collect()
        }
        DataType::Union(model) => {
            let error = model.is_error.then_some(Form::ErrorModel);
            [Form::Union].into_iter().chain(error).collect()
        }
    }
}
