//! Puts a site in place whole or not at all.
//!
//! A build writes into a [`Draft`], a folder `NAME.tmp-<process>` beside the site. Publishing exchanges the
//! two in one step or, where the system cannot do that, moves the site that was there aside and gives the
//! draft its name; only then is the old one removed. A build that
//! fails removes its draft; what a killed build leaves behind is cleaned up by the next one, which
//! knows it is dead because nothing holds the lock inside it.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

/// The folder of a site that holds the library.
pub const LIBRARY: &str = "library";

/// The file of the library folder whose name never changes, and by which a site is known.
pub const MANIFEST: &str = "manifest.wrq";

/// Held open by the build that writes a draft.
const LOCK: &str = ".building";

/// What a host sends for an address that is not there. It may be asked for at any depth, so it
/// cannot know where the site begins: a wrong address beside the start page needs `./`, one in
/// `library/` or with a slash at its end needs `../`.
const NOT_FOUND: &str = include_str!("not_found.html");

/// Why a site could not be written.
#[derive(Debug)]
pub enum SiteError {
    /// The folder has other things in it than a site.
    NotASite(PathBuf),
    /// A file has the name of the site.
    NotAFolder(PathBuf),
    /// The name cannot be given to a new folder: a root, or the folder the command runs in.
    NoName(PathBuf),
    /// Another build is writing this site; the draft it writes to.
    Busy(PathBuf),
    /// A file of the app that would be written outside the site or into its library.
    Stray(String),
    /// A file could not be read or written: what was being done, to what, and the cause.
    Io(&'static str, PathBuf, io::Error),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SiteError::NotASite(path) => write!(
                f,
                "{} is not empty and not a Warraq site (it has no {LIBRARY}/{MANIFEST}); nothing in it was touched. \
                 Name another folder, or empty this one",
                path.display()
            ),
            SiteError::NotAFolder(path) => {
                write!(
                    f,
                    "{} is a file, and a site is a folder; name another folder",
                    path.display()
                )
            }
            SiteError::NoName(path) => write!(
                f,
                "{} cannot be replaced as a whole; name a folder inside it, such as {}",
                path.display(),
                path.join("site").display()
            ),
            SiteError::Busy(path) => write!(
                f,
                "another build is writing this site now (in {}); wait for it to end, or name another folder",
                path.display()
            ),
            SiteError::Stray(name) => {
                write!(
                    f,
                    "the app has a file {name:?}, which cannot be part of a site; is this the app's folder?"
                )
            }
            SiteError::Io(doing, path, cause) => {
                write!(f, "cannot {doing} {}: {cause}", path.display())
            }
        }
    }
}

impl std::error::Error for SiteError {}

/// Names the deed and the file in an error of the file system.
fn io<T>(doing: &'static str, path: &Path, result: io::Result<T>) -> Result<T, SiteError> {
    result.map_err(|cause| SiteError::Io(doing, path.to_owned(), cause))
}

/// True if the folder is a site: it has a library.
pub fn is_site(folder: &Path) -> bool {
    folder.join(LIBRARY).join(MANIFEST).is_file()
}

/// How many files a folder has, and how many bytes they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Files, in folders below too.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
}

/// A site being written. Dropped without [`Draft::publish`] it removes what was written.
#[derive(Debug)]
pub struct Draft {
    site: PathBuf,
    folder: PathBuf,
    lock: Option<File>,
}

impl Draft {
    /// Begins a site that will stand at `site`, after cleaning up what killed builds of it left.
    ///
    /// # Errors
    /// If `site` holds anything but a site, if it is being built, or if nothing can be written beside it.
    pub fn begin(site: &Path) -> Result<Draft, SiteError> {
        let site = place(site)?;
        let parent = site
            .parent()
            .ok_or_else(|| SiteError::NoName(site.clone()))?;
        io("make the folder", parent, fs::create_dir_all(parent))?;
        clean(&site)?;
        if site.exists()
            && !is_site(&site)
            && io("read", &site, fs::read_dir(&site))?.next().is_some()
        {
            return Err(SiteError::NotASite(site));
        }
        let folder = beside(&site, &format!(".tmp-{}", std::process::id()));
        io("make the folder", &folder, fs::create_dir(&folder))?;
        let mut draft = Draft {
            site,
            folder,
            lock: None,
        };
        let path = draft.folder.join(LOCK);
        let lock = io("write", &path, File::create(&path))?;
        io("lock", &path, lock.lock())?;
        draft.lock = Some(lock);
        let library = draft.library();
        io("make the folder", &library, fs::create_dir(&library))?;
        draft.add("404.html", NOT_FOUND.as_bytes())?;
        Ok(draft)
    }

    /// Where the site will stand.
    pub fn site(&self) -> &Path {
        &self.site
    }

