//! The programs in the README and in the documentation of the crate's root.

use crate::surface::{
    Showcase, ShownArgument, ShownCall, ShownRegenerate, Surface,
    sample::{Link, import, statement},
};

/// A program that lists keys, and changes nothing.
pub(super) fn list(showcase: &Showcase, krate: &str) -> Vec<String> {
    let path = format!("{krate}::{}", showcase.module);
    let mut lines = vec!["use azure_identity::DeveloperToolsCredential;".to_owned()];
    lines.extend(import(&path, &[&showcase.client]));
    lines.extend(MAIN.map(str::to_owned));
    lines.extend(client(showcase));
    lines.extend(call(showcase, "let response = ", &showcase.list, None));
    lines.extend(END.map(str::to_owned));
    lines
}

/// Statements that regenerate a key. They follow those of a program that lists keys.
pub(super) fn regenerate(showcase: &Showcase, shown: &ShownRegenerate, krate: &str) -> Vec<String> {
    let path = format!("{krate}::{}", showcase.module);
    let body = format!("models::{}", shown.body);
    let mut lines = import(krate, &["KeyType"]);
    lines.extend(import(&path, &[&body]));
    lines.extend([
        format!("# use {path}::{};", showcase.client),
        format!(
            "# async fn run(client: {}) -> azure_core::Result<()> {{",
            showcase.client
        ),
        String::new(),
        format!("let body = {}::new(KeyType::Secondary);", shown.body),
    ]);
    let result = match shown.call.has_body {
        true => "let response = ",
        false => "",
    };
    let statement = call(showcase, result, &shown.call, Some("body.try_into()?"));
    lines.extend(statement.iter().map(|line| line[4..].to_owned()));
    if shown.call.has_body {
        lines.push("let keys = response.into_model()?;".to_owned());
    }
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned()]);
    lines
}

/// A program that lists the keys of a resource id, of whatever service.
pub(super) fn by_id(surface: &Surface) -> Option<Vec<String>> {
    let shown = surface.rotation.as_ref()?;
    let krate = &surface.name;
    let mut lines = vec![
        "use azure_identity::DeveloperToolsCredential;".to_owned(),
        format!("use {krate}::{{ResourceId, key_pairs}};"),
    ];
    lines.extend(
        [
            "",
            "# async fn run() -> Result<(), Box<dyn std::error::Error>> {",
        ]
        .map(str::to_owned),
    );
    lines.extend(resource_id(&shown.resource_id));
    let rest = "let credential = DeveloperToolsCredential::new(None)?;
for pair in key_pairs(&id, credential, None)? {
    let keys = pair.list(None).await?;
    for key in [keys.primary, keys.secondary].into_iter().flatten() {
        println!(\"{}: {} characters\", pair.name(), key.value.secret().len());
    }
}
# Ok(())
# }";
    lines.extend(rest.lines().map(str::to_owned));
    Some(lines)
}

/// A statement that parses the id of a resource. A long id is continued on a second line.
pub(super) fn resource_id(id: &str) -> Vec<String> {
    let (scope, resource) = id.split_once("/providers/").unwrap_or((id, ""));
    vec![
        format!("let id: ResourceId = \"{scope}/\\"),
        format!("    providers/{resource}\""),
        "    .parse()?;".to_owned(),
    ]
}

const MAIN: [&str; 4] = [
    "",
    "#[tokio::main]",
    "async fn main() -> azure_core::Result<()> {",
    "    let credential = DeveloperToolsCredential::new(None)?;",
];

const END: [&str; 4] = [
    "    let keys = response.into_model()?;",
    "    println!(\"{keys:?}\"); // shows no secret",
    "    Ok(())",
    "}",
];

fn client(showcase: &Showcase) -> Vec<String> {
    let subscription = showcase.has_subscription;
    let subscription = subscription.then(|| "\"<subscription-id>\"".to_owned());
    let rest = ["credential", "None"].map(str::to_owned);
    let new = Link::associated("new", subscription.into_iter().chain(rest).collect());
    let start = format!("let client = {}", showcase.client);
    statement(&start, &[new, Link::step("?")], 4)
}

fn call(showcase: &Showcase, result: &str, call: &ShownCall, body: Option<&str>) -> Vec<String> {
    let arguments = call.arguments.iter().map(|argument| match argument {
        ShownArgument::False => "false".to_owned(),
        ShownArgument::Placeholder(name) => format!("\"<{name}>\""),
    });
    let rest = body.into_iter().chain(["None"]).map(str::to_owned);
    let links = [
        Link::call(&showcase.accessor, Vec::new()),
        Link::call(&call.method, arguments.chain(rest).collect()),
        Link::step(".await?"),
    ];
    statement(&format!("{result}client"), &links, 4)
}
