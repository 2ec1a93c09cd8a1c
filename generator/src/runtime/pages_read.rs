//! Protection against endless lists: links that lead back to an earlier page, and too many pages.

use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{Method, Request, Url},
};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

/// The pages of one list that were requested. Clones share their state.
#[derive(Clone, Debug)]
pub(super) struct PagesRead {
    max: usize,
    read: Arc<Mutex<HashSet<(bool, Url)>>>,
}

impl PagesRead {
    /// No page yet, and at most `max` pages.
    pub(super) fn none(max: usize) -> Self {
        Self { max, read: Arc::default() }
    }

    /// Records the request for a page, before it is sent.
    pub(super) fn note(&self, request: &Request) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert((request.method() == Method::Get, without_fragment(request.url())));
    }

    /// Fails if the list must not continue with the page `next`, which is requested with GET or else with POST.
    pub(super) fn check(&self, next: &Url, is_get: bool) -> Result<()> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.contains(&(is_get, without_fragment(next))) {
            return Err(endless("the link of the last page leads to one that was read already".to_owned()));
        }
        if read.len() >= self.max {
            return Err(endless(format!("it has more than {} pages, the `max_pages` of the client's options", self.max)));
        }
        Ok(())
    }
}

/// The fragment of a URL is not part of the request.
fn without_fragment(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}

fn endless(why: String) -> Error {
    Error::with_message(ErrorKind::Other, format!("the list does not end: {why}"))
}
