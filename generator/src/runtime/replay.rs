//! Replays the examples that a provider publishes through the public client methods, without a network.

use super::{ArmClientOptions, OperationStatus};
use async_trait::async_trait;
use azure_core::{
    Error, Result, Value,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    error::ErrorKind,
    http::{AsyncRawResponse, Body, ClientOptions, HttpClient, NoFormat, Pager, Poller, Request, RequestContent, Response, StatusCode, Transport, headers::Headers, pager::Page},
    time::{Duration, OffsetDateTime, parse_rfc3339},
};
use futures::StreamExt;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    io::Write,
    pin::Pin,
    sync::{Arc, Mutex},
};

/// What a definition says of an operation, and its examples by title.
#[derive(Debug, Deserialize)]
struct Published {
    method: String,
    path: String,
    #[serde(default)]
    query: Vec<String>,
    /// Those of the query that the example has percent-encoded.
    #[serde(default)]
    verbatim: Vec<String>,
    #[serde(default)]
    headers: Vec<String>,
    body: Option<String>,
    #[serde(default)]
    examples: BTreeMap<String, Example>,
}

#[derive(Debug, Deserialize)]
struct Example {
    parameters: BTreeMap<String, Value>,
    responses: BTreeMap<String, ExampleAnswer>,
    /// How the example breaks its definition, as the generator proved.
    #[serde(default)]
    faults: Vec<Fault>,
    /// Members of the answers, by status, that the definition does not know.
    #[serde(default)]
    unknown: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug, Deserialize)]
struct Fault {
    status: Option<String>,
    reason: String,
    example: String,
    definition: String,
}

impl Fault {
    /// Whether the fault is one of the request, or of the answer with this status.
    fn concerns(&self, status: &str) -> bool {
        self.status.as_ref().is_none_or(|own| own == status)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
struct ExampleAnswer {
    #[serde(default)]
    headers: BTreeMap<String, Value>,
    body: Option<Value>,
}

impl ExampleAnswer {
    /// Headers as they are sent, whatever JSON the example writes them in.
    fn headers(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), plain(value)))
    }
}

/// One call that an adapter makes: parameters in, client to call.
#[derive(Debug)]
pub(crate) struct Call {
    parameters: BTreeMap<String, Value>,
    transport: Arc<Recorder>,
}

/// What the client made of an answer, encoded again.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    headers: BTreeMap<String, String>,
    body: Option<Value>,
}

pub(crate) type Answered = Pin<Box<dyn Future<Output = Result<Answer>>>>;

impl Call {
    /// The client under test, on a transport that records the request and gives the example's answer.
    pub(crate) fn client<C>(
        &self,
        new: impl FnOnce(String, Arc<dyn TokenCredential>, Option<ArmClientOptions>) -> Result<C>,
    ) -> Result<C> {
        let client_options =
            ClientOptions { transport: Some(Transport::new(self.transport.clone())), ..Default::default() };
        let subscription = self.optional("subscriptionId")?.unwrap_or_default();
        new(subscription, Arc::new(Anyone), Some(ArmClientOptions { client_options, ..Default::default() }))
    }

    /// Body of the example's answer.
    pub(crate) fn answer_body(&self) -> Option<Value> {
        self.transport.answer.body.clone()
    }

    /// A text among the parameters of the example.
    pub(crate) fn text(&self, name: &str) -> Result<String> {
        self.parameter(name)
    }

    /// A parameter of the example, or its body.
    pub(crate) fn parameter<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        self.optional(name)?.ok_or_else(|| failure(format!("the example has no parameter {name}")))
    }

    /// A parameter that the example may leave out.
    pub(crate) fn optional<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let Some(value) = self.parameters.get(name) else { return Ok(None) };
        let bytes = azure_core::json::to_json(value)?;
        azure_core::json::from_json(bytes).map(Some).map_err(|error| error.with_context(format!("parameter {name}")))
    }
}

impl Call {
    /// A parameter that has a JSON form of its own.
    pub(crate) fn read<T, E: std::fmt::Display>(&self, name: &str, read: impl FnOnce(Value) -> std::result::Result<T, E>) -> Result<T> {
        self.read_optional(name, read)?.ok_or_else(|| failure(format!("the example has no parameter {name}")))
    }

    /// A parameter that has a JSON form of its own, and that the example may leave out.
    pub(crate) fn read_optional<T, E: std::fmt::Display>(
        &self,
        name: &str,
        read: impl FnOnce(Value) -> std::result::Result<T, E>,
    ) -> Result<Option<T>> {
        let value = self.parameters.get(name).cloned().map(read).transpose();
        value.map_err(|error| failure(format!("parameter {name}: {error}")))
    }

