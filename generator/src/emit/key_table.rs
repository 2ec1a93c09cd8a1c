//! The table of resource types whose keys can be rotated, in Markdown.

use crate::surface::{
    ChosenBy, KeyChoice, KeyTableRow,
    docs::{code, line},
};

const HEAD: &str = "| resource | pair | cargo feature | API version | list, regenerate | which key |\n|---|---|---|---|---|---|\n";

pub(super) fn table(rows: &[KeyTableRow]) -> String {
    let rows = rows.iter().map(row);
    HEAD.to_owned() + &rows.collect::<String>()
}

fn row(row: &KeyTableRow) -> String {
    let operations: Vec<String> = row.operations.iter().map(|id| code(id)).collect();
    format!(
        "| {} | {} | `{}` | {} | {} | {} |\n",
        code(&row.resource_type),
        code(&row.pair),
        row.feature,
        line(row.api_version.as_deref().unwrap_or_default()),
        operations.join(", "),
        choice(&row.choice),
    )
}

fn choice(choice: &KeyChoice) -> String {
    match choice {
        KeyChoice::Operations => "an operation for each".to_owned(),
        KeyChoice::Values(by, [primary, secondary]) => {
            format!("{}: {}, {}", place(by), code(primary), code(secondary))
        }
        KeyChoice::Listed(by, member) => format!("{}: the listed {}", place(by), code(member)),
    }
}

fn place(by: &ChosenBy) -> String {
    match by {
        ChosenBy::Body(property) => format!("{} in the body", code(property)),
        ChosenBy::Path(parameter) => format!("{} in the path", code(parameter)),
    }
}
