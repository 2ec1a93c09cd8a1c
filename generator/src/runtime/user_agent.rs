//! Keeps the `User-Agent` of an operation that declares this header as a parameter. azure_core
//! would replace it with its own.

use async_trait::async_trait;
use azure_core::http::{
    Context, Request,
    headers::USER_AGENT,
    policies::{Policy, PolicyResult},
};
use std::sync::Arc;

/// Marks a call that has its own `User-Agent`.
#[derive(Clone, Debug)]
pub(super) struct UserAgent(String);

impl UserAgent {
    /// The caller's `User-Agent`, before any policy has seen the request.
    pub(super) fn of(request: &Request) -> Option<Self> {
        request.headers().get_optional_str(&USER_AGENT).map(|agent| Self(agent.to_owned()))
    }
}

/// Policy that restores the `User-Agent` of a marked call.
#[derive(Debug)]
pub(super) struct UserAgentPolicy;

#[async_trait]
impl Policy for UserAgentPolicy {
    async fn send(&self, context: &Context, request: &mut Request, next: &[Arc<dyn Policy>]) -> PolicyResult {
        if let Some(UserAgent(agent)) = context.value() {
            request.insert_header(USER_AGENT, agent.clone());
        }
        next[0].send(context, request, &next[1..]).await
    }
}
