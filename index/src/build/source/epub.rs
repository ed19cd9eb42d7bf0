//! EPUB: a book of its own, a page a chapter in the order of the spine, long chapters cut at headings.
//!
//! `META-INF/container.xml` names the package, the package the chapters and their order (OPF), and
//! a navigation document or an NCX what each is called. Paths in it are names inside the archive: one
//! that leads out of it, or to nothing, is told and left out.

use super::draft::Draft;
use super::sections::{self, Text, Volume};
use super::{NoticeKind, decode, html, load, meta, skeleton};
use crate::page::{Page, PageBreak, Printed};
use roxmltree::{Document, Node, ParsingOptions};
use rustc_hash::FxHashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The largest file that is read from a book, and the most that is read in all.
const FILE: u64 = 64 << 20;
const ALL: u64 = 512 << 20;

/// Reads a book.
pub(super) fn parse(bytes: &[u8]) -> Volume {
    match read(bytes) {
        Ok(volume) => volume,
        Err(why) => Volume::page(Draft::none(
            NoticeKind::Skipped,
            format!("not a whole EPUB: {why}; left out"),
        )),
    }
}

fn read(bytes: &[u8]) -> Result<Volume, String> {
    let mut files = Files {
        archive: ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?,
        packed: bytes.len() as u64,
        read: 0,
    };
    let container = files.text("META-INF/container.xml")?;
    let container = xml(&container)?;
    let package_path = elements(container.root(), "rootfile")
        .find_map(|node| node.attribute("full-path"))
        .ok_or("its container names no package")?
        .to_owned();
    let package = files.text(&package_path)?;
    let package = xml(&package)?;
    let manifest: FxHashMap<&str, Node<'_, '_>> = elements(package.root(), "item")
        .filter_map(|item| Some((item.attribute("id")?, item)))
        .collect();

    let mut notices = Draft::default();
    let mut model = Draft::new(Page::default());
    let title = metadata(package.root(), &mut model);
    let model = model.page.unwrap_or_default();
    let names = names(&mut files, &package_path, package.root(), &manifest);

    let mut drafts: Vec<Draft> = Vec::new();
    let mut pictures = 0;
    // The page of the printed edition that the next chapter begins on.
    let mut printed: Option<Printed> = None;
    for reference in elements(package.root(), "itemref") {
        let id = reference.attribute("idref").unwrap_or_default();
        let href = manifest.get(id).and_then(|item| item.attribute("href"));
        let Some(href) = href else {
            notices.note(
                NoticeKind::Broken,
                format!("its spine names «{id}», which is not there"),
            );
            continue;
        };
        let is_navigation = manifest
            .get(id)
            .and_then(|item| item.attribute("properties"))
            .is_some_and(|properties| properties.split_whitespace().any(|word| word == "nav"));
        if is_navigation {
            continue;
        }
        let Some(path) = resolve(&package_path, href) else {
            notices.note(
                NoticeKind::Broken,
                format!("the chapter «{href}» lies outside the book; left out"),
            );
            continue;
        };
        let source = match files.text(&path) {
            Ok(source) => source,
            Err(why) => {
                notices.note(
                    NoticeKind::Broken,
                    format!("the chapter «{href}»: {why}; left out"),
                );
                continue;
            }
        };
        pictures += source.matches("<img").count() + source.matches("<image").count();
        let (chapter, after) = html::chapter(&source);
        notices.notices.extend(chapter.notices);
        let Some(mut page) = chapter.page else {
            continue;
        };
        // A chapter may begin on the page that the one before ends on.
        let begins = |at: &PageBreak| (at.block, at.offset) == (0, 0);
        if let (Some(before), false) = (printed, page.breaks.first().is_some_and(begins)) {
            page.breaks.insert(
                0,
                PageBreak {
                    block: 0,
                    offset: 0,
                    printed: before,
                },
            );
        }
        let last = page.breaks.last().map(|at| at.printed);
        printed = after.or(last);
        let name = names.get(&path).cloned().unwrap_or(page.title);
        drafts.extend(sections::cut(
            Text {
                blocks: page.blocks,
                breaks: page.breaks,
            },
            &name,
            &model,
        ));
    }
    if pictures > 0 {
        let text = format!("{pictures} pictures of the book are left out; its text is kept");
        notices.note(NoticeKind::Cut, text);
    }
    drafts.insert(0, notices);
    Ok(Volume { title, drafts })
}

/// The files of a book.
struct Files<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    packed: u64,
    read: u64,
}

