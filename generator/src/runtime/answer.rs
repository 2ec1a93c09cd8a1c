//! Responses whose body depends on the status.

/// Lets an enum be made of a response, by the status of each variant, and gives it what all responses have.
macro_rules! answer {
    ($name:ident { $($variant:ident = $status:literal),+ $(,)? }) => {
        impl $name {
            /// Status of the response.
            pub fn status(&self) -> azure_core::http::StatusCode {
                match self {
                    $(Self::$variant(response) => response.status(),)+
                }
            }

            /// Headers of the response.
            pub fn headers(&self) -> &azure_core::http::headers::Headers {
                match self {
                    $(Self::$variant(response) => response.headers(),)+
                }
            }
        }

        impl crate::runtime::answer::Answer for $name {
            const STATUSES: &'static [u16] = &[$($status),+];

            fn answer(response: azure_core::http::RawResponse) -> Option<Self> {
                match u16::from(response.status()) {
                    $($status => Some(Self::$variant(response.into())),)+
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use answer;

use super::{operation::Operation, status};
use azure_core::{
    Result,
    http::{ClientMethodOptions, RawResponse},
};

/// An enum of responses.
pub(crate) trait Answer: Sized {
    /// Statuses that mean success.
    const STATUSES: &'static [u16];

    /// The variant for the status of a response.
    fn answer(response: RawResponse) -> Option<Self>;
}

impl Operation<'_> {
    /// Sends a call, and returns the variant for the status of the response.
    pub(crate) async fn answer<T: Answer>(self, options: ClientMethodOptions<'_>) -> Result<T> {
        let context = self.traced(options.context);
        let call = self.prepare()?;
        let id = call.id;
        let response = call.send(&context, T::STATUSES).await?;
        T::answer(response.clone()).ok_or_else(|| status::error(id, response))
    }
}
