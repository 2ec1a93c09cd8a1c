//! Collects the parameters of an operation.

use super::{
    Document, Lowering,
    extension::Level,
    parameter::origin,
    refused::{Lowered, Refused},
    sound::Held,
};
use crate::{
    diagnostic::Code,
    model::{Location, Parameter, PathTemplate},
    naming,
    source::Pointer,
};
use openapiv3::{Parameter as Published, ReferenceOr};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// The parameters of an operation, and its API version.
pub(super) struct Parameters {
    pub(super) list: Vec<Parameter>,
    pub(super) api_version: Option<String>,
}

impl Parameters {
    /// Whether every call sends a single value of this name in the query.
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

    /// Makes names unique among all arguments and fields of the options, the fixed ones included.
    pub(super) fn unique_names(&mut self) {
        let mut taken = ["self", "options", "body", "method_options"]
            .map(str::to_owned)
            .into();
        for parameter in &mut self.list {
            parameter.name.rust = naming::unique(parameter.name.rust.clone(), &mut taken);
        }
    }
}

/// Published parameters by location and name, each with the `$ref` that leads to it.
type Declared<'p> = BTreeMap<(&'static str, String), (Rc<Published>, Option<&'p str>)>;

impl Lowering<'_> {
    /// Parameters that a path item declares for all its operations.
    pub(super) fn parameters_of_item(
        &mut self,
        (item, held): Held<'_, '_>,
    ) -> Lowered<Vec<ReferenceOr<Published>>> {
        match held.and_then(|held| held.get("parameters")) {
            Some(_) => self.read(&item.join("parameters"), Code::MalformedParameter),
            None => Ok(Vec::new()),
        }
    }

    /// Parameters of the path item and of the operation, which override those of the path item.
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
        let mut parameters = Parameters { list, api_version };
        parameters.unique_names();
        Ok(parameters)
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

    /// The parameter itself, or the target of its reference, which is read once for all operations.
    fn published_parameter(
        &mut self,
        parameter: &ReferenceOr<Published>,
    ) -> Lowered<Rc<Published>> {
        let reference = match parameter {
            ReferenceOr::Item(parameter) => return Ok(Rc::new(self.with_enum(parameter.clone())?)),
            ReferenceOr::Reference { reference } => reference,
        };
        if let Some(known) = self.definitions.published_parameters.get(reference) {
            return Ok(Rc::clone(known));
        }
        let read = self.read(&Pointer::parse(reference), Code::MalformedParameter)?;
        let read = self.with_enum(read)?;
        let known = self
            .definitions
            .published_parameters
            .entry(reference.clone());
        Ok(Rc::clone(known.or_insert(Rc::new(read))))
    }

    /// Location and name of a parameter, by which it overrides others. Names of headers are compared without case.
    fn checked_name(&mut self, parameter: &Published) -> Lowered<(&'static str, String)> {
        let data = parameter.parameter_data_ref();
        let (location, name) = (position(parameter), data.name.clone());
        if location == "header" {
            self.check_header(&name, &origin(data))?;
            return Ok((location, name.to_ascii_lowercase()));
        }
        match name.is_empty() || name.contains(char::is_control) {
            false => Ok((location, name)),
            true => self.refuse(
                Code::UnsupportedParameter,
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
        self.refuse(
            Code::UnsupportedParameter,
            &at,
            message,
            "remove one of the two",
        )
    }

    /// Lowers a parameter, or returns the result for an earlier operation of the service with the same `reference`.
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

    /// The version of the document, which its operations send as `api-version`.
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
                let message = format!(
                    "the version `{own}` of the document is not one of the parameter's values"
                );
                let help = "correct `info.version`, or the values";
                self.refuse(Code::UnsupportedParameter, &at, message, help)
            }
            _ => self.refuse(
                Code::UnsupportedParameter,
                &at,
                "the document has no string `info.version` to send",
                "give the document a version, in quotes",
            ),
        }
    }
}

/// `api-version` in the query is the version, unless the definition declares it as an ordinary parameter.
fn is_version(parameter: &Published) -> bool {
    let data = parameter.parameter_data_ref();
    let is_other = data.extensions.get("x-ms-api-version") == Some(&Value::Bool(false));
    matches!(parameter, Published::Query { .. }) && data.name == "api-version" && !is_other
}

fn position(parameter: &Published) -> &'static str {
    match parameter {
        Published::Path { .. } => "path",
        Published::Query { .. } => "query",
        Published::Header { .. } => "header",
        Published::Cookie { .. } => "cookie",
    }
}
