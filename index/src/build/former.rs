//! The library that is there already: if all that a build depends on is as it was, its files are taken as they are.
//!
//! The cache has, by the hash of all sources and of what is said about them, the report of the build that was made of
//! them and the names of its files. A pack is called by its hash, so that one that is damaged is noticed.

use super::cache::{Cache, Key, hasher};
use super::source::{self, Sources};
use super::{BuildOptions, BuildReport};
use crate::format::manifest::FILE_NAME;
use crate::format::pack::hash;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// What is remembered of a build.
#[derive(Serialize, Deserialize)]
struct Built {
    report: BuildReport,
    /// The hash of the manifest.
    manifest: u64,
    /// The names of the packs.
    packs: Vec<String>,
}

/// By what a build is found: its sources, lexicons and options. `None` if a file cannot be read.
pub(super) fn key(
    options: &BuildOptions,
    lexicons: &[PathBuf],
    sources: &Sources,
    report: &source::Report,
) -> Option<Key> {
    let mut hasher = hasher("build");
    let mut add = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    add(options.title.as_bytes());
    add(&[u8::from(options.drop_duplicates)]);
    for path in lexicons {
        add(path.as_os_str().as_encoded_bytes());
        add(&fs::read(path).ok()?);
    }
    add(format!("{report:?}").as_bytes());
    sources.add_to(&mut add)?;
    Some(hasher.digest128())
}

/// Puts the library of an earlier build into the folder of this one, if it is whole.
pub(super) fn take(cache: &Cache, key: Key, options: &BuildOptions) -> Option<BuildReport> {
    let former = options.former.as_deref()?;
    let built: Built = serde_json::from_slice(&cache.get(key)?).ok()?;
    let of_pack = |name: &String| {
        let hash = name.strip_suffix(".wrq").filter(|hash| hash.len() == 16);
        let hash = hash.and_then(|hash| u64::from_str_radix(hash, 16).ok())?;
        copy(former, &options.folder, name, hash)
    };
    copy(former, &options.folder, FILE_NAME, built.manifest)?;
    if built
        .packs
        .par_iter()
        .map(of_pack)
        .all(|copied| copied.is_some())
    {
        return Some(built.report);
    }
    for name in built.packs.iter().map(String::as_str).chain([FILE_NAME]) {
        // Those that were not copied are not there.
        let _ = fs::remove_file(options.folder.join(name));
    }
    None
}

/// Remembers a build.
pub(super) fn keep(cache: &Cache, key: Key, options: &BuildOptions, report: &BuildReport) {
    let Ok(manifest) = fs::read(options.folder.join(FILE_NAME)) else {
        return;
    };
    let Ok(files) = fs::read_dir(&options.folder) else {
        return;
    };
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut packs: Vec<String> = names.filter(|name| name != FILE_NAME).collect();
    packs.sort_unstable();
    let built = Built {
        report: report.clone(),
        manifest: hash(&manifest),
        packs,
    };
    if let Ok(value) = serde_json::to_vec(&built) {
        cache.put(key, &value);
    }
}

/// Copies a file with this hash.
fn copy(from: &Path, to: &Path, name: &str, expected: u64) -> Option<()> {
    let bytes = fs::read(from.join(name)).ok()?;
    (hash(&bytes) == expected).then_some(())?;
    fs::write(to.join(name), bytes).ok()
}
