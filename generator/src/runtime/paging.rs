//! Pagers.

use super::{
    next_page::NextPage,
    operation::{Operation, Prepared},
    pages_read::PagesRead,
    transport::not_reset,
};
use azure_core::{
    Result,
    http::{
        Context, Pager, RawResponse, Response,
        pager::{Page, PagerContinuation, PagerOptions, PagerResult, PagerState},
    },
};
use serde::de::DeserializeOwned;

/// A function that finds the link to the next page.
pub(super) type Link<P> = fn(&P) -> Option<&str>;

impl Operation<'_> {
    /// Pages of the list. `next_link` finds the link to the next page. The first poll of the pager
    /// sends the call.
    ///
    /// Links are requested with GET, only from the endpoint and trusted origins, and with the
    /// client's API version.
    pub(crate) fn pages<P>(
        self,
        options: PagerOptions<'_>,
        success: &'static [u16],
        next_link: Link<P>,
    ) -> Result<Pager<P>>
    where
        P: Page + DeserializeOwned + Send + 'static,
    {
        let options = PagerOptions { context: self.traced(options.context), ..options };
        let next = NextPage::of(&self);
        Ok(Pages::of(self.prepare()?, next, success, next_link).pager(options))
    }

    /// Pages of the list. All pages but the first are requested by the operation `next`.
    pub(crate) fn pages_by<P>(
        self,
        options: PagerOptions<'_>,
        success: &'static [u16],
        next_link: Link<P>,
        next: Operation<'_>,
    ) -> Result<Pager<P>>
    where
        P: Page + DeserializeOwned + Send + 'static,
    {
        let options = PagerOptions { context: self.traced(options.context), ..options };
        let next = NextPage::by(next, &self)?;
        Ok(Pages::of(self.prepare()?, next, success, next_link).pager(options))
    }
}

/// The pages of one list.
#[derive(Debug)]
pub(super) struct Pages<P> {
    call: Prepared,
    next: NextPage,
    read: PagesRead,
    success: &'static [u16],
    next_link: Link<P>,
}

impl<P> Clone for Pages<P> {
    fn clone(&self) -> Self {
        let (call, next, read) = (self.call.clone(), self.next.clone(), self.read.clone());
        Self { call, next, read, ..*self }
    }
}

impl<P: Page + DeserializeOwned + Send + 'static> Pages<P> {
    pub(super) fn of(call: Prepared, next: NextPage, success: &'static [u16], next_link: Link<P>) -> Self {
        let read = PagesRead::none(call.arm.max_pages);
        Self { call, next, read, success, next_link }
    }

    fn pager(self, options: PagerOptions<'_>) -> Pager<P> {
        let options = PagerOptions { context: options.context.into_owned(), continuation: options.continuation };
        let pages = move |state, options: PagerOptions<'static>| {
            let pages = self.clone();
            Box::pin(async move { pages.read(state, &options.context).await }) as _
        };
        Pager::new(pages, Some(options))
    }

    /// Requests a page: the first, or that of a link.
    pub(super) async fn read(mut self, state: PagerState, context: &Context<'_>) -> Result<PagerResult<Response<P>>> {
        if let PagerState::More(continuation) = state {
            self.call.request = self.next.request(continuation.as_ref())?;
            self.call.concealed = self.next.concealed.clone();
            // Clones of a stream may share their place in it, which is where the last page has left it.
            self.call.request.body_mut().reset().await.map_err(not_reset)?;
        }
        self.read.note(&self.call.request);
        let response = self.call.clone().send(context, self.success).await?;
        self.page(response)
    }

    /// A page, and the link to the next one. Where the definition allows a response without a body,
    /// that is an empty page.
    pub(super) fn page(&self, response: RawResponse) -> Result<PagerResult<Response<P>>> {
        let response = match self.call.optional_body && is_nothing(response.body()) {
            true => RawResponse::from_bytes(response.status(), response.headers().clone(), "{}"),
            false => response,
        };
        let page: P = azure_core::json::from_json(response.body())?;
        let link = (self.next_link)(&page).filter(|link| !link.is_empty());
        let link = link.map(|link| self.next.address(link)).transpose()?;
        link.iter().try_for_each(|url| self.read.check(url, self.next.is_get()))?;
        let response = Response::from(response);
        Ok(match link {
            Some(url) => PagerResult::More { response, continuation: PagerContinuation::Link(url) },
            None => PagerResult::Done { response },
        })
    }
}

fn is_nothing(body: &[u8]) -> bool {
    matches!(body.trim_ascii(), b"" | b"null")
}
