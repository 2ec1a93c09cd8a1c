//! The surface has exactly the public items of the emitted code.

use armgen::{
    Generation, generate, generate_model,
    load::Folder,
    manifest::Manifest,
    surface::{
        AnswerItem, Client, DataType, FieldItem, HeaderTrait, KeyPairItem, Made, Method,
        OptionsItem, ServiceModule, Surface,
    },
};
use quote::ToTokens;
use std::{collections::BTreeSet, fs, path::Path};
use syn::{ImplItem, Item, Visibility};

const MANIFESTS: [&str; 2] = ["specs/azure-keys.toml", "tests/definitions/everything.toml"];

fn manifest(path: &str) -> (Manifest, Folder) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = fs::read_to_string(&path).expect("the manifest can be read");
    let manifest = Manifest::parse(&path.to_string_lossy(), &text).expect("it is a manifest");
    let folder = Folder::new(Path::new(&manifest.root).to_owned());
    (manifest, folder)
}

/// Source text without white space and trailing commas, which the printer adds at line breaks.
fn text(tokens: impl ToTokens) -> String {
    plain(&tokens.to_token_stream().to_string())
}

fn plain(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    text.replace(",>", ">").replace(",)", ")")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Public items of the emitted files of a service, one line for each item, field, variant and method.
fn emitted(generation: &Generation, service: &str) -> BTreeSet<String> {
    let prefix = format!("src/{service}/");
    let outputs = generation.outputs.as_deref().expect("nothing is refused");
    let files = outputs
        .iter()
        .filter(|file| file.path.starts_with(&prefix) && file.path.ends_with(".rs"));
    files
        .map(|file| syn::parse_file(&file.text).expect("it is Rust"))
        .flat_map(|file| file.items)
        .flat_map(|item| item_lines(&item))
        .collect()
}

fn item_lines(item: &Item) -> Vec<String> {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let fields = item.fields.iter().filter(|field| is_public(&field.vis));
            let fields = fields.map(|field| {
                let name = field.ident.as_ref().map(ToString::to_string);
                format!(
                    "{}.{}: {}",
                    item.ident,
                    name.unwrap_or_default(),
                    text(&field.ty)
                )
            });
            let head = format!("struct {} {}", item.ident, attributes(&item.attrs));
            [head].into_iter().chain(fields).collect()
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let variants = item.variants.iter();
            let variants = variants.map(|variant| {
                format!("{}::{}{}", item.ident, variant.ident, text(&variant.fields))
            });
            let head = format!("enum {} {}", item.ident, attributes(&item.attrs));
            [head].into_iter().chain(variants).collect()
        }
        Item::Trait(item) if is_public(&item.vis) => {
            let methods = item.items.iter().filter_map(|member| match member {
                syn::TraitItem::Fn(method) => Some(&method.sig),
                _ => None,
            });
            methods
                .map(|signature| format!("{}: {}", item.ident, text(signature)))
                .collect()
        }
        Item::Impl(item) if item.trait_.is_none() => {
            let methods = item.items.iter().filter_map(|member| match member {
                ImplItem::Fn(method) if is_public(&method.vis) => Some(&method.sig),
                _ => None,
            });
            let owner = text(&item.self_ty);
            methods
                .map(|signature| format!("{owner}: {}", text(signature)))
                .collect()
        }
        Item::Mod(item) => {
            let items = item.content.iter().flat_map(|(_, items)| items);
            items.flat_map(item_lines).collect()
        }
        _ => Vec::new(),
    }
}

/// Derives and `#[non_exhaustive]` of an item.
fn attributes(attributes: &[syn::Attribute]) -> String {
    let kept = attributes.iter().filter(|attribute| {
        attribute.path().is_ident("derive") || attribute.path().is_ident("non_exhaustive")
    });
    kept.map(|attribute| text(&attribute.meta)).collect()
}

