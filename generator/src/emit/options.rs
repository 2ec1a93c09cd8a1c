//! Options of methods: the optional parameters, and the options of the call.

use super::{
    definition::structure::hidden_field,
    docs::{self, comment},
    parts::Named,
    tokens::ident,
};
use crate::surface::OptionsItem;
use quote::quote;

/// The options struct of a method.
pub(super) fn options(options: &OptionsItem) -> Named {
    let name = ident(&options.item.name);
    let docs = comment(&options.item.page(), 0);
    let fields = options.fields.iter().map(|field| {
        let (docs, name, ty) = (comment(&field.docs, 1), ident(&field.name), &field.ty);
        quote!(#docs pub #name: #ty,)
    });
    let method_options = &options.method_options;
    let hidden = hidden_field();
    let tokens = quote! {
        #docs
        #[derive(Clone, Default, SafeDebug)]
        pub struct #name<'a> {
            #(#fields)*
            /// Context of the call, for policies and tracing.
            pub method_options: #method_options,
            #hidden
        }
    };
    let fields = options.fields.iter();
    let height = fields
        .map(|field| 1 + docs::height(&field.docs))
        .sum::<usize>()
        + 8;
    Named::new(&options.item.name, height, tokens)
}
