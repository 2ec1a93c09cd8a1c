//! The serialized form of a rotation. A form that this version of the crate would misread is an
//! error.

use super::{KeyType, Rotation, rotation_state::{Progress, State}};
use azure_core::Value;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Version of the form. Every change of the form needs another version.
const VERSION: u64 = 1;

#[derive(Serialize)]
struct Form<'a> {
    version: u64,
    state: &'a State,
}

impl Serialize for Rotation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Form { version: VERSION, state: &self.state }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Rotation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let saved = Value::deserialize(deserializer)?;
        let state = read(saved).map_err(|why| {
            D::Error::custom(format_args!(
                "this saved rotation cannot be continued: {why}. Finish it with the version of the crate that saved it, or \
                 begin a new one with the key that consumers use now"
            ))
        })?;
        Ok(Self { state })
    }
}

fn read(saved: Value) -> Result<State, String> {
    let Value::Object(mut members) = saved else {
        return Err("it is no object".to_owned());
    };
    match members.remove("version") {
        Some(version) if version == VERSION => {}
        Some(Value::Number(version)) => {
            return Err(format!("it has version {version}, and this crate reads version {VERSION}"));
        }
        Some(_) => return Err(format!("its version is no number, and this crate reads version {VERSION}")),
        None => return Err(format!("it has no version, and this crate reads version {VERSION}")),
    }
    let state = members.remove("state").ok_or("it has no `state`")?;
    if let Some(name) = members.keys().next() {
        return Err(format!("its member {name:?} is unknown"));
    }
    let state = State::deserialize(state).map_err(|error| error.to_string())?;
    match contradiction(&state) {
        Some(what) => Err(format!("it contradicts itself: {what}")),
        None => Ok(state),
    }
}

/// A contradiction in the state, which no run can have produced.
fn contradiction(state: &State) -> Option<&'static str> {
    let is_regenerated = state.spare().is_regenerated();
    let rules = [
        (state.pair.is_none() && !state.steps.is_empty(), "keys have changed, but of no resource"),
        (state.is_handed_out && !is_regenerated, "a key was deployed that was not regenerated"),
        (state.was_deployed() && !state.is_handed_out, "a key was deployed, but never handed out"),
        (
            *state.other() != Progress::Untouched && !state.was_deployed(),
            "the key in use was regenerated before the other one was deployed",
        ),
        (state.is_checked && !state.is_deployed(), "a key was found in use that was not deployed"),
        (have_one_key(state), "both keys are the same"),
    ];
    rules.into_iter().find(|(is_broken, _)| *is_broken).map(|(_, what)| what)
}

fn have_one_key(state: &State) -> bool {
    let [primary, secondary] = [KeyType::Primary, KeyType::Secondary].map(|key| state.progress(key).now());
    primary.is_some() && primary == secondary
}
