//! References to parameters, bodies, responses and paths.

use super::*;
use expect_test::expect;

#[test]
fn targets_of_references_may_be_in_another_file() {
    let document = format!(
        "{HEAD}paths:
  /a:
    parameters: [{{ $ref: 'more/b.yaml#/parameters/Q', description: Beside. }}]
    put:
      operationId: Put
      parameters: [{{ $ref: 'more/b.yaml#/parameters/H' }}]
      requestBody: {{ $ref: 'more/b.yaml#/bodies/B' }}
      responses: {{ '200': {{ $ref: 'more/b.yaml#/responses/R' }} }}
  /b: {{ $ref: 'more/b.yaml#/path' }}
"
    );
    let more = "\
components: {}
parameters:
  Q: { name: q, in: query, schema: { type: string } }
  H: { $ref: '#/parameters/I' }
  I: { name: h, in: header, required: true, schema: { type: string } }
bodies: { B: { content: { application/json: { schema: { type: string } } } } }
responses: { R: { description: '', content: { application/json: { schema: { type: integer } } } } }
path: { get: { operationId: Get, responses: { '204': { description: '' } } } }
";
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml']\n",
        &[("a.yaml", &document), ("more/b.yaml", more)],
    );
    expect![[r#"
        services:
          - {module: things, title: Things, namespace: Things, client: ThingsClient}
            groups:
              - {client: ThingsClient}
                operations:
                  - {id: Get, name: Get get, method: Get, path: /b, response statuses: [204]}
                  - {id: Put, name: Put put, method: Put, path: /a, body: {name: body, ty: String}}
                    parameters:
                      - {name: q, location: Query Multi, ty: String}
                      - {name: h, location: Header, required, ty: String}
                    response: {statuses: [200], body: Integer I64}
    "#]]
    .assert_eq(&(reported(&documents, diagnostics) + &outlined(&model, &MODEL)));
}

/// OpenAPI ignores such members, but their author expects an effect.
#[test]
fn members_beside_a_reference_are_refused() {
    let more = "x-more: { p: { name: p, in: query, schema: { type: string } }, b: { content: {} }, r: { description: '' }, i: { get: { operationId: Other, responses: {} } } }";
    for (definition, expected) in [
        (
            "paths: { /a: { parameters: [{ $ref: '#/x-more/p', required: true }], get: { operationId: Get, responses: { '204': { description: '' } } } } }",
            expect![[r#"
                unsupported-reference: a.yaml:3:51: `required` is beside a reference, where OpenAPI ignores it
            "#]],
        ),
        (
            "paths: { /a: { get: { operationId: Get, parameters: [{ $ref: '#/x-more/p', name: q }], responses: { '204': { description: '' } } } } }",
            expect![[r#"
                unsupported-reference: a.yaml:3:76: `name` is beside a reference, where OpenAPI ignores it
            "#]],
        ),
        (
            "paths: { /a: { put: { operationId: Put, requestBody: { $ref: '#/x-more/b', required: true }, responses: { '204': { description: '' } } } } }",
            expect![[r#"
                unsupported-reference: a.yaml:3:76: `required` is beside a reference, where OpenAPI ignores it
            "#]],
        ),
        (
            "paths: { /a: { get: { operationId: Get, responses: { '204': { $ref: '#/x-more/r', headers: {} } } } } }",
            expect![[r#"
                unsupported-reference: a.yaml:3:83: `headers` is beside a reference, where OpenAPI ignores it
            "#]],
        ),
        (
            "paths: { /a: { $ref: '#/x-more/i', get: { operationId: Get, responses: { '204': { description: '' } } } } }",
            expect![[r#"
                unsupported-reference: a.yaml:3:36: `get` is beside a reference, where OpenAPI ignores it
            "#]],
        ),
    ] {
        check(&format!("{definition}\n{more}"), expected);
    }
}
