//! Which words of a text answer a query, and which passages of a page to show for it. The text is
//! cut and folded by the same analysis that built the index.

use super::lexicon::Lexicon;
use super::matching::Target;
use super::parse::{Clause, ClauseKind};
use super::phrase;
use super::vocabulary::Vocabulary;
use crate::answer::{Depth, Mark, MarkedBlock, Passage, TermKind};
use crate::order::{pair, sort_by_key};
use crate::page::{Block, BlockKind};
use crate::text;
use std::ops::Range;

/// Words that a passage shows at most.
const PASSAGE_WORDS: usize = 36;
/// Words that a passage shows before its first mark, where there are as many.
const BEFORE: usize = 6;
/// Passages shown of a page at most.
const PASSAGES: usize = 2;

/// Marks the words of texts that answer a query.
pub struct Marker<'a> {
    pub(super) targets: &'a [Target],
    pub(super) clauses: &'a [Clause],
    vocabulary: Vocabulary<'a>,
}

impl<'a> Marker<'a> {
    /// For the words of a query, as they were resolved in this lexicon.
    pub fn new(targets: &'a [Target], clauses: &'a [Clause], lexicon: &Lexicon<'a>) -> Marker<'a> {
        Marker {
            targets,
            clauses,
            vocabulary: Vocabulary::new(targets, None, lexicon),
        }
    }

    /// The words of a title that answer the query; see [`marks`](Marker::marks).
    pub fn title(&self, title: &str) -> Vec<Mark> {
        self.marks_of(title, true)
    }

    /// The words of a text that answer the query, in the order of the text, each once: as part of a
    /// phrase or nearness if it is in one, else for the query word to which it is closest, the
    /// first of equals. A phrase is one mark.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        self.marks_of(text, false)
    }

    fn marks_of(&self, text: &str, title: bool) -> Vec<Mark> {
        let words: Vec<Range<usize>> = text::words(text).collect();
        self.marks_by(&words, &self.depths(text, &words, title))
    }

    /// For each word of a text, the depths at which it is each query word.
    pub(super) fn depths(
        &self,
        text: &str,
        words: &[Range<usize>],
        title: bool,
    ) -> Vec<Vec<Option<Depth>>> {
        let mut key = Vec::new();
        words
            .iter()
            .map(|range| {
                let word = &text[range.clone()];
                key.clear();
                text::fold(word, &mut key);
                let form = self.vocabulary.form(&key);
                let depth = |target: &Target| {
                    let wanted = target.kind != TermKind::Without && (title || !target.title);
                    let depth = target.depth_of_word(word, form.filter(|_| wanted)?)?;
                    (depth <= target.depth).then_some(depth)
                };
                self.targets.iter().map(depth).collect()
            })
            .collect()
    }

    /// The marks of the words of a text, by the depths at which they answer.
    pub(super) fn marks_by(
        &self,
        words: &[Range<usize>],
        depths: &[Vec<Option<Depth>>],
    ) -> Vec<Mark> {
        let in_phrase = self.in_phrases(depths);
        let mut marks: Vec<Mark> = Vec::new();
        // The word marked last, and the query word it answers.
        let mut last: Option<(usize, usize)> = None;
        for (number, range) in words.iter().enumerate() {
            let answers = |(i, depth): (usize, &Option<Depth>)| {
                let together = matches!(self.targets[i].kind, TermKind::Phrase | TermKind::Near);
                let shown = !together || in_phrase[number].contains(&i);
                depth.filter(|_| shown).map(|depth| (!together, depth, i))
            };
            let best = depths[number].iter().enumerate().filter_map(answers).min();
            let Some((_, depth, term)) = best else {
                continue;
            };
            let end = range.end as u32;
            match marks.last_mut() {
                Some(mark) if last.is_some_and(|last| self.goes_on(last, (number, term))) => {
                    mark.end = end;
                    mark.depth = mark.depth.max(depth);
                }
                _ => marks.push(Mark {
                    start: range.start as u32,
                    end,
                    term: term as u16,
                    depth,
                }),
            }
            last = Some((number, term));
        }
        marks
    }

