//! Where the sources of a crate are.

use std::{
    convert::Infallible,
    error::Error,
    fmt, fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    str::FromStr,
};

/// A crate in a folder or on crates.io, with the feature to enable.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Source {
    text: String,
    place: Place,
    /// The feature that is enabled instead of the default ones.
    pub(crate) feature: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum Place {
    Folder(PathBuf),
    Registry { name: String, version: String },
}

impl FromStr for Source {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let (place, feature) = match text.rsplit_once(':') {
            Some((place, feature)) if !feature.contains(['/', '\\']) => {
                (place, Some(feature.to_owned()))
            }
            _ => (text, None),
        };
        let place = match place.split_once('@') {
            Some((name, version)) if !name.contains(['/', '\\', '.']) => Place::Registry {
                name: name.to_owned(),
                version: version.to_owned(),
            },
            _ => Place::Folder(place.into()),
        };
        Ok(Self {
            text: text.to_owned(),
            place,
            feature,
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Source {
    /// The folder of the crate. What comes from crates.io is copied below `dir`, since cargo never checks a crate
    /// of the registry twice.
    pub(super) fn folder(&self, dir: &Path) -> Result<PathBuf, Box<dyn Error>> {
        let (name, version) = match &self.place {
            Place::Folder(folder) => return Ok(folder.clone()),
            Place::Registry { name, version } => (name, version),
        };
        let copy = dir.join("sources").join(format!("{name}-{version}"));
        if !copy.join("Cargo.toml").exists() {
            let original = fetched(name, version, &dir.join("sources/fetch"))?;
            let part = copy.with_extension("part");
            copy_folder(&original, &part)?;
            let manifest = fs::read_to_string(original.join("Cargo.toml"))?;
            fs::write(part.join("Cargo.toml"), manifest + "\n[workspace]\n")?;
            // A published lock file may name versions that today's compiler refuses.
            let _ = fs::remove_file(part.join("Cargo.lock"));
            fs::rename(&part, &copy)?;
        }
        Ok(copy)
    }
}

/// The folder where cargo keeps a crate of crates.io.
fn fetched(name: &str, version: &str, dir: &Path) -> Result<PathBuf, Box<dyn Error>> {
    fs::create_dir_all(dir.join("src"))?;
    fs::write(dir.join("src/lib.rs"), "")?;
    let manifest = format!(
        "[package]\nname = \"fetch\"\nedition = \"2024\"\n\n[dependencies]\n{name} = {{ version = \"={version}\", default-features = false }}\n\n[workspace]\n"
    );
    fs::write(dir.join("Cargo.toml"), manifest)?;
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--manifest-path"])
        .arg(dir.join("Cargo.toml"))
        .stderr(Stdio::inherit())
        .output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|_| format!("{name} {version} could not be fetched"))?;
    let mut packages = metadata["packages"].as_array().into_iter().flatten();
    let package = packages.find(|package| package["name"] == name);
    let path = package.and_then(|package| package["manifest_path"].as_str());
    let path = path.ok_or("cargo metadata does not contain the package")?;
    Ok(Path::new(path)
        .parent()
        .ok_or("a manifest is in a folder")?
        .to_owned())
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_folder(&entry.path(), &target)?,
            false => fs::copy(entry.path(), target).map(drop)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_a_folder_or_a_version() {
        let place = |text: &str| {
            let source: Source = text.parse().expect("every text is a crate");
            (source.place, source.feature.unwrap_or_default())
        };
        let folder = |path: &str| Place::Folder(path.into());
        let registry = Place::Registry {
            name: "a_b".into(),
            version: "0.20.0".into(),
        };
        assert_eq!(place("generated"), (folder("generated"), String::new()));
        assert_eq!(
            place("generated:maps"),
            (folder("generated"), "maps".into())
        );
        assert_eq!(place("./a@b/c:d"), (folder("./a@b/c"), "d".into()));
        assert_eq!(place("C:\\a"), (folder("C:\\a"), String::new()));
        assert_eq!(
            place("a_b@0.20.0:package-2023-01"),
            (registry, "package-2023-01".into())
        );
    }
}
