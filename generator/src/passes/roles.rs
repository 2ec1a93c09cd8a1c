//! Which definitions are request bodies, errors, and pages of a list.

use crate::{
    diagnostic::{Code, Diagnostics},
    model::{FieldId, Model, Service, Type},
};

/// Marks request bodies.
pub(super) fn mark_bodies(model: &mut Model) {
    for operation in model.services.iter().flat_map(Service::operations) {
        if let Some(Type::Definition(id)) = operation.body.as_ref().map(|body| &body.ty) {
            model.definitions[*id].body = true;
        }
    }
}

/// Marks the errors that operations have of their own.
pub(super) fn mark_errors(model: &mut Model) {
    for operation in model.services.iter().flat_map(Service::operations) {
        if let Some(Type::Definition(id)) = operation.error {
            model.definitions[id].error = true;
        }
    }
}

/// Marks the responses of paged operations. A page must have its items in one property only.
pub(super) fn mark_pages(model: &mut Model, diagnostics: &mut Diagnostics) {
    for operation in model.services.iter().flat_map(Service::operations) {
        let (Some(pages), Some(Type::Definition(id))) =
            (operation.kind.pages(), &operation.response.body)
        else {
            continue;
        };
        let known = model.definitions[*id]
            .page
            .get_or_insert_with(|| pages.items.clone());
        if *known != pages.items {
            let message = format!(
                "another operation has the items of this page in `{}`, this one in `{}`",
                path(known),
                path(&pages.items)
            );
            let help = "correct one of the two `itemName`s, or leave one operation out";
            diagnostics.report(
                Code::UnsupportedFlow,
                operation.origin.join("x-ms-pageable"),
                message,
                help,
            );
        }
    }
}

fn path(fields: &[FieldId]) -> String {
    let names: Vec<&str> = fields.iter().map(FieldId::wire).collect();
    names.join(".")
}
