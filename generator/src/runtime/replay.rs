//! Replays the published examples of a provider through the public client methods, without a
//! network.

use super::{
    ArmClientOptions,
    replay_compare::{compare_response, compare_request, failure},
    replay_example::{Example, ExampleResponse, Fault, Published},
};
use async_trait::async_trait;
use azure_core::{
    Bytes, Error, Result, Value,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    http::{AsyncRawResponse, AsyncResponse, ClientOptions, HttpClient, NoFormat, Pager, Request, RequestContent, Response, StatusCode, Transport, headers::Headers, pager::Page},
    time::{Duration, OffsetDateTime},
};
use futures::StreamExt;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    io::Write,
    pin::Pin,
    sync::{Arc, Mutex},
};

/// The input of an adapter: the parameters of one call, and the client to call.
#[derive(Debug)]
pub(crate) struct Call {
    parameters: BTreeMap<String, Value>,
    /// Parameters with several values, with their separators.
    lists: BTreeMap<String, Option<String>>,
    pub(super) transport: Arc<Recorder>,
}

pub(crate) use super::replay_example::Decoded;

pub(crate) type Replayed = Pin<Box<dyn Future<Output = Result<Decoded>>>>;

impl Call {
    /// The client under test, with a transport that records the request and returns the example's
    /// response.
    pub(crate) fn client<C>(
        &self,
        new: impl FnOnce(String, Arc<dyn TokenCredential>, Option<ArmClientOptions>) -> Result<C>,
    ) -> Result<C> {
        let client_options =
            ClientOptions { transport: Some(Transport::new(self.transport.clone())), ..Default::default() };
        let subscription = self.optional("subscriptionId")?.unwrap_or_default();
        new(subscription, Arc::new(Anyone), Some(ArmClientOptions { client_options, ..Default::default() }))
    }

    /// A text parameter of the example.
    pub(crate) fn text(&self, name: &str) -> Result<String> {
        self.parameter(name)
    }

    /// A parameter of the example, or its body.
    pub(crate) fn parameter<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        self.optional(name)?.ok_or_else(|| failure(format!("the example has no parameter {name}")))
    }

    /// An optional parameter of the example.
    pub(crate) fn optional<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        self.read_optional(name, |value| azure_core::json::from_json(azure_core::json::to_json(&value)?))
    }
}

impl Call {
    /// A parameter with a special JSON form.
    pub(crate) fn read<T, E: std::fmt::Display>(&self, name: &str, read: impl Fn(Value) -> std::result::Result<T, E>) -> Result<T> {
        self.read_optional(name, read)?.ok_or_else(|| failure(format!("the example has no parameter {name}")))
    }

    /// An optional parameter with a special JSON form.
    pub(crate) fn read_optional<T, E: std::fmt::Display>(
        &self,
        name: &str,
        read: impl Fn(Value) -> std::result::Result<T, E>,
    ) -> Result<Option<T>> {
        let Some(value) = self.parameters.get(name) else { return Ok(None) };
        let mut listed = self.listed(name, value).into_iter();
        let value = listed.find_map(|values| read(values).ok()).map_or_else(|| read(value.clone()), Ok);
        value.map(Some).map_err(|error| failure(format!("parameter {name}: {error}")))
    }

    /// The possible readings of a list that the example writes as one text: a list of texts, and
    /// one of JSON values such as numbers.
    fn listed(&self, name: &str, value: &Value) -> Vec<Value> {
        let (Some(separator), Value::String(text)) = (self.lists.get(name), value) else { return Vec::new() };
        let texts: Vec<&str> = match separator {
            Some(separator) => text.split(separator.as_str()).collect(),
            None => vec![text],
        };
        let plain = texts.iter().map(|text| azure_core::json::from_json::<_, Value>(text).unwrap_or_default());
        vec![texts.iter().copied().map(Value::from).collect(), plain.collect()]
    }

