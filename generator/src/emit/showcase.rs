//! The program in the README and in the documentation of the crate's root.

use crate::surface::{Showcase, ShownArgument, ShownCall};

/// Lines of a program that uses the crate `krate`.
pub(super) fn program(showcase: &Showcase, krate: &str) -> Vec<String> {
    let Showcase { module, client, .. } = showcase;
    let accessor = &showcase.accessor;
    let subscription = match showcase.has_subscription {
        true => "\"<subscription-id>\", ",
        false => "",
    };
    let imports = match &showcase.regenerate {
        Some(regenerate) => format!(
            "use {krate}::{{KeyType, {module}::{{{client}, models::{}}}}};",
            regenerate.body
        ),
        None => format!("use {krate}::{module}::{client};"),
    };
    let mut lines = vec![
        "use azure_identity::DeveloperToolsCredential;".to_owned(),
        imports,
        String::new(),
        "# async fn run() -> azure_core::Result<()> {".to_owned(),
        "let credential = DeveloperToolsCredential::new(None)?;".to_owned(),
        format!("let client = {client}::new({subscription}credential, None)?;"),
        format!("let {accessor} = client.{accessor}();"),
        String::new(),
        keys(&call(accessor, &showcase.list, "")),
    ];
    if let Some(regenerate) = &showcase.regenerate {
        lines.push(format!(
            "let secondary = {}::new(KeyType::Secondary);",
            regenerate.body
        ));
        let call = call(accessor, &regenerate.call, "secondary.try_into()?, ");
        lines.push(match regenerate.call.has_body {
            true => keys(&call),
            false => format!("{call}.await?;"),
        });
    }
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    lines
}

fn keys(call: &str) -> String {
    format!("let keys = {call}.await?.into_model()?;")
}

fn call(accessor: &str, call: &ShownCall, body: &str) -> String {
    let arguments = call.arguments.iter().map(|argument| match argument {
        ShownArgument::False => "false, ".to_owned(),
        ShownArgument::Placeholder(name) => format!("\"<{name}>\", "),
    });
    let arguments: String = arguments.collect();
    format!("{accessor}.{}({arguments}{body}None)", call.method)
}
