//! Parses the files that are given, and does nothing else: the measure for what `cargo xtask gen` costs.

use std::{env, fs};

fn main() {
    for file in env::args().skip(1) {
        let text = fs::read_to_string(&file).expect("the file can be read");
        assert!(
            armgen::load::parse(&file, &text).is_some(),
            "{file} is neither JSON nor YAML"
        );
    }
}
