//! What reaches what, and how often it is looked at.

use super::*;
use crate::{
    model::{Docs, Field, Name, Shape, Struct, Usage},
    source::Pointer,
};
use std::cell::Cell;

fn name(text: &str) -> Name {
    Name {
        wire: text.to_owned(),
        rust: text.to_owned(),
    }
}

/// A struct with a field for each of these definitions.
fn structure(named: &[usize]) -> Definition {
    let fields = named.iter().map(|id| Field {
        name: name("field"),
        ty: Type::Array(Box::new(Type::Definition(*id))),
        required: false,
        nullable: false,
        secret: false,
        boxed: false,
    });
    Definition {
        name: name("Struct"),
        origin: Pointer::default(),
        service: 0,
        shared: BTreeSet::new(),
        docs: Docs::default(),
        shape: Shape {
            kind: ShapeKind::Struct(Struct {
                fields: fields.collect(),
                additional: None,
            }),
            usage: Usage::default(),
            secret: false,
        },
        body: false,
        page: None,
        merged: None,
        renamed: None,
    }
}

/// Each names the next and the last, which names the first: two names for each definition but one.
fn ring(len: usize) -> Vec<Definition> {
    let last = len - 1;
    let all = (0..last).map(|id| structure(&[id + 1, last]));
    all.chain([structure(&[0])]).collect()
}

#[test]
fn each_name_is_looked_at_once_however_many_there_are() {
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
        let reaching = reaching_by(&ring(len), target, [len - 1], counted);
        assert_eq!(reaching.len(), len);
        let names = 2 * len - 1;
        assert_eq!((targets.get(), counts.get()), (names, names + 1));
    }
}

#[test]
fn what_does_not_count_leads_nowhere() {
    let definitions = [
        structure(&[]),
        structure(&[0]),
        structure(&[1]),
        structure(&[0, 2]),
    ];
    let reaching = |these: &[usize], without: usize| -> Vec<usize> {
        let these = these.iter().copied();
        let reaching = reaching_by(&definitions, |id| id, these, |id| id != without);
        reaching.into_iter().collect()
    };
    assert_eq!(reaching(&[1], 9), [1, 2, 3]);
    assert_eq!(reaching(&[0], 1), [0, 3]);
    assert_eq!(reaching(&[1], 2), [1]);
    assert_eq!(reaching(&[1], 1), [0; 0]);
}

#[test]
fn a_name_leads_to_what_stands_for_it() {
    let definitions = [structure(&[]), structure(&[]), structure(&[1])];
    let target = |id| if id == 1 { 0 } else { id };
    let reaching = reaching_by(&definitions, target, [0], |_| true);
    assert_eq!(reaching.into_iter().collect::<Vec<_>>(), [0, 2]);
}
