//! How the answers of an operation come: at once, in pages, or after a while.

use super::{FieldId, Parameter, PathTemplate};
use serde::Serialize;

/// How the answers of an operation come.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum OperationKind {
    /// One answer: `async fn`, `Response<T>`.
    Once,
    /// In pages: `Pager<T>`.
    Pages(Pages),
    /// After a while: `Poller<OperationStatus<T>>`.
    LongRunning(LongRunning),
}

impl OperationKind {
    /// The call for the next page, if its link does not say all.
    pub fn next_page(&self) -> Option<&NextPage> {
        match self {
            Self::Pages(pages) => pages.next.as_deref(),
            Self::Once | Self::LongRunning(_) => None,
        }
    }

    /// The call for the next page, to change.
    pub fn next_page_mut(&mut self) -> Option<&mut NextPage> {
        match self {
            Self::Pages(pages) => pages.next.as_deref_mut(),
            Self::Once | Self::LongRunning(_) => None,
        }
    }
}

/// What a page holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pages {
    /// Field of the answer with the items.
    pub items: FieldId,
    /// Field of the answer with the link to the next page, if there are more than one.
    pub next_link: Option<FieldId>,
    /// The operation that asks for the next page, if its link does not say all.
    pub next: Option<Box<NextPage>>,
}

/// A call for the next page, with the arguments of the first: `pages_by`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextPage {
    /// Id of its operation.
    pub id: String,
    /// Its path template.
    pub path: PathTemplate,
    /// API version of its document.
    pub api_version: Option<String>,
    /// What it takes of the first call: the Rust names are those of the first, the wire names its own.
    pub parameters: Vec<Parameter>,
    /// Its successful statuses.
    pub statuses: Vec<u16>,
    /// The parameter that gets the link, if the link is no address.
    pub link: Option<(String, LinkPlace)>,
}

/// Where a call for the next page takes the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the variants are those of the runtime")]
pub enum LinkPlace {
    Path,
    Segments,
    Query,
}

/// How a long-running operation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LongRunning {
    /// Where the definition says that the result stands.
    pub final_state: FinalState,
    /// Whether the result has the members of ARM's status document, so that it is that document, not what that
    /// document holds.
    pub status_is_result: bool,
}

/// Where the result of a long-running operation stands (`final-state-via`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the variants are those of the runtime")]
pub enum FinalState {
    ByMethod,
    AzureAsyncOperation,
    Location,
    OriginalUri,
}
