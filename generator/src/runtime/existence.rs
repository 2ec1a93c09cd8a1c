//! Calls that ask whether there is something: 404 is an answer, not an error.

use super::operation::Operation;
use azure_core::{
    Result,
    http::{ClientMethodOptions, RawResponse, Response, StatusCode},
};

impl Operation<'_> {
    /// Sends a call that asks whether there is something. The body of the response is `true`, or
    /// `false` if the status is 404.
    pub(crate) async fn exists(self, options: ClientMethodOptions<'_>, success: &[u16]) -> Result<Response<bool>> {
        let statuses = [success, &[404]].concat();
        let context = self.traced(options.context);
        let response = self.prepare()?.send(&context, &statuses).await?;
        let (status, headers, _) = response.deconstruct();
        let body = if status == StatusCode::NotFound { "false" } else { "true" };
        Ok(RawResponse::from_bytes(status, headers, body).into())
    }
}
