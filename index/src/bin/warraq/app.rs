//! The reader app a site is given: what the command carries, or a folder of its own.

use anyhow::{Context, Result, bail};
use rust_embed::Embed;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;
use warraq::build::site::LIBRARY;

/// What the app's bundler made, if it ran before this command was compiled.
#[derive(Embed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Carried;

/// Where a debug build looks for it instead, so that it need not be compiled anew with the app.
const BESIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../dist");

/// Where the reader app comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum App {
    /// From inside the command.
    Carried,
    /// From this folder.
    Folder(PathBuf),
    /// Nowhere: a library alone.
    LeftOut,
}

impl App {
    /// Decides where the app comes from, and fails if it is not there.
    pub(crate) fn choose(folder: Option<PathBuf>, left_out: bool) -> Result<App> {
        let beside =
            || Some(PathBuf::from(BESIDE)).filter(|folder| folder.join("index.html").is_file());
        let folder = folder.or_else(|| {
            if cfg!(debug_assertions) {
                beside()
            } else {
                None
            }
        });
        match folder {
            _ if left_out => Ok(App::LeftOut),
            Some(folder) if folder.join("index.html").is_file() => Ok(App::Folder(folder)),
            Some(folder) => bail!(
                "{} is not the reader app: it has no index.html. Make the app with `make app` \
                 and name its folder dist, or use --no-app to make the library without it",
                folder.display()
            ),
            None if Carried::get("index.html").is_some() => Ok(App::Carried),
            None => bail!(
                "this command was compiled without the reader app, so nobody could read the library. Make the app with \
                 `make app` and add --app dist, or use --no-app to make the library without it"
            ),
        }
    }

    /// The app's files, by name; parts of a name are divided by `/`. A library among them, left from a
    /// preview, is passed over.
    pub(crate) fn files(&self) -> Result<Vec<(String, Cow<'static, [u8]>)>> {
        let mut files = match self {
            App::LeftOut => Vec::new(),
            App::Carried => Carried::iter()
                .filter_map(|name| Some((name.to_string(), Carried::get(&name)?.data)))
                .collect(),
            App::Folder(folder) => read(folder)?,
        };
        files.retain(|(name, _)| !Path::new(name).starts_with(LIBRARY));
        files.sort();
        Ok(files)
    }
}

fn read(folder: &Path) -> Result<Vec<(String, Cow<'static, [u8]>)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true) {
        let entry = entry.context("cannot read the app")?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path();
        let parts = path.strip_prefix(folder)?.iter().map(|part| part.to_str());
        let name = parts
            .collect::<Option<Vec<_>>>()
            .with_context(|| format!("{}: the name is not UTF-8", path.display()))?
            .join("/");
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        files.push((name, Cow::Owned(bytes)));
    }
    Ok(files)
}
