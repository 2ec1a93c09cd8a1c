//! Retries, time limits, the user agent and tracing of a client.

use azure_core::{
    http::{
        ClientOptions, ExponentialRetryOptions, InstrumentationOptions, RetryOptions,
        UserAgentOptions,
    },
    time::Duration,
    tracing::TracerProvider,
};
use azure_keys::ArmClientOptions;
use std::sync::Arc;

pub fn options(tracer: Option<Arc<dyn TracerProvider>>) -> ArmClientOptions {
    let retry = ExponentialRetryOptions {
        max_retries: 2,
        ..Default::default()
    };
    ArmClientOptions {
        deadline: Some(Duration::seconds(30)), // of a call, with its retries
        client_options: ClientOptions {
            retry: RetryOptions::exponential(retry),
            user_agent: UserAgentOptions {
                application_id: Some("my-program".to_owned()),
            },
            instrumentation: InstrumentationOptions {
                tracer_provider: tracer,
            },
            ..Default::default()
        },
        ..Default::default()
    }
}