    /// True if a word of a text goes on with the phrase that the word marked last is in. Both are
    /// given by their number in the text and the query word they answer.
    fn goes_on(&self, last: (usize, usize), word: (usize, usize)) -> bool {
        let (before, after) = (&self.targets[last.1], &self.targets[word.1]);
        let next = last.0 + 1 == word.0 && last.1 + 1 == word.1;
        next && before.clause == after.clause && after.kind == TermKind::Phrase
    }

    /// For each word of a text the words of phrases and nearnesses that it answers as part of the whole.
    fn in_phrases(&self, depths: &[Vec<Option<Depth>>]) -> Vec<Vec<usize>> {
        let mut in_phrase = vec![Vec::new(); depths.len()];
        let mut first = 0;
        for clause in self.clauses {
            let terms = first..first + clause.words.len();
            first = terms.end;
            if clause.without {
                continue;
            }
            if let ClauseKind::Near(within) = clause.kind {
                let answer = |term: usize| {
                    let places = (0..depths.len()).filter(move |&at| depths[at][term].is_some());
                    places.map(|at| at as u64).collect()
                };
                let places: Vec<Vec<u64>> = terms.clone().map(answer).collect();
                let starts = phrase::near(&places, within);
                for (places, term) in places.iter().zip(terms.clone()) {
                    for &place in places {
                        let after = starts.partition_point(|&start| start <= place);
                        let last = after.checked_sub(1).map(|last| starts[last]);
                        if last.is_some_and(|start| place - start <= u64::from(within)) {
                            in_phrase[place as usize].push(term);
                        }
                    }
                }
            }
            if clause.kind != ClauseKind::Phrase {
                continue;
            }
            for start in 0..(depths.len() + 1).saturating_sub(terms.len()) {
                if terms
                    .clone()
                    .enumerate()
                    .all(|(step, term)| depths[start + step][term].is_some())
                {
                    terms
                        .clone()
                        .enumerate()
                        .for_each(|(step, term)| in_phrase[start + step].push(term));
                }
            }
        }
        in_phrase
    }

    /// A block with its marks.
    pub fn block(&self, block: Block) -> MarkedBlock {
        let marks = self.marks(&block.text);
        MarkedBlock {
            kind: block.kind,
            label: block.label,
            text: block.text,
            marks,
        }
    }

    /// The passages of a page that show most of the query; its beginning if none shows any.
    pub fn passages(&self, blocks: &[Block]) -> Vec<Passage> {
        let mut windows: Vec<Window> = Vec::new();
        for (number, block) in blocks.iter().enumerate() {
            self.windows(number, block, &mut windows);
        }
        let mut shown: Vec<Window> = Vec::new();
        while shown.len() < PASSAGES {
            let worth = |window: &Window| self.worth(window, &shown);
            let apart = |window: &&Window| shown.iter().all(|s| !s.overlaps(window));
            // The earliest of equals.
            let best = windows
                .iter()
                .rev()
                .filter(apart)
                .max_by_key(|window| worth(window))
                .cloned();
            match best {
                Some(window) => shown.push(window),
                None => break,
            }
        }
        if shown.is_empty() {
            return beginning(blocks).into_iter().collect();
        }
        sort_by_key(&mut shown, |window| {
            pair(window.block as u32, window.range.start as u32)
        });
        shown
            .into_iter()
            .map(|window| window.passage(&blocks[window.block]))
            .collect()
    }