    /// The folder the manifest and the packs are to be written to.
    pub fn library(&self) -> PathBuf {
        self.folder.join(LIBRARY)
    }

    /// Adds a file of the app. `name` is its path in the site, its parts divided by `/`.
    ///
    /// # Errors
    /// If the name leaves the site or lies in its library, or the file cannot be written.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<(), SiteError> {
        let inside = Path::new(name);
        let plain = inside
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !plain || inside.starts_with(LIBRARY) || name == LOCK {
            return Err(SiteError::Stray(name.to_owned()));
        }
        let path = self.folder.join(inside);
        if let Some(parent) = path.parent() {
            io("make the folder", parent, fs::create_dir_all(parent))?;
        }
        io("write", &path, fs::write(&path, bytes))
    }

    /// Puts the draft in the place of the site and says how big it is.
    ///
    /// # Errors
    /// If it cannot be renamed; then the old site stands as it did.
    pub fn publish(mut self) -> Result<Size, SiteError> {
        drop(self.lock.take());
        let path = self.folder.join(LOCK);
        io("remove", &path, fs::remove_file(&path))?;
        let size = measure(&self.folder)?;
        if !self.site.exists() {
            io(
                "put the new site at",
                &self.site,
                fs::rename(&self.folder, &self.site),
            )?;
            return Ok(size);
        }
        if exchange(&self.folder, &self.site) {
            // What was the draft is now the old site, and is removed like one.
            return Ok(size);
        }
        let old = beside(&self.site, &format!(".old-{}", std::process::id()));
        io("move aside", &self.site, fs::rename(&self.site, &old))?;
        if let Err(cause) = fs::rename(&self.folder, &self.site) {
            io("put back", &self.site, fs::rename(&old, &self.site))?;
            return Err(SiteError::Io(
                "put the new site at",
                self.site.clone(),
                cause,
            ));
        }
        // What cannot be removed now is removed by the next build.
        let _ = fs::remove_dir_all(&old);
        Ok(size)
    }
}

/// Gives two folders each other's name in one step, where the system can: then there is no moment without a site.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

/// Elsewhere one is moved aside, and then the other put in its place.
#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

