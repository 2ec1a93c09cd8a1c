//! Media types of bodies: which one a client uses, what the body is in it, and the others that a call may choose.

use super::*;

/// The body of a request and of a response with this content: its type, its media type unless it is JSON, and the
/// option for another. Or the refusal of the request.
fn request_and_response(content: &str) -> (String, String) {
    let with = |what: &str| format!("{what}: {{ description: '', content: {content} }}");
    let request = with("requestBody") + "\nresponses: { '204': { description: '' } }\n";
    let response = format!("responses: {{ {} }}\n", with("'200'"));
    (
        body(&operation("put", &request)),
        body(&operation("get", &response)),
    )
}

fn body(operation: &str) -> String {
    const DEFINITIONS: &str = "components:
  schemas:
    File: { $ref: '#/components/schemas/Bytes' }
    Bytes: { type: string, format: binary }
    Thing: { type: object, properties: { a: { type: string } } }
";
    let text = HEAD.to_owned() + operation + DEFINITIONS;
    let manifest = "[services.things]\ndocuments = ['a.yaml']\n";
    let (model, _, diagnostics) = lowered(manifest, &[("a.yaml", &text)]);
    let Some(operation) = model.operations().next() else {
        return diagnostics.sorted().remove(0).message;
    };
    let (ty, media) = match &operation.body {
        Some(body) => (Some(&body.ty), &body.content_type),
        None => (operation.response.body.as_ref(), &operation.response.accept),
    };
    let ty = match ty {
        Some(Type::Definition(id)) => model.definitions[*id].name.rust.clone(),
        Some(ty) => format!("{ty:?}"),
        None => "nothing".to_owned(),
    };
    let media = media.as_deref().unwrap_or("JSON");
    let options = operation.parameters.iter().map(|parameter| {
        let docs = parameter.docs.as_deref().unwrap_or_default();
        let (_, others) = docs.split_once(": ").expect("the docs list the others");
        let (others, _) = others
            .split_once(".\n")
            .expect("the docs have two sentences");
        format!(", or {} {others}", parameter.name.rust)
    });
    format!("{ty} as {media}{}", options.collect::<String>())
}

#[test]
fn json_is_preferred() {
    for (content, expected) in [
        ("application/json: THING", "Thing as JSON"),
        (
            "application/json; charset=utf-8: THING",
            "Thing as application/json; charset=utf-8",
        ),
        ("'*/*': THING", "Thing as JSON"),
        ("text/json: THING", "Thing as text/json"),
        ("text/json: THING, application/json: THING", "Thing as JSON"),
        (
            "application/merge-patch+json: THING",
            "Thing as application/merge-patch+json",
        ),
        ("application/json: { schema: {} }", "Value as JSON"),
        ("application/json: {}", "nothing as JSON"),
        ("text/plain: {}", "nothing as JSON"),
    ] {
        let content = content.replace(
            "THING",
            "{ schema: { $ref: '#/components/schemas/Thing' } }",
        );
        let (request, response) = request_and_response(&format!("{{ {content} }}"));
        assert_eq!(
            (request.as_str(), response.as_str()),
            (expected, expected),
            "{content}"
        );
    }
}

#[test]
fn another_media_type_is_an_option() {
    let content = "{ application/vnd.policy+xml: { schema: { $ref: '#/components/schemas/Thing' } }, application/json: { schema: { $ref: '#/components/schemas/Thing' } }, text/json: { schema: {} }, application/merge-patch+json: { schema: {} } }";
    let (request, response) = request_and_response(content);
    let others = "application/merge-patch+json, application/vnd.policy+xml";
    assert_eq!(request, format!("Thing as JSON, or content_type {others}"));
    assert_eq!(response, format!("Thing as JSON, or accept {others}"));
}

#[test]
fn files_bytes_and_texts_are_streams() {
    for (content, request_media, response_media) in [
        (
            "application/zip: FILE",
            "application/zip",
            "application/zip",
        ),
        (
            "text/powershell: TEXT",
            "text/powershell",
            "text/powershell",
        ),
        (
            "application/octet-stream: { schema: {} }",
            "application/octet-stream",
            "application/octet-stream",
        ),
        (
            "application/xml: TEXT",
            "application/xml",
            "application/xml",
        ),
        (
            "text/plain: { schema: { type: integer } }",
            "text/plain",
            "text/plain",
        ),
        (
            "text/powershell: { schema: { type: object, format: file } }",
            "text/powershell",
            "text/powershell",
        ),
        ("application/json: FILE", "application/octet-stream", "*/*"),
        (
            "application/json: FILE, application/zip: FILE",
            "application/zip",
            "application/zip",
        ),
    ] {
        let content = content
            .replace("FILE", "{ schema: { $ref: '#/components/schemas/File' } }")
            .replace("TEXT", "{ schema: { type: string } }");
        let (request, response) = request_and_response(&format!("{{ {content} }}"));
        assert_eq!(request, format!("Stream as {request_media}"), "{content}");
        assert_eq!(response, format!("Stream as {response_media}"), "{content}");
    }
}

#[test]
fn what_a_media_type_cannot_hold_is_refused() {
    for (content, expected) in [
        (
            "application/octet-stream: { schema: { $ref: '#/components/schemas/Thing' } }",
            "the media type application/octet-stream has no form for the object or the list that the schema describes",
        ),
        (
            "text/plain: { schema: { type: array, items: { type: string } } }",
            "the media type text/plain has no form for the object or the list that the schema describes",
        ),
        (
            "multipart/form-data: { schema: { type: string } }",
            "the media type multipart/form-data is not supported",
        ),
        (
            "application/xml: { schema: { $ref: '#/components/schemas/Thing' } }",
            "the media type application/xml is not supported",
        ),
        (
            "text: { schema: { type: string } }",
            "`text` is no media type",
        ),
        (
            "\"text/a\\r\\nb: c\": { schema: { type: string } }",
            "`text/a\r\nb: c` is no media type",
        ),
    ] {
        let (request, response) = request_and_response(&format!("{{ {content} }}"));
        assert_eq!(
            (request.as_str(), response.as_str()),
            (expected, expected),
            "{content}"
        );
    }
}

/// Azure Resource Manager answers errors in JSON, whatever `produces` says.
#[test]
fn errors_are_json_whatever_the_definition_says() {
    let responses = |error: &str| {
        operation(
            "get",
            &format!(
                "responses: {{ '204': {{ description: '' }}, default: {{ description: '', content: {error} }} }}\n"
            ),
        )
    };
    for (error, expected) in [
        (
            "{ application/zip: { schema: { type: object, properties: { a: { type: string } } } } }",
            true,
        ),
        (
            "{ application/zip: { schema: { type: string, format: binary } } }",
            false,
        ),
        ("{ text/plain: { schema: { type: string } } }", false),
        ("{ application/json: { schema: { type: string } } }", true),
    ] {
        let text = HEAD.to_owned() + &responses(error);
        let manifest = "[services.things]\ndocuments = ['a.yaml']\n";
        let (model, ..) = lowered(manifest, &[("a.yaml", &text)]);
        let operation = model.operations().next().expect("it is supported");
        assert_eq!(operation.error.is_some(), expected, "{error}");
    }
}
