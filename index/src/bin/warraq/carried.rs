//! A library in one file: the app that `scripts/ship` made for it, with every file of the library inside.

use anyhow::{Context, Result, bail};
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};
use warraq::build::site::{LIBRARY, Size};

/// The app that takes a library in; no part of a site.
pub(crate) const PAGE: &str = "carried.html";

/// Where in it the library goes.
const PLACE: &str = "<!--library-->";

/// Bytes above which a file is said to be too much for some browsers, which hold all of it in memory.
pub(crate) const HEAVY: u64 = 100_000_000;

/// A file to be made, and the folder for what goes into it.
pub(crate) struct Carried {
    file: PathBuf,
    home: TempDir,
    folder: PathBuf,
}

impl Carried {
    /// Begins the file; what stands in its place stays until the new one is whole.
    pub(crate) fn begin(file: &Path) -> Result<Carried> {
        if file.is_dir() {
            bail!(
                "{} is a folder; name a file that ends in .html",
                file.display()
            );
        }
        if !file
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("html"))
        {
            bail!(
                "{} does not end in .html, so no browser would open it",
                file.display()
            );
        }
        let file = std::path::absolute(file)?;
        let parent = file.parent().context("no folder for the file")?;
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        let home = TempDir::with_prefix_in(".warraq-", parent)
            .with_context(|| format!("cannot write in {}", parent.display()))?;
        let folder = home.path().join("site");
        Ok(Carried { file, home, folder })
    }

    /// The folder in which the library is made.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes the file, and puts it in place when it is whole.
    pub(crate) fn write(
        &self,
        app: &[(String, Cow<'static, [u8]>)],
        library: &Path,
        named: Named<'_>,
    ) -> Result<Size> {
        let page = app.iter().find(|(name, _)| name == PAGE);
        let page = page.with_context(|| {
            format!("the reader app has no {PAGE}; make it anew with `make app`")
        })?;
        let page = std::str::from_utf8(&page.1).context("the reader app is not UTF-8")?;
        let page = named.page(page);
        let (before, after) = page
            .split_once(PLACE)
            .context("the reader app has no place for a library")?;
        let mut draft = NamedTempFile::new_in(self.home.path())?;
        let mut out = BufWriter::new(draft.as_file_mut());
        out.write_all(before.as_bytes())?;
        let mut names = fs::read_dir(library)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<Result<Vec<String>>>()?;
        names.sort();
        for name in names {
            let bytes = fs::read(library.join(&name))?;
            writeln!(
                out,
                "<script type=\"application/octet-stream\" data-file=\"{LIBRARY}/{name}\">{}</script>",
                Base64Display::new(&bytes, &STANDARD)
            )?;
        }
        out.write_all(after.as_bytes())?;
        out.flush()?;
        drop(out);
        let bytes = draft.as_file().metadata()?.len();
        open_to_all(draft.as_file())?;
        draft
            .persist(&self.file)
            .with_context(|| format!("cannot write {}", self.file.display()))?;
        Ok(Size { files: 1, bytes })
    }
}

/// A file made beside others is as readable as they are, which a temporary one is not.
fn open_to_all(file: &File) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// How the start page is made a library's own.
#[derive(Clone, Copy)]
pub(crate) struct Named<'a> {
    /// The library's title.
    pub(crate) title: &'a str,
    /// The code of the language of its interface; may be empty.
    pub(crate) language: &'a str,
}

impl Named<'_> {
    /// The page under the library's title, which is what a browser shows of a file before it runs, and in its language,
    /// which the app takes over from it.
    pub(crate) fn page(self, page: &str) -> String {
        let page = match self.language {
            "en" => page.replacen(
                "<html lang=\"ar\" dir=\"rtl\"",
                "<html lang=\"en\" dir=\"ltr\"",
                1,
            ),
            _ => page.to_owned(),
        };
        let (Some(start), Some(end)) = (page.find("<title>"), page.find("</title>")) else {
            return page;
        };
        if self.title.is_empty() {
            return page;
        }
        let title = self.title.replace('&', "&amp;").replace('<', "&lt;");
        [&page[..start], "<title>", &title, &page[end..]].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::Named;

    #[test]
    fn a_title_is_text() {
        let check = |title: &str, is: &str| {
            assert_eq!(
                Named {
                    title,
                    language: "ar"
                }
                .page("<p><title>x</title>y"),
                format!("<p><title>{is}</title>y")
            );
        };
        check("مكتبة", "مكتبة");
        check("</title> & c", "&lt;/title> &amp; c");
        check("", "x");
        let (title, language) = ("a", "en");
        let named = Named { title, language };
        assert_eq!(named.page("none"), "none");
        let page = "<!doctype html><html lang=\"ar\" dir=\"rtl\"><title>";
        assert!(named.page(page).contains("<html lang=\"en\" dir=\"ltr\">"));
    }
}
