//! The operation for the next page (`operationName` of `x-ms-pageable`), called with the arguments of the first call.

use super::{
    Document, Lowering,
    parameters::Parameters,
    path::Written,
    refused::{Lowered, Refused},
};
use crate::{
    diagnostic::Code,
    load::ORIGIN,
    model::{Body, LinkPlace, Location, Method, Name, NextPage, Parameter, Response, Type},
    source::Pointer,
};
use openapiv3::Operation as Published;
use serde_json::Value;

/// What the first call sends, and the calls for further pages send again.
pub(super) struct First<'f> {
    pub(super) parameters: &'f [Parameter],
    pub(super) api_version: Option<&'f str>,
    pub(super) body: Option<&'f Body>,
    pub(super) response: Option<&'f Type>,
}

impl<'f> First<'f> {
    pub(super) fn of(
        parameters: &'f Parameters,
        body: Option<&'f Body>,
        response: &'f Response,
    ) -> Self {
        Self {
            parameters: &parameters.list,
            api_version: parameters.api_version.as_deref(),
            body,
            response: response.body.as_ref(),
        }
    }
}

impl<'a> Lowering<'a> {
    /// The call for the next page, or `None` if its link alone is enough.
    pub(super) fn next_page(
        &mut self,
        pageable: &Value,
        at: &Pointer,
        document: &Document<'_>,
        first: &First<'_>,
    ) -> Lowered<Option<NextPage>> {
        let Some(id) = pageable.get("operationName").and_then(Value::as_str) else {
            return Ok(None);
        };
        let at = &at.join("operationName");
        let (item, path, method) = self.reading_with_id(id, at, document)?;
        let operation = item.join(word(method));
        let published = self.sound_reading(id, &operation, &item, document, at)?;
        let shared = self.parameters_of_item(self.object(&item))?;
        let same_body = self.sends_same_body(&published, id, &operation, first, at)?;
        let holders = [&operation, &item, &document.root].map(|at| self.object(at));
        let base = self.base_path(holders, &path)?;
        let own = &published.parameters;
        let has_body = same_body;
        let mut parameters =
            self.parameters(&path.template, &shared, own, document, &operation, has_body)?;
        path.mark_scope(&mut parameters.list);
        let template = self.sent_template(&path, &base, &parameters, &operation)?;
        let link = take_link(&mut parameters.list, pageable.get("nextLinkName"));
        let list = self.given(id, parameters.list, first.parameters, at)?;
        let api_version = parameters.api_version;
        // A link that is the whole path is a URL, which can be called without the operation.
        let link = link.filter(|link| !template.is_parameter(&link.0));
        let is_plain = link.is_none() && list.is_empty() && method == Method::Get;
        if is_plain && api_version.as_deref() == first.api_version {
            return Ok(None);
        }
        let (response, _) = self.response(&published.responses, (&[], false), id, &operation)?;
        if response.body.as_ref() != first.response || response.optional {
            let message =
                format!("the next page comes from `{id}`, whose response has another type");
            return self.refuse(
                Code::UnsupportedFlow,
                at,
                message,
                "give the responses of both operations one schema",
            );
        }
        Ok(Some(NextPage {
            id: id.to_owned(),
            method,
            same_body,
            path: template,
            api_version,
            parameters: list,
            statuses: response.statuses,
            link,
        }))
    }

    /// The operation, with the same checks as any other.
    fn sound_reading(
        &mut self,
        id: &str,
        operation: &Pointer,
        item: &Pointer,
        document: &Document<'_>,
        at: &Pointer,
    ) -> Lowered<Published> {
        if self.documents.get(&operation.join(ORIGIN)).is_none() {
            let message =
                format!("the next page comes from `{id}`, which `operations` does not select");
            let help = format!("add `{id}` to `operations`");
            return self.refuse(Code::UnsupportedFlow, at, message, help);
        }
        let [read, of_item] = [operation, item].map(|at| self.object(at));
        self.check_sound(read, of_item)?;
        let plain = self.refers_plainly(of_item) & self.refers_plainly(read);
        let published: Published = self.read(operation, Code::MalformedOperation)?;
        match plain && self.knows_all(&published, operation, item, &document.root) {
            true => Ok(published),
            false => Err(Refused),
        }
    }

    /// Whether the call for the next page sends the body of the first one. It can have no other.
    fn sends_same_body(
        &mut self,
        published: &Published,
        id: &str,
        operation: &Pointer,
        first: &First<'_>,
        at: &Pointer,
    ) -> Lowered<bool> {
        let Some((body, _)) = self.body(published.request_body.as_ref(), id, operation)? else {
            return Ok(false);
        };
        let is_given = first
            .body
            .is_some_and(|own| own.ty == body.ty && (own.required || !body.required));
        match is_given {
            true => Ok(true),
            false => {
                let message = format!(
                    "the next page comes from `{id}`, whose body this operation does not have"
                );
                let help = "give both operations one body";
                self.refuse(Code::UnsupportedFlow, at, message, help)
            }
        }
    }

