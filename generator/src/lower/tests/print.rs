//! A model in a few lines: what each operation and definition will become.

use crate::model::{
    Definition, Enum, Field, KeyRole, Location, Model, Name, Operation, OperationKind, Parameter,
    Resend, Rule, Separator, Service, ShapeKind, Type, Values, emitted,
};

/// Services and definitions.
pub(crate) fn model(model: &Model) -> String {
    model
        .services
        .iter()
        .map(|one| service(model, one))
        .collect::<String>()
        + &definitions(model)
}

/// The definitions that operations reach, by name.
pub(crate) fn definitions(model: &Model) -> String {
    let mut lines: Vec<String> = emitted(model)
        .into_iter()
        .map(|id| definition(model, &model.definitions[id]))
        .collect();
    lines.sort();
    lines.concat()
}

fn service(model: &Model, service: &Service) -> String {
    let mut text = format!(
        "{} {:?} {}\n",
        service.client, service.title, service.namespace
    );
    for group in &service.groups {
        text += &format!("  {}: {}\n", name(&group.name), group.client);
        text.extend(group.operations.iter().map(|one| operation(model, one)));
    }
    for known in &service.headers {
        let headers: Vec<String> = known
            .headers
            .iter()
            .map(|header| format!("{}: {}", name(&header.name), ty(model, &header.ty)))
            .collect();
        text += &format!("  trait {}: {}\n", known.name, headers.join(", "));
    }
    text
}

fn operation(model: &Model, operation: &Operation) -> String {
    let mut lines = vec![format!(
        "    {}: {:?} {} {}",
        name(&operation.name),
        operation.method,
        operation.path,
        operation
            .api_version
            .as_deref()
            .unwrap_or("without a version")
    )];
    lines.extend(
        operation
            .docs
            .as_ref()
            .map(|docs| format!("      // {docs}")),
    );
    lines.extend(operation.parameters.iter().map(|one| parameter(model, one)));
    lines.extend(operation.body.iter().map(|body| {
        let optional = if body.required { "" } else { "?" };
        format!(
            "      body{optional} `{}`: {}{}",
            body.name,
            ty(model, &body.ty),
            docs(body.docs.as_ref())
        )
    }));
    lines.push(response(model, operation));
    lines.extend(operation.response.headers.iter().map(|header| {
        format!(
            "      gives {}: {}{}",
            name(&header.name),
            ty(model, &header.ty),
            docs(header.docs.as_ref())
        )
    }));
    lines.extend(
        operation
            .error
            .as_ref()
            .map(|error| format!("      error {}", ty(model, error))),
    );
    lines.extend(flow(model, &operation.kind));
    lines.extend((operation.resend == Resend::ReadOnly).then(|| "      reads only".to_owned()));
    lines.extend(operation.key_role.map(|role| match role {
        KeyRole::List => "      lists keys".to_owned(),
        KeyRole::Regenerate => "      regenerates a key".to_owned(),
    }));
    lines.extend(
        operation
            .examples
            .iter()
            .map(|(title, example)| format!("      example {title:?}: {}", example.value)),
    );
    lines.join("\n") + "\n"
}

fn flow(model: &Model, flow: &OperationKind) -> Vec<String> {
    let pages = match flow {
        OperationKind::Once => return Vec::new(),
        OperationKind::LongRunning(_) => return vec![format!("      {flow:?}")],
        OperationKind::Pages(pages) => pages,
    };
    let mut lines = vec![format!(
        "      pages of {:?}, next {:?}",
        pages.items, pages.next_link
    )];
    for next in pages.next.iter() {
        let version = next.api_version.as_deref().unwrap_or("without a version");
        lines.push(format!(
            "      next by {}: {} {version} {:?} {:?}",
            next.id, next.path, next.statuses, next.link
        ));
        let parameters = next.parameters.iter();
        lines.extend(parameters.map(|one| format!("  {}", parameter(model, one))));
    }
    lines
}

fn response(model: &Model, operation: &Operation) -> String {
    let response = &operation.response;
    let body = match &response.body {
        None => "nothing".to_owned(),
        Some(body) if response.optional => format!("{} or nothing", ty(model, body)),
        Some(body) => ty(model, body),
    };
    format!("      {:?} {body}", response.statuses)
}

