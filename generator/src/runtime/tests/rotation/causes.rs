//! What the error of a rotation contains of its cause, and what it must not contain.

use super::{Fake, quick};
use crate::runtime::{Key, KeyType, Rotation, RotationErrorKind};
use std::{error::Error as StdError, fmt};

/// An error with different texts for `Display` and `Debug`.
struct Quoting {
    display: String,
    debug: String,
    source: Option<Box<Quoting>>,
}

impl fmt::Display for Quoting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display)
    }
}

impl fmt::Debug for Quoting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.debug)
    }
}

impl StdError for Quoting {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

fn quoting(display: impl Into<String>) -> Quoting {
    Quoting {
        display: display.into(),
        debug: "Quoting".to_owned(),
        source: None,
    }
}

fn everything(error: &(dyn StdError + 'static)) -> String {
    std::iter::successors(Some(error), |&link| link.source())
        .map(|link| format!("{link}\n{link:?}\n{link:#?}\n"))
        .collect()
}

const KEY: &str = "aB3+dE6/gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6kL9nP2rS5uV8x==";

/// All texts of the error of a rotation whose deployment fails with an error made of the key.
async fn failed(key: Key, error: impl Fn(&Key) -> Quoting) -> String {
    let pair = Fake::new(KeyType::Primary);
    pair.return_key(key);
    let mut rotation = Rotation::new(KeyType::Primary);
    let ended = rotation
        .run(&pair, Some(quick()), |_, key| {
            let error = error(&key);
            async { Err(error) }
        })
        .await;
    let ended = ended.unwrap_err();
    assert_eq!(ended.kind(), RotationErrorKind::Deploy);
    everything(&ended)
}

#[tokio::test]
async fn the_cause_is_part_of_the_text() {
    let inner = quoting("the vault is sealed");
    let outer = Quoting {
        source: Some(Box::new(inner)),
        ..quoting("no consumers today")
    };
    let pair = Fake::new(KeyType::Primary);
    let mut rotation = Rotation::new(KeyType::Primary);
    let mut outer = Some(outer);
    let ended = rotation.run(&pair, Some(quick()), |_, _| {
        let outer = outer.take().unwrap();
        async { Err(outer) }
    });
    let ended = ended.await.unwrap_err();
    let text = ended.to_string();
    assert!(
        text.ends_with("; cause: no consumers today: the vault is sealed"),
        "{text}"
    );
    assert_eq!(
        text,
        format!(
            "{}; cause: no consumers today: the vault is sealed",
            ended.without_causes()
        )
    );
    assert!(
        ended.source().unwrap().is::<Quoting>(),
        "an error that quotes no key is kept"
    );
}

/// Makes an error of a key.
type Failure = fn(&Key) -> Quoting;

fn text(key: &Key) -> String {
    key.value.secret().to_owned()
}

#[tokio::test]
async fn an_error_that_quotes_the_key_is_left_out() {
    let quoting: [(&str, Failure); 7] = [
        ("displayed", |key| {
            quoting(format!("cannot set {}", text(key)))
        }),
        ("debugged", |key| Quoting {
            debug: text(key),
            ..quoting("cannot")
        }),
        ("caused", |key| Quoting {
            source: Some(Box::new(quoting(text(key)))),
            ..quoting("cannot")
        }),
        ("escaped", |key| {
            quoting(
                text(key)
                    .replace('+', "%2B")
                    .replace('/', "%2F")
                    .replace('=', "%3D"),
            )
        }),
        ("cut", |key| {
            quoting(format!("cannot set {}...", &text(key)[..20]))
        }),
        ("wrapped", |key| {
            quoting(text(key).split_at(26).0.to_owned() + "\n" + &text(key)[26..])
        }),
        ("within", |key| quoting(format!("{:?}", Some(text(key))))),
    ];
    for (how, error) in quoting {
        let message = failed(Key::new(KEY), error).await;
        assert!(
            message.contains("the deployment's error is left out, since it quotes the key"),
            "{how}: {message}"
        );
        assert!(!message.contains(&KEY[8..16]), "{how}: {message}");
    }
}

/// Names and addresses of a connection string may be shown.
#[tokio::test]
async fn only_the_secret_parts_of_a_connection_string_are_left_out() {
    let connection = format!(
        "Endpoint=https://contoso.example.net/;SharedAccessKeyName=root;SharedAccessKey={KEY}"
    );
    let mut with_both = Key::new("another-key-of-the-same");
    with_both.connection_string = Some(connection.clone().into());
    for key in [Key::new(connection), with_both] {
        let key_message = failed(key.clone(), |_| quoting(format!("cannot set {KEY}"))).await;
        assert!(
            key_message.contains("is left out") && !key_message.contains(&KEY[8..16]),
            "{key_message}"
        );
        let host_message = failed(key, |_| quoting("cannot reach contoso.example.net")).await;
        assert!(
            host_message.contains("cannot reach contoso.example.net"),
            "{host_message}"
        );
    }
}

/// Even a key that is shorter than a quotation.
#[tokio::test]
async fn a_short_key_is_left_out_too() {
    let message = failed(Key::new("k1-x"), |_| quoting("cannot set k1-x")).await;
    assert!(message.contains("is left out"), "{message}");
}
