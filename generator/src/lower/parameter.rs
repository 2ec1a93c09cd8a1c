//! Parameters in path, query and header.

use super::{
    Document, Lowering,
    extension::{Level, is_set},
    refused::{Lowered, Refused},
    schema_view::{Property, SchemaView},
};
use crate::{
    diagnostic::Code,
    load::ORIGIN,
    model::{Encoding, Location, Name, Parameter, PathTemplate, Rule, Separator, Type},
    naming,
    source::Pointer,
};
use openapiv3::{Parameter as Published, ParameterData, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// The parameters of an operation, and the version that it is called with.
pub(super) struct Parameters {
    pub(super) list: Vec<Parameter>,
    pub(super) api_version: Option<String>,
}

impl Parameters {
    /// Whether every call sends one value of this name in the query.
    pub(super) fn always_send(&self, wire: &str) -> bool {
        let is_it = |parameter: &Parameter| {
            matches!(parameter.location, Location::Query(_))
                && parameter.required
                && !parameter.is_list()
                && parameter.name.wire == wire
        };
        let is_version = wire == "api-version" && self.api_version.is_some();
        is_version || self.list.iter().any(is_it)
    }
}

const VERBATIM: &str =
    "It is sent as it is given: percent-encode what it must not add to the query.";

/// Published parameters by location and name, each with the reference that names it.
type Declared<'p> = BTreeMap<(&'static str, String), (Rc<Published>, Option<&'p str>)>;

impl Lowering<'_> {
    /// Parameters that a path item declares for all its operations.
    pub(super) fn parameters_of_item(
        &mut self,
        item: &Pointer,
    ) -> Lowered<Vec<ReferenceOr<Published>>> {
        let at = item.join("parameters");
        match self.documents.get(&at) {
            Some(_) => self.read(&at, Code::MalformedParameter),
            None => Ok(Vec::new()),
        }
    }

    /// Parameters of the path item and of the operation, which win.
    pub(super) fn parameters(
        &mut self,
        path: &PathTemplate,
        shared: &[ReferenceOr<Published>],
        own: &[ReferenceOr<Published>],
        document: &Document<'_>,
        at: &Pointer,
        has_body: bool,
    ) -> Lowered<Parameters> {
        let mut published = Declared::new();
        self.declare(shared, at, &mut published)?;
        self.declare(own, at, &mut published)?;
        let mut list = Vec::new();
        let mut api_version = None;
        for (_, (parameter, reference)) in published {
            match &*parameter {
                parameter if is_version(parameter) => {
                    api_version = Some(self.version(parameter, document)?);
                }
                Published::Header { .. } if self.is_set_by_request(&parameter, has_body)? => {}
                parameter => list.push(self.shared_parameter(parameter, reference)?),
            }
        }
        self.fit_placeholders(path, &mut list, at)?;
        unique_names(&mut list);
        Ok(Parameters { list, api_version })
    }

    /// Adds the parameters of one list, which override those of the list before.
    fn declare<'p>(
        &mut self,
        list: &'p [ReferenceOr<Published>],
        at: &Pointer,
        declared: &mut Declared<'p>,
    ) -> Lowered<()> {
        let mut taken = BTreeSet::new();
        for parameter in list {
            let reference = match parameter {
                ReferenceOr::Reference { reference } => Some(reference.as_str()),
                ReferenceOr::Item(_) => None,
            };
            let parameter = self.published_parameter(parameter)?;
            let (location, name) = self.checked_name(&parameter)?;
            if !taken.insert((location, name.clone())) {
                return self.declared_twice(&parameter, reference, at);
            }
            declared.insert((location, name), (parameter, reference));
        }
        Ok(())
    }

    /// The parameter itself, or what it refers to, which is read once for all operations.
    fn published_parameter(
        &mut self,
        parameter: &ReferenceOr<Published>,
    ) -> Lowered<Rc<Published>> {
        let reference = match parameter {
            ReferenceOr::Item(parameter) => return Ok(Rc::new(parameter.clone())),
            ReferenceOr::Reference { reference } => reference,
        };
        if let Some(known) = self.definitions.published_parameters.get(reference) {
            return Ok(Rc::clone(known));
        }
        let read = self.read(&Pointer::parse(reference), Code::MalformedParameter)?;
        let known = self
            .definitions
            .published_parameters
            .entry(reference.clone());
        Ok(Rc::clone(known.or_insert(Rc::new(read))))
    }

    /// Where a parameter goes, and the name by which it overrides others: that of a header has no case.
    fn checked_name(&mut self, parameter: &Published) -> Lowered<(&'static str, String)> {
        let data = parameter.parameter_data_ref();
        let (location, name) = (position(parameter), data.name.clone());
        if location == "header" {
            self.check_header(&name, &origin(data))?;
            return Ok((location, name.to_ascii_lowercase()));
        }
        match name.is_empty() || name.contains(char::is_control) {
            false => Ok((location, name)),
            true => self.refuse_parameter(
                &origin(data).join("name"),
                "a parameter needs a name, without control characters",
                "correct the name",
            ),
        }
    }

    fn declared_twice<T>(
        &mut self,
        parameter: &Published,
        reference: Option<&str>,
        operation: &Pointer,
    ) -> Lowered<T> {
        let data = parameter.parameter_data_ref();
        let at = match reference {
            Some(_) => operation.join("parameters"),
            None => origin(data),
        };
        let message = format!(
            "the parameter `{}` ({}) is declared twice",
            data.name,
            position(parameter)
        );
        self.refuse_parameter(&at, message, "take one of the two out")
    }

    /// A parameter that the operations of a service may have in common, if it has a `reference`.
    fn shared_parameter(
        &mut self,
        published: &Published,
        reference: Option<&str>,
    ) -> Lowered<Parameter> {
        let Some(reference) = reference else {
            return self.parameter(published);
        };
        if let Some(known) = self.definitions.parameters.get(reference) {
            return Ok(known.clone());
        }
        let parameter = self.parameter(published)?;
        self.definitions
            .parameters
            .insert(reference.to_owned(), parameter.clone());
        Ok(parameter)
    }

    /// The version of the document, with which its operations are called.
    fn version(&mut self, published: &Published, document: &Document<'_>) -> Lowered<String> {
        let data = published.parameter_data_ref();
        let at = origin(data);
        if !self.knows(data.extensions.iter(), Level::Parameter, &at) {
            return Err(Refused);
        }
        let values = self.texts_of(&data.format)?;
        let own = document.version.as_ref();
        if let Some(version) = own.filter(|own| values.is_empty() || values.contains(own)) {
            return Ok(version.clone());
        }
        match (values.as_slice(), own) {
            ([only], _) => Ok(only.clone()),
            ([_, ..], Some(own)) => {
                let message = format!("the version `{own}` of the document is none of the values");
                let help = "correct `info.version`, or the values";
                self.refuse_parameter(&at, message, help)
            }
            _ => self.refuse_parameter(
                &at,
                "the document has no text `info.version` to send",
                "give the document its version, in quotes",
            ),
        }
    }

    fn parameter(&mut self, published: &Published) -> Lowered<Parameter> {
        let data = published.parameter_data_ref();
        let at = origin(data);
        let schema = self.schema_of(data, &at)?;
        let mut ty = self.ty(schema, &data.name)?;
        if is_set(data.extensions.get("x-ms-secret")) && !ty.make_secret() {
            let message = "only texts and bytes can be kept secret in a parameter";
            return self.refuse_parameter(&at, message, "take `x-ms-secret` out");
        }
        let location = self.location(published, &at)?;
        self.check_type(&ty, &location, &at)?;
        let rules = self.rules(schema, &at)?;
        let required = data.required || matches!(location, Location::Path | Location::PathSegments);
        let verbatim = matches!(location, Location::Query(_))
            && is_set(data.extensions.get("x-ms-skip-url-encoding"));
        let mut parameter = Parameter {
            name: name(data),
            docs: data.description.clone(),
            origin: at,
            of_client: of_client(data),
            location,
            required,
            ty,
            rules,
            verbatim,
        };
        if verbatim {
            parameter.note(VERBATIM);
        }
        Ok(parameter)
    }

    /// Schema of a parameter that can be sent as it is declared.
    fn schema_of<'d>(&mut self, data: &'d ParameterData, at: &Pointer) -> Lowered<Property<'d>> {
        if !self.knows(data.extensions.iter(), Level::Parameter, at) {
            return Err(Refused);
        }
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            let message = "a parameter with `content` is not supported";
            return self.refuse_parameter(at, message, "give it a `schema`");
        };
        if is_set(data.extensions.get("x-ms-api-version")) {
            let message = "only `api-version` in the query is sent as the version";
            return self.refuse_parameter(at, message, "take `x-ms-api-version` out");
        }
        if data.required && self.may_be_null(schema.into()) {
            let message = "a parameter that must be there cannot be null";
            return self.refuse_parameter(at, message, "take `nullable` out");
        }
        Ok(schema.into())
    }

    fn check_type(&mut self, ty: &Type, location: &Location, at: &Pointer) -> Lowered<()> {
        let is_plain = |ty: &Type| match ty {
            Type::Array(_) | Type::Map(_) | Type::Value => false,
            Type::Definition(id) => self.definitions.is_enum(*id),
            _ => true,
        };
        let is_fine = match (ty, location) {
            (Type::Array(item), Location::Query(_)) => is_plain(item),
            (ty, _) => is_plain(ty),
        };
        let is_ambiguous = *ty == Type::Array(Box::new(Type::Encoded(Encoding::Rfc1123)))
            && matches!(location, Location::Query(Separator::Joined("," | " ")));
        if is_ambiguous {
            let message = "dates of RFC 1123 hold commas and blanks, so a list of them cannot be joined by either";
            return self.refuse_parameter(at, message, "repeat the parameter for each date");
        }
        match is_fine {
            true => Ok(()),
            false => {
                let message = "a parameter is a text, a number, a date, bytes, an enum, or in a query a list of these";
                self.refuse_parameter(at, message, "give the parameter one of these types")
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

    pub(super) fn refuse_parameter<T>(
        &mut self,
        at: &Pointer,
        message: impl Into<String>,
        help: &str,
    ) -> Lowered<T> {
        self.diagnostics
            .report(Code::UnsupportedParameter, at.clone(), message, help);
        Err(Refused)
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

/// Why a pattern goes unchecked. One that the engine cannot read may be a mistake, or of another dialect.
fn unchecked(error: &str) -> (String, &'static str) {
    match error.contains("not supported") {
        true => (
            format!("the pattern is not checked, since the regex engine does not take it: {error}"),
            "write the pattern without look-around and Unicode classes, or leave it to the service",
        ),
        false => (
            format!("the pattern is not checked, since it cannot be read: {error}"),
            "correct the pattern, unless the service reads it otherwise",
        ),
    }
}

/// The version is what has its name, unless the definition says that it is a parameter like any other.
fn is_version(parameter: &Published) -> bool {
    let data = parameter.parameter_data_ref();
    let is_other = data.extensions.get("x-ms-api-version") == Some(&Value::Bool(false));
    matches!(parameter, Published::Query { .. }) && data.name == "api-version" && !is_other
}

/// The subscription is the client's, unless the definition gives it to each call.
fn of_client(data: &ParameterData) -> bool {
    let place = data.extensions.get("x-ms-parameter-location");
    data.name == "subscriptionId" && place.is_none_or(|place| place != "method")
}

/// Where a parameter stands, from the stamp that the loader left.
fn origin(data: &ParameterData) -> Pointer {
    let origin = data.extensions.get(ORIGIN).and_then(Value::as_str);
    Pointer::parse(origin.unwrap_or_default())
}

fn position(parameter: &Published) -> &'static str {
    match parameter {
        Published::Path { .. } => "path",
        Published::Query { .. } => "query",
        Published::Header { .. } => "header",
        Published::Cookie { .. } => "cookie",
    }
}

/// Arguments and fields of the options share their names with these.
fn unique_names(list: &mut [Parameter]) {
    let mut taken = ["self", "options", "body", "method_options"]
        .map(str::to_owned)
        .into();
    for parameter in list {
        parameter.name.rust = naming::unique(parameter.name.rust.clone(), &mut taken);
    }
}
