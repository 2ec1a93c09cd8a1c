//! Which operations an error concerns.

use super::*;
use expect_test::{Expect, expect};

/// The errors, each with the operations that cannot be generated because of it.
fn check(files: &[(&str, &str)], expected: Expect) {
    let (documents, diagnostics) = load_all(files).expect_err("the files are refused");
    let lines = diagnostics.sorted().into_iter().map(|diagnostic| {
        let place = documents.place(&diagnostic.source);
        let refused = diagnostic.refused.iter().map(|one| one.id.as_str());
        let refused: Vec<&str> = refused.collect();
        format!("{} {place}: {}\n", diagnostic.code, refused.join(", "))
    });
    expected.assert_eq(&lines.collect::<String>());
}

/// A path item may be a reference to another one, in the same file or in another.
#[test]
fn operations_of_a_path_item_elsewhere() {
    let a = format!(
        "{OPENAPI}paths:
  /a: {{ $ref: 'b.yaml#/items/one' }}
  /b: {{ $ref: '#/x-items/two' }}
  /c: {{ get: {{ operationId: C, responses: {{}} }} }}
x-items:
  two: {{ get: {{ operationId: B, responses: {{ '200': {{ $ref: '#/none' }} }} }} }}
"
    );
    let b = "items:
  one:
    parameters: [{ $ref: 'gone.yaml' }]
    get: { operationId: A, responses: {} }
";
    check(
        &[("a.yaml", &a), ("b.yaml", b)],
        expect![[r#"
            missing-fragment root/a.yaml:7:55: B
            missing-file root/b.yaml:3:20: A
        "#]],
    );
}

/// An error inside an object concerns all that refer to the object, at any distance, and nobody else.
#[test]
fn operations_that_reach_an_error() {
    let a = format!(
        "{OPENAPI}paths:
  /a: {{ get: {{ operationId: A, responses: {{ '200': {{ $ref: '#/components/responses/Outer' }} }} }} }}
  /b: {{ get: {{ operationId: B, responses: {{ '200': {{ $ref: '#/components/responses/Inner' }} }} }} }}
  /c: {{ get: {{ operationId: C, responses: {{ '200': {{ $ref: '#/components/responses/Other' }} }} }} }}
components:
  responses:
    Outer: {{ $ref: '#/components/responses/Inner' }}
    Inner: {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }} }}
    Other: {{ description: '' }}
  schemas:
    S: {{ properties: {{ again: {{ $ref: '#/components/schemas/S' }}, gone: {{ $ref: '#/none' }} }} }}
"
    );
    check(
        &[("a.yaml", &a)],
        expect![[r#"
        missing-fragment root/a.yaml:12:75: A, B
    "#]],
    );
}
