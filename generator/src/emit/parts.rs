//! Splits items that are too many for one file, by the alphabet, like the volumes of a dictionary.
//!
//! The alphabet is halved again and again, until each part is short enough. The borders do not depend on the items, so
//! that a new item moves no other, unless its part becomes too long.

use super::{File, Locals, importing, tokens::ident};
use crate::surface::file;
use proc_macro2::TokenStream;
use quote::quote;
use std::{collections::BTreeSet, ops::RangeInclusive};

/// Estimated lines that a file may have.
const LIMIT: usize = 2_000;

/// An item with a name.
pub(super) struct Named {
    /// The name by which it is sorted.
    pub(super) name: String,
    /// Estimated lines of the item.
    pub(super) height: usize,
    /// Its code.
    pub(super) tokens: TokenStream,
}

impl Named {
    pub(super) fn new(name: &str, height: usize, tokens: TokenStream) -> Self {
        Self {
            name: name.to_owned(),
            height,
            tokens,
        }
    }
}

/// A part of the items.
pub(super) struct Part {
    /// Name of the part's module, such as `a_to_m`.
    pub(super) module: String,
    /// Items in the part.
    pub(super) items: Vec<Named>,
}

/// The items, if one file can hold them; otherwise (`Err`) the parts, in the order of the alphabet.
pub(super) fn parts(items: Vec<Named>) -> Result<Vec<Named>, Vec<Part>> {
    match is_short(&items) {
        true => Ok(items),
        false => {
            let mut parts = Vec::new();
            split(items, "", 0..=LAST, &mut parts);
            Err(parts)
        }
    }
}

