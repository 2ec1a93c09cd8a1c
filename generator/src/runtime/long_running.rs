//! What the responses of a long-running operation mean: whether it still runs, which URL to poll
//! next, and where its result is.
//!
//! The first response decides how the operation is polled. The rules are those of Azure Resource
//! Manager's RPC contract (Asynchronous Operations), as the pollers of azcore (Go) and azure-core
//! (Python) implement them:
//!
//! | first response | polled next | source |
//! |---|---|---|
//! | 200 or 201 whose `provisioningState` is terminal | nothing, the operation is done | azcore `GetProvisioningState`, azure-core `BodyContentPolling` |
//! | `Azure-AsyncOperation`, then `Operation-Location` | that URL, until its `status` is terminal | azcore `async`, `op`; azure-core `AzureAsyncOperationPolling` |
//! | `Location` | that URL, until its status is not 202 | azcore `loc`, azure-core `LocationPolling` |
//! | PUT, PATCH: 202, 201, or a `provisioningState` that is not terminal | the resource, until its state is terminal | azcore `body`, azure-core `BodyContentPolling` |
//! | POST, DELETE: 202 without a link | an error | azcore `NewPoller` |
//! | any other | nothing, the operation is done | azcore `NopPoller`, azure-core `StatusCheckPolling` |
//!
//! | polled URL | method | `final-state-via` | result | source |
//! |---|---|---|---|---|
//! | `Azure-AsyncOperation` | PUT, PATCH | any | the resource's own URL | azcore `async` |
//! | | POST | `azure-async-operation` | the status document | azcore `async`, azure-core |
//! | | POST | `original-uri` | the URL of the request | azcore `async` |
//! | | POST | `location`, none | `Location` of the first response, else the status document | azcore `async`, azure-core |
//! | | DELETE, GET | any | the status document, nothing more is read | azcore `async`, azure-core |
//! | `Operation-Location` | any | `location` | `Location` of the first response, if there is one | azcore `op`, azure-core |
//! | | POST | `operation-location` | the status document | azcore `op`, azure-core |
//! | | POST | `original-uri` | the URL of the request | the definition |
//! | | any | any other | `resourceLocation` of the status document, else as after `Azure-AsyncOperation` | azcore `op`, azure-core |
//! | `Location` | PUT, PATCH | any | the last response; the resource's own URL if that is empty | azure-core |
//! | | POST, DELETE | any | the last response | azcore `loc`, azure-core |
//! | the resource | PUT, PATCH | any | the last response | azcore `body`, azure-core |

use azure_core::{
    Value,
    http::{Method, RawResponse, StatusCode, headers::HeaderName, poller::PollerStatus},
};
use serde_json::Map;

const AZURE_ASYNC_OPERATION: HeaderName = HeaderName::from_static("azure-asyncoperation");
const OPERATION_LOCATION: HeaderName = HeaderName::from_static("operation-location");
const LOCATION: HeaderName = HeaderName::from_static("location");

/// Where the definition places the result (`final-state-via`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FinalState {
    /// Not defined.
    ByMethod,
    /// In the last response about the operation.
    AzureAsyncOperation,
    /// At the `Location` of the first response.
    Location,
    /// At the URL of the request.
    OriginalUri,
}

/// Properties of the request and its definition that decide how to poll.
#[derive(Clone, Copy, Debug)]
pub(super) struct Definition {
    pub(super) method: Method,
    pub(super) final_state: FinalState,
}

/// How an operation is polled, as decided by its first response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    way: Way,
    /// `Location` of the first response, which may contain the result.
    location: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    AzureAsyncOperation,
    OperationLocation,
    Location,
    Resource,
}

impl Way {
    /// Its name in a saved plan.
    fn name(self) -> &'static str {
        match self {
            Self::AzureAsyncOperation => "AzureAsyncOperation",
            Self::OperationLocation => "OperationLocation",
            Self::Location => "Location",
            Self::Resource => "Resource",
        }
    }
}

// Written by hand, since serde's derives would take longer to compile than the rest of the file.
impl Plan {
    /// The plan as JSON, to be saved.
    pub(super) fn saved(&self) -> Value {
        let mut saved = Map::new();
        saved.insert("way".to_owned(), self.way.name().into());
        saved.insert("location".to_owned(), self.location.clone().into());
        Value::Object(saved)
    }

