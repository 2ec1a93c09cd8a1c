//! A service on loopback with one Azure Maps account: its two keys, and the requests about them.

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    thread,
};

/// Id of the account. `contoso-2` is another name of it.
pub(crate) const ID: &str =
    "/subscriptions/s-1/resourceGroups/g-1/providers/Microsoft.Maps/accounts/contoso";

/// The service, for as long as the test runs.
#[derive(Debug)]
pub(crate) struct Account {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    primary: String,
    secondary: String,
    /// Keys that were regenerated, in order.
    regenerated: Vec<String>,
    /// Authorization of each request.
    tokens: Vec<String>,
    /// Response to regenerate requests: status and body.
    refusal: Option<(u16, String)>,
    lists: Option<(u16, String)>,
    is_contested: bool,
}

impl Account {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let port = listener.local_addr().expect("it is bound").port();
        let state = Arc::new(Mutex::new(State {
            primary: "first-0-of-contoso".to_owned(),
            secondary: "second-0-of-contoso".to_owned(),
            regenerated: Vec::new(),
            tokens: Vec::new(),
            refusal: None,
            lists: None,
            is_contested: false,
        }));
        let served = state.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = served.clone();
                thread::spawn(move || answer(stream, &state));
            }
        });
        Self { port, state }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Both keys, as they are now.
    pub(crate) fn keys(&self) -> [String; 2] {
        let state = lock(&self.state);
        [state.primary.clone(), state.secondary.clone()]
    }

    pub(crate) fn regenerated(&self) -> Vec<String> {
        lock(&self.state).regenerated.clone()
    }

    pub(crate) fn tokens(&self) -> Vec<String> {
        lock(&self.state).tokens.clone()
    }

    /// Responds to every regenerate request with an error; `None` ends that.
    pub(crate) fn refuse_regenerates(&self, answer: Option<(u16, &str)>) {
        lock(&self.state).refusal = answer.map(|(status, body)| (status, body.to_owned()));
    }

    /// Lets somebody else regenerate the secondary key whenever the primary one is regenerated.
    pub(crate) fn contest(&self) {
        lock(&self.state).is_contested = true;
    }

    /// Lets somebody else regenerate the secondary key now.
    pub(crate) fn replace_secondary(&self) {
        lock(&self.state).secondary = "theirs-0-of-contoso".to_owned();
    }

    /// Responds to every list request with an error; `None` ends that.
    pub(crate) fn refuse_lists(&self, answer: Option<(u16, &str)>) {
        lock(&self.state).lists = answer.map(|(status, body)| (status, body.to_owned()));
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().expect("nothing panics with the lock")
}

/// Responds to one request, and closes the connection.
fn answer(stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(&stream);
    let mut head = Vec::new();
    for line in reader.by_ref().lines().map_while(Result::ok) {
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let header = |name: &str| {
        let mut headers = head.iter().filter_map(|line| line.split_once(": "));
        headers
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
    };
    let length = header("content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    if reader.read_exact(&mut body).is_err() || head.is_empty() {
        return;
    }
    let mut state = lock(state);
    state
        .tokens
        .push(header("authorization").unwrap_or_default());
    let (status, text) = state.act(&head[0], &body);
    let length = text.len();
    let head = format!(
        "HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );
    // The client may have closed the connection.
    let _ = (&stream).write_all((head + &text).as_bytes());
}

impl State {
    fn act(&mut self, request: &str, body: &[u8]) -> (u16, String) {
        let path = request.split(['?', ' ']).nth(1).unwrap_or_default();
        let path = path.replace("/contoso-2/", "/contoso/");
        if path == format!("{ID}/listKeys") {
            return self.lists.clone().unwrap_or((200, self.keys_json()));
        }
        if path == "/subscriptions/s-1/resources" {
            let other = ID.replace("Maps/accounts", "Compute/disks");
            let found = json!({ "value": [{ "id": ID }, { "id": other }] });
            return (200, found.to_string());
        }
        if path == "/subscriptions/s-3/resources" {
            return (200, json!({ "value": [] }).to_string());
        }
        if path != format!("{ID}/regenerateKey") {
            return (
                404,
                json!({ "error": { "code": "ResourceNotFound" } }).to_string(),
            );
        }
        if let Some(refusal) = &self.refusal {
            return refusal.clone();
        }
        let body: Value = serde_json::from_slice(body).expect("the client sends JSON");
        let name = body["keyType"].as_str().expect("it names a key").to_owned();
        self.regenerated.push(name.clone());
        let count = self.regenerated.len();
        match name.as_str() {
            "primary" => self.primary = format!("first-{count}-of-contoso"),
            "secondary" => self.secondary = format!("second-{count}-of-contoso"),
            other => panic!("the account has no key {other}"),
        }
        if self.is_contested && name == "primary" {
            self.secondary = format!("other-{count}-of-contoso");
        }
        (200, self.keys_json())
    }

    fn keys_json(&self) -> String {
        json!({ "primaryKey": self.primary, "secondaryKey": self.secondary }).to_string()
    }
}