/// The file at `path` with `head` and the public items; or that file and a file for each part, whose items it re-exports.
pub(super) fn files(
    path: &str,
    head: &TokenStream,
    items: Vec<Named>,
    locals: [&Locals; 2],
) -> Vec<File> {
    let [of_whole, of_parts] = locals;
    let parts = match parts(items) {
        Ok(items) => {
            let items = items.iter().map(|item| &item.tokens);
            let whole = quote!(#head #(#items)*);
            return vec![importing(format!("{path}.rs"), whole, of_whole.clone())];
        }
        Err(parts) => parts,
    };
    let modules = parts.iter().map(|part| ident(&part.module));
    let published = parts.iter().map(|part| {
        let module = ident(&part.module);
        let names = part.items.iter().map(|item| ident(&item.name));
        quote!(pub use #module::{#(#names),*};)
    });
    let root = quote!(#head #(mod #modules;)* #(#published)*);
    let root = importing(format!("{path}.rs"), root, Locals::default());
    let parts = parts.iter().map(|part| {
        let items = part.items.iter().map(|item| &item.tokens);
        let path = format!("{path}/{}.rs", part.module);
        importing(path, quote!(#(#items)*), of_parts.clone())
    });
    [root].into_iter().chain(parts).collect()
}

/// A range of letters, by number: 0 is the end of a name, then ten digits, then the letters.
type Letters = RangeInclusive<usize>;

const A: usize = 11;
const LAST: usize = A + 25;

/// Splits items whose names begin with `prefix` and continue with one of `letters`.
fn split(items: Vec<Named>, prefix: &str, letters: Letters, parts: &mut Vec<Part>) {
    if items.is_empty() {
        return;
    }
    let (first, last) = (*letters.start(), *letters.end());
    if is_short(&items) || last == 0 {
        let module = file::module(&title(prefix, &letters), &mut BTreeSet::new());
        parts.push(Part { module, items });
        return;
    }
    if first == last {
        return split(items, &(prefix.to_owned() + letter(first)), 0..=LAST, parts);
    }
    let own = |item: &Named| nth(&item.name, prefix.len());
    let only = own(&items[0]);
    if items.iter().all(|item| own(item) == only) {
        // Halving would end there as well, after a copy of the list for each step.
        return split(items, prefix, only..=only, parts);
    }
    let middle = middle(first, last);
    let (low, high) = items.into_iter().partition(|item| own(item) <= middle);
    split(low, prefix, first..=middle, parts);
    split(high, prefix, middle + 1..=last, parts);
}

fn is_short(items: &[Named]) -> bool {
    items.len() < 2 || items.iter().map(|item| item.height).sum::<usize>() <= LIMIT
}

/// Where a range is halved. Digits and the end of a name stay with the letter A, as long as there are other letters.
fn middle(first: usize, last: usize) -> usize {
    match (first, last) {
        (..A, A) => A - 1,
        (..A, _) if last > A => (A + last) / 2,
        _ => (first + last) / 2,
    }
}

/// Number of the letter at a place of a name. Case is ignored.
fn nth(name: &str, place: usize) -> usize {
    let mut letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    match letters.nth(place).map(|letter| letter.to_ascii_lowercase()) {
        None => 0,
        Some(digit @ b'0'..=b'9') => 1 + usize::from(digit - b'0'),
        Some(letter) => A + usize::from(letter.saturating_sub(b'a')),
    }
}

/// The letter with this number, as [`nth`] counts; empty for the end of a name.
fn letter(number: usize) -> &'static str {
    const LETTERS: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    match number {
        0 => "",
        _ => &LETTERS[number - 1..number],
    }
}

/// Name of a part, after the names that belong to it: `a_to_m`, `get_to_getm`.
fn title(prefix: &str, letters: &Letters) -> String {
    let (first, last) = (*letters.start(), *letters.end());
    let (low, high) = match (first, last) {
        (0, LAST) | (0, 0) => return prefix.to_owned(),
        (0, _) if prefix.is_empty() => ("a", letter(last)),
        _ => (letter(first), letter(last)),
    };
    match low == high {
        true => format!("{prefix}{low}"),
        false => format!("{prefix}{low}_to_{prefix}{high}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Modules of the parts with the names in each.
    fn modules(names: &[String]) -> Vec<(String, Vec<String>)> {
        let items = names.iter().map(|name| Named {
            name: name.clone(),
            height: LIMIT / 10,
            tokens: TokenStream::new(),
        });
        let parts = parts(items.collect()).err().unwrap_or_default();
        let names = |items: Vec<Named>| items.into_iter().map(|item| item.name).collect();
        let parts = parts
            .into_iter()
            .map(|part| (part.module, names(part.items)));
        parts.collect()
    }

    /// Various names that begin with `first`.
    fn several(first: &str) -> Vec<String> {
        let ends = [
            "", "1", "22", "Ab", "_b", "Hz", "m", "N", "o_o", "_z", "zz", "Zzz",
        ];
        ends.map(|end| format!("{first}{end}")).to_vec()
    }

    #[test]
    fn what_fits_into_a_file_is_in_one() {
        assert_eq!(modules(&several("get")[..10]), []);
        assert_eq!(modules(&vec!["get".to_owned(); 10]), []);
    }

    #[test]
    fn parts_are_called_after_what_they_may_hold() {
        let names = [
            several("get"),
            several("list"),
            several("a1"),
            several("std"),
        ]
        .concat();
        let modules = modules(&names).into_iter().map(|(module, _)| module);
        let modules: Vec<String> = modules.collect();
        assert_eq!(
            modules.join(" "),
            "a1_to_a1m a1n_to_a1z get_to_getm getn_to_getz list_to_listm listn_to_listz std_to_stdm stdn_to_stdz"
        );
    }

    /// A new name is in the part named after it. Other names do not move, unless their part becomes too long.
    #[test]
    fn what_joins_moves_nothing_else() {
        let names = [
            several("get"),
            several("list"),
            several("a1"),
            several("set"),
        ]
        .concat();
        let before = modules(&names);
        for joining in [
            several("zone"),
            several("b"),
            several("getH"),
            several("lis"),
        ]
        .concat()
        {
            let after = modules(&[names.clone(), vec![joining.clone()]].concat());
            let moved: BTreeSet<&String> = before
                .iter()
                .filter(|(module, items)| {
                    let same = after.iter().find(|(other, _)| module == other);
                    !same.is_some_and(|(_, others)| items.iter().all(|item| others.contains(item)))
                })
                .map(|(module, _)| module)
                .collect();
            assert!(moved.len() < 2, "{joining} moves what is in {moved:?}");
            let all: Vec<&String> = after.iter().flat_map(|(_, items)| items).collect();
            assert_eq!(all.len(), names.len() + 1, "{joining}: each is in one part");
            let parts: BTreeSet<&String> = after.iter().map(|(module, _)| module).collect();
            assert_eq!(
                parts.len(),
                after.len(),
                "{joining}: each part has a name of its own"
            );
        }
    }
}
