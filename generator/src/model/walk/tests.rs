//! Which definitions reach which, and how often each is visited.

use super::*;
use crate::{
    model::{Definition, Docs, Field, Name, Shape, ShapeKind, Struct, Usage},
    source::Pointer,
};
use std::cell::Cell;

fn name(text: &str) -> Name {
    Name {
        wire: text.to_owned(),
        rust: text.to_owned(),
    }
}

/// A struct without fields.
fn structure() -> Definition {
    Definition {
        name: name("Struct"),
        origin: Pointer::default(),
        service: 0,
        shared: BTreeSet::new(),
        docs: Docs::default(),
        shape: Shape {
            kind: ShapeKind::Struct(Struct::default()),
            usage: Usage::default(),
            secret: false,
        },
        unsent: BTreeSet::new(),
        body: false,
        error: false,
        page: None,
        merged: None,
        renamed: None,
    }
}

fn field(ty: DefinitionId) -> Field {
    Field {
        name: name("field"),
        ty: Type::Array(Box::new(Type::Definition(ty))),
        required: false,
        nullable: false,
        secret: false,
        boxed: false,
    }
}

/// Structs with a field for each of the structs that are listed by index.
fn structures(named: &[Vec<usize>]) -> Definitions {
    let mut definitions = Definitions::default();
    let ids: Vec<DefinitionId> = named
        .iter()
        .map(|_| definitions.push(structure()))
        .collect();
    for (definition, named) in definitions.iter_mut().zip(named) {
        let fields = named.iter().map(|index| field(ids[*index]));
        definition.shape.kind = ShapeKind::Struct(Struct {
            fields: fields.collect(),
            additional: None,
        });
    }
    definitions
}

fn at(definitions: &Definitions, index: usize) -> DefinitionId {
    let mut ids = definitions.ids();
    ids.nth(index).expect("the definition is there")
}

fn indexes(ids: BTreeSet<DefinitionId>) -> Vec<usize> {
    ids.into_iter().map(DefinitionId::index).collect()
}

/// Each struct refers to the next and the last one, and the last one to the first.
fn ring(len: usize) -> Definitions {
    let last = len - 1;
    let all = (0..last).map(|id| vec![id + 1, last]);
    structures(&all.chain([vec![0]]).collect::<Vec<_>>())
}

#[test]
fn each_reference_is_visited_once() {
    for len in [10, 100, 10_000] {
        let (targets, counts) = (Cell::new(0), Cell::new(0));
        let count = |looks: &Cell<usize>| looks.set(looks.get() + 1);
        let target = |id| {
            count(&targets);
            id
        };
        let counted = |_| {
            count(&counts);
            true
        };
        let ring = ring(len);
        let reaching = reaching_by(&ring, target, [at(&ring, len - 1)], counted);
        assert_eq!(reaching.len(), len);
        let names = 2 * len - 1;
        assert_eq!((targets.get(), counts.get()), (names, names + 1));
    }
}

#[test]
fn definitions_that_do_not_count_are_not_followed() {
    let definitions = structures(&[vec![], vec![0], vec![1], vec![0, 2]]);
    let reaching = |of: usize, without: usize| -> Vec<usize> {
        let these = [at(&definitions, of)];
        let reaching = reaching_by(&definitions, |id| id, these, |id| id.index() != without);
        indexes(reaching)
    };
    assert_eq!(reaching(1, 9), [1, 2, 3]);
    assert_eq!(reaching(0, 1), [0, 3]);
    assert_eq!(reaching(1, 2), [1]);
    assert_eq!(reaching(1, 1), [0; 0]);
}

#[test]
fn a_reference_leads_to_the_target_of_a_merge() {
    let definitions = structures(&[vec![], vec![], vec![1]]);
    let first = at(&definitions, 0);
    let target = |id: DefinitionId| if id.index() == 1 { first } else { id };
    let reaching = reaching_by(&definitions, target, [first], |_| true);
    assert_eq!(indexes(reaching), [0, 2]);
}
