//! Examples in the documentation of clients and models. They are compiled as doc tests, so their arguments are those
//! of a hidden function around them.

use super::{
    Argument,
    arguments::arguments,
    group::is_own,
    sample::{Link, import, statement},
};
use crate::model::{Model, Operation, OperationKind, Service, Type};

/// What the types of arguments in an example are imported by, each where it is used or not.
pub(super) const TYPES: &str = "# use azure_core::{Value, credentials::Secret, http::{Etag, NoFormat, RequestContent}, time::OffsetDateTime};";

/// Code, with the hidden lines that make it compile.
pub(super) struct Snippet<'m> {
    krate: String,
    /// Module of the service, from the root of the crate.
    module: &'m str,
    /// Names below the module that the code shows as imported.
    shown: Vec<String>,
    /// Parameters of the hidden function.
    parameters: Vec<String>,
    /// The code.
    lines: Vec<String>,
}

impl<'m> Snippet<'m> {
    pub(super) fn new(model: &Model, module: &'m str) -> Self {
        Self {
            krate: model.package.name.replace('-', "_"),
            module,
            shown: Vec::new(),
            parameters: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Shows the import of a name below the module.
    pub(super) fn import(mut self, name: &str) -> Self {
        self.shown.push(name.to_owned());
        self
    }

    /// Declares a value that the code uses.
    pub(super) fn given(mut self, name: &str, ty: &str) -> Self {
        let ty = outside(ty, &self.krate);
        self.parameters.push(format!("{name}: {ty}"));
        self
    }

    /// Declares the arguments of a call.
    pub(super) fn given_arguments(self, arguments: &[Argument]) -> Self {
        let add = |snippet: Self, one: &Argument| snippet.given(&one.name, &one.ty.to_string());
        arguments.iter().fold(self, add)
    }

    /// Adds lines of code.
    pub(super) fn code(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// The import of `KeyType`, if the code or a parameter names it.
    fn key_type(&self) -> &'static str {
        let texts = self.parameters.iter().chain(&self.lines);
        key_type(texts.map(String::as_str))
    }

    /// Lines of Markdown, after an empty one.
    pub(super) fn fenced(self, fence: &str) -> Vec<String> {
        let Self { krate, module, .. } = &self;
        let path = format!("{krate}::{module}");
        let key_type = self.key_type();
        let shown: Vec<&str> = self.shown.iter().map(String::as_str).collect();
        let mut lines = vec![String::new(), fence.to_owned()];
        if !shown.is_empty() {
            lines.extend(import(&path, &shown));
            lines.push(String::new());
        }
        lines.extend([
            format!("# use {krate}::{{{key_type}{module}::{{*, models::*}}}};"),
            TYPES.to_owned(),
            "# use futures::TryStreamExt;".to_owned(),
            "# use std::collections::HashMap;".to_owned(),
            format!(
                "# async fn example({}) -> azure_core::Result<()> {{",
                self.parameters.join(", ")
            ),
        ]);
        lines.extend(self.lines);
        lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
        lines
    }
}

/// The import of `KeyType`, if code names it. A crate without pairs of keys has none.
pub(super) fn key_type<'t>(texts: impl IntoIterator<Item = &'t str>) -> &'static str {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = texts
        .into_iter()
        .flat_map(|text| text.split(move |c| !is_inside(c)));
    match words.any(|word| word == "KeyType") {
        true => "KeyType, ",
        false => "",
    }
}

/// A type as other crates name it.
pub(super) fn outside(ty: &str, krate: &str) -> String {
    let wrappers = ["Hidden<", "Nullable<"].into_iter();
    let ty = ty.replace("crate::", &format!("{krate}::"));
    wrappers.fold(ty, |ty, wrapper| {
        ty.replace(wrapper, &format!("{krate}::{wrapper}"))
    })
}

