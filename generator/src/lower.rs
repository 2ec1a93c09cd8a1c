//! Documents to model: selects the operations, and converts ("lowers") them and every definition that they reach.

mod beside;
mod constant;
mod content;
mod culprit;
mod definition;
mod depth;
mod derived;
mod document;
mod enumeration;
mod except;
mod extension;
mod external_docs;
mod gathered;
mod header;
mod inherited;
mod location;
mod media_choice;
mod member;
mod next_page;
mod operation;
mod operation_kind;
mod pages;
mod parameter;
mod parameters;
mod path;
mod path_item;
mod placeholder;
mod reference;
mod refused;
mod response;
mod schema;
mod schema_view;
mod security;
mod server;
mod sound;
mod structure;
mod targets;
mod token;
mod union;

use crate::{
    diagnostic::{self, Code, Diagnostics},
    load::Documents,
    manifest::{Manifest, ServiceEntry},
    model::{self, Group, Model, Name, Operation, Service, Spellings, Type},
    naming,
    nearest::perhaps,
    source::Pointer,
};
use culprit::Culprit;
use derived::Derived;
use refused::{Lowered, Refused};
use schema::Progress;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Lowers all operations that `manifest` selects. One that cannot be lowered is left out, with an error.
pub fn lower(manifest: &Manifest, documents: &Documents, diagnostics: &mut Diagnostics) -> Model {
    let mut lowering = Lowering {
        documents,
        diagnostics,
        definitions: Progress::default(),
        derived: Derived::of(documents),
    };
    let services = manifest
        .services
        .iter()
        .enumerate()
        .map(|(index, (module, entry))| lowering.service(index, module, entry))
        .collect::<Vec<Service>>();
    lowering.drop_excepted(&services);
    let definitions = lowering.definitions.list;
    Model {
        package: manifest.package.clone(),
        license_text: documents.license_text().map(str::to_owned),
        readme_text: documents.readme_text().map(str::to_owned),
        services,
        definitions,
        spellings: Spellings::default(),
        merges: Vec::new(),
        recursion_limit: None,
    }
}

/// State of the lowering.
struct Lowering<'a> {
    documents: &'a Documents,
    diagnostics: &'a mut Diagnostics,
    definitions: Progress,
    derived: Derived,
}

/// The document of an operation.
struct Document<'a> {
    root: Pointer,
    client: &'a str,
    version: Option<String>,
}

impl<'a> Document<'a> {
    fn of(file: &str, client: &'a str, documents: &Documents) -> Self {
        let root = Pointer::file(file);
        let version = documents.get(&root.join("info").join("version"));
        Self {
            version: version.and_then(Value::as_str).map(str::to_owned),
            root,
            client,
        }
    }
}

