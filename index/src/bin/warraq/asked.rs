//! What is asked of a site's library on the command line, the same for every way to answer.

use crate::names::{DepthName, WordsName};
use crate::site::OpenSite;
use anyhow::{Result, bail};
use clap::Args;
use std::path::PathBuf;
use warraq::answer::{Filter, SearchRequest};
use warraq::id::BookId;

/// Site, query and what narrows it.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// The folder that `warraq build` made.
    site: PathBuf,
    /// What to search for; several arguments are one query. Write -- before one that begins with -.
    #[arg(required = true)]
    query: Vec<String>,
    /// The depth of words that do not set their own.
    #[arg(long, value_enum, default_value = "lemma")]
    depth: DepthName,
    /// Pages with all the words, or with any.
    #[arg(long, value_enum, default_value = "all")]
    words: WordsName,
    /// Only pages of the book with this id, as `warraq stats` lists it.
    #[arg(long, value_name = "ID")]
    book: Option<String>,
    /// Only pages with this value of a field, as `warraq search --facets` lists them, or with a year as
    /// year=1990..2000. Of several for one field any will do; a field with - before it is left out.
    #[arg(
        long = "filter",
        value_name = "FIELD=VALUE",
        allow_hyphen_values = true
    )]
    filters: Vec<String>,
    /// Print everything as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

impl Asked {
    /// Opens the site.
    pub(crate) fn open(&self) -> Result<OpenSite> {
        OpenSite::open(&self.site)
    }

    /// The request; no hits are asked for yet.
    pub(crate) fn request(&self, site: &mut OpenSite) -> Result<SearchRequest> {
        let book = self.book.as_deref().map(|id| book(site, id));
        Ok(SearchRequest {
            query: self.query.join(" "),
            depth: self.depth.into(),
            words: self.words.into(),
            book: book.transpose()?,
            filters: filters(&self.filters)?,
            ..SearchRequest::default()
        })
    }
}

/// The book of this id.
fn book(site: &mut OpenSite, id: &str) -> Result<BookId> {
    let shelf = site.run(|library| library.shelf())?;
    if let Some(book) = shelf.books.iter().find(|book| book.id == id) {
        return Ok(book.book);
    }
    let ids: Vec<String> = shelf
        .books
        .iter()
        .take(20)
        .map(|book| format!("{:?}", book.id))
        .collect();
    let more = if shelf.books.len() > 20 {
        " and more"
    } else {
        ""
    };
    bail!(
        "the library has no book {id:?}; its books are {}{more}",
        ids.join(", ")
    )
}

/// The filters of these arguments, one for each field.
fn filters(arguments: &[String]) -> Result<Vec<Filter>> {
    let mut filters: Vec<Filter> = Vec::new();
    for argument in arguments {
        let Some((field, value)) = argument.split_once('=') else {
            bail!("--filter {argument:?} has no =; write it as --filter author='طه حسين'");
        };
        let without = field.starts_with('-');
        let field = field.trim_start_matches('-');
        let same = |filter: &&mut Filter| filter.field == field && filter.without == without;
        match filters.iter_mut().find(same) {
            Some(filter) => filter.values.push(value.to_owned()),
            None => filters.push(Filter {
                field: field.to_owned(),
                values: vec![value.to_owned()],
                without,
            }),
        }
    }
    Ok(filters)
}
