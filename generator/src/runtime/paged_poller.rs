//! Pollers of long-running operations whose result comes in pages.

use super::{
    long_running::FinalState,
    next_page::NextPage,
    operation::Operation,
    operation_status::OperationStatus,
    paging::{Link, Pages},
    polling,
};
use azure_core::{
    Result,
    http::{
        self, Pager, Poller, RawResponse, Response,
        pager::{Page, PagerOptions, PagerState},
        poller::PollerOptions,
    },
};
use futures::Stream;
use serde::de::DeserializeOwned;
use std::{
    fmt::{Debug, Formatter},
    future::{Future, IntoFuture},
    pin::Pin,
    task::{Context, Poll},
};

/// Poller of a long-running operation whose result comes in pages. Awaiting it returns the pager, which begins with the
/// result of the operation. As a stream, it returns the status of each poll.
pub struct PagedPoller<P: Page + DeserializeOwned + Send + 'static> {
    poller: Poller<OperationStatus<P>>,
    follow: Box<dyn FnOnce(Response<P>) -> Pager<P> + Send>,
}

impl<P: Page + DeserializeOwned + Send + 'static> PagedPoller<P> {
    /// A poller of the first page alone.
    pub fn into_poller(self) -> Poller<OperationStatus<P>> {
        self.poller
    }
}

impl<P: Page + DeserializeOwned + Send + 'static> Debug for PagedPoller<P> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PagedPoller").finish_non_exhaustive()
    }
}

impl<P: Page + DeserializeOwned + Send + 'static> Stream for PagedPoller<P> {
    type Item = Result<Response<OperationStatus<P>>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.poller).poll_next(context)
    }
}

impl<P: Page + DeserializeOwned + Send + 'static> IntoFuture for PagedPoller<P> {
    type Output = Result<Pager<P>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { poller, follow } = self;
        Box::pin(async move { Ok(follow(poller.await?)) })
    }
}

impl Operation<'_> {
    /// Poller of an operation whose result comes in pages. `next_link` finds the link to the next
    /// page. The first poll sends the call.
    pub(crate) fn paged_poller<P>(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
        final_state: FinalState,
        next_link: Link<P>,
    ) -> Result<PagedPoller<P>>
    where
        P: Page + DeserializeOwned + Send + 'static,
    {
        let next = NextPage::of(&self);
        self.polled_pages(options, success, final_state, next_link, next)
    }

    /// As [`Operation::paged_poller`], but the operation `next` requests all pages but the first.
    pub(crate) fn paged_poller_by<P>(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
        final_state: FinalState,
        next_link: Link<P>,
        next: Operation<'_>,
    ) -> Result<PagedPoller<P>>
    where
        P: Page + DeserializeOwned + Send + 'static,
    {
        let next = NextPage::by(next, &self)?;
        self.polled_pages(options, success, final_state, next_link, next)
    }

    fn polled_pages<P>(
        self,
        options: PollerOptions<'_>,
        success: &'static [u16],
        final_state: FinalState,
        next_link: Link<P>,
        next: NextPage,
    ) -> Result<PagedPoller<P>>
    where
        P: Page + DeserializeOwned + Send + 'static,
    {
        let options = PollerOptions { context: self.traced(options.context), ..options };
        let context = options.context.clone().into_owned();
        let call = self.prepare()?;
        let pages = Pages::of(call.clone(), next, &[200], next_link);
        Ok(PagedPoller {
            poller: polling::poller(call, options, success, final_state)?,
            follow: Box::new(move |first| pages.after(first, context)),
        })
    }
}

impl<P: Page + DeserializeOwned + Send + 'static> Pages<P> {
    /// The pager that begins with a page that was read already.
    fn after(self, first: Response<P>, context: http::Context<'static>) -> Pager<P> {
        let (status, headers, body) = first.deconstruct();
        let first = RawResponse::from_bytes(status, headers, body);
        let pages = move |state, options: PagerOptions<'static>| {
            let (pages, first) = (self.clone(), first.clone());
            Box::pin(async move {
                match state {
                    PagerState::Initial => pages.page(first),
                    more => pages.read(more, &options.context).await,
                }
            }) as _
        };
        Pager::new(pages, Some(PagerOptions { context, continuation: None }))
    }
}
