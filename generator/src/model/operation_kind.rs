//! Kinds of operations: single calls, paged and long-running ones.

use super::{FieldId, Method, Parameter, PathTemplate};
use serde::Serialize;

/// How an operation returns its result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum OperationKind {
    /// In one response: `async fn`, `Response<T>`.
    Once,
    /// In pages: `Pager<T>`.
    Pages(Pages),
    /// When polling ends: `Poller<OperationStatus<T>>`, or `PagedPoller<T>` if the result comes in pages.
    LongRunning(LongRunning),
}

impl OperationKind {
    /// The members of a page, if the result comes in pages.
    pub fn pages(&self) -> Option<&Pages> {
        match self {
            Self::Pages(pages) => Some(pages),
            Self::LongRunning(kind) => kind.pages.as_deref(),
            Self::Once => None,
        }
    }

    /// The call for the next page, if its link alone is not enough.
    pub fn next_page(&self) -> Option<&NextPage> {
        self.pages()?.next.as_deref()
    }

    /// The call for the next page, mutable.
    pub fn next_page_mut(&mut self) -> Option<&mut NextPage> {
        let pages = match self {
            Self::Pages(pages) => pages,
            Self::LongRunning(kind) => kind.pages.as_deref_mut()?,
            Self::Once => return None,
        };
        pages.next.as_deref_mut()
    }
}

/// The members of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pages {
    /// Fields that lead from the response body to the items, the outermost first.
    pub items: Vec<FieldId>,
    /// Fields that lead to the link to the next page. Without a link, there is only one page.
    pub next_link: Option<Vec<FieldId>>,
    /// The operation that requests the next page, if its link alone is not enough.
    pub next: Option<Box<NextPage>>,
}

/// A call for the next page, with the arguments of the first: `pages_by`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextPage {
    /// Id of its operation.
    pub id: String,
    /// Its HTTP method.
    pub method: Method,
    /// Whether it sends the body of the first call again.
    pub same_body: bool,
    /// Its path template.
    pub path: PathTemplate,
    /// API version of its document.
    pub api_version: Option<String>,
    /// Parameters that it takes from the first call: with the Rust names of the first and its own wire names.
    pub parameters: Vec<Parameter>,
    /// Its success statuses.
    pub statuses: Vec<u16>,
    /// The parameter that the link is passed in, if the link is not a URL.
    pub link: Option<(String, LinkPlace)>,
}

/// Where a call for the next page passes the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the variants are those of the runtime")]
pub enum LinkPlace {
    Path,
    Segments,
    Query,
}

/// How a long-running operation ends.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LongRunning {
    /// Where the result is, by the definition.
    pub final_state: FinalState,
    /// Whether the result type has the members of ARM's status document. The result is then the status document itself,
    /// not its `properties`.
    pub status_is_result: bool,
    /// The members of a page, if the result comes in pages.
    pub pages: Option<Box<Pages>>,
}

/// Where the result of a long-running operation is (`final-state-via`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the variants are those of the runtime")]
pub enum FinalState {
    ByMethod,
    AzureAsyncOperation,
    Location,
    OriginalUri,
}