impl Lowering<'_> {
    /// Deserializes the value at `at`. The name of `code` ends with the expected kind, as in `malformed-schema`.
    fn read<T: DeserializeOwned>(&mut self, at: &Pointer, code: Code) -> Lowered<T> {
        let (at, value) = self.followed(at, self.documents.get(at))?;
        // A reference that leads nowhere has been reported by the loader.
        let value = value.ok_or(Refused)?;
        T::deserialize(value).map_err(|error| {
            let what = code.name().trim_start_matches("malformed-");
            let culprit = Culprit::of::<T>(value);
            let message = culprit.message(what, &error);
            let at = culprit.place(value, &at);
            self.diagnostics
                .report(code, at, message, format!("correct the {what}"));
            Refused
        })
    }

    fn service(&mut self, index: usize, module: &str, entry: &ServiceEntry) -> Service {
        self.definitions.start(index, module, entry);
        let refused_before = self.diagnostics.refused(module);
        let client = naming::type_name(entry.service(module));
        let mut operations: BTreeMap<String, Operation> = BTreeMap::new();
        for (file, _) in &entry.documents {
            let document = Document::of(file, &client, self.documents);
            self.document(&document, entry, &mut operations);
        }
        self.definitions.refused_operations.extend(refused_before);
        operations.retain(|id, _| !self.definitions.refused_operations.contains(id));
        self.check_selection(module, entry, &operations);
        let all = operations.len() + self.definitions.refused_operations.len();
        let selected = entry.operations.as_ref().map_or(all, Vec::len);
        self.refuse_too_deep();
        self.drop_refused(&mut operations);
        let excepted = self.excepted(module, entry, &operations);
        self.check_renames(entry);
        let namespace = namespace(operations.values());
        Service {
            module: module.to_owned(),
            version: entry.version.clone(),
            title: self.title(entry, namespace.as_deref().unwrap_or(module)),
            retrieved: retrieved(entry, self.documents),
            reference: self.provider_reference(entry),
            namespace: namespace.unwrap_or_else(|| client.clone()),
            groups: groups(&client, operations.into_values()),
            client: format!("{client}Client"),
            headers: Vec::new(),
            selected,
            refused: self.definitions.refused_operations.clone(),
            excepted,
            key_pair_entries: entry.key_pairs.clone(),
        }
    }

    fn check_selection(
        &mut self,
        module: &str,
        entry: &ServiceEntry,
        operations: &BTreeMap<String, Operation>,
    ) {
        for (id, place) in entry.operations.iter().flatten() {
            if !operations.contains_key(id) && !self.definitions.refused_operations.contains(id) {
                let message = format!("no document of `{module}` defines the operation `{id}`");
                let perhaps = perhaps(id, self.defined(entry));
                let help = format!("correct the id{perhaps}, or add the document that defines it");
                self.diagnostics
                    .report(Code::UnknownOperation, place.clone(), message, help);
            }
        }
    }

    /// Ids of all operations in the documents of a service.
    fn defined<'s>(&'s self, entry: &'s ServiceEntry) -> impl Iterator<Item = &'s str> {
        let documents = self.documents;
        let trees = entry
            .documents
            .iter()
            .filter_map(move |(file, _)| documents.get(&Pointer::file(file)));
        let items = trees.flat_map(|tree| {
            let paths = ["paths", "x-ms-paths"]
                .into_iter()
                .filter_map(|key| tree.get(key)?.as_object());
            paths.flat_map(|paths| paths.values())
        });
        let operations = items
            .filter_map(|item| item.as_object())
            .flat_map(|item| item.values());
        operations.filter_map(|operation| operation.get("operationId")?.as_str())
    }

    /// A renaming without effect is an error, unless operations are refused: one of them may need the definition.
    fn check_renames(&mut self, entry: &ServiceEntry) {
        if !self.definitions.refused_operations.is_empty() {
            return;
        }
        for (pointer, (name, place)) in &entry.rename {
            if !self.definitions.applied.contains(pointer) {
                let message =
                    format!("no definition at `{pointer}` is used, so none is renamed to `{name}`");
                let help = "correct the pointer, or remove the entry";
                self.diagnostics
                    .report(Code::UnknownDefinition, place.clone(), message, help);
            }
        }
    }

    /// Drops operations with a type that refers, at any depth, to a definition with an error.
    fn drop_refused(&mut self, operations: &mut BTreeMap<String, Operation>) {
        let Progress {
            list,
            refused,
            refused_operations,
            module,
            ..
        } = &mut self.definitions;
        let holders = model::reaching(list, refused.keys().copied());
        operations.retain(|id, operation| {
            let mut named = operation.types().filter_map(Type::definition);
            if !named.any(|id| holders.contains(&id)) {
                return true;
            }
            let reached = model::reach(list, operation.types());
            let one = diagnostic::Refused {
                service: module.clone(),
                id: id.clone(),
            };
            for causes in reached.iter().filter_map(|id| refused.get(id)) {
                self.diagnostics.leave_out(&one, &operation.origin, causes);
            }
            refused_operations.insert(one.id);
            false
        });
    }

    /// The first address of a reference that a document has.
    fn provider_reference(&self, entry: &ServiceEntry) -> Option<String> {
        let documents = entry.documents.iter();
        let mut docs = documents.map(|(file, _)| Pointer::file(file).join("externalDocs"));
        docs.find_map(|at| external_docs::address(self.documents.get(&at)))
    }

    /// Title of the manifest or of the first document. One that only holds its place is replaced by the provider.
    fn title(&self, entry: &ServiceEntry, provider: &str) -> String {
        let first = entry
            .documents
            .first()
            .map(|(file, _)| Pointer::file(file).join("info").join("title"));
        let title = first
            .and_then(|at| self.documents.get(&at))
            .and_then(Value::as_str);
        let title = entry.title.as_deref().or(title).map(str::trim);
        let title = title.filter(|title| !matches!(*title, "" | "(title)"));
        title.unwrap_or(provider).to_owned()
    }
}