    /// The body, read into its model and written again.
    pub(crate) fn content<T: DeserializeOwned + Serialize>(&self, name: &str) -> Result<RequestContent<T>> {
        Ok(azure_core::json::to_json(&self.parameter::<T>(name)?)?.into())
    }

    /// The body, if the example has one.
    pub(crate) fn optional_content<T: DeserializeOwned + Serialize>(&self, name: &str) -> Result<Option<RequestContent<T>>> {
        let model: Option<T> = self.optional(name)?;
        model.map(|model| Ok(azure_core::json::to_json(&model)?.into())).transpose()
    }
}

impl Answer {
    /// Adds the body, decoded and encoded again.
    pub(crate) fn body<T: DeserializeOwned + Serialize>(self, response: Response<T>) -> Result<Self> {
        self.model(&response.into_model()?)
    }

    /// Adds the decoded body.
    fn model(mut self, model: &impl Serialize) -> Result<Self> {
        self.body = Some(azure_core::json::from_json(azure_core::json::to_json(model)?)?);
        Ok(self)
    }

    /// Adds a decoded header.
    pub(crate) fn header(mut self, name: &str, value: Option<impl ToString>) -> Self {
        self.headers.extend(value.map(|value| (name.to_ascii_lowercase(), value.to_string())));
        self
    }
}

/// An answer that is nothing but a body.
pub(crate) fn body<T: DeserializeOwned + Serialize>(response: Response<T>) -> Result<Answer> {
    Answer::default().body(response)
}

/// The first page of an answer.
pub(crate) async fn first_page<P>(pager: Pager<P>) -> Result<Answer>
where
    P: Page + DeserializeOwned + Serialize + Send + 'static,
{
    let page = pager.into_pages().next().await.ok_or_else(|| failure("the pager has no page"))??;
    body(page)
}

/// The first answer of an operation that runs long. It is not followed, since an example is no service.
pub(crate) async fn begun<T>(mut poller: Poller<OperationStatus<T>>, body: Option<Value>) -> Result<Answer>
where
    T: DeserializeOwned + Serialize + Send + 'static,
{
    match poller.next().await.ok_or_else(|| failure("the poller has no answer"))? {
        // An example may show the end of an operation that failed, which a poller tells as an error.
        Err(error) if !body.as_ref().is_some_and(has_failed) => return Err(error),
        _ => {}
    }
    match body {
        Some(body) => {
            let model: T = azure_core::json::from_json(azure_core::json::to_json(&body)?)?;
            Answer::default().model(&model)
        }
        None => Ok(Answer::default()),
    }
}

pub(crate) fn has_failed(body: &Value) -> bool {
    let state = body.get("properties").and_then(|properties| properties.get("provisioningState"));
    state.and_then(Value::as_str).is_some_and(|state| ["Failed", "Canceled"].contains(&state))
}

/// The first answer of an operation that runs long and has no result.
pub(crate) async fn begun_without_result(mut poller: Poller<OperationStatus<(), NoFormat>>) -> Result<Answer> {
    poller.next().await.ok_or_else(|| failure("the poller has no answer"))??;
    Ok(Answer::default())
}

/// Replays all examples of a service, prints how many there were and which are at fault, and panics if one
/// differs that is not.
pub(crate) async fn run(service: &str, published: &str, adapter: fn(&str, Call) -> Answered) {
    let operations: BTreeMap<String, Published> =
        azure_core::json::from_json(published).expect("the emitted examples are JSON");
    let mut tally = Tally::default();
    for (id, operation) in &operations {
        tally.bare += usize::from(operation.examples.is_empty());
        for (title, example) in &operation.examples {
            tally.examples += 1;
            let answers = example.responses.iter();
            for (status, answer) in answers.filter(|(status, _)| status.starts_with('2')) {
                let result = replay(id, operation, example, status, answer, adapter).await;
                let which = format!("{id}, example “{title}”, answer {status}");
                tally.add(&which, example, status, result);
            }
        }
    }
    say(format_args!("{service}: {} operations, {tally}", operations.len()));
    let failures = &tally.failures;
    assert!(failures.is_empty(), "{} answers differ:\n{}", failures.len(), failures.join("\n"));
}

