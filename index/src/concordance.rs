//! Lines of a concordance put in order, and the words that keep company with what was found.

use crate::answer::{Line, NearWord};
use crate::id::PageId;
use std::cmp::Ordering;

/// In which order lines are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineOrder {
    /// As the library has them.
    #[default]
    Page,
    /// By the word before, then by the one before that.
    Before,
    /// By the word after, then by the one after that.
    After,
    /// By the letters of what was found, then by its spelling.
    Word,
    /// By the date of the page, the latest first, those without one last.
    Newest,
    /// By the date of the page, the earliest first, those without one last.
    Oldest,
}

impl LineOrder {
    /// All orders.
    pub const ALL: [LineOrder; 6] = [
        LineOrder::Page,
        LineOrder::Before,
        LineOrder::After,
        LineOrder::Word,
        LineOrder::Newest,
        LineOrder::Oldest,
    ];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            LineOrder::Page => "page",
            LineOrder::Before => "before",
            LineOrder::After => "after",
            LineOrder::Word => "word",
            LineOrder::Newest => "newest",
            LineOrder::Oldest => "oldest",
        }
    }
}

/// Two words in the order of the alphabet, other letters and digits behind those of Arabic. Folded letters in the order of their
/// code points are in the order of the dictionary.
fn alphabetical(one: &str, other: &str) -> Ordering {
    let foreign =
        |word: &str| word.starts_with(|first: char| !('\u{0600}'..'\u{0700}').contains(&first));
    let (a, b) = (foreign(one), foreign(other));
    a.cmp(&b).then_with(|| one.cmp(other))
}

/// Words one after the other; what ends first is first.
fn by_words(one: &[NearWord], other: &[NearWord]) -> Ordering {
    for (a, b) in one.iter().zip(other) {
        let order = alphabetical(&a.form, &b.form);
        if order != Ordering::Equal {
            return order;
        }
    }
    one.len().cmp(&other.len())
}

fn in_page(one: &Line, other: &Line) -> Ordering {
    let place = |line: &Line| {
        (
            line.page,
            line.block.map_or(0, |block| block + 1),
            line.start,
            line.end,
        )
    };
    place(one).cmp(&place(other))
}

/// The numbers of lines in an order; equals are in the order of the library. `day` tells a page's
/// [day](crate::date::Date::day_number), 0 if it has none.
pub fn ordered(lines: &[Line], order: LineOrder, day: &dyn Fn(PageId) -> u32) -> Vec<u32> {
    let later = |one: &Line, other: &Line| day(other.page).cmp(&day(one.page));
    let undated = |line: &Line| day(line.page) == 0;
    numbers(lines.len(), &|a, b| {
        let (one, other) = (&lines[a as usize], &lines[b as usize]);
        let by_order = match order {
            LineOrder::Page => Ordering::Equal,
            LineOrder::Before => by_words(&one.words_before, &other.words_before),
            LineOrder::After => by_words(&one.words_after, &other.words_after),
            LineOrder::Word => {
                alphabetical(&one.form, &other.form).then_with(|| one.word.cmp(&other.word))
            }
            LineOrder::Newest => later(one, other),
            LineOrder::Oldest => undated(one)
                .cmp(&undated(other))
                .then_with(|| later(other, one)),
        };
        by_order.then_with(|| in_page(one, other))
    })
}

/// The numbers below `count`, sorted; equals are in their order. One routine for all orders, which keeps the program small.
pub fn numbers(count: usize, order: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut numbers: Vec<u32> = (0..count as u32).collect();
    numbers.sort_unstable_by(|&a, &b| order(a, b).then_with(|| a.cmp(&b)));
    numbers
}

/// A word that stands beside what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbour {
    /// Its folded letters.
    pub form: String,
    /// Its most frequent spelling there.
    pub spelling: String,
    /// Lines that have it before, counted once for each time.
    pub before: u32,
    /// Lines that have it after.
    pub after: u32,
    /// True for particles, pronouns and the like.
    pub function_word: bool,
}

impl Neighbour {
    /// Times it stands before or after.
    pub fn together(&self) -> u32 {
        self.before + self.after
    }
}

/// The words at most `span` words before or after what was found, the most frequent first, then by the alphabet; and how
/// many words there are in all.
pub fn neighbours(lines: &[Line], span: usize) -> (Vec<Neighbour>, u32) {
    let mut words: Vec<(&NearWord, &str, bool)> = Vec::new();
    for line in lines {
        let sides = [
            (&line.words_before, &line.before, true),
            (&line.words_after, &line.after, false),
        ];
        for (near, text, before) in sides {
            for word in near.iter().take(span) {
                let spelling = text.get(word.start as usize..word.end as usize);
                words.push((word, spelling.unwrap_or(&word.form), before));
            }
        }
    }
    let order = numbers(words.len(), &|a, b| {
        let (one, other) = (&words[a as usize], &words[b as usize]);
        one.0
            .form
            .cmp(&other.0.form)
            .then_with(|| one.1.cmp(other.1))
    });
    let mut found: Vec<Neighbour> = Vec::new();
    // The spelling that is counted, and how often the most frequent one was.
    let (mut run, mut most) = (0, 0);
    let mut last = "";
    for &number in &order {
        let (word, spelling, before) = words[number as usize];
        let same = found.last().is_some_and(|last| last.form == word.form);
        if !same {
            most = 0;
            found.push(Neighbour {
                form: word.form.clone(),
                function_word: word.function_word,
                ..Neighbour::default()
            });
        }
        run = if same && last == spelling { run + 1 } else { 1 };
        last = spelling;
        if let Some(neighbour) = found.last_mut() {
            neighbour.before += u32::from(before);
            neighbour.after += u32::from(!before);
            if run > most {
                most = run;
                spelling.clone_into(&mut neighbour.spelling);
            }
        }
    }
    let order = numbers(found.len(), &|a, b| {
        let (one, other) = (&found[a as usize], &found[b as usize]);
        let more = other.together().cmp(&one.together());
        more.then_with(|| alphabetical(&one.form, &other.form))
    });
    let take = |&number: &u32| std::mem::take(&mut found[number as usize]);
    (order.iter().map(take).collect(), words.len() as u32)
}

/// How much more often a word stands beside what was found than chance would have it: the log-likelihood ratio G² of
/// Dunning (Accurate Methods for the Statistics of Surprise and Coincidence, Computational Linguistics 19(1), 1993) over
/// the table of two rows and columns: this word or another, beside what was found or elsewhere. 0 if it is there no more often than
/// elsewhere. 10.83 is passed by chance once in a thousand words.
///
/// `together`: times it stands beside; `beside`: words that stand beside in all; `size`: times it occurs in the library; `words`: words
/// of the library. A size too small for what was seen is taken to be as large.
pub fn log_likelihood(together: u32, beside: u32, size: u32, words: u64) -> f64 {
    let together = f64::from(together);
    let beside = f64::from(beside).max(together);
    let size = f64::from(size).max(together);
    let words = (words as f64).max(beside + size - together);
    if together * words <= beside * size {
        return 0.0;
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "it is shown and never written down"
    )]
    let cell = |seen: f64, row: f64, column: f64| match seen > 0.0 {
        true => seen * (seen * words / (row * column)).ln(),
        false => 0.0,
    };
    let elsewhere = words - beside;
    let others = words - size;
    2.0 * (cell(together, size, beside)
        + cell(size - together, size, elsewhere)
        + cell(beside - together, others, beside)
        + cell(words - beside - size + together, others, elsewhere))
}

#[cfg(test)]
mod tests;
