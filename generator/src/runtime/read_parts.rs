//! Reading of structs with required fields, which no response contains. Tests compare what they read with what is sent.

/// Lets a struct with required fields be read.
macro_rules! read_parts {
    (
        $name:ident $(, $redacted:ident)?
        { $($field:ident = $($mark:ident)* $property:literal $(as $($codec:ident)::+)?,)* $(..$more:ident $(as $($item:ident)::+)?)? }
    ) => {
        impl crate::runtime::read::Read for $name {
            fn form() -> crate::runtime::read::Form {
                crate::runtime::read::Form::new(crate::runtime::read::Kind::Any, concat!("struct ", stringify!($name)))
            }

            #[allow(unused_variables, unused_mut, reason = "an object may have no properties")]
            fn begin(json: crate::runtime::read::Json<'_>) -> std::result::Result<Self, crate::runtime::read::Mistake> {
                let mut parts = crate::runtime::parts::Parts::read(json)?;
                Ok(Self {
                    $($field: parts$(.encoded::<crate::$($codec)::+::Encoding>())?.take($property)?,)*
                    $($more: parts$(.encoded::<crate::$($item)::+::Encoding>())?.rest()?,)?
                    _non_exhaustive: (),
                })
            }
        }

        impl crate::runtime::read::Read for Box<$name> {
            fn form() -> crate::runtime::read::Form {
                <$name as crate::runtime::read::Read>::form()
            }

            fn begin(json: crate::runtime::read::Json<'_>) -> std::result::Result<Self, crate::runtime::read::Mistake> {
                <$name as crate::runtime::read::Read>::begin(json).map(Box::new)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                crate::runtime::read_json::deserialize(deserializer)
            }
        }
    };
}

pub(crate) use read_parts;
