//! The response to a call, as a future. It is boxed, since the compiler checks a method that awaits a small future in less
//! time.

use super::operation::{Operation, Prepared, or_null};
use azure_core::{
    Result,
    http::{ClientMethodOptions, Context, RawResponse},
};
use futures::future::BoxFuture;
use std::{
    future::Future,
    marker::PhantomData,
    pin::Pin,
    task::{self, Poll},
};

/// A response, once the call is sent.
pub(crate) struct ResponseFuture<T> {
    response: BoxFuture<'static, Result<RawResponse>>,
    of: PhantomData<fn() -> T>,
}

impl<T: From<RawResponse>> Future for ResponseFuture<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut task::Context<'_>) -> Poll<Result<T>> {
        self.response.as_mut().poll(context).map_ok(T::from)
    }
}

impl Operation<'_> {
    /// Sends the call, and fails if the status of the response is not one of `success`.
    pub(crate) fn send<T: From<RawResponse>>(
        self,
        options: ClientMethodOptions<'_>,
        success: &'static [u16],
    ) -> ResponseFuture<T> {
        let context = self.traced(options.context).into_owned();
        ResponseFuture { response: Box::pin(response(self.prepare(), context, success)), of: PhantomData }
    }
}

async fn response(call: Result<Prepared>, context: Context<'static>, success: &[u16]) -> Result<RawResponse> {
    let call = call?;
    let is_optional = call.optional_body;
    let response = call.send(&context, success).await?;
    Ok(if is_optional { or_null(response) } else { response })
}
