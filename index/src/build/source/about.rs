//! `library.toml`: what a folder's author says of all texts in it and below.
//!
//! ```toml
//! title = "رسائل الخط"        # of the book that the folder is; at the top, of the library
//! author = "ابن قتيبة"        # of pages that name none
//! died = 276                  # the Hijri year of the author's death
//! source = "دار العلم"        # of pages that name none
//! tags = ["الخط", "الورق"]    # besides the pages' own
//! language = "en"             # at the top: of the interface, until its reader chooses; ar or en
//! order = ["مقدمة", "الأبواب"] # files and folders in it that come first, with or without ending
//! ```
//! What a folder says holds for those below it, unless they say otherwise; its title, order and language are its own. A file
//! that cannot be read and a key that means nothing are told, and the rest holds.

use super::century;
use super::kind::kind;
use crate::page::Page;
use toml::{Table, Value};

/// The name of such a file.
pub(super) const FILE_NAME: &str = "library.toml";

/// The languages of the interface.
const LANGUAGES: [&str; 2] = ["ar", "en"];

/// What is said of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    pub(super) title: Option<String>,
    author: Option<String>,
    died: Option<u16>,
    source: Option<String>,
    tags: Vec<String>,
    /// The code of a language of the interface.
    pub(super) language: Option<String>,
    /// Names that come first, in their order.
    pub(super) order: Vec<String>,
}

impl About {
    /// What a file says; `above` holds where it says nothing. Then what is wrong with it, by line.
    pub(super) fn read(text: &str, above: &About) -> (About, Vec<(Option<u32>, String)>) {
        let mut about = About {
            title: None,
            language: None,
            order: Vec::new(),
            ..above.clone()
        };
        let table = match text.parse::<Table>() {
            Ok(table) => table,
            Err(error) => {
                let line = error.span().and_then(|span| {
                    let before = text.get(..span.start)?;
                    u32::try_from(before.matches('\n').count() + 1).ok()
                });
                let told = format!("not TOML ({}); not used", error.message());
                return (about, vec![(line, told)]);
            }
        };
        let mut wrong = Vec::new();
        for (key, value) in table {
            let understood = match (key.as_str(), value) {
                ("title", Value::String(text)) => set(&mut about.title, text),
                ("author", Value::String(text)) => set(&mut about.author, text),
                ("source", Value::String(text)) => set(&mut about.source, text),
                ("language", Value::String(code)) if LANGUAGES.contains(&code.as_str()) => {
                    set(&mut about.language, code)
                }
                ("died", Value::Integer(year)) => {
                    about.died = u16::try_from(year).ok();
                    (1..=1500).contains(&year)
                }
                ("tags", Value::Array(tags)) => add(&mut about.tags, tags),
                ("order", Value::Array(names)) => add(&mut about.order, names),
                _ => false,
            };
            if !understood {
                let line = text
                    .lines()
                    .position(|line| line.trim_start().trim_start_matches('"').starts_with(&key));
                let line = line.and_then(|line| u32::try_from(line + 1).ok());
                let told = format!(
                    "«{key}» is not used: there are title, author and source (texts), language (ar or en), died (a Hijri year), tags and order (lists of texts)"
                );
                wrong.push((line, told));
            }
        }
        (about, wrong)
    }

    /// Where a file or folder of this name comes among its like; those it does not name come last.
    pub(super) fn rank(&self, name: &str) -> usize {
        let is = |wanted: &String| wanted == name || wanted == kind(name).2;
        let place = self.order.iter().position(is);
        place.unwrap_or(self.order.len())
    }

    /// Says of a page what it does not say itself.
    pub(super) fn complete(&self, page: &mut Page) {
        // Whose death it is, is known only of a page by that author.
        let own = page.author.is_some() && page.author != self.author;
        if page.author.is_none() {
            page.author.clone_from(&self.author);
        }
        if page.source.is_none() {
            page.source.clone_from(&self.source);
        }
        if let Some(died) = self.died.filter(|_| !own) {
            century::set(page, died);
        }
        for tag in &self.tags {
            if !page.tags.contains(tag) {
                page.tags.push(tag.clone());
            }
        }
    }
}

fn set(field: &mut Option<String>, text: String) -> bool {
    let text = text.trim();
    *field = Some(text.to_owned()).filter(|text| !text.is_empty());
    !text.is_empty()
}

/// Adds texts to a list; false if one is none.
fn add(list: &mut Vec<String>, values: Vec<Value>) -> bool {
    let (before, count) = (list.len(), values.len());
    list.extend(values.into_iter().filter_map(|value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }));
    list.len() - before == count
}
