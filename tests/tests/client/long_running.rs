//! Long-running operations over HTTP, in every protocol of Azure Resource Manager's contract and of
//! the pollers in the official SDKs (azcore of Go, azure-core of Python): which response ends an
//! operation, which URL is polled, and where the result is read.

use armgen_everything::{
    ArmClientOptions, ErrorResponse, OperationStatus, OutcomeUnknown,
    machines::{
        MachinesClient, MachinesGroupClient,
        models::{
            Machine, MachinesGroupClientInspectIfRunningHeaders as _,
            MachinesGroupClientRestartHeaders as _, Report,
        },
    },
};
use azure_core::{
    Result,
    http::{ClientOptions, Poller, RequestContent, Response, Transport},
};
use azure_keys_tests::{Answer, FakeArm, error::everything};
use futures::future::join_all;
use serde_json::{Value, json};

const ARM: &str = "https://management.azure.com";
const ASYNC: &str = "azure-asyncoperation";
const OPERATION: &str = "operation-location";
const LOCATION: &str = "location";

/// Path of the machine, and of its operations.
const MACHINE: &str = "/providers/Contoso.Machines/machines/m";

/// An operation and its `final-state-via`.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Op {
    Put,
    PutByAsyncOperation,
    PutByOperationLocation,
    PutByLocation,
    PutByOriginalUri,
    PatchByAsyncOperation,
    Post,
    PostByAsyncOperation,
    PostByOperationLocation,
    PostByLocation,
    PostByOriginalUri,
    /// Its definition declares a `204` without a body in addition to the `200` with one.
    PostOptional,
    /// Its result is the status document itself.
    PostStatus,
    /// Its 201 and 202 have bodies of other types than its 200.
    PutInterim,
    /// Its 202 has a body of another type than its 200.
    PostInterim,
    /// It has no result.
    PostBare,
    DeleteByLocation,
}

use Op::*;

impl Op {
    /// Starts the operation and waits for its end: the result as JSON, `null` without one.
    async fn run(self, client: &MachinesGroupClient) -> Result<Value> {
        match self {
            Put => machine(client.begin_create_or_update("m", body()?, None)?).await,
            PutByAsyncOperation => {
                machine(client.begin_put_by_async_operation("m", body()?, None)?).await
            }
            PutByOperationLocation => {
                machine(client.begin_put_by_operation_location("m", body()?, None)?).await
            }
            PutByLocation => machine(client.begin_put_by_location("m", body()?, None)?).await,
            PutByOriginalUri => {
                machine(client.begin_put_by_original_uri("m", body()?, None)?).await
            }
            PatchByAsyncOperation => machine(client.begin_update("m", body()?, None)?).await,
            Post => report(client.begin_inspect("m", None)?).await,
            PostByAsyncOperation => {
                report(client.begin_inspect_by_async_operation("m", None)?).await
            }
            PostByOperationLocation => {
                report(client.begin_inspect_by_operation_location("m", None)?).await
            }
            PostByLocation => report(client.begin_inspect_by_location("m", None)?).await,
            PostByOriginalUri => report(client.begin_inspect_by_original_uri("m", None)?).await,
            PostOptional => {
                let response = client.begin_inspect_if_running("m", None)?.await?;
                Ok(response.into_model()?.map_or(Value::Null, as_json))
            }
            PostStatus => {
                let status = client.begin_test("m", None)?.await?.into_model()?;
                let properties = status.properties.map_or(Value::Null, as_json);
                Ok(json!({ "id": status.id, "status": status.status, "properties": properties }))
            }
            PutInterim => machine(client.begin_request_quota("m", body()?, None)?).await,
            PostInterim => report(client.begin_return_quota("m", None)?).await,
            PostBare => bare(client.begin_restart("m", None)?.await?),
            DeleteByLocation => bare(client.begin_delete("m", None)?.await?),
        }
    }
}

