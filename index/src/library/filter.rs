//! Filtering: which pages have what filters want, and what fields there are.

use super::order::Generations;
use super::{Library, Step};
use crate::answer::{Depth, FieldRecord, FormCount, Order, SearchRequest, Term, TermKind};
use crate::error::Error;
use crate::format::catalog::Catalog;
use crate::format::facets::{self, Field};
use crate::format::pack::PackKind;
use crate::id::PackId;
use crate::order::sort_distinct;
use crate::query::filter::{BOOK, FilterClause, Wanted};
use crate::query::runs::Runs;
use std::ops::Range;

/// Values listed for a filter of the query at most.
const VALUES: usize = 40;

/// What filters leave.
pub(super) struct Filtered {
    /// The pages that pass, if there is any filter.
    pub(super) pages: Option<Runs>,
    /// What became of the filters in the query.
    pub(super) terms: Vec<Term>,
}

/// The values that a filter wants.
#[derive(Default)]
struct Matching {
    runs: Vec<Range<u32>>,
    /// Each with how many pages have it.
    values: Vec<(String, u32)>,
}

/// A value of a field.
pub(super) struct Value {
    pub(super) name: String,
    /// How many pages have it.
    pages: u32,
    /// Which.
    pub(super) runs: Vec<Range<u32>>,
}

/// The packs that were not fed yet.
#[derive(Default)]
pub(super) struct Missing(Vec<u32>);

impl Missing {
    pub(super) fn extend(&mut self, packs: Vec<PackId>) {
        self.0.extend(packs.iter().map(|pack| pack.0));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each once, in order.
    pub(super) fn into_packs(mut self) -> Vec<PackId> {
        sort_distinct(&mut self.0);
        self.0.into_iter().map(PackId).collect()
    }
}

impl Library {
    /// The fields of the pages.
    pub fn fields(&self) -> Result<Step<Vec<FieldRecord>>, Error> {
        let mut missing = Missing::default();
        let Some(fields) = self.all_fields(&mut missing)? else {
            return Ok(Step::Need(missing.into_packs()));
        };
        let record = |field: Field| FieldRecord {
            name: field.name,
            values: field.values,
            pages: field.pages,
        };
        Ok(Step::Done(fields.into_iter().map(record).collect()))
    }

    /// The fields and where their values are.
    pub(super) fn all_fields(&self, missing: &mut Missing) -> Result<Option<Vec<Field>>, Error> {
        if self.manifest.range(PackKind::Facets).is_empty() {
            return Ok(Some(Vec::new()));
        }
        if self.lacks_facets(missing, [0]) {
            return Ok(None);
        }
        self.part(PackKind::Facets, 0, facets::read_fields)
            .map(Some)
    }

    /// True if packs with these parts are missing, which it notes.
    pub(super) fn lacks_facets(
        &self,
        missing: &mut Missing,
        parts: impl IntoIterator<Item = u32>,
    ) -> bool {
        let packs = self.missing(PackKind::Facets, parts);
        let lacks = !packs.is_empty();
        missing.extend(packs);
        lacks
    }

    /// The pages of the book asked for, or all.
    pub(super) fn within(&self, request: &SearchRequest, catalog: &Catalog) -> Range<u32> {
        let of_book = |book| {
            let book = catalog.book(book);
            book.map_or(0..0, |book| book.first.0..book.first.0 + book.pages)
        };
        request.book.map_or(0..self.manifest.pages, of_book)
    }

    /// What the filters leave, if there are any, and what is known of the authors if the order asks for it. What they need
    /// goes to what is missing.
    #[inline(never)]
    pub(super) fn filtered_by(
        &self,
        request: &SearchRequest,
        missing: &mut Vec<PackId>,
    ) -> Result<(Option<Filtered>, Generations), Error> {
        let mut needed = Missing::default();
        if matches!(request.order, Order::Newest | Order::Oldest) {
            let dates = self.manifest.range(PackKind::Dates).map(PackId);
            let first = dates.map(|pack| self.pack(pack).first);
            needed.extend(self.missing(PackKind::Dates, first));
        }
        let generations = match request.order {
            Order::Author => self.generations(&mut needed)?,
            _ => Generations::default(),
        };
        let typed = request.typed_filters();
        let filtered = match self.catalog()? {
            Step::Done(catalog) => {
                let within = self.within(request, catalog);
                self.filtered(request, &typed, catalog, &within, &mut needed)?
            }
            // The catalog is missing already.
            Step::Need(_) => None,
        };
        missing.extend(needed.into_packs());
        let filtered = filtered.filter(|filtered| filtered.pages.is_some());
        Ok((filtered, generations))
    }

