//! The public module of a service.

use super::{
    AnswerItem, Client, Conversion, DataType, Emitted, HeaderTrait, KeyPairItem, KeyReader, Made,
    OperationConstant, OptionsItem, PairFinder, RuleConstant, Version, answer, client,
    conversion::Found,
    data_type, docs, headers, key_pair,
    method::{self, Context},
    model_docs, operations, registry,
    rules::Rules,
    snippet,
};
use crate::model::{Model, Service};
use serde::Serialize;
use std::collections::BTreeSet;

/// The public module of a service. Its name is a cargo feature, too.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceModule {
    /// Name of the module and of the feature.
    pub name: String,
    /// The service and the version, if the crate has several versions of it. The module is then private, and public
    /// by that of the version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// Title of the service, one line of Markdown.
    pub title: String,
    /// Lines of its documentation, in Markdown.
    pub docs: Vec<String>,
    /// API versions of its operations.
    pub api_versions: BTreeSet<String>,
    /// Dates on which the facts of its definitions were retrieved.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub retrieved: BTreeSet<String>,
    /// Ids of its operations as Markdown code, in the order of the groups.
    #[serde(skip)]
    pub operations: Vec<String>,
    /// Public alias of `ArmClientOptions` in the module.
    pub client_options: String,
    /// Its client, then the sub-clients.
    pub clients: Vec<Client>,
    /// Its own models, sorted by name.
    pub models: Vec<DataType>,
    /// Conversions of resources into the models of request bodies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conversions: Vec<Conversion>,
    /// Names of models that it shares with other services.
    pub shared_models: Vec<String>,
    /// Options of the methods, in the order of the methods.
    pub options: Vec<OptionsItem>,
    /// Enums for responses whose body depends on the status.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnswerItem>,
    /// Traits with typed response headers.
    pub headers: Vec<HeaderTrait>,
    /// Types of its pairs of keys.
    pub key_pairs: Vec<KeyPairItem>,
    /// Private functions that read their keys from responses.
    #[serde(skip)]
    pub key_readers: Vec<KeyReader>,
    /// Constants of its operations.
    #[serde(skip)]
    pub constants: Vec<OperationConstant>,
    /// Private function that returns the pairs of a resource id.
    #[serde(skip)]
    pub pair_finder: PairFinder,
    /// Private constants with rules for parameters.
    #[serde(skip)]
    pub rules: Vec<RuleConstant>,
}

impl ServiceModule {
    /// Path of the public module in the crate: `maps`, or `maps::v2023_06_01`.
    pub fn path(&self) -> String {
        match &self.version {
            None => self.name.clone(),
            Some(version) => format!("{}::{}", version.service, version.module),
        }
    }

    /// The client of the service.
    pub fn client(&self) -> &Client {
        &self.clients[0]
    }

    /// Whether the client needs a subscription.
    pub fn has_subscription(&self) -> bool {
        matches!(&self.client().made, Made::New(new) if new.has_subscription)
    }
}

pub(super) fn service(
    model: &Model,
    emitted: &Emitted,
    (index, service): (usize, &Service),
    conversions: &Found,
) -> ServiceModule {
    let published = emitted.of_service(model, index);
    let (own, shared): (Vec<_>, Vec<_>) = published
        .into_iter()
        .partition(|definition| definition.shared.is_empty());
    let names = own.iter().chain(&shared);
    let names = names.map(|definition| definition.name.rust.clone());
    let rules = Rules::of(service, names.chain(of_clients(service)).collect());
    let contexts = service.groups.iter().flat_map(|group| {
        let operations = group.operations.iter();
        operations.map(move |operation| Context {
            model,
            service,
            group,
            operation,
        })
    });
    let models = own.into_iter().map(|one| data_type::of(model, one));
    let mut models: Vec<DataType> = models.collect();
    model_docs::note(model, service, &mut models);
    conversions.document(model, models.iter_mut(), false);
    let shared = shared.into_iter().map(|one| one.name.rust.clone());
    let versions = service.operations();
    let versions = versions.filter_map(|operation| operation.api_version.clone());
    let api_versions = versions.collect();
    let (key_pairs, key_readers) = key_pair::pairs(model, service);
    let clients = client::clients(model, service, &rules);
    ServiceModule {
        name: service.module.clone(),
        version: service.version.clone(),
        title: docs::line(&service.title),
        docs: module_docs(model, service, &api_versions),
        api_versions,
        retrieved: service.retrieved.clone(),
        operations: service
            .operations()
            .map(|operation| docs::code(&operation.id))
            .collect(),
        client_options: format!("{}Options", service.client),
        constants: operations::constants(&clients),
        clients,
        models,
        conversions: conversions.own(model),
        shared_models: shared.collect(),
        options: contexts.map(method::options).collect(),
        answers: answer::answers(model, service),
        headers: headers::traits(model, service),
        key_pairs,
        key_readers,
        pair_finder: registry::finder(service),
        rules: rules.constants(),
    }
}

fn module_docs(model: &Model, service: &Service, api_versions: &BTreeSet<String>) -> Vec<String> {
    let versions: Vec<&str> = api_versions.iter().map(String::as_str).collect();
    let reference = service.reference.as_ref();
    let reference = reference.map(|url| format!(" See its [reference]({url})."));
    let text = format!(
        "{}: clients and models of {}, API version {}.{}",
        docs::line(&service.title),
        docs::code(&service.namespace),
        docs::line(&versions.join(", ")),
        reference.unwrap_or_default()
    );
    let example = snippet::constructor(model, service);
    [text].into_iter().chain(example).collect()
}

/// Names of all types except models that the files of the clients use.
fn of_clients(service: &Service) -> impl Iterator<Item = String> {
    let groups = service.groups.iter().flat_map(|group| {
        let pairs = group.key_pairs.iter().map(|pair| &pair.ty);
        [&group.client].into_iter().chain(pairs)
    });
    let options = service.operations().map(|operation| &operation.options);
    let all = groups.chain(options).chain([&service.client]);
    all.cloned()
}