fn body() -> Result<RequestContent<Machine>> {
    Machine::default().try_into()
}

async fn machine(poller: Poller<OperationStatus<Machine>>) -> Result<Value> {
    let machine = poller.await?.into_model()?;
    let speed = machine.properties.and_then(|properties| properties.speed);
    Ok(json!({ "name": machine.name, "speed": speed }))
}

async fn report(poller: Poller<OperationStatus<Report>>) -> Result<Value> {
    Ok(as_json(poller.await?.into_model()?))
}

fn as_json(report: Report) -> Value {
    json!({ "name": report.name, "count": report.count })
}

fn bare<T, F>(_: Response<T, F>) -> Result<Value> {
    Ok(Value::Null)
}

/// A response that requests the next poll at once.
fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let answer = Answer::new(status, body).header("retry-after", "0");
    headers.iter().fold(answer, |answer, (name, path)| {
        answer.header(name, &format!("{ARM}{path}"))
    })
}

/// The requests in short, with the machine's path as `~`.
async fn run(op: Op, answers: Vec<Answer>) -> (Result<Value>, Vec<String>) {
    let arm = FakeArm::start().await;
    arm.server.script(answers);
    let options = ArmClientOptions {
        client_options: ClientOptions {
            transport: Some(Transport::new(arm.transport.clone())),
            ..Default::default()
        },
        ..Default::default()
    };
    let client = MachinesClient::new(arm.credential.clone(), Some(options))
        .expect("the options are good")
        .machines();
    let result = op.run(&client).await;
    let seen = arm.server.take_seen().into_iter();
    let seen = seen.map(|seen| format!("{} {}", seen.method, seen.path.replace(MACHINE, "~")));
    (result, seen.collect())
}

/// A machine that is done, `{"name":"m","speed":7}` in short.
const DONE: &str = r#"{"name":"m","properties":{"provisioningState":"Succeeded","speed":7}}"#;
/// A machine that is not.
const CREATING: &str = r#"{"name":"m","properties":{"provisioningState":"Creating"}}"#;
const REPORT: &str = r#"{"name":"report","count":3}"#;
const RUNNING: &str = r#"{"id":"/op/1","name":"1","status":"Running"}"#;
const SUCCEEDED: &str = r#"{"id":"/op/1","name":"1","status":"Succeeded"}"#;
/// A status document with the operation's result.
const REPORTED: &str = r#"{"id":"/op/1","name":"1","status":"Succeeded","percentComplete":100,"properties":{"name":"report","count":3}}"#;

/// An operation, the responses, the result, and the requests.
type Row = (
    &'static str,
    Op,
    Vec<Answer>,
    Value,
    &'static [&'static str],
);

fn speedy() -> Value {
    json!({ "name": "m", "speed": 7 })
}

fn reported() -> Value {
    json!({ "name": "report", "count": 3 })
}

/// Runs all rows in parallel, since each poll waits for a second.
async fn check(rows: Vec<Row>) {
    join_all(rows.into_iter().map(check_row)).await;
}

async fn check_row((name, op, answers, expected, requests): Row) {
    let (result, seen) = run(op, answers).await;
    let result = result.unwrap_or_else(|error| panic!("{name}: {}", everything(&error)));
    assert_eq!(result, expected, "{name} ({op:?})");
    assert_eq!(seen, requests, "{name} ({op:?})");
}

/// The first responses of a PUT or PATCH that keeps running.
const BEGUN: [(u16, &str); 4] = [(200, CREATING), (201, CREATING), (201, ""), (202, "")];

