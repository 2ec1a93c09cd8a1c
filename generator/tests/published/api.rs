//! The public interface of emitted sources and the requests that they send, one line for each part, without doc texts.

use armgen::format::Output;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::BTreeSet;
use syn::{
    Attribute, Expr, Fields, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, ItemTrait, Stmt,
    TraitItem, Visibility,
};

/// The lines for the services of a crate. Runtime and replay tests are left out.
pub(crate) fn lines(outputs: &[Output]) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for output in outputs {
        let module = output
            .path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"));
        let Some(module) = module.filter(|module| !is_apart(module)) else {
            continue;
        };
        let file = syn::parse_file(&output.text).expect("the output is Rust");
        let mut interface = Interface {
            module: module.replace('/', "::"),
            lines: &mut lines,
        };
        file.items.iter().for_each(|item| interface.item(item));
    }
    lines
}

/// The constants of operations repeat what methods send.
fn is_apart(module: &str) -> bool {
    ["runtime", "replay", "test"]
        .iter()
        .any(|part| module.split('/').next() == Some(part))
        || module.ends_with("/operations")
}

struct Interface<'l> {
    module: String,
    lines: &'l mut BTreeSet<String>,
}

impl Interface<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => self.structure(item),
            Item::Enum(item) if is_public(&item.vis) => self.enumeration(item),
            Item::Trait(item) if is_public(&item.vis) => self.headers(item),
            Item::Impl(item) => self.implementation(item),
            Item::Use(item) if is_public(&item.vis) => self.uses(&item.tree.to_token_stream()),
            Item::Mod(item) if is_public(&item.vis) => self.line("mod", &item.ident),
            // Not public, but part of the requests: the rules that calls check.
            Item::Const(item) => {
                let (name, value) = (&item.ident, &item.expr);
                self.line("const", quote!(#name = #value));
            }
            Item::Type(item) if is_public(&item.vis) => self.line("type", quote!(#item)),
            // Enums are defined by macros of the runtime.
            Item::Macro(item) => {
                let (path, tokens) = (&item.mac.path, without_docs(item.mac.tokens.clone()));
                self.line("macro", quote!(#path! { #tokens }));
            }
            _ => {}
        }
    }

    /// A private struct defines how a public one is serialised.
    fn structure(&mut self, item: &ItemStruct) {
        let (name, generics) = (&item.ident, &item.generics);
        for field in &item.fields {
            let field_name = field.ident.as_ref().map(ToString::to_string);
            let path = format!("{name}.{}", field_name.unwrap_or_default());
            let serde = field.attrs.iter().filter(|it| it.path().is_ident("serde"));
            serde.for_each(|serde| self.line(&format!("wire {path}"), &serde.meta));
        }
        if is_public(&item.vis) {
            self.attributes(name, &item.attrs);
            self.line("struct", quote!(#name #generics));
            self.fields(&name.to_string(), &item.fields);
        }
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let name = &item.ident;
        self.attributes(name, &item.attrs);
        for variant in &item.variants {
            let path = format!("{name}::{}", variant.ident);
            self.written("variant", &path);
            self.fields(&path, &variant.fields);
        }
    }

    fn fields(&mut self, owner: &str, fields: &Fields) {
        for (index, field) in fields.iter().enumerate() {
            let name = field
                .ident
                .as_ref()
                .map_or(index.to_string(), ToString::to_string);
            let is_of_variant = owner.contains("::");
            if is_public(&field.vis) || is_of_variant {
                self.line(&format!("field {owner}.{name}"), &field.ty);
            }
        }
    }

    fn headers(&mut self, item: &ItemTrait) {
        for member in &item.items {
            if let TraitItem::Fn(method) = member {
                self.line(&format!("trait {}", item.ident), &method.sig);
            }
        }
    }

    /// Methods of a type, or the trait that it implements.
    fn implementation(&mut self, item: &ItemImpl) {
        let ty = &item.self_ty;
        if let Some((path, _)) = &item.trait_ {
            return self.line("impl", quote!(#path for #ty));
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(method) if is_public(&method.vis) => {
                    self.line(&format!("fn {}", text(ty)), &method.sig);
                    if let Some(Stmt::Expr(call, None)) = method.block.stmts.last() {
                        self.sends(call);
                    }
                }
                _ => {}
            }
        }
    }

    /// The method calls that build a request.
    fn sends(&mut self, call: &Expr) {
        match call {
            Expr::Await(call) => self.sends(&call.base),
            Expr::MethodCall(call) => {
                let (method, arguments) = (&call.method, &call.args);
                self.line("sends", quote!(#method(#arguments)));
                self.sends(&call.receiver);
            }
            _ => {}
        }
    }

    /// One line per name, so that a difference concerns only that name.
    fn uses(&mut self, tree: &TokenStream) {
        let tree = text(tree);
        let (path, names) = tree.split_once('{').unwrap_or((&tree, ""));
        match names.trim_end_matches('}') {
            "" => self.written("use", path),
            names => {
                let names = names
                    .split(',')
                    .map(str::trim)
                    .filter(|name| !name.is_empty());
                names.for_each(|name| self.written("use", &format!("{path}{name}")));
            }
        }
    }

    /// Derives and `#[non_exhaustive]` of an item.
    fn attributes(&mut self, name: &impl ToString, attributes: &[Attribute]) {
        for attribute in attributes {
            let is_interface = ["derive", "non_exhaustive"]
                .iter()
                .any(|it| attribute.path().is_ident(it));
            if is_interface {
                self.line(&format!("attribute {}", name.to_string()), &attribute.meta);
            }
        }
    }

    fn line(&mut self, kind: &str, what: impl ToTokens) {
        self.written(kind, &text(&what));
    }

    fn written(&mut self, kind: &str, what: &str) {
        self.lines.insert(format!("{} {kind} {what}", self.module));
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as text, with usual spacing.
fn text(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, plain) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" :", ":"),
        ("{ ", "{"),
        (" }", "}"),
        (" ;", ";"),
    ] {
        text = text.replace(spaced, plain);
    }
    text
}

/// Removes `#[doc = "…"]`.
fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let token = match token {
            TokenTree::Group(group) => {
                let inner = without_docs(group.stream());
                TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner))
            }
            token => token,
        };
        let is_doc = matches!(&token, TokenTree::Group(group) if group.stream().to_string().starts_with("doc "));
        match is_doc {
            true => drop(kept.pop()),
            false => kept.push(token),
        }
    }
    kept.into_iter().collect()
}