    /// The plan that [`Plan::saved`] has written.
    pub(super) fn read(saved: &Value) -> Option<Self> {
        let ways = [Way::AzureAsyncOperation, Way::OperationLocation, Way::Location, Way::Resource];
        let name = saved.get("way")?.as_str()?;
        let way = ways.into_iter().find(|way| way.name() == name)?;
        let location = match saved.get("location")? {
            Value::Null => None,
            location => Some(location.as_str()?.to_owned()),
        };
        (saved.as_object()?.len() == 2).then_some(Self { way, location })
    }
}

/// A URL to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// The URL of the request.
    Original,
    /// A URL from the service, unchanged.
    Given(String),
}

/// What one response means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The operation is running. The plan of the first response applies to all later ones. Without
    /// a link, the last URL is polled again.
    Running(Plan, Option<Link>),
    /// The operation has succeeded; the result is at the given place.
    Succeeded(ResultAt),
    /// The operation has failed or was cancelled.
    Ended(PollerStatus),
    /// The response lacks a required part.
    Unreadable(&'static str),
}

/// Where the result is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ResultAt {
    /// The response is the result.
    Here,
    /// The response is a status document, which contains the result or is the result.
    StatusDocument,
    /// The result has to be read from a URL.
    At(Link),
}

impl Definition {
    /// What the response to the request means.
    pub(super) fn first(&self, response: &RawResponse) -> Step {
        let header = |name: &HeaderName| response.headers().get_optional_str(name).map(str::to_owned);
        let location = header(&LOCATION);
        let links = [
            (Way::AzureAsyncOperation, header(&AZURE_ASYNC_OPERATION)),
            (Way::OperationLocation, header(&OPERATION_LOCATION)),
            (Way::Location, location.clone()),
        ];
        let link = links.into_iter().find_map(|(way, link)| Some((way, link?)));
        let state = provisioning_state(response).filter(|_| link.is_some() || self.writes_resource());
        let is_accepted = response.status() == StatusCode::Accepted;
        match (link, state) {
            (_, Some(state)) if is_terminal(&state) && !is_accepted => ended(state, ResultAt::Here),
            (Some((way, link)), _) => Step::Running(Plan { way, location }, Some(Link::Given(link))),
            (None, state) if self.writes_resource() => {
                let runs = state.is_some() || is_accepted || response.status() == StatusCode::Created;
                let plan = Plan { way: Way::Resource, location };
                if runs { Step::Running(plan, Some(Link::Original)) } else { Step::Succeeded(ResultAt::Here) }
            }
            _ if is_accepted => Step::Unreadable("answered 202 without a link to poll"),
            _ => Step::Succeeded(ResultAt::Here),
        }
    }

    /// What a response about a running operation means.
    pub(super) fn next(&self, plan: &Plan, response: &RawResponse) -> Step {
        match plan.way {
            Way::AzureAsyncOperation | Way::OperationLocation => self.by_status(plan, response),
            Way::Location => self.by_location(plan, response),
            Way::Resource => self.by_resource(plan, response),
        }
    }

    fn by_status(&self, plan: &Plan, response: &RawResponse) -> Step {
        if response.status() == StatusCode::Accepted && is_empty(response) {
            return running(plan);
        }
        match text(response, &["status"]).filter(|status| !status.is_empty()) {
            None => Step::Unreadable("answered without a readable `status` when it was polled"),
            Some(status) => match PollerStatus::from(status.as_str()) {
                state if is_terminal(&state) => ended(state, self.after_status(plan, response)),
                _ => running(plan),
            },
        }
    }

    fn by_location(&self, plan: &Plan, response: &RawResponse) -> Step {
        let moved = response.headers().get_optional_str(&LOCATION).map(|link| Link::Given(link.to_owned()));
        match provisioning_state(response) {
            _ if response.status() == StatusCode::Accepted => Step::Running(plan.clone(), moved),
            Some(state) if !is_terminal(&state) => Step::Running(plan.clone(), moved),
            Some(state) => ended(state, ResultAt::Here),
            None if is_empty(response) && self.writes_resource() => Step::Succeeded(ResultAt::At(Link::Original)),
            None => Step::Succeeded(ResultAt::Here),
        }
    }

