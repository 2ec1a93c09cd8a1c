//! Responses of an operation: statuses, body, headers, and the error.

use super::{
    Lowering,
    content::{Content, Direction},
    extension::{Level, is_set, place},
    refused::{Lowered, Refused},
    schema::NULLABLE,
};
use crate::{
    diagnostic::Code,
    model::{Answer as Typed, ByStatus, Header, Method, Name, Response, Type},
    naming,
    source::Pointer,
};
use openapiv3::{self, ParameterSchemaOrContent, ReferenceOr, Responses, StatusCode};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The response with one status.
struct Answer {
    status: u16,
    content: Option<Content>,
    /// Whether its body may be missing.
    is_optional: bool,
    at: Pointer,
}

impl Lowering<'_> {
    /// The success responses. Their bodies must have one type, or be absent, unless they `vary` by status. A response
    /// with one of the statuses `announcing` is not the final one, so a missing body in it does not make the result
    /// optional.
    /// Returned with the other media types that a call may ask for.
    pub(super) fn response(
        &mut self,
        responses: &Responses,
        (announcing, vary): (&[u16], bool),
        name: &str,
        at: &Pointer,
    ) -> Lowered<(Response, Vec<String>)> {
        let mut headers = BTreeMap::new();
        let mut answers = Vec::new();
        for (status, declared) in &responses.responses {
            let Some(status) = self.success(status, at)? else {
                continue;
            };
            let declared = self.resolved(declared, Code::MalformedResponse)?;
            if is_set(declared.extensions.get("x-ms-error-response")) {
                continue;
            }
            let at = place(&declared.extensions, at);
            let content = self.body_content(&declared, name, &at)?;
            // A body that may be null is treated as one that may be absent.
            let is_optional = content.is_none() || self.may_be_null_body(&declared);
            self.headers(&declared, &at, &mut headers)?;
            answers.push(Answer {
                status,
                content,
                is_optional,
                at,
            });
        }
        if answers.is_empty() {
            let message = "no success response is defined";
            let help = "add the status 200, 201, 202 or 204";
            return self.refuse(Code::UnsupportedAnswer, at, message, help);
        }
        answers.sort_by_key(|answer| answer.status);
        let (mut response, others) = match vary && differ(&answers) {
            true => (by_status(answers), Vec::new()),
            false => self.combined(answers, announcing)?,
        };
        response.headers = headers.into_values().collect();
        Ok((response, others))
    }

    /// Whether a HEAD asks if there is something: it has no body, and 404 is one of its answers.
    pub(super) fn asks_for_existence(
        &mut self,
        method: Method,
        responses: &Responses,
        response: &Response,
    ) -> Lowered<bool> {
        let missing = responses.responses.get(&StatusCode::Code(404));
        match missing.filter(|_| method == Method::Head && response.body.is_none()) {
            Some(missing) => {
                let missing = self.resolved(missing, Code::MalformedResponse)?;
                Ok(!is_set(missing.extensions.get("x-ms-error-response")))
            }
            None => Ok(false),
        }
    }

    /// One response for all statuses.
    fn combined(
        &mut self,
        answers: Vec<Answer>,
        announcing: &[u16],
    ) -> Lowered<(Response, Vec<String>)> {
        let mut response = Response {
            statuses: answers.iter().map(|answer| answer.status).collect(),
            body: None,
            by_status: None,
            accept: None,
            optional: false,
            exists: false,
            headers: Vec::new(),
            interim: interim(&answers, announcing),
        };
        let mut others = Vec::new();
        let mut bare = false;
        for answer in answers {
            bare |= answer.is_optional && !announcing.contains(&answer.status);
            let is_result = !response.interim.contains(&answer.status);
            let Some(content) = answer.content.filter(|_| is_result) else {
                continue;
            };
            if let Some(known) = &response.body
                && *known != content.ty
            {
                let message = "the success responses have bodies of different types";
                let help = "give them one schema, or leave the operation out of the manifest";
                return self.refuse(Code::UnsupportedAnswer, &answer.at, message, help);
            }
            let media = std::iter::once(content.media.clone().unwrap_or_else(json));
            match &response.body {
                Some(_) => others.extend(media.chain(content.others)),
                None => {
                    response.body = Some(content.ty);
                    response.accept = content.media;
                    others = content.others;
                }
            }
        }
        let used = response.accept.clone().unwrap_or_else(json);
        let mut known = BTreeSet::from([used]);
        others.retain(|media| known.insert(media.clone()));
        // A stream without bytes stands for a missing body.
        response.optional = bare && response.model().is_some();
        Ok((response, others))
    }

    /// Type and media types of a response's body, if it has one.
    fn body_content(
        &mut self,
        declared: &openapiv3::Response,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Option<Content>> {
        if !self.knows(declared.extensions.iter(), Level::Response, at) {
            return Err(Refused);
        }
        let name = format!("{name} answer");
        self.content(&declared.content, Direction::Response, &name, at)
    }

    fn may_be_null_body(&self, declared: &openapiv3::Response) -> bool {
        let is_marked = |key: &&str| is_set(declared.extensions.get(*key));
        NULLABLE.iter().any(is_marked) || self.content_may_be_null(&declared.content)
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
            if let Some(ty) = self.content_of_error(&declared.content, &name, at)? {
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
        let mut ty = self.ty(schema.into(), wire)?;
        if is_set(header.extensions.get("x-ms-secret")) {
            ty.hide(&|_| false);
        }
        let ty = match ty {
            Type::String if wire.eq_ignore_ascii_case("etag") => Type::Etag,
            Type::Definition(id) if self.definitions.is_enum(id) => Type::String,
            Type::Array(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Hidden(_)
            | Type::Value
            | Type::Definition(_) => {
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

/// Whether the bodies have several types. All must be JSON, which the client then asks for.
fn differ(answers: &[Answer]) -> bool {
    let mut contents = answers.iter().filter_map(|answer| answer.content.as_ref());
    let Some(first) = contents.next() else {
        return false;
    };
    let is_json = |content: &Content| content.media.is_none() && content.others.is_empty();
    is_json(first) && contents.clone().all(is_json) && contents.any(|other| other.ty != first.ty)
}

/// Responses with a type for each status.
fn by_status(answers: Vec<Answer>) -> Response {
    let statuses = answers.iter().map(|answer| answer.status).collect();
    let answers = answers.into_iter().map(|answer| Typed {
        status: answer.status,
        optional: answer.is_optional && answer.content.is_some(),
        body: answer.content.map(|content| content.ty),
    });
    Response {
        statuses,
        by_status: Some(ByStatus {
            name: String::new(),
            answers: answers.collect(),
        }),
        body: None,
        accept: None,
        optional: false,
        exists: false,
        headers: Vec::new(),
        interim: Vec::new(),
    }
}

/// The media type of a body without another one.
fn json() -> String {
    "application/json".to_owned()
}

/// Statuses of `announcing` whose body has another type than the result. The result of a long-running operation is what
/// it ends with: the body of a final response, else that of a 201.
fn interim(answers: &[Answer], announcing: &[u16]) -> Vec<u16> {
    let is_final = |answer: &&Answer| !announcing.contains(&answer.status);
    let ty = |answer: &Answer| Some(answer.content.as_ref()?.ty.clone());
    let result = answers.iter().filter(is_final).find_map(ty);
    let Some(result) = result.or_else(|| answers.iter().find_map(ty)) else {
        return Vec::new();
    };
    let others = answers.iter().filter(|answer| !is_final(answer));
    let others = others.filter(|answer| ty(answer).is_some_and(|ty| ty != result));
    others.map(|answer| answer.status).collect()
}

fn header_name(client_name: Option<&Value>, wire: &str) -> String {
    match wire.eq_ignore_ascii_case("etag") {
        true => "etag".to_owned(),
        false => naming::member_name(client_name.and_then(Value::as_str).unwrap_or(wire)),
    }
}
