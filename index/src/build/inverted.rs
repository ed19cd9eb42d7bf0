//! The running text turned around, lemma by lemma, in bounded memory: runs of it are
//! [turned around](super::run) and put aside, then read side by side. As each run has
//! later pages than the one before, the list of a lemma is what the runs have of it, one after the other.

use super::numbering::Numbering;
use super::run::{Place, Run, RunReader};
use super::spool::{Reader, Spool};
use super::tokens::{Chunk, Tokens};
use super::{Budget, BuildError};
use crate::format::postings::Entry;
use std::ops::Range;
use std::path::Path;

/// Where a lemma occurs.
pub(super) struct LemmaList {
    /// The lemma's number.
    pub(super) lemma: u32,
    /// In which pages and as which of its spellings, by page, then by spelling.
    pub(super) entries: Vec<Entry>,
    /// The positions of every entry, entry after entry; an entry has as many as it counts.
    pub(super) positions: Vec<u32>,
    /// With the last lemma of a root: in how many pages any word of the root is.
    pub(super) root_pages: Option<u32>,
}

impl LemmaList {
    /// The pages with how often the lemma is in each.
    pub(super) fn pages(&self) -> impl Iterator<Item = (u32, u32)> + Clone {
        self.entries
            .chunk_by(|a, b| a.page == b.page)
            .map(|page| (page[0].page, page.iter().map(|entry| entry.count()).sum()))
    }
}

/// All words of the library, lemma by lemma.
pub(super) struct Inverted<'a> {
    numbering: &'a Numbering,
    spool: Spool,
    /// The runs put aside.
    places: Vec<Range<u64>>,
    /// The last run, which stays in memory.
    last: Run,
    pages: u32,
    budget: Budget,
}

/// The most lemmas in a batch.
const LEMMAS: usize = 1 << 13;

impl<'a> Inverted<'a> {
    /// Turns the running text around; what does not fit the budget is put aside in this folder.
    pub(super) fn new(
        tokens: &Tokens,
        numbering: &'a Numbering,
        folder: &Path,
        budget: Budget,
    ) -> Result<Inverted<'a>, BuildError> {
        let mut inverted = Inverted {
            numbering,
            // Runs are put aside because they are too large for memory.
            spool: Spool::new(folder, 0),
            places: Vec::new(),
            last: Run::default(),
            pages: tokens.page_count(),
            budget,
        };
        let mut rest = tokens.chunks();
        loop {
            let (now, later) = rest.split_at(fit(rest, budget.run()));
            let run = Run::new(tokens, numbering, now)?;
            rest = later;
            if rest.is_empty() {
                inverted.last = run;
                inverted.spool.seal()?;
                return Ok(inverted);
            }
            let place = run.write(numbering, &mut inverted.spool)?;
            inverted.places.push(place);
        }
    }

    /// Hands on the lists of all lemmas in their order, some at a time: as many as fit the budget, or
    /// a longer one alone. While `take` has some, the next are read, if there is room for both.
    pub(super) fn each(
        &self,
        mut take: impl FnMut(Vec<LemmaList>) -> Result<(), BuildError> + Send,
    ) -> Result<(), BuildError> {
        let mut reader = self.spool.reader()?;
        let mut open = |place: &Range<u64>| RunReader::new(place.clone(), &mut reader);
        let runs = self.places.iter().map(&mut open);
        let mut lists = Lists {
            inverted: self,
            runs: runs.collect::<Result<_, _>>()?,
            reader,
            lemma: 0,
            root: 0,
            root_pages: 0,
            seen: vec![0; self.pages as usize],
        };
        let mut batch = lists.batch()?;
        while !batch.is_empty() {
            let words: usize = batch.iter().map(|list| list.positions.len()).sum();
            if words > 2 * self.budget.batch() {
                take(batch)?;
                batch = lists.batch()?;
                continue;
            }
            let (next, taken) = rayon::join(|| lists.batch(), || take(batch));
            taken?;
            batch = next?;
        }
        Ok(())
    }
}

/// How many of the next chunks make a run.
fn fit(chunks: &[Chunk], words: usize) -> usize {
    let mut sum = 0;
    let fits = |chunk: &&Chunk| {
        sum += chunk.words;
        sum <= words
    };
    let count = chunks.iter().take_while(fits).count();
    count.max(1).min(chunks.len())
}

/// Reads all runs side by side.
struct Lists<'a> {
    inverted: &'a Inverted<'a>,
    runs: Vec<RunReader>,
    reader: Reader<'a>,
    /// The next lemma, and its root.
    lemma: u32,
    root: u32,
    /// In how many pages the root was seen so far.
    root_pages: u32,
    /// For each page one more than the last root seen there.
    seen: Vec<u32>,
}

impl Lists<'_> {
    fn batch(&mut self) -> Result<Vec<LemmaList>, BuildError> {
        let numbering = self.inverted.numbering;
        let (mut batch, mut words) = (Vec::new(), 0);
        while self.lemma < numbering.lemmas()
            && batch.len() < LEMMAS
            && words < self.inverted.budget.batch()
        {
            let list = self.list()?;
            words += list.positions.len();
            batch.push(list);
        }
        Ok(batch)
    }

    /// The list of the next lemma.
    fn list(&mut self) -> Result<LemmaList, BuildError> {
        let numbering = self.inverted.numbering;
        let lemma = self.lemma;
        let spellings = numbering.lemma(lemma).spellings;
        let mut list = LemmaList {
            lemma,
            entries: Vec::new(),
            positions: Vec::with_capacity(numbering.count(spellings.clone())),
            root_pages: None,
        };
        let mut add = |place: Place| {
            let [title, lead] = [1, 2].map(|bit| place.word & bit != 0);
            if let Some(entry) = list.entries.last_mut()
                && (entry.page, entry.spelling + spellings.start) == (place.page, place.spelling())
            {
                let more = Entry::new(entry.page, entry.spelling, entry.count() + 1);
                *entry = more.also(entry.title(), entry.lead() || lead);
            } else {
                let seen = &mut self.seen[place.page as usize];
                self.root_pages += u32::from(*seen != self.root + 1);
                *seen = self.root + 1;
                let entry = Entry::new(place.page, place.spelling() - spellings.start, 1);
                list.entries.push(entry.also(title, lead));
            }
            list.positions.push(place.position);
        };
        for run in &mut self.runs {
            run.list(lemma, spellings.start, &mut self.reader, &mut add)?;
        }
        self.inverted
            .last
            .list(lemma)
            .iter()
            .copied()
            .for_each(&mut add);
        self.lemma += 1;
        if numbering.root(self.root).lemmas.end == self.lemma {
            list.root_pages = Some(std::mem::take(&mut self.root_pages));
            self.root += 1;
        }
        Ok(list)
    }
}
