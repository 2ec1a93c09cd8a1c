//! Spans of calls: those that azure_core's attributes for clients begin. The attributes repeat their code in each method,
//! which is more than a quarter of what a large crate takes to compile.

use azure_core::{
    http::{ClientOptions, Context},
    tracing::{PublicApiInstrumentationInformation, Tracer},
};
use std::sync::Arc;

/// What begins the spans of a client's calls.
#[derive(Clone)]
pub(super) struct Spans {
    namespace: &'static str,
    tracer: Option<Arc<dyn Tracer>>,
}

impl Spans {
    /// Spans of the resource provider `namespace`, by the tracer in `options` for the package, if there is one.
    pub(super) fn new(
        namespace: &'static str,
        [name, version]: [Option<&'static str>; 2],
        options: &ClientOptions,
    ) -> Self {
        let provider = options.instrumentation.tracer_provider.as_ref();
        let tracer = provider.map(|provider| provider.get_tracer(Some(namespace), name.unwrap_or("UNKNOWN"), version));
        Self { namespace, tracer }
    }

    /// `context`, with the name of the span of the call `id` (`Microsoft.Maps.Accounts.ListKeys` for `Accounts_ListKeys`)
    /// and the tracer, for azure_core to begin the span.
    pub(super) fn within<'c>(&self, context: Context<'c>, id: &str) -> Context<'c> {
        let name = format!("{}.{}", self.namespace, id.replace('_', "."));
        let context = context.with_value(PublicApiInstrumentationInformation::new(name, Vec::new()));
        match &self.tracer {
            Some(tracer) => context.with_value(tracer.clone()),
            None => context,
        }
    }
}
