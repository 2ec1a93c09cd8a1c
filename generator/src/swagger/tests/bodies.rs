//! Bodies of requests and responses, and their media types.

use super::*;
use expect_test::expect;

/// Prints an operation, in a document with these members.
fn check_operation(document: &str, operation: &str, expected: Expect) {
    let text =
        format!("{document}\npaths: {{ /a: {{ put: {{ operationId: Put, {operation} }} }} }}");
    check(&text, "/paths/~1a/put", expected);
}

#[test]
fn a_body_has_the_media_types_that_are_consumed() {
    let body = "parameters: [{ name: q, in: query, type: string }, { name: thing, in: body, required: true, description: d, schema: { type: string } }], responses: {}";
    check_operation(
        "",
        body,
        expect![[r#"
        operationId: "Put"
        parameters: [{"in":"query","name":"q","schema":{"type":"string"}}]
        requestBody: {"content":{"application/json":{"schema":{"type":"string"}}},"description":"d","required":true,"x-armgen-body-position":1,"x-ms-requestBody-name":"thing"}
        responses: {}
    "#]],
    );
    check_operation(
        "consumes: [application/xml]",
        body,
        expect![[r#"
        operationId: "Put"
        parameters: [{"in":"query","name":"q","schema":{"type":"string"}}]
        requestBody: {"content":{"application/xml":{"schema":{"type":"string"}}},"description":"d","required":true,"x-armgen-body-position":1,"x-ms-requestBody-name":"thing"}
        responses: {}
    "#]],
    );
    let own = format!("consumes: [text/plain, application/json], {body}");
    check_operation(
        "consumes: [application/xml]",
        &own,
        expect![[r#"
        operationId: "Put"
        parameters: [{"in":"query","name":"q","schema":{"type":"string"}}]
        requestBody: {"content":{"application/json":{"schema":{"type":"string"}},"text/plain":{"schema":{"type":"string"}}},"description":"d","required":true,"x-armgen-body-position":1,"x-ms-requestBody-name":"thing"}
        responses: {}
    "#]],
    );
    let none = format!("consumes: [], {body}");
    check_operation(
        "consumes: [application/xml]",
        &none,
        expect![[r#"
        operationId: "Put"
        parameters: [{"in":"query","name":"q","schema":{"type":"string"}}]
        requestBody: {"content":{"application/xml":{"schema":{"type":"string"}}},"description":"d","required":true,"x-armgen-body-position":1,"x-ms-requestBody-name":"thing"}
        responses: {}
    "#]],
    );
}

#[test]
fn a_response_has_the_media_types_that_are_produced() {
    let response = "responses: { '200': { schema: { type: file }, examples: { application/json: {} } }, '204': { description: '' } }";
    check_operation(
        "",
        response,
        expect![[r#"
        operationId: "Put"
        responses: {"200":{"content":{"application/json":{"schema":{"format":"binary","type":"string"}}},"description":""},"204":{"description":""}}
    "#]],
    );
    check_operation(
        "produces: [application/zip]",
        response,
        expect![[r#"
        operationId: "Put"
        responses: {"200":{"content":{"application/zip":{"schema":{"format":"binary","type":"string"}}},"description":""},"204":{"description":""}}
    "#]],
    );
    let own = format!("produces: [text/plain], {response}");
    check_operation(
        "produces: [application/zip]",
        &own,
        expect![[r#"
        operationId: "Put"
        responses: {"200":{"content":{"text/plain":{"schema":{"format":"binary","type":"string"}}},"description":""},"204":{"description":""}}
    "#]],
    );
}

#[test]
fn referenced_responses_are_converted_in_place() {
    check(
        "produces: [text/json]\nresponses: { R: { description: d, schema: { type: string } } }",
        "/responses",
        expect![[r#"
            R: {"content":{"text/json":{"schema":{"type":"string"}}},"description":"d"}
        "#]],
    );
    check_operation(
        "responses: { R: { description: d } }",
        "responses: { '200': { $ref: '#/responses/R' } }",
        expect![[r#"
            operationId: "Put"
            responses: {"200":{"$ref":"armgen:a.yaml#/responses/R"}}
        "#]],
    );
}

#[test]
fn a_form_is_an_object_of_its_parameters() {
    check_operation(
        "",
        "parameters: [{ name: a, in: formData, type: string, required: true }, { name: b, in: formData, type: file }], responses: {}",
        expect![[r#"
            operationId: "Put"
            parameters: []
            requestBody: {"content":{"multipart/form-data":{"schema":{"properties":{"a":{"type":"string"},"b":{"format":"binary","type":"string"}},"type":"object"}}}}
            responses: {}
        "#]],
    );
    check_operation(
        "",
        "consumes: [application/x-www-form-urlencoded], parameters: [{ name: a, in: formData, type: string }], responses: {}",
        expect![[r#"
            operationId: "Put"
            parameters: []
            requestBody: {"content":{"application/x-www-form-urlencoded":{"schema":{"properties":{"a":{"type":"string"}},"type":"object"}}}}
            responses: {}
        "#]],
    );
}

/// A shared body is copied to each operation that uses it, also from other files and from the path item.
#[test]
fn a_body_may_be_referred_to() {
    let document = "swagger: '2.0'\npaths: { /a: { parameters: [{ $ref: 'b.yaml#/parameters/B' }], put: { operationId: Put, responses: {} } } }";
    let fragment = "parameters: { B: { name: b, in: body, schema: { type: string } } }";
    let files = [("a.yaml", document), ("b.yaml", fragment)];
    expect![[r#"
        parameters: []
        put: {"operationId":"Put","requestBody":{"content":{"application/json":{"schema":{"type":"string"}}},"x-armgen-body-position":0,"x-ms-requestBody-name":"b"},"responses":{}}
    "#]].assert_eq(&lines(&converted(&files, "a.yaml#/paths/~1a")));
}

/// Other members beside the reference would be lost, so it stays and lowering reports it.
#[test]
fn a_reference_to_a_body_with_siblings_stays() {
    check_operation(
        "parameters: { B: { name: b, in: body, schema: { type: string } } }",
        "parameters: [{ $ref: '#/parameters/B', required: true }], responses: {}",
        expect![[r#"
            operationId: "Put"
            parameters: [{"$ref":"armgen:a.yaml#/parameters/B","required":true}]
            responses: {}
        "#]],
    );
}
