//! What an HTML page says about itself: title, author, date, outlet, address, subjects.

use super::draft::Draft;
use super::{dates, meta, skeleton};
use scraper::{Html, Node};

/// Names of meta tags, the better ones first.
const AUTHOR: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
];
const DATE: &[&str] = &[
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.created",
    "dc.date.issued",
    "pubdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "og:published_time",
    "time datetime",
];
const SOURCE: &[&str] = &[
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "source",
];
const URL: &[&str] = &["canonical", "og:url"];
const TAGS: &[&str] = &["keywords", "news_keywords", "article:tag"];
const DESCRIPTION: &[&str] = &["description", "og:description", "dc.description"];

/// Puts a page's own words about itself into the draft. `heading` is its first heading of level 1
/// inside the article.
pub(super) fn read(document: &Html, heading: Option<String>, draft: &mut Draft) {
    let mut said: Vec<(String, String)> = Vec::new();
    let (mut title, mut any_heading) = (None, None);
    for node in document.tree.root().descendants() {
        let Node::Element(element) = node.value() else {
            continue;
        };
        let text = || {
            let text: String = node
                .descendants()
                .filter_map(|node| node.value().as_text().map(|text| &**text))
                .collect();
            Some(skeleton::squeeze(&text)).filter(|text| !text.is_empty())
        };
        match element.name() {
            "meta" => {
                let name = element
                    .attr("name")
                    .or(element.attr("property"))
                    .or(element.attr("itemprop"));
                if let (Some(name), Some(content)) = (name, element.attr("content")) {
                    said.push((name.trim().to_lowercase(), content.to_owned()));
                }
            }
            "link"
                if element
                    .attr("rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                said.extend(
                    element
                        .attr("href")
                        .map(|href| ("canonical".to_owned(), href.to_owned())),
                );
            }
            "time" => said.extend(
                element
                    .attr("datetime")
                    .map(|time| ("time datetime".to_owned(), time.to_owned())),
            ),
            // The first title: a drawing may have others.
            "title" if title.is_none() => title = text(),
            "h1" if any_heading.is_none() && heading.is_none() => any_heading = text(),
            _ => {}
        }
    }
    let all = |names: &[&str]| -> Vec<String> {
        let of = |name: &&str| {
            said.iter()
                .filter(move |(other, _)| other == name)
                .map(|(_, value)| value.clone())
                .collect::<Vec<_>>()
        };
        names
            .iter()
            .map(of)
            .find(|values| values.iter().any(|value| !value.trim().is_empty()))
            .unwrap_or_default()
    };
    let first = |names: &[&str]| -> Vec<String> { all(names).into_iter().take(1).collect() };
    let title = heading
        .or_else(|| first(&["og:title", "dc.title"]).pop())
        .or(any_heading)
        .or(title);
    // An author's profile is no name.
    let author: Vec<String> = all(AUTHOR)
        .into_iter()
        .filter(|author| !author.contains("://"))
        .collect();
    // A date that cannot be read is no loss here: nobody wrote it for readers.
    let date = DATE
        .iter()
        .map(|name| first(&[name]))
        .find(|date| date.iter().any(|date| dates::parse(date).is_some()));
    for (name, values) in [
        ("title", title.into_iter().collect()),
        ("author", author),
        ("date", date.unwrap_or_default()),
        ("source", first(SOURCE)),
        ("url", first(URL)),
        ("tags", all(TAGS)),
        ("description", first(DESCRIPTION)),
    ] {
        meta::set(draft, None, name, values);
    }
}
