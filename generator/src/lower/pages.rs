//! Where a page has its items and the link to the next page (`x-ms-pageable`).

use super::{Lowering, refused::Lowered, schema::Progress};
use crate::{
    diagnostic::Code,
    model::{Field, FieldId, NextPage, Pages, Response, Struct, Type},
    source::Pointer,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// The property of ARM's resources whose members belong to the resource itself (`x-ms-client-flatten`).
const ENVELOPE: &str = "properties";

/// The objects in which a path was looked for, each with the name at its end.
type Tried<'n> = BTreeSet<(*const Struct, &'n str)>;

impl Progress {
    /// The struct of a type, if it is one.
    pub(super) fn structure(&self, ty: &Type) -> Option<&Struct> {
        match ty {
            Type::Definition(id) => self.list.structure(*id),
            _ => None,
        }
    }

    /// The fields that lead to the property `name`: one of the object itself, of its `properties`, or one at a path such
    /// as `properties.value`.
    fn path(
        &self,
        structure: &Struct,
        name: &str,
        fits: fn(&Field) -> bool,
    ) -> Option<Vec<FieldId>> {
        self.path_beyond(structure, name, fits, &mut Tried::new())
    }

    /// A path that no earlier try has looked for in vain: objects may contain each other.
    fn path_beyond<'n>(
        &self,
        structure: &Struct,
        name: &'n str,
        fits: fn(&Field) -> bool,
        tried: &mut Tried<'n>,
    ) -> Option<Vec<FieldId>> {
        if !tried.insert((structure, name)) {
            return None;
        }
        let own = structure.find(|field| field.name.wire == name && fits(field));
        if let Some(own) = own {
            return Some(vec![own]);
        }
        let ways = name.split_once('.').into_iter().chain([(ENVELOPE, name)]);
        let mut paths = ways.filter_map(|(outer, rest)| {
            let id = structure.find(|field| field.name.wire == outer)?;
            let inner = self.structure(&structure[&id].ty)?;
            let path = self.path_beyond(inner, rest, fits, tried)?;
            Some([vec![id], path].concat())
        });
        paths.next()
    }
}

impl Lowering<'_> {
    /// The members of a page, or `None` if the response is a list without a link.
    pub(super) fn pages(
        &mut self,
        pageable: &Value,
        response: &Response,
        next: Option<NextPage>,
        at: &Pointer,
    ) -> Lowered<Option<Pages>> {
        let text = |key: &str| {
            let text = pageable.get(key).and_then(Value::as_str);
            text.filter(|text| !text.is_empty())
        };
        let (items, next_link) = (text("itemName"), text("nextLinkName"));
        if let (Some(Type::Array(_)), None) = (&response.body, next_link) {
            return Ok(None);
        }
        let page = response.body.as_ref();
        let page = page.and_then(|page| self.definitions.structure(page));
        let found = page.and_then(|page| self.items(page, items));
        let Some((page, items)) = page.zip(found) else {
            return self.no_list(response, items.unwrap_or("value"), at);
        };
        let link = next_link.and_then(|name| self.definitions.path(page, name, is_text));
        if let (Some(next_link), None) = (next_link, &link) {
            let message = format!(
                "the response has no string `{next_link}`, so only the first page can be read"
            );
            let help = "correct `nextLinkName`, make it null, or add the property";
            self.diagnostics
                .report(Code::NoNextLink, at.clone(), message, help);
        }
        Ok(Some(Pages {
            next: next.filter(|_| link.is_some()).map(Box::new),
            items,
            next_link: link,
        }))
    }

    /// The list of items: the one named by `itemName`, else `value`, else the only list of the response.
    fn items(&self, page: &Struct, name: Option<&str>) -> Option<Vec<FieldId>> {
        let named = self
            .definitions
            .path(page, name.unwrap_or("value"), is_list);
        let mut lists = page.entries().filter(|(_, field)| is_list(field));
        let only = match (lists.next(), lists.next(), name) {
            (Some((only, _)), None, None) => Some(vec![only]),
            _ => None,
        };
        named.or(only)
    }

    /// A response that is no page, with the place of its schema.
    fn no_list<T>(&mut self, response: &Response, items: &str, at: &Pointer) -> Lowered<T> {
        let origin = match &response.body {
            Some(Type::Definition(id)) => Some(self.definitions.list[*id].origin.clone()),
            _ => None,
        };
        let schema = origin.map(|origin| {
            format!(
                ", whose schema is at {},",
                self.documents.place(&origin.into())
            )
        });
        let message = format!(
            "the response{} has no array `{items}`, so it is not a page",
            schema.unwrap_or_default()
        );
        let help = "correct `itemName`, or remove `x-ms-pageable`";
        self.refuse(Code::UnsupportedFlow, at, message, help)
    }
}

fn is_list(field: &Field) -> bool {
    matches!(field.ty, Type::Array(_))
}

fn is_text(field: &Field) -> bool {
    field.ty == Type::String
}
