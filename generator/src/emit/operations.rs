//! `src/<service>/operations.rs`: the operations as constants, for tests of users.

use super::{
    File, Locals, call,
    docs::{comment, module},
    parts::{self, Named},
    tokens::{ident, text},
};
use crate::surface::{OperationConstant, ServiceModule, docs::code};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The files of the module.
pub(super) fn files(service: &ServiceModule) -> Vec<File> {
    let names = service.constants.iter().map(|one| ident(&one.name));
    let docs = module(&["The operations, for [`Fake::on`](crate::test::Fake::on)."]);
    let head = quote! {
        #docs
        /// All operations of the service.
        pub(crate) const ALL: &[crate::test::Operation] = &[#(#names),*];
    };
    let constants = service.constants.iter().map(constant);
    parts::files(
        &format!("src/{}/operations", service.name),
        &head,
        constants.collect(),
        [&Locals::default(), &Locals::default()],
    )
}

/// The declaration of the module.
pub(super) fn declared() -> TokenStream {
    quote! {
        #[cfg(feature = "test")]
        #[cfg_attr(docsrs, doc(cfg(feature = "test")))]
        pub mod operations;
    }
}

fn constant(constant: &OperationConstant) -> Named {
    let (id, path) = (text(&constant.id), text(&constant.path));
    let name = ident(&constant.name);
    let [client, method] = &constant.called_by;
    let called_by = format!(
        "{}, which [`{client}::{method}`](super::{client}::{method}) calls.",
        code(&constant.id)
    );
    let docs = comment(&[called_by], 0);
    let method = call::method(constant.method);
    let statuses = constant.statuses.iter();
    let statuses = statuses.map(|status| Literal::u16_unsuffixed(*status));
    let tokens = quote! {
        #docs
        pub const #name: crate::test::Operation = crate::test::Operation {
            id: #id,
            method: #method,
            path: #path,
            statuses: &[#(#statuses),*],
        };
    };
    Named::new(&constant.name, 9, tokens)
}