    /// Path item, path and method of the GET or POST operation with this id.
    fn reading_with_id(
        &mut self,
        id: &str,
        at: &Pointer,
        document: &Document<'_>,
    ) -> Lowered<(Pointer, Written<'a>, Method)> {
        let Some((item, key, path, method)) = self.find_reading(id, document) else {
            let message = format!(
                "the next page comes from `{id}`, which is not a GET or POST operation of this document"
            );
            return self.refuse(
                Code::UnsupportedFlow,
                at,
                message,
                "leave the operation out of the manifest",
            );
        };
        match Written::parse(path, key) {
            Ok(path) => Ok((item, path, method)),
            Err(message) => {
                let message =
                    format!("the next page comes from `{id}`, which cannot be called: {message}");
                self.refuse(Code::UnsupportedFlow, at, message, "correct the paths")
            }
        }
    }

    fn find_reading(
        &mut self,
        id: &str,
        document: &Document<'_>,
    ) -> Option<(Pointer, &'static str, &'a str, Method)> {
        let documents = self.documents;
        for key in ["paths", "x-ms-paths"] {
            let paths = document.root.join(key);
            let items = documents.get(&paths).and_then(Value::as_object);
            for path in items.into_iter().flat_map(|items| items.keys()) {
                let Ok(item) = self.target(&paths.join(path)) else {
                    continue;
                };
                for method in [Method::Get, Method::Post] {
                    let own = documents.get(&item.join(word(method)).join("operationId"));
                    if own.is_some_and(|own| own == id) {
                        return Some((item, key, path, method));
                    }
                }
            }
        }
        None
    }

    /// Its parameters, with the values of the first call. A parameter that the first call lacks is an error.
    fn given(
        &mut self,
        id: &str,
        next: Vec<Parameter>,
        first: &[Parameter],
        at: &Pointer,
    ) -> Lowered<Vec<Parameter>> {
        let mut given = Vec::new();
        for parameter in next {
            if parameter.is_subscription() {
                given.push(parameter);
                continue;
            }
            let own = first.iter().find(|own| is_same(own, &parameter));
            match own {
                Some(own) if own.required || !parameter.required => {
                    given.push(as_given(own, parameter));
                }
                None if !parameter.required => {}
                _ => {
                    let message = format!(
                        "the next page comes from `{id}`, whose parameter `{}` this operation does not have",
                        parameter.name.wire
                    );
                    let help = "declare the parameter for this operation as well, or leave the operation out of the manifest";
                    return self.refuse(Code::UnsupportedFlow, at, message, help);
                }
            }
        }
        Ok(given)
    }
}

/// The member of a path item for this method.
fn word(method: Method) -> &'static str {
    match method {
        Method::Post => "post",
        _ => "get",
    }
}

/// The first call's parameter, serialized as the next call requires it.
fn as_given(own: &Parameter, next: Parameter) -> Parameter {
    Parameter {
        name: Name {
            wire: next.name.wire,
            rust: own.name.rust.clone(),
        },
        location: next.location,
        verbatim: next.verbatim,
        ..own.clone()
    }
}

fn is_same(own: &Parameter, next: &Parameter) -> bool {
    (&own.name.wire, &own.ty, &own.constant) == (&next.name.wire, &next.ty, &next.constant)
        && !own.is_subscription()
}

/// Removes the parameter for the link: it has the conventional name, or that of the link property.
fn take_link(list: &mut Vec<Parameter>, name: Option<&Value>) -> Option<(String, LinkPlace)> {
    let own = name.and_then(Value::as_str).unwrap_or("nextLink");
    let is_link = |parameter: &Parameter| {
        let wire = parameter.name.wire.as_str();
        let is_named = [own, "nextLink"]
            .iter()
            .any(|name| wire.eq_ignore_ascii_case(name));
        is_named && parameter.ty == Type::String
    };
    let position = list
        .iter()
        .position(|parameter| is_link(parameter) && place(&parameter.location).is_some())?;
    let parameter = list.remove(position);
    Some((parameter.name.wire, place(&parameter.location)?))
}

fn place(location: &Location) -> Option<LinkPlace> {
    match location {
        Location::Path => Some(LinkPlace::Path),
        Location::PathSegments | Location::Scope => Some(LinkPlace::Segments),
        Location::Query(_) => Some(LinkPlace::Query),
        Location::Header => None,
    }
}
