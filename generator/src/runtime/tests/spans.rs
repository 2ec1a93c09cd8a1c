//! Spans of calls: those that azure_core's attributes begin for the same calls, and no others.

mod recorded;

use super::{Script, ScriptedResponse, Token, paging::Numbers, response};
use crate::runtime::{
    ArmClientOptions, OperationStatus, answer::Answer, arm::Arm, long_running::FinalState,
    next_page::NextPage, paging::Pages, polling,
};
use azure_core::{
    Result, Value,
    http::{
        AsyncResponse, ClientMethodOptions, Method, Pager, Poller, RawResponse,
        pager::PagerOptions, poller::PollerOptions,
    },
};
use futures::TryStreamExt;
use recorded::Recorded;
use std::sync::Arc;

/// A client as azure_core's attributes make it.
#[azure_core::tracing::client]
pub struct OfficialClient {
    arm: Arm,
}

/// Options as the attributes expect them.
#[derive(Default)]
struct Options<M> {
    method_options: M,
}

impl OfficialClient {
    #[azure_core::tracing::new("Microsoft.Things")]
    pub fn new(arm: Arm, options: &ArmClientOptions) -> Result<Self> {
        Ok(Self { arm })
    }

    #[azure_core::tracing::subclient]
    pub fn things(&self) -> OfficialClient {
        OfficialClient {
            arm: self.arm.clone(),
        }
    }

    #[azure_core::tracing::function("Microsoft.Things.Things.Get")]
    async fn get(&self, options: Option<Options<ClientMethodOptions<'_>>>) -> Result<RawResponse> {
        let context = options.unwrap_or_default().method_options.context;
        let call = self.arm.operation("Things_Get", Method::Get, "/things/1");
        call.prepare()?.send(&context, &[200]).await
    }

    #[azure_core::tracing::function("Microsoft.Things.Things.List")]
    fn list(&self, options: Option<Options<PagerOptions<'_>>>) -> Result<Pager<Numbers>> {
        let options = options.unwrap_or_default().method_options;
        let call = self.arm.operation("Things_List", Method::Get, "/things");
        let next = NextPage::of(&call);
        let pages = Pages::of(call.prepare()?, next, &[200], link);
        let read = move |state, options: PagerOptions<'static>| {
            let pages = pages.clone();
            Box::pin(async move { pages.read(state, &options.context).await }) as _
        };
        let context = options.context.into_owned();
        let options = PagerOptions {
            context,
            continuation: None,
        };
        Ok(Pager::new(read, Some(options)))
    }

    #[azure_core::tracing::function("Microsoft.Things.Things.Do")]
    fn begin_do(
        &self,
        options: Option<Options<PollerOptions<'_>>>,
    ) -> Result<Poller<OperationStatus<Value>>> {
        let options = options.unwrap_or_default().method_options;
        let call = self.arm.operation("Things_Do", Method::Put, "/things/1");
        polling::poller(call.prepare()?, options, &[200, 201], FinalState::ByMethod)
    }
}

fn link(page: &Numbers) -> Option<&str> {
    page.next.as_deref()
}

