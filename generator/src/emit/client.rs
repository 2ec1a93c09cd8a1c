//! Clients: constructor, sub-clients, and one method for each operation.

use super::{
    File, Locals, call,
    docs::{self, comment},
    importing,
    parts::{self, Named},
    tokens::ident,
};
use crate::surface::{
    Accessor, Argument, Client, Constructor, Made, Method, RuleConstant, ServiceModule, file,
};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The clients of one service.
pub(super) struct Clients<'s> {
    pub(super) service: &'s ServiceModule,
    /// Methods that return pairs of keys, by client.
    pub(super) key_pairs: BTreeMap<&'s str, TokenStream>,
    /// Names that the file of the service's client may import, besides the clients.
    pub(super) locals: Locals,
    /// Names that the other files may import, among them the constants of the first.
    pub(super) locals_of_parts: Locals,
}

/// The methods of a client in its own file, or else the modules and files that hold them.
struct Parts {
    methods: TokenStream,
    modules: Vec<proc_macro2::Ident>,
    files: Vec<File>,
}

impl Clients<'_> {
    /// `src/<service>/clients.rs` with the client of the service, and a file beside it for each sub-client.
    pub(super) fn files(&self) -> Vec<File> {
        let folder = format!("src/{}/clients", self.service.name);
        let subclients = || self.service.clients.iter().filter_map(subclient);
        let mut taken = subclients()
            .map(|(_, accessor)| accessor.module.clone())
            .collect();
        let own = self.parts(self.service.client(), &folder, &mut taken);
        let mut files = vec![importing(
            format!("{folder}.rs"),
            self.root(&own),
            self.locals_of_root(),
        )];
        files.extend(own.files);
        for (client, accessor) in subclients() {
            let path = format!("{folder}/{}", accessor.module);
            let parts = self.parts(client, &path, &mut BTreeSet::new());
            let tokens = self.subclient(client, &parts);
            files.push(importing(
                format!("{path}.rs"),
                tokens,
                self.locals_of_parts.clone(),
            ));
            files.extend(parts.files);
        }
        files
    }

    /// Imports of the file of the service's client, which re-exports the sub-clients itself.
    fn locals_of_root(&self) -> Locals {
        let mut locals = (*self.locals).clone();
        for (client, _) in self.service.clients.iter().filter_map(subclient) {
            locals.remove(&client.item.name);
        }
        locals.into()
    }

    /// The methods of a client, split into files if they are too many for one.
    fn parts(&self, client: &Client, folder: &str, taken: &mut BTreeSet<String>) -> Parts {
        let methods = client.methods.iter();
        let methods = methods.map(|one| Named::new(&one.item.name, height(one), method(one)));
        let parts = match parts::parts(methods.collect()) {
            Ok(methods) => {
                let methods = methods.iter().map(|method| &method.tokens);
                return Parts {
                    methods: quote!(#(#methods)*),
                    modules: Vec::new(),
                    files: Vec::new(),
                };
            }
            Err(parts) => parts,
        };
        let name = ident(&client.item.name);
        let locals = &self.locals_of_parts;
        let parts = parts.into_iter().map(|part| {
            let module = file::module(&part.module, taken);
            let methods = part.items.iter().map(|method| &method.tokens);
            let tokens = quote!(impl #name { #(#methods)* });
            let path = format!("{folder}/{module}.rs");
            (ident(&module), importing(path, tokens, locals.clone()))
        });
        let (modules, files) = parts.unzip();
        Parts {
            methods: TokenStream::new(),
            modules,
            files,
        }
    }

    fn root(&self, parts: &Parts) -> TokenStream {
        let Parts {
            methods, modules, ..
        } = parts;
        let subclients = || self.service.clients.iter().filter_map(subclient);
        let accessors = subclients().map(|(client, accessor)| self::accessor(client, accessor));
        let published = subclients().map(|(client, accessor)| {
            let (module, client) = (ident(&accessor.module), ident(&client.item.name));
            quote!(pub use #module::#client;)
        });
        let of_clients = subclients().map(|(_, accessor)| ident(&accessor.module));
        let constants = self.service.rules.iter().map(constant);
        let client = self.service.client();
        let constructor = match &client.made {
            Made::New(made) => Some(constructor(made)),
            Made::Accessor(_) => None,
        };
        let key_pairs = self.key_pairs.get(client.item.name.as_str());
        let (name, docs) = (ident(&client.item.name), comment(&client.item.page(), 0));
        quote! {
            #(mod #of_clients;)*
            #(#published)*
            #(#constants)*
            #(mod #modules;)*
            #docs
            #[derive(Clone, Debug)]
            pub struct #name {
                arm: Arm,
            }
            impl #name {
                #constructor
                #(#accessors)*
                #key_pairs
                #methods
            }
        }
    }

    fn subclient(&self, client: &Client, parts: &Parts) -> TokenStream {
        let Parts {
            methods, modules, ..
        } = parts;
        let key_pairs = self.key_pairs.get(client.item.name.as_str());
        let (name, docs) = (ident(&client.item.name), comment(&client.item.page(), 0));
        let is_empty = methods.is_empty() && key_pairs.is_none_or(TokenStream::is_empty);
        let methods = (!is_empty).then(|| quote!(impl #name { #key_pairs #methods }));
        quote! {
            #(mod #modules;)*
            #docs
            #[derive(Clone, Debug)]
            pub struct #name {
                pub(super) arm: Arm,
            }
            #methods
        }
    }
}

/// A client with the method that returns it, if it is a sub-client.
fn subclient(client: &Client) -> Option<(&Client, &Accessor)> {
    match &client.made {
        Made::New(_) => None,
        Made::Accessor(accessor) => Some((client, accessor)),
    }
}

fn constant(constant: &RuleConstant) -> TokenStream {
    let (name, rules) = (ident(&constant.name), call::rules(&constant.rules));
    quote!(const #name: &[Rule] = #rules;)
}

fn constructor(constructor: &Constructor) -> TokenStream {
    let namespace = &constructor.namespace;
    let docs = comment(&constructor.docs, 1);
    let (argument, value) = match constructor.has_subscription {
        true => (
            Some(quote!(subscription_id: impl Into<String>,)),
            quote!(subscription_id),
        ),
        false => (None, quote!("")),
    };
    quote! {
        #docs
        pub fn new(#argument credential: Arc<dyn TokenCredential>, options: Option<ArmClientOptions>) -> Result<Self> {
            let options = options.unwrap_or_default();
            Ok(Self { arm: Arm::new(#namespace, #value, credential, &options, crate::runtime::PACKAGE)? })
        }
    }
}

fn accessor(client: &Client, accessor: &Accessor) -> TokenStream {
    let (name, client) = (ident(&accessor.name), ident(&client.item.name));
    let docs = comment(&accessor.docs, 1);
    quote! {
        #docs
        pub fn #name(&self) -> #client {
            #client { arm: self.arm.clone() }
        }
    }
}

/// Estimated lines of a method.
fn height(method: &Method) -> usize {
    let (arguments, steps) = (method.arguments.len(), method.call.parameters.len());
    docs::height(&method.item.page()) + 15 + 2 * arguments + 2 * steps
}

fn method(method: &Method) -> TokenStream {
    let name = ident(&method.item.name);
    let docs = comment(&method.item.page(), 1);
    let once = method.is_async.then(|| quote!(async));
    let arguments = method.arguments.iter().map(|Argument { name, ty }| {
        let name = ident(name);
        quote!(#name: #ty,)
    });
    let (options, returns) = (ident(&method.options), &method.returns);
    let call = call::call(&method.call);
    quote! {
        #docs
        pub #once fn #name(&self, #(#arguments)* options: Option<#options<'_>>) -> Result<#returns> {
            let options = options.unwrap_or_default();
            #call
        }
    }
}
