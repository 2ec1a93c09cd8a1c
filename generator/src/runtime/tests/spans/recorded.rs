//! A tracer that records its spans.

use azure_core::{
    http::{Context, Request},
    tracing::{
        AsAny, Attribute, AttributeValue, Span, SpanGuard, SpanKind, SpanStatus, Tracer,
        TracerProvider,
    },
};
use std::{
    any::Any,
    borrow::Cow,
    error::Error,
    sync::{Arc, Mutex},
};

/// The different tracers that a client requests, and their spans, in the order of their beginnings.
#[derive(Clone, Debug, Default)]
pub(super) struct Recorded(Arc<Mutex<Vec<String>>>);

impl Recorded {
    pub(super) fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// Names of the spans that are calls of methods, not requests.
    pub(super) fn internal(&self) -> Vec<String> {
        let all = self.all();
        let names = all.iter().filter_map(|line| line.strip_prefix("Internal "));
        names
            .map(|line| line.split(' ').next().unwrap_or_default().to_owned())
            .collect()
    }

    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl TracerProvider for Recorded {
    fn get_tracer(
        &self,
        namespace: Option<&'static str>,
        package: &'static str,
        version: Option<&'static str>,
    ) -> Arc<dyn Tracer> {
        let tracer = format!("tracer {namespace:?} {package} {version:?}");
        if !self.all().contains(&tracer) {
            self.add(tracer);
        }
        Arc::new(Own(self.clone(), namespace))
    }
}

#[derive(Debug)]
struct Own(Recorded, Option<&'static str>);

impl Own {
    fn begin(
        &self,
        name: &str,
        kind: SpanKind,
        attributes: &[Attribute],
        parent: &str,
    ) -> Arc<dyn Span> {
        let keys: Vec<_> = attributes.iter().map(|one| one.key.as_ref()).collect();
        let namespace = self.1;
        self.0
            .add(format!("{kind:?} {name} {keys:?} of {namespace:?}{parent}"));
        Arc::new(Silent)
    }
}

impl Tracer for Own {
    fn start_span(
        &self,
        name: Cow<'static, str>,
        kind: SpanKind,
        attributes: Vec<Attribute>,
    ) -> Arc<dyn Span> {
        self.begin(&name, kind, &attributes, "")
    }

    fn start_span_with_parent(
        &self,
        name: Cow<'static, str>,
        kind: SpanKind,
        attributes: Vec<Attribute>,
        _: Arc<dyn Span>,
    ) -> Arc<dyn Span> {
        self.begin(&name, kind, &attributes, ", within another")
    }

    fn namespace(&self) -> Option<&'static str> {
        self.1
    }
}

/// A span or a guard of which only the beginning matters.
#[derive(Debug)]
struct Silent;

impl SpanGuard for Silent {
    fn end(self) {}
}

impl AsAny for Silent {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Span for Silent {
    fn is_recording(&self) -> bool {
        true
    }
    fn span_id(&self) -> [u8; 8] {
        [1; 8]
    }
    fn end(&self) {}
    fn set_status(&self, _: SpanStatus) {}
    fn set_attribute(&self, _: &'static str, _: AttributeValue) {}
    fn record_error(&self, _: &dyn Error) {}
    fn set_current(&self, _: &Context<'_>) -> Box<dyn SpanGuard> {
        Box::new(Silent)
    }
    fn propagate_headers(&self, _: &mut Request) {}
}
