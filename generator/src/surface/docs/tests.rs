//! Texts of definitions as doc comments.

use crate::surface::docs;
use expect_test::{Expect, expect};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&docs::lines(text).join("\n"));
}

#[test]
fn markup_is_text() {
    check(
        "`a` *b* _c_ [d](e) <b>f</b> # g ~h~ i|j &amp; \\",
        expect![[r#"\`a\` \*b\* \_c\_ \[d\](e) \<b\>f\</b\> \# g \~h\~ i\|j \&amp; \\"#]],
    );
    check(
        "# a\n- b\n+ c\n=== \n1. d\n2) e\n> f\n***",
        expect![[r#"
        \# a
        \- b
        \+ c
        \===
        1\. d
        2\) e
        \> f
        \*\*\*"#]],
    );
    check(
        "```rust\nfn main() {}\n```",
        expect![[r#"
        \`\`\`rust
        fn main() {}
        \`\`\`"#]],
    );
    check(
        "    indented\n\ttabbed",
        expect![[r#"
        indented
        tabbed"#]],
    );
}

/// A doc comment ends with its line. A text must not be able to end it.
#[test]
fn code_is_text() {
    check("*/ pub fn a() {} /*", expect![[r#"\*/ pub fn a() {} /\*"#]]);
    check(
        "\"] pub fn a() {} #[doc = \"",
        expect![[r#""\] pub fn a() {} \#\[doc = ""#]],
    );
    check(
        "#![doc = include_str!(\"/etc/passwd\")]",
        expect![[r#"\#!\[doc = include\_str!("/etc/passwd")\]"#]],
    );
    check("{} {{}} ${a}", expect!["{} {{}} ${a}"]);
}

#[test]
fn hidden_characters_are_left_out() {
    check(
        "a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{0}f\u{1b}g\u{7f}h\u{85}i",
        expect!["abcdefghi"],
    );
    check(
        "a\u{61c}b\u{180e}c\u{e0041}\u{e007f}d\u{3164}e\u{fe0f}f\u{e0100}g\u{fff9}h",
        expect!["abcdefgh"],
    );
    check(
        "a\rb\r\nc\u{2028}d\u{2029}e\u{a0}f",
        expect![[r#"
        ab
        c d e f"#]],
    );
}

#[test]
fn paragraphs_are_separated_by_one_line() {
    check(
        "\n\n a \n\n\n\nb\nc\n\n",
        expect![[r#"
        a

        b
        c"#]],
    );
    assert_eq!(docs::lines(""), [""; 0]);
    assert_eq!(docs::lines(" \n\u{200b}\n"), [""; 0]);
}

#[test]
fn a_long_text_keeps_its_lines() {
    assert_eq!(docs::lines(&"a line\n".repeat(1000)).len(), 1000);
}