    /// The body, decoded into its model and encoded again.
    pub(crate) fn content<T: DeserializeOwned + Serialize>(&self, name: &str) -> Result<RequestContent<T>> {
        Ok(azure_core::json::to_json(&self.parameter::<T>(name)?)?.into())
    }

    /// A body that is not JSON. The text of an example stands for its bytes.
    pub(crate) fn stream(&self, name: &str) -> Result<RequestContent<Bytes, NoFormat>> {
        self.optional_stream(name)?.ok_or_else(|| failure(format!("the example has no parameter {name}")))
    }

    /// The same, if the example has one.
    pub(crate) fn optional_stream(&self, name: &str) -> Result<Option<RequestContent<Bytes, NoFormat>>> {
        let value: Option<Value> = self.optional(name)?;
        value.map(|value| Ok(azure_core::json::to_json(&value)?.into())).transpose()
    }

    /// The body, if the example has one.
    pub(crate) fn optional_content<T: DeserializeOwned + Serialize>(&self, name: &str) -> Result<Option<RequestContent<T>>> {
        let model: Option<T> = self.optional(name)?;
        model.map(|model| Ok(azure_core::json::to_json(&model)?.into())).transpose()
    }
}

impl Decoded {
    /// Adds the body, decoded and encoded again.
    pub(crate) fn body<T: DeserializeOwned + Serialize>(self, response: Response<T>) -> Result<Self> {
        self.model(&response.into_model()?)
    }

    /// Adds the bytes of the body. The transport has written the example's value as JSON.
    pub(crate) async fn stream(mut self, response: AsyncResponse) -> Result<Self> {
        let bytes = response.into_body().collect().await?;
        if !bytes.is_empty() {
            self.body = Some(azure_core::json::from_json(&bytes)?);
        }
        Ok(self)
    }

    /// Adds the decoded body.
    pub(super) fn model(mut self, model: &impl Serialize) -> Result<Self> {
        self.body = Some(azure_core::json::from_json(azure_core::json::to_json(model)?)?);
        Ok(self)
    }

    /// Adds a decoded header.
    pub(crate) fn header(mut self, name: &str, value: Option<impl ToString>) -> Self {
        self.headers.extend(value.map(|value| (name.to_ascii_lowercase(), value.to_string())));
        self
    }
}

/// The result of a response that has only a body.
pub(crate) fn body<T: DeserializeOwned + Serialize>(response: Response<T>) -> Result<Decoded> {
    Decoded::default().body(response)
}

/// The first page of a list.
pub(crate) async fn first_page<P>(pager: Pager<P>) -> Result<Decoded>
where
    P: Page + DeserializeOwned + Serialize + Send + 'static,
{
    let page = pager.into_pages().next().await.ok_or_else(|| failure("the pager returned no page"))??;
    body(page)
}

/// Replays all examples of a service, prints how many there were and which are at fault, and panics if one
/// differs that is not.
pub(crate) async fn run(service: &str, published: &str, adapter: fn(&str, Call) -> Replayed) {
    let operations: BTreeMap<String, Published> =
        azure_core::json::from_json(published).expect("the emitted examples are JSON");
    let mut tally = Tally::default();
    for (id, operation) in &operations {
        tally.bare += usize::from(operation.examples.is_empty());
        for (title, example) in &operation.examples {
            tally.examples += 1;
            let responses = example.responses.iter();
            for (status, response) in responses.filter(|(status, _)| status.starts_with('2')) {
                let result = replay(id, operation, example, status, response, adapter).await;
                let which = format!("{id}, example “{title}”, response {status}");
                tally.add(&which, example, status, result);
            }
        }
    }
    print_line(format_args!("{service}: {} operations, {tally}", operations.len()));
    let failures = &tally.failures;
    assert!(failures.is_empty(), "{} responses differ:\n{}", failures.len(), failures.join("\n"));
}

