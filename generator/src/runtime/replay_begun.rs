//! Replays the first response of a long-running operation.

use super::{
    OperationStatus,
    replay::{Call, Decoded},
    replay_compare::failure,
};
use azure_core::{
    Result, Value,
    http::{NoFormat, Poller},
};
use futures::{Stream, StreamExt};
use serde::{Serialize, de::DeserializeOwned};
use std::{pin::pin, task::Poll};

impl Call {
    /// The first response of a long-running operation. The operation is not polled, since an
    /// example has only one response.
    pub(crate) async fn begun<T>(&self, poller: Poller<OperationStatus<T>>) -> Result<Decoded>
    where
        T: DeserializeOwned + Serialize + Send + 'static,
    {
        let body = &self.transport.response.body;
        match self.first(poller).await {
            // An example may show the end of an operation that failed, which a poller returns as an
            // error.
            Err(error) if !body.as_ref().is_some_and(has_failed) => return Err(error),
            _ => {}
        }
        match body {
            Some(body) => {
                let model: T = azure_core::json::from_json(azure_core::json::to_json(body)?)?;
                Decoded::default().model(&model)
            }
            None => Ok(Decoded::default()),
        }
    }

    /// The first response of a long-running operation without a result.
    pub(crate) async fn begun_without_result(&self, poller: Poller<OperationStatus<(), NoFormat>>) -> Result<Decoded> {
        self.first(poller).await.map(|()| Decoded::default())
    }

    /// The first response of a long-running operation whose result is not JSON.
    pub(crate) async fn begun_with_stream(&self, poller: Poller<OperationStatus<(), NoFormat>>) -> Result<Decoded> {
        self.first(poller).await?;
        Ok(Decoded { body: self.transport.response.body.clone(), ..Decoded::default() })
    }

    /// Sends the first request. After a response with a pending status, the poller would wait for
    /// the delay in it before it returns the status. The test does not wait, since there is no
    /// service.
    async fn first<T>(&self, mut poller: impl Stream<Item = Result<T>> + Unpin) -> Result<()> {
        let mut next = pin!(poller.next());
        let first = std::future::poll_fn(|context| match next.as_mut().poll(context) {
            Poll::Ready(first) => Poll::Ready(Some(first)),
            Poll::Pending if self.transport.has_responded() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        });
        match first.await {
            None | Some(Some(Ok(_))) => Ok(()),
            Some(Some(Err(error))) => Err(error),
            Some(None) => Err(failure("the poller returned nothing")),
        }
    }
}

pub(crate) fn has_failed(body: &Value) -> bool {
    let state = body.get("properties").and_then(|properties| properties.get("provisioningState"));
    state.and_then(Value::as_str).is_some_and(|state| ["Failed", "Canceled"].contains(&state))
}