impl Files<'_> {
    fn text(&mut self, path: &str) -> Result<String, String> {
        let file = self
            .archive
            .by_name(path)
            .map_err(|error| format!("{path}: {error}"))?;
        let mut bytes = Vec::new();
        // The archive's word about sizes is not taken.
        file.take(FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("{path}: {error}"))?;
        self.read += bytes.len() as u64;
        if bytes.len() as u64 > FILE || self.read > ALL || load::is_bomb(self.read, self.packed) {
            return Err(format!("{path}: inflates to too much"));
        }
        let decoded = decode::decode(&bytes, true).ok_or_else(|| format!("{path}: binary data"))?;
        Ok(decode::tidy(&decoded.text).into_owned())
    }
}

/// An XML file; a document type is passed over, an entity never leads outside.
fn xml(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 1 << 20,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| error.to_string())
}

/// All elements of this name, in whatever namespace.
fn elements<'a, 'input: 'a>(
    root: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    root.descendants()
        .filter(move |node| node.is_element() && node.tag_name().name() == name)
}

fn text(node: Node<'_, '_>) -> String {
    let text: String = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .collect();
    skeleton::squeeze(&text)
}

/// Puts what the package says of the book onto the page; gives its title.
fn metadata(package: Node<'_, '_>, draft: &mut Draft) -> Option<String> {
    let all = |name| -> Vec<String> {
        elements(package, name)
            .map(text)
            .filter(|text| !text.is_empty())
            .collect()
    };
    let title = all("title").into_iter().next();
    for (name, values) in [
        ("author", all("creator")),
        ("date", all("date").into_iter().take(1).collect()),
        ("source", all("publisher").into_iter().take(1).collect()),
        ("tags", all("subject")),
        ("المترجم أو المساهم", all("contributor")),
        ("اللغة", all("language").into_iter().take(1).collect()),
    ] {
        meta::set(draft, None, name, values);
    }
    title
}

/// What each chapter is called, by its path: from the navigation document, else from the NCX.
fn names(
    files: &mut Files<'_>,
    package_path: &str,
    package: Node<'_, '_>,
    manifest: &FxHashMap<&str, Node<'_, '_>>,
) -> FxHashMap<String, String> {
    let navigation = elements(package, "item")
        .find(|item| {
            item.attribute("properties")
                .is_some_and(|words| words.split_whitespace().any(|word| word == "nav"))
        })
        .and_then(|item| item.attribute("href"));
    let ncx = elements(package, "spine")
        .find_map(|spine| spine.attribute("toc"))
        .and_then(|id| manifest.get(id))
        .and_then(|item| item.attribute("href"));
    let mut names = FxHashMap::default();
    for href in [navigation, ncx].into_iter().flatten() {
        let Some(path) = resolve(package_path, href) else {
            continue;
        };
        let Ok(source) = files.text(&path) else {
            continue;
        };
        let Ok(document) = xml(&source) else { continue };
        let links = elements(document.root(), "a")
            .filter_map(|link| Some((link.attribute("href")?, text(link))));
        let points = elements(document.root(), "navPoint").filter_map(|point| {
            let target = elements(point, "content").next()?.attribute("src")?;
            Some((target, text(elements(point, "navLabel").next()?)))
        });
        for (target, name) in links.chain(points) {
            // The first that leads into a chapter is the chapter's own.
            if let Some(target) = resolve(&path, target)
                && !name.is_empty()
            {
                names.entry(target).or_insert(name);
            }
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

/// The name in the archive of what `href` means in the file at `base`; nothing if it leads out of it.
fn resolve(base: &str, href: &str) -> Option<String> {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    if href.contains("://") || href.starts_with('/') || href.contains(['\\', '\0']) {
        return None;
    }
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let href = percent_decoded(href);
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Undoes the escapes of an address.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = (byte == b'%')
            .then(|| std::str::from_utf8(after.get(..2)?).ok())
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_book() {
        let check = |base: &str, href: &str, expected: Option<&str>| {
            assert_eq!(resolve(base, href).as_deref(), expected, "{base} {href}");
        };
        check(
            "EPUB/package.opf",
            "Content/a.xhtml#p2",
            Some("EPUB/Content/a.xhtml"),
        );
        check("EPUB/nav/nav.xhtml", "../a.xhtml", Some("EPUB/a.xhtml"));
        check("package.opf", "%D8%A3.xhtml", Some("أ.xhtml"));
        check("package.opf", "../a.xhtml", None);
        check("package.opf", "%2E%2E/a.xhtml", None);
        check("EPUB/package.opf", "/etc/passwd", None);
        check("EPUB/package.opf", "file:///etc/passwd", None);
    }
}
