//! One call: a path template, its parameters, and the request that they make.

use super::{OutcomeUnknown, arm::Arm, deadline::Deadline, rule::{Rule, broken}, wire::Wire};
use azure_core::{
    Error, Result,
    http::{
        Body, ClientMethodOptions, Context, Method, RawResponse, Request, Url,
        headers::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName},
    },
};

/// A call under construction. The first mistake is kept and returned by [`Operation::send`], before any I/O.
#[derive(Debug)]
pub(crate) struct Operation<'a> {
    arm: &'a Arm,
    id: &'static str,
    method: Method,
    path: &'static str,
    replay: bool,
    optional_answer: bool,
    is_status_result: bool,
    segments: Vec<(&'static str, String, bool)>,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    body: Option<Body>,
    mistake: Result<()>,
}

/// How several values of one query or header parameter are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Separator {
    /// One parameter for each value.
    Multi,
    /// One parameter, its values joined.
    Joined(&'static str),
}

/// A call that is ready to be sent.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    pub(super) arm: Arm,
    pub(super) id: &'static str,
    pub(super) request: Request,
    pub(super) deadline: Deadline,
    pub(super) optional_answer: bool,
    pub(super) is_status_result: bool,
    replay: bool,
}

impl Prepared {
    /// Sends the request. One that was replaced by a GET may be sent again.
    pub(super) async fn send(mut self, context: &Context<'_>, success: &[u16]) -> Result<RawResponse> {
        let replay = self.replay || self.request.method() == Method::Get;
        self.arm.send(self.id, context, &mut self.request, replay, &self.deadline, success).await
    }

    /// Error after the service took the call: one that changes something may have taken effect.
    pub(super) fn taken(&self, error: Error) -> Error {
        match self.replay {
            true => error,
            false => OutcomeUnknown::because(error),
        }
    }
}