/// Names that the crate's root re-exports from the runtime.
fn re_exported(generation: &Generation) -> BTreeSet<String> {
    let outputs = generation.outputs.as_deref().expect("nothing is refused");
    let mut roots = outputs.iter().filter(|file| file.path == "src/lib.rs");
    let root = roots.next().expect("the crate has a root");
    let root = syn::parse_file(&root.text).expect("it is Rust");
    let uses = root.items.iter().filter_map(|item| match item {
        Item::Use(item) if is_public(&item.vis) => Some(text(&item.tree)),
        _ => None,
    });
    let mut lists = uses.filter_map(|text| {
        let names = text.strip_prefix("runtime::{")?.strip_suffix('}')?;
        Some(names.trim_end_matches(',').to_owned())
    });
    let names = lists.next().expect("the root re-exports the runtime");
    names.split(',').map(str::to_owned).collect()
}

/// The same lines, from the surface.
fn surface_lines(service: &ServiceModule) -> BTreeSet<String> {
    let clients = service
        .clients
        .iter()
        .flat_map(|client| client_lines(service, client));
    let models = service.models.iter().flat_map(model_lines);
    let options = service.options.iter().flat_map(options_lines);
    let headers = service.headers.iter().flat_map(header_lines);
    let answers = service.answers.iter().flat_map(answer_lines);
    let pairs = service.key_pairs.iter().flat_map(pair_lines);
    clients
        .chain(models)
        .chain(options)
        .chain(headers)
        .chain(answers)
        .chain(pairs)
        .collect()
}

fn client_lines(service: &ServiceModule, client: &Client) -> Vec<String> {
    let name = &client.item.name;
    let mut lines = vec![format!("struct {name} derive(Clone,Debug)")];
    match &client.made {
        Made::New(new) => {
            let subscription = match new.has_subscription {
                true => "subscription_id:implInto<String>,",
                false => "",
            };
            lines.push(format!("{name}: fnnew({subscription}credential:Arc<dynTokenCredential>,options:Option<ArmClientOptions>)->Result<Self>"));
        }
        Made::Accessor(accessor) => {
            let owner = &service.client().item.name;
            lines.push(format!("{owner}: fn{}(&self)->{name}", accessor.name));
        }
    }
    lines.extend(
        client
            .methods
            .iter()
            .map(|method| method_line(name, method)),
    );
    lines
}

fn method_line(client: &str, method: &Method) -> String {
    let once = if method.is_async { "async" } else { "" };
    let arguments = method.arguments.iter();
    let arguments: String = arguments
        .map(|argument| format!("{}:{},", argument.name, plain(&argument.ty.to_string())))
        .collect();
    let (name, options) = (&method.item.name, &method.options);
    let returns = plain(&method.returns.to_string());
    format!(
        "{client}: {once}fn{name}(&self,{arguments}options:Option<{options}<'_>>)->Result<{returns}>"
    )
}

fn options_lines(options: &OptionsItem) -> Vec<String> {
    let name = &options.item.name;
    let fields = options.fields.iter();
    let fields =
        fields.map(|field| format!("{name}.{}: {}", field.name, plain(&field.ty.to_string())));
    let method_options = plain(&options.method_options.to_string());
    let own = [
        format!("struct {name} derive(Clone,Default,SafeDebug)"),
        format!("{name}.method_options: {method_options}"),
        format!("{name}._non_exhaustive: ()"),
    ];
    fields.chain(own).collect()
}

fn answer_lines(answer: &AnswerItem) -> Vec<String> {
    let name = &answer.item.name;
    let variants = answer.variants.iter().map(|variant| {
        let response = plain(&variant.response.to_string());
        format!("{name}::{}({response})", variant.name)
    });
    let head = format!("enum {name} derive(Debug)non_exhaustive");
    [head].into_iter().chain(variants).collect()
}