impl Drop for Draft {
    fn drop(&mut self) {
        drop(self.lock.take());
        // After publishing there is no such folder any more; a failure has been told already.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Where a site named so stands: its path without links, so that what is renamed is the folder
/// itself and not a link to it. It need not be there yet.
///
/// # Errors
/// If it is a file, or a folder that cannot be replaced as a whole.
pub fn place(site: &Path) -> Result<PathBuf, SiteError> {
    if site.exists() {
        let real = io("read", site, site.canonicalize())?;
        let here = io("read", Path::new("."), Path::new(".").canonicalize())?;
        if here.starts_with(&real) {
            return Err(SiteError::NoName(site.to_owned()));
        }
        return if real.is_dir() {
            Ok(real)
        } else {
            Err(SiteError::NotAFolder(site.to_owned()))
        };
    }
    let whole = io("find", site, std::path::absolute(site))?;
    match (whole.parent(), whole.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) if parent.exists() => {
            Ok(io("read", parent, parent.canonicalize())?.join(name))
        }
        (Some(parent), Some(Component::Normal(name))) => Ok(place(parent)?.join(name)),
        _ => Err(SiteError::NoName(site.to_owned())),
    }
}

/// The path beside `site` that is its name with `ending` after it.
fn beside(site: &Path, ending: &str) -> PathBuf {
    let mut name = site.file_name().map(OsString::from).unwrap_or_default();
    name.push(ending);
    site.with_file_name(name)
}

/// Removes the drafts of builds that were killed, and puts back a site that one had moved aside
/// without putting another in its place.
fn clean(site: &Path) -> Result<(), SiteError> {
    for draft in leftovers(site, ".tmp-")? {
        if let Ok(lock) = File::open(draft.join(LOCK))
            && matches!(lock.try_lock(), Err(TryLockError::WouldBlock))
        {
            return Err(SiteError::Busy(draft));
        }
        io(
            "remove what a stopped build left,",
            &draft,
            fs::remove_dir_all(&draft),
        )?;
    }
    for old in leftovers(site, ".old-")? {
        if site.exists() {
            io(
                "remove what a stopped build left,",
                &old,
                fs::remove_dir_all(&old),
            )?;
        } else {
            io("put back", site, fs::rename(&old, site))?;
        }
    }
    Ok(())
}

/// The folders beside the site named after it, this ending and the number of a process; sorted.
fn leftovers(site: &Path, ending: &str) -> Result<Vec<PathBuf>, SiteError> {
    let Some(parent) = site.parent() else {
        return Ok(Vec::new());
    };
    let beginning = beside(site, ending);
    let beginning = beginning.file_name().unwrap_or_default().as_encoded_bytes();
    let mut found = Vec::new();
    for entry in io("read", parent, fs::read_dir(parent))? {
        let entry = io("read", parent, entry)?;
        let name = entry.file_name();
        let process = name.as_encoded_bytes().strip_prefix(beginning);
        if process.is_some_and(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
        {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// The size of everything in a folder.
fn measure(folder: &Path) -> Result<Size, SiteError> {
    let mut size = Size::default();
    for entry in io("read", folder, fs::read_dir(folder))? {
        let path = io("read", folder, entry)?.path();
        let data = io("read", &path, fs::metadata(&path))?;
        if data.is_dir() {
            let inner = measure(&path)?;
            size.files += inner.files;
            size.bytes += inner.bytes;
        } else {
            size.files += 1;
            size.bytes += data.len();
        }
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(draft: &Draft, text: &str) {
        fs::write(draft.library().join(MANIFEST), text).unwrap();
    }

    fn manifest(site: &Path) -> String {
        fs::read_to_string(site.join(LIBRARY).join(MANIFEST)).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_site_is_replaced_whole() {
        let home = tempfile::tempdir().unwrap();
        let site = home.path().join("deep/site");
        for text in ["one", "two"] {
            let draft = Draft::begin(&site).unwrap();
            library(&draft, text);
            draft.add("fonts/a.woff2", b"font").unwrap();
            if text == "one" {
                draft.add("gone.js", b"").unwrap();
            }
            let size = draft.publish().unwrap();
            assert_eq!(manifest(&site), text);
            let not_found = NOT_FOUND.len() as u64;
            assert_eq!(
                size,
                Size {
                    files: if text == "one" { 4 } else { 3 },
                    bytes: not_found + 7
                }
            );
        }
        assert_eq!(names(&site), ["404.html", "fonts", "library"]);
        assert_eq!(names(&home.path().join("deep")), ["site"]);
    }

    #[test]
    fn a_build_that_fails_leaves_the_old_site() {
        let home = tempfile::tempdir().unwrap();
        let site = home.path().join("site");
        let draft = Draft::begin(&site).unwrap();
        library(&draft, "old");
        draft.publish().unwrap();
        let draft = Draft::begin(&site).unwrap();
        library(&draft, "half");
        drop(draft);
        assert_eq!(manifest(&site), "old");
        assert_eq!(names(home.path()), ["site"]);
    }

    #[test]
    fn what_killed_builds_left_is_cleaned() {
        let home = tempfile::tempdir().unwrap();
        let site = home.path().join("site");
        fs::create_dir_all(home.path().join("site.tmp-1/library")).unwrap();
        fs::write(home.path().join("site.tmp-1/.building"), "").unwrap();
        fs::create_dir_all(home.path().join("site.tmp-mine")).unwrap();
        fs::create_dir_all(home.path().join("site.old-1/library")).unwrap();
        fs::write(home.path().join("site.old-1/library/manifest.wrq"), "old").unwrap();
        drop(Draft::begin(&site).unwrap());
        assert_eq!(names(home.path()), ["site", "site.tmp-mine"]);
        assert_eq!(manifest(&site), "old");
    }

    #[test]
    fn two_builds_do_not_meet() {
        let home = tempfile::tempdir().unwrap();
        let site = home.path().join("site");
        let first = Draft::begin(&site).unwrap();
        assert!(matches!(Draft::begin(&site), Err(SiteError::Busy(_))));
        library(&first, "first");
        first.publish().unwrap();
        assert_eq!(manifest(&site), "first");
    }

    #[test]
    fn other_folders_are_not_overwritten() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("letters");
        fs::create_dir(&folder).unwrap();
        drop(Draft::begin(&folder).unwrap());
        fs::write(folder.join("dear.txt"), "x").unwrap();
        assert!(matches!(Draft::begin(&folder), Err(SiteError::NotASite(_))));
        assert!(matches!(
            Draft::begin(&folder.join("dear.txt")),
            Err(SiteError::NotAFolder(_))
        ));
        assert!(matches!(
            Draft::begin(Path::new(".")),
            Err(SiteError::NoName(_))
        ));
        assert!(matches!(
            Draft::begin(Path::new("/")),
            Err(SiteError::NoName(_))
        ));
        assert!(matches!(
            Draft::begin(&home.path().join("no/..")),
            Err(SiteError::NoName(_))
        ));
        assert_eq!(names(home.path()), ["letters"]);
        assert_eq!(names(&folder), ["dear.txt"]);
    }

    #[test]
    fn files_stay_in_the_site() {
        let home = tempfile::tempdir().unwrap();
        let draft = Draft::begin(&home.path().join("site")).unwrap();
        for name in [
            "",
            "../x",
            "/x",
            "a/../../x",
            "library/x.wrq",
            ".building",
            "./x",
        ] {
            assert!(
                matches!(draft.add(name, b""), Err(SiteError::Stray(_))),
                "{name}"
            );
        }
    }
}
