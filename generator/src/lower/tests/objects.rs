//! Objects: properties, parents, recursion, and names for those without one.

use super::*;
use expect_test::expect;

/// What only the service sets is nothing that a caller must give, even if the definition requires it.
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
            struct Root // A root.
              odata_kind "@odata.type": String
              type_ "Type": i64
              id: String
              key: Secret secret
              kind: String
              mark: String nullable
              name: String required // Its name.
              note: String required nullable
              place: String // Where.
              type_2 "type": Boolean
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
            struct OwnName
              a: String
            struct Root
              own_name "own": OwnName
              properties: RootProperties
            struct RootProperties "Root properties"
              by_name "byName": Map<RootPropertiesByNameValue>
              parts: Vec<RootPropertiesPartsItem>
            struct RootPropertiesByNameValue "Root properties byNameValue"
              size: String
            struct RootPropertiesPartsItem "Root properties partsItem"
              size: i64
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
            struct Other
              root: Root
            struct Root
              all: Vec<Other>
              next: Root
        "#]],
    );
}

/// An object has what its parents have; what it says itself wins, and what it requires may be a parent's.
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
            struct Root
              id: String
              inline: i64
              kind: i64
              name: String required
              own: String
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
            struct Child
              id: String required
            struct Parent
              id: String
            struct Root
              child: Child
              more: RootMore
              plain: Parent
              strict: RootStrict
            struct RootMore "Root more"
              id: String
              own: String
            struct RootStrict "Root strict"
              id: String required
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
            struct Any
              a: String
              ..: Value
            struct None
              a: String
            struct Root
              any: Any
              none: None
              typed: Typed
            struct Typed
              a: String
              ..: i64
        "#]],
    );
}

/// Another name for a text is no type of its own; another name for an object is the object's.
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
            struct Box
              a: String
            struct Root
              box_ "box": Box
              name: String
        "#]],
    );
}

