//! The items of a page.

use azure_core::Result;
use std::{
    future::{Future, ready},
    pin::Pin,
    vec::IntoIter,
};

/// Lets a model be a page: `Things, Thing, properties.value` has its items in that field. This is `async fn into_items`, without
/// the future that the compiler would make for each model.
macro_rules! page {
    ($name:ident, $item:ty, $first:ident $(.$inner:ident)*) => {
        impl azure_core::http::pager::Page for $name {
            type Item = $item;
            type IntoIter = <Vec<$item> as IntoIterator>::IntoIter;

            fn into_items<'async_trait>(
                self,
            ) -> std::pin::Pin<Box<dyn Future<Output = azure_core::Result<Self::IntoIter>> + Send + 'async_trait>>
            where
                Self: 'async_trait,
            {
                crate::runtime::page_items::items(self.$first$(.and_then(|inner| inner.$inner))*)
            }
        }
    };
}

pub(crate) use page;

pub(crate) fn items<'a, T: Send + 'a>(
    items: Option<Vec<T>>,
) -> Pin<Box<dyn Future<Output = Result<IntoIter<T>>> + Send + 'a>> {
    Box::pin(ready(Ok(items.unwrap_or_default().into_iter())))
}
