//! `src/test.rs`: fakes for the tests of users, and all operations that they know.

use super::{Content, File, docs, rust, tokens::ident};
use crate::{
    surface::{
        Made, ServiceModule, Showcase, Surface,
        sample::{Link, import, statement},
    },
    testing::{EXPORTS, FILES},
};
use proc_macro2::TokenStream;
use quote::quote;

const ABOUT: [&str; 3] = [
    "Fakes for your tests: a service, a pair of keys and a credential in memory, and plain HTTP to this machine.",
    "",
    "The feature `test` enables them. Enable it for tests alone, in `[dev-dependencies]`.",
];

/// `src/test.rs` and the files beside it.
pub(super) fn files(surface: &Surface) -> Vec<File> {
    // A crate without pairs of keys has no interface that a fake pair could have.
    let is_needed = |module: &str| surface.has_key_pairs() || module != "fake_key_pair";
    let files = || FILES.iter().filter(|file| is_needed(file.module));
    let modules = files().map(|file| ident(file.module));
    let exports = EXPORTS.iter().filter(|(module, _)| is_needed(module));
    let exports = exports.map(|(module, names)| {
        let (module, names) = (ident(module), names.iter().map(|name| ident(name)));
        quote!(pub use #module::{#(#names),*};)
    });
    let services = surface.services.iter().map(|service| {
        let (feature, module) = (&service.name, ident(&service.name));
        quote!(#[cfg(feature = #feature)] crate::#module::operations::ALL)
    });
    let about = about(surface);
    let root = quote! {
        #about
        #(mod #modules;)*
        #(#exports)*
        /// Operations of all enabled services.
        const ALL: &[&[Operation]] = &[#(#services),*];
        fn operations() -> impl Iterator<Item = Operation> + Clone {
            ALL.iter().copied().flatten().copied()
        }
    };
    let copies = files().map(|file| File {
        path: format!("src/test/{}.rs", file.module),
        content: Content::Verbatim(file.text.into()),
    });
    [rust("src/test.rs", root)]
        .into_iter()
        .chain(copies)
        .collect()
}

fn about(surface: &Surface) -> TokenStream {
    let mut tokens = docs::module(&ABOUT);
    if let Some((feature, lines)) = client(surface) {
        let code = docs::code(&lines);
        tokens.extend(quote! {
            #![doc = ""]
            #![doc = " A typed client without a network:"]
            #![doc = ""]
            #![cfg_attr(feature = #feature, doc = "```")]
            #![cfg_attr(not(feature = #feature), doc = "```ignore")]
            #code
            #![doc = " ```"]
        });
    }
    if surface.has_key_pairs() {
        let text = "Code that takes a [`KeyPair`](crate::KeyPair):";
        tokens.extend(docs::module(&["", text, ""]));
        tokens.extend(docs::module(&pair(&surface.name)));
    }
    tokens
}

/// A test of the calls that the front page shows, with the feature that it needs.
fn client(surface: &Surface) -> Option<(&str, Vec<String>)> {
    let shown = surface.showcase.as_ref()?;
    let services = surface.services.iter();
    let mut services = services.filter(|service| service.name == shown.feature);
    let constant = constant(services.next()?, shown)?;
    let krate = &surface.name;
    let fake = shown.fake.as_ref()?;
    let text = |value: &String| format!("{value:?}");
    let subscription = shown.has_subscription.then(|| {
        let known = fake.subscription.as_ref();
        known.map_or_else(|| "\"fake\"".to_owned(), text)
    });
    let rest = ["fake.credential()", "fake.options()"].map(str::to_owned);
    let new = Link::associated("new", subscription.into_iter().chain(rest).collect());
    let arguments = fake.arguments.iter();
    let arguments = arguments.map(|value| value.as_ref().map_or_else(|| "false".to_owned(), text));
    let links = [
        Link::call(&shown.accessor, Vec::new()),
        Link::call(
            &shown.list.method,
            arguments.chain(["None".to_owned()]).collect(),
        ),
        Link::step(".await?"),
    ];
    let path = format!("{krate}::{}", shown.module);
    let operation = format!("operations::{constant}");
    let mut lines = import(&path, &[&shown.client, &operation]);
    lines.push(format!("use {krate}::test::Fake;"));
    lines.extend(
        [
            "",
            "# #[tokio::main(flavor = \"current_thread\")]",
            "# async fn main() -> azure_core::Result<()> {",
        ]
        .map(str::to_owned),
    );
    lines.push(format!("let fake = Fake::new().on({constant}, \"{{}}\");"));
    lines.extend(statement(
        &format!("let client = {}", shown.client),
        &[new, Link::step("?")],
        0,
    ));
    lines.extend(statement("client", &links, 0));
    lines.push(format!("assert_eq!(fake.count({constant}), 1);"));
    lines.extend(["# Ok(())", "# }"].map(str::to_owned));
    Some((&shown.feature, lines))
}

/// The constant of the operation that the front page lists keys by.
fn constant<'s>(service: &'s ServiceModule, shown: &Showcase) -> Option<&'s str> {
    let mut clients = service.clients.iter().filter(|client| match &client.made {
        Made::Accessor(accessor) => accessor.name == shown.accessor,
        Made::New(_) => false,
    });
    let called_by = [&clients.next()?.item.name, &shown.list.method];
    let mut constants = service.constants.iter();
    let found = constants.find(|one| one.called_by.each_ref() == called_by)?;
    Some(&found.name)
}

fn pair(krate: &str) -> Vec<String> {
    let lines = format!(
        "```
use {krate}::test::{{FakeKeyPair, Fault}};
use {krate}::{{KeyPair, KeyType}};

# #[tokio::main(flavor = \"current_thread\")]
# async fn main() -> azure_core::Result<()> {{
let pair = FakeKeyPair::new();
pair.fail_regenerate(Fault::Status(429));
assert!(pair.regenerate(KeyType::Primary, None).await.is_err());
pair.regenerate(KeyType::Primary, None).await?;
assert_eq!(pair.secret(KeyType::Primary), \"primary-1\");
# Ok(())
# }}
```"
    );
    lines.lines().map(str::to_owned).collect()
}
