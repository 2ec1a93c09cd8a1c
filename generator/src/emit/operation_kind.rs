//! What differs between operations that answer once, in pages, or after a while.

use super::{headers::response, ident, rules::Rules, step::step, types};
use crate::model::{
    FinalState, LinkPlace, LongRunning, Model, NextPage, Operation, OperationKind, Pages,
    ShapeKind, Type,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// What the method gives.
pub(super) fn answer(model: &Model, operation: &Operation) -> TokenStream {
    let ty = operation
        .response
        .body
        .as_ref()
        .map(|ty| types::content(model, ty));
    match (&operation.kind, ty) {
        (OperationKind::Once, _) => response(model, &operation.response),
        (OperationKind::Pages(_), ty) => quote!(Pager<#ty>),
        (OperationKind::LongRunning(_), Some(ty)) if operation.response.optional => {
            quote!(Poller<OperationStatus<Option<#ty>>>)
        }
        (OperationKind::LongRunning(_), Some(ty)) => quote!(Poller<OperationStatus<#ty>>),
        (OperationKind::LongRunning(_), None) => quote!(Poller<OperationStatus<(), NoFormat>>),
    }
}

/// Type of the options that every call has.
pub(super) fn method_options(operation: &Operation) -> TokenStream {
    match operation.kind {
        OperationKind::Once => quote!(ClientMethodOptions<'a>),
        OperationKind::Pages(_) => quote!(PagerOptions<'a>),
        OperationKind::LongRunning(_) => quote!(PollerOptions<'a>),
    }
}

/// The last steps of the call.
pub(super) fn end(model: &Model, operation: &Operation, rules: &Rules<'_>) -> TokenStream {
    let statuses = statuses(operation);
    let statuses = statuses
        .iter()
        .map(|status| Literal::u16_unsuffixed(*status));
    let statuses = quote!(&[#(#statuses),*]);
    match &operation.kind {
        OperationKind::Once => quote!(.send(&options.method_options, #statuses).await),
        OperationKind::Pages(pages) => {
            let next_link = next_link(model, operation, pages);
            match &pages.next {
                None => quote!(.pages(options.method_options, #statuses, #next_link)),
                Some(next) => {
                    let next = next_page(model, next, rules);
                    quote!(.pages_by(options.method_options, #statuses, #next_link, #next))
                }
            }
        }
        OperationKind::LongRunning(LongRunning { final_state, .. }) => {
            let state = ident(match final_state {
                FinalState::ByMethod => "ByMethod",
                FinalState::AzureAsyncOperation => "AzureAsyncOperation",
                FinalState::Location => "Location",
                FinalState::OriginalUri => "OriginalUri",
            });
            let poller = ident(match operation.response.body {
                Some(_) => "poller",
                None => "poller_without_result",
            });
            quote!(.#poller(options.method_options, #statuses, FinalState::#state))
        }
    }
}

/// Statuses that the call, or a call for a further page, succeeds with.
fn statuses(operation: &Operation) -> BTreeSet<u16> {
    let next = match &operation.kind {
        OperationKind::Pages(pages) => pages.next.as_deref(),
        OperationKind::Once | OperationKind::LongRunning(_) => None,
    };
    let next = next.into_iter().flat_map(|next| &next.statuses);
    operation
        .response
        .statuses
        .iter()
        .chain(next)
        .copied()
        .collect()
}

/// The call for the next page, but for its link.
fn next_page(model: &Model, next: &NextPage, rules: &Rules<'_>) -> TokenStream {
    let (id, path) = (&next.id, next.path.to_string());
    let version = next
        .api_version
        .as_ref()
        .map(|version| quote!(.api_version(#version)));
    let parameters = next
        .parameters
        .iter()
        .map(|parameter| step(model, parameter, rules));
    let link = next.link.as_ref().map(|(name, place)| {
        let place = ident(match place {
            LinkPlace::Path => "Path",
            LinkPlace::Segments => "Segments",
            LinkPlace::Query => "Query",
        });
        quote!(.link(#name, LinkPlace::#place))
    });
    quote!(self.arm.operation(#id, Method::Get, #path) #version #(#parameters)* #link)
}

fn next_link(model: &Model, operation: &Operation, pages: &Pages) -> TokenStream {
    let wire = pages.next_link.as_deref();
    match wire.and_then(|wire| field(model, operation.response.body.as_ref(), wire)) {
        Some(field) => quote!(|page| page.#field.as_deref()),
        None => quote!(|_| None),
    }
}

fn field(model: &Model, ty: Option<&Type>, wire: &str) -> Option<proc_macro2::Ident> {
    let ShapeKind::Struct(structure) = &model.definitions[ty?.definition()?].shape.kind else {
        return None;
    };
    structure
        .fields
        .iter()
        .find(|field| field.name.wire == wire)
        .map(|field| ident(&field.name.rust))
}