/// How users create the client of a service, and its first sub-client.
pub(super) fn constructor(model: &Model, service: &Service) -> Vec<String> {
    let path = service.path();
    let subscription = service.has_subscription();
    let subscription = subscription.then(|| "\"<subscription-id>\"".to_owned());
    let rest = ["credential", "None"].map(str::to_owned);
    let links = [
        Link::associated("new", subscription.into_iter().chain(rest).collect()),
        Link::step("?"),
    ];
    let start = format!("let client = {}", service.client);
    let mut groups = service.groups.iter().filter(|group| !is_own(group));
    let accessor = groups.next().map(|group| &group.name.rust);
    let accessor = accessor.map(|name| format!("let {name} = client.{name}();"));
    Snippet::new(model, &path)
        .import(&service.client)
        .given(
            "credential",
            "std::sync::Arc<dyn azure_core::credentials::TokenCredential>",
        )
        .code(statement(&start, &links, 0))
        .code(accessor)
        .fenced("```")
}

/// A call of an operation by its client, and what its response is read by.
pub(super) fn call(
    model: &Model,
    service: &Service,
    client: &str,
    operation: &Operation,
) -> Vec<String> {
    let has_model = matches!(operation.response.body, Some(Type::Definition(_)));
    let (result, read) = match (&operation.kind, has_model) {
        (OperationKind::Pages(_), _) => ("let mut pager", ITEMS),
        (OperationKind::Once, true) => ("let response", INTO_MODEL),
        (OperationKind::Once | OperationKind::LongRunning(_), _) => ("let response", ""),
    };
    let path = service.path();
    calling(model, &path, client, operation, result)
        .code(read.lines().map(str::to_owned))
        .fenced("```")
}

/// A call of an operation by its client, and lines that read the model of its response.
pub(super) fn reading(
    model: &Model,
    service: &Service,
    client: &str,
    operation: &Operation,
    lines: Vec<String>,
) -> Vec<String> {
    let path = service.path();
    calling(model, &path, client, operation, "let response")
        .code([INTO_MODEL.to_owned()])
        .code(lines)
        .fenced("```")
}

/// A call of an operation, with a variable for its result.
fn calling<'m>(
    model: &Model,
    path: &'m str,
    client: &str,
    operation: &Operation,
    result: &str,
) -> Snippet<'m> {
    let arguments = arguments(model, operation);
    let names = arguments.iter().map(|argument| argument.name.clone());
    let names = names.chain(["None".to_owned()]).collect();
    let mut links = vec![Link::call(&operation.name.rust, names)];
    links.extend(awaited(&operation.kind).iter().map(|step| Link::step(step)));
    // An argument may have the name of the variable.
    let is_taken = arguments.iter().any(|argument| argument.name == "client");
    let caller = if is_taken { "sub_client" } else { "client" };
    let start = format!("{result} = {caller}");
    Snippet::new(model, path)
        .import(client)
        .given(caller, &format!("&{client}"))
        .given_arguments(&arguments)
        .code(statement(&start, &links, 0))
}

/// How the body of a response becomes a model.
const INTO_MODEL: &str = "let model = response.into_model()?;";

/// A loop over the items of a pager.
const ITEMS: &str = "while let Some(item) = pager.try_next().await? {
    println!(\"{item:?}\"); // shows no secret
}";

/// What follows a method call until its response, or its pages.
fn awaited(kind: &OperationKind) -> &'static [&'static str] {
    match kind {
        OperationKind::Once => &[".await?"],
        OperationKind::Pages(_) => &["?"],
        OperationKind::LongRunning(kind) if kind.pages.is_some() => {
            &["?", ".into_poller()", ".await?"]
        }
        OperationKind::LongRunning(_) => &["?", ".await?"],
    }
}

#[cfg(test)]
mod tests {
    use super::key_type;

    /// A crate without pairs of keys has no `KeyType`, and an example that imports it does not compile.
    #[test]
    fn only_code_that_names_it_imports_the_key_type() {
        assert_eq!(key_type(["key: KeyTypeOrSalt", "let a = b;"]), "");
        assert_eq!(key_type(["key: azure::KeyType"]), "KeyType, ");
    }
}
