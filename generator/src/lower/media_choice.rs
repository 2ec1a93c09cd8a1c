//! Options that choose another media type than the one that a client uses.

use super::parameters::Parameters;
use crate::{
    model::{Body, Location, Name, OperationKind, Parameter, Response, Type},
    naming,
    source::Pointer,
};

/// The media types of an operation: those that it uses, each with the others that the definition declares.
pub(super) struct MediaTypes {
    pub(super) accept: (Option<String>, Vec<String>),
    pub(super) content_type: (Option<String>, Vec<String>),
}

impl MediaTypes {
    pub(super) fn new(
        response: &Response,
        accepted: Vec<String>,
        body: Option<&Body>,
        sent: Option<Vec<String>>,
    ) -> Self {
        let content_type = body.and_then(|body| body.content_type.clone());
        Self {
            accept: (response.accept.clone(), accepted),
            content_type: (content_type, sent.unwrap_or_default()),
        }
    }
}

impl Parameters {
    /// Adds a header with the media type for each body that may have several. A pager and a poller read JSON
    /// themselves, so that their responses have no choice.
    pub(super) fn choose(&mut self, media: &MediaTypes, kind: &OperationKind, at: &Pointer) {
        if *kind == OperationKind::Once {
            let how = "The response is then not the model of the method: read its body as it is.";
            self.option("Accept", "response", &media.accept, how, at);
        }
        let how = "Give the body as bytes that are written in it.";
        self.option("Content-Type", "request", &media.content_type, how, at);
    }

    fn option(
        &mut self,
        wire: &str,
        of: &str,
        (used, others): &(Option<String>, Vec<String>),
        how: &str,
        at: &Pointer,
    ) {
        let is_declared = |parameter: &Parameter| {
            parameter.location == Location::Header && parameter.name.wire.eq_ignore_ascii_case(wire)
        };
        if others.is_empty() || self.list.iter().any(is_declared) {
            return;
        }
        let used = used.as_deref().unwrap_or("application/json");
        let others = others.join(", ");
        self.list.push(Parameter {
            name: Name {
                wire: wire.to_owned(),
                rust: naming::member_name(wire),
            },
            docs: Some(format!(
                "Media type of the {of} instead of {used}: {others}.\n\n{how}"
            )),
            origin: at.clone(),
            location: Location::Header,
            of_client: false,
            required: false,
            ty: Type::String,
            constant: None,
            rules: Vec::new(),
            default: None,
            verbatim: false,
        });
        self.unique_names();
    }
}