/// The dates that documents record as `info.x-provenance.retrieved`. Another text than a date is no record.
fn retrieved(entry: &ServiceEntry, documents: &Documents) -> BTreeSet<String> {
    let dates = entry.documents.iter().filter_map(|(file, _)| {
        let record = Pointer::file(file).join("info").join("x-provenance");
        documents.get(&record.join("retrieved"))?.as_str()
    });
    dates
        .filter(|text| is_date(text))
        .map(str::to_owned)
        .collect()
}

/// Whether a text has the form of `2026-01-31`.
fn is_date(text: &str) -> bool {
    let is_digit = |(place, c): (usize, char)| match place {
        4 | 7 => c == '-',
        _ => c.is_ascii_digit(),
    };
    text.len() == 10 && text.chars().enumerate().all(is_digit)
}

/// Resource provider of the operations' paths, such as `Microsoft.Maps`.
fn namespace<'a>(operations: impl Iterator<Item = &'a Operation>) -> Option<String> {
    let providers: BTreeSet<&str> = operations
        .filter_map(|operation| operation.path.provider())
        .collect();
    providers.first().map(|provider| (*provider).to_owned())
}

/// One group for each prefix of operation ids, compared without case, in the order of their names.
fn groups(client: &str, operations: impl Iterator<Item = Operation>) -> Vec<Group> {
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for operation in operations {
        let (group, _) = naming::split_operation_id(&operation.id);
        let spelling = spellings
            .entry(group.to_lowercase())
            .or_insert_with(|| group.to_owned());
        groups.entry(spelling.clone()).or_default().push(operation);
    }
    let mut accessors = BTreeSet::from(["new".to_owned()]);
    let mut clients = BTreeSet::from([client.to_owned()]);
    let prefixes = naming::without_stutter(client, groups.keys().map(String::as_str));
    let mut groups: Vec<Group> = groups
        .into_iter()
        .zip(prefixes)
        .map(|((wire, operations), name)| {
            group(name, wire, operations, &mut accessors, &mut clients)
        })
        .collect();
    unique_options(&mut groups);
    groups
}

/// Makes names of options unique over all groups, which share one module.
fn unique_options(groups: &mut [Group]) {
    let mut taken = BTreeSet::new();
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        operation.options = naming::unique(operation.options.clone(), &mut taken);
    }
}

/// The group whose client has this name, without `Client` at its end.
fn group(
    name: String,
    wire: String,
    mut operations: Vec<Operation>,
    accessors: &mut BTreeSet<String>,
    clients: &mut BTreeSet<String>,
) -> Group {
    if wire.is_empty() {
        accessors.extend(unique_methods(&mut operations, "new"));
        return Group {
            client: format!("{name}Client"),
            name: Name {
                rust: String::new(),
                wire,
            },
            operations,
            key_pairs: Vec::new(),
        };
    }
    unique_methods(&mut operations, "");
    // As in the official crates, a client is recognized by the end of its type's name.
    let client = naming::unique(name, clients) + "Client";
    let rust = naming::unique(naming::member_name(&wire), accessors);
    for operation in &mut operations {
        operation.options = format!("{client}{}Options", naming::type_name(&operation.name.wire));
    }
    Group {
        name: Name { wire, rust },
        client,
        operations,
        key_pairs: Vec::new(),
    }
}

fn unique_methods(operations: &mut [Operation], reserved: &str) -> BTreeSet<String> {
    let mut taken = BTreeSet::from([reserved.to_owned()]);
    for operation in operations.iter_mut() {
        operation.name.rust = naming::unique(operation.name.rust.clone(), &mut taken);
    }
    operations.sort_by(|a, b| a.name.rust.cmp(&b.name.rust));
    taken
}

#[cfg(test)]
pub(crate) mod tests;