fn parameter(model: &Model, parameter: &Parameter) -> String {
    let location = match &parameter.location {
        Location::Path => "path",
        Location::PathSegments => "path segments",
        Location::Scope => "scope",
        Location::Query(Separator::Multi) => "query",
        Location::Query(Separator::Joined(with)) => &format!("query by {with:?}"),
        Location::Header => "header",
    };
    let optional = if parameter.required { "" } else { "?" };
    let verbatim = if parameter.verbatim { " verbatim" } else { "" };
    let rules: Vec<String> = parameter.rules.iter().map(rule).collect();
    let (name, ty) = (name(&parameter.name), ty(model, &parameter.ty));
    format!(
        "      {location}{verbatim}{optional} {name}: {ty}{}{}",
        rules.concat(),
        docs(parameter.docs.as_ref())
    )
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::MinLength(least) => format!(", at least {least}"),
        Rule::MaxLength(most) => format!(", at most {most}"),
        Rule::Pattern(pattern) => format!(", like {pattern}"),
    }
}

fn definition(model: &Model, definition: &Definition) -> String {
    let shape = &definition.shape;
    let head = match &shape.kind {
        ShapeKind::Struct(_) => "struct",
        ShapeKind::Enum(Enum { open: true, .. }) => "open enum",
        ShapeKind::Enum(_) => "enum",
        ShapeKind::Union(_) => "union",
    };
    let shared: Vec<&str> = definition
        .shared
        .iter()
        .map(|service| model.services[*service].module.as_str())
        .collect();
    let marks: String = [
        (shape.usage.request, " asked".to_owned()),
        (shape.usage.response, " answered".to_owned()),
        (shape.secret, " secret".to_owned()),
        (definition.body, " body".to_owned()),
        (
            definition.page.is_some(),
            format!(
                " page of {:?}",
                definition.page.as_deref().unwrap_or_default()
            ),
        ),
        (
            !shared.is_empty(),
            format!(" shared by {}", shared.join(", ")),
        ),
    ]
    .into_iter()
    .filter_map(|(is, mark)| is.then_some(mark))
    .collect();
    let mut text = format!(
        "{head} {}{marks}{}\n",
        name(&definition.name),
        docs(definition.docs.text.as_ref())
    );
    match &shape.kind {
        ShapeKind::Struct(structure) => {
            text.extend(
                structure
                    .fields
                    .iter()
                    .map(|one| field(model, definition, one)),
            );
            text.extend(
                structure
                    .additional
                    .as_ref()
                    .map(|rest| format!("  ..: {}\n", ty(model, rest))),
            );
        }
        ShapeKind::Union(union) => {
            for (value, variant) in &union.variants {
                text += &format!("  {}: {}\n", name(value), ty(model, variant));
            }
            text += &format!("  by {}, else {}\n", union.tag, ty(model, &union.other));
        }
        ShapeKind::Enum(values) => {
            if let Some((primary, secondary)) = values.key_variants {
                text += &format!("  keys {primary} and {secondary}\n");
            }
            text.extend(values.values.names().into_iter().map(|value| {
                let kind = if matches!(values.values, Values::Integers(_)) {
                    "integer "
                } else {
                    ""
                };
                format!(
                    "  {kind}{}{}\n",
                    name(value),
                    docs(definition.docs.members.get(&value.wire))
                )
            }));
        }
    }
    text
}

fn field(model: &Model, definition: &Definition, field: &Field) -> String {
    let marks: String = [
        (field.required, " required"),
        (field.nullable, " nullable"),
        (field.secret, " secret"),
        (field.boxed, " boxed"),
    ]
    .into_iter()
    .filter_map(|(is, mark)| is.then_some(mark))
    .collect();
    let docs = docs(definition.docs.members.get(&field.name.wire));
    format!(
        "  {}: {}{marks}{docs}\n",
        name(&field.name),
        ty(model, &field.ty)
    )
}

/// Both spellings, unless they are one.
fn name(name: &Name) -> String {
    match name.rust == name.wire {
        true => name.rust.clone(),
        false => format!("{} {:?}", name.rust, name.wire),
    }
}

fn docs(text: Option<&String>) -> String {
    text.map(|text| format!(" // {text}")).unwrap_or_default()
}

/// A type as Rust spells it.
pub(crate) fn ty(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Array(item) => format!("Vec<{}>", self::ty(model, item)),
        Type::Map(value) => format!("Map<{}>", self::ty(model, value)),
        Type::Definition(id) => model.definitions[*id].name.rust.clone(),
        Type::Integer(integer) => format!("{integer:?}").to_ascii_lowercase(),
        Type::Encoded(encoding) => format!("{encoding:?}"),
        Type::Key(spelling) => format!("KeyType as {}", model.spellings[*spelling].module),
        other => format!("{other:?}"),
    }
}
