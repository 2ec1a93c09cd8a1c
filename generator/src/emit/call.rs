//! The body of a method: the request, and how its response is returned.

mod step;

use super::tokens::{ident, text};
use crate::surface::{Call, End, FinalState, Given, HttpMethod, LinkPlace, NextCall, PageLinks};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
pub(super) use step::rules;
use step::step;

pub(super) fn call(call: &Call) -> TokenStream {
    let (id, path) = (text(&call.operation), text(&call.path));
    let method = method(call.method);
    let version = call.api_version.iter();
    let read_only = call.is_read_only.then(|| quote!(.read_only()));
    let optional = call.is_optional_response.then(|| quote!(.optional_body()));
    let status = call.status_is_result.then(|| quote!(.status_is_result()));
    let interim = call
        .is_created_interim
        .then(|| quote!(.created_is_interim()));
    let parameters = call.parameters.iter().map(step);
    let body = call.body.map(|given| match given {
        Given::Option => quote!(.body_optional(options.body)),
        Given::Argument | Given::Client => quote!(.body(body)),
    });
    let content_type = call.content_type.iter();
    let accept = call.accept.iter();
    let end = end(call);
    quote! {
        self.arm
            .operation(#id, #method, #path)
            #read_only
            #optional
            #status
            #interim
            #(.api_version(#version))*
            #(#parameters)*
            #body
            #(.content_type(#content_type))*
            #(.accept(#accept))*
            #end
    }
}

pub(super) fn method(method: HttpMethod) -> TokenStream {
    match method {
        HttpMethod::Get => quote!(Method::Get),
        HttpMethod::Put => quote!(Method::Put),
        HttpMethod::Post => quote!(Method::Post),
        HttpMethod::Delete => quote!(Method::Delete),
        HttpMethod::Head => quote!(Method::Head),
        HttpMethod::Patch => quote!(Method::Patch),
    }
}

/// The last method calls of the chain.
fn end(call: &Call) -> TokenStream {
    let statuses = call.statuses.iter();
    let statuses = statuses.map(|status| Literal::u16_unsuffixed(*status));
    let statuses = quote!(&[#(#statuses),*]);
    match &call.end {
        End::Response => quote!(.send(options.method_options, #statuses).await),
        End::Answer => quote!(.answer(options.method_options).await),
        End::Existence => quote!(.exists(options.method_options, #statuses).await),
        End::Stream => quote!(.stream(options.method_options, #statuses).await),
        End::Pages(links) => {
            let (next_link, next) = (next_link(&links.next_link), links.next.as_ref());
            match next.map(next_call) {
                None => quote!(.pages(options.method_options, #statuses, #next_link)),
                Some(next) => {
                    quote!(.pages_by(options.method_options, #statuses, #next_link, #next))
                }
            }
        }
        End::Poller {
            has_result,
            final_state,
            pages,
        } => poller(*has_result, *final_state, pages.as_ref(), &statuses),
    }
}

fn poller(
    has_result: bool,
    final_state: FinalState,
    pages: Option<&PageLinks>,
    statuses: &TokenStream,
) -> TokenStream {
    let state = state(final_state);
    let Some(links) = pages else {
        let poller = ident(match has_result {
            true => "poller",
            false => "poller_without_result",
        });
        return quote!(.#poller(options.method_options, #statuses, #state));
    };
    let next_link = next_link(&links.next_link);
    match links.next.as_ref().map(next_call) {
        None => quote!(.paged_poller(options.method_options, #statuses, #state, #next_link)),
        Some(next) => {
            quote!(.paged_poller_by(options.method_options, #statuses, #state, #next_link, #next))
        }
    }
}

/// The function that finds the link to the next page in a page.
fn next_link(fields: &[String]) -> TokenStream {
    let Some((last, outer)) = fields.split_last() else {
        return quote!(|_| None);
    };
    let (last, outer) = (ident(last), outer.iter().map(|field| ident(field)));
    quote!(|page| page #(.#outer.as_ref()?)* .#last.as_deref())
}

fn state(state: FinalState) -> TokenStream {
    match state {
        FinalState::ByMethod => quote!(FinalState::ByMethod),
        FinalState::AzureAsyncOperation => quote!(FinalState::AzureAsyncOperation),
        FinalState::Location => quote!(FinalState::Location),
        FinalState::OriginalUri => quote!(FinalState::OriginalUri),
    }
}

/// The request for the next page, without its link.
fn next_call(next: &NextCall) -> TokenStream {
    let (id, path) = (text(&next.operation), text(&next.path));
    let version = next.api_version.iter();
    let parameters = next.parameters.iter().map(step);
    let link = next.link.iter().map(|(name, place)| {
        let place = match place {
            LinkPlace::Path => quote!(LinkPlace::Path),
            LinkPlace::Segments => quote!(LinkPlace::Segments),
            LinkPlace::Query => quote!(LinkPlace::Query),
        };
        quote!(.link(#name, #place))
    });
    let (method, body) = (
        method(next.method),
        next.same_body.then(|| quote!(.same_body())),
    );
    quote! {
        self.arm.operation(#id, #method, #path) #(.api_version(#version))* #(#parameters)* #(#link)* #body
    }
}
