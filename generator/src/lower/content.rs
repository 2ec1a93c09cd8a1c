//! Media types of request and response bodies: which one a client uses, and the type of the body in it.

use super::{
    Lowering,
    extension::{Level, place},
    refused::{Lowered, Refused},
    schema::origin,
    schema_view::{Property, SchemaView},
};
use crate::{diagnostic::Code, model::Type, source::Pointer};
use openapiv3::{MediaType, ReferenceOr, Schema};

/// The type of a body, and its media types.
pub(super) struct Content {
    pub(super) ty: Type,
    /// The one that a client uses, unless it is `application/json`, or a call asks for another.
    pub(super) media: Option<String>,
    /// The others that the definition declares.
    pub(super) others: Vec<String>,
}

/// The direction in which a body is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// A media type of a body, with its schema.
struct Declared<'c> {
    media: &'c str,
    schema: &'c ReferenceOr<Schema>,
    at: Pointer,
}

/// Kinds of schemas, as far as media types matter.
enum Kind {
    /// `type: file`, `format: binary`, and `format: file` as converters write it.
    File,
    /// A string, a number, a boolean, or anything.
    Scalar,
    /// A list, an object, or a combination of schemas.
    Structured,
}

impl Lowering<'_> {
    /// The type of a body and its media type, or `None` if there is no body. JSON is preferred. Any other content is a
    /// stream, whose bytes mean what the media type says.
    pub(super) fn content<'c>(
        &mut self,
        content: impl IntoIterator<Item = (&'c String, &'c MediaType)>,
        direction: Direction,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Option<Content>> {
        let declared = self.declared(content, at)?;
        let Some(chosen) = chosen(&declared) else {
            return Ok(None);
        };
        let is_json = is_json(chosen.media);
        let ty = match self.kind_of(chosen.schema.into())? {
            Kind::File => Type::Stream,
            Kind::Scalar if !is_json && !is_form(chosen.media) => Type::Stream,
            Kind::Scalar | Kind::Structured if is_json => self.ty(chosen.schema.into(), name)?,
            _ => return self.refuse_media(chosen),
        };
        let media = match (&ty, is_json) {
            (Type::Stream, true) => of_stream(&declared, direction),
            (_, true) if base(chosen.media) == "*/*" => "application/json",
            _ => chosen.media,
        };
        let others = declared.iter().map(|other| other.media);
        let others = others.filter(|other| is_other(other, media, &ty));
        Ok(Some(Content {
            media: (media != "application/json").then(|| media.to_owned()),
            others: others.map(str::to_owned).collect(),
            ty,
        }))
    }

    /// The type of an error's body. Azure Resource Manager answers errors in JSON, also where the definition declares
    /// only the media types of successful responses.
    pub(super) fn content_of_error<'c>(
        &mut self,
        content: impl IntoIterator<Item = (&'c String, &'c MediaType)>,
        name: &str,
        at: &Pointer,
    ) -> Lowered<Option<Type>> {
        let declared = self.declared(content, at)?;
        match chosen(&declared) {
            Some(chosen) => match self.kind_of(chosen.schema.into())? {
                Kind::Scalar if is_json(chosen.media) => {
                    self.ty(chosen.schema.into(), name).map(Some)
                }
                Kind::Structured => self.ty(chosen.schema.into(), name).map(Some),
                Kind::File | Kind::Scalar => Ok(None),
            },
            None => Ok(None),
        }
    }

    /// Whether a body may be `null`, in any of its media types.
    pub(super) fn content_may_be_null<'c>(
        &self,
        content: impl IntoIterator<Item = (&'c String, &'c MediaType)>,
    ) -> bool {
        let mut schemas = content.into_iter().filter_map(|(_, ty)| ty.schema.as_ref());
        schemas.any(|schema| self.may_be_null(schema.into()))
    }

    /// The media types that have a schema, in the order of the definition.
    fn declared<'c>(
        &mut self,
        content: impl IntoIterator<Item = (&'c String, &'c MediaType)>,
        at: &Pointer,
    ) -> Lowered<Vec<Declared<'c>>> {
        let mut declared = Vec::new();
        for (media, ty) in content {
            let at = place(&ty.extensions, at);
            if !self.knows(ty.extensions.iter(), Level::MediaType, &at) {
                return Err(Refused);
            }
            if !is_media_type(media) {
                let message = format!("`{media}` is no media type");
                let help = "write a type and a subtype, such as `application/json`";
                return self.refuse(Code::UnsupportedContent, &at, message, help);
            }
            if let Some(schema) = &ty.schema {
                declared.push(Declared { media, schema, at });
            }
        }
        Ok(declared)
    }

    fn kind_of(&mut self, schema: Property<'_>) -> Lowered<Kind> {
        let resolved;
        let schema = match schema {
            Property::Schema(schema) => schema,
            Property::Reference(reference) => {
                let target = self.target(&Pointer::parse(reference))?;
                resolved = self.schema(&target)?;
                &resolved
            }
        };
        let view = SchemaView::of(schema);
        let is_plain = view.values.is_empty() && !view.is_struct() && view.combination.is_none();
        Ok(match (view.ty, view.format.as_deref()) {
            ("string" | "object" | "", Some("binary" | "file")) if is_plain => {
                if !self.knows(
                    view.data.extensions.iter(),
                    Level::Schema,
                    &origin(view.data),
                ) {
                    return Err(Refused);
                }
                Kind::File
            }
            ("string" | "number" | "integer" | "boolean", _) => Kind::Scalar,
            ("", None) if is_plain => Kind::Scalar,
            _ => Kind::Structured,
        })
    }

    fn refuse_media<T>(&mut self, declared: &Declared<'_>) -> Lowered<T> {
        let media = declared.media;
        let (message, help) = match is_form(media) || is_xml(media) {
            true => (
                format!("the media type {media} is not supported"),
                "leave the operation out of the manifest, or offer application/json",
            ),
            false => (
                format!(
                    "the media type {media} has no form for the object or the list that the schema describes"
                ),
                "correct the media type, or declare the content as `type: string` with `format: binary`",
            ),
        };
        self.refuse(Code::UnsupportedContent, &declared.at, message, help)
    }
}

