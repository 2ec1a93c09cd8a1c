//! Objects: properties, parents, recursion, and names for those without one.

use super::*;
use expect_test::expect;

/// A read-only property is not required, even if the definition requires it.
#[test]
fn properties() {
    check_schemas(
        "\
Root:
  type: object
  description: A root.
  required: [id, name, kind, note]
  properties:
    id: { type: string, readOnly: true }
    name: { type: string, title: Its name. }
    kind: { type: string, x-ms-mutability: [read] }
    place: { type: string, x-ms-mutability: [read, create], description: Where. }
    note: { type: string, nullable: true }
    mark: { type: string, x-nullable: true }
    '@odata.type': { type: string, x-ms-client-name: odataKind }
    key: { type: string, x-ms-secret: true }
    type: { type: boolean }
    Type: { type: integer }
",
        expect![[r#"
            definitions:
              - {name: Root, docs: {text: "A root.", members: {name: "Its name.", place: Where.}}}
                shape kind Struct fields:
                  - {name: @odata.type odata_kind, ty: String}
                  - {name: Type type_, ty: Integer I64}
                  - {name: id, ty: String}
                  - {name: key, ty: Secret, secret}
                  - {name: kind, ty: String}
                  - {name: mark, ty: String, nullable}
                  - {name: name, ty: String, required}
                  - {name: note, ty: String, required, nullable}
                  - {name: place, ty: String}
                  - {name: type type_2, ty: Boolean}
        "#]],
    );
}

#[test]
fn nested_objects_are_named_after_their_place() {
    check_schemas(
        "\
Root:
  properties:
    properties:
      type: object
      properties:
        parts: { type: array, items: { type: object, properties: { size: { type: integer } } } }
        byName: { type: object, additionalProperties: { type: object, properties: { size: { type: string } } } }
    own: { type: object, x-ms-client-name: OwnName, properties: { a: { type: string } } }
",
        expect![[r#"
            definitions:
              - {name: Root}
                shape kind Struct fields:
                  - {name: own own_name, ty: Definition OwnName}
                  - {name: properties, ty: Definition RootProperties}
              - {name: OwnName, shape kind Struct fields: [{name: a, ty: String}]}
              - {name: "Root properties" RootProperties}
                shape kind Struct fields:
                  - {name: byName by_name, ty: Map Definition RootPropertiesByNameValue}
                  - {name: parts, ty: Array Definition RootPropertiesPartsItem}
              - {name: "Root properties byNameValue" RootPropertiesByNameValue}
                shape kind Struct fields: [{name: size, ty: String}]
              - {name: "Root properties partsItem" RootPropertiesPartsItem}
                shape kind Struct fields: [{name: size, ty: Integer I64}]
        "#]],
    );
}

#[test]
fn an_object_may_hold_itself() {
    check_schemas(
        "\
Root: { type: object, properties: { next: { $ref: '#/components/schemas/Root' }, all: { type: array, items: { $ref: '#/components/schemas/Other' } } } }
Other: { type: object, properties: { root: { $ref: '#/components/schemas/Root' } } }
",
        expect![[r#"
            definitions:
              - {name: Other, shape kind Struct fields: [{name: root, ty: Definition Root}]}
              - {name: Root}
                shape kind Struct fields:
                  - {name: all, ty: Array Definition Other}
                  - {name: next, ty: Definition Root}
        "#]],
    );
}

/// An object has the properties of its parents. Its own override them, and it may require those of a parent.
#[test]
fn parents_come_first() {
    check_schemas(
        "\
Root:
  allOf: [{ $ref: '#/components/schemas/Parent' }, { type: object, properties: { inline: { type: integer } } }]
  required: [name]
  properties: { kind: { type: integer }, own: { type: string } }
Parent:
  type: object
  allOf: [{ $ref: '#/components/schemas/Grandparent' }]
  properties: { kind: { type: string }, name: { type: string } }
Grandparent: { type: object, properties: { kind: { type: boolean }, id: { type: string, readOnly: true } } }
",
        expect![[r#"
            definitions:
              - {name: Root}
                shape kind Struct fields:
                  - {name: id, ty: String}
                  - {name: inline, ty: Integer I64}
                  - {name: kind, ty: Integer I64}
                  - {name: name, ty: String, required}
                  - {name: own, ty: String}
        "#]],
    );
}

#[test]
fn a_parent_with_something_beside_it_makes_a_type_of_its_own() {
    check_schemas(
        "\
Root:
  type: object
  properties:
    plain: { allOf: [{ $ref: '#/components/schemas/Parent' }] }
    more: { allOf: [{ $ref: '#/components/schemas/Parent' }], properties: { own: { type: string } } }
    strict: { allOf: [{ $ref: '#/components/schemas/Parent' }], required: [id] }
    child: { $ref: '#/components/schemas/Child' }
Child: { allOf: [{ $ref: '#/components/schemas/Parent' }], required: [id] }
Parent: { type: object, properties: { id: { type: string } } }
",
        expect![[r#"
            definitions:
              - {name: Child, shape kind Struct fields: [{name: id, ty: String, required}]}
              - {name: Parent, shape kind Struct fields: [{name: id, ty: String}]}
              - {name: Root}
                shape kind Struct fields:
                  - {name: child, ty: Definition Child}
                  - {name: more, ty: Definition RootMore}
                  - {name: plain, ty: Definition Parent}
                  - {name: strict, ty: Definition RootStrict}
              - {name: "Root more" RootMore}
                shape kind Struct fields: [{name: id, ty: String}, {name: own, ty: String}]
              - {name: "Root strict" RootStrict, shape kind Struct fields: [{name: id, ty: String, required}]}
        "#]],
    );
}

#[test]
fn further_members() {
    check_schemas(
        "\
Root:
  type: object
  properties: { typed: { $ref: '#/components/schemas/Typed' }, any: { $ref: '#/components/schemas/Any' }, none: { $ref: '#/components/schemas/None' } }
Typed: { type: object, properties: { a: { type: string } }, additionalProperties: { type: integer } }
Any: { type: object, properties: { a: { type: string } }, additionalProperties: true }
None: { type: object, properties: { a: { type: string } }, additionalProperties: false }
",
        expect![[r#"
            definitions:
              - {name: Any, shape kind Struct: {fields: [{name: a, ty: String}], additional: Value}}
              - {name: None, shape kind Struct fields: [{name: a, ty: String}]}
              - {name: Root}
                shape kind Struct fields:
                  - {name: any, ty: Definition Any}
                  - {name: none, ty: Definition None}
                  - {name: typed, ty: Definition Typed}
              - {name: Typed, shape kind Struct: {fields: [{name: a, ty: String}], additional: Integer I64}}
        "#]],
    );
}

/// A definition that only refers to a string has no type. One that only refers to an object has the object's type.
#[test]
fn aliases() {
    check_schemas(
        "\
Root: { type: object, properties: { name: { $ref: '#/components/schemas/First' }, box: { $ref: '#/components/schemas/Boxed' } } }
First: { $ref: '#/components/schemas/Second' }
Second: { type: string }
Boxed: { $ref: '#/components/schemas/Box' }
Box: { type: object, properties: { a: { type: string } } }
",
        expect![[r#"
            definitions:
              - {name: Box, shape kind Struct fields: [{name: a, ty: String}]}
              - {name: Root}
                shape kind Struct fields: [{name: box box_, ty: Definition Box}, {name: name, ty: String}]
        "#]],
    );
}

#[test]
fn the_definition_may_name_its_type() {
    check_schemas(
        "Root: { type: object, x-ms-client-name: the-root, properties: { inner: { type: object, properties: { a: { type: string } } } } }",
        expect![[r#"
            definitions:
              - {name: the-root TheRoot, shape kind Struct fields: [{name: inner, ty: Definition TheRootInner}]}
              - {name: "the-root inner" TheRootInner, shape kind Struct fields: [{name: a, ty: String}]}
        "#]],
    );
}

#[test]
fn names_of_fields_differ() {
    check_schemas(
        "Root: { type: object, properties: { aB: { type: string }, a_b: { type: string }, a-b: { type: string }, additional_properties: { type: string }, '': { type: string } } }",
        expect![[r#"
            definitions:
              - {name: Root}
                shape kind Struct fields:
                  - {name: "" value, ty: String}
                  - {name: a-b a_b, ty: String}
                  - {name: aB a_b2, ty: String}
                  - {name: a_b a_b3, ty: String}
                  - {name: additional_properties additional_properties2, ty: String}
        "#]],
    );
}

/// A parent that is reached by several paths is read once, so that it does not undo the changes of its child.
#[test]
fn a_parent_by_two_ways_is_one_parent() {
    check_schemas(
        "\
Root:
  allOf: [{ $ref: '#/components/schemas/Left' }, { $ref: '#/components/schemas/Right' }]
Left: { allOf: [{ $ref: '#/components/schemas/Top' }], properties: { kind: { type: integer } } }
Right: { allOf: [{ $ref: '#/components/schemas/Top' }], properties: { right: { type: string } } }
Top: { properties: { kind: { type: string }, top: { type: string } } }
",
        expect![[r#"
            unsupported-schema: a.yaml:9:26: `kind` has another type at a.yaml:7:74, and both are parents of one object
        "#]],
    );
}

#[test]
fn objects_that_no_struct_can_hold_are_refused() {
    check_schemas(
        "Root: { type: object, properties: { a: { type: string } }, oneOf: [{}, {}] }",
        expect![[r#"
            unsupported-schema: a.yaml:5:5: `oneOf` is not supported yet
        "#]],
    );
    check_schemas(
        "Root: { type: string, properties: { a: { type: string } } }",
        expect![[r#"
            unsupported-schema: a.yaml:5:5: a `string` cannot have properties, but these stand at a.yaml:5:27
        "#]],
    );
    check_schemas(
        "Root: { type: object, x-ms-client-flatten: true, properties: { a: { type: string } } }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: a, ty: String}]}
        "#]],
    );
    check_schemas(
        "Root: { allOf: [{ $ref: '#/components/schemas/Root' }], properties: { a: { type: string } } }",
        expect![[r#"
        unsupported-schema: a.yaml:5:5: this object is a parent of itself
    "#]],
    );
    check_schemas(
        "Root: { $ref: '#/components/schemas/Root' }",
        expect![[r#"
            endless-reference: a.yaml:5:5: this reference leads back to itself
        "#]],
    );
    check_schemas(
        "Root: { type: array, items: { $ref: '#/components/schemas/Root' } }",
        expect![[r#"
        endless-reference: a.yaml:5:5: the references of this definition lead back to it
    "#]],
    );
    check_schemas(
        "Root: { type: object, properties: 7 }",
        expect![[r#"
            malformed-schema: a.yaml:5:27: `properties` is a number, where an object is expected
        "#]],
    );
}

/// An error in a definition leaves out all operations that reach it, and is reported once.
#[test]
fn a_refused_definition_is_reported_once() {
    let get = |id: &str| {
        format!(
            "{{ get: {{ operationId: {id}, responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Outer' }} }} }} }} }} }} }}"
        )
    };
    check(
        &format!(
            "paths: {{ /a: {}, /b: {}, /c: {{ get: {{ operationId: C, responses: {{ '204': {{ description: '' }} }} }} }} }}
components:
  schemas:
    Outer: {{ type: object, properties: {{ bad: {{ $ref: '#/components/schemas/Bad' }} }} }}
    Bad: {{ type: object, properties: {{ outer: {{ $ref: '#/components/schemas/Outer' }}, worse: {{ type: file }} }} }}
",
            get("A"),
            get("B")
        ),
        expect![[r#"
            unsupported-schema: a.yaml:7:87: `file` is not a type of OpenAPI 3.0
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [A, B]}
                groups:
                  - {client: ThingsClient}
                    operations: [{id: C, name: C c, method: Get, path: /c, response statuses: [204]}]
        "#]],
    );
}

/// An object with a discriminator is a union if others extend it. Otherwise it is an ordinary struct.
#[test]
fn a_discriminator_makes_a_union() {
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
Leaf: { allOf: [{ $ref: '#/components/schemas/Root' }], x-ms-discriminator-value: leaf-1 }
Node:
  allOf: [{ $ref: '#/components/schemas/Root' }]
  properties: { next: { $ref: '#/components/schemas/Root' } }",
        expect![[r#"
            definitions:
              - {name: Leaf, shape kind Struct fields: [{name: kind, ty: String}]}
              - {name: Node}
                shape kind Struct fields: [{name: kind, ty: String}, {name: next, ty: Definition Root}]
              - {name: Root}
                shape kind Union: {tag: kind, variants: [[Node, Definition Node], [leaf-1 Leaf1, Definition Leaf]]}
                  other: Definition RootBase
              - {name: "Root Base" RootBase, shape kind Struct fields: [{name: kind, ty: String}]}
        "#]],
    );
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: kind, ty: String}]}
        "#]],
    );
}

/// A definition or a property may have the name `discriminator`.
#[test]
fn a_definition_may_be_called_discriminator() {
    check_schemas(
        "Root: { type: object, properties: { a: { $ref: '#/components/schemas/discriminator' }, discriminator: { type: object, properties: { b: { type: string } } } } }
discriminator: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
Leaf: { allOf: [{ $ref: '#/components/schemas/discriminator' }] }",
        expect![[r#"
            definitions:
              - {name: Leaf, shape kind Struct fields: [{name: kind, ty: String}]}
              - {name: Root}
                shape kind Struct fields:
                  - {name: a, ty: Definition Discriminator}
                  - {name: discriminator, ty: Definition RootDiscriminator}
              - {name: "Root discriminator" RootDiscriminator, shape kind Struct fields: [{name: b, ty: String}]}
              - {name: discriminator Discriminator}
                shape kind Union: {tag: kind, variants: [[Leaf, Definition Leaf]], other: Definition DiscriminatorBase}
              - {name: "discriminator Base" DiscriminatorBase, shape kind Struct fields: [{name: kind, ty: String}]}
        "#]],
    );
}

const FISH: &str = "\
Fish: { type: object, discriminator: { propertyName: fishtype }, required: [fishtype], properties: { fishtype: { type: string }, siblings: { type: array, items: { $ref: '#/components/schemas/Fish' } } } }
Salmon: { x-ms-discriminator-value: salmon, allOf: [{ $ref: '#/components/schemas/Fish' }], properties: { location: { type: string }, partner: { $ref: '#/components/schemas/Salmon' } } }
SmartSalmon: { x-ms-discriminator-value: smart_salmon, allOf: [{ $ref: '#/components/schemas/Salmon' }], properties: { iq: { type: integer } } }
WiseSalmon: { allOf: [{ allOf: [{ $ref: '#/components/schemas/SmartSalmon' }] }], properties: { age: { type: integer } } }
Shark: { x-ms-discriminator-value: shark, allOf: [{ $ref: '#/components/schemas/Fish' }] }
";

/// An object in the middle of a hierarchy is a union as well, in whatever order definitions are read.
#[test]
fn the_middle_of_a_hierarchy_is_a_union() {
    let of_roots = |root: &str, expected: Expect| check_schemas(&format!("{FISH}{root}"), expected);
    of_roots(
        "Root: { type: object, properties: { any: { $ref: '#/components/schemas/Fish' }, list: { type: array, items: { $ref: '#/components/schemas/Salmon' } }, smart: { $ref: '#/components/schemas/SmartSalmon' }, wise: { $ref: '#/components/schemas/WiseSalmon' } } }",
        expect![[r#"
            definitions:
              - {name: Fish}
                shape kind Union: {tag: fishtype, other: Definition FishBase}
                  variants:
                    - [WiseSalmon, Definition WiseSalmon]
                    - [salmon Salmon, Definition SalmonBase]
                    - [shark Shark, Definition Shark]
                    - [smart_salmon SmartSalmon, Definition SmartSalmonBase]
              - {name: "Fish Base" FishBase}
                shape kind Struct fields:
                  - {name: fishtype, ty: String, required}
                  - {name: siblings, ty: Array Definition Fish}
              - {name: Root}
                shape kind Struct fields:
                  - {name: any, ty: Definition Fish}
                  - {name: list, ty: Array Definition Salmon}
                  - {name: smart, ty: Definition SmartSalmon}
                  - {name: wise, ty: Definition WiseSalmon}
              - {name: Salmon}
                shape kind Union: {tag: fishtype, other: Definition SalmonBase}
                  variants:
                    - [WiseSalmon, Definition WiseSalmon]
                    - [salmon Salmon, Definition SalmonBase]
                    - [smart_salmon SmartSalmon, Definition SmartSalmonBase]
              - {name: "Salmon Base" SalmonBase}
                shape kind Struct fields:
                  - {name: fishtype, ty: String, required}
                  - {name: location, ty: String}
                  - {name: partner, ty: Definition Salmon}
                  - {name: siblings, ty: Array Definition Fish}
              - {name: Shark}
                shape kind Struct fields:
                  - {name: fishtype, ty: String, required}
                  - {name: siblings, ty: Array Definition Fish}
              - {name: SmartSalmon}
                shape kind Union: {tag: fishtype, other: Definition SmartSalmonBase}
                  variants:
                    - [WiseSalmon, Definition WiseSalmon]
                    - [smart_salmon SmartSalmon, Definition SmartSalmonBase]
              - {name: "SmartSalmon Base" SmartSalmonBase}
                shape kind Struct fields:
                  - {name: fishtype, ty: String, required}
                  - {name: iq, ty: Integer I64}
                  - {name: location, ty: String}
                  - {name: partner, ty: Definition Salmon}
                  - {name: siblings, ty: Array Definition Fish}
              - {name: WiseSalmon}
                shape kind Struct fields:
                  - {name: age, ty: Integer I64}
                  - {name: fishtype, ty: String, required}
                  - {name: iq, ty: Integer I64}
                  - {name: location, ty: String}
                  - {name: partner, ty: Definition Salmon}
                  - {name: siblings, ty: Array Definition Fish}
        "#]],
    );
    of_roots(
        "Root: { type: object, properties: { map: { type: object, additionalProperties: { $ref: '#/components/schemas/SmartSalmon' } } } }",
        expect![[r#"
            definitions:
              - {name: Fish}
                shape kind Union: {tag: fishtype, other: Definition FishBase}
                  variants:
                    - [WiseSalmon, Definition WiseSalmon]
                    - [salmon Salmon, Definition SalmonBase]
                    - [shark Shark, Definition Shark]
                    - [smart_salmon SmartSalmon, Definition SmartSalmonBase]
              - {name: "Fish Base" FishBase}
                shape kind Struct fields:
                  - {name: fishtype, ty: String, required}
                  - {name: siblings, ty: Array Definition Fish}
              - {name: Root, shape kind Struct fields: [{name: map, ty: Map Definition SmartSalmon}]}
              - {name: Salmon}
                shape kind Union: {tag: fishtype, other: Definition SalmonBase}
                  variants:
                    - [WiseSalmon, Definition WiseSalmon]
                    - [salmon Salmon, Definition SalmonBase]
                    - [smart_salmon SmartSalmon, Definition SmartSalmonBase]
              - {name: "Salmon Base" SalmonBase}
                shape kind Struct fields:
                  - {name: fishtype, ty: String, required}
                  - {name: location, ty: String}
                  - {name: partner, ty: Definition Salmon}
                  - {name: siblings, ty: Array Definition Fish}
              - {name: Shark}
                shape kind Struct fields:
                  - {name: fishtype, ty: String, required}
                  - {name: siblings, ty: Array Definition Fish}
              - {name: SmartSalmon}
                shape kind Union: {tag: fishtype, other: Definition SmartSalmonBase}
                  variants:
                    - [WiseSalmon, Definition WiseSalmon]
                    - [smart_salmon SmartSalmon, Definition SmartSalmonBase]
              - {name: "SmartSalmon Base" SmartSalmonBase}
                shape kind Struct fields:
                  - {name: fishtype, ty: String, required}
                  - {name: iq, ty: Integer I64}
                  - {name: location, ty: String}
                  - {name: partner, ty: Definition Salmon}
                  - {name: siblings, ty: Array Definition Fish}
              - {name: WiseSalmon}
                shape kind Struct fields:
                  - {name: age, ty: Integer I64}
                  - {name: fishtype, ty: String, required}
                  - {name: iq, ty: Integer I64}
                  - {name: location, ty: String}
                  - {name: partner, ty: Definition Salmon}
                  - {name: siblings, ty: Array Definition Fish}
        "#]],
    );
}

/// An unknown value of the discriminator is kept, whether the object declares the discriminator as a property or not.
#[test]
fn the_struct_of_unknown_kinds_has_the_kind() {
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { a: { type: string } } }
Leaf: { allOf: [{ $ref: '#/components/schemas/Root' }], properties: { b: { type: string } } }",
        expect![[r#"
            definitions:
              - {name: Leaf, shape kind Struct fields: [{name: a, ty: String}, {name: b, ty: String}]}
              - {name: Root}
                shape kind Union: {tag: kind, variants: [[Leaf, Definition Leaf]], other: Definition RootBase}
              - {name: "Root Base" RootBase}
                shape kind Struct fields: [{name: a, ty: String}, {name: kind, ty: String}]
        "#]],
    );
}

/// A second discriminator applies only to the objects below it.
#[test]
fn a_discriminator_below_another_makes_a_union_in_a_union() {
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
Middle: { allOf: [{ $ref: '#/components/schemas/Root' }], discriminator: { propertyName: type }, properties: { type: { type: string } } }
Low: { allOf: [{ $ref: '#/components/schemas/Middle' }], properties: { a: { type: string } } }
Same: { x-ms-client-name: Alike, allOf: [{ $ref: '#/components/schemas/Root' }], discriminator: { propertyName: kind } }
BelowSame: { allOf: [{ $ref: '#/components/schemas/Same' }], properties: { b: { type: string } } }
Bare: { allOf: [{ $ref: '#/components/schemas/Root' }], discriminator: { propertyName: type } }",
        expect![[r#"
            definitions:
              - {name: Bare, shape kind Struct fields: [{name: kind, ty: String}]}
              - {name: BelowSame, shape kind Struct fields: [{name: b, ty: String}, {name: kind, ty: String}]}
              - {name: Low}
                shape kind Struct fields:
                  - {name: a, ty: String}
                  - {name: kind, ty: String}
                  - {name: type type_, ty: String}
              - {name: Middle}
                shape kind Union: {tag: type, variants: [[Low, Definition Low]], other: Definition MiddleBase}
              - {name: "Middle Base" MiddleBase}
                shape kind Struct fields: [{name: kind, ty: String}, {name: type type_, ty: String}]
              - {name: Root}
                shape kind Union: {tag: kind, other: Definition RootBase}
                  variants:
                    - [Bare, Definition Bare]
                    - [BelowSame, Definition BelowSame]
                    - [Middle, Definition Middle]
                    - [Same, Definition AlikeBase]
              - {name: "Root Base" RootBase, shape kind Struct fields: [{name: kind, ty: String}]}
              - {name: "Alike Base" AlikeBase, shape kind Struct fields: [{name: kind, ty: String}]}
        "#]],
    );
}

#[test]
fn a_value_of_a_discriminator_is_had_once() {
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } }, x-ms-discriminator-value: one }
Leaf: { allOf: [{ $ref: '#/components/schemas/Root' }], x-ms-discriminator-value: one }",
        expect![[r#"
            unsupported-schema: a.yaml:6:5: two definitions have the discriminator value `one`
        "#]],
    );
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } }, x-ms-discriminator-value: one }
Leaf: { allOf: [{ $ref: '#/components/schemas/Root' }], x-ms-discriminator-value: two }",
        expect![[r#"
            definitions:
              - {name: Leaf, shape kind Struct fields: [{name: kind, ty: String}]}
              - {name: Root}
                shape kind Union: {tag: kind, variants: [[one One, Definition RootBase], [two Two, Definition Leaf]]}
                  other: Definition RootBase
              - {name: "Root Base" RootBase, shape kind Struct fields: [{name: kind, ty: String}]}
        "#]],
    );
}

/// It does not matter which document of a service has the base.
#[test]
fn a_derived_definition_may_be_in_another_file() {
    let base = "\
paths: { /a: { get: { operationId: Get, responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Middle' } } } } } } } }
components:
  schemas:
    Middle: { allOf: [{ $ref: 'c.yaml#/definitions/Root' }], properties: { m: { type: string } } }
";
    let leaf = "\
paths: {}
components: { schemas: { Leaf: { allOf: [{ $ref: 'a.yaml#/components/schemas/Middle' }], properties: { l: { type: string } } } } }
";
    let root = "definitions: { Root: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } } }\n";
    let (base, leaf) = (format!("{HEAD}{base}"), format!("{HEAD}{leaf}"));
    let (model, documents, diagnostics) = lowered(
        "[services.things]\ndocuments = ['a.yaml', 'b.yaml']\n",
        &[("a.yaml", &base), ("b.yaml", &leaf), ("c.yaml", root)],
    );
    expect![[r#"
        definitions:
          - {name: Middle}
            shape kind Union: {tag: kind, variants: [[Leaf, Definition Leaf], [Middle, Definition MiddleBase]]}
              other: Definition MiddleBase
          - {name: "Middle Base" MiddleBase}
            shape kind Struct fields: [{name: kind, ty: String}, {name: m, ty: String}]
          - {name: Leaf}
            shape kind Struct fields: [{name: kind, ty: String}, {name: l, ty: String}, {name: m, ty: String}]
    "#]]
    .assert_eq(&(reported(&documents, diagnostics) + &outlined(&model, &DEFINITIONS)));
}

/// What an object or one of its parents requires is required, whichever of them declares the property.
#[test]
fn required_names_of_all_parents_count() {
    check_schemas(
        "\
Root:
  allOf: [{ required: [x] }, { $ref: '#/components/schemas/Base' }]
  properties:
    y: { type: string, description: Narrower. }
Base: { type: object, required: [y], properties: { x: { type: string }, y: { type: string }, z: { type: string } } }
",
        expect![[r#"
            definitions:
              - {name: Root, docs: members y Narrower.}
                shape kind Struct fields:
                  - {name: x, ty: String, required}
                  - {name: y, ty: String, required}
                  - {name: z, ty: String}
        "#]],
    );
}

/// Two parents that do not extend each other may declare one property, if their types agree or one is narrower. The
/// object itself may always choose.
#[test]
fn parents_that_declare_one_property() {
    check_schemas(
        "\
Root: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], properties: { own: { type: boolean } } }
A: { type: object, properties: { same: { type: string }, level: { type: string }, part: { $ref: '#/components/schemas/Part' }, any: { type: object }, own: { type: string } } }
B: { type: object, properties: { same: { type: string }, level: { type: string, enum: [a, b] }, part: { $ref: '#/components/schemas/More' }, any: { $ref: '#/components/schemas/Part' }, own: { type: integer } } }
Part: { type: object, properties: { a: { type: string } } }
More: { allOf: [{ $ref: '#/components/schemas/Part' }], properties: { b: { type: string } } }
",
        expect![[r#"
            definitions:
              - {name: "B level" BLevel, shape kind Enum: {open, values Strings: [a A, b B]}}
              - {name: More, shape kind Struct fields: [{name: a, ty: String}, {name: b, ty: String}]}
              - {name: Part, shape kind Struct fields: [{name: a, ty: String}]}
              - {name: Root}
                shape kind Struct fields:
                  - {name: any, ty: Definition Part}
                  - {name: level, ty: Definition BLevel}
                  - {name: own, ty: Boolean}
                  - {name: part, ty: Definition More}
                  - {name: same, ty: String}
        "#]],
    );
    check_schemas(
        "\
Root: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] }
A: { type: object, properties: { a: { type: string } } }
B: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { a: { type: string, enum: [x, y] }, b: { type: string } } }
C: { type: object, properties: { b: { type: integer } } }
",
        expect![[r#"
            unsupported-schema: a.yaml:8:38: `b` has another type at a.yaml:7:104, and both are parents of one object
        "#]],
    );
}

/// The order of the parents does not matter: a third one does not settle what two contradict each other about.
#[test]
fn parents_that_contradict_each_other() {
    let of = |one: &str, other: &str| {
        format!(
            "\
Root: {{ allOf: [{{ $ref: '#/components/schemas/{one}' }}, {{ $ref: '#/components/schemas/{other}' }}, {{ $ref: '#/components/schemas/C' }}] }}
A: {{ type: object, properties: {{ x: {{ type: string }} }} }}
B: {{ type: object, properties: {{ x: {{ type: integer }} }} }}
C: {{ type: object, properties: {{ x: {{ type: integer }} }} }}
"
        )
    };
    check_schemas(
        &of("A", "B"),
        expect![[r#"
        unsupported-schema: a.yaml:7:38: `x` has another type at a.yaml:6:38, and both are parents of one object
    "#]],
    );
    check_schemas(
        &of("B", "A"),
        expect![[r#"
        unsupported-schema: a.yaml:8:38: `x` has another type at a.yaml:6:38, and both are parents of one object
    "#]],
    );
}

/// What one parent marks as a secret stays one, and only what both leave out of requests is left out.
#[test]
fn marks_of_parents_that_agree() {
    check_schemas(
        "\
Root: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
A: { type: object, x-ms-secret: true, properties: { token: { type: string }, count: { type: integer, x-ms-secret: true }, own: { type: string, readOnly: true } } }
B: { type: object, properties: { token: { type: string }, count: { type: integer }, own: { type: string } } }
",
        expect![[r#"
            definitions:
              - {name: Root}
                shape kind Struct fields:
                  - {name: count, ty: Hidden Integer I64, secret}
                  - {name: own, ty: String, secret}
                  - {name: token, ty: String, secret}
        "#]],
    );
    check_schemas(
        "\
Root: { x-ms-secret: true, allOf: [{ $ref: '#/components/schemas/A' }] }
A: { type: object, properties: { token: { type: string } } }
",
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct fields: [{name: token, ty: String, secret}]}
        "#]],
    );
}

/// An object that is still being read, or that has other members, is not known to be wider.
#[test]
fn an_object_is_narrower_only_if_it_has_everything_of_the_other() {
    check_schemas(
        "\
Root: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
A: { type: object, properties: { part: { $ref: '#/components/schemas/Part' } } }
B: { type: object, properties: { part: { $ref: '#/components/schemas/Root' } } }
Part: { type: object, properties: { a: { type: string } } }
",
        expect![[r#"
            unsupported-schema: a.yaml:7:38: `part` has another type at a.yaml:6:38, and both are parents of one object
        "#]],
    );
    check_schemas(
        "\
Root: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
A: { type: object, properties: { part: { $ref: '#/components/schemas/Part' } } }
B: { type: object, properties: { part: { $ref: '#/components/schemas/Open' } } }
Part: { type: object, properties: { a: { type: string } } }
Open: { type: object, properties: { a: { type: string } }, additionalProperties: { type: string } }
",
        expect![[r#"
            definitions:
              - {name: Open, shape kind Struct: {fields: [{name: a, ty: String}], additional: String}}
              - {name: Root, shape kind Struct fields: [{name: part, ty: Definition Open}]}
        "#]],
    );
}

/// A secret stays one, whichever parent marks it, in whatever order, and if both extend the object that declares it.
#[test]
fn a_parent_that_is_a_secret_hides_what_another_one_declares() {
    let of = |schemas: &str| {
        format!(
            "{schemas}
P: {{ type: object, properties: {{ token: {{ type: string }} }} }}
S: {{ x-ms-secret: true, allOf: [{{ $ref: '#/components/schemas/P' }}] }}
T: {{ type: object, properties: {{ token: {{ type: string }} }} }}
Q: {{ allOf: [{{ $ref: '#/components/schemas/P' }}] }}
M: {{ type: object, additionalProperties: {{ type: string, x-ms-secret: true }} }}
N: {{ type: object, additionalProperties: {{ type: string }} }}
"
        )
    };
    let root = |one: &str, other: &str| {
        format!(
            "Root: {{ allOf: [{{ $ref: '#/components/schemas/{one}' }}, {{ $ref: '#/components/schemas/{other}' }}] }}"
        )
    };
    for (one, other) in [("T", "S"), ("S", "T"), ("Q", "S"), ("S", "Q"), ("S", "P")] {
        check_schemas(
            &of(&root(one, other)),
            expect![[r#"
                definitions:
                  - {name: Root, shape kind Struct fields: [{name: token, ty: String, secret}]}
            "#]],
        );
    }
    for (one, other) in [("M", "N"), ("N", "M")] {
        check_schemas(
            &of(&root(one, other)),
            expect![[r#"
                definitions:
                  - {name: Root, shape: kind Struct additional Secret}
            "#]],
        );
    }
    check_schemas(
        &of(
            "Root: { x-ms-secret: true, allOf: [{ $ref: '#/components/schemas/N' }], properties: { own: { type: string } } }",
        ),
        expect![[r#"
            definitions:
              - {name: Root, shape kind Struct: {fields: [{name: own, ty: String, secret}], additional: Secret}}
        "#]],
    );
}

/// Parents have to agree about members that are no properties, too.
#[test]
fn parents_that_contradict_each_other_about_other_members() {
    check_schemas(
        "\
Root: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
A: { type: object, additionalProperties: { type: string } }
B: { type: object, additionalProperties: { type: integer } }
",
        expect![[r#"
            unsupported-schema: a.yaml:7:24: `additionalProperties` has another type at a.yaml:6:24, and both are parents of one object
        "#]],
    );
    // A property of that name is another thing.
    check_schemas(
        "\
Root: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], properties: { additionalProperties: { type: string } } }
A: { type: object, additionalProperties: { type: string } }
B: { type: object, additionalProperties: { type: integer } }
",
        expect![[r#"
            unsupported-schema: a.yaml:7:24: `additionalProperties` has another type at a.yaml:6:24, and both are parents of one object
        "#]],
    );
}

/// What stands beside a type counts through any number of references.
#[test]
fn facts_behind_several_references() {
    check_schemas(
        "\
Root: { type: object, required: [n, r, d], properties: { n: { $ref: '#/components/schemas/N1' }, r: { allOf: [{ $ref: '#/components/schemas/R1' }] }, d: { allOf: [{ $ref: '#/components/schemas/D1' }] } } }
N1: { allOf: [{ $ref: '#/components/schemas/N2' }] }
N2: { type: string, nullable: true, description: A note. }
R1: { $ref: '#/components/schemas/R2' }
R2: { type: string, readOnly: true }
D1: { allOf: [{ $ref: '#/components/schemas/D2' }] }
D2: { type: string, default: none }
",
        expect![[r#"
            definitions:
              - {name: Root, docs: members n "A note."}
                shape kind Struct fields:
                  - {name: d, ty: String, required}
                  - {name: n, ty: String, required, nullable}
                  - {name: r, ty: String}
        "#]],
    );
}
