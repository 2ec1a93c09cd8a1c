//! Azure Resource Manager on loopback, with resources whose keys really change.
//!
//! A regenerated key stops working at once, and consumers that still use it are refused, so that
//! downtime is detected. Each resource has its own resource group, so that many rotations share one
//! simulator.

pub mod fault;
mod in_process;
mod reply;
mod request;
pub mod row;
mod serve;
pub mod state;
mod table;
mod wire;

pub use in_process::InProcess;
pub use table::table;

use crate::client::{Credential, Loopback};
use azure_core::http::{ClientOptions, RetryOptions, Transport};
use azure_keys::{ArmClientOptions, KeyPair, key_pairs};
use row::{Row, Style};
use state::{State, Which};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{net::TcpListener, sync::Notify};

/// The endpoint of the simulator in the client's options.
const ENDPOINT: &str = "https://management.azure.com";
const SUBSCRIPTION: &str = "00000000-0000-0000-0000-000000000001";

/// The simulator, for as long as the test's runtime lives.
#[derive(Debug)]
pub struct Simulator {
    pub port: u16,
    /// The endpoint in the links of responses.
    endpoint: String,
    transport: Arc<Loopback>,
    resources: Arc<Resources>,
}

/// The resources, by the names of their groups.
#[derive(Debug, Default)]
pub struct Resources(Mutex<HashMap<String, Arc<Resource>>>);

/// One resource.
#[derive(Debug)]
pub struct Resource {
    pub row: &'static Row,
    pub id: String,
    group: String,
    endpoint: String,
    style: Option<Style>,
    state: Mutex<State>,
    /// Notified when a call was left without a response.
    pub stalled: Notify,
}

impl Simulator {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("loopback has free ports");
        let port = listener
            .local_addr()
            .expect("a bound listener has an address")
            .port();
        let resources = Arc::<Resources>::default();
        tokio::spawn(serve::serve(listener, resources.clone()));
        Self {
            port,
            endpoint: ENDPOINT.to_owned(),
            transport: Arc::new(Loopback::to(port)),
            resources,
        }
    }

    /// From now on, links in responses lead to the simulator's own address, for clients without a
    /// special transport.
    pub fn at_its_own_address(mut self) -> Self {
        self.endpoint = format!("https://127.0.0.1:{}", self.port);
        self
    }

    /// A new resource, with long-running operations in the style of its definition.
    pub fn create(&self, row: &'static Row) -> Arc<Resource> {
        self.create_in_style(row, row.regenerate.runs_long)
    }

    pub fn create_in_style(&self, row: &'static Row, style: Option<Style>) -> Arc<Resource> {
        let mut resources = self.resources.lock();
        let resource = Arc::new(Resource::new(row, style, resources.len(), &self.endpoint));
        resources.insert(resource.group.clone(), resource.clone());
        resource
    }

    pub fn options(&self, retry: RetryOptions) -> ArmClientOptions {
        let transport = Some(Transport::new(self.transport.clone()));
        let client_options = ClientOptions {
            transport,
            retry,
            ..Default::default()
        };
        ArmClientOptions {
            client_options,
            ..Default::default()
        }
    }

    /// The client's view of the pairs of a resource.
    pub fn key_pairs(&self, resource: &Resource, retry: RetryOptions) -> Vec<Box<dyn KeyPair>> {
        let id = resource.id.parse().expect("ids of the table are good");
        key_pairs(
            &id,
            Arc::new(Credential::default()),
            Some(self.options(retry)),
        )
        .expect("the crate knows all types")
    }
}

impl Resources {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Resource>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Names in Azure Resource Manager are not case-sensitive.
    fn find(&self, group: &str) -> Option<Arc<Resource>> {
        self.lock().get(&group.to_ascii_lowercase()).cloned()
    }
}

impl Resource {
    pub fn new(row: &'static Row, style: Option<Style>, number: usize, endpoint: &str) -> Self {
        let group = format!("group-{number}");
        Self {
            row,
            id: row.id(SUBSCRIPTION, &group),
            state: Mutex::new(State::new(&group, row.all_pairs().count())),
            group,
            endpoint: endpoint.to_owned(),
            style,
            stalled: Notify::new(),
        }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where consumers of a pair authenticate.
    pub fn data_path(&self, pair: usize) -> String {
        format!("/data/{}/{pair}", self.group)
    }

    /// The two keys of a pair, as they are valid now.
    pub fn valid(&self, which: Which) -> String {
        self.state().valid(which)
    }

    fn is(&self, row: &Row, subscription: &str, names: &[&str]) -> bool {
        let mut own = self.row.names.iter().zip(names);
        self.row.kind == row.kind
            && subscription.eq_ignore_ascii_case(SUBSCRIPTION)
            && own.all(|(own, name)| own.sample.eq_ignore_ascii_case(name))
    }
}
