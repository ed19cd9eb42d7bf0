//! Zip archives of sources, unpacked beside the build to be read like folders.
//!
//! Nothing is written under a name of the archive's: every file gets a number, in a temporary folder, and
//! its name is kept beside it. Archives inside archives are not opened.

use super::load;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zip::ZipArchive;

/// The most files that are unpacked from an archive.
const FILES: usize = 200_000;
/// The most bytes that are.
const ALL: u64 = 8 << 30;

/// A file that was unpacked: its path in the archive, where it is now, and how large.
pub(super) type Unpacked = (String, PathBuf, u64);

/// Unpacks those files of an archive that `wanted` wants, by their path in it, into a new folder. What is
/// not unpacked is told to `skip`, with its path or without. The error is one of the archive as a whole.
pub(super) fn unpack(
    archive: &Path,
    wanted: &dyn Fn(&str) -> bool,
    skip: &mut dyn FnMut(Option<&str>, String),
) -> Result<(TempDir, Vec<Unpacked>), String> {
    let told = |error: io::Error| error.to_string();
    let file = File::open(archive).map_err(told)?;
    let packed = file.metadata().map_err(told)?.len();
    let mut zip = ZipArchive::new(io::BufReader::new(file)).map_err(|error| error.to_string())?;
    if zip.len() > FILES {
        return Err(format!("more than {FILES} files"));
    }
    let folder = tempfile::tempdir().map_err(told)?;
    let mut files = Vec::new();
    let mut all = 0;
    for number in 0..zip.len() {
        let entry = match zip.by_index(number) {
            Ok(entry) => entry,
            Err(error) => {
                skip(
                    None,
                    format!("its file {number} cannot be read ({error}); left out"),
                );
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().to_owned();
        let Some(below) = inside(&name) else {
            skip(
                None,
                format!("its file {name:?} lies outside the archive; left out"),
            );
            continue;
        };
        if entry.is_symlink() {
            skip(Some(&below), "a link; left out".to_owned());
            continue;
        }
        if below
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX")
        {
            continue;
        }
        if !wanted(&below) {
            skip(
                Some(&below),
                "not a kind of file that is read; left out".to_owned(),
            );
            continue;
        }
        // The ending says how it is to be read.
        let path = folder.path().join(number.to_string());
        let mut out = File::create(&path).map_err(told)?;
        // The archive's word about sizes is not taken.
        let most = ALL.min(load::most(packed)).saturating_sub(all);
        match io::copy(&mut entry.take(most + 1), &mut out) {
            Ok(bytes) if bytes > most => {
                return Err("it inflates to far more than it is; left out as a bomb".to_owned());
            }
            Ok(bytes) => {
                all += bytes;
                files.push((below, path, bytes));
            }
            Err(error) => {
                skip(
                    Some(&below),
                    format!("cannot be unpacked ({error}); left out"),
                );
            }
        }
    }
    Ok((folder, files))
}

/// A path in an archive as one below a folder; nothing if it leads out.
fn inside(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let mut parts = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => return None,
            part => parts.push(part.replace(char::is_control, " ")),
        }
    }
    let absolute = name.starts_with('/') || parts.first().is_some_and(|part| part.ends_with(':'));
    (!absolute && !parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(inside(name).as_deref(), expected, "{name}");
        };
        check("كتب/1.txt", Some("كتب/1.txt"));
        check("a\\b\n.txt", Some("a/b .txt"));
        check("./a//b.txt", Some("a/b.txt"));
        check("../a.txt", None);
        check("a/../../b.txt", None);
        check("/etc/a.txt", None);
        check("C:\\a.txt", None);
        check("", None);
    }
}
