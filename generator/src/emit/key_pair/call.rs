//! The calls of a pair of keys.

use super::keys;
use crate::{
    emit::{ident, types},
    model::{
        Flow, Group, KeyArgument, KeyCall, KeyPair, KeysAt, Model, Operation, Regenerate, Selector,
        SelectorWords, ShapeKind, Struct, Type,
    },
};
use proc_macro2::TokenStream;
use quote::quote;

/// Lists the keys.
pub(super) fn list(model: &Model, group: &Group, pair: &KeyPair) -> TokenStream {
    let answer = listed(model, group, pair);
    let keys = keys::keys(model, &pair.listed, list_body(group, pair));
    quote! {
        let answer = #answer;
        Ok(#keys)
    }
}

/// The list's answer: the model, or all items of its pages.
fn listed(model: &Model, group: &Group, pair: &KeyPair) -> TokenStream {
    let operation = operation(group, &pair.list);
    let call = call(model, operation, pair, &pair.list, None);
    match (&operation.flow, operation.answer.optional) {
        (Flow::Pages(_), _) => quote!(crate::runtime::key_pair::items(#call?).await?),
        (_, true) => quote!(#call.await?.into_model()?.unwrap_or_default()),
        (_, false) => quote!(#call.await?.into_model()?),
    }
}

/// Definition of the list's answer.
fn list_body(group: &Group, pair: &KeyPair) -> Option<usize> {
    operation(group, &pair.list)
        .answer
        .body
        .as_ref()?
        .definition()
}

/// Regenerates a key, and reads what the service then tells of the keys.
pub(super) fn regenerate(model: &Model, group: &Group, pair: &KeyPair) -> TokenStream {
    let (body, call) = match &pair.regenerate {
        Regenerate::Selected(call, selector) => {
            let operation = operation(group, call);
            let body = body(model, operation, selector);
            (
                body,
                sent(
                    operation,
                    &self::call(model, operation, pair, call, Some(selector)),
                ),
            )
        }
        Regenerate::Each(primary, secondary) => {
            let [primary, secondary] = [primary, secondary].map(|one| {
                let operation = operation(group, one);
                sent(operation, &self::call(model, operation, pair, one, None))
            });
            (
                None,
                quote! {
                    match key {
                        KeyType::Primary => #primary,
                        KeyType::Secondary => #secondary,
                    }
                },
            )
        }
    };
    let read = match &pair.answered {
        None => quote! {
            #call;
            let keys = self.list(Some(options.clone()));
        },
        Some(at) => {
            let answer = regenerated_body(group, pair);
            let keys = keys::keys(model, at, answer);
            quote! {
                let response = #call;
                let keys = async {
                    let answer = response.into_model()?;
                    Ok(#keys)
                };
            }
        }
    };
    quote! {
        #body
        #read
        crate::runtime::key_pair::accepted(keys).await
    }
}

/// Definition of the answer of the operation that regenerates.
fn regenerated_body(group: &Group, pair: &KeyPair) -> Option<usize> {
    let (Regenerate::Selected(call, _) | Regenerate::Each(call, _)) = &pair.regenerate;
    operation(group, call).answer.body.as_ref()?.definition()
}

/// Waits until the service has taken the call, or has finished what runs long.
fn sent(operation: &Operation, call: &TokenStream) -> TokenStream {
    match operation.flow {
        Flow::LongRunning(_) => quote!(crate::runtime::key_pair::completed(#call?).await?),
        _ => quote!(#call.await?),
    }
}

fn operation<'g>(group: &'g Group, call: &KeyCall) -> &'g Operation {
    group
        .operation(&call.operation)
        .expect("pairs are made of the group's own operations")
}

/// The call of the sub-client's method, with the names that the pair holds.
fn call(
    model: &Model,
    operation: &Operation,
    pair: &KeyPair,
    call: &KeyCall,
    selector: Option<&Selector>,
) -> TokenStream {
    let method = ident(&operation.name.rust);
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required && !parameter.is_subscription());
    let arguments = required
        .zip(&call.arguments)
        .map(|(parameter, argument)| match argument {
            KeyArgument::Held(place) => {
                let field = ident(&pair.parameters[*place].name.rust);
                match parameter.ty {
                    Type::String => quote!(&self.#field,),
                    _ => quote!(crate::runtime::key_pair::parse(&self.#field)?,),
                }
            }
            KeyArgument::Selector => {
                let word = selector.map(|selector| word(model, selector));
                quote!(#word,)
            }
        });
    let has_body = selector.is_some_and(|selector| selector.property.is_some());
    let is_required = operation.body.as_ref().is_some_and(|body| body.required);
    let body = (has_body && is_required).then(|| quote!(body.try_into()?,));
    let options = options(operation, has_body && !is_required);
    quote!(self.client.#method(#(#arguments)* #body Some(#options)))
}

fn options(operation: &Operation, with_body: bool) -> TokenStream {
    let name = ident(&operation.options);
    let method_options = match operation.flow {
        Flow::Once => quote!(options.method_options.clone()),
        Flow::Pages(_) => quote!(options.pager()),
        Flow::LongRunning(_) => quote!(options.poller()),
    };
    let body = with_body.then(|| quote!(body: Some(body.try_into()?),));
    let optional = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .count();
    let has_body = operation.body.as_ref().is_some_and(|body| !body.required);
    let is_more = optional > 0 || has_body && !with_body;
    let rest = is_more.then(|| quote!(..Default::default()));
    quote!(#name { #body method_options: #method_options, #rest })
}

/// The body that says which key.
fn body(model: &Model, operation: &Operation, selector: &Selector) -> Option<TokenStream> {
    let property = selector.property.as_ref()?;
    let ty = &operation.body.as_ref()?.ty;
    let definition = &model.definitions[ty.definition()?];
    let ShapeKind::Struct(structure) = &definition.shape.kind else {
        return None;
    };
    let name = types::ty(model, ty);
    let fields = structure.fields.iter().map(|field| {
        let member = ident(&field.name.rust);
        let is_optional = types::is_optional(field, definition.shape.usage);
        match (field.name.wire == *property, is_optional) {
            (true, true) => {
                let word = word(model, selector);
                quote!(#member: Some(#word))
            }
            (true, false) => {
                let word = word(model, selector);
                quote!(#member: #word)
            }
            (false, _) => quote!(#member: None),
        }
    });
    let additional = additional(structure);
    Some(quote!(let body = #name { #(#fields,)* #additional };))
}

fn additional(structure: &Struct) -> Option<TokenStream> {
    structure
        .additional
        .as_ref()
        .map(|_| quote!(additional_properties: Default::default()))
}

/// What says which key.
fn word(model: &Model, selector: &Selector) -> TokenStream {
    match &selector.words {
        SelectorWords::KeyType => quote!(key),
        SelectorWords::Listed(_) => quote!(self.listed(key, &options).await?),
        SelectorWords::Texts([primary, secondary]) => quote! {
            match key {
                KeyType::Primary => #primary,
                KeyType::Secondary => #secondary,
            }.to_owned()
        },
        SelectorWords::Variants(id, [primary, secondary]) => {
            let name = ident(&model.definitions[*id].name.rust);
            let [primary, secondary] = [primary, secondary].map(|variant| ident(variant));
            quote! {
                match key {
                    KeyType::Primary => #name::#primary,
                    KeyType::Secondary => #name::#secondary,
                }
            }
        }
    }
}

/// Finds what the list tells of a key, where the selector repeats that.
pub(super) fn lookup(model: &Model, group: &Group, pair: &KeyPair) -> Option<TokenStream> {
    let Regenerate::Selected(_, selector) = &pair.regenerate else {
        return None;
    };
    let (SelectorWords::Listed(member), KeysAt::Items { item, list, .. }) =
        (&selector.words, &pair.listed)
    else {
        return None;
    };
    let answer = listed(model, group, pair);
    let items = keys::items(model, list.as_deref(), list_body(group, pair));
    let which = keys::which(model, &pair.listed);
    let member = keys::field(model, *item, member)?;
    Some(quote! {
        /// What the service calls the key.
        async fn listed(&self, key: KeyType, options: &crate::KeyPairOptions<'_>) -> Result<String> {
            let answer = #answer;
            let found = #items.into_iter().find(|item| #which == Some(key));
            found.and_then(|item| item.#member).ok_or_else(|| crate::runtime::key_pair::not_listed(key))
        }
    })
}
