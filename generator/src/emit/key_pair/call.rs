//! The calls of a pair of keys.

use super::readers::{self, Readers};
use crate::{
    emit::tokens::ident,
    model::{
        DefinitionId, FieldId, Group, KeyArgument, KeyCall, KeyPair, KeysAt, Model, Operation,
        OperationKind, Parameter, Regenerate, Selector, SelectorPlace, SelectorValues, Struct,
        Type,
    },
    surface::types,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Reads both keys.
pub(super) fn read<'m>(
    group: &'m Group,
    pair: &'m KeyPair,
    readers: &mut Readers<'m>,
) -> TokenStream {
    let answer = listed(group, pair);
    let from = readers.of(pair, &pair.listed, &group[&pair.list.operation]);
    quote! {
        let id = &self.resource_id;
        let answer = #answer;
        Ok(#from(answer))
    }
}

/// The list's answer: the model, or all items of its pages.
fn listed(group: &Group, pair: &KeyPair) -> TokenStream {
    let operation = &group[&pair.list.operation];
    let call = call(operation, &pair.list, None);
    match (&operation.kind, operation.response.optional) {
        (OperationKind::Pages(_), _) => quote!(crate::runtime::key_pair::items(#call?).await?),
        (_, true) => quote!(#call.await?.into_model()?.unwrap_or_default()),
        (_, false) => quote!(#call.await?.into_model()?),
    }
}

/// Regenerates a key, and reads what the service then tells of the keys.
pub(super) fn renew<'m>(
    model: &Model,
    group: &'m Group,
    pair: &'m KeyPair,
    readers: &mut Readers<'m>,
) -> TokenStream {
    let (body, call) = match &pair.regenerate {
        Regenerate::Selected(call, selector) => selected(model, group, call, selector),
        Regenerate::Each(primary, secondary) => {
            let [primary, secondary] = [primary, secondary].map(|one| {
                let operation = &group[&one.operation];
                sent(operation, &self::call(operation, one, None))
            });
            let call = quote! {
                match key {
                    KeyType::Primary => #primary,
                    KeyType::Secondary => #secondary,
                }
            };
            (None, call)
        }
    };
    let (response, renewed) = match &pair.answered {
        None => (None, quote!(Renewed::Untold)),
        Some(keys) => {
            let (Regenerate::Selected(call, _) | Regenerate::Each(call, _)) = &pair.regenerate;
            let from = readers.of(pair, keys, &group[&call.operation]);
            let from = match keys.at {
                KeysAt::One(_) => quote!(|answer| #from(key, answer)),
                _ => quote!(#from),
            };
            let renewed = quote!(Renewed::Told(response.into_model().map(#from)));
            (Some(quote!(let response =)), renewed)
        }
    };
    quote! {
        let id = &self.resource_id;
        #body
        #response #call;
        Ok(#renewed)
    }
}

/// The body and the call of an operation that is told which key.
fn selected(
    model: &Model,
    group: &Group,
    call: &KeyCall,
    selector: &Selector,
) -> (Option<TokenStream>, TokenStream) {
    let operation = &group[&call.operation];
    let word = word(model, selector);
    let body = match &selector.place {
        SelectorPlace::Argument(_) => None,
        SelectorPlace::Body { body, field } => Some(self::body(model, *body, field, &word)),
    };
    let selected = Selected {
        word,
        by_body: body.is_some(),
    };
    let call = self::call(operation, call, Some(&selected));
    (body, sent(operation, &call))
}

/// What says which key, and whether the body says it.
struct Selected {
    word: TokenStream,
    by_body: bool,
}

/// Waits until the service has taken the call, or has finished what runs long.
fn sent(operation: &Operation, call: &TokenStream) -> TokenStream {
    match operation.kind {
        OperationKind::LongRunning(_) => quote!(crate::runtime::key_pair::completed(#call?).await?),
        _ => quote!(#call.await?),
    }
}

/// The call of the sub-client's method, with the names that the pair holds.
fn call(operation: &Operation, call: &KeyCall, selected: Option<&Selected>) -> TokenStream {
    let method = ident(&operation.name.rust);
    let arguments = operation
        .arguments()
        .zip(&call.arguments)
        .map(|(parameter, argument)| match argument {
            KeyArgument::ResourceGroup => name(parameter, &quote!(id.resource_group_name())),
            KeyArgument::ResourceName(place) => {
                let place = Literal::usize_unsuffixed(*place);
                name(parameter, &quote!(id.name_at(#place)))
            }
            KeyArgument::Selector => {
                let word = selected.map(|selected| &selected.word);
                quote!(#word,)
            }
        });
    let has_body = selected.is_some_and(|selected| selected.by_body);
    let is_required = operation.required_body().is_some();
    let body = (has_body && is_required).then(|| quote!(body.try_into()?,));
    let options = options(operation, has_body && !is_required);
    quote!(self.client.#method(#(#arguments)* #body Some(#options)))
}

/// A name of the resource's id as an argument.
fn name(parameter: &Parameter, name: &TokenStream) -> TokenStream {
    match parameter.ty {
        Type::String => quote!(#name,),
        _ => quote!(crate::runtime::key_pair::parse(#name)?,),
    }
}

fn options(operation: &Operation, with_body: bool) -> TokenStream {
    let name = ident(&operation.options);
    let method_options = match operation.kind {
        OperationKind::Once => quote!(options.call()),
        OperationKind::Pages(_) => quote!(options.pager()),
        OperationKind::LongRunning(_) => quote!(options.poller()),
    };
    let body = with_body.then(|| quote!(body: Some(body.try_into()?),));
    let has_body = operation.optional_body().is_some();
    let is_more = operation.optional_parameters().next().is_some() || has_body && !with_body;
    let rest = is_more.then(|| quote!(..Default::default()));
    quote!(#name { #body method_options: #method_options, #rest })
}

/// The body that says which key.
fn body(model: &Model, body: DefinitionId, chosen: &FieldId, word: &TokenStream) -> TokenStream {
    let definition = &model.definitions[body];
    let structure = definition.shape.kind.structure();
    let structure = structure.expect("only a struct has a selector");
    let name = types::of(model, &Type::Definition(body));
    let fields = structure.entries().map(|(id, field)| {
        let member = ident(&field.name.rust);
        let is_optional = types::is_optional(field, definition.shape.usage);
        match (id == *chosen, is_optional) {
            (true, true) => quote!(#member: Some(#word)),
            (true, false) => quote!(#member: #word),
            (false, _) => quote!(#member: None),
        }
    });
    let additional = additional(structure);
    quote!(let body = #name { #(#fields,)* #additional };)
}

fn additional(structure: &Struct) -> Option<TokenStream> {
    structure
        .additional
        .as_ref()
        .map(|_| quote!(additional_properties: Default::default()))
}

/// What says which key.
fn word(model: &Model, selector: &Selector) -> TokenStream {
    match &selector.values {
        SelectorValues::KeyType(_) => quote!(key),
        SelectorValues::Listed(_) => quote!(self.listed(key, options).await?),
        SelectorValues::Texts([primary, secondary]) => quote! {
            match key {
                KeyType::Primary => #primary,
                KeyType::Secondary => #secondary,
            }.to_owned()
        },
        SelectorValues::Variants(id, [primary, secondary]) => {
            let name = ident(&model.definitions[*id].name.rust);
            let [primary, secondary] = [primary, secondary].map(|variant| ident(&variant.rust));
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
    let SelectorValues::Listed(member) = &selector.values else {
        return None;
    };
    let KeysAt::Items(items) = &pair.listed.at else {
        unreachable!("only items of a list have such a member");
    };
    let answer = listed(group, pair);
    let which = readers::which(model, items);
    let member = ident(&model.definitions[(items.item, member)].name.rust);
    let items = readers::items(model, items, pair.listed.answer);
    Some(quote! {
        /// What the service calls the key.
        async fn listed(&self, key: KeyType, options: &KeyPairOptions<'_>) -> Result<String> {
            let id = &self.resource_id;
            let answer = #answer;
            let found = #items.into_iter().find(|item| #which == Some(key));
            found.and_then(|item| item.#member).ok_or_else(|| crate::runtime::key_pair::not_listed(key))
        }
    })
}
