//! Methods of clients, and their options.

use super::{
    Argument, Call, Item, RustType,
    arguments::arguments,
    call,
    docs::{self, code},
    example::ExampleCall,
    method_docs,
    rules::Rules,
    types,
};
use crate::model::{Group, Model, Operation, OperationKind, Service, Type};
use serde::Serialize;

/// A method that calls an operation.
#[derive(Clone, Debug, Serialize)]
pub struct Method {
    /// Name, path and doc text.
    pub item: Item,
    /// Whether it is an `async fn`.
    pub is_async: bool,
    /// Its arguments before the options.
    pub arguments: Vec<Argument>,
    /// Type of its options, without the lifetime.
    pub options: String,
    /// Type `T` of the `Result<T>` that it returns.
    pub returns: RustType,
    /// Model with which the service answers failures, unless it is the runtime's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The request that it sends, and the responses that it accepts.
    pub call: Call,
    /// How the tests replay its published examples.
    #[serde(skip)]
    pub example: ExampleCall,
}

/// Options of a method.
#[derive(Clone, Debug, Serialize)]
pub struct OptionsItem {
    /// Name, path and doc text.
    pub item: Item,
    /// Its fields: the optional parameters and the optional body.
    pub fields: Vec<OptionField>,
    /// Type of the field `method_options`.
    pub method_options: RustType,
}

/// A field of options.
#[derive(Clone, Debug, Serialize)]
pub struct OptionField {
    /// Its name.
    pub name: String,
    /// Its type, including `Option`.
    pub ty: RustType,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
}

/// An operation with its group and service.
#[derive(Clone, Copy)]
pub(super) struct Context<'m> {
    pub(super) model: &'m Model,
    pub(super) service: &'m Service,
    pub(super) group: &'m Group,
    pub(super) operation: &'m Operation,
}

pub(super) fn method(context: Context<'_>, rules: &Rules<'_>) -> Method {
    let Context {
        model,
        service,
        group,
        operation,
    } = context;
    Method {
        item: Item::of_service(
            service,
            &group.client,
            &operation.name.rust,
            method_docs::lines(operation),
        )
        .noting(method_docs::notes(model, service, operation))
        .at(&operation.origin),
        is_async: operation.kind == OperationKind::Once,
        arguments: arguments(model, operation),
        options: operation.options.clone(),
        returns: returns(model, operation),
        error: error(model, operation).map(str::to_owned),
        call: call::call(model, operation, rules),
        example: ExampleCall::of(model, service, operation),
    }
}

fn returns(model: &Model, operation: &Operation) -> RustType {
    let response = &operation.response;
    let ty = response.model();
    let ty = ty.map(|ty| types::content(model, ty));
    match (&operation.kind, ty) {
        (OperationKind::Pages(_), Some(ty)) => ty.within("Pager"),
        (OperationKind::LongRunning(kind), Some(ty)) if kind.pages.is_some() => {
            ty.within("PagedPoller")
        }
        (OperationKind::LongRunning(_), Some(ty)) => ty
            .optional(response.optional)
            .within("OperationStatus")
            .within("Poller"),
        (OperationKind::LongRunning(_), None) => {
            let arguments = vec![RustType::Unit, RustType::named("NoFormat")];
            RustType::Path("OperationStatus".into(), arguments).within("Poller")
        }
        (OperationKind::Once | OperationKind::Pages(_), _) => types::response(model, response),
    }
}

/// Name of the model of an operation's errors.
fn error<'m>(model: &'m Model, operation: &Operation) -> Option<&'m str> {
    match operation.error {
        Some(Type::Definition(id)) => Some(&model.definitions[id].name.rust),
        _ => None,
    }
}

pub(super) fn options(context: Context<'_>) -> OptionsItem {
    let Context {
        model,
        service,
        group,
        operation,
    } = context;
    let text = format!("Options of `{}::{}`.", group.client, operation.name.rust);
    let fields = operation
        .optional_parameters()
        .map(|parameter| OptionField {
            name: parameter.name.rust.clone(),
            ty: types::of(model, &parameter.ty).optional(true),
            docs: docs::docs(parameter.docs.as_deref(), || {
                format!("The parameter {}.", code(&parameter.name.wire))
            }),
        });
    let body = operation.optional_body().map(|body| OptionField {
        name: "body".to_owned(),
        ty: types::request(model, &body.ty).optional(true),
        docs: docs::docs(body.docs.as_deref(), || {
            "The body of the request.".to_owned()
        }),
    });
    let method_options = match operation.kind {
        OperationKind::Once => "ClientMethodOptions",
        OperationKind::Pages(_) => "PagerOptions",
        OperationKind::LongRunning(_) => "PollerOptions",
    };
    OptionsItem {
        item: Item::of_service(service, "models", &operation.options, vec![text])
            .at(&operation.origin),
        fields: fields.chain(body).collect(),
        method_options: RustType::Lifetime("a").within(method_options),
    }
}
