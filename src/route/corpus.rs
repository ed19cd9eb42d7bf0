//! Places that look at all that a query finds at once.
//!
//! ```text
//! #/lines?sort=before&q=…          every place found, a line each
//! #/spread?rate=1&q=…              over books, sources, authors and years
//! #/neighbours?span=5&all=1&q=…    the words beside what was found
//! ```

use super::Search;
use super::address::Pairs;
use warraq::concordance::LineOrder;

/// How far words may stand from what was found to be its neighbours, at most.
pub const SPAN: u32 = 5;

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CorpusKind {
    /// The places, a line each.
    #[default]
    Lines,
    /// How they are spread.
    Spread,
    /// The words beside them.
    Neighbours,
}

impl CorpusKind {
    /// All kinds.
    pub const ALL: [CorpusKind; 3] = [
        CorpusKind::Lines,
        CorpusKind::Spread,
        CorpusKind::Neighbours,
    ];

    /// The name in addresses.
    pub(super) fn name(self) -> &'static str {
        match self {
            CorpusKind::Lines => "lines",
            CorpusKind::Spread => "spread",
            CorpusKind::Neighbours => "neighbours",
        }
    }
}

/// All that a query finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusPlace {
    /// What is looked at.
    pub kind: CorpusKind,
    /// The search.
    pub search: Search,
    /// The order of lines.
    pub order: LineOrder,
    /// True if the spread is told as a rate.
    pub rate: bool,
    /// How many words before and after are neighbours.
    pub span: u32,
    /// True if particles are neighbours, too.
    pub particles: bool,
}

impl CorpusPlace {
    /// All that a search finds, from its first page on.
    pub fn new(kind: CorpusKind, search: &Search) -> CorpusPlace {
        CorpusPlace {
            kind,
            search: Search {
                from: 0,
                ..search.clone()
            },
            order: LineOrder::default(),
            rate: false,
            span: SPAN,
            particles: false,
        }
    }

    pub(super) fn take(&mut self, name: &str, value: &str) {
        match name {
            "sort" => {
                let known = LineOrder::ALL
                    .into_iter()
                    .find(|order| order.name() == value);
                self.order = known.unwrap_or_default();
            }
            "rate" => self.rate = value == "1",
            "span" => self.span = value.parse().unwrap_or(SPAN).clamp(1, SPAN),
            "all" => self.particles = value == "1",
            "from" => {}
            _ => self.search.take(name, value),
        }
    }

    pub(super) fn pairs(&self, out: &mut Pairs) {
        match self.kind {
            CorpusKind::Lines if self.order != LineOrder::default() => {
                out.text("sort", self.order.name());
            }
            CorpusKind::Spread => out.number("rate", self.rate.into()),
            CorpusKind::Neighbours => {
                out.number("span", if self.span == SPAN { 0 } else { self.span });
                out.number("all", self.particles.into());
            }
            CorpusKind::Lines => {}
        }
        self.search.pairs(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;

    #[test]
    fn places_have_addresses() {
        let search = Search::new("ورق");
        let place = |kind| CorpusPlace::new(kind, &search);
        let check = |place: CorpusPlace, address: &str| {
            let route = Route::Corpus(Box::new(place));
            assert_eq!(route.to_hash(), address);
            assert_eq!(Route::parse(address), route);
        };
        let q = "q=%D9%88%D8%B1%D9%82";
        check(place(CorpusKind::Lines), &format!("#/lines?{q}"));
        check(place(CorpusKind::Spread), &format!("#/spread?{q}"));
        let before = CorpusPlace {
            order: LineOrder::Before,
            ..place(CorpusKind::Lines)
        };
        check(before, &format!("#/lines?sort=before&{q}"));
        let rate = CorpusPlace {
            rate: true,
            ..place(CorpusKind::Spread)
        };
        check(rate, &format!("#/spread?rate=1&{q}"));
        let near = CorpusPlace {
            span: 2,
            particles: true,
            ..place(CorpusKind::Neighbours)
        };
        check(near, &format!("#/neighbours?span=2&all=1&{q}"));
        let Route::Corpus(odd) = Route::parse("#/neighbours?span=99&sort=x&from=20&q=a") else {
            panic!("not all that a query finds");
        };
        assert_eq!(
            (odd.span, odd.order, odd.search.from),
            (SPAN, LineOrder::Page, 0)
        );
    }
}