/// The responses to one call, to a list with two pages, and to a long-running operation.
fn responses() -> [ScriptedResponse; 5] {
    let running = r#"{"properties": {"provisioningState": "Creating"}}"#;
    [
        response(200, &[], "{}"),
        response(200, &[], r#"{"value": [1], "next": "/things?page=2"}"#),
        response(200, &[], r#"{"value": [2]}"#),
        response(201, &[("retry-after", "0")], running),
        response(200, &[], "{}"),
    ]
}

/// Options with a tracer, and what it records.
fn traced(
    responses: impl IntoIterator<Item = ScriptedResponse>,
) -> (Arm, ArmClientOptions, Recorded) {
    let recorded = Recorded::default();
    let mut options = Script::new(responses).options();
    options.client_options.instrumentation.tracer_provider = Some(Arc::new(recorded.clone()));
    let credential = Arc::new(Token::default());
    // The attributes take them from the environment, too.
    let package = [
        option_env!("CARGO_PKG_NAME"),
        option_env!("CARGO_PKG_VERSION"),
    ];
    let arm = Arm::new("Microsoft.Things", "sub", credential, &options, package).unwrap();
    (arm, options, recorded)
}

#[tokio::test]
async fn the_spans_are_those_of_the_attributes() {
    let (arm, options, official) = traced(responses());
    let client = OfficialClient::new(arm, &options).unwrap().things();
    client.get(None).await.unwrap();
    let pages: Vec<i32> = client.list(None).unwrap().try_collect().await.unwrap();
    assert_eq!(pages, [1, 2]);
    client.begin_do(None).unwrap().await.unwrap();

    let (arm, _, own) = traced(responses());
    let call = arm.operation("Things_Get", Method::Get, "/things/1");
    let options = ClientMethodOptions::default();
    call.send::<RawResponse>(options.clone(), &[200])
        .await
        .unwrap();
    let call = arm.operation("Things_List", Method::Get, "/things");
    let pager = call.pages(PagerOptions::default(), &[200], link).unwrap();
    assert_eq!(pager.try_collect::<Vec<i32>>().await.unwrap(), [1, 2]);
    let call = arm.operation("Things_Do", Method::Put, "/things/1");
    let (options, state) = (PollerOptions::default(), FinalState::ByMethod);
    let poller = call.poller::<Value>(options, &[200, 201], state);
    poller.unwrap().await.unwrap();

    let own = own.all();
    assert_eq!(own, official.all());
    for name in ["Get", "List", "Do"] {
        let name = format!("Internal Microsoft.Things.Things.{name}");
        assert!(own.iter().any(|span| span.starts_with(&name)), "{own:#?}");
    }
}

/// A response that is made by its status.
struct Answered;

impl Answer for Answered {
    const STATUSES: &'static [u16] = &[200];

    fn answer(_: RawResponse) -> Option<Self> {
        Some(Self)
    }
}

#[tokio::test]
async fn every_kind_of_call_begins_its_span() {
    let page = r#"{"value": [1]}"#;
    let (arm, _, spans) = traced([
        response(404, &[], ""),
        response(200, &[], "text"),
        response(200, &[], "{}"),
        response(200, &[], page),
        response(200, &[], ""),
        response(200, &[], page),
        response(200, &[], page),
    ]);
    let call = |id| arm.operation(id, Method::Get, "/things/1");
    let options = ClientMethodOptions::default();
    let state = FinalState::ByMethod;
    call("Exists")
        .exists(options.clone(), &[200])
        .await
        .unwrap();
    let _: AsyncResponse = call("Stream")
        .stream(options.clone(), &[200])
        .await
        .unwrap();
    let Answered = call("Answer").answer(options).await.unwrap();
    let pager = call("Pages").pages_by(PagerOptions::default(), &[200], link, call("Next"));
    let _: Vec<i32> = pager.unwrap().try_collect().await.unwrap();
    let poller = call("Nothing").poller_without_result(PollerOptions::default(), &[200], state);
    poller.unwrap().await.unwrap();
    let poller = call("Polled").paged_poller(PollerOptions::default(), &[200], state, link);
    let _: Vec<i32> = poller.unwrap().await.unwrap().try_collect().await.unwrap();
    let options = PollerOptions::default();
    let poller = call("PolledBy").paged_poller_by(options, &[200], state, link, call("Next"));
    let _: Vec<i32> = poller.unwrap().await.unwrap().try_collect().await.unwrap();
    // A poller and the pager that it returns have a span each.
    let names = [
        "Exists", "Stream", "Answer", "Pages", "Nothing", "Polled", "Polled", "PolledBy",
        "PolledBy",
    ];
    assert_eq!(
        spans.internal(),
        names.map(|name| format!("Microsoft.Things.{name}"))
    );
}