/// Tells it even if the test passes, whose output is kept back if it comes by `println!`.
fn say(line: std::fmt::Arguments<'_>) {
    // A test does not fail because nobody listens.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// What the replays of a service gave.
#[derive(Default)]
struct Tally {
    examples: usize,
    answers: usize,
    at_fault: usize,
    bare: usize,
    failures: Vec<String>,
}

impl Tally {
    fn add(&mut self, which: &str, example: &Example, status: &str, result: Result<()>) {
        for place in example.unknown.get(status).into_iter().flatten() {
            say(format_args!("not in the definition: {which}: {place}"));
        }
        let faults: Vec<&Fault> = example.faults.iter().filter(|fault| fault.concerns(status)).collect();
        match result {
            Ok(()) => self.answers += 1,
            Err(error) if faults.is_empty() => self.failures.push(format!("{which}: {}", chain(&error))),
            Err(_) => {
                self.at_fault += 1;
                for Fault { reason, example, definition, .. } in faults {
                    say(format_args!("example at fault: {which}: {reason}\n  example {example}\n  definition {definition}"));
                }
            }
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { examples, answers, at_fault, bare, .. } = self;
        write!(
            f,
            "{examples} examples, {answers} answers replayed, {at_fault} at fault, {bare} operations without an example"
        )
    }
}

async fn replay(
    id: &str,
    operation: &Published,
    example: &Example,
    status_text: &str,
    answer: &ExampleAnswer,
    adapter: fn(&str, Call) -> Answered,
) -> Result<()> {
    let status: u16 = status_text.parse()?;
    let transport =
        Arc::new(Recorder { status: StatusCode::from(status), answer: answer.clone(), seen: Mutex::default() });
    let call = Call { parameters: example.parameters.clone(), transport: transport.clone() };
    let given = adapter(id, call).await?;
    let requests = std::mem::take(&mut *transport.seen.lock().expect("no test panics while it holds the lock"));
    let [request] = requests.as_slice() else {
        return Err(failure(format!("{} requests were sent, not one", requests.len())));
    };
    compare_request(request, operation, &example.parameters)?;
    let none = BTreeSet::new();
    compare_answer(&given, answer, example.unknown.get(status_text).unwrap_or(&none))
}

fn compare_request(request: &Request, operation: &Published, parameters: &BTreeMap<String, Value>) -> Result<()> {
    same("method", request.method().as_str().to_ascii_uppercase(), operation.method.to_ascii_uppercase())?;
    let (template, constant) = operation.path.split_once('?').unwrap_or((&operation.path, ""));
    let path: Vec<String> = request.url().path().split('/').skip(1).map(decoded).collect();
    same("path", path, expected_path(template, parameters))?;
    let query: BTreeSet<(String, String)> = request.url().query_pairs().into_owned().collect();
    let given_query = given(&operation.query, parameters);
    let mut expected: BTreeSet<(String, String)> = given_query
        .flat_map(|(name, value)| match operation.verbatim.contains(&name) {
            true => decoded_pairs(&format!("{name}={value}")),
            false => vec![(name, value)],
        })
        .collect();
    let is_given = |name: &str| expected.iter().any(|(other, _)| other == name);
    let constant: Vec<_> = decoded_pairs(constant).into_iter().filter(|(name, _)| !is_given(name)).collect();
    expected.extend(constant);
    same("query", query, expected)?;
    for (name, value) in given(&operation.headers, parameters) {
        let sent = request.headers().iter().find(|(other, _)| other.as_str().eq_ignore_ascii_case(&name));
        same(&name, sent.map(|(_, value)| value.as_str().to_owned()), Some(value))?;
    }
    let expected = operation.body.as_ref().and_then(|name| parameters.get(name));
    compare_body(sent_body(request)?.as_ref(), expected)
}

/// Whether the two hold the same values. A member that is null counts as absent, since models tell no difference.
pub(crate) fn compare_body(sent: Option<&Value>, expected: Option<&Value>) -> Result<()> {
    let none = BTreeSet::new();
    match (sent, expected) {
        (Some(sent), Some(expected)) => {
            holds(sent, expected, "body", &none)?;
            holds(expected, sent, "body", &none)
                .map_err(|error| failure(format!("the other way round: {error}")))
        }
        (sent, expected) => same("body", sent, expected),
    }
}

/// Expands the template independently of the client: placeholders by the example's text. A scope in front that is
/// empty is that of the tenant.
fn expected_path(template: &str, parameters: &BTreeMap<String, Value>) -> Vec<String> {
    let mut path = Vec::new();
    for part in template.trim_start_matches('/').split('/') {
        let mut segment = decoded(part);
        for (name, value) in parameters {
            segment = segment.replace(&format!("{{{name}}}"), plain(value).trim_matches('/'));
        }
        let is_tenant = segment.is_empty() && !part.is_empty();
        path.extend(segment.split('/').map(str::to_owned).filter(|_| !is_tenant));
    }
    path
}

/// Pairs of a query that is percent-encoded.
fn decoded_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let text = |text: &str| decoded(&text.replace('+', " "));
    pairs.map(|(name, value)| (text(name), text(value))).collect()
}

fn given<'a>(
    names: &'a [String],
    parameters: &'a BTreeMap<String, Value>,
) -> impl Iterator<Item = (String, String)> + 'a {
    names.iter().filter_map(|name| Some((name.clone(), plain(parameters.get(name)?))))
}

