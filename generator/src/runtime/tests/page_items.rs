//! The items of pages.

use crate::runtime::page_items::page;
use azure_core::http::pager::Page;

#[derive(Default)]
struct Flat {
    value: Option<Vec<i32>>,
}

page!(Flat, i32, value);

#[derive(Default)]
struct Nested {
    properties: Option<Flat>,
}

page!(Nested, i32, properties.value);

#[tokio::test]
async fn the_items_of_a_page_are_in_its_field() {
    let flat = |items: &[i32]| Flat {
        value: Some(items.to_vec()),
    };
    let items = flat(&[1, 2]).into_items().await.unwrap();
    assert_eq!(items.collect::<Vec<_>>(), [1, 2]);
    let properties = Some(flat(&[3]));
    let items = Nested { properties }.into_items().await.unwrap();
    assert_eq!(items.collect::<Vec<_>>(), [3]);
}

#[tokio::test]
async fn a_page_without_its_field_has_no_items() {
    assert_eq!(Flat::default().into_items().await.unwrap().len(), 0);
    assert_eq!(Nested::default().into_items().await.unwrap().len(), 0);
    let properties = Some(Flat::default());
    let items = Nested { properties }.into_items().await.unwrap();
    assert_eq!(items.len(), 0);
}