/// The media type that a client uses: JSON if there is any, else the first.
fn chosen<'d, 'c>(declared: &'d [Declared<'c>]) -> Option<&'d Declared<'c>> {
    let find = |fits: fn(&str) -> bool| declared.iter().find(|one| fits(base(one.media)));
    find(|media| is_json(media) && !media.starts_with("text/"))
        .or_else(|| find(is_json))
        .or(declared.first())
}

/// Media type of a stream for which the definition prefers JSON, as by default: the bytes are those of a file.
fn of_stream<'c>(declared: &[Declared<'c>], direction: Direction) -> &'c str {
    let mut media = declared.iter().map(|one| one.media);
    let of_file = media.find(|media| !is_json(media));
    of_file.unwrap_or(match direction {
        Direction::Request => "application/octet-stream",
        Direction::Response => "*/*",
    })
}

/// Whether a call may ask for this media type instead of the one that the client uses.
fn is_other(other: &str, used: &str, ty: &Type) -> bool {
    let is_plain_json = |media: &str| matches!(media, "application/json" | "text/json" | "*/*");
    let (other, used) = (base(other), base(used));
    let is_same = other == used || is_plain_json(other) && is_plain_json(used);
    !is_same && other != "*/*" && !(*ty == Type::Stream && is_json(other))
}

/// A media type without its parameters.
fn base(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is JSON: `application/json`, `text/json`, `application/merge-patch+json` and the like.
fn is_json(media: &str) -> bool {
    let media = base(media);
    media == "*/*" || media.ends_with("/json") || media.ends_with("+json")
}

fn is_xml(media: &str) -> bool {
    let media = base(media);
    media.ends_with("/xml") || media.ends_with("+xml")
}

fn is_form(media: &str) -> bool {
    matches!(
        base(media),
        "multipart/form-data" | "application/x-www-form-urlencoded"
    )
}

/// Whether a text can be the value of a header for media types.
fn is_media_type(media: &str) -> bool {
    let is_text = media.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    let parts = base(media).split_once('/');
    is_text && parts.is_some_and(|(ty, subtype)| !ty.is_empty() && !subtype.is_empty())
}
