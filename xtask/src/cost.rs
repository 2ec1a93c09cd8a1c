//! `cargo xtask cost`: the compile time of crates, measured in turn.

mod source;

use crate::console;
use clap::Args;
use source::Source;
use std::{
    error::Error,
    fs::File,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::SystemTime,
};

/// Options of `cargo xtask cost`.
#[derive(Debug, Args)]
pub(crate) struct Cost {
    /// Crates to compare with the first one: a folder, or NAME@VERSION on crates.io. `:FEATURE` at the end enables
    /// one feature instead of the default ones.
    #[arg(required = true)]
    crates: Vec<Source>,

    /// How often each crate is checked.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,

    /// Folder for what cargo builds and for the sources of crates.io.
    #[arg(long, value_name = "DIR", default_value = "target/cost")]
    dir: PathBuf,
}

impl Cost {
    /// Prints processor time and ratio of each crate.
    pub(crate) fn run(&self) -> Result<ExitCode, Box<dyn Error>> {
        let folders: Result<Vec<PathBuf>, _> = self
            .crates
            .iter()
            .map(|source| source.folder(&self.dir))
            .collect();
        let folders = folders?;
        for (source, folder) in self.crates.iter().zip(&folders) {
            console::warn(format_args!("building the dependencies of {source}"));
            self.check(source, folder)?;
        }
        let mut times = vec![Vec::new(); folders.len()];
        for _ in 0..self.runs {
            for ((source, folder), times) in self.crates.iter().zip(&folders).zip(&mut times) {
                File::options()
                    .append(true)
                    .open(folder.join("src/lib.rs"))?
                    .set_modified(SystemTime::now())?;
                times.push(self.check(source, folder)?);
            }
        }
        let medians: Vec<f64> = times.into_iter().map(median).collect();
        for (source, seconds) in self.crates.iter().zip(&medians) {
            let ratio = seconds / medians[0];
            console::line(format_args!("{seconds:8.2} s  {ratio:5.2}  {source}"))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Checks a crate, and returns the processor time.
    fn check(&self, source: &Source, folder: &Path) -> Result<f64, Box<dyn Error>> {
        let mut command = Command::new("sh");
        command
            .args(["-c", r#""$@" || exit; times"#, "sh", env!("CARGO"), "check"])
            .args(["--quiet", "--lib", "--manifest-path"])
            .arg(folder.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&self.dir)
            .env("CARGO_INCREMENTAL", "0");
        if let Some(feature) = &source.feature {
            command.args(["--no-default-features", "--features", feature]);
        }
        let output = command.output()?;
        if !output.status.success() {
            console::text(String::from_utf8_lossy(&output.stderr))?;
            return Err(format!("{source} does not compile").into());
        }
        let times = seconds(&String::from_utf8_lossy(&output.stdout));
        Ok(times.ok_or("`times` of sh printed something else than two times")?)
    }
}

/// Sum of the times of child processes in the last line that `times` prints: `0m1.250s 0m0.150s`.
fn seconds(times: &str) -> Option<f64> {
    let parts = times.lines().last()?.split_whitespace();
    let parts = parts.map(|part| {
        let (minutes, seconds) = part.strip_suffix('s')?.split_once('m')?;
        Some(60.0 * minutes.parse::<f64>().ok()? + seconds.parse::<f64>().ok()?)
    });
    parts.sum()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_children_are_in_the_last_line() {
        assert_eq!(
            seconds("0m0.000s 0m0.001s\n1m2.500s 0m0.250s\n"),
            Some(62.75)
        );
        for text in ["", "0.5 0.1", "real 1"] {
            assert_eq!(seconds(text).filter(|seconds| *seconds > 0.0), None);
        }
    }

    #[test]
    fn the_median_is_no_outlier() {
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
    }
}
