//! Services, and what belongs to none of them.

use super::{Api, Entry, Kind, clients, entry::codec, models};
use crate::surface::{Conversion, HeaderTrait, RegisteredType, ServiceModule, Surface};

pub(super) fn add(api: &mut Api, surface: &Surface) {
    for name in &surface.exports {
        api.add(*name, Entry::new(Kind::Export, format!("pub use {name}")));
    }
    for registered in &surface.registry {
        resource_type(api, registered);
    }
    for shared in &surface.shared {
        models::model(api, &shared.model);
    }
    for module in &surface.services {
        service(api, module);
        for shared in &surface.shared_conversions {
            if shared.features.contains(&module.name) {
                conversion(api, &module.path(), &shared.conversion);
            }
        }
    }
    for module in &surface.services {
        newest(api, module);
    }
}

/// The items of the newest of several versions are also in the module of the service.
fn newest(api: &mut Api, module: &ServiceModule) {
    let Some(version) = module.version.as_ref().filter(|one| one.is_newest) else {
        return;
    };
    let path = module.path();
    let inner = format!("{path}::");
    let below = api.entries.range(inner.clone()..);
    let below = below.take_while(|(path, _)| path.starts_with(&inner));
    let again = below.map(|(path, entry)| {
        let path = format!("{}::{}", version.service, &path[inner.len()..]);
        (path, entry.clone())
    });
    let again: Vec<(String, Entry)> = again.collect();
    let mut service = api.entries[&path].clone();
    service.declaration = format!("pub mod {}", version.service);
    service.signature.clone_from(&service.declaration);
    let feature = version.service.clone();
    service
        .behaviour
        .insert("cargo feature".to_owned(), feature);
    api.add(&version.service, service);
    api.entries.extend(again);
}

fn resource_type(api: &mut Api, registered: &RegisteredType) {
    let fixed = registered.literals.iter().map(|(_, name)| name.as_str());
    let name = [registered.name.as_str()]
        .into_iter()
        .chain(fixed)
        .collect::<Vec<_>>()
        .join(" ");
    let entry = Entry::new(Kind::ResourceType, format!("\"{name}\""))
        .behaves("service", &registered.module);
    api.add(format!("RESOURCE_TYPES[\"{name}\"]"), entry);
}

fn service(api: &mut Api, module: &ServiceModule) {
    let name = &module.path();
    let versions = module.api_versions.iter().cloned().collect::<Vec<_>>();
    let own = name.rsplit("::").next().unwrap_or(name);
    let entry = Entry::new(Kind::Service, format!("pub mod {own}"))
        .behaves("API version", versions.join(", "))
        .behaves("cargo feature", &module.name);
    api.add(name, entry);
    let alias = &module.client_options;
    let entry = Entry::new(Kind::Export, format!("pub type {alias} = ArmClientOptions"));
    api.add(format!("{name}::{alias}"), entry);
    clients::add(api, module);
    for model in &module.models {
        models::model(api, model);
    }
    for one in &module.conversions {
        conversion(api, name, one);
    }
    for options in &module.options {
        models::options(api, options);
    }
    for answer in &module.answers {
        models::answer(api, answer);
    }
    for headers in &module.headers {
        header_trait(api, headers);
    }
}

/// Adds a conversion into a model of the module `name`.
fn conversion(api: &mut Api, name: &str, conversion: &Conversion) {
    let path = format!("{name}::models::{}", conversion.to);
    if let Some(entry) = api.entries.get_mut(&path) {
        let kind = if conversion.is_fallible() {
            "TryFrom"
        } else {
            "From"
        };
        entry.traits.insert(format!("{kind}<{}>", conversion.from));
    }
}

fn header_trait(api: &mut Api, headers: &HeaderTrait) {
    let (name, response) = (&headers.item.name, &headers.response);
    for path in &headers.item.paths {
        let entry = Entry::new(
            Kind::HeaderTrait,
            format!("pub trait {name} for {response}"),
        );
        api.add(path, entry.docs(&headers.item.docs));
        for method in &headers.methods {
            let declaration = format!("fn {}(&self) -> Result<Option<{}>>", method.name, method.ty);
            let entry = Entry::new(Kind::Method, declaration)
                .docs(&method.docs)
                .behaves("header", &method.header)
                .behaves("encoding", codec(method.codec.as_deref()));
            api.add(format!("{path}::{}", method.name), entry);
        }
    }
}