    fn by_resource(&self, plan: &Plan, response: &RawResponse) -> Step {
        let is_accepted = response.status() == StatusCode::Accepted;
        match provisioning_state(response) {
            Some(state) if !is_terminal(&state) => running(plan),
            _ if is_accepted => running(plan),
            Some(state) => ended(state, ResultAt::Here),
            None if response.status() == StatusCode::NoContent || body(response).is_some() => {
                Step::Succeeded(ResultAt::Here)
            }
            None => Step::Unreadable("answered without a readable body when the resource was polled for its state"),
        }
    }

    fn after_status(&self, plan: &Plan, response: &RawResponse) -> ResultAt {
        let at = |link: &String| ResultAt::At(Link::Given(link.clone()));
        let is_post = self.method == Method::Post;
        let by_location = plan.location.as_ref().map(at);
        if plan.way == Way::OperationLocation {
            match self.final_state {
                FinalState::Location if by_location.is_some() => return by_location.unwrap_or(ResultAt::Here),
                FinalState::AzureAsyncOperation if is_post => return ResultAt::StatusDocument,
                FinalState::OriginalUri if is_post => return ResultAt::At(Link::Original),
                _ => {}
            }
            if let Some(link) = text(response, &["resourceLocation"]) {
                return at(&link);
            }
        }
        match self.final_state {
            _ if self.writes_resource() => ResultAt::At(Link::Original),
            FinalState::AzureAsyncOperation => ResultAt::StatusDocument,
            FinalState::OriginalUri if is_post => ResultAt::At(Link::Original),
            _ if is_post => by_location.unwrap_or(ResultAt::StatusDocument),
            _ => ResultAt::StatusDocument,
        }
    }

    fn writes_resource(&self) -> bool {
        matches!(self.method, Method::Put | Method::Patch)
    }
}

fn running(plan: &Plan) -> Step {
    Step::Running(plan.clone(), None)
}

fn ended(state: PollerStatus, result: ResultAt) -> Step {
    match state {
        PollerStatus::Succeeded => Step::Succeeded(result),
        state => Step::Ended(state),
    }
}

fn is_terminal(state: &PollerStatus) -> bool {
    matches!(state, PollerStatus::Succeeded | PollerStatus::Failed | PollerStatus::Canceled)
}

fn provisioning_state(response: &RawResponse) -> Option<PollerStatus> {
    text(response, &["properties", "provisioningState"]).map(|state| PollerStatus::from(state.as_str()))
}

fn text(response: &RawResponse, path: &[&str]) -> Option<String> {
    let body = body(response)?;
    let value = path.iter().try_fold(&body, |value, name| value.get(name))?;
    value.as_str().map(str::to_owned)
}

fn body(response: &RawResponse) -> Option<Value> {
    azure_core::json::from_json(response.body()).ok()
}

/// Whether a response has no body.
pub(super) fn is_empty(response: &RawResponse) -> bool {
    response.body().trim_ascii().is_empty()
}

/// Members of a status document that describe the operation itself, according to ARM's contract.
/// `properties` contains its result.
const OF_THE_OPERATION: [&str; 10] = [
    "id",
    "name",
    "status",
    "startTime",
    "endTime",
    "percentComplete",
    "error",
    "operations",
    "resourceId",
    "properties",
];

/// The result in the status document of an operation: its `properties`, or else the members that do
/// not describe the operation, as some services return it. Without either, the body is empty.
pub(super) fn result_of(document: &RawResponse) -> RawResponse {
    let result = match body(document) {
        Some(Value::Object(mut members)) => match members.remove("properties").filter(|result| !result.is_null()) {
            Some(result) => Some(result),
            None => {
                members.retain(|name, _| !OF_THE_OPERATION.contains(&name.as_str()));
                (!members.is_empty()).then_some(Value::Object(members))
            }
        },
        _ => None,
    };
    let bytes = result.and_then(|result| azure_core::json::to_json(&result).ok()).unwrap_or_default();
    RawResponse::from_bytes(document.status(), document.headers().clone(), bytes)
}
