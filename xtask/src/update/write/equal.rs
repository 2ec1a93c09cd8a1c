//! Components that several published documents define alike, which become one.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A component that has another name than in its document, since that name was taken.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Renamed {
    pub(super) section: &'static str,
    pub(super) plain: String,
    pub(super) name: String,
}

impl Renamed {
    fn reference(&self, name: &str) -> String {
        format!("#/components/{}/{name}", self.section)
    }
}

/// Those that equal the component whose name they wanted, if references to them count as references to it.
pub(super) fn equal(
    components: &BTreeMap<&'static str, Map<String, Value>>,
    mut renamed: Vec<Renamed>,
) -> Vec<Renamed> {
    loop {
        let is_equal = |one: &Renamed| {
            let section = components.get(one.section)?;
            let mut value = section.get(&one.name)?.clone();
            let mut wanted = section.get(&one.plain)?.clone();
            replace(&mut value, &renamed);
            replace(&mut wanted, &renamed);
            Some(value == wanted)
        };
        let kept: Vec<Renamed> = renamed
            .iter()
            .filter(|one| is_equal(one) == Some(true))
            .cloned()
            .collect();
        if kept.len() == renamed.len() {
            return kept;
        }
        renamed = kept;
    }
}

/// Replaces references to renamed components by those to the components whose names they wanted.
pub(super) fn replace(value: &mut Value, renamed: &[Renamed]) {
    match value {
        Value::Object(object) => object
            .values_mut()
            .for_each(|member| replace(member, renamed)),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, renamed)),
        Value::String(text) => {
            if let Some(one) = renamed.iter().find(|one| one.reference(&one.name) == *text) {
                *text = one.reference(&one.plain);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn renamed(plain: &str) -> Renamed {
        Renamed {
            section: "schemas",
            plain: plain.into(),
            name: format!("b_{plain}"),
        }
    }

    #[test]
    fn equal_components_become_one_with_all_that_they_reach() {
        let components = |size: &str| {
            let schemas = json!({
                "A": { "items": { "$ref": "#/components/schemas/B" } },
                "B": { "properties": { "a": { "$ref": "#/components/schemas/A" } } },
                "b_A": { "items": { "$ref": "#/components/schemas/b_B" } },
                "b_B": { "properties": { size: { "$ref": "#/components/schemas/b_A" } } },
            });
            BTreeMap::from([("schemas", schemas.as_object().expect("it is one").clone())])
        };
        let both = vec![renamed("A"), renamed("B")];
        assert_eq!(equal(&components("a"), both.clone()), both);
        assert_eq!(equal(&components("other"), both), []);
    }
}
