//! Ages on the command line, such as `90d`.

use azure_core::time::Duration;
use std::str::FromStr;

/// How long ago something may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Age(pub(super) Duration);

impl FromStr for Age {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = "use a number with d, h, m or s, such as 90d";
        let unit = text.chars().last().ok_or(refused)?;
        let number: u32 = text[..text.len() - unit.len_utf8()].parse().map_err(|_| refused)?;
        let unit = match unit {
            'd' => Duration::days(1),
            'h' => Duration::hours(1),
            'm' => Duration::minutes(1),
            's' => Duration::seconds(1),
            _ => return Err(refused),
        };
        Ok(Self(unit.saturating_mul(i32::try_from(number).map_err(|_| refused)?)))
    }
}
