//! Services, and what belongs to none of them.

use super::{Api, Entry, Kind, clients, entry::codec, models};
use crate::surface::{HeaderTrait, RegisteredType, ServiceModule, Surface};

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
    }
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
    let name = &module.name;
    let versions = module.api_versions.iter().cloned().collect::<Vec<_>>();
    let entry = Entry::new(Kind::Service, format!("pub mod {name}"))
        .behaves("API version", versions.join(", "));
    api.add(name, entry);
    let alias = &module.client_options;
    let entry = Entry::new(Kind::Export, format!("pub type {alias} = ArmClientOptions"));
    api.add(format!("{name}::{alias}"), entry);
    clients::add(api, module);
    for model in &module.models {
        models::model(api, model);
    }
    for conversion in &module.conversions {
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
    for options in &module.options {
        models::options(api, options);
    }
    for headers in &module.headers {
        header_trait(api, headers);
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