#[test]
fn the_definition_may_name_its_type() {
    check_schemas(
        "Root: { type: object, x-ms-client-name: the-root, properties: { inner: { type: object, properties: { a: { type: string } } } } }",
        expect![[r#"
            struct TheRoot "the-root"
              inner: TheRootInner
            struct TheRootInner "the-root inner"
              a: String
        "#]],
    );
}

#[test]
fn names_of_fields_differ() {
    check_schemas(
        "Root: { type: object, properties: { aB: { type: string }, a_b: { type: string }, a-b: { type: string }, additional_properties: { type: string }, '': { type: string } } }",
        expect![[r#"
            struct Root
              value "": String
              a_b "a-b": String
              a_b2 "aB": String
              a_b3 "a_b": String
              additional_properties2 "additional_properties": String
        "#]],
    );
}

/// A parent that comes by several ways counts once, at the first: what its child changes stays changed.
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
            struct Root
              kind: i64
              right: String
              top: String
        "#]],
    );
}

#[test]
fn objects_that_no_struct_can_hold_are_refused() {
    check_schemas(
        "Root: { type: object, properties: { a: { type: string } }, oneOf: [{}, {}] }",
        expect![[r#"
        unsupported-schema: a.yaml:5:5: `oneOf` has no type of Rust yet
    "#]],
    );
    check_schemas(
        "Root: { type: string, properties: { a: { type: string } } }",
        expect![[r#"
        unsupported-schema: a.yaml:5:5: a `string` cannot have properties or parents
    "#]],
    );
    check_schemas(
        "Root: { type: object, x-ms-client-flatten: true, properties: { a: { type: string } } }",
        expect![[r#"
            struct Root
              a: String
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
        endless-reference: a.yaml:5:5: this definition refers to itself and nothing else
    "#]],
    );
    check_schemas(
        "Root: { type: array, items: { $ref: '#/components/schemas/Root' } }",
        expect![[r#"
        endless-reference: a.yaml:5:5: this definition refers to itself and nothing else
    "#]],
    );
    check_schemas(
        "Root: { type: object, properties: 7 }",
        expect![[r#"
            malformed-schema: a.yaml:5:27: `properties` is a number, where an object is expected
        "#]],
    );
}

/// One bad definition refuses what reaches it, and is told once.
#[test]
fn a_refused_definition_is_told_once() {
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
            unsupported-schema: a.yaml:7:87: `file` is no type of OpenAPI 3.0
            ThingsClient "Things" Things
              : ThingsClient
                c "C": Get /c without a version
                  [204] nothing
        "#]],
    );
}

/// A discriminator makes a union of what extends its object; without that it is a property like any other.
#[test]
fn a_discriminator_tells_structs_apart() {
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
Leaf: { allOf: [{ $ref: '#/components/schemas/Root' }], x-ms-discriminator-value: leaf-1 }
Node:
  allOf: [{ $ref: '#/components/schemas/Root' }]
  properties: { next: { $ref: '#/components/schemas/Root' } }",
        expect![[r#"
            struct Leaf
              kind: String
            struct Node
              kind: String
              next: Root
            struct RootBase "Root Base"
              kind: String
            union Root
              Node: Node
              Leaf1 "leaf-1": Leaf
              by kind, else RootBase
        "#]],
    );
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }",
        expect![[r#"
            struct Root
              kind: String
        "#]],
    );
}

/// Nothing but a name, which no rule may read anything from.
#[test]
fn a_definition_may_be_called_discriminator() {
    check_schemas(
        "Root: { type: object, properties: { a: { $ref: '#/components/schemas/discriminator' }, discriminator: { type: object, properties: { b: { type: string } } } } }
discriminator: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
Leaf: { allOf: [{ $ref: '#/components/schemas/discriminator' }] }",
        expect![[r#"
            struct DiscriminatorBase "discriminator Base"
              kind: String
            struct Leaf
              kind: String
            struct Root
              a: Discriminator
              discriminator: RootDiscriminator
            struct RootDiscriminator "Root discriminator"
              b: String
            union Discriminator "discriminator"
              Leaf: Leaf
              by kind, else DiscriminatorBase
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

/// What stands in the middle of a hierarchy is told apart as well, wherever it stands and whatever is read first.
#[test]
fn the_middle_of_a_hierarchy_is_a_union() {
    let of_roots = |root: &str, expected: Expect| check_schemas(&format!("{FISH}{root}"), expected);
    of_roots(
        "Root: { type: object, properties: { any: { $ref: '#/components/schemas/Fish' }, list: { type: array, items: { $ref: '#/components/schemas/Salmon' } }, smart: { $ref: '#/components/schemas/SmartSalmon' }, wise: { $ref: '#/components/schemas/WiseSalmon' } } }",
        expect![[r#"
            struct FishBase "Fish Base"
              fishtype: String required
              siblings: Vec<Fish>
            struct Root
              any: Fish
              list: Vec<Salmon>
              smart: SmartSalmon
              wise: WiseSalmon
            struct SalmonBase "Salmon Base"
              fishtype: String required
              location: String
              partner: Salmon
              siblings: Vec<Fish>
            struct Shark
              fishtype: String required
              siblings: Vec<Fish>
            struct SmartSalmonBase "SmartSalmon Base"
              fishtype: String required
              iq: i64
              location: String
              partner: Salmon
              siblings: Vec<Fish>
            struct WiseSalmon
              age: i64
              fishtype: String required
              iq: i64
              location: String
              partner: Salmon
              siblings: Vec<Fish>
            union Fish
              WiseSalmon: WiseSalmon
              Salmon "salmon": SalmonBase
              Shark "shark": Shark
              SmartSalmon "smart_salmon": SmartSalmonBase
              by fishtype, else FishBase
            union Salmon
              WiseSalmon: WiseSalmon
              Salmon "salmon": SalmonBase
              SmartSalmon "smart_salmon": SmartSalmonBase
              by fishtype, else SalmonBase
            union SmartSalmon
              WiseSalmon: WiseSalmon
              SmartSalmon "smart_salmon": SmartSalmonBase
              by fishtype, else SmartSalmonBase
        "#]],
    );
    of_roots(
        "Root: { type: object, properties: { map: { type: object, additionalProperties: { $ref: '#/components/schemas/SmartSalmon' } } } }",
        expect![[r#"
            struct FishBase "Fish Base"
              fishtype: String required
              siblings: Vec<Fish>
            struct Root
              map: Map<SmartSalmon>
            struct SalmonBase "Salmon Base"
              fishtype: String required
              location: String
              partner: Salmon
              siblings: Vec<Fish>
            struct Shark
              fishtype: String required
              siblings: Vec<Fish>
            struct SmartSalmonBase "SmartSalmon Base"
              fishtype: String required
              iq: i64
              location: String
              partner: Salmon
              siblings: Vec<Fish>
            struct WiseSalmon
              age: i64
              fishtype: String required
              iq: i64
              location: String
              partner: Salmon
              siblings: Vec<Fish>
            union Fish
              WiseSalmon: WiseSalmon
              Salmon "salmon": SalmonBase
              Shark "shark": Shark
              SmartSalmon "smart_salmon": SmartSalmonBase
              by fishtype, else FishBase
            union Salmon
              WiseSalmon: WiseSalmon
              Salmon "salmon": SalmonBase
              SmartSalmon "smart_salmon": SmartSalmonBase
              by fishtype, else SalmonBase
            union SmartSalmon
              WiseSalmon: WiseSalmon
              SmartSalmon "smart_salmon": SmartSalmonBase
              by fishtype, else SmartSalmonBase
        "#]],
    );
}

/// A value that no variant has must not be lost, whether the object declares its discriminator or not.
#[test]
fn the_struct_of_unknown_kinds_has_the_kind() {
    check_schemas(
        "Root: { type: object, discriminator: { propertyName: kind }, properties: { a: { type: string } } }
Leaf: { allOf: [{ $ref: '#/components/schemas/Root' }], properties: { b: { type: string } } }",
        expect![[r#"
            struct Leaf
              a: String
              b: String
            struct RootBase "Root Base"
              a: String
              kind: String
            union Root
              Leaf: Leaf
              by kind, else RootBase
        "#]],
    );
}

/// A second discriminator tells apart only what is below it.
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
            struct AlikeBase "Alike Base"
              kind: String
            struct Bare
              kind: String
            struct BelowSame
              b: String
              kind: String
            struct Low
              a: String
              kind: String
              type_ "type": String
            struct MiddleBase "Middle Base"
              kind: String
              type_ "type": String
            struct RootBase "Root Base"
              kind: String
            union Middle
              Low: Low
              by type, else MiddleBase
            union Root
              Bare: Bare
              BelowSame: BelowSame
              Middle: Middle
              Same: AlikeBase
              by kind, else RootBase
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
            struct Leaf
              kind: String
            struct RootBase "Root Base"
              kind: String
            union Root
              One "one": RootBase
              Two "two": Leaf
              by kind, else RootBase
        "#]],
    );
}

/// The documents of a service are one, whichever of them has the base.
#[test]
fn what_extends_a_base_may_stand_in_another_file() {
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
        struct Leaf
          kind: String
          l: String
          m: String
        struct MiddleBase "Middle Base"
          kind: String
          m: String
        union Middle
          Leaf: Leaf
          Middle: MiddleBase
          by kind, else MiddleBase
    "#]]
    .assert_eq(&(told(&documents, diagnostics) + &print::definitions(&model)));
}
