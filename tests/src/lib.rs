//! Shared code of the tests of the emitted clients: a server on loopback, a transport that leads to
//! it, and a table of all operations.

pub mod client;
pub mod consumer;
pub mod error;
pub mod log;
pub mod server;
pub mod simulator;
pub mod table;
pub mod trial;

pub use client::{Credential, FakeArm, Loopback, TOKEN};
pub use server::{Answer, Seen, Server};
pub use table::{Call, Decoded, Kind, Parameter, Row, rows};
