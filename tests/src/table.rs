//! All operations of four services, with their requests and decoded responses.

mod api_management;
mod cognitive_services;
mod communication;
mod maps;

use azure_core::{
    Error, Result,
    credentials::{Secret, TokenCredential},
    http::{DeserializeWith, JsonFormat, NoFormat, Response},
};
use azure_keys::{ArmClientOptions, KeyType};
use serde_json::Value;
use std::{collections::BTreeMap, fmt::Debug, pin::Pin, sync::Arc};

/// Whether an operation may be sent again when its outcome is unknown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Reads.
    List,
    /// Changes a key.
    Regenerate,
}

/// One operation of one service.
#[derive(Debug)]
pub struct Row {
    /// Resource provider, such as `Microsoft.Maps`.
    pub provider: &'static str,
    /// Operation id of the definition.
    pub operation: &'static str,
    pub kind: Kind,
    /// Path template.
    pub path: &'static str,
    pub api_version: &'static str,
    /// Parameters of the path, the subscription id among them.
    pub parameters: Vec<Parameter>,
    /// JSON body for the primary and for the secondary key.
    pub bodies: Option<[&'static str; 2]>,
    /// Status of the response.
    pub status: u16,
    /// Body of the response, with all properties of the model.
    pub answer: &'static str,
    /// The model's name and its properties that are secrets, if the response has a body.
    pub model: Option<(&'static str, &'static [&'static str])>,
    /// Creates a client, calls the operation and decodes the response.
    pub call: fn(Call) -> Calling,
}

/// A running call. Its type proves that the futures of the clients are [`Send`].
pub type Calling = Pin<Box<dyn Future<Output = Result<Decoded>> + Send>>;

/// A path parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: &'static str,
    /// A value that the definition allows.
    pub value: &'static str,
    /// Punctuation that the definition's pattern does not allow anywhere.
    pub refuses: &'static str,
    /// Values outside the definition's pattern or length, with words of the rule that each breaks.
    pub outside: Vec<(String, &'static str)>,
}

/// What to call an operation with.
#[derive(Clone, Debug)]
pub struct Call {
    pub options: ArmClientOptions,
    pub credential: Arc<dyn TokenCredential>,
    /// Values of the path parameters.
    pub names: BTreeMap<&'static str, String>,
    /// Key to regenerate, where the operation takes one.
    pub key: KeyType,
}

/// A response as a client decoded it.
#[derive(Debug)]
pub struct Decoded {
    /// Decoded body with its names in JSON, `null` if the response has none.
    pub body: Value,
    pub status: u16,
    pub etag: Option<String>,
    /// `Debug` of the client, the response and the model.
    pub shown: String,
}

/// The nine operations.
pub fn rows() -> Vec<Row> {
    let services = [
        api_management::rows(),
        cognitive_services::rows(),
        communication::rows(),
        maps::rows(),
    ];
    services.into_iter().flatten().collect()
}

/// The operations of one kind.
pub fn rows_of(kind: Kind) -> Vec<Row> {
    let mut rows = rows();
    rows.retain(|row| row.kind == kind);
    rows
}

/// Creates a client and returns its `Debug`.
pub type Making = fn(Call) -> Result<String>;

/// The client of each resource provider.
pub fn clients() -> [(&'static str, Making); 4] {
    [
        ("Microsoft.ApiManagement", api_management::client),
        ("Microsoft.CognitiveServices", cognitive_services::client),
        ("Microsoft.Communication", communication::client),
        ("Microsoft.Maps", maps::client),
    ]
}

impl Row {
    /// Names the operation in the message of a failed assertion.
    pub fn label(&self) -> String {
        format!("{} {}", self.provider, self.operation)
    }

    pub async fn send(&self, call: Call) -> Result<Decoded> {
        (self.call)(call).await
    }

    /// Sends a call that has to succeed.
    pub async fn succeed(&self, call: Call) -> Decoded {
        let names = call.names.clone();
        let result = self.send(call).await;
        result.unwrap_or_else(|error| panic!("{} {names:?}: {error:?}", self.label()))
    }

    /// Sends a call that has to fail.
    pub async fn fail(&self, call: Call) -> Error {
        let names = call.names.clone();
        let result = self.send(call).await;
        result
            .err()
            .unwrap_or_else(|| panic!("{} {names:?} should fail", self.label()))
    }

    /// Allowed values of all parameters.
    pub fn names(&self) -> BTreeMap<&'static str, String> {
        let parameters = self.parameters.iter();
        parameters
            .map(|parameter| (parameter.name, parameter.value.to_owned()))
            .collect()
    }

    /// The path with one parameter as `written`, already encoded, and the allowed values for the others.
    pub fn path_with(&self, name: &str, written: &str) -> String {
        let segments = self.path.split('/').map(|segment| {
            let wanted = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
            let parameter = self.parameters.iter().find(|p| Some(p.name) == wanted);
            match parameter {
                Some(parameter) if parameter.name == name => written,
                Some(parameter) => parameter.value,
                None => segment,
            }
        });
        segments.collect::<Vec<_>>().join("/")
    }

    /// The decoded form of [`Row::answer`].
    pub fn decoded(&self) -> Value {
        match self.answer {
            "" => Value::Null,
            answer => serde_json::from_str(answer).expect("the table holds JSON"),
        }
    }
}

impl Parameter {
    const fn new(name: &'static str, value: &'static str) -> Self {
        Self {
            name,
            value,
            refuses: "",
            outside: Vec::new(),
        }
    }

    fn subscription_id() -> Self {
        Self::new("subscriptionId", "11112222-3333-4444-5555-666677778888")
    }

    fn resource_group_name() -> Self {
        let too_long = ("g".repeat(91), "takes at most 90 characters, has 91");
        Self {
            outside: vec![too_long],
            ..Self::new("resourceGroupName", "group-1")
        }
    }

    /// The same with the pattern of newer definitions.
    fn resource_group_of_words() -> Self {
        let pattern = r"does not match the pattern ^[-\w\._\(\)]+$";
        let mut group = Self::resource_group_name();
        group.refuses = r"/\%{}?#";
        group.outside.push(("a group".into(), pattern));
        group
    }
}

impl Call {
    /// The call with another value for one parameter.
    pub fn with_name(mut self, name: &'static str, value: &str) -> Self {
        self.names.insert(name, value.to_owned());
        self
    }

    fn name(&self, name: &str) -> &str {
        &self.names[name]
    }

    fn client<C>(
        &self,
        new: impl FnOnce(String, Arc<dyn TokenCredential>, Option<ArmClientOptions>) -> Result<C>,
    ) -> Result<C> {
        let subscription_id = self.name("subscriptionId").to_owned();
        new(
            subscription_id,
            self.credential.clone(),
            Some(self.options.clone()),
        )
    }
}

impl Decoded {
    /// Reads a response without a body.
    fn nothing(client: &impl Debug, response: Response<(), NoFormat>) -> Self {
        Self {
            body: Value::Null,
            status: response.status().into(),
            etag: None,
            shown: format!("{client:?} {client:#?} {response:?} {response:#?}"),
        }
    }

    /// Reads a response with a body, and writes the model's fields with their names in JSON.
    fn model<T: Debug + DeserializeWith<JsonFormat>>(
        client: &impl Debug,
        response: Response<T>,
        fields: fn(&T) -> Value,
    ) -> Result<Self> {
        let status = response.status().into();
        let shown = format!("{client:?} {client:#?} {response:?} {response:#?}");
        let model = response.into_model()?;
        Ok(Self {
            body: fields(&model),
            status,
            etag: None,
            shown: format!("{shown} {model:?} {model:#?}"),
        })
    }
}

fn revealed(secret: &Option<Secret>) -> Option<&str> {
    secret.as_ref().map(Secret::secret)
}
