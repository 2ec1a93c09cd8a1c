//! Where a parameter goes in a request, and how it is serialized there.

use super::{Lowering, extension::is_set, refused::Lowered};
use crate::{
    diagnostic::Code,
    model::{Location, Separator},
    source::Pointer,
    swagger::COLLECTION_FORMAT,
};
use openapiv3::{HeaderStyle, Parameter, ParameterData, PathStyle, QueryStyle};
use serde_json::Value;

impl Lowering<'_> {
    /// The part of a request that a parameter belongs to.
    pub(super) fn location(&mut self, published: &Parameter, at: &Pointer) -> Lowered<Location> {
        let data = published.parameter_data_ref();
        match published {
            Parameter::Path { style, .. } => match style {
                PathStyle::Simple if self.is_verbatim(published, at) => Ok(Location::PathSegments),
                PathStyle::Simple => self.joined(data, at).map(|()| Location::Path),
                style => self.refuse_style(style, "simple", at),
            },
            Parameter::Header { style, .. } => match style {
                HeaderStyle::Simple => self.joined(data, at).map(|()| Location::Header),
            },
            Parameter::Query { style, .. } => self.query(style, data, at),
            Parameter::Cookie { .. } => self.refuse(
                Code::UnsupportedParameter,
                at,
                "ARM has no parameters in cookies",
                "declare it in the query or as a header, if the service accepts that",
            ),
        }
    }

    /// Whether a value is sent without percent-encoding: `x-ms-skip-url-encoding`, or `allowReserved` of OpenAPI 3.
    pub(super) fn is_verbatim(&self, published: &Parameter, at: &Pointer) -> bool {
        let data = published.parameter_data_ref();
        let allows = || is_set(self.documents.get(&at.join("allowReserved")));
        match published {
            Parameter::Path { .. } | Parameter::Query { .. } => {
                is_set(data.extensions.get("x-ms-skip-url-encoding")) || allows()
            }
            Parameter::Header { .. } | Parameter::Cookie { .. } => false,
        }
    }

    /// Lists in a path or a header are joined by commas. Swagger has other forms, too.
    fn joined(&mut self, data: &ParameterData, at: &Pointer) -> Lowered<()> {
        match data
            .extensions
            .get(COLLECTION_FORMAT)
            .and_then(Value::as_str)
        {
            None => Ok(()),
            Some(other) => {
                let message =
                    format!("a list in a path or a header cannot be written as `{other}`");
                let help = "use csv, if the service accepts it";
                let at = at.join("collectionFormat");
                self.refuse(Code::UnsupportedParameter, &at, message, help)
            }
        }
    }

    fn query(
        &mut self,
        style: &QueryStyle,
        data: &ParameterData,
        at: &Pointer,
    ) -> Lowered<Location> {
        let format = data.extensions.get(COLLECTION_FORMAT);
        let separator = match (format.and_then(Value::as_str), style, data.explode) {
            (Some("tsv"), ..) => Separator::Joined("\t"),
            (Some(other), ..) => {
                let message = format!("`{other}` is not a known `collectionFormat`");
                let help = "use csv, ssv, tsv, pipes or multi";
                return self.refuse(
                    Code::UnsupportedParameter,
                    &at.join("collectionFormat"),
                    message,
                    help,
                );
            }
            (None, QueryStyle::Form, None | Some(true)) => Separator::Multi,
            (None, QueryStyle::Form, Some(false)) => Separator::Joined(","),
            (None, QueryStyle::SpaceDelimited, _) => Separator::Joined(" "),
            (None, QueryStyle::PipeDelimited, _) => Separator::Joined("|"),
            (None, QueryStyle::DeepObject, _) => {
                return self.refuse_style(&QueryStyle::DeepObject, "form", at);
            }
        };
        Ok(Location::Query(separator))
    }

    fn refuse_style<T>(
        &mut self,
        style: &impl serde::Serialize,
        other: &str,
        at: &Pointer,
    ) -> Lowered<T> {
        let style = serde_json::to_value(style).unwrap_or_default();
        let style = style.as_str().unwrap_or_default();
        self.refuse(
            Code::UnsupportedParameter,
            at,
            format!("the style `{style}` is not supported"),
            format!("use the style `{other}`"),
        )
    }
}
