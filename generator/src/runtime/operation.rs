//! One call: a path template, its parameters, and the request that results from them.

use super::{
    OutcomeUnknown,
    arm::Arm,
    concealed::Concealed,
    deadline::Deadline,
    query::{self, Pair},
    rule::{Rule, broken},
    template::{self, Extent, Value},
    wire::Wire,
};
use azure_core::{
    Error, Result,
    http::{
        Body, Context, Method, RawResponse, Request,
        headers::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName},
    },
};

/// A call under construction. The first invalid parameter is recorded, and [`Operation::send`]
/// returns it as an error before any I/O.
#[derive(Debug)]
pub(crate) struct Operation<'a> {
    pub(super) arm: &'a Arm,
    id: &'static str,
    pub(super) method: Method,
    pub(super) path: &'static str,
    resend: bool,
    optional_body: bool,
    is_status_result: bool,
    is_created_interim: bool,
    pub(super) segments: Vec<Value>,
    pub(super) query: Vec<Pair>,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) link: Option<(&'static str, LinkPlace)>,
    pub(super) body: Option<Body>,
    pub(super) same_body: bool,
    pub(super) concealed: Concealed,
    pub(super) content_type: &'static str,
    accept: &'static str,
    pub(super) mistake: Result<()>,
}

/// How several values of one query or header parameter are encoded.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Separator {
    /// One parameter for each value.
    Multi,
    /// One parameter, its values joined.
    Joined(&'static str),
}

/// Where an operation for the next page takes the link as a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkPlace {
    /// As one segment of the path.
    Path,
    /// As the rest of a URL: segments of the path, and a query.
    Segments,
    /// As a query parameter.
    Query,
}

/// A call that is ready to be sent.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) arm: Arm,
    pub(super) id: &'static str,
    pub(super) request: Request,
    pub(super) deadline: Deadline,
    pub(super) optional_body: bool,
    pub(super) is_status_result: bool,
    pub(super) is_created_interim: bool,
    pub(super) resend: bool,
    pub(super) concealed: Concealed,
}

impl Prepared {
    /// Sends the request. A GET may be retried, even if it replaces the original request.
    pub(super) async fn send(mut self, context: &Context<'_>, success: &[u16]) -> Result<RawResponse> {
        let resend = self.resend || self.request.method() == Method::Get;
        let context = &self.concealed.within(context);
        self.arm.send(self.id, context, &mut self.request, resend, &self.deadline, success).await
    }

    /// Error after the service accepted the call: a call that changes something may have taken
    /// effect.
    pub(super) fn taken(&self, error: Error) -> Error {
        match self.resend {
            true => error,
            false => OutcomeUnknown::because(error),
        }
    }
}

impl Arm {
    /// Begins a call. `id` is the operation's id in its definition, `path` its path template.
    pub(crate) fn operation<'a>(
        &'a self,
        id: &'static str,
        method: Method,
        path: &'static str,
    ) -> Operation<'a> {
        Operation::new(self, id, method, path)
    }
}

