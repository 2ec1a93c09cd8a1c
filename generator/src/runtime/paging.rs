//! Pagers.

use super::{next_page::NextPage, operation::Operation, pages_read::PagesRead, same_origin};
use azure_core::{
    Error, Result,
    error::ErrorKind,
    http::{
        Pager, Response, Url,
        pager::{Page, PagerContinuation, PagerOptions, PagerResult, PagerState},
    },
};
use serde::de::DeserializeOwned;

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
        next_link: fn(&P) -> Option<&str>,
    ) -> Result<Pager<P>>
    where
        P: Page + DeserializeOwned + Send + 'static,
    {
        let next = NextPage::of(&self);
        self.followed(options, success, next_link, next)
    }

    /// Pages of the list. All pages but the first are requested by the operation `next`.
    pub(crate) fn pages_by<P>(
        self,
        options: PagerOptions<'_>,
        success: &'static [u16],
        next_link: fn(&P) -> Option<&str>,
        next: Operation<'_>,
    ) -> Result<Pager<P>>
    where
        P: Page + DeserializeOwned + Send + 'static,
    {
        self.followed(options, success, next_link, NextPage::by(next)?)
    }

    fn followed<P>(
        self,
        options: PagerOptions<'_>,
        success: &'static [u16],
        next_link: fn(&P) -> Option<&str>,
        next: NextPage,
    ) -> Result<Pager<P>>
    where
        P: Page + DeserializeOwned + Send + 'static,
    {
        let call = self.prepare()?;
        let options = PagerOptions { context: options.context.into_owned(), continuation: options.continuation };
        let read = PagesRead::none(call.arm.max_pages);
        let pages = move |state, options: PagerOptions<'static>| {
            let (mut call, next, read) = (call.clone(), next.clone(), read.clone());
            Box::pin(async move {
                if let PagerState::More(continuation) = state {
                    call.request = next.request(continuation.as_ref())?;
                }
                read.note(&call.request);
                let response = call.send(&options.context, success).await?;
                let page: P = azure_core::json::from_json(response.body())?;
                let link = next_link(&page).filter(|link| !link.is_empty());
                let link = link.map(|link| next.address(link)).transpose()?;
                link.iter().try_for_each(|url| read.check(url))?;
                let response = Response::from(response);
                Ok(match link {
                    Some(url) => PagerResult::More { response, continuation: PagerContinuation::Link(url) },
                    None => PagerResult::Done { response },
                })
            }) as _
        };
        Ok(Pager::new(pages, Some(options)))
    }
}
