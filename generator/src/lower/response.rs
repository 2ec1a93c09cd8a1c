//! Responses of an operation: statuses, body, headers, and the error.

use super::{
    Lowering,
    extension::{Level, is_set, place},
    refused::{Lowered, Refused},
};
use crate::{
    diagnostic::Code,
    model::{Header, Name, Response, Type},
    naming,
    source::Pointer,
};
use openapiv3::{self, MediaType, ParameterSchemaOrContent, ReferenceOr, Responses, StatusCode};
use serde_json::Value;
use std::collections::BTreeMap;

impl Lowering<'_> {
    /// The success responses. Their bodies must have one type, or be absent. A response with one of the statuses
    /// `announcing` is not the final one, so a missing body in it does not make the result optional.
    pub(super) fn response(
        &mut self,
        responses: &Responses,
        announcing: &[u16],
        name: &str,
        at: &Pointer,
    ) -> Lowered<Response> {
        let mut response = Response {
            statuses: Vec::new(),
            body: None,
            optional: false,
            headers: Vec::new(),
        };
        let mut headers = BTreeMap::new();
        let mut bare = false;
        for (status, declared) in &responses.responses {
            let Some(status) = self.success(status, at)? else {
                continue;
            };
            let declared = self.resolved(declared, Code::MalformedResponse)?;
            if is_set(declared.extensions.get("x-ms-error-response")) {
                continue;
            }
            let at = &place(&declared.extensions, at);
            let body = self.body_type(&declared, name, at)?;
            response.statuses.push(status);
            // A body that may be null is treated as one that may be absent.
            let is_optional = body.is_none() || self.may_be_null_body(&declared);
            bare |= is_optional && !announcing.contains(&status);
            match body {
                Some(ty) if response.body.as_ref().is_some_and(|other| *other != ty) => {
                    let message = "the success responses have bodies of different types";
                    let help = "give them one schema, or leave the operation out of the manifest";
                    return self.refuse(Code::UnsupportedAnswer, at, message, help);
                }
                body => response.body = body.or(response.body),
            }
            self.headers(&declared, at, &mut headers)?;
        }
        if response.statuses.is_empty() {
            let message = "no success response is defined";
            return self.refuse(
                Code::UnsupportedAnswer,
                at,
                message,
                "add the status 200, 201, 202 or 204",
            );
        }
        response.statuses.sort_unstable();
        response.optional = bare && response.body.is_some();
        response.headers = headers.into_values().collect();
        Ok(response)
    }

    /// Type of a response's body, if it has one.
    fn body_type(
        &mut self,
        declared: &openapiv3::Response,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Option<Type>> {
        if !self.knows(declared.extensions.iter(), Level::Response, at) {
            return Err(Refused);
        }
        self.content(&declared.content, is_json, &format!("{name} answer"), at)
    }

    fn may_be_null_body(&self, declared: &openapiv3::Response) -> bool {
        is_set(declared.extensions.get("x-nullable")) || self.content_may_be_null(&declared.content)
    }

    /// Schema of the error: that of the default response, else of the first error response with a body.
    pub(super) fn error(
        &mut self,
        responses: &Responses,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Option<Type>> {
        let failures = responses
            .responses
            .iter()
            .filter(|(status, _)| matches!(status, StatusCode::Code(400..)));
        let failures: BTreeMap<_, _> = failures.collect();
        for declared in responses.default.iter().chain(failures.into_values()) {
            let declared = self.resolved(declared, Code::MalformedResponse)?;
            let (name, at) = (format!("{name} error"), &place(&declared.extensions, at));
            if let Some(ty) = self.content(&declared.content, is_json, &name, at)? {
                return Ok(Some(ty));
            }
        }
        Ok(None)
    }

    fn success(&mut self, status: &StatusCode, at: &Pointer) -> Lowered<Option<u16>> {
        match status {
            StatusCode::Code(code) => Ok((200..300).contains(code).then_some(*code)),
            StatusCode::Range(2) => self.refuse(
                Code::UnsupportedAnswer,
                at,
                "the range `2XX` does not specify which statuses the service returns",
                "define a response for each status",
            ),
            StatusCode::Range(_) => Ok(None),
        }
    }

    /// Type of a JSON body, or `None` if there is no body.
    pub(super) fn content<'c>(
        &mut self,
        content: impl IntoIterator<Item = (&'c String, &'c MediaType)>,
        fits: fn(&str) -> bool,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Option<Type>> {
        let mut others = Vec::new();
        for (media, ty) in content {
            let place = place(&ty.extensions, at);
            if !self.knows(ty.extensions.iter(), Level::MediaType, &place) {
                return Err(Refused);
            }
            match &ty.schema {
                Some(schema) if fits(media) => return self.ty(schema.into(), name).map(Some),
                Some(_) => others.push(media.as_str()),
                None => {}
            }
        }
        if others.is_empty() {
            return Ok(None);
        }
        let message = format!("the media type {} is not supported", others.join(", "));
        let help = "leave the operation out of the manifest, or offer application/json";
        self.refuse(Code::UnsupportedAnswer, at, message, help)
    }

    /// Whether a body may be `null`, in any of its media types.
    pub(super) fn content_may_be_null<'c>(
        &self,
        content: impl IntoIterator<Item = (&'c String, &'c MediaType)>,
    ) -> bool {
        let mut schemas = content.into_iter().filter_map(|(_, ty)| ty.schema.as_ref());
        schemas.any(|schema| self.may_be_null(schema.into()))
    }

    fn headers(
        &mut self,
        declared: &openapiv3::Response,
        at: &Pointer,
        headers: &mut BTreeMap<String, Header>,
    ) -> Lowered<()> {
        for (wire, header) in &declared.headers {
            let ReferenceOr::Item(header) = header else {
                let message = format!("the header `{wire}` is a reference");
                return self.refuse(
                    Code::UnsupportedAnswer,
                    at,
                    message,
                    "write the header in place",
                );
            };
            let origin = place(&header.extensions, at);
            let header = self.header(wire, header, &origin)?;
            let key = wire.to_ascii_lowercase();
            if headers.get(&key).is_some_and(|other| other.ty != header.ty) {
                let message = format!("the header `{wire}` has two types");
                return self.refuse(
                    Code::UnsupportedAnswer,
                    &origin,
                    message,
                    "give it one type",
                );
            }
            headers.entry(key).or_insert(header);
        }
        Ok(())
    }

    fn header(&mut self, wire: &str, header: &openapiv3::Header, at: &Pointer) -> Lowered<Header> {
        self.check_header(wire, at)?;
        if !self.knows(header.extensions.iter(), Level::Header, at) {
            return Err(Refused);
        }
        let ParameterSchemaOrContent::Schema(schema) = &header.format else {
            let message = "a header with `content` is not supported";
            return self.refuse(Code::UnsupportedAnswer, at, message, "give it a `schema`");
        };
        let ty = match self.ty(schema.into(), wire)? {
            Type::String if wire.eq_ignore_ascii_case("etag") => Type::Etag,
            Type::Definition(id) if self.definitions.is_enum(id) => Type::String,
            Type::Array(_) | Type::Map(_) | Type::Value | Type::Definition(_) => {
                let message = "a response header must be a string, a number, a date or bytes";
                return self.refuse(Code::UnsupportedAnswer, at, message, "correct the schema");
            }
            ty => ty,
        };
        Ok(Header {
            name: Name {
                wire: wire.to_owned(),
                rust: header_name(header.extensions.get("x-ms-client-name"), wire),
            },
            docs: header.description.clone(),
            ty,
        })
    }
}

fn header_name(client_name: Option<&Value>, wire: &str) -> String {
    match wire.eq_ignore_ascii_case("etag") {
        true => "etag".to_owned(),
        false => naming::member_name(client_name.and_then(Value::as_str).unwrap_or(wire)),
    }
}

/// Whether a media type is JSON: `application/json`, `text/json`, `application/merge-patch+json` and the like.
fn is_json(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    media == "*/*" || media.ends_with("/json") || media.ends_with("+json")
}
