//! Bodies that are not JSON: they are streamed, in both directions, and never read as a whole here.

use super::{
    arm::Arm,
    deadline::Deadline,
    operation::{Operation, Prepared},
    sending::Sending,
    status,
    transport::buffered,
};
use azure_core::{
    Result,
    http::{
        AsyncRawResponse, AsyncResponse, AsyncResponseBody, ClientMethodOptions, Context, PipelineStreamOptions,
        Request, response::PinnedStream,
    },
};
use futures::{TryStreamExt, stream::try_unfold};
use std::sync::Arc;

impl Operation<'_> {
    /// Sends the call, and returns as soon as the status and headers of the response have arrived.
    /// The caller reads the body. Fails if the status is not one of `success`.
    pub(crate) async fn stream(
        self,
        options: ClientMethodOptions<'_>,
        success: &'static [u16],
    ) -> Result<AsyncResponse> {
        let context = self.traced(options.context);
        let call = self.prepare()?;
        Ok(call.stream(&context, success).await?.into())
    }
}

impl Prepared {
    async fn stream(mut self, context: &Context<'_>, success: &'static [u16]) -> Result<AsyncRawResponse> {
        let sending = Sending::streaming(self.resend, success);
        let deadline = self.deadline.of_call(context);
        let context = &self.concealed.within(context);
        self.arm.stream(self.id, context, &mut self.request, sending, &deadline, success).await
    }
}

impl Arm {
    /// Like [`Arm::send`], but the body of a successful response is not read.
    async fn stream(
        &self,
        id: &'static str,
        context: &Context<'_>,
        request: &mut Request,
        sending: Sending,
        deadline: &Deadline,
        success: &[u16],
    ) -> Result<AsyncRawResponse> {
        let sending = Arc::new(sending);
        let context = self.context(context, request, &sending);
        let unchecked = PipelineStreamOptions { skip_checks: true, ..Default::default() };
        let response = deadline.within(self.pipeline.stream(&context, request, Some(unchecked))).await;
        let response = match response {
            Ok(response) if sending.is_streamed(response.status()) => return Ok(limited(response, deadline)),
            Ok(response) => response.try_into_raw_response().await,
            Err(error) => Err(error),
        };
        let checked = sending.settled(response).and_then(|response| status::check(id, response, success));
        checked.map(buffered).map_err(|error| status::named(id, sending.judged(error)))
    }
}

/// The response, whose body must arrive before the deadline.
fn limited(response: AsyncRawResponse, deadline: &Deadline) -> AsyncRawResponse {
    if !deadline.is_limited() {
        return response;
    }
    let (status, headers, body) = response.deconstruct();
    AsyncRawResponse::new(status, headers, parts(body, deadline.clone()))
}

fn parts(body: AsyncResponseBody, deadline: Deadline) -> PinnedStream {
    Box::pin(try_unfold((body, deadline), |(mut body, deadline)| async move {
        let part = deadline.within(body.try_next()).await?;
        Ok(part.map(|part| (part, (body, deadline))))
    }))
}
