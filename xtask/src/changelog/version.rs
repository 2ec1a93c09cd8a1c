//! The next version of a crate.

use armgen::changes::{Changes, Verdict};
use semver::Version;

/// The next version: before 1.0, a breaking change is a new minor version and all others are patches.
pub(super) fn next(version: &str, changes: &Changes) -> Result<String, String> {
    let old =
        Version::parse(version).map_err(|error| format!("`{version}` is no version: {error}"))?;
    let verdict = match changes.breaking_behaviour {
        0 => changes.verdict,
        _ => changes.verdict.max(Verdict::Minor),
    };
    let next = match (verdict, old.major) {
        (Verdict::None, _) => old,
        (Verdict::Major, 0) => Version::new(0, old.minor + 1, 0),
        (Verdict::Minor | Verdict::Patch, 0) => Version::new(0, old.minor, old.patch + 1),
        (Verdict::Major, major) => Version::new(major + 1, 0, 0),
        (Verdict::Minor, major) => Version::new(major, old.minor + 1, 0),
        (Verdict::Patch, major) => Version::new(major, old.minor, old.patch + 1),
    };
    Ok(next.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_follows_semver() {
        for (old, verdict, breaking_behaviour, expected) in [
            ("0.1.2", Verdict::None, 0, "0.1.2"),
            ("0.1.2", Verdict::Patch, 0, "0.1.3"),
            ("0.1.2", Verdict::Minor, 0, "0.1.3"),
            ("0.1.2", Verdict::Major, 0, "0.2.0"),
            ("1.2.3", Verdict::Patch, 0, "1.2.4"),
            ("1.2.3", Verdict::Patch, 1, "1.3.0"),
            ("1.2.3", Verdict::Minor, 0, "1.3.0"),
            ("1.2.3", Verdict::Major, 1, "2.0.0"),
        ] {
            let changes = Changes {
                verdict,
                breaking_behaviour,
                list: Vec::new(),
            };
            assert_eq!(
                next(old, &changes).as_deref(),
                Ok(expected),
                "{old} {verdict}"
            );
        }
        assert!(
            next(
                "one",
                &Changes {
                    verdict: Verdict::Patch,
                    breaking_behaviour: 0,
                    list: Vec::new()
                }
            )
            .is_err()
        );
    }
}
