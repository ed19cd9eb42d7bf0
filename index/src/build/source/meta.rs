//! Named fields of a source (front matter, JSON, meta tags) as the metadata of a page.

use super::draft::Draft;
use super::furniture::split_tags;
use super::{NoticeKind, dates, skeleton};
use crate::page::PageDate;

/// What a field's name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Title,
    Text,
    Author,
    Date,
    Source,
    Url,
    Tags,
}

/// What a field of this name is, letter case aside; `None` for a field of the source's own.
pub(super) fn field(name: &str) -> Option<Field> {
    Some(match name.trim().to_lowercase().as_str() {
        "id" | "المعرف" => Field::Id,
        "title" | "العنوان" | "عنوان" => Field::Title,
        "text" | "content" | "body" | "النص" => Field::Text,
        "author" | "authors" | "المؤلف" | "الكاتب" | "مؤلف" => Field::Author,
        "date" | "published" | "التاريخ" | "تاريخ" => Field::Date,
        "source" | "المصدر" | "مصدر" => Field::Source,
        "url" | "link" | "الرابط" | "رابط" => Field::Url,
        "tags" | "keywords" | "الوسوم" | "وسوم" => Field::Tags,
        _ => return None,
    })
}

/// Puts a field's values where they belong on the draft's page: the first that says something
/// counts, a later one and every field of another name is kept under its own. `line` is the
/// field's, for notices.
pub(super) fn set(draft: &mut Draft, line: Option<u32>, name: &str, values: Vec<String>) {
    let values: Vec<String> = values
        .iter()
        .map(|value| skeleton::squeeze(value))
        .filter(|v| !v.is_empty())
        .collect();
    if values.is_empty() {
        return;
    }
    let page = draft.page.get_or_insert_default();
    let all = || values.join("، ");
    let place = match field(name) {
        Some(Field::Id) if page.id.is_empty() => {
            page.id = all();
            return;
        }
        Some(Field::Title) if page.title.is_empty() => {
            page.title = all();
            return;
        }
        Some(Field::Tags) => {
            for tag in values.iter().flat_map(|value| split_tags(value)) {
                if !page.tags.contains(&tag) {
                    page.tags.push(tag);
                }
            }
            return;
        }
        Some(Field::Date) if page.date.is_none() => match dates::parse(&all()) {
            Some(date) => {
                page.date = Some(PageDate { date, stated: true });
                return;
            }
            None => {
                let text = format!(
                    "the date «{}» is not understood; kept as a field of the page",
                    all()
                );
                page.fields.push((name.to_owned(), all()));
                draft.notices.push((line, NoticeKind::Broken, text));
                return;
            }
        },
        Some(Field::Author) => &mut page.author,
        Some(Field::Source) => &mut page.source,
        Some(Field::Url) => &mut page.url,
        _ => {
            page.fields.push((name.to_owned(), all()));
            return;
        }
    };
    match place {
        Some(_) => page.fields.push((name.to_owned(), all())),
        None => *place = Some(all()),
    }
}
