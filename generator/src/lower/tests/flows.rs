//! Answers in pages, and after a while.

use super::*;
use expect_test::expect;

/// Prints an operation that answers with `Page` and has these extensions.
fn check_flow(extensions: &str, expected: Expect) {
    let definition = operation(
        "get",
        &format!(
            "{extensions}
responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Page' }} }} }} }} }}"
        ),
    ) + "components:
  schemas:
    Page: { type: object, properties: { value: { type: array, items: { type: string } }, nextLink: { type: string }, count: { type: integer } } }
";
    check(&definition, expected);
}

#[test]
fn pages() {
    check_flow(
        "x-ms-pageable: { nextLinkName: nextLink }",
        expect![[r#"
        ThingsClient "Things" Things
          things "Things": ThingsThingsClient
            do_ "Do": Get /a without a version
              [200] Page
              Pages(Pages { items: "value", next_link: Some("nextLink") })
        struct Page
          count: i64
          next_link "nextLink": String
          value: Vec<String>
    "#]],
    );
    check_flow(
        "x-ms-pageable: { itemName: value, nextLinkName: null }",
        expect![[r#"
        ThingsClient "Things" Things
          things "Things": ThingsThingsClient
            do_ "Do": Get /a without a version
              [200] Page
              Pages(Pages { items: "value", next_link: None })
        struct Page
          count: i64
          next_link "nextLink": String
          value: Vec<String>
    "#]],
    );
}

#[test]
fn a_list_without_further_pages_is_one_answer() {
    let definition = operation(
        "get",
        "x-ms-pageable: { nextLinkName: null }
responses: { '200': { description: '', content: { application/json: { schema: { type: array, items: { type: string } } } } } }",
    );
    check(
        &definition,
        expect![[r#"
        ThingsClient "Things" Things
          things "Things": ThingsThingsClient
            do_ "Do": Get /a without a version
              [200] Vec<String>
    "#]],
    );
}

#[test]
fn what_is_no_page_is_refused() {
    check_flow(
        "x-ms-pageable: { itemName: items, nextLinkName: nextLink }",
        expect![[r#"
        unsupported-flow: a.yaml:7:7: the answer has no list `items`, so it is no page
        ThingsClient "Things" Things
    "#]],
    );
    check_flow(
        "x-ms-pageable: { itemName: count }",
        expect![[r#"
        unsupported-flow: a.yaml:7:7: the answer has no list `count`, so it is no page
        ThingsClient "Things" Things
    "#]],
    );
    check_flow(
        "x-ms-pageable: { nextLinkName: next }",
        expect![[r#"
            no-next-link: a.yaml:7:7: the answer has no text `next`, so only the first page can be read
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                do_ "Do": Get /a without a version
                  [200] Page
                  Pages(Pages { items: "value", next_link: None })
            struct Page
              count: i64
              next_link "nextLink": String
              value: Vec<String>
        "#]],
    );
    check_flow(
        "x-ms-pageable: { nextLinkName: count }",
        expect![[r#"
            no-next-link: a.yaml:7:7: the answer has no text `count`, so only the first page can be read
            ThingsClient "Things" Things
              things "Things": ThingsThingsClient
                do_ "Do": Get /a without a version
                  [200] Page
                  Pages(Pages { items: "value", next_link: None })
            struct Page
              count: i64
              next_link "nextLink": String
              value: Vec<String>
        "#]],
    );
    check_flow(
        "x-ms-pageable: { nextLinkName: nextLink }\nx-ms-long-running-operation: true",
        expect![[r#"
        unsupported-flow: a.yaml:7:7: an operation that runs long and answers in pages is not supported yet
        ThingsClient "Things" Things
    "#]],
    );
}

#[test]
fn the_final_state_stands_where_the_options_say() {
    let via = |word: &str| {
        format!(
            "x-ms-long-running-operation: true\nx-ms-long-running-operation-options: {{ final-state-via: {word} }}"
        )
    };
    for (extensions, expected) in [
        (
            "x-ms-long-running-operation: true".to_owned(),
            "LongRunning(ByMethod)",
        ),
        (
            via("azure-async-operation"),
            "LongRunning(AzureAsyncOperation)",
        ),
        (
            via("operation-location"),
            "LongRunning(AzureAsyncOperation)",
        ),
        (via("location"), "LongRunning(Location)"),
        (via("original-uri"), "LongRunning(OriginalUri)"),
        ("x-ms-long-running-operation: false".to_owned(), "Once"),
    ] {
        let text = HEAD.to_owned()
            + &operation(
                "put",
                &format!("{extensions}\nresponses: {{ '202': {{ description: '' }} }}"),
            );
        let (model, ..) = lowered(
            "[services.things]\ndocuments = ['a.yaml']\n",
            &[("a.yaml", &text)],
        );
        let operation = model.services[0]
            .operations()
            .next()
            .expect("the operation is fine");
        assert_eq!(format!("{:?}", operation.flow), expected, "{extensions}");
    }
    check_flow(
        &via("elsewhere"),
        expect![[r#"
        unsupported-flow: a.yaml:8:7: `elsewhere` is no known place of the final state
        ThingsClient "Things" Things
    "#]],
    );
}
