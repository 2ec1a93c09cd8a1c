//! The lines of a file of environment variables.

use super::{pair::Service, targets::write};
use azure_keys::{
    Key, KeyType,
    fleet::{Deploy, EnvironmentFile, NewKey},
};
use proptest::{collection::vec, prelude::*};
use std::{fs, process::Command};
use tempfile::tempdir;

const KEY: &str = "s3cr3t+key/of==";

/// Writes the key into the variable `KEY` of a file.
async fn changed(text: &str) -> Result<String, String> {
    let folder = tempdir().expect("there is room");
    let path = folder.path().join("app.env");
    fs::write(&path, text).expect("there is room");
    let written = write(&path, "KEY", "contoso").await;
    let now = fs::read_to_string(&path).expect("it is there");
    if written.is_err() {
        assert_eq!(now, text);
        let pair = Service::default().pair("contoso");
        let checked = EnvironmentFile::new(&path, "KEY").check(pair.resource_id(), pair.name());
        assert!(checked.is_err(), "it is refused before the key changes");
    }
    written.map(|()| now)
}

#[tokio::test]
async fn the_ends_of_lines_and_what_precedes_a_name_stay() {
    for (text, expected) in [
        ("", "KEY=NEW\n"),
        ("A=1", "A=1\nKEY=NEW\n"),
        ("A=1\r\nB=2\r\n", "A=1\r\nB=2\r\nKEY=NEW\r\n"),
        ("A=1\r\nKEY=old\r\nB=2", "A=1\r\nKEY=NEW\r\nB=2\r\n"),
        ("A=1\nKEY=old\r\nB=2\n", "A=1\nKEY=NEW\r\nB=2\n"),
        ("\n\n  export  KEY = old\n\n", "\n\n  export  KEY=NEW\n\n"),
        ("export\tKEY=old\nKEY=older\n", "export\tKEY=NEW\n"),
        ("\u{feff}KEY=old\n", "\u{feff}KEY=NEW\n"),
        (
            "# KEY=old\nKEY_2=x\nMY KEY=y\n",
            "# KEY=old\nKEY_2=x\nMY KEY=y\nKEY=NEW\n",
        ),
        ("KEY='old' # \"\n", "KEY=NEW\n"),
        ("KEY= # none\n", "KEY=NEW\n"),
        ("KEY=\"a\"'b'\n", "KEY=NEW\n"),
        // Other values that contain such a line.
        ("A=1\\\nKEY=old\n", "A=1\\\nKEY=old\nKEY=NEW\n"),
        ("A=\"x\nKEY=old\ny\"\n", "A=\"x\nKEY=old\ny\"\nKEY=NEW\n"),
        ("A='x\\'\nKEY=old\n", "A='x\\'\nKEY=NEW\n"),
        (
            "A=\"\\\"\nKEY=old\n\"\nKEY=1\n",
            "A=\"\\\"\nKEY=old\n\"\nKEY=NEW\n",
        ),
        // For shells it is not closed, so this is no file for them.
        ("A=it's\nKEY=old\n", "A=it's\nKEY=NEW\n"),
        ("A=it\\'s\nKEY='old'\n", "A=it\\'s\nKEY=NEW\n"),
        ("KEY=old\n# a\\\n", "KEY=NEW\n# a\\\n"),
        ("# it's\\", "# it's\\\nKEY=NEW\n"),
    ] {
        let now = changed(text).await;
        assert_eq!(now, Ok(expected.replace("NEW", KEY)), "{text:?}");
    }
}

