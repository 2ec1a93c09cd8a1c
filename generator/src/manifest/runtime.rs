//! Where the runtime of the emitted crate is: in the crate, in a package that it depends on, or the crate is that package.

use super::{
    Lines,
    package::{self, Check},
    raw,
};
use crate::{
    diagnostic::{Code, Diagnostics},
    source::Place,
};
use serde::Serialize;
use toml::Spanned;

/// Where the code that is the same for all services is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Runtime {
    /// The crate contains the files that its services need.
    #[default]
    Contained,
    /// The crate depends on a package that consists of it.
    Package(RuntimePackage),
    /// The crate has no services, and consists of it.
    Alone,
}

/// A package that consists of the runtime, as a dependency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuntimePackage {
    /// Name of the package.
    pub name: String,
    /// Its version on a registry.
    pub version: Option<String>,
    /// Its folder, relative to the folder of the emitted crate.
    pub path: Option<String>,
}

impl Runtime {
    /// Whether the crate contains the files that its services need.
    pub fn is_contained(&self) -> bool {
        *self == Self::Contained
    }

    /// Whether the crate has no services, and consists of the runtime.
    pub fn is_alone(&self) -> bool {
        *self == Self::Alone
    }

    /// The package that the crate depends on, if it does.
    pub fn package(&self) -> Option<&RuntimePackage> {
        match self {
            Self::Package(package) => Some(package),
            Self::Contained | Self::Alone => None,
        }
    }
}

/// Reads and checks both keys.
pub(super) fn runtime(
    package: &raw::Package,
    place: &dyn Fn(usize) -> Place,
    diagnostics: &mut Diagnostics,
) -> Runtime {
    let mut check = Check { place, diagnostics };
    let Some(runtime) = &package.runtime else {
        return match package.is_runtime {
            true => Runtime::Alone,
            false => Runtime::Contained,
        };
    };
    let raw = runtime.get_ref();
    let name = check.text(raw.name.clone(), package::name);
    let mut refuse = |message: String, help: &str| check.refuse(runtime, message, help.to_owned());
    if package.is_runtime {
        let help = "remove `runtime`, or `is_runtime`";
        refuse(
            "a package that is a runtime depends on no other".to_owned(),
            help,
        );
    }
    let krate = |name: &str| name.replace('-', "_");
    if krate(&name) == krate(package.name.get_ref()) {
        let help = "name the package of the runtime, which has a manifest of its own with `is_runtime = true`";
        refuse(format!("`{name}` cannot depend on itself"), help);
    }
    if raw
        .path
        .as_deref()
        .is_some_and(|path| path.trim().is_empty())
    {
        let help =
            "write the path of its folder from that of the emitted crate, such as `../arm-runtime`";
        refuse(format!("the path of the package `{name}` is empty"), help);
    }
    if raw.version.is_none() && raw.path.is_none() {
        let help = "add the version that a registry has, `path` with its folder, or both";
        refuse(
            format!("where the package `{name}` is, is not specified"),
            help,
        );
    }
    let version = raw.version.clone();
    Runtime::Package(RuntimePackage {
        name,
        version: version.map(|version| check.text(version, package::version)),
        path: raw.path.clone(),
    })
}

/// Refuses services of a package that is a runtime.
pub(super) fn without_services(
    raw: &raw::Manifest,
    lines: &Lines<'_>,
    diagnostics: &mut Diagnostics,
) {
    let first = raw
        .services
        .keys()
        .map(Spanned::span)
        .map(|span| span.start)
        .min();
    if let (true, Some(first)) = (raw.package.is_runtime, first) {
        diagnostics.report(
            Code::ManifestPackage,
            lines.place(first),
            "a package that is a runtime has no services",
            "remove `is_runtime`, or move the services to a manifest whose `runtime` names this package",
        );
    }
}