/// Text of a value in a URL or a header. Examples write `10.0` where a number of Rust writes `10`.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn sent_body(request: &Request) -> Result<Option<Value>> {
    match request.body() {
        Body::Bytes(bytes) if bytes.is_empty() => Ok(None),
        Body::Bytes(bytes) => azure_core::json::from_json(bytes).map(Some),
        Body::SeekableStream(_) => Err(failure("the body is a stream")),
    }
}

fn compare_answer(given: &Answer, expected: &ExampleAnswer, unknown: &BTreeSet<String>) -> Result<()> {
    for (name, value) in expected.headers() {
        if let Some(decoded) = given.headers.get(&name) {
            same(&name, decoded, &value)?;
        }
    }
    match (&given.body, &expected.body) {
        (Some(given), Some(expected)) => holds(given, expected, "body", unknown),
        (None, Some(_)) => Err(failure("the client gives no body, the example has one")),
        _ => Ok(()),
    }
}

/// Whether `given` holds every value of `expected`, less those that the definition does not know. Times are
/// compared as instants, numbers by value.
fn holds(given: &Value, expected: &Value, place: &str, unknown: &BTreeSet<String>) -> Result<()> {
    match (given, expected) {
        _ if unknown.contains(place) => Ok(()),
        (Value::Object(given), Value::Object(expected)) => expected.iter().try_for_each(|(name, value)| {
            let given = given.get(name).unwrap_or(&Value::Null);
            holds(given, value, &format!("{place}.{name}"), unknown)
        }),
        (Value::Array(given), Value::Array(expected)) if given.len() == expected.len() => {
            let mut pairs = given.iter().zip(expected).enumerate();
            pairs.try_for_each(|(index, (given, expected))| {
                holds(given, expected, &format!("{place}[{index}]"), unknown)
            })
        }
        (Value::Number(given), Value::Number(expected)) => same(place, given.as_f64(), expected.as_f64()),
        (Value::String(given), Value::String(expected)) if same_instant(given, expected) => Ok(()),
        _ => same(place, given, expected),
    }
}

fn same_instant(left: &str, right: &str) -> bool {
    matches!((parse_rfc3339(left), parse_rfc3339(right)), (Ok(left), Ok(right)) if left == right)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, given: T, expected: T) -> Result<()> {
    if given == expected {
        return Ok(());
    }
    Err(failure(format!("{what} is {given:?}, the example has {expected:?}")))
}

fn failure(message: impl Into<String>) -> Error {
    Error::with_message(ErrorKind::Other, message.into())
}

fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text += &format!(": {cause}");
        source = cause.source();
    }
    text
}

/// Percent-decodes a text. What is no escape stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *byte == b'%') {
            Some(escaped) => {
                bytes.push(escaped);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Headers by which an operation that runs long is followed. Examples of 202 often leave them out.
const LINKS: [&str; 3] = ["azure-asyncoperation", "operation-location", "location"];

/// Transport that records requests and gives one answer.
#[derive(Debug)]
struct Recorder {
    status: StatusCode,
    answer: ExampleAnswer,
    seen: Mutex<Vec<Request>>,
}

#[async_trait]
impl HttpClient for Recorder {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        self.seen.lock().expect("no test panics while it holds the lock").push(request.clone());
        let mut headers = Headers::new();
        for (name, value) in self.answer.headers() {
            headers.insert(name, value);
        }
        if self.status == StatusCode::Accepted && !headers.iter().any(|(name, _)| LINKS.contains(&name.as_str())) {
            headers.insert("location", "/followed");
        }
        // A poller need not wait for a service that is not there.
        headers.insert("retry-after", "0");
        let body = self.answer.body.as_ref().map(azure_core::json::to_json).transpose()?.unwrap_or_default();
        Ok(AsyncRawResponse::from_bytes(self.status, headers, body))
    }
}

/// Credential of anyone.
#[derive(Debug)]
struct Anyone;

#[async_trait]
impl TokenCredential for Anyone {
    async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        Ok(AccessToken::new("token", OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
