//! An HTTP/1.1 server on loopback that responds from a script and records the requests.

use std::{
    collections::VecDeque,
    io::Result,
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// One request, as received.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    /// Path without the query, not decoded.
    pub path: String,
    pub query: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// When the whole request had arrived.
    pub at: Instant,
}

impl Seen {
    /// All values of a header, in order.
    pub fn header(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }
}

/// What the server does after it has read a request.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    delay: Duration,
    end: End,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Whole,
    /// The declared length of the body is one byte more than is sent.
    Cut,
    /// Nothing is sent.
    HangUp,
}

impl Answer {
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let content_type = ("content-type".to_owned(), "application/json".to_owned());
        Self {
            status,
            headers: vec![content_type],
            body: body.into(),
            delay: Duration::ZERO,
            end: End::Whole,
        }
    }

    /// Closes the connection without a response.
    pub fn hang_up() -> Self {
        let end = End::HangUp;
        Self {
            end,
            ..Self::new(200, "")
        }
    }

    /// Closes the connection before the last byte of the body, which must have one.
    pub fn cut(self) -> Self {
        assert!(!self.body.is_empty(), "there is nothing to cut off");
        let end = End::Cut;
        Self { end, ..self }
    }

    pub fn late(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The response in one piece: two writes would wait for each other's acknowledgement.
    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        // RFC 9110 allows no content-length with 204.
        if self.status != 204 {
            head += &format!("content-length: {}\r\n", self.body.len());
        }
        let mut bytes = [head.as_bytes(), b"\r\n", &self.body].concat();
        if self.end == End::Cut {
            bytes.pop();
        }
        bytes
    }
}

#[derive(Debug, Default)]
struct State {
    script: VecDeque<Answer>,
    seen: Vec<Seen>,
}

/// The server, for as long as the test's runtime lives.
#[derive(Debug)]
pub struct Server {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("loopback has free ports");
        let port = listener
            .local_addr()
            .expect("a bound listener has an address")
            .port();
        let state = Arc::<Mutex<State>>::default();
        tokio::spawn(accept(listener, state.clone()));
        Self { port, state }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Replaces the script. Its last response is repeated for all further requests, so that an
    /// unexpected request is counted instead of blocking the test.
    pub fn script(&self, answers: impl IntoIterator<Item = Answer>) {
        lock(&self.state).script = answers.into_iter().collect();
    }

    /// The requests since the last call.
    pub fn take_seen(&self) -> Vec<Seen> {
        std::mem::take(&mut lock(&self.state).seen)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state
        .lock()
        .expect("nothing panics while it holds the lock")
}

async fn accept(listener: TcpListener, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, state.clone()));
    }
}

/// Serves one connection until either side closes it.
async fn serve(stream: TcpStream, state: Arc<Mutex<State>>) -> Result<()> {
    let mut stream = BufReader::new(stream);
    while let Some(request) = read(&mut stream).await? {
        let answer = next(&state, request);
        tokio::time::sleep(answer.delay).await;
        if answer.end == End::HangUp {
            return Ok(());
        }
        stream.write_all(&answer.bytes()).await?;
        if answer.end == End::Cut {
            return Ok(());
        }
    }
    Ok(())
}

fn next(state: &Mutex<State>, request: Seen) -> Answer {
    let mut state = lock(state);
    state.seen.push(request);
    let answer = state.script.pop_front().expect("the test wrote a script");
    if state.script.is_empty() {
        state.script.push_back(answer.clone());
    }
    answer
}

/// Reads one request, or nothing if the client is done with the connection.
async fn read(stream: &mut BufReader<TcpStream>) -> Result<Option<Seen>> {
    let mut first = String::new();
    if stream.read_line(&mut first).await? == 0 {
        return Ok(None);
    }
    let mut words = first.split_whitespace().map(str::to_owned);
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let headers = read_headers(stream).await?;
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await?;
    Ok(Some(Seen {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body,
        at: Instant::now(),
    }))
}

async fn read_headers(stream: &mut BufReader<TcpStream>) -> Result<Vec<(String, String)>> {
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            return Ok(headers);
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
}
