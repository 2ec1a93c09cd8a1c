//! Stopping on a signal, with the state saved.

use super::{arm::Cancellation, report::print_error};

/// Cancels on the first Ctrl-C, SIGTERM or SIGHUP, and returns on the second.
pub(super) async fn received_twice(cancellation: &Cancellation) {
    received().await;
    print_error("stopping");
    cancellation.cancel();
    received().await;
}

#[cfg(unix)]
async fn received() {
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
async fn received() {
    interrupted().await;
}

/// If Ctrl-C cannot be handled, it ends the program, as is the default.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
