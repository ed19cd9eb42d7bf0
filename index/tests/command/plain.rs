//! Pages for those without WebAssembly.

use super::{done, fails, files, home, json, names};
use std::fs;
use std::path::{Path, PathBuf};

/// A home with an app in it.
fn with_app() -> tempfile::TempDir {
    let home = home();
    fs::create_dir(home.path().join("dist")).unwrap();
    fs::write(home.path().join("dist/index.html"), "app").unwrap();
    home
}

/// The values of this attribute in a document, unescaped.
fn values(document: &str, attribute: &str) -> Vec<String> {
    let begin = format!(" {attribute}=\"");
    document
        .split(&begin)
        .skip(1)
        .map(|rest| {
            rest.split('"')
                .next()
                .unwrap_or_default()
                .replace("&amp;", "&")
        })
        .collect()
}

/// Every link leads to a file of the site or to a place in the app.
fn links_lead_somewhere(site: &Path) {
    for (name, bytes) in files(&site.join("read")) {
        if name.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        for href in values(&text, "href") {
            let place = href.split('#').next().unwrap_or_default();
            let file: PathBuf = site.join("read").join(place);
            let there = file.is_file() || file.join("index.html").is_file();
            assert!(
                there || href.starts_with("https://"),
                "{}: {href}",
                name.display()
            );
        }
    }
}

#[test]
fn every_page_has_a_plain_one() {
    let home = with_app();
    let home = home.path();
    let hostile = "---\ntitle: '<script>alert(1)</script> \"و\" & غيره'\nauthor: \"</title><b onload=x>\"\n---\n\n\
        نص فيه </script> و<img src=x onerror=alert(1)> [رابط](javascript:alert(1)).\n\n- أول\n- ثان\n\n| أ | ب |\n|---|---|\n| ج | د |\n";
    fs::write(home.join("texts/z.md"), hostile).unwrap();
    let report = json(
        home,
        &["build", "texts", "-o", "site", "--app", "dist", "--json"],
    );
    let site = home.join("site");
    // Pages, books, the list of books and the looks.
    assert_eq!(
        (&report["plain_pages"], &report["plain_files"]),
        (&6.into(), &10.into())
    );
    assert_eq!(names(&site.join("read")).len(), 10);
    let all = "404.html _headers edition.json index.html library read site.webmanifest";
    assert_eq!(names(&site).join(" "), all);
    links_lead_somewhere(&site);
    for (name, bytes) in files(&site.join("read")) {
        let text = String::from_utf8(bytes).unwrap();
        let lower = text.to_lowercase();
        let scripts = lower.matches("<script").count();
        let data = lower
            .matches("<script type=\"application/ld+json\">")
            .count();
        assert_eq!(scripts, data, "{}", name.display());
        for bad in ["<img", "<b onload", "javascript:alert(1)\"", " style="] {
            assert!(!lower.contains(bad), "{}: {bad}", name.display());
        }
        if name.extension().is_some_and(|ending| ending == "html") {
            assert!(
                text.contains("<html lang=\"ar\" dir=\"rtl\">"),
                "{}",
                name.display()
            );
            assert!(
                text.contains("Content-Security-Policy"),
                "{}",
                name.display()
            );
        }
    }
    let page = fs::read_to_string(site.join("read/n2.html")).unwrap();
    let links = values(&page, "href");
    for link in ["n1.html", "n3.html", "../#/page/4/n2"] {
        assert!(
            links.contains(&link.to_owned()),
            "{link} not among {links:?}"
        );
    }
    assert!(page.contains("عاد سوق الكتب"), "{page}");
    assert!(!home.join("site/sitemap.xml").exists() && !page.contains("canonical"));

    // The same library makes the same files, and none if they are not wanted.
    done(
        home,
        &["build", "texts", "-o", "again", "--app", "dist", "-q"],
    );
    assert_eq!(files(&home.join("again")), files(&site));
    done(
        home,
        &[
            "build",
            "texts",
            "-o",
            "again",
            "--app",
            "dist",
            "-q",
            "--no-pages",
        ],
    );
    assert_eq!(
        names(&home.join("again")).join(" "),
        "404.html _headers edition.json index.html library site.webmanifest"
    );
}

#[test]
fn a_known_address_is_told() {
    let home = with_app();
    let home = home.path();
    fs::write(
        home.join("texts/dated.md"),
        "---\ntitle: خبر\ndate: 2015-03-02\n---\nنص.\n",
    )
    .unwrap();
    let arguments = [
        "build", "texts", "-o", "site", "--app", "dist", "-q", "--url",
    ];
    done(
        home,
        &[&arguments[..], &["https://example.org/books/"]].concat(),
    );
    let read = |name: &str| fs::read_to_string(home.join("site").join(name)).unwrap();
    let sitemap = read("sitemap.xml");
    // Six pages, two books and the list of them.
    assert_eq!(
        sitemap
            .matches("<loc>https://example.org/books/read/")
            .count(),
        9
    );
    let feed = read("feed.xml");
    assert!(
        feed.contains("<updated>2015-03-02T00:00:00Z</updated>"),
        "{feed}"
    );
    assert_eq!(feed.matches("<entry>").count(), 1);
    assert!(
        read("read/n1.html")
            .contains("<link rel=\"canonical\" href=\"https://example.org/books/read/n1.html\">")
    );
    assert!(read("read/dated.html").contains("\"datePublished\":\"2015-03-02\""));
    fails(
        home,
        &[&arguments[..], &["books"]].concat(),
        2,
        &["http://"],
    );
}

#[test]
fn too_many_pages_are_listed() {
    let home = with_app();
    let home = home.path();
    let line = |i| format!("{{\"id\":\"m{i}\",\"title\":\"صفحة {i}\"}}\n");
    fs::write(
        home.join("many.jsonl"),
        (0..15_001).map(line).collect::<String>(),
    )
    .unwrap();
    let said = done(
        home,
        &["build", "many.jsonl", "-o", "site", "--app", "dist"],
    );
    assert!(
        said.contains("too many pages for a plain file each"),
        "{said}"
    );
    assert_eq!(names(&home.join("site/read")).len(), 3);
    links_lead_somewhere(&home.join("site"));
}