    /// Adds the windows of a block that begin a little before a marked word.
    fn windows(&self, number: usize, block: &Block, windows: &mut Vec<Window>) {
        let marks = self.marks(&block.text);
        if marks.is_empty() {
            return;
        }
        let words: Vec<Range<usize>> = text::words(&block.text).collect();
        let mut covered = 0;
        for (i, mark) in marks.iter().enumerate() {
            let at = words.partition_point(|word| word.start < mark.start as usize);
            // A window that would show nothing the one before does not is left out.
            if i > 0
                && mark.end as usize <= covered
                && marks.last().is_none_or(|last| last.end as usize <= covered)
            {
                continue;
            }
            let last = (at.saturating_sub(BEFORE) + PASSAGE_WORDS).min(words.len());
            let first = at
                .saturating_sub(BEFORE)
                .min(last.saturating_sub(PASSAGE_WORDS));
            covered = words[last - 1].end;
            let range = words[first].start..covered;
            let inside =
                |mark: &&Mark| mark.start as usize >= range.start && mark.end as usize <= range.end;
            let marks = marks.iter().filter(inside).copied().collect();
            windows.push(Window {
                block: number,
                heading: matches!(block.kind, BlockKind::Heading(_)),
                range,
                marks,
            });
        }
    }

    /// What a window adds to those already shown: query words not shown yet first, then how exact
    /// and how many its marks are.
    fn worth(&self, window: &Window, shown: &[Window]) -> u32 {
        let mut worth = 0;
        for (term, target) in self.targets.iter().enumerate() {
            let here = window
                .marks
                .iter()
                .filter(|mark| usize::from(mark.term) == term);
            let Some(best) = here.clone().map(|mark| mark.depth).min() else {
                continue;
            };
            let weight = if target.function_word { 1 } else { 4 };
            let new = !shown
                .iter()
                .flat_map(|s| &s.marks)
                .any(|mark| usize::from(mark.term) == term);
            worth += weight
                * (if new { 100 } else { 10 }
                    + 10 * (3 - best as u32)
                    + here.count().min(5) as u32);
        }
        if window.heading { worth / 2 } else { worth }
    }
}

/// A stretch of a block that could be shown.
#[derive(Clone, Debug)]
struct Window {
    block: usize,
    heading: bool,
    range: Range<usize>,
    marks: Vec<Mark>,
}

impl Window {
    fn overlaps(&self, other: &Window) -> bool {
        self.block == other.block
            && self.range.start < other.range.end
            && other.range.start < self.range.end
    }

    fn passage(&self, block: &Block) -> Passage {
        passage(self.block, block, self.range.clone(), &self.marks)
    }
}

/// The stretch of a block, widened to the punctuation that belongs to it.
fn passage(number: usize, block: &Block, range: Range<usize>, marks: &[Mark]) -> Passage {
    let before = &block.text[..range.start];
    let opening = before
        .chars()
        .rev()
        .take_while(|c| !c.is_whitespace())
        .map(char::len_utf8)
        .sum::<usize>();
    let start = range.start - opening.min(before.len());
    let after = &block.text[range.end..];
    let end = range.end + after.find(char::is_whitespace).unwrap_or(after.len());
    let shift = |mark: &Mark| Mark {
        start: mark.start - start as u32,
        end: mark.end - start as u32,
        ..*mark
    };
    Passage {
        block: number as u32,
        text: block.text[start..end].to_owned(),
        cut_before: !block.text[..start].trim().is_empty(),
        cut_after: !block.text[end..].trim().is_empty(),
        marks: marks.iter().map(shift).collect(),
    }
}

/// The beginning of a page's text: of the first paragraph, or of whatever there is.
fn beginning(blocks: &[Block]) -> Option<Passage> {
    let number = blocks
        .iter()
        .position(|block| block.kind == BlockKind::Paragraph)
        .or((!blocks.is_empty()).then_some(0))?;
    let block = &blocks[number];
    let end = text::words(&block.text)
        .take(PASSAGE_WORDS)
        .last()
        .map_or(0, |word| word.end);
    (end > 0).then(|| passage(number, block, 0..end, &[]))
}
