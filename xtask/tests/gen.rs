//! `cargo xtask gen` as a program: the files that it writes or checks, its errors and messages.

#[path = "gen/check.rs"]
mod check;
#[path = "gen/emit.rs"]
mod emit;
#[path = "gen/except.rs"]
mod except;
#[path = "gen/key_pairs.rs"]
mod key_pairs;
#[path = "gen/leftover.rs"]
mod leftover;
#[path = "gen/messages.rs"]
mod messages;
#[path = "gen/package.rs"]
mod package;
#[path = "gen/page.rs"]
mod page;
#[path = "gen/pair.rs"]
mod pair;
#[path = "gen/project.rs"]
mod project;
#[path = "gen/refuse.rs"]
mod refuse;
#[path = "gen/timings.rs"]
mod timings;
#[path = "gen/write.rs"]
mod write;