/// Prints even if the test passes. The test harness captures the output of `println!`.
fn print_line(line: std::fmt::Arguments<'_>) {
    // A closed stdout does not fail the test.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Counts of the replays of a service.
#[derive(Default)]
struct Tally {
    examples: usize,
    responses: usize,
    at_fault: usize,
    bare: usize,
    failures: Vec<String>,
}

impl Tally {
    fn add(&mut self, which: &str, example: &Example, status: &str, result: Result<()>) {
        for place in example.unknown.get(status).into_iter().flatten() {
            print_line(format_args!("not in the definition: {which}: {place}"));
        }
        let faults: Vec<&Fault> = example.faults.iter().filter(|fault| fault.concerns(status)).collect();
        match result {
            Ok(()) => self.responses += 1,
            Err(error) if faults.is_empty() => self.failures.push(format!("{which}: {}", chain(&error))),
            Err(_) => {
                self.at_fault += 1;
                for Fault { reason, example, definition, .. } in faults {
                    print_line(format_args!("example at fault: {which}: {reason}\n  example {example}\n  definition {definition}"));
                }
            }
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { examples, responses, at_fault, bare, .. } = self;
        write!(
            f,
            "{examples} examples, {responses} responses replayed, {at_fault} at fault, {bare} operations without an example"
        )
    }
}

async fn replay(
    id: &str,
    operation: &Published,
    example: &Example,
    status_text: &str,
    response: &ExampleResponse,
    adapter: fn(&str, Call) -> Replayed,
) -> Result<()> {
    let status: u16 = status_text.parse()?;
    let transport =
        Arc::new(Recorder { status: StatusCode::from(status), response: response.clone(), seen: Mutex::default() });
    let parameters = non_null(&example.parameters);
    let call = Call { parameters: parameters.clone(), lists: operation.lists.clone(), transport: transport.clone() };
    let given = adapter(id, call).await?;
    let requests = std::mem::take(&mut *transport.seen.lock().expect("no test panics while it holds the lock"));
    let [request] = requests.as_slice() else {
        return Err(failure(format!("{} requests were sent, not one", requests.len())));
    };
    compare_request(request, operation, &parameters)?;
    let none = BTreeSet::new();
    compare_response(&given, response, example.unknown.get(status_text).unwrap_or(&none))
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

/// The parameters of an example, without those that are null.
fn non_null(parameters: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let given = parameters.iter().filter(|(_, value)| !value.is_null());
    given.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Headers with a URL to poll. Examples of 202 often omit them.
const LINKS: [&str; 3] = ["azure-asyncoperation", "operation-location", "location"];

/// Transport that records requests and always returns the same response.
#[derive(Debug)]
pub(super) struct Recorder {
    status: StatusCode,
    pub(super) response: ExampleResponse,
    seen: Mutex<Vec<Request>>,
}

impl Recorder {
    pub(super) fn has_responded(&self) -> bool {
        !self.seen.lock().expect("no test panics while it holds the lock").is_empty()
    }
}

#[async_trait]
impl HttpClient for Recorder {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        self.seen.lock().expect("no test panics while it holds the lock").push(request.clone());
        let mut headers = Headers::new();
        for (name, value) in self.response.headers() {
            headers.insert(name, value);
        }
        if self.status == StatusCode::Accepted && !headers.iter().any(|(name, _)| LINKS.contains(&name.as_str())) {
            headers.insert("location", "/followed");
        }
        let body = self.response.body.as_ref().map(azure_core::json::to_json).transpose()?.unwrap_or_default();
        Ok(AsyncRawResponse::from_bytes(self.status, headers, body))
    }
}

/// Credential that returns a constant token.
#[derive(Debug)]
struct Anyone;

#[async_trait]
impl TokenCredential for Anyone {
    async fn get_token(&self, _: &[&str], _: Option<TokenRequestOptions<'_>>) -> Result<AccessToken> {
        Ok(AccessToken::new("token", OffsetDateTime::now_utc() + Duration::hours(1)))
    }
}
