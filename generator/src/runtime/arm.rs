//! The endpoint, pipeline and settings that the clients of one subscription share.

use super::{
    ArmClientOptions, ResourceId,
    deadline::Deadline,
    delay::DelayPolicy,
    loopback::without_proxy,
    never_resend::NeverResendPolicy,
    same_origin::SameOriginPolicy,
    sending::Sending,
    spans::Spans,
    status,
    transport::{HideAuthorizationPolicy, LastPolicy},
    user_agent::{UserAgent, UserAgentPolicy},
};
use azure_core::{
    Result,
    credentials::TokenCredential,
    http::{
        ClientOptions, Context, Method, Pipeline, PipelineSendOptions, RawResponse, Request, Transport, Url,
        policies::auth::BearerTokenAuthorizationPolicy,
    },
    time::Duration,
};
use std::{fmt, sync::Arc};

/// Connection to Azure Resource Manager for one subscription.
#[derive(Clone)]
pub(crate) struct Arm {
    pub(super) endpoint: Url,
    pub(super) api_version: Option<String>,
    pub(super) skip_validation: bool,
    pub(super) deadline: Option<Duration>,
    pub(super) max_pages: usize,
    subscription_id: String,
    pub(super) spans: Spans,
    pub(super) pipeline: Pipeline,
}

impl Arm {
    /// Builds the pipeline for the resource provider `namespace`. Its `User-Agent` contains the name and
    /// the version of the package. Fails if the endpoint, the audience or a trusted origin in the
    /// options is invalid.
    pub(crate) fn new(
        namespace: &'static str,
        subscription_id: impl Into<String>,
        credential: Arc<dyn TokenCredential>,
        options: &ArmClientOptions,
        package: [Option<&'static str>; 2],
    ) -> Result<Self> {
        let endpoint = options.endpoint_url()?;
        let origins = options.origins(&endpoint)?;
        let bearer = BearerTokenAuthorizationPolicy::new(credential, [options.scope()?]);
        let pipeline = Pipeline::new(
            package[0],
            package[1],
            with_last_policy(options, &endpoint)?,
            Vec::new(),
            vec![
                Arc::new(DelayPolicy),
                Arc::new(SameOriginPolicy::new(origins)),
                Arc::new(bearer),
                Arc::new(HideAuthorizationPolicy),
                Arc::new(NeverResendPolicy),
                Arc::new(UserAgentPolicy),
            ],
            None,
        );
        Ok(Self {
            endpoint,
            api_version: options.api_version.clone(),
            skip_validation: options.skip_validation,
            deadline: options.deadline,
            max_pages: options.max_pages.unwrap_or(MAX_PAGES),
            subscription_id: subscription_id.into(),
            spans: Spans::new(namespace, package, &options.client_options),
            pipeline,
        })
    }

    /// Subscription of the client.
    pub(crate) fn subscription_id(&self) -> &str {
        &self.subscription_id
    }

    /// Id of a resource in the subscription. The names are not checked here: calls that use them
    /// reject invalid ones.
    pub(crate) fn resource_id<const NESTED: usize>(
        &self,
        resource_group_name: impl Into<String>,
        namespace: &str,
        path: [(&str, String); NESTED],
    ) -> ResourceId {
        ResourceId::of(&self.subscription_id, resource_group_name, namespace, path)
    }

    /// Sends `request`, and checks the response status itself: azure_core's own check would put the
    /// body, which may contain keys, into the error message.
    pub(super) async fn send(
        &self,
        id: &'static str,
        context: &Context<'_>,
        request: &mut Request,
        resend: bool,
        deadline: &Deadline,
        success: &[u16],
    ) -> Result<RawResponse> {
        let sending = Arc::new(Sending::new(resend));
        let context = self.context(context, request, &sending);
        let unchecked = PipelineSendOptions { skip_checks: true, ..Default::default() };
        let deadline = deadline.of_call(&context);
        let response = deadline.within(self.pipeline.send(&context, request, Some(unchecked))).await;
        let checked = sending.settled(response).and_then(|response| status::check(id, response, success));
        checked.map_err(|error| status::named(id, sending.judged(error)))
    }

    /// The context of a call, with the state that its policies share.
    pub(super) fn context<'c>(&self, context: &'c Context<'_>, request: &Request, sending: &Arc<Sending>) -> Context<'c> {
        let mut context = context.to_borrowed().with_value(sending.clone());
        if let Some(agent) = UserAgent::of(request) {
            context.insert(agent);
        }
        context
    }
}

/// Default maximum number of pages of one list.
const MAX_PAGES: usize = 10_000;

/// Default maximum length of a response body in bytes.
const MAX_BODY: usize = 64 << 20;

/// The options of the pipeline, with the transport wrapped in [`LastPolicy`].
fn with_last_policy(options: &ArmClientOptions, endpoint: &Url) -> Result<ClientOptions> {
    let plain = options.is_plain().then(|| endpoint.clone());
    if plain.is_some() && options.client_options.transport.is_none() {
        without_proxy()?;
    }
    let options_of_pipeline = options.client_options.clone();
    let transport = options_of_pipeline.transport.unwrap_or_default();
    let last = LastPolicy { transport, max_body: options.max_body.unwrap_or(MAX_BODY), plain };
    Ok(ClientOptions { transport: Some(Transport::with_policy(Arc::new(last))), ..options_of_pipeline })
}

impl fmt::Debug for Arm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Arm")
            .field("endpoint", &self.endpoint.as_str())
            .field("subscription_id", &self.subscription_id)
            .finish_non_exhaustive()
    }
}