#[tokio::test]
async fn values_of_several_lines_are_refused() {
    for (text, words) in [
        (
            "KEY=\"old\nolder\"\n",
            "the value of `KEY` has several lines",
        ),
        ("KEY='old\nolder'\n", "the value of `KEY` has several lines"),
        ("KEY=old\\\nolder\n", "the value of `KEY` has several lines"),
        (
            "KEY=\"{\\\"a\\\": 1,\n}\"\n",
            "the value of `KEY` has several lines",
        ),
        ("A=1\\\n", "the last line ends with `\\`"),
        ("A=\"1\n", "the last \" is not closed"),
        (
            "KEY=old; export KEY\n",
            "something follows the value of `KEY`",
        ),
        ("KEY=\"old\";B=1\n", "something follows the value of `KEY`"),
        ("KEY=old B=1\n", "something follows the value of `KEY`"),
        (
            "A=it's\nKEY=old\nB=that's\n",
            "the quotes before line 3 differently",
        ),
    ] {
        let error = changed(text).await.expect_err("it cannot be changed");
        assert!(error.contains(words), "{error}");
    }
}

#[tokio::test]
async fn a_value_that_shells_would_expand_is_quoted() {
    for (value, line) in [
        ("a~b", "\"a~b\""),
        ("~root/x", "\"~root/x\""),
        ("a:~root", "\"a:~root\""),
        ("=ls", "\"=ls\""),
        ("a:=ls", "\"a:=ls\""),
        ("a b*?[#&;|<>()'!", "\"a b*?[#&;|<>()'!\""),
        ("a+/=_.:@%,-==", "a+/=_.:@%,-=="),
    ] {
        let folder = tempdir().expect("there is room");
        let path = folder.path().join("app.env");
        let pair = Service::default().pair("contoso");
        let new = NewKey::new(&*pair, KeyType::Primary, Key::new(value));
        let deployed = EnvironmentFile::new(&path, "KEY").deploy(new).await;
        deployed.expect("it can be written");
        let text = fs::read_to_string(&path).expect("it is there");
        assert_eq!(text, format!("KEY={line}\n"));
        let shell = std::process::Command::new("sh")
            .args(["-c", ". ./app.env; printf %s \"$KEY\""])
            .current_dir(folder.path())
            .output()
            .expect("there is a shell");
        assert_eq!(String::from_utf8_lossy(&shell.stdout), value);
    }
}

/// Values as a file may have them.
const VALUES: [&str; 14] = [
    "",
    "1",
    "1 # it's KEY=old",
    "'1'",
    "\"1\"",
    "a'b c'",
    "'x\nKEY=old\ny'",
    "\"x\nKEY=old\ny\"",
    "\"\\\"\nKEY=old\n\"",
    "\"\\\\\"",
    "'\\'",
    "1\\\nKEY=old",
    "\\\"x",
    "\"x\\\nKEY=old\"",
];

fn line() -> impl Strategy<Value = String> {
    let comment = prop_oneof![Just("# a\\".to_owned()), Just("# it's KEY=1".to_owned())];
    let name = prop_oneof![Just("A"), Just("B"), Just("export C"), Just("KEY")];
    let set = (name, prop::sample::select(&VALUES[..]));
    prop_oneof![1 => comment, 4 => set.prop_map(|(name, value)| format!("{name}={value}"))]
}

/// The values of all variables, as a shell reads the file.
fn values(text: &str) -> [String; 4] {
    let folder = tempdir().expect("there is room");
    fs::write(folder.path().join("app.env"), text).expect("there is room");
    ["A", "B", "C", "KEY"].map(|name| {
        let read = format!(". ./app.env; printf %s \"${name}\"");
        let mut shell = Command::new("sh");
        shell.env_clear().args(["-c", &read]).current_dir(&folder);
        let output = shell.output().expect("there is a shell");
        assert!(output.status.success(), "{text}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_shell_reads_the_new_key_and_all_other_values_as_before(lines in vec(line(), 0..6)) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("it starts");
        if let Ok(now) = runtime.block_on(changed(&text)) {
            let [mut before, after] = [&text, &now].map(|text| values(text));
            before[3] = KEY.to_owned();
            prop_assert_eq!(before, after, "{} became {}", text, now);
        }
    }
}