fn header_lines(header: &HeaderTrait) -> Vec<String> {
    let methods = header.methods.iter().map(|method| {
        let ty = plain(&method.ty.to_string());
        format!(
            "{}: fn{}(&self)->Result<Option<{ty}>>",
            header.item.name, method.name
        )
    });
    methods.collect()
}

fn pair_lines(pair: &KeyPairItem) -> Vec<String> {
    let (name, accessor) = (&pair.item.name, &pair.accessor);
    let arguments = accessor.arguments.iter();
    let arguments: String = arguments
        .map(|name| format!(",{name}:implInto<String>"))
        .collect();
    vec![
        format!("struct {name} derive(Clone,Debug)"),
        format!(
            "{}: fn{}(&self{arguments})->{name}",
            pair.client, accessor.name
        ),
    ]
}

fn model_lines(model: &DataType) -> Vec<String> {
    let name = &model.item().name;
    let boxed = |ty: &dyn ToString| format!("(Box<{}>)", plain(&ty.to_string()));
    match model {
        DataType::Struct(model) => {
            let closed = if model.non_exhaustive {
                "non_exhaustive"
            } else {
                ""
            };
            let line = |field: &FieldItem| {
                format!("{name}.{}: {}", field.name, plain(&field.ty.to_string()))
            };
            let head = format!("struct {name} derive({}){closed}", model.derives.join(","));
            let hidden = (!model.non_exhaustive).then(|| format!("{name}._non_exhaustive: ()"));
            let new = model.constructor.as_ref().map(|new| {
                let arguments = new.required.iter();
                let arguments: Vec<String> = arguments
                    .map(|one| format!("{}:{}", one.name, plain(&one.ty.to_string())))
                    .collect();
                format!("{name}: fnnew({})->Self", arguments.join(","))
            });
            [head]
                .into_iter()
                .chain(model.fields.iter().map(line))
                .chain(hidden)
                .chain(new)
                .collect()
        }
        DataType::Enum(model) => {
            let open = if model.unknown.is_some() {
                "non_exhaustive"
            } else {
                ""
            };
            let unknown = model.unknown.iter();
            let unknown = unknown.map(|ty| format!("{name}::UnknownValue({ty})"));
            let variants = model.variants.iter();
            let variants = variants.map(|variant| format!("{name}::{}", variant.name));
            let head = format!("enum {name} derive({}){open}", model.derives.join(","));
            [head].into_iter().chain(variants).chain(unknown).collect()
        }
        DataType::Union(model) => {
            let variants = model.variants.iter();
            let variants =
                variants.map(|variant| format!("{name}::{}{}", variant.name, boxed(&variant.ty)));
            let derives = model.derives.join(",");
            let own = [
                format!("enum {name} derive({derives})non_exhaustive"),
                format!("{name}::UnknownKind{}", boxed(&model.other)),
            ];
            variants.chain(own).collect()
        }
    }
}

#[test]
fn each_public_item_is_in_the_surface() {
    for path in MANIFESTS {
        let (manifest, folder) = manifest(path);
        let generation = generate(&manifest, &folder);
        let (_, model) = generate_model(&manifest, &folder, &mut |_| {});
        let surface = Surface::of(&model.expect("nothing is refused"));
        let services = surface.services.iter();
        let services = services.map(|service| (service.name.as_str(), surface_lines(service)));
        let shared = surface.shared.iter();
        let shared = shared.flat_map(|shared| model_lines(&shared.model));
        for (folder, seen) in services.chain([("shared", shared.collect())]) {
            let emitted = emitted(&generation, folder);
            let missing: Vec<&String> = emitted.difference(&seen).collect();
            let beside: Vec<&String> = seen.difference(&emitted).collect();
            assert_eq!((missing, beside), (vec![], vec![]), "{path}: {folder}");
        }
        let exports: BTreeSet<String> = surface.exports.iter().map(ToString::to_string).collect();
        assert_eq!(re_exported(&generation), exports, "{path}");
    }
}
