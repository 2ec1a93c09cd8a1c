//! Stopping on demand, with everything that was done saved.

use super::{arm::Cancellation, report::say};

/// Cancels on the first Ctrl-C, SIGTERM or SIGHUP, and returns on the second.
pub(super) async fn demanded_twice(cancellation: &Cancellation) {
    demanded().await;
    say("stopping");
    cancellation.cancel();
    demanded().await;
}

#[cfg(unix)]
async fn demanded() {
    use tokio::signal::unix::{SignalKind, signal};
    let [Ok(mut terminate), Ok(mut hang_up)] = [SignalKind::terminate(), SignalKind::hangup()].map(signal) else {
        return interrupted().await;
    };
    tokio::select! {
        () = interrupted() => {}
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
}

#[cfg(not(unix))]
async fn demanded() {
    interrupted().await;
}

/// Where signals cannot be listened to, they end the program as they do by default.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
