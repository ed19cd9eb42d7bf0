//! What tells machines of the plain pages: a sitemap, and a feed (Atom, RFC 4287) of the latest.

use super::html::escape;
use super::{FOLDER, page_name};
use warraq::answer::PageRecord;
use warraq::date::{Calendar, Date, year_of};

/// Pages in the feed.
const LATEST: usize = 50;

/// The sitemap of these places below `url`.
pub(super) fn sitemap(url: &str, places: &[String]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for place in places {
        out.push_str("<url><loc>");
        escape(&format!("{url}/{place}"), &mut out);
        out.push_str("</loc></url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// The pages that state the latest dates.
#[derive(Default)]
pub(super) struct Latest {
    /// Day, place in the library, record; the latest first, once there are too many.
    pages: Vec<(u32, PageRecord)>,
}

impl Latest {
    pub(super) fn add(&mut self, record: &PageRecord) {
        if let Some(date) = record.date.filter(|date| date.stated) {
            self.pages.push((date.date.day_number(), record.clone()));
            if self.pages.len() >= 20 * LATEST {
                self.cut();
            }
        }
    }

    /// The order does not depend on how often it was cut.
    fn cut(&mut self) {
        self.pages
            .sort_by_key(|(day, record)| (std::cmp::Reverse(*day), record.page));
        self.pages.truncate(LATEST);
    }

    /// The feed. Its time is that of its latest page: the same library makes the same feed.
    pub(super) fn atom(mut self, url: &str, title: &str) -> String {
        self.cut();
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ar\">\n",
        );
        element(&mut out, "title", title);
        element(&mut out, "id", &format!("{url}/"));
        let latest = self.pages.first().map_or(0, |(day, _)| *day);
        element(&mut out, "updated", &time(latest));
        for (day, record) in &self.pages {
            let address = format!("{url}/{FOLDER}/{}", page_name(record));
            out.push_str("<entry>\n<link href=\"");
            escape(&address, &mut out);
            out.push_str("\"/>\n");
            element(&mut out, "id", &address);
            element(&mut out, "title", &record.title);
            element(&mut out, "updated", &time(*day));
            out.push_str("<author><name>");
            escape(
                record
                    .author
                    .as_deref()
                    .or(record.source.as_deref())
                    .unwrap_or(title),
                &mut out,
            );
            out.push_str("</name></author>\n</entry>\n");
        }
        out.push_str("</feed>\n");
        out
    }
}

fn element(out: &mut String, name: &str, text: &str) {
    out.extend(["<", name, ">"]);
    escape(text, out);
    out.extend(["</", name, ">\n"]);
}

/// A day, counted as [`Date::day_number`] does, as feeds write times.
fn time(day: u32) -> String {
    let year = year_of(day).max(1) as u16;
    let of = |month| Date {
        calendar: Calendar::Gregorian,
        year,
        month,
        day: 1,
    };
    let month = (1..=12)
        .rev()
        .find(|&month| of(month).day_number() <= day)
        .unwrap_or(1);
    let first = of(month).day_number();
    format!(
        "{year:04}-{month:02}-{:02}T00:00:00Z",
        1 + day.saturating_sub(first)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        let check = |year, month, day, expected: &str| {
            let date = Date {
                calendar: Calendar::Gregorian,
                year,
                month,
                day,
            };
            assert_eq!(time(date.day_number()), format!("{expected}T00:00:00Z"));
        };
        check(1, 1, 1, "0001-01-01");
        check(2000, 2, 29, "2000-02-29");
        check(2020, 12, 31, "2020-12-31");
        check(2021, 3, 1, "2021-03-01");
        check(1999, 0, 0, "1999-01-01");
    }
}
