//! The HTTP server: management plane for clients, data plane for consumers.

use super::{
    Resource, Resources,
    fault::{Effect, Symptom},
    reply::Reply,
    request::{self, Asked, Refusal, refusal},
    row::Style,
    state::{Call, State},
    wire::{Scissors, Wires},
};
use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Path, Request, State as Shared},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header::CONTENT_LENGTH},
    routing::get,
};
use futures::stream;
use std::{io, sync::Arc, time::Duration};
use tokio::net::TcpListener;

pub(super) async fn serve(listener: TcpListener, resources: Arc<Resources>) {
    let router = Router::new()
        .route("/data/{group}/{pair}", get(data))
        .fallback(manage)
        .with_state(resources)
        .into_make_service_with_connect_info::<Scissors>();
    axum::serve(Wires(listener), router)
        .await
        .expect("axum serves until the runtime ends");
}

/// The data plane, which accepts both valid keys.
async fn data(
    Shared(resources): Shared<Arc<Resources>>,
    Path((group, pair)): Path<(String, usize)>,
    headers: HeaderMap,
) -> StatusCode {
    let key = headers
        .get("x-key")
        .and_then(|key| key.to_str().ok())
        .unwrap_or_default();
    match resources.find(&group) {
        Some(resource) if resource.state().authenticate(pair, key) => StatusCode::OK,
        Some(_) => StatusCode::UNAUTHORIZED,
        None => StatusCode::NOT_FOUND,
    }
}

async fn manage(
    Shared(resources): Shared<Arc<Resources>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap_or_default();
    let (resource, asked) = match request::read(&resources, &parts, &body) {
        Ok(asked) => asked,
        Err(Refusal { status, body }) => return whole(Reply::new(status, body)),
    };
    let (reply, symptom) = resource.answer(asked);
    match symptom {
        Some(Symptom::HangUp) => scissors.cut(),
        Some(Symptom::Stall) => {
            resource.stalled.notify_one();
            std::future::pending::<()>().await;
        }
        Some(Symptom::Cut) => return cut(reply, scissors),
        _ => {}
    }
    whole(reply)
}

impl Resource {
    /// The response of the service, with its fault.
    fn answer(&self, asked: Asked) -> (Reply, Option<Symptom>) {
        let mut state = self.state();
        let call = match asked {
            Asked::List { .. } => Call::List,
            Asked::Regenerate(which) => Call::Regenerate(which),
            Asked::Poll(number) => Call::Poll(number),
        };
        let effect = match self.style {
            None | Some(Style::Immediate) => Effect::AtOnce,
            Some(_) => Effect::Late(2),
        };
        let symptom = state.arrive(call, effect);
        (self.reply(&mut state, asked, symptom), symptom)
    }

    fn reply(&self, state: &mut State, asked: Asked, symptom: Option<Symptom>) -> Reply {
        if let Some(Symptom::Status(status)) = symptom {
            let Refusal { status, body } = refusal(status, "Injected", "as the test wants it");
            return Reply::new(status, body).header("retry-after-ms", "1".to_owned());
        }
        let stale = symptom == Some(Symptom::Stale);
        let failed = symptom == Some(Symptom::Failed);
        let mut reply = match asked {
            Asked::List { page } => self.list(state, page, stale),
            Asked::Regenerate(which) => self.taken(state, which, stale),
            Asked::Poll(number) => self.progress(state, number, failed).unwrap_or_else(|| {
                let Refusal { status, body } =
                    refusal(404, "OperationNotFound", "no such operation");
                Reply::new(status, body)
            }),
        };
        match symptom {
            Some(Symptom::Elsewhere(origin)) => reply.lead_to(&self.endpoint, origin),
            Some(Symptom::Unpromised) => return Reply::new(203, None),
            _ => {}
        }
        reply
    }
}

fn whole(reply: Reply) -> Response<Body> {
    let bytes = reply.bytes();
    answer(reply, bytes.map_or(Body::empty(), Body::from))
}

/// Declares the length of the whole body, but sends only half of it.
fn cut(reply: Reply, scissors: Scissors) -> Response<Body> {
    let Some(bytes) = reply.bytes() else {
        scissors.cut();
        return whole(reply);
    };
    let half = Bytes::copy_from_slice(&bytes[..bytes.len() / 2]);
    let body = stream::unfold(Some(half), |half| async move {
        match half {
            Some(half) => Some((Ok(half), None)),
            None => {
                // The first half is sent before the connection ends.
                tokio::time::sleep(Duration::from_millis(2)).await;
                Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), None))
            }
        }
    });
    let mut response = answer(reply, Body::from_stream(body));
    response
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    response
}

fn answer(reply: Reply, body: Body) -> Response<Body> {
    let mut response = Response::builder()
        .status(reply.status)
        .header("content-type", "application/json");
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    response
        .body(body)
        .expect("the simulator's headers are good")
}