    /// The pages that pass all filters of a request and of its query, `within` these; or what is missing.
    fn filtered(
        &self,
        request: &SearchRequest,
        typed: &[FilterClause],
        catalog: &Catalog,
        within: &Range<u32>,
        missing: &mut Missing,
    ) -> Result<Option<Filtered>, Error> {
        let mut filtered = Filtered {
            pages: None,
            terms: Vec::new(),
        };
        let is_filtered =
            !(request.books.is_empty() && request.filters.is_empty() && typed.is_empty());
        if !is_filtered {
            return Ok(Some(filtered));
        }
        let of_fields = request.filters.iter().map(|filter| filter.field.as_str());
        let mut of_fields = of_fields.chain(typed.iter().map(|filter| filter.field));
        let fields = if of_fields.any(|field| field != BOOK) {
            self.all_fields(missing)?
        } else {
            Some(Vec::new())
        };
        let Some(fields) = fields else {
            return Ok(None);
        };
        let all = self.manifest.pages;
        let mut whole = true;
        let mut pages = Runs::any_of(vec![within.clone()]);
        let mut keep = |runs: Runs, without: bool| {
            pages = pages.and(&if without { runs.not(all) } else { runs });
        };
        if !request.books.is_empty() {
            let books = request.books.iter().filter_map(|&book| catalog.book(book));
            let runs = books.map(|book| book.first.0..book.first.0.saturating_add(book.pages));
            keep(Runs::any_of(runs.collect()), false);
        }
        for filter in &request.filters {
            let wanted = |value: &String| Wanted::chosen(&filter.field, value);
            let wanted: Vec<Wanted> = filter.values.iter().map(wanted).collect();
            match self.matching(&filter.field, &wanted, &fields, catalog, missing)? {
                Some(matching) => keep(Runs::any_of(matching.runs), filter.without),
                None => whole = false,
            }
        }
        let ending = request.query.trim_end().len();
        for alternatives in typed.chunk_by(|_, next| next.either) {
            let mut runs = Vec::new();
            for filter in alternatives {
                let open = request.typing && filter.range.end >= ending;
                let wanted = [Wanted::typed(filter, open)];
                match self.matching(filter.field, &wanted, &fields, catalog, missing)? {
                    Some(matching) => {
                        let own = Runs::any_of(matching.runs.clone()).count();
                        filtered.terms.push(term(filter, own, matching.values));
                        runs.extend(matching.runs);
                    }
                    None => whole = false,
                }
            }
            keep(Runs::any_of(runs), alternatives[0].without);
        }
        filtered.pages = Some(pages);
        Ok(whole.then_some(filtered))
    }

    /// The values of a field that are wanted, and their pages.
    fn matching(
        &self,
        name: &str,
        wanted: &[Wanted],
        fields: &[Field],
        catalog: &Catalog,
        missing: &mut Missing,
    ) -> Result<Option<Matching>, Error> {
        let is_wanted = |value: &str| wanted.iter().any(|wanted| wanted.is(value));
        let mut found = Matching::default();
        if name == BOOK {
            for book in &catalog.books {
                let by_title =
                    |wanted: &Wanted| matches!(wanted, Wanted::Words(..)) && wanted.is(&book.title);
                if is_wanted(&book.id) || wanted.iter().any(by_title) {
                    found
                        .runs
                        .push(book.first.0..book.first.0.saturating_add(book.pages));
                    found.values.push((book.title.clone(), book.pages));
                }
            }
            return Ok(Some(found));
        }
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            return Ok(Some(found));
        };
        let Some(values) = self.values(field, &is_wanted, missing)? else {
            return Ok(None);
        };
        for Value { name, pages, runs } in values {
            found.runs.extend(runs);
            found.values.push((name, pages));
        }
        Ok(Some(found))
    }

    /// The values of a field that are wanted; nothing if packs are missing, which it notes.
    pub(super) fn values(
        &self,
        field: &Field,
        is_wanted: &dyn Fn(&str) -> bool,
        missing: &mut Missing,
    ) -> Result<Option<Vec<Value>>, Error> {
        if self.lacks_facets(missing, field.parts().map(|(part, _)| part)) {
            return Ok(None);
        }
        let mut found = Vec::new();
        let mut whole = true;
        for (part, values) in field.parts() {
            let read = |bytes: &[u8]| facets::read_names(bytes, values);
            let names = self.part(PackKind::Facets, part, read)?;
            let is_wanted: Vec<bool> = names.iter().map(|name| is_wanted(name)).collect();
            if !is_wanted.contains(&true) {
                continue;
            }
            let (sets, counts) = self.counts(part, values)?;
            for (set, group) in (sets..).zip(facets::groups(&counts)) {
                let is_wanted = &is_wanted[group.clone()];
                if !is_wanted.contains(&true) {
                    continue;
                }
                if self.lacks_facets(missing, [set]) {
                    whole = false;
                    continue;
                }
                let read = self.sets(set, &counts[group.clone()])?;
                for ((value, runs), _) in group.zip(read).zip(is_wanted).filter(|(_, is)| **is) {
                    let (name, pages) = (names[value].clone(), counts[value]);
                    found.push(Value { name, pages, runs });
                }
            }
        }
        Ok(whole.then_some(found))
    }

    /// The pages of the values in a part.
    pub(super) fn sets(&self, part: u32, counts: &[u32]) -> Result<Vec<Vec<Range<u32>>>, Error> {
        let read = |bytes: &[u8]| facets::read_sets(bytes, self.manifest.pages, counts);
        self.part(PackKind::Facets, part, read)
    }
}

/// What became of a filter of the query.
fn term(filter: &FilterClause, pages: u32, values: Vec<(String, u32)>) -> Term {
    let form = |(spelling, count): (String, u32)| FormCount {
        spelling,
        count,
        depth: Depth::Form,
    };
    Term {
        text: filter.text.clone(),
        range: (filter.range.start as u32, filter.range.end as u32),
        kind: TermKind::Filter,
        depth: Depth::Form,
        own_depth: false,
        title: false,
        either: filter.either,
        function_word: false,
        form: filter.text.clone(),
        lemma: None,
        root: None,
        known: !values.is_empty(),
        pages,
        occurrences: pages,
        pages_at: [0; 4],
        left_out: values.len().saturating_sub(VALUES) as u32,
        unwanted: Vec::new(),
        forms: values.into_iter().take(VALUES).map(form).collect(),
    }
}
