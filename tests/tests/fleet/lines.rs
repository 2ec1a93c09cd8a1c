//! The lines of a file of environment variables.

use super::{pair::Service, targets::write};
use azure_keys::{
    Key, KeyType,
    fleet::{Deploy, EnvironmentFile, NewKey},
};
use std::fs;
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
        ("A=1\\\n", "the last line ends with `\\`"),
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
