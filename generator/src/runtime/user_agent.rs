//! A `User-Agent` that a definition asks callers for, which azure_core would replace by its own.

use async_trait::async_trait;
use azure_core::http::{
    Context, Request,
    headers::USER_AGENT,
    policies::{Policy, PolicyResult},
};
use std::sync::Arc;

/// Mark of a call with its own `User-Agent`.
#[derive(Clone, Debug)]
pub(super) struct UserAgent(String);

impl UserAgent {
    /// The caller's, before any policy has seen the request.
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
