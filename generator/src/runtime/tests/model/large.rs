//! An object with many properties, any of which may be null or there twice, and its twin with serde's derives.

use super::twins::{read, without_position};
use crate::runtime::model::model;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

macro_rules! large {
    ($($field:ident = $name:literal)*) => {
        #[derive(Default)]
        struct Large {
            $($field: Option<i32>,)*
        }

        model!(Large { $($field = $name,)* });

        #[derive(Deserialize, Serialize)]
        struct Twin {
            $(#[serde(skip_serializing_if = "Option::is_none")]
            $field: Option<i32>,)*
        }
    };
}

large! {
    a = "a" b = "b" c = "c" d = "d" e = "e" f = "f" g = "g" h = "h" i = "i" j = "j" k = "k" l = "l" m = "m"
    n = "n" o = "o" p = "p" q = "q" r = "r" s = "s" t = "t" u = "u" v = "v"
}

/// The names of all properties, and four that are unknown.
fn names() -> Vec<char> {
    ('a'..='z').collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_read_the_same(
        names in Just(names()).prop_shuffle(),
        count in 1..=26_usize,
        again in prop::option::of(any::<prop::sample::Index>()),
        nulls in any::<u32>(),
    ) {
        let mut names = names[..count].to_vec();
        names.extend(again.map(|again| names[again.index(count)]));
        let properties = names.iter().enumerate().map(|(index, name)| match nulls & (1 << index) {
            0 => format!(r#""{name}":{index}"#),
            _ => format!(r#""{name}":null"#),
        });
        let json = format!("{{{}}}", properties.collect::<Vec<_>>().join(","));
        let (ours, theirs) = (read::<Large>(&json), read::<Twin>(&json));
        prop_assert_eq!(without_position(ours), without_position(theirs), "{}", json);
    }
}

/// A property that is there twice, either time with a value or null.
#[test]
fn both_refuse_a_property_twice() {
    for (first, second) in [("1", "2"), ("1", "null"), ("null", "2"), ("null", "null")] {
        let all: String = ('a'..='v')
            .map(|name| format!(r#""{name}":{first},"#))
            .collect();
        for name in 'a'..='v' {
            let json = format!(r#"{{{all}"w":1,"w":2,"{name}":{second}}}"#);
            let ours = without_position(read::<Large>(&json));
            assert_eq!(ours, Err(format!("duplicate field `{name}`")));
            assert_eq!(ours, without_position(read::<Twin>(&json)));
        }
    }
}

/// Texts are read in a way of their own.
#[derive(Default)]
struct Text {
    text: Option<String>,
}

model!(Text { text = "text", });

#[derive(Deserialize, Serialize)]
struct TextTwin {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[test]
fn both_read_texts_and_report_the_same_errors() {
    let values = [
        r#""a""#,
        r#""\u00e9\n""#,
        "null",
        "1",
        "1.5",
        "true",
        "[]",
        "{}",
    ];
    for first in values {
        let mut all = vec![format!(r#"{{"text":{first}}}"#)];
        all.extend(values.map(|second| format!(r#"{{"text":{first},"text":{second}}}"#)));
        for json in all {
            assert_eq!(read::<Text>(&json), read::<TextTwin>(&json), "{json}");
        }
    }
}
