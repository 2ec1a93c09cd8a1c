//! Responses in the form that a row's definition declares.

use super::{
    Resource,
    row::{Answer, Items, Shape, Style},
    state::{State, Which},
};
use serde_json::{Map, Value, json};

/// A response without faults.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Option<Value>,
}

impl Reply {
    pub(super) fn new(status: u16, body: impl Into<Option<Value>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    pub(super) fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Redirects the links of a long-running operation from `endpoint` to another origin.
    pub(super) fn lead_to(&mut self, endpoint: &str, origin: &str) {
        for (_, value) in &mut self.headers {
            *value = value.replace(endpoint, origin);
        }
    }

    /// The body on the wire.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        self.body.as_ref().map(|body| body.to_string().into_bytes())
    }

    /// A short delay between polls, to keep the tests fast.
    fn soon(self) -> Self {
        self.header("retry-after-ms", "1".to_owned())
    }
}

/// How often an operation is polled until it is done.
const POLLS: u8 = 3;

impl Resource {
    pub(super) fn list(&self, state: &mut State, page: usize, stale: bool) -> Reply {
        Reply::new(200, self.keys(state, page, stale))
    }

    /// The keys of all pairs, in the form of the list.
    fn keys(&self, state: &mut State, page: usize, stale: bool) -> Value {
        let mut fields = Map::new();
        let mut items = Vec::new();
        for (pair, row) in self.row.all_pairs().enumerate() {
            let keys = state.listed_keys(pair, stale);
            for (place, (name, key)) in row.keys.iter().zip(keys).enumerate() {
                match self.row.list.shape {
                    Shape::Items(form) => items.push(item(form, name, row.words[place], &key)),
                    _ => fields.extend([((*name).to_owned(), json!(key))]),
                }
                if let Some(connections) = self.row.list.connections {
                    fields.insert(connections[place].to_owned(), connection(&key));
                }
            }
        }
        match self.row.list.shape {
            Shape::Fields => Value::Object(fields),
            Shape::Within(parent) => json!({ parent: fields }),
            Shape::Items(form) if form.is_paged => self.page(form, items, page),
            Shape::Items(form) => json!({ form.at: items }),
        }
    }

    fn page(&self, form: Items, items: Vec<Value>, page: usize) -> Value {
        let next = (page + 1 < items.len()).then(|| {
            let (id, last) = (&self.id, self.row.list.last);
            format!(
                "{}{id}/{last}?api-version={}&$skipToken={}",
                self.endpoint,
                self.row.version,
                page + 1
            )
        });
        json!({ form.at: items.get(page..page + 1).unwrap_or_default(), "nextLink": next })
    }

    /// The response to a completed regenerate request.
    fn done(&self, state: &mut State, which: Which, stale: bool) -> Reply {
        let row = self
            .row
            .all_pairs()
            .nth(which.pair)
            .expect("the pair was found before");
        let place = usize::from(which.key == azure_keys::KeyType::Secondary);
        match self.row.regenerate.answer {
            Answer::Nothing => Reply::new(204, None),
            Answer::Empty => Reply::new(200, None),
            Answer::Keys => Reply::new(200, self.keys(state, 0, stale)),
            Answer::One(property) => {
                let key = &state.listed_keys(which.pair, stale)[place];
                Reply::new(200, json!({ property: key }))
            }
            Answer::KeysAndSelector => {
                let mut body = self.keys(state, 0, stale);
                body["keyName"] = json!(row.words[place]);
                Reply::new(200, body)
            }
            Answer::Item => {
                let key = &state.listed_keys(which.pair, stale)[place];
                let Shape::Items(form) = self.row.list.shape else {
                    panic!("{} has no items", self.row.kind);
                };
                Reply::new(200, item(form, row.keys[place], row.words[place], key))
            }
        }
    }

    /// The response to an accepted regenerate request.
    pub(super) fn taken(&self, state: &mut State, which: Which, stale: bool) -> Reply {
        let Some(style) = self.style else {
            return self.done(state, which, stale);
        };
        let link = format!(
            "{}{}/operations/{}?api-version={}",
            self.endpoint,
            self.id,
            state.begin(which),
            self.row.version
        );
        let started = Reply::new(202, None).soon();
        match style {
            Style::Immediate => self.done(state, which, stale),
            Style::AsyncOperation => started
                .header("azure-asyncoperation", link.clone())
                .header("location", link),
            Style::Location => started.header("location", link),
            Style::ProvisioningState => {
                let body = json!({"properties": {"provisioningState": "Updating"}});
                Reply {
                    body: Some(body),
                    ..started
                }
            }
        }
    }

    /// The response to a poll.
    pub(super) fn progress(
        &self,
        state: &mut State,
        operation: usize,
        failed: bool,
    ) -> Option<Reply> {
        let (which, asked) = state.asked(operation)?;
        let is_location = self.style == Some(Style::Location);
        let monitor = |status: &str| json!({"id": self.id, "status": status});
        let error = json!({"code": "OperationFailed", "message": "it failed"});
        Some(match (failed, asked < POLLS) {
            (true, _) if is_location => Reply::new(409, json!({ "error": error })),
            (true, _) => Reply::new(200, json!({"status": "Failed", "error": error})),
            (_, true) if is_location => Reply::new(202, None).soon(),
            (_, true) => Reply::new(200, monitor("InProgress")).soon(),
            (..) if is_location => self.done(state, which, false),
            (..) => {
                let mut body = monitor("Succeeded");
                body["properties"] = self.done(state, which, false).body.unwrap_or_default();
                Reply::new(200, body)
            }
        })
    }
}

fn item(form: Items, name: &str, id: &str, key: &str) -> Value {
    let mut item = json!({ form.name: name, form.value: key });
    if form.is_paged {
        item["id"] = json!(id);
    }
    if let Some(property) = form.connection {
        item[property] = connection(key);
    }
    if let Some(property) = form.time {
        item[property] = json!("2026-01-01T00:00:00Z");
    }
    item
}

fn connection(key: &str) -> Value {
    json!(format!(
        "Endpoint=https://data.example.com/;SharedAccessKey={key}"
    ))
}
