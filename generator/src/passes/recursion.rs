//! Recursive structs: a field through which a struct would contain itself becomes a `Box`.

use crate::model::{Definition, Model, Type};

/// Boxes every field through which a struct would contain itself. Lists and maps need no box.
pub(super) fn mark(model: &mut Model) {
    let held: Vec<Vec<usize>> = model.definitions.iter().map(held).collect();
    let circles = circles(&held);
    for (id, definition) in model.definitions.entries_mut() {
        let Some(structure) = definition.shape.kind.structure_mut() else {
            continue;
        };
        for field in &mut structure.fields {
            // A struct contains itself through a field only if both types are in one cycle.
            field.boxed = matches!(field.ty, Type::Definition(other) if circles[other.index()] == circles[id.index()]);
        }
    }
}

/// Definitions that a struct contains directly, by index.
fn held(definition: &Definition) -> Vec<usize> {
    let fields = definition.shape.kind.structure();
    let fields = fields.into_iter().flat_map(|structure| &structure.fields);
    fields
        .map(|field| &field.ty)
        .filter_map(|ty| match ty {
            Type::Definition(id) => Some(id.index()),
            _ => None,
        })
        .collect()
}

/// A number for each definition, the same for all in one cycle: the strongly connected components by Kosaraju's
/// algorithm, in linear time and without recursion.
fn circles(held: &[Vec<usize>]) -> Vec<usize> {
    let mut held_by = vec![Vec::new(); held.len()];
    for (id, others) in held.iter().enumerate() {
        others.iter().for_each(|other| held_by[*other].push(id));
    }
    let mut circles = vec![usize::MAX; held.len()];
    for start in finished(held).into_iter().rev() {
        let mut pending = vec![start];
        while let Some(id) = pending.pop() {
            if circles[id] == usize::MAX {
                circles[id] = start;
                pending.extend(&held_by[id]);
            }
        }
    }
    circles
}

/// All definitions, each after those that it contains, except within cycles.
fn finished(held: &[Vec<usize>]) -> Vec<usize> {
    let mut finished = Vec::with_capacity(held.len());
    let mut seen = vec![false; held.len()];
    for start in 0..held.len() {
        let mut path = vec![(start, 0)];
        while let Some((id, next)) = path.pop() {
            if next == 0 && std::mem::replace(&mut seen[id], true) {
                continue;
            }
            match held[id].get(next) {
                Some(other) => path.extend([(id, next + 1), (*other, 0)]),
                None => finished.push(id),
            }
        }
    }
    finished
}
