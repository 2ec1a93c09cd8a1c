//! The JSON of models.

/// Lets a struct be read and written: `Sku { capacity = "capacity", type_ = "type", }` names the JSON
/// property of each field.
///
/// `Sku, redacted { … }` reads it with errors that contain no value. A field may have an encoding
/// (`"created" as runtime::encoding::rfc3339`), be written as null when it has no value (`or_null "note"`),
/// be left out of requests (`read_only "id"`), or have to be in them (`needed "location"`). The marks with `_unless_patch`
/// do not apply to a PATCH. Additional properties come last (`..additional_properties`).
macro_rules! model {
    ($($model:tt)*) => {
        crate::runtime::model::read!($($model)*);
        crate::runtime::model::write!($($model)*);
    };
}

/// Lets a struct be read, which no request contains. Tests also write it.
macro_rules! response {
    ($($model:tt)*) => {
        crate::runtime::model::read!($($model)*);
        #[cfg(test)]
        crate::runtime::model::write!($($model)*);
    };
}

/// Lets a struct be written, which no response contains. Tests also read it.
macro_rules! request {
    ($($model:tt)*) => {
        crate::runtime::model::write!($($model)*);
        #[cfg(test)]
        crate::runtime::read_parts::read_parts!($($model)*);
    };
}

/// Lets a struct be read.
macro_rules! read {
    (
        $name:ident $(, $redacted:ident)?
        { $($field:ident = $($mark:ident)* $property:literal $(as $($codec:ident)::+)?,)* $(..$more:ident $(as $($item:ident)::+)?)? }
    ) => {
        impl crate::runtime::read::Properties for $name {
            fn form() -> crate::runtime::read::Form {
                crate::runtime::read::Form::new(crate::runtime::read::Kind::Object, concat!("struct ", stringify!($name)))
                    $(.$redacted())?
            }

            #[allow(unused_variables, reason = "an object may have no properties")]
            fn property(&mut self, name: &[u8]) -> crate::runtime::read::Property<'_> {
                let to = crate::runtime::read::Placing;
                $(if crate::runtime::read::same(name, $property) {
                    return to$(.encoded::<crate::$($codec)::+::Encoding>())?.field(&mut self.$field);
                })*
                $(return to$(.encoded::<crate::$($item)::+::Encoding>())?.more(&mut self.$more);)?
                #[allow(unreachable_code, reason = "additional properties have any name")]
                to.unknown()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                crate::runtime::read_json::deserialize_model(deserializer, stringify!($name), &[$($property),*], &[$(stringify!($more))?])
            }
        }
    };
}

/// Lets a struct be written.
macro_rules! write {
    (
        $name:ident $(, $redacted:ident)?
        { $($field:ident = $($mark:ident)* $property:literal $(as $($codec:ident)::+)?,)* $(..$more:ident $(as $($item:ident)::+)?)? }
    ) => {
        impl crate::runtime::write::Object for $name {
            #[allow(unused_variables, reason = "an object may have no properties")]
            fn properties(&self, to: &mut crate::runtime::write::Writer<'_>) {
                $(to$(.$mark())*$(.encoded::<crate::$($codec)::+::Encoding>())?.field($property, &self.$field);)*
                $(to$(.encoded::<crate::$($item)::+::Encoding>())?.more(&self.$more);)?
            }
        }

        impl crate::runtime::write::Write for $name {
            fn written(&self) -> crate::runtime::write::Written<'_> {
                crate::runtime::write::Written::Object(self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                crate::runtime::write::serialize(self, serializer)
            }
        }
    };
}

pub(crate) use {model, read, request, response, write};
