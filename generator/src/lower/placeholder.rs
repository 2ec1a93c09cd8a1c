//! Placeholders of a path, and the parameters for them.

use super::{Lowering, refused::Lowered};
use crate::{
    diagnostic::Code,
    model::{Location, Parameter, PathTemplate},
    source::Pointer,
};

impl Lowering<'_> {
    /// Sorts the parameters of the path by the template, before all others. Each must have a placeholder, and each
    /// placeholder a parameter.
    pub(super) fn fit_placeholders(
        &mut self,
        path: &PathTemplate,
        list: &mut [Parameter],
        at: &Pointer,
    ) -> Lowered<()> {
        let placeholders: Vec<&str> = path.parameters().collect();
        let place = |parameter: &Parameter| {
            let mut names = placeholders.iter();
            names.position(|name| *name == parameter.name.wire)
        };
        let is_declared = |name: &&&str| {
            let mut parameters = list.iter();
            parameters.any(|parameter| is_path(parameter) && parameter.name.wire == **name)
        };
        if let Some(unknown) = placeholders.iter().find(|name| !is_declared(name)) {
            let message =
                format!("the path has the placeholder `{unknown}`, but no parameter of that name");
            let help = "declare the parameter, with `in: path`";
            return self.refuse(Code::UnsupportedParameter, at, message, help);
        }
        let mut declared = list.iter();
        if let Some(loose) = declared.find(|one| is_path(one) && place(one).is_none()) {
            let name = &loose.name.wire;
            let message = format!("the parameter `{name}` has no placeholder in the path");
            return self.refuse(
                Code::UnsupportedParameter,
                &loose.origin,
                message,
                "correct the name, or the path",
            );
        }
        list.sort_by_key(|parameter| {
            let place = place(parameter).filter(|_| is_path(parameter));
            (
                place.unwrap_or(usize::MAX),
                parameter.location == Location::Header,
                parameter.name.wire.clone(),
            )
        });
        Ok(())
    }
}

fn is_path(parameter: &Parameter) -> bool {
    matches!(parameter.location, Location::Path | Location::PathSegments)
}