impl<'a> Operation<'a> {
    pub(super) fn new(arm: &'a Arm, id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            arm,
            id,
            method,
            path,
            resend: !matches!(method, Method::Post | Method::Patch),
            optional_body: false,
            is_status_result: false,
            is_created_interim: false,
            segments: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            link: None,
            body: None,
            content_type: "application/json",
            accept: "application/json",
            same_body: false,
            concealed: Concealed::default(),
            mistake: Ok(()),
        }
    }

    /// Declares that the call only reads, so it may be sent again.
    pub(crate) fn read_only(mut self) -> Self {
        self.resend = true;
        self
    }

    /// Declares that some successful responses have no body, which is then read as `null`.
    pub(crate) fn optional_body(mut self) -> Self {
        self.optional_body = true;
        self
    }

    /// Declares that the result of a long-running operation is the status document itself, not a
    /// part of it.
    pub(crate) fn status_is_result(mut self) -> Self {
        self.is_status_result = true;
        self
    }

    /// Declares that a response 201 of a long-running operation has another body than the result.
    pub(crate) fn created_is_interim(mut self) -> Self {
        self.is_created_interim = true;
        self
    }

    /// API version of the definition; the client's options override it.
    pub(crate) fn api_version(mut self, version: &'static str) -> Self {
        let version = self.arm.api_version.as_deref().unwrap_or(version);
        self.push_query("api-version", version.to_owned());
        self
    }

    /// The client's subscription as a path parameter.
    pub(crate) fn subscription(self, name: &'static str, rules: &[Rule]) -> Self {
        let subscription_id = self.arm.subscription_id();
        self.path(name, subscription_id, rules)
    }

    /// Value of a path parameter. It is always a single segment, whatever characters it contains.
    pub(crate) fn path(self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule]) -> Self {
        self.segment(name, value, rules, Extent::One)
    }

    /// Value of a path parameter that may contain several segments, such as a resource id.
    pub(crate) fn path_segments(self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule]) -> Self {
        self.segment(name, value, rules, Extent::Many)
    }

    /// Value of a path parameter at the start of the path: several segments, or none for the scope
    /// of the tenant.
    pub(crate) fn scope(self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule]) -> Self {
        self.segment(name, value, rules, Extent::Scope)
    }

    /// Values of a path parameter: one segment, with commas between them.
    pub(crate) fn path_list(mut self, name: &'static str, values: &[impl Wire]) -> Self {
        let joined = self.joined(name, values);
        self.path(name, &joined, &[])
    }

    fn segment(mut self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule], extent: Extent) -> Self {
        let value = value.wire();
        self.check(name, &value, rules);
        match Value::new(name, value.into_owned(), extent) {
            Ok(value) => self.segments.push(value),
            Err(mistake) => self.note(Err(mistake)),
        }
        self
    }

    /// Value of a query parameter.
    pub(crate) fn query(mut self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule]) -> Self {
        let value = value.wire();
        self.check(name, &value, rules);
        self.push_query(name, value.into_owned());
        self
    }

    /// Value of an optional query parameter.
    pub(crate) fn query_optional(self, name: &'static str, value: Option<&(impl Wire + ?Sized)>, rules: &[Rule]) -> Self {
        match value {
            Some(value) => self.query(name, value, rules),
            None => self,
        }
    }

    /// Values of a query parameter that accepts several.
    pub(crate) fn query_list(mut self, name: &'static str, values: &[impl Wire], separator: Separator) -> Self {
        for value in encoded(values, separator) {
            self.push_query(name, value);
        }
        self
    }

    /// Declares that the values of a query parameter are already percent-encoded, so they are sent
    /// unchanged.
    pub(crate) fn verbatim(mut self, name: &'static str) -> Self {
        for pair in self.query.iter_mut().filter(|pair| pair.name == name) {
            pair.verbatim = true;
        }
        let values = self.query.iter().filter(|pair| pair.name == name);
        if values.flat_map(|pair| pair.value.chars()).any(char::is_control) {
            self.note(Err(broken(name, "must not hold control characters")));
        }
        self
    }

    /// Declares that the call requests the next page, and that this parameter takes the link.
    pub(crate) fn link(mut self, name: &'static str, place: LinkPlace) -> Self {
        self.link = Some((name, place));
        self
    }

    /// Declares that the call requests the next page, with the body of the first call.
    pub(crate) fn same_body(mut self) -> Self {
        self.same_body = true;
        self
    }

    fn push_query(&mut self, name: &'static str, value: String) {
        self.query.push(Pair { name, value, verbatim: false });
    }

    /// Value of a header.
    pub(crate) fn header(mut self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule]) -> Self {
        let value = value.wire();
        self.check(name, &value, rules);
        if value.chars().any(char::is_control) {
            self.note(Err(broken(name, "must not hold control characters")));
        }
        self.headers.push((name, value.into_owned()));
        self
    }

    /// Value of an optional header.
    pub(crate) fn header_optional(self, name: &'static str, value: Option<&(impl Wire + ?Sized)>, rules: &[Rule]) -> Self {
        match value {
            Some(value) => self.header(name, value, rules),
            None => self,
        }
    }

    /// Values of a header, with commas between them. Without a value the header is not sent.
    pub(crate) fn header_list(mut self, name: &'static str, values: &[impl Wire]) -> Self {
        let joined = self.joined(name, values);
        match values.is_empty() {
            true => self,
            false => self.header(name, &joined, &[]),
        }
    }

    /// Values with commas between them, none of which may contain one.
    fn joined(&mut self, name: &'static str, values: &[impl Wire]) -> String {
        if values.iter().any(|value| value.wire().contains(',')) {
            self.note(Err(broken(name, "must not hold a comma within a value")));
        }
        encoded(values, Separator::Joined(",")).concat()
    }

    /// Media type of the body.
    pub(crate) fn content_type(mut self, media: &'static str) -> Self {
        self.content_type = media;
        self
    }

    /// Media type that the response should have.
    pub(crate) fn accept(mut self, media: &'static str) -> Self {
        self.accept = media;
        self
    }

    /// The context of the call, for azure_core to begin its span.
    pub(super) fn traced<'c>(&self, context: Context<'c>) -> Context<'c> {
        self.arm.spans.within(context, self.id)
    }

    /// The call as it will be sent, or the first invalid parameter.
    pub(super) fn prepare(self) -> Result<Prepared> {
        let (arm, id) = (self.arm.clone(), self.id);
        let (resend, optional_body, is_status_result) = (self.resend, self.optional_body, self.is_status_result);
        let is_created_interim = self.is_created_interim;
        let (deadline, concealed) = (Deadline::after(arm.deadline), self.concealed.clone());
        let request = self.into_request()?;
        Ok(Prepared { arm, id, deadline, resend, optional_body, is_status_result, is_created_interim, request, concealed })
    }

    /// The request, or the first invalid parameter.
    pub(super) fn into_request(self) -> Result<Request> {
        self.mistake?;
        let (path, constant) = self.path.split_once('?').map_or((self.path, None), |(path, query)| (path, Some(query)));
        let mut url = template::expand(&self.arm.endpoint, path, &self.segments)?;
        query::write(&mut url, constant, &self.query)?;
        let mut request = Request::new(url, self.method);
        request.insert_header(ACCEPT, self.accept);
        match self.body {
            Some(body) => set_body(&mut request, body, self.content_type),
            None if self.method != Method::Get => request.insert_header(CONTENT_LENGTH, "0"),
            None => {}
        }
        // Last, so that header parameters of the definition override these headers.
        for (name, value) in self.headers {
            request.insert_header(HeaderName::from_static(name), value);
        }
        Ok(request)
    }

    fn check(&mut self, name: &str, value: &str, rules: &[Rule]) {
        if self.arm.skip_validation {
            return;
        }
        let broken = rules.iter().try_for_each(|rule| rule.check(name, value));
        self.note(broken);
    }

    pub(super) fn note(&mut self, result: Result<()>) {
        if self.mistake.is_ok() {
            self.mistake = result;
        }
    }
}

/// Gives a request its body, and the headers that describe it.
pub(super) fn set_body(request: &mut Request, body: Body, content_type: &'static str) {
    request.insert_header(CONTENT_TYPE, content_type);
    // HTTP clients do not know the length of a stream themselves.
    if let (Body::SeekableStream(_), Some(length)) = (&body, body.len()) {
        request.insert_header(CONTENT_LENGTH, length.to_string());
    }
    request.set_body(body);
}

/// The response, with the body `null` if it has none.
pub(super) fn or_null(response: RawResponse) -> RawResponse {
    match response.body().trim_ascii().is_empty() {
        true => RawResponse::from_bytes(response.status(), response.headers().clone(), "null"),
        false => response,
    }
}

fn encoded(values: &[impl Wire], separator: Separator) -> Vec<String> {
    let values = values.iter().map(|value| value.wire().into_owned());
    match separator {
        Separator::Multi => values.collect(),
        Separator::Joined(_) if values.len() == 0 => Vec::new(),
        Separator::Joined(with) => vec![values.collect::<Vec<_>>().join(with)],
    }
}
