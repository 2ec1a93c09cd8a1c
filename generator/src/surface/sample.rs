//! Code of examples, in lines that fit a page.

/// Columns that a line of an example may have.
const COLUMNS: usize = 80;

/// A call of a chain, such as `.keys("a", None)`, or a step without arguments, such as `.await?`.
pub(crate) struct Link {
    /// The step with its dot, up to the parenthesis.
    step: String,
    /// Arguments, or `None` for a step that is no call.
    arguments: Option<Vec<String>>,
}

impl Link {
    /// A step that is no call.
    pub(crate) fn step(step: &str) -> Self {
        Self {
            step: step.to_owned(),
            arguments: None,
        }
    }

    /// A call of an associated function.
    pub(crate) fn associated(function: &str, arguments: Vec<String>) -> Self {
        Self {
            step: format!("::{function}"),
            arguments: Some(arguments),
        }
    }

    /// A call of a method.
    pub(crate) fn call(method: &str, arguments: Vec<String>) -> Self {
        Self {
            step: format!(".{method}"),
            arguments: Some(arguments),
        }
    }

    fn on_one_line(&self) -> String {
        match &self.arguments {
            None => self.step.clone(),
            Some(arguments) => format!("{}({})", self.step, arguments.join(", ")),
        }
    }

    /// Its lines, with a line for each argument if it is too long.
    fn lines(&self, indent: usize) -> Vec<String> {
        let (margin, line) = (" ".repeat(indent), self.on_one_line());
        match &self.arguments {
            Some(arguments) if indent + line.len() > COLUMNS => {
                let head = format!("{margin}{}(", self.step);
                let arguments = arguments.iter().map(|one| format!("{margin}    {one},"));
                let tail = format!("{margin})");
                [head].into_iter().chain(arguments).chain([tail]).collect()
            }
            _ => vec![margin + &line],
        }
    }
}

/// The statement `start.a().b();`, on one line if it fits, otherwise with a line for each step.
pub(crate) fn statement(start: &str, links: &[Link], indent: usize) -> Vec<String> {
    let line = links.iter().map(Link::on_one_line);
    let line = format!("{}{start}{};", " ".repeat(indent), line.collect::<String>());
    if line.len() <= COLUMNS {
        return vec![line];
    }
    let mut lines = vec![format!("{}{start}", " ".repeat(indent))];
    for link in links {
        match lines.last_mut() {
            Some(last) if link.step == "?" => last.push('?'),
            _ => lines.extend(link.lines(indent + 4)),
        }
    }
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

/// `use path::{…};`, on one line if it fits.
pub(crate) fn import(path: &str, names: &[&str]) -> Vec<String> {
    let line = match names {
        [name] => format!("use {path}::{name};"),
        names => format!("use {path}::{{{}}};", names.join(", ")),
    };
    if line.len() <= COLUMNS {
        return vec![line];
    }
    let names = names.iter().map(|name| format!("    {name},"));
    let head = format!("use {path}::{{");
    [head]
        .into_iter()
        .chain(names)
        .chain(["};".to_owned()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(method: &str, argument: &str, expected: Expect) {
        let arguments = vec![argument.to_owned(), "None".to_owned()];
        let links = [
            Link::call("things", Vec::new()),
            Link::call(method, arguments),
            Link::step(".await?"),
        ];
        let lines = statement("let response = client", &links, 0);
        assert!(lines.iter().all(|line| line.len() <= COLUMNS), "{lines:?}");
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn a_question_mark_follows_its_call() {
        let arguments = vec!["\"<a-name-of-very-many-words>\"".to_owned()];
        let links = [
            Link::call("begin_to_regenerate_a_key", arguments),
            Link::step("?"),
            Link::step(".await?"),
        ];
        let expected = expect![[r#"
            let response = client
                .begin_to_regenerate_a_key("<a-name-of-very-many-words>")?
                .await?;"#]];
        expected.assert_eq(&statement("let response = client", &links, 0).join("\n"));
    }

    #[test]
    fn a_statement_is_broken_only_where_it_is_too_long() {
        check(
            "list",
            "\"<name>\"",
            expect![[r#"let response = client.things().list("<name>", None).await?;"#]],
        );
        check(
            "list_keys_of_things",
            "\"<resource-group-name>\"",
            expect![[r#"
                    let response = client
                        .things()
                        .list_keys_of_things("<resource-group-name>", None)
                        .await?;"#]],
        );
        check(
            "list_keys_of_things_with_a_name_of_many_words",
            "\"<name-of-very-many-words>\"",
            expect![[r#"
                let response = client
                    .things()
                    .list_keys_of_things_with_a_name_of_many_words(
                        "<name-of-very-many-words>",
                        None,
                    )
                    .await?;"#]],
        );
    }

    #[test]
    fn an_import_is_broken_only_if_it_is_too_long() {
        assert_eq!(import("a::b", &["C"]), ["use a::b::C;"]);
        assert_eq!(import("a", &["C", "d::E"]), ["use a::{C, d::E};"]);
        let long = "L".repeat(70);
        let expected = ["use a::{", "    C,", &format!("    {long},"), "};"];
        assert_eq!(import("a", &["C", &long]), expected);
    }
}
