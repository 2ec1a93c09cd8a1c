//! A consumer that uses a key all the time.

use crate::simulator::{Resource, Simulator, state::Which};
use azure_core::http::{HttpClient, Method, Request, Url, new_http_client};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{sync::Mutex, task::JoinHandle, time::Duration};

/// Authenticates over HTTP repeatedly until it is dropped.
#[derive(Debug)]
pub struct Consumer {
    user: Arc<User>,
    task: JoinHandle<()>,
}

#[derive(Debug)]
struct User {
    http: Arc<dyn HttpClient>,
    url: Url,
    /// Locked during a request, so that the key changes between two requests.
    key: Mutex<String>,
    accepted: AtomicUsize,
    refused: AtomicUsize,
}

impl Consumer {
    /// A consumer that holds one of the keys of a pair.
    pub fn start(simulator: &Simulator, resource: &Resource, which: Which) -> Self {
        let url = format!(
            "http://127.0.0.1:{}{}",
            simulator.port,
            resource.data_path(which.pair)
        );
        let user = Arc::new(User {
            http: new_http_client(None),
            url: url.parse().expect("the path is good"),
            key: Mutex::new(resource.valid(which)),
            accepted: AtomicUsize::default(),
            refused: AtomicUsize::default(),
        });
        let task = tokio::spawn(user.clone().work());
        Self { user, task }
    }

    /// Replaces its key, and returns when the former one is no longer in use.
    pub async fn adopt(&self, key: &str) {
        key.clone_into(&mut *self.user.key.lock().await);
    }

    /// How many of its requests were accepted, and how many refused.
    pub fn counts(&self) -> (usize, usize) {
        let [accepted, refused] =
            [&self.user.accepted, &self.user.refused].map(|count| count.load(Ordering::SeqCst));
        (accepted, refused)
    }
}

impl Drop for Consumer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl User {
    async fn work(self: Arc<Self>) {
        loop {
            let is_accepted = {
                let key = self.key.lock().await;
                self.is_accepted(&key).await
            };
            let count = if is_accepted {
                &self.accepted
            } else {
                &self.refused
            };
            count.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    async fn is_accepted(&self, key: &str) -> bool {
        let mut request = Request::new(self.url.clone(), Method::Get);
        request.insert_header("x-key", key.to_owned());
        let answer = self.http.execute_request(&request).await;
        answer
            .expect("the simulator answers consumers")
            .status()
            .is_success()
    }
}
