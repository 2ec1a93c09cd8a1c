//! Names that are valid in HTTP.

use super::{Lowering, refused::Lowered};
use crate::{diagnostic::Code, source::Pointer};

impl Lowering<'_> {
    /// Rejects a header whose name is not a token of HTTP (RFC 9110, 5.6.2): no request or response can have it.
    pub(super) fn check_header(&mut self, name: &str, at: &Pointer) -> Lowered<()> {
        if is_token(name) {
            return Ok(());
        }
        let message = format!("`{name}` cannot be the name of a header");
        let help = "use only ASCII letters, digits and hyphens in the name";
        self.refuse(Code::MalformedHeader, at, message, help)
    }
}

fn is_token(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}