impl<'a> Operation<'a> {
    pub(super) fn new(arm: &'a Arm, id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            arm,
            id,
            method,
            path,
            replay: !matches!(method, Method::Post | Method::Patch),
            optional_answer: false,
            is_status_result: false,
            segments: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            mistake: Ok(()),
        }
    }

    /// The call only reads, so that it may be sent again.
    pub(crate) fn read_only(mut self) -> Self {
        self.replay = true;
        self
    }

    /// Some successful answers come without a body, which is then read as `null`.
    pub(crate) fn optional_answer(mut self) -> Self {
        self.optional_answer = true;
        self
    }

    /// The result of a long-running operation is the status document itself, not what that holds.
    pub(crate) fn status_is_result(mut self) -> Self {
        self.is_status_result = true;
        self
    }

    /// API version of the definition; the client's options override it.
    pub(crate) fn api_version(mut self, version: &'static str) -> Self {
        let version = self.arm.api_version.as_deref().unwrap_or(version);
        self.query.push(("api-version", version.to_owned()));
        self
    }

    /// The client's subscription as a path parameter.
    pub(crate) fn subscription(self, name: &'static str, rules: &[Rule]) -> Self {
        let subscription_id = self.arm.subscription_id();
        self.path(name, subscription_id, rules)
    }

    /// Value of a path parameter. It stays one segment, whatever it holds.
    pub(crate) fn path(self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule]) -> Self {
        self.segment(name, value, rules, false)
    }

    /// Value of a path parameter that holds several segments, such as a resource id.
    pub(crate) fn path_segments(self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule]) -> Self {
        self.segment(name, value, rules, true)
    }

    fn segment(mut self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule], many: bool) -> Self {
        let value = value.wire();
        self.check(name, &value, rules);
        let safe = is_safe(name, &value);
        self.note(safe);
        self.segments.push((name, value.into_owned(), many));
        self
    }

    /// Value of a query parameter.
    pub(crate) fn query(mut self, name: &'static str, value: &(impl Wire + ?Sized), rules: &[Rule]) -> Self {
        let value = value.wire();
        self.check(name, &value, rules);
        self.query.push((name, value.into_owned()));
        self
    }

    /// Value of a query parameter that may be left out.
    pub(crate) fn query_optional(self, name: &'static str, value: Option<&(impl Wire + ?Sized)>, rules: &[Rule]) -> Self {
        match value {
            Some(value) => self.query(name, value, rules),
            None => self,
        }
    }

    /// Values of a query parameter that takes several.
    pub(crate) fn query_list(mut self, name: &'static str, values: &[impl Wire], separator: Separator) -> Self {
        for value in written(values, separator) {
            self.query.push((name, value));
        }
        self
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

    /// Value of a header that may be left out.
    pub(crate) fn header_optional(self, name: &'static str, value: Option<&(impl Wire + ?Sized)>, rules: &[Rule]) -> Self {
        match value {
            Some(value) => self.header(name, value, rules),
            None => self,
        }
    }

    /// JSON body.
    pub(crate) fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// JSON body that may be left out.
    pub(crate) fn body_optional(self, body: Option<impl Into<Body>>) -> Self {
        match body {
            Some(body) => self.body(body),
            None => self,
        }
    }

    /// Sends the call, and fails if the status of the answer is none of `success`.
    pub(crate) async fn send<T: From<RawResponse>>(
        self,
        options: &ClientMethodOptions<'_>,
        success: &[u16],
    ) -> Result<T> {
        let call = self.prepare()?;
        let is_optional = call.optional_answer;
        let response = call.send(&options.context, success).await?;
        Ok(T::from(if is_optional { or_null(response) } else { response }))
    }

    /// The call as it will be sent, or the first mistake.
    pub(super) fn prepare(self) -> Result<Prepared> {
        let (arm, id) = (self.arm.clone(), self.id);
        let (replay, optional_answer, is_status_result) = (self.replay, self.optional_answer, self.is_status_result);
        let deadline = Deadline::after(arm.deadline);
        let request = self.into_request()?;
        Ok(Prepared { arm, id, deadline, replay, optional_answer, is_status_result, request })
    }

    /// The request, or the first mistake.
    pub(super) fn into_request(self) -> Result<Request> {
        self.mistake?;
        let (path, constant) = self.path.split_once('?').map_or((self.path, None), |(path, query)| (path, Some(query)));
        let mut url = expand(&self.arm.endpoint, path, &self.segments)?;
        url.set_query(constant);
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let mut request = Request::new(url, self.method);
        request.insert_header(ACCEPT, "application/json");
        for (name, value) in self.headers {
            request.insert_header(HeaderName::from_static(name), value);
        }
        match self.body {
            Some(body) => {
                request.insert_header(CONTENT_TYPE, "application/json");
                request.set_body(body);
            }
            None if self.method != Method::Get => request.insert_header(CONTENT_LENGTH, "0"),
            None => {}
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

    fn note(&mut self, result: Result<()>) {
        if self.mistake.is_ok() {
            self.mistake = result;
        }
    }
}

/// An answer without a body, with `null` for one.
pub(super) fn or_null(response: RawResponse) -> RawResponse {
    match response.body().is_empty() {
        true => RawResponse::from_bytes(response.status(), response.headers().clone(), "null"),
        false => response,
    }
}

fn written(values: &[impl Wire], separator: Separator) -> Vec<String> {
    let values = values.iter().map(|value| value.wire().into_owned());
    match separator {
        Separator::Multi => values.collect(),
        Separator::Joined(_) if values.len() == 0 => Vec::new(),
        Separator::Joined(with) => vec![values.collect::<Vec<_>>().join(with)],
    }
}

/// The URL parser drops empty, tab and newline characters, so those never reach it.
fn is_safe(name: &str, value: &str) -> Result<()> {
    if value.is_empty() {
        return Err(broken(name, "must not be empty"));
    }
    if value.chars().any(char::is_control) {
        return Err(broken(name, "must not hold control characters"));
    }
    Ok(())
}

/// Puts the values into the template, in one pass: a value that looks like a placeholder stays a value.
fn expand(endpoint: &Url, template: &str, values: &[(&str, String, bool)]) -> Result<Url> {
    let mut url = endpoint.clone();
    let segments = segments(template, values)?;
    let base = url.path_segments().map_or(0, |base| base.filter(|segment| !segment.is_empty()).count());
    url.path_segments_mut()
        .map_err(|()| broken("endpoint", "cannot have a path"))?
        .pop_if_empty()
        .extend(&segments);
    let built = url.path_segments().map_or(0, Iterator::count);
    if built != base + segments.len() {
        return Err(broken("path", "would change the number of segments of the request"));
    }
    Ok(url)
}

fn segments(template: &str, values: &[(&str, String, bool)]) -> Result<Vec<String>> {
    let mut segments = Vec::new();
    for part in template.trim_start_matches('/').split('/') {
        match whole(part, values) {
            // The definition's own, such as the end of `/things/`. No value can make one.
            _ if part.is_empty() => segments.push(String::new()),
            Some((name, value)) => {
                for piece in value.trim_matches('/').split('/') {
                    segments.push(checked(name, piece.to_owned())?);
                }
            }
            None => segments.push(checked(part.trim_matches(['{', '}']), filled(part, values))?),
        }
    }
    Ok(segments)
}

/// The parameter that makes up all of `part` and may hold several segments.
fn whole<'v>(part: &str, values: &'v [(&str, String, bool)]) -> Option<(&'v str, &'v str)> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    let (name, value, _) = values.iter().find(|(other, _, many)| *many && *other == name)?;
    Some((name, value))
}

fn filled(part: &str, values: &[(&str, String, bool)]) -> String {
    let mut segment = String::new();
    let mut rest = part;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
        segment.push_str(literal);
        segment.extend(values.iter().filter(|(other, ..)| *other == name).map(|(_, value, _)| value.as_str()));
        rest = tail;
    }
    segment + rest
}

fn checked(name: &str, segment: String) -> Result<String> {
    match segment.as_str() {
        "" => Err(broken(name, "must not be empty")),
        "." | ".." => Err(broken(name, "would make a segment of the path `.` or `..`")),
        _ => Ok(segment),
    }
}
