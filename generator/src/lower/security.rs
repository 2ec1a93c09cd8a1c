//! Authentication: every request has a bearer token, as Azure Resource Manager requires.

use super::{
    Lowering,
    refused::{Lowered, Refused},
    sound::Held,
};
use crate::{diagnostic::Code, source::Pointer};
use serde_json::Value;

impl Lowering<'_> {
    /// Rejects an operation that accepts no bearer token. Without `security`, Resource Manager's default applies.
    pub(super) fn check_security(
        &mut self,
        operation: Held<'_, '_>,
        document: Held<'_, '_>,
    ) -> Lowered<()> {
        let declared = [operation, document]
            .into_iter()
            .find_map(|(holder, held)| {
                let alternatives = held?.get("security")?.as_array()?;
                Some((alternatives, holder.join("security")))
            });
        let Some((alternatives, at)) = declared else {
            return Ok(());
        };
        let takes_token = |alternative: &Value| {
            let mut schemes = alternative.as_object().into_iter().flatten();
            schemes.all(|(name, _)| self.is_bearer(document.0, name))
        };
        if alternatives.is_empty() || alternatives.iter().any(takes_token) {
            return Ok(());
        }
        let message = "the client sends a bearer token, which is not accepted here";
        let help = "name a security scheme of the type `oauth2`, or leave the operation out of the manifest";
        self.diagnostics
            .report(Code::UnsupportedSecurity, at, message, help);
        Err(Refused)
    }

    fn is_bearer(&self, document: &Pointer, name: &str) -> bool {
        let places = [
            document.join("securityDefinitions"),
            document.join("components").join("securitySchemes"),
        ];
        places.iter().any(|schemes| {
            let at = schemes.join(name);
            let text = |key| self.documents.get(&at.join(key)).and_then(Value::as_str);
            match text("type") {
                Some("oauth2" | "openIdConnect") => true,
                Some("http") => text("scheme").is_some_and(|it| it.eq_ignore_ascii_case("bearer")),
                _ => false,
            }
        })
    }
}