/// The body of a 201 or a 202 may have another type than the result, and is never taken for it.
#[tokio::test]
async fn what_the_service_answers_in_between_is_not_the_result() {
    let succeeded = r#"{"count":9,"properties":{"provisioningState":"Succeeded"}}"#;
    let rows: Vec<Row> = vec![
        (
            "a 201 whose state is already terminal",
            PutInterim,
            vec![answer(201, &[], succeeded), answer(200, &[], DONE)],
            speedy(),
            &["PUT ~/quota", "GET ~/quota"],
        ),
        (
            "a 202 with a location",
            PutInterim,
            vec![
                answer(202, &[(LOCATION, "/result/1")], r#"{"status":"Running"}"#),
                answer(200, &[], DONE),
            ],
            speedy(),
            &["PUT ~/quota", "GET /result/1"],
        ),
        (
            "a 200 at once",
            PutInterim,
            vec![answer(200, &[], DONE)],
            speedy(),
            &["PUT ~/quota"],
        ),
        (
            "a POST",
            PostInterim,
            vec![
                answer(202, &[(LOCATION, "/result/1")], DONE),
                answer(200, &[], REPORT),
            ],
            reported(),
            &["POST ~/quota", "GET /result/1"],
        ),
    ];
    check(rows).await;
}

/// azcore `async`: after `Azure-AsyncOperation`, PUT and PATCH end with the resource, read from its own URL.
#[tokio::test]
async fn a_put_or_patch_after_an_async_operation_ends_with_the_resource() {
    let both = &[(ASYNC, "/op/1"), (LOCATION, "/result/1")];
    let rows = [
        (Put, "PUT ~", "GET ~"),
        (PatchByAsyncOperation, "PATCH ~", "GET ~"),
        (
            PutByAsyncOperation,
            "PUT ~/byAsyncOperation",
            "GET ~/byAsyncOperation",
        ),
        (PutByLocation, "PUT ~/byLocation", "GET ~/byLocation"),
        (
            PutByOriginalUri,
            "PUT ~/byOriginalUri",
            "GET ~/byOriginalUri",
        ),
        (
            PutByOperationLocation,
            "PUT ~/byOperationLocation",
            "GET ~/byOperationLocation",
        ),
    ];
    let rows = rows
        .into_iter()
        .flat_map(|row| BEGUN.map(|first| (row, first)));
    join_all(rows.map(async |((op, request, last), (status, body))| {
        let answers = vec![
            answer(status, both, body),
            answer(200, &[], RUNNING),
            answer(200, &[], REPORTED),
            answer(200, &[], DONE),
        ];
        let (result, seen) = run(op, answers).await;
        assert_eq!(result.expect("it succeeds"), speedy(), "{op:?} {status}");
        let expected = [request, "GET /op/1", "GET /op/1", last];
        assert_eq!(seen, expected, "{op:?} {status}");
    }))
    .await;
}

/// azcore `async` and `op`, azure-core `AzureAsyncOperationPolling` and `OperationResourcePolling`.
#[tokio::test]
async fn a_post_after_an_async_operation_ends_as_defined() {
    let alone = &[(ASYNC, "/op/1")];
    let both = &[(ASYNC, "/op/1"), (LOCATION, "/result/1")];
    let operation = &[(OPERATION, "/op/1"), (LOCATION, "/result/1")];
    let resource =
        r#"{"status":"Succeeded","resourceLocation":"https://management.azure.com/resource/1"}"#;
    let post = |first: &[(&str, &str)], last: &str| {
        vec![
            answer(202, first, ""),
            answer(200, &[], last),
            answer(200, &[], REPORT),
        ]
    };
    check(vec![
        (
            "no final state: Location",
            Post,
            post(both, SUCCEEDED),
            reported(),
            &["POST ~/inspect", "GET /op/1", "GET /result/1"],
        ),
        (
            "no final state, no Location: the status document's properties",
            Post,
            post(alone, REPORTED),
            reported(),
            &["POST ~/inspect", "GET /op/1"],
        ),
        (
            "no final state, no Location: what the status document says besides",
            Post,
            post(
                alone,
                r#"{"id":"/op/1","name":"1","status":"Succeeded","count":3}"#,
            ),
            json!({ "name": null, "count": 3 }),
            &["POST ~/inspect", "GET /op/1"],
        ),
        (
            "location",
            PostByLocation,
            post(both, SUCCEEDED),
            reported(),
            &["POST ~/byLocation", "GET /op/1", "GET /result/1"],
        ),
        (
            "location, which is missing",
            PostByLocation,
            post(alone, REPORTED),
            reported(),
            &["POST ~/byLocation", "GET /op/1"],
        ),
        (
            "azure-async-operation",
            PostByAsyncOperation,
            post(both, REPORTED),
            reported(),
            &["POST ~/byAsyncOperation", "GET /op/1"],
        ),
        (
            "original-uri",
            PostByOriginalUri,
            post(both, SUCCEEDED),
            reported(),
            &["POST ~/byOriginalUri", "GET /op/1", "GET ~/byOriginalUri"],
        ),
        (
            "the result is a status document",
            PostStatus,
            post(both, REPORTED),
            json!({ "id": "/op/1", "status": "Succeeded", "properties": reported() }),
            &["POST ~/test", "GET /op/1"],
        ),
        (
            "an option, and nothing to read",
            PostOptional,
            post(alone, SUCCEEDED),
            Value::Null,
            &["POST ~/inspectIfRunning", "GET /op/1"],
        ),
        (
            "no result, no Location",
            PostBare,
            post(alone, SUCCEEDED),
            Value::Null,
            &["POST ~/restart", "GET /op/1"],
        ),
        (
            "operation-location",
            PostByOperationLocation,
            post(operation, REPORTED),
            reported(),
            &["POST ~/byOperationLocation", "GET /op/1"],
        ),
        (
            "Operation-Location: Location",
            Post,
            post(operation, SUCCEEDED),
            reported(),
            &["POST ~/inspect", "GET /op/1", "GET /result/1"],
        ),
        (
            "Operation-Location: resourceLocation",
            Post,
            post(operation, resource),
            reported(),
            &["POST ~/inspect", "GET /op/1", "GET /resource/1"],
        ),
        (
            "Operation-Location: location before resourceLocation",
            PostByLocation,
            post(operation, resource),
            reported(),
            &["POST ~/byLocation", "GET /op/1", "GET /result/1"],
        ),
        (
            "Operation-Location: original-uri",
            PostByOriginalUri,
            post(operation, resource),
            reported(),
            &["POST ~/byOriginalUri", "GET /op/1", "GET ~/byOriginalUri"],
        ),
    ])
    .await;
}

/// azcore `op`, azure-core `OperationResourcePolling`: what a PUT after `Operation-Location` reads.
#[tokio::test]
async fn a_put_after_an_operation_location_ends_with_the_resource() {
    let headers = &[(OPERATION, "/op/1"), (LOCATION, "/result/1")];
    let resource =
        r#"{"status":"Succeeded","resourceLocation":"https://management.azure.com/resource/1"}"#;
    let put = |last: &str| {
        vec![
            answer(201, headers, CREATING),
            answer(200, &[], last),
            answer(200, &[], DONE),
        ]
    };
    check(vec![
        (
            "its own URL",
            Put,
            put(SUCCEEDED),
            speedy(),
            &["PUT ~", "GET /op/1", "GET ~"],
        ),
        (
            "resourceLocation",
            Put,
            put(resource),
            speedy(),
            &["PUT ~", "GET /op/1", "GET /resource/1"],
        ),
        (
            "location",
            PutByLocation,
            put(SUCCEEDED),
            speedy(),
            &["PUT ~/byLocation", "GET /op/1", "GET /result/1"],
        ),
    ])
    .await;
}

/// azcore `async`, azure-core: a DELETE has nothing to read after it has ended.
#[tokio::test]
async fn a_delete_reads_nothing_after_its_end() {
    let both = &[(ASYNC, "/op/1"), (LOCATION, "/gone")];
    check(vec![
        (
            "both headers",
            DeleteByLocation,
            vec![
                answer(202, both, ""),
                answer(200, &[], RUNNING),
                answer(200, &[], SUCCEEDED),
                answer(404, &[], ""),
            ],
            Value::Null,
            &["DELETE ~", "GET /op/1", "GET /op/1"],
        ),
        (
            "Location",
            DeleteByLocation,
            vec![
                answer(202, &[(LOCATION, "/op/1")], ""),
                answer(202, &[], ""),
                answer(204, &[], ""),
            ],
            Value::Null,
            &["DELETE ~", "GET /op/1", "GET /op/1"],
        ),
        (
            "at once",
            DeleteByLocation,
            vec![answer(204, &[], "")],
            Value::Null,
            &["DELETE ~"],
        ),
    ])
    .await;
}

/// azcore `loc`, azure-core `LocationPolling`: the result is the last response at `Location`.
#[tokio::test]
async fn an_operation_with_a_location_ends_with_the_last_response_there() {
    let location = &[(LOCATION, "/op/1")];
    check(vec![
        (
            "PUT",
            Put,
            vec![
                answer(202, location, ""),
                answer(202, &[], ""),
                answer(200, &[], DONE),
            ],
            speedy(),
            &["PUT ~", "GET /op/1", "GET /op/1"],
        ),
        (
            "PUT whose definition says original-uri",
            PutByOriginalUri,
            vec![answer(202, location, ""), answer(200, &[], DONE)],
            speedy(),
            &["PUT ~/byOriginalUri", "GET /op/1"],
        ),
        (
            "PUT with an empty last answer",
            Put,
            vec![
                answer(202, location, ""),
                answer(204, &[], ""),
                answer(200, &[], DONE),
            ],
            speedy(),
            &["PUT ~", "GET /op/1", "GET ~"],
        ),
        (
            "PATCH with a last answer that is not yet done",
            PatchByAsyncOperation,
            vec![
                answer(202, location, ""),
                answer(200, &[], CREATING),
                answer(200, &[], DONE),
            ],
            speedy(),
            &["PATCH ~", "GET /op/1", "GET /op/1"],
        ),
        (
            "PUT that was created",
            Put,
            vec![answer(201, location, CREATING), answer(200, &[], DONE)],
            speedy(),
            &["PUT ~", "GET /op/1"],
        ),
        (
            "a Location that moves, and a 202 that says Succeeded",
            Post,
            vec![
                answer(202, location, ""),
                answer(202, &[(LOCATION, "/op/2")], DONE),
                answer(200, &[], REPORT),
            ],
            reported(),
            &["POST ~/inspect", "GET /op/1", "GET /op/2"],
        ),
        (
            "POST whose definition says azure-async-operation",
            PostByAsyncOperation,
            vec![answer(202, location, ""), answer(200, &[], REPORT)],
            reported(),
            &["POST ~/byAsyncOperation", "GET /op/1"],
        ),
        (
            "204 after 202",
            PostOptional,
            vec![answer(202, location, ""), answer(204, &[], "")],
            Value::Null,
            &["POST ~/inspectIfRunning", "GET /op/1"],
        ),
        (
            "no result",
            PostBare,
            vec![answer(202, location, ""), answer(200, &[], "")],
            Value::Null,
            &["POST ~/restart", "GET /op/1"],
        ),
    ])
    .await;
}

/// azcore `body`, azure-core `BodyContentPolling`: without a link, the resource itself is polled.
#[tokio::test]
async fn a_put_or_patch_without_a_link_is_polled_at_the_resource() {
    let rows = [(Put, "PUT ~"), (PatchByAsyncOperation, "PATCH ~")];
    let rows = rows
        .into_iter()
        .flat_map(|row| BEGUN.map(|first| (row, first)));
    join_all(rows.map(async |((op, request), (status, body))| {
        let answers = vec![
            answer(status, &[], body),
            answer(202, &[], ""),
            answer(200, &[], CREATING),
            answer(200, &[], DONE),
        ];
        let (result, seen) = run(op, answers).await;
        assert_eq!(result.expect("it succeeds"), speedy(), "{op:?} {status}");
        assert_eq!(seen, [request, "GET ~", "GET ~", "GET ~"]);
    }))
    .await;
}

/// An operation that is done at once is not polled, whatever headers the response has.
#[tokio::test]
async fn an_operation_that_is_done_at_once_is_not_polled() {
    let both = &[(ASYNC, "/op/1"), (LOCATION, "/result/1")];
    let stateless = r#"{"name":"m","properties":{"speed":7}}"#;
    check(vec![
        (
            "PATCH, 200 and both headers",
            PatchByAsyncOperation,
            vec![answer(200, both, DONE)],
            speedy(),
            &["PATCH ~"],
        ),
        (
            "PUT, 201 and both headers",
            Put,
            vec![answer(201, both, DONE)],
            speedy(),
            &["PUT ~"],
        ),
        (
            "PUT, 200 without a state",
            Put,
            vec![answer(200, &[], stateless)],
            speedy(),
            &["PUT ~"],
        ),
        (
            "POST, 200",
            Post,
            vec![answer(200, &[], REPORT)],
            reported(),
            &["POST ~/inspect"],
        ),
        (
            "POST, 204",
            PostOptional,
            vec![answer(204, &[], "")],
            Value::Null,
            &["POST ~/inspectIfRunning"],
        ),
        (
            "a 202 that says Succeeded is followed",
            PatchByAsyncOperation,
            vec![
                answer(202, both, DONE),
                answer(200, &[], RUNNING),
                answer(200, &[], SUCCEEDED),
                answer(200, &[], DONE),
            ],
            speedy(),
            &["PATCH ~", "GET /op/1", "GET /op/1", "GET ~"],
        ),
        (
            "an empty 202 is followed",
            Post,
            vec![
                answer(202, &[(ASYNC, "/op/1")], ""),
                answer(202, &[], ""),
                answer(200, &[], REPORTED),
            ],
            reported(),
            &["POST ~/inspect", "GET /op/1", "GET /op/1"],
        ),
    ])
    .await;
}

/// The error message, and the number of requests before it.
#[tokio::test]
async fn an_incomplete_response_is_an_error() {
    let asynchronous = &[(ASYNC, "/op/1")];
    let no_status = "without a readable `status`";
    let follow = |last: Answer| vec![answer(202, asynchronous, ""), last];
    let rows = [
        (
            "200 with {}",
            Post,
            follow(answer(200, &[], "{}")),
            no_status,
            2,
        ),
        (
            "202 with {}",
            Post,
            follow(answer(202, &[], "{}")),
            no_status,
            2,
        ),
        (
            "200 without a body",
            DeleteByLocation,
            follow(answer(200, &[], "")),
            no_status,
            2,
        ),
        (
            "204",
            DeleteByLocation,
            follow(answer(204, &[], "")),
            no_status,
            2,
        ),
        (
            "cut JSON",
            Put,
            follow(answer(200, &[], r#"{"status":"Succ"#)),
            no_status,
            2,
        ),
        (
            "a number",
            Put,
            follow(answer(200, &[], r#"{"status":1}"#)),
            no_status,
            2,
        ),
        (
            "an empty text",
            Put,
            follow(answer(200, &[], r#"{"status":""}"#)),
            no_status,
            2,
        ),
        (
            "no link",
            Post,
            vec![answer(202, &[], "")],
            "without a link",
            1,
        ),
        (
            "no link",
            DeleteByLocation,
            vec![answer(202, &[], "")],
            "without a link",
            1,
        ),
        (
            "an empty resource",
            Put,
            vec![answer(201, &[], ""), answer(200, &[], "")],
            "without a readable body",
            2,
        ),
        (
            "no result in the status document",
            Post,
            follow(answer(200, &[], SUCCEEDED)),
            "although its definition declares one",
            2,
        ),
        (
            "no result at Location",
            Post,
            vec![
                answer(202, &[(LOCATION, "/op/1")], ""),
                answer(204, &[], ""),
            ],
            "although its definition declares one",
            2,
        ),
    ];
    join_all(rows.map(async |(name, op, answers, expected, requests)| {
        let (result, seen) = run(op, answers).await;
        let error = result.expect_err(name);
        let shown = everything(&error);
        assert!(shown.contains(expected), "{name}: {shown}");
        assert!(OutcomeUnknown::is_cause_of(&error), "{name}: {error:?}");
        assert_eq!(seen.len(), requests, "{name}: {seen:?}");
    }))
    .await;
}

/// A failed operation carries the service's error, wherever it is reported.
#[tokio::test]
async fn the_error_of_a_failed_operation_contains_the_services_error() {
    let failed = r#"{"status":"Failed","error":{"code":"Broken","message":"It broke."}}"#;
    let canceled = r#"{"status":"Canceled","error":{"code":"Broken","message":"It broke."}}"#;
    let resource = r#"{"properties":{"provisioningState":"Failed"},"error":{"code":"Broken","message":"It broke."}}"#;
    let asynchronous = || answer(202, &[(ASYNC, "/op/1")], "");
    let located = || answer(202, &[(LOCATION, "/op/1")], "");
    let rows = [
        (
            "status document",
            Put,
            vec![asynchronous(), answer(200, &[], failed)],
        ),
        (
            "cancelled",
            Post,
            vec![asynchronous(), answer(200, &[], canceled)],
        ),
        (
            "DELETE",
            DeleteByLocation,
            vec![asynchronous(), answer(200, &[], failed)],
        ),
        (
            "Location",
            Post,
            vec![
                located(),
                answer(
                    409,
                    &[],
                    r#"{"error":{"code":"Broken","message":"It broke."}}"#,
                ),
            ],
        ),
        (
            "resource at Location",
            Put,
            vec![located(), answer(200, &[], resource)],
        ),
        (
            "resource",
            Put,
            vec![answer(201, &[], CREATING), answer(200, &[], resource)],
        ),
        (
            "at once",
            PatchByAsyncOperation,
            vec![answer(200, &[(ASYNC, "/op/1")], resource)],
        ),
    ];
    join_all(rows.map(async |(name, op, answers)| {
        let (result, _) = run(op, answers).await;
        let error = result.expect_err(name);
        let ErrorResponse { error, .. } = ErrorResponse::from_error(&error).expect(name);
        assert_eq!(error.code.as_deref(), Some("Broken"), "{name}");
        assert_eq!(error.message.as_deref(), Some("It broke."), "{name}");
    }))
    .await;
}

/// The typed headers of the last response can be read from the result of the poller.
#[tokio::test]
async fn typed_headers_of_the_last_response_can_be_read() {
    let arm = FakeArm::start().await;
    let options = ArmClientOptions {
        client_options: ClientOptions {
            transport: Some(Transport::new(arm.transport.clone())),
            ..Default::default()
        },
        ..Default::default()
    };
    let client = MachinesClient::new(arm.credential.clone(), Some(options)).expect("good options");
    arm.server
        .script([answer(200, &[], REPORT).header("x-ms-inspector", "Ada")]);
    let poller = client
        .machines()
        .begin_inspect_if_running("m", None)
        .expect("a good name");
    let response = poller.await.expect("it succeeds");
    assert_eq!(
        response.x_ms_inspector().expect("a text").as_deref(),
        Some("Ada")
    );
    arm.server
        .script([answer(200, &[], "").header("x-ms-restarts", "4")]);
    let poller = client
        .machines()
        .begin_restart("m", None)
        .expect("a good name");
    let response = poller.await.expect("it succeeds");
    assert_eq!(response.x_ms_restarts().expect("a number"), Some(4));
}
