//! A weak static host without its sockets: which file answers an address, and as what type.
//!
//! Only files inside the site are ever found, whatever the address says and wherever links lead.

use std::io;
use std::path::{Component, Path, PathBuf};

/// What answers an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// This file, whole.
    File(PathBuf),
    /// Another address: this one with a slash at its end.
    Moved(String),
    /// Nothing.
    Nothing,
}

/// A site at a base address.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    root: PathBuf,
    base: String,
}

impl Host {
    /// A host of the folder `site` at `base`, which is `/` or a path such as `/a/b/`; slashes at its
    /// ends may be left out.
    pub(crate) fn new(site: &Path, base: &str) -> io::Result<Host> {
        let inner = base.trim_matches('/');
        let base = if inner.is_empty() {
            "/".to_owned()
        } else {
            format!("/{inner}/")
        };
        Ok(Host {
            root: site.canonicalize()?,
            base,
        })
    }

    /// The address of the site: a path with a slash at both ends.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// What answers the address `url`, given as in the request line.
    pub(crate) fn find(&self, url: &str) -> Found {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let Some(inside) = path.strip_prefix(&self.base) else {
            let moved = self.base.strip_suffix('/') == Some(path) && !path.is_empty();
            return if moved {
                Found::Moved(self.base.clone())
            } else {
                Found::Nothing
            };
        };
        let as_folder = path.ends_with('/');
        let mut file = self.root.clone();
        // Every part but the nothing after the last slash names a file or folder.
        for part in inside.split_terminator('/') {
            let Some(name) = file_name(part) else {
                return Found::Nothing;
            };
            file.push(name);
        }
        match file.canonicalize() {
            Ok(real) if !real.starts_with(&self.root) => Found::Nothing,
            Ok(real) if real.is_dir() && !as_folder => Found::Moved(format!("{path}/")),
            Ok(real) if real.is_dir() => self.page(&real.join("index.html")),
            Ok(real) if real.is_file() && !as_folder => Found::File(real),
            _ => Found::Nothing,
        }
    }

    /// The page sent for what is not there, if the site has one.
    pub(crate) fn not_found(&self) -> Option<PathBuf> {
        match self.page(&self.root.join("404.html")) {
            Found::File(file) => Some(file),
            _ => None,
        }
    }

    fn page(&self, file: &Path) -> Found {
        match file.canonicalize() {
            Ok(real) if real.starts_with(&self.root) && real.is_file() => Found::File(real),
            _ => Found::Nothing,
        }
    }
}

/// The name a part of an address stands for, if it is that of one file or folder.
fn file_name(part: &str) -> Option<String> {
    let name = decode(part)?;
    let mut components = Path::new(&name).components();
    let one =
        matches!(components.next(), Some(Component::Normal(normal)) if normal == name.as_str());
    let plain = one && components.next().is_none() && !name.contains(['\0', '\\', '/']);
    plain.then_some(name)
}

/// Percent-decodes; `None` if what results is not UTF-8 or the signs are not hexadecimal digits.
fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The content type a plain host gives a file, from the ending of its name.
pub(crate) fn content_type(file: &Path) -> &'static str {
    let ending = file
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder with a site in it and a secret beside it.
    fn home() -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        let site = home.path().join("site");
        fs::create_dir_all(site.join("library")).unwrap();
        fs::create_dir_all(site.join("كتب")).unwrap();
        for (name, text) in [
            ("index.html", "i"),
            ("library/a.wrq", "a"),
            ("كتب/index.html", "k"),
            ("a b.txt", "ab"),
        ] {
            fs::write(site.join(name), text).unwrap();
        }
        fs::write(home.path().join("secret"), "s").unwrap();
        home
    }

    #[test]
    fn addresses_lead_to_files_of_the_site_only() {
        let home = home();
        let site = home.path().join("site").canonicalize().unwrap();
        // Base, address, what is found: `=file`, `>address`, or nothing.
        let table = [
            ("/", "/", "=index.html"),
            ("/", "/?q=1", "=index.html"),
            ("/", "/index.html", "=index.html"),
            ("/", "/library/a.wrq", "=library/a.wrq"),
            ("/", "/library/a.wrq?x#y", "=library/a.wrq"),
            ("/", "/library/a.wrq/", ""),
            ("/", "/library", ">/library/"),
            ("/", "/library/", ""),
            ("/", "/%D9%83%D8%AA%D8%A8/", "=كتب/index.html"),
            ("/", "/%D9%83%D8%AA%D8%A8", ">/%D9%83%D8%AA%D8%A8/"),
            ("/", "/a%20b.txt", "=a b.txt"),
            ("/", "/a+b.txt", ""),
            ("/", "/none", ""),
            ("/", "", ""),
            ("/", "*", ""),
            ("/", "index.html", ""),
            ("/", "//", ""),
            ("/", "//index.html", ""),
            ("/", "/library//a.wrq", ""),
            ("/", "/./index.html", ""),
            ("/", "/../secret", ""),
            ("/", "/library/../../secret", ""),
            ("/", "/library/../index.html", ""),
            ("/", "/%2e%2e/secret", ""),
            ("/", "/..%2fsecret", ""),
            ("/", "/%2e%2e%2fsecret", ""),
            ("/", "/..%5csecret", ""),
            ("/", "/%252e%252e/secret", ""),
            ("/", "/%00", ""),
            ("/", "/index.html%00.txt", ""),
            ("/", "/%2Fetc%2Fpasswd", ""),
            ("/", "/%", ""),
            ("/", "/%4", ""),
            ("/", "/%zz", ""),
            ("/", "/%+1", ""),
            ("/", "/%ff", ""),
            ("/a/b/", "/a/b/", "=index.html"),
            ("/a/b/", "/a/b", ">/a/b/"),
            ("a/b", "/a/b/library/a.wrq", "=library/a.wrq"),
            ("/a/b/", "/a/b/../../secret", ""),
            ("/a/b/", "/a/", ""),
            ("/a/b/", "/", ""),
            ("/a/b/", "/index.html", ""),
            ("/a/b/", "/a/bindex.html", ""),
        ];
        for (base, url, expected) in table {
            let found = match Host::new(&site, base).unwrap().find(url) {
                Found::File(file) => format!("={}", file.strip_prefix(&site).unwrap().display()),
                Found::Moved(to) => format!(">{to}"),
                Found::Nothing => String::new(),
            };
            assert_eq!(found, expected, "{base} {url}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_site_lead_nowhere() {
        let home = home();
        let site = home.path().join("site");
        std::os::unix::fs::symlink(home.path(), site.join("out")).unwrap();
        std::os::unix::fs::symlink(home.path().join("secret"), site.join("404.html")).unwrap();
        std::os::unix::fs::symlink(site.join("library"), site.join("in")).unwrap();
        let host = Host::new(&site, "/").unwrap();
        assert_eq!(host.find("/out/secret"), Found::Nothing);
        assert_eq!(host.find("/out/"), Found::Nothing);
        assert_eq!(host.find("/404.html"), Found::Nothing);
        assert_eq!(host.not_found(), None);
        assert!(matches!(host.find("/in/a.wrq"), Found::File(_)));
    }
}
