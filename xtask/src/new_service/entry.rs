//! Additions to existing files: the manifest, and the table of the simulator.

use super::words::Words;

/// The manifest with an entry for the service, before the first that follows it in the alphabet.
pub(super) fn manifest(text: &str, words: &Words) -> Result<String, String> {
    let module = &words.module;
    let name = |line: &str| {
        let name = line.trim_start_matches('[').strip_prefix("services.")?;
        Some(name.split([']', '.']).next().unwrap_or_default().to_owned())
    };
    let lines: Vec<&str> = text.lines().collect();
    if lines
        .iter()
        .filter_map(|line| name(line))
        .any(|known| known == *module)
    {
        return Err(format!(
            "the service `{module}` exists, and nothing was written: choose another --module"
        ));
    }
    let follows = |line: &&str| name(line).is_some_and(|known| known > *module);
    let mut place = lines.iter().position(follows).unwrap_or(lines.len());
    // Comments belong to the entry below them.
    while place > 0 && lines[place - 1].starts_with('#') {
        place -= 1;
    }
    let entry = format!(
        "[services.{module}]\ntitle = \"FILL IN: the name of the service\"\ndocuments = [\"{module}/{}.yaml\"]\noperations = [\"{}\", \"{}\"]\n",
        words.version,
        words.operation(&words.list),
        words.operation(&words.regenerate),
    );
    let (before, after) = lines.split_at(place);
    let before = before.join("\n").trim_end().to_owned();
    Ok(match after.is_empty() {
        true => format!("{before}\n\n{entry}"),
        false => format!("{before}\n\n{entry}\n{}\n", after.join("\n")),
    })
}

/// The table of the simulator with the rows of the module.
pub(super) fn table(text: &str, module: &str) -> Result<String, String> {
    let line = format!("mod {module};");
    if text.lines().any(|known| known == line) {
        return Err(format!(
            "the module `{module}` exists, and nothing was written: add the row by hand"
        ));
    }
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    insert(&mut lines, "mod ", line)?;
    insert(&mut lines, "        ", format!("        {module}::ROWS,"))?;
    Ok(lines.join("\n") + "\n")
}

/// Adds a line to the first block of lines that begin alike, in the order of the alphabet.
fn insert(lines: &mut Vec<String>, start: &str, line: String) -> Result<(), String> {
    let is_alike =
        |known: &String| known.starts_with(start) && known.ends_with(&line[line.len() - 1..]);
    let Some(first) = lines.iter().position(is_alike) else {
        return Err("the table does not look as expected: add the rows by hand".to_owned());
    };
    let block = lines[first..].iter().take_while(|known| is_alike(known));
    let place = first + block.take_while(|known| **known < line).count();
    lines.insert(place, line);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(module: &str) -> Words {
        Words {
            provider: "Microsoft.New".to_owned(),
            module: module.to_owned(),
            version: "2023-06-01".to_owned(),
            types: vec!["things".to_owned()],
            list: "listKeys".to_owned(),
            regenerate: "regenerateKey".to_owned(),
        }
    }

    const MANIFEST: &str = "[package]\nname = 'x'\n\n[services.b]\ndocuments = []\n\n[[services.b.key_pairs]]\nname = 'n'\n\n# Why.\n[services.d]\ndocuments = []\n";

    #[test]
    fn an_entry_is_added_in_the_order_of_the_alphabet() {
        let entry = |module: &str| {
            format!(
                "[services.{module}]\ntitle = \"FILL IN: the name of the service\"\ndocuments = [\"{module}/2023-06-01.yaml\"]\noperations = [\"Things_ListKeys\", \"Things_RegenerateKey\"]\n"
            )
        };
        for (module, before) in [("a", "[services.b]"), ("c", "# Why."), ("e", "")] {
            let text = manifest(MANIFEST, &words(module)).expect("it is new");
            let place = match before {
                "" => MANIFEST.len(),
                before => MANIFEST.find(before).expect("it is there"),
            };
            let (start, end) = MANIFEST.split_at(place);
            let expected = match end {
                "" => format!("{start}\n{}", entry(module)),
                end => format!("{start}{}\n{end}", entry(module)),
            };
            assert_eq!(text, expected);
        }
        let refused = manifest(MANIFEST, &words("b")).expect_err("it exists");
        assert!(refused.contains("`b` exists"), "{refused}");
    }

    #[test]
    fn a_row_is_added_in_the_order_of_the_alphabet() {
        let text = "//! Rows.\n\nmod a;\nmod c;\n\nuse b;\n\n    let s = [\n        a::ROWS,\n        c::ROWS,\n    ];\n";
        let expected = text
            .replace("mod c;", "mod b;\nmod c;")
            .replace("        c", "        b::ROWS,\n        c");
        assert_eq!(table(text, "b").as_deref(), Ok(expected.as_str()));
        assert!(table(text, "a").is_err());
        assert!(table("", "a").is_err());
    }
}
