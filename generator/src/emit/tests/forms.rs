//! Structs, enums and methods.

use super::*;
use expect_test::expect;

const MEMBERS: &str = "Root: { type: object, description: A thing., required: [name, note], properties: { name: { type: string }, note: { type: string, nullable: true }, count: { type: integer, format: int32, description: How many. }, made: { type: string, format: date-time } } }";

/// A struct in responses: the service may leave any property out, so that all fields are `Option`.
#[test]
fn a_struct_in_responses() {
    check_model(
        "response",
        MEMBERS,
        expect![[r#"
            /// A thing.
            ///
            /// Returned by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            ///
            /// ```
            /// use x::things::ThingsClient;
            ///
            /// # use x::{things::{*, models::*}};
            /// # use azure_core::{Value, credentials::Secret, http::{Etag, NoFormat, RequestContent}, time::OffsetDateTime};
            /// # use futures::TryStreamExt;
            /// # use std::collections::HashMap;
            /// # async fn example(client: &ThingsClient) -> azure_core::Result<()> {
            /// let response = client.do_(None).await?;
            /// let model = response.into_model()?;
            /// println!("{:?}", model.count); // shows no secret
            /// # Ok(())
            /// # }
            /// ```
            #[derive(Clone, Default, SafeDebug)]
            #[non_exhaustive]
            pub struct Root {
                /// How many.
                pub count: Option<i32>,
                /// The property `made`.
                pub made: Option<OffsetDateTime>,
                /// The property `name`.
                pub name: Option<String>,
                /// The property `note`.
                pub note: Option<String>,
            }

            crate::runtime::model::response!(
                Root { count = "count", made = "made" as runtime::encoding::rfc3339, name = "name",
                note = or_null "note", }
            );
        "#]],
    );
}

/// A struct in requests only: required properties are plain fields.
#[test]
fn a_struct_in_requests() {
    check_model(
        "request",
        MEMBERS,
        expect![[r#"
            /// A thing.
            ///
            /// Sent by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            ///
            /// ```
            /// use x::things::models::Root;
            ///
            /// # use x::{things::{*, models::*}};
            /// # use azure_core::{Value, credentials::Secret, http::{Etag, NoFormat, RequestContent}, time::OffsetDateTime};
            /// # use futures::TryStreamExt;
            /// # use std::collections::HashMap;
            /// # async fn example(name: String) -> azure_core::Result<()> {
            /// let body = Root::new(name);
            /// let body: RequestContent<Root> = body.try_into()?;
            /// # Ok(())
            /// # }
            /// ```
            #[derive(Clone, SafeDebug)]
            pub struct Root {
                /// How many.
                pub count: Option<i32>,
                /// The property `made`.
                pub made: Option<OffsetDateTime>,
                /// The property `name`.
                pub name: String,
                /// The property `note`.
                pub note: Option<String>,
                #[doc(hidden)]
                pub _non_exhaustive: (),
            }

            impl Root {
                /// A value with the required properties alone.
                pub fn new(name: String) -> Self {
                    Self {
                        name,
                        count: Default::default(),
                        made: Default::default(),
                        note: Default::default(),
                        _non_exhaustive: (),
                    }
                }
            }

            crate::runtime::model::request!(
                Root { count = "count", made = "made" as runtime::encoding::rfc3339, name = "name",
                note = or_null "note", }
            );

            crate::runtime::body::request_body!(Root);
        "#]],
    );
}

/// A struct with a secret is serialised by a private struct, so that errors can be redacted.
#[test]
fn a_struct_with_a_secret() {
    check_model(
        "listKeys",
        "Root: { type: object, properties: { key1: { type: string } } }",
        expect![[r#"
            /// The object `Root`.
            ///
            /// Sent by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            ///
            /// Returned by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            ///
            /// ```
            /// use x::things::models::Root;
            ///
            /// # use x::{things::{*, models::*}};
            /// # use azure_core::{Value, credentials::Secret, http::{Etag, NoFormat, RequestContent}, time::OffsetDateTime};
            /// # use futures::TryStreamExt;
            /// # use std::collections::HashMap;
            /// # async fn example(key1: Option<Secret>) -> azure_core::Result<()> {
            /// let body = Root { key1, ..Default::default() };
            /// let body: RequestContent<Root> = body.try_into()?;
            /// # Ok(())
            /// # }
            /// ```
            #[derive(Clone, Default, SafeDebug)]
            pub struct Root {
                /// The property `key1`.
                pub key1: Option<Secret>,
                #[doc(hidden)]
                pub _non_exhaustive: (),
            }

            crate::runtime::model::model!(Root, redacted { key1 = "key1", });

            crate::runtime::body::request_body!(Root);
        "#]],
    );
}

#[test]
fn further_members() {
    check_model(
        "response",
        "Root: { type: object, properties: { a: { type: string } }, additionalProperties: { type: boolean } }",
        expect![[r#"
            /// The object `Root`.
            ///
            /// Returned by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            ///
            /// ```
            /// use x::things::ThingsClient;
            ///
            /// # use x::{things::{*, models::*}};
            /// # use azure_core::{Value, credentials::Secret, http::{Etag, NoFormat, RequestContent}, time::OffsetDateTime};
            /// # use futures::TryStreamExt;
            /// # use std::collections::HashMap;
            /// # async fn example(client: &ThingsClient) -> azure_core::Result<()> {
            /// let response = client.do_(None).await?;
            /// let model = response.into_model()?;
            /// println!("{:?}", model.a); // shows no secret
            /// # Ok(())
            /// # }
            /// ```
            #[derive(Clone, Default, SafeDebug)]
            #[non_exhaustive]
            pub struct Root {
                /// The property `a`.
                pub a: Option<String>,
                /// Additional properties.
                pub additional_properties: HashMap<String, bool>,
            }

            crate::runtime::model::response!(Root { a = "a", ..additional_properties });
        "#]],
    );
}

#[test]
fn enums() {
    check_model(
        "response",
        "Root: { type: string, enum: [low, high], x-ms-enum: { name: Root, modelAsString: true, values: [{ value: low, description: Not high. }] } }",
        expect![[r#"
            /// The values of `Root`.
            ///
            /// Returned by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            #[derive(Clone, Debug, Eq, Hash, PartialEq)]
            #[non_exhaustive]
            pub enum Root {
                /// The value `high`.
                High,
                /// Not high.
                Low,
                /// A value that this version of the crate does not know.
                UnknownValue(String),
            }

            crate::runtime::enums::open_enum!(Root { High = "high", Low = "low" });
        "#]],
    );
    check_model(
        "response",
        "Root: { type: integer, enum: [1, 20], x-ms-enum: { name: Root } }",
        expect![[r#"
            /// The values of `Root`.
            ///
            /// Returned by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
            pub enum Root {
                /// The value `1`.
                V1,
                /// The value `20`.
                V20,
            }

            crate::runtime::enums::closed_integer_enum!(Root { V1 = 1, V20 = 20 });
        "#]],
    );
}

/// An enum of more than two keys converts from `KeyType` for the primary and the secondary.
#[test]
fn an_enum_of_keys_and_more() {
    check_model(
        "regenerateKey",
        "Root: { type: string, enum: [primary, secondary, readOnly], x-ms-enum: { name: Root } }",
        expect![[r#"
            /// The values of `Root`.
            ///
            /// Sent by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            ///
            /// Returned by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
            pub enum Root {
                /// The value `primary`.
                Primary,
                /// The value `readOnly`.
                ReadOnly,
                /// The value `secondary`.
                Secondary,
            }

            crate::runtime::enums::closed_enum!(
                Root { Primary = "primary", ReadOnly = "readOnly", Secondary = "secondary" }
            );

            impl From<KeyType> for Root {
                fn from(key: KeyType) -> Self {
                    match key {
                        KeyType::Primary => Self::Primary,
                        KeyType::Secondary => Self::Secondary,
                    }
                }
            }

            crate::runtime::body::request_body!(Root);
        "#]],
    );
}

#[test]
fn a_method_with_everything() {
    let definition = "paths:
  /subscriptions/{subscriptionId}/{name}:
    post:
      operationId: Things_Get
      description: Reads a thing.
      parameters:
        - { name: subscriptionId, in: path, required: true, schema: { type: string } }
        - { name: name, in: path, required: true, description: Which., schema: { type: string, minLength: 1, pattern: '^\"#$' } }
        - { name: api-version, in: query, required: true, schema: { type: string } }
        - { name: top, in: query, schema: { type: integer, format: int32 } }
        - { name: tags, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: If-Match, in: header, schema: { type: string } }
      requestBody: { required: true, content: { application/json: { schema: { type: string } } } }
      responses: { '200': { description: '', content: { application/json: { schema: { type: integer } } } }, '204': { description: '' } }
";
    expect![[r##"
        /// Client of the operation group `Things`, returned by
        /// [`ThingsClient::things`](super::ThingsClient::things).
        ///
        /// ```
        /// use x::things::ThingsGroupClient;
        ///
        /// # use x::{things::{*, models::*}};
        /// # use azure_core::{Value, credentials::Secret, http::{Etag, NoFormat, RequestContent}, time::OffsetDateTime};
        /// # use futures::TryStreamExt;
        /// # use std::collections::HashMap;
        /// # async fn example(client: &ThingsGroupClient, name: &str, body: RequestContent<String>) -> azure_core::Result<()> {
        /// let response = client.get(name, body, None).await?;
        /// # Ok(())
        /// # }
        /// ```
        #[derive(Clone, Debug)]
        pub struct ThingsGroupClient {
            pub(super) arm: Arm,
        }

        impl ThingsGroupClient {
            /// Reads a thing.
            ///
            /// # Arguments
            ///
            /// * `name`: Which.
            ///
            /// # Request
            ///
            /// `Things_Get` ([options](crate::things::models::ThingsGroupClientGetOptions)):
            /// `POST /subscriptions/{subscriptionId}/{name}`
            ///
            /// # Errors
            ///
            /// Those of [every call](crate#errors).
            pub async fn get(
                &self,
                name: &str,
                body: RequestContent<String>,
                options: Option<ThingsGroupClientGetOptions<'_>>,
            ) -> Result<Response<Option<i64>>> {
                let options = options.unwrap_or_default();
                self.arm
                    .operation(
                        "Things_Get",
                        Method::Post,
                        "/subscriptions/{subscriptionId}/{name}",
                    )
                    .optional_body()
                    .api_version("2026-01-01")
                    .subscription("subscriptionId", &[])
                    .path("name", name, &[Rule::MinLength(1), Rule::Pattern("^\"#$")])
                    .query_list(
                        "tags",
                        options.tags.as_deref().unwrap_or_default(),
                        Separator::Joined(","),
                    )
                    .query_optional("top", options.top.as_ref(), &[])
                    .header_optional("if-match", options.if_match.as_ref(), &[])
                    .body(body)
                    .send(options.method_options, &[200, 204])
                    .await
            }
        }
    "##]]
    .assert_eq(&emitted(definition, "src/things/clients/things.rs"));
}

/// A body can have no serde attribute, so that a wrapper type declares the encoding. The crate exports those that it uses.
#[test]
fn types_of_bodies_declare_their_encoding() {
    let operation = |id: &str, body: &str, response: &str| {
        let content =
            |schema: &str| format!("content: {{ application/json: {{ schema: {{ {schema} }} }} }}");
        format!(
            "  /{id}: {{ put: {{ operationId: {id}, requestBody: {{ required: true, {} }}, responses: {{ '200': {{ description: '', {} }} }} }} }}\n",
            content(body),
            content(response)
        )
    };
    let definition = format!(
        "paths:\n{}{}{}",
        operation(
            "One",
            "type: string, format: byte",
            "type: array, items: { type: string, format: base64url }"
        ),
        operation(
            "Two",
            "type: object, additionalProperties: { type: array, items: { type: string, format: date-time-rfc1123 } }",
            "type: string, format: date-time, nullable: true"
        ),
        operation("Three", "type: string", "type: string, x-ms-secret: true"),
    );
    let text = emitted(&definition, "src/things/clients.rs");
    let types = text.lines().map(str::trim);
    let types = types.filter(|line| line.contains("RequestContent<") || line.contains("Response<"));
    expect![[r#"
        body: RequestContent<crate::Base64<Vec<u8>>>,
        ) -> Result<Response<crate::Base64Url<Vec<Vec<u8>>>>> {
        body: RequestContent<String>,
        ) -> Result<Response<crate::Secrets<Secret>>> {
        body: RequestContent<crate::Rfc1123<HashMap<String, Vec<OffsetDateTime>>>>,
        ) -> Result<Response<Option<crate::Rfc3339<OffsetDateTime>>>> {"#]]
    .assert_eq(&types.collect::<Vec<_>>().join("\n"));
    let root = emitted(&definition, "src/lib.rs");
    for name in ["Base64,", "Base64Url,", "Rfc1123,", "Rfc3339,", "Secrets,"] {
        assert!(root.contains(name), "{name} is in {root}");
    }
    assert!(!root.contains("UnixTime"), "{root}");
}

/// Additional properties are encoded like a field.
#[test]
fn additional_properties_declare_their_encoding() {
    check_model(
        "request",
        "Root: { type: object, properties: { a: { type: string } }, additionalProperties: { type: array, items: { type: integer, format: unixtime } } }",
        expect![[r#"
            /// The object `Root`.
            ///
            /// Sent by [`ThingsClient::do_`](crate::things::ThingsClient::do_).
            ///
            /// ```
            /// use x::things::models::Root;
            ///
            /// # use x::{things::{*, models::*}};
            /// # use azure_core::{Value, credentials::Secret, http::{Etag, NoFormat, RequestContent}, time::OffsetDateTime};
            /// # use futures::TryStreamExt;
            /// # use std::collections::HashMap;
            /// # async fn example(a: Option<String>) -> azure_core::Result<()> {
            /// let body = Root { a, ..Default::default() };
            /// let body: RequestContent<Root> = body.try_into()?;
            /// # Ok(())
            /// # }
            /// ```
            #[derive(Clone, Default, SafeDebug)]
            pub struct Root {
                /// The property `a`.
                pub a: Option<String>,
                /// Additional properties.
                pub additional_properties: HashMap<String, Vec<OffsetDateTime>>,
                #[doc(hidden)]
                pub _non_exhaustive: (),
            }

            crate::runtime::model::request!(
                Root { a = "a", ..additional_properties as runtime::encoding::unix_time }
            );

            crate::runtime::body::request_body!(Root);
        "#]],
    );
}

#[test]
fn options_of_a_method() {
    let definition = "paths:
  /a:
    get:
      operationId: Get
      parameters:
        - { name: top, in: query, description: How many., schema: { type: integer, format: int32 } }
      requestBody: { description: What., content: { application/json: { schema: { type: string } } } }
      responses: { '204': { description: '' } }
";
    expect![[r#"
        /// Options of `ThingsClient::get`.
        #[derive(Clone, Default, SafeDebug)]
        pub struct ThingsClientGetOptions<'a> {
            /// How many.
            pub top: Option<i32>,
            /// What.
            pub body: Option<RequestContent<String>>,
            /// Context of the call, for policies and tracing.
            pub method_options: ClientMethodOptions<'a>,
            #[doc(hidden)]
            pub _non_exhaustive: (),
        }
    "#]]
    .assert_eq(&emitted(definition, "src/things/options.rs"));
}

#[test]
fn rules_that_several_methods_check() {
    let operation = |id: &str, length: usize| {
        let name = format!(
            "{{ in: path, name: thingName, required: true, schema: {{ type: string, maxLength: {length} }} }}"
        );
        format!(
            "  /{id}/{{thingName}}:\n    get: {{ operationId: {id}, parameters: [{name}], responses: {{ '204': {{ description: '' }} }} }}\n"
        )
    };
    let paths = [("A", 5), ("B", 5), ("C", 7)].map(|(id, length)| operation(id, length));
    let text = emitted(
        &format!("paths:\n{}", paths.concat()),
        "src/things/clients.rs",
    );
    let rules: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| line.contains("&[Rule") || line.contains("THING_NAME"))
        .collect();
    expect![[r#"
        const THING_NAME: &[Rule] = &[Rule::MaxLength(5)];
        .path("thingName", thing_name, THING_NAME)
        .path("thingName", thing_name, THING_NAME)
        .path("thingName", thing_name, &[Rule::MaxLength(7)])"#]]
    .assert_eq(&rules.join("\n"));
}
