//! A transport that answers by operation.

use super::{Answer, FakeCredential, Operation};
use crate::runtime::ArmClientOptions;
use async_trait::async_trait;
use azure_core::{
    Result,
    http::{AsyncRawResponse, Body, ClientOptions, HttpClient, Method, Request, Transport, Url},
};
use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A service in memory: a transport that answers each operation as the test specifies, so that a
/// typed client is tested without a network.
///
/// A call without an answer panics, with the id of its operation.
#[derive(Clone, Default)]
pub struct Fake {
    state: Arc<Mutex<State>>,
    credential: Arc<FakeCredential>,
}

/// A request that a [`Fake`] has received.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Call {
    /// Id of its operation, or `None` for a request to a link of an answer.
    pub operation: Option<&'static str>,
    /// HTTP method.
    pub method: Method,
    /// URL.
    pub url: Url,
    /// Body as text. It is empty if there is none, or if it is a stream.
    pub body: String,
}

#[derive(Default)]
struct State {
    /// Answers in order, the last of which is repeated, by the operation's id and its path.
    answers: BTreeMap<(&'static str, &'static str), (Operation, VecDeque<Answer>)>,
    /// The same for links.
    links: BTreeMap<String, VecDeque<Answer>>,
    calls: Vec<(Option<Operation>, Call)>,
}

impl Fake {
    /// A service that answers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers calls of `operation`. If it is called several times, the answers are given in order,
    /// and the last one is repeated.
    ///
    /// # Panics
    ///
    /// If the definition of the operation does not declare the answer's status. Errors, of 400 and
    /// more, need no declaration.
    #[track_caller]
    pub fn on(self, operation: Operation, answer: impl Into<Answer>) -> Self {
        let answer = answer.into();
        let status = answer.status.unwrap_or(operation.statuses[0]);
        assert!(
            status >= 400 || operation.statuses.contains(&status),
            "{operation} does not answer {status}: its definition declares {:?}",
            operation.statuses,
        );
        let mut state = self.state();
        let key = (operation.id, operation.path);
        let (_, answers) = state.answers.entry(key).or_insert_with(|| (operation, VecDeque::new()));
        answers.push_back(answer);
        drop(state);
        self
    }

    /// Answers requests to a link that an answer has, such as `Location` or the next page: an
    /// absolute URL, or a path at the endpoint.
    pub fn on_link(self, link: &str, answer: impl Into<Answer>) -> Self {
        self.state().links.entry(link.to_owned()).or_default().push_back(answer.into());
        self
    }

    /// A credential for the client.
    pub fn credential(&self) -> Arc<FakeCredential> {
        self.credential.clone()
    }

    /// Options with this service as transport.
    pub fn options(&self) -> Option<ArmClientOptions> {
        let client_options = ClientOptions { transport: Some(self.transport()), ..Default::default() };
        Some(ArmClientOptions { client_options, ..Default::default() })
    }

    /// The transport, for options of your own.
    pub fn transport(&self) -> Transport {
        Transport::new(Arc::new(self.clone()))
    }

    /// The requests so far, in order.
    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.iter().map(|(_, call)| call.clone()).collect()
    }

    /// Number of calls of an operation so far.
    pub fn count(&self, operation: Operation) -> usize {
        self.state().calls.iter().filter(|(found, _)| *found == Some(operation)).count()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to a request, and its status if it has none itself.
    fn answer(&self, request: &Request) -> std::result::Result<(Answer, u16), String> {
        let (method, url) = (request.method(), request.url());
        let mut state = self.state();
        let found = state.operation(method, url);
        let call = Call { operation: found.map(|one| one.id), method, url: url.clone(), body: text(request) };
        state.calls.push((found, call));
        if let Some(operation) = found {
            let status = operation.statuses[0];
            let answers = state.answers.get_mut(&(operation.id, operation.path));
            return match answers.and_then(|(_, answers)| next(answers)) {
                Some(answer) => Ok((answer, status)),
                None => Err(format!("{operation} has no answer: give one with `Fake::on`")),
            };
        }
        match state.link(url).and_then(next) {
            Some(answer) => Ok((answer, 200)),
            None => Err(unexpected(method, url)),
        }
    }
}

impl State {
    fn operation(&self, method: Method, url: &Url) -> Option<Operation> {
        let known = self.answers.values().map(|(operation, _)| *operation);
        find(known, method, url)
    }

    fn link(&mut self, url: &Url) -> Option<&mut VecDeque<Answer>> {
        let mut links = self.links.iter_mut();
        links.find(|(link, _)| is_link(link, url)).map(|(_, answers)| answers)
    }
}

/// The operation of a request: one without a parameter of several segments is preferred.
fn find(operations: impl Iterator<Item = Operation> + Clone, method: Method, url: &Url) -> Option<Operation> {
    let of_method = operations.filter(|operation| operation.method == method);
    let mut strict = of_method.clone().filter(|operation| operation.leads_to(url, false));
    let mut loose = of_method.filter(|operation| operation.leads_to(url, true));
    strict.next().or_else(|| loose.next())
}

/// Whether a request is to a link: a URL or a path. The client may have added an API version.
fn is_link(link: &str, url: &Url) -> bool {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let given: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
    let whole = format!("{}{}", url.origin().ascii_serialization(), url.path());
    [url.path(), &whole].contains(&path) && query.split('&').all(|pair| pair.is_empty() || given.contains(&pair))
}

/// The message for a request that nobody expected, with the operation that it is.
fn unexpected(method: Method, url: &Url) -> String {
    match find(super::operations(), method, url) {
        Some(operation) => format!("unexpected call of {operation}: answer it with `Fake::on`"),
        None => format!("unexpected request {method} {}: answer it with `Fake::on_link`", url.path()),
    }
}

/// The first answer, which stays if it is the only one.
fn next(answers: &mut VecDeque<Answer>) -> Option<Answer> {
    match answers.len() {
        1 => answers.front().cloned(),
        _ => answers.pop_front(),
    }
}

fn text(request: &Request) -> String {
    match request.body() {
        Body::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}

#[async_trait]
impl HttpClient for Fake {
    async fn execute_request(&self, request: &Request) -> Result<AsyncRawResponse> {
        match self.answer(request) {
            Ok((answer, status)) => answer.response(status),
            Err(message) => panic!("{message}"),
        }
    }
}

/// Shows no body.
impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fake").finish_non_exhaustive()
    }
}
