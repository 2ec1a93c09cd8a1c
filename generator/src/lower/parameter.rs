//! One parameter in the path, the query or a header.

use super::{
    Lowering,
    extension::{Level, is_set, with_default},
    refused::{Lowered, Refused},
    schema_view::{Property, SchemaView},
};
use crate::{
    diagnostic::Code,
    load::ORIGIN,
    model::{Encoding, Location, Name, Parameter, Rule, Separator, Type},
    naming,
    source::Pointer,
};
use openapiv3::{Parameter as Published, ParameterData, ParameterSchemaOrContent};
use serde_json::Value;

const VERBATIM: &str =
    "It is sent without percent-encoding: encode characters that have a meaning in a query.";

impl Lowering<'_> {
    pub(super) fn parameter(&mut self, published: &Published) -> Lowered<Parameter> {
        let data = published.parameter_data_ref();
        let at = origin(data);
        let schema = self.schema_of(data, &at)?;
        let location = self.location(published, &at)?;
        let required = data.required || matches!(location, Location::Path | Location::PathSegments);
        let is_secret = is_set(data.extensions.get("x-ms-secret"));
        let constant = match required && !is_secret {
            true => self.constant(schema)?,
            false => None,
        };
        let mut ty = match &constant {
            Some(_) => Type::String,
            None => self.ty(schema, &data.name)?,
        };
        if is_secret {
            ty.hide(&|id| !self.definitions.is_enum(id));
        }
        self.check_type(&ty, &location, &at)?;
        let rules = match &constant {
            Some(_) => Vec::new(),
            None => self.rules(schema, &at)?,
        };
        let is_verbatim = self.is_verbatim(published, &at);
        if is_verbatim && ty.is_secret() {
            let message =
                "a secret cannot be sent without percent-encoding, since logs would show it";
            let help =
                "remove `x-ms-skip-url-encoding` or `allowReserved`, or the mark of the secret";
            return self.refuse(Code::UnsupportedParameter, &at, message, help);
        }
        let verbatim = matches!(location, Location::Query(_)) && is_verbatim;
        let mut parameter = Parameter {
            name: name(data),
            docs: with_default(data.description.clone(), &data.extensions),
            origin: at,
            of_client: of_client(data),
            location,
            required,
            ty,
            constant,
            rules,
            default: self.default_of(schema),
            verbatim,
        };
        if verbatim {
            parameter.note(VERBATIM);
        }
        Ok(parameter)
    }

    /// Schema of a parameter, unless the parameter has a form that cannot be sent.
    fn schema_of<'d>(&mut self, data: &'d ParameterData, at: &Pointer) -> Lowered<Property<'d>> {
        if !self.knows(data.extensions.iter(), Level::Parameter, at) {
            return Err(Refused);
        }
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            let message = "a parameter with `content` is not supported";
            return self.refuse(
                Code::UnsupportedParameter,
                at,
                message,
                "give it a `schema`",
            );
        };
        if is_set(data.extensions.get("x-ms-api-version")) {
            let message = "only the query parameter `api-version` can be the API version";
            return self.refuse(
                Code::UnsupportedParameter,
                at,
                message,
                "remove `x-ms-api-version`",
            );
        }
        if data.required && self.may_be_null(schema.into()) {
            let message = "a required parameter cannot be null";
            return self.refuse(Code::UnsupportedParameter, at, message, "remove `nullable`");
        }
        Ok(schema.into())
    }

    fn check_type(&mut self, ty: &Type, location: &Location, at: &Pointer) -> Lowered<()> {
        let is_plain = |ty: &Type| match ty {
            Type::Array(_) | Type::Map(_) | Type::Nullable(_) | Type::Value => false,
            Type::Hidden(value) if **value == Type::Value => false,
            Type::Definition(id) => self.definitions.is_enum(*id),
            _ => true,
        };
        let is_fine = match (ty, location) {
            (Type::Array(item), Location::Query(_) | Location::Path | Location::Header) => {
                is_plain(item)
            }
            (ty, _) => is_plain(ty),
        };
        let is_ambiguous = *ty == Type::Array(Box::new(Type::Encoded(Encoding::Rfc1123)))
            && !matches!(
                location,
                Location::Query(Separator::Multi | Separator::Joined("|" | "\t"))
            );
        if is_ambiguous {
            let message = "dates of RFC 1123 contain commas and spaces, so a list of them cannot be joined by either";
            return self.refuse(
                Code::UnsupportedParameter,
                at,
                message,
                "repeat the parameter for each date",
            );
        }
        match is_fine {
            true => Ok(()),
            false => {
                let message = "a parameter must be a string, a number, a date, bytes or an enum, or a list of these";
                self.refuse(
                    Code::UnsupportedParameter,
                    at,
                    message,
                    "give the parameter one of these types",
                )
            }
        }
    }

    fn rules(&mut self, schema: Property<'_>, at: &Pointer) -> Lowered<Vec<Rule>> {
        let read;
        let schema = match schema {
            Property::Schema(schema) => schema,
            Property::Reference(reference) => {
                read = self.schema(&Pointer::parse(reference))?;
                &read
            }
        };
        let view = SchemaView::of(schema);
        if let Some(target) = view.annotated() {
            return self.rules(target, at);
        }
        let least = view.min_length.filter(|least| *least > 0);
        let least = least.map(Rule::MinLength);
        let most = view.max_length.map(Rule::MaxLength);
        let mut rules: Vec<Rule> = least.into_iter().chain(most).collect();
        if let Some(pattern) = view.pattern {
            match regex_lite::Regex::new(pattern) {
                Ok(_) => rules.push(Rule::Pattern(pattern.to_owned())),
                Err(error) => {
                    let (message, help) = unchecked(&error.to_string());
                    self.diagnostics
                        .report(Code::UncheckedPattern, at.clone(), message, help);
                }
            }
        }
        Ok(rules)
    }
}

fn name(data: &ParameterData) -> Name {
    let client_name = data.extensions.get("x-ms-client-name");
    let client_name = client_name.and_then(Value::as_str);
    Name {
        wire: data.name.clone(),
        rust: naming::member_name(client_name.unwrap_or(&data.name)),
    }
}

/// Message and help for a pattern that is not checked. It may be wrong, or use syntax that the regex crate lacks.
fn unchecked(error: &str) -> (String, &'static str) {
    match error.contains("not supported") {
        true => (
            format!(
                "the pattern is not checked, since the regex engine does not support it: {error}"
            ),
            "write the pattern without look-around and Unicode classes, or leave it to the service",
        ),
        false => (
            format!("the pattern is not checked, since it cannot be parsed: {error}"),
            "correct the pattern, unless the service uses another dialect of regular expressions",
        ),
    }
}

/// The subscription is a field of the client, unless the definition makes it a parameter of each method.
fn of_client(data: &ParameterData) -> bool {
    let place = data.extensions.get("x-ms-parameter-location");
    data.name == "subscriptionId" && place.is_none_or(|place| place != "method")
}

/// Place of a parameter: its stored origin.
pub(super) fn origin(data: &ParameterData) -> Pointer {
    let origin = data.extensions.get(ORIGIN).and_then(Value::as_str);
    Pointer::parse(origin.unwrap_or_default())
}
