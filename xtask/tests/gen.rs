//! `cargo xtask gen` as a program: what it writes, checks, refuses and says.

#[path = "gen/check.rs"]
mod check;
#[path = "gen/project.rs"]
mod project;
#[path = "gen/refuse.rs"]
mod refuse;
#[path = "gen/write.rs"]
mod write;
