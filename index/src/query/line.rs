//! The places of a text that answer a query, with what stands around them: the lines of a concordance. They are the
//! words that a [`Marker`] marks, but that words of a phrase and words near each other are one place.

use super::mark::Marker;
use super::parse::ClauseKind;
use super::phrase;
use crate::answer::{Depth, Line, Mark, NearWord, TermKind};
use crate::order::{pair, sort_by_key};
use crate::text;
use std::ops::Range;

/// Words given on each side of a place at most.
const AROUND: usize = 14;
/// Of them, those whose forms are given.
const NAMED: usize = 5;

/// A place: what is found there, and the number of its first mark.
struct Place {
    mark: Mark,
    number: u32,
}

impl Marker<'_> {
    /// The places of a text that answer the query, in the order of the text, and how many marks the text has.
    /// `hits` are the marks of the page before this text. Particles are places only if nothing but particles is
    /// asked for.
    pub fn lines(&self, text: &str, title: bool, hits: u32) -> (Vec<Line>, u32) {
        let words: Vec<Range<usize>> = text::words(text).collect();
        let depths = self.depths(text, &words, title);
        let marks = self.marks_by(&words, &depths);
        let particles = self.only_particles();
        let alone = |term: u16| {
            let target = &self.targets[usize::from(term)];
            let together = matches!(target.kind, TermKind::Phrase | TermKind::Near);
            !together && (!target.function_word || particles)
        };
        let numbered = (0..).zip(&marks);
        let plain = numbered.filter(|(_, mark)| alone(mark.term));
        let mut places: Vec<Place> = plain
            .map(|(number, &mark)| Place { mark, number })
            .collect();
        self.together(&words, &depths, &marks, &mut places);
        sort_by_key(&mut places, |place| pair(place.mark.start, place.mark.end));
        let lines = places.iter().map(|place| {
            let line = around(text, &words, &place.mark);
            Line {
                hit: hits + place.number + 1,
                ..line
            }
        });
        (lines.collect(), marks.len() as u32)
    }

    /// True if the query asks for no word but particles.
    fn only_particles(&self) -> bool {
        let mut wanted = self
            .targets
            .iter()
            .filter(|target| target.kind != TermKind::Without);
        wanted.all(|target| target.function_word)
    }

    /// Adds the places where words stand together, each beginning behind the one before: phrases, and of nearnesses the
    /// shortest stretches that have all the words.
    fn together(
        &self,
        words: &[Range<usize>],
        depths: &[Vec<Option<Depth>>],
        marks: &[Mark],
        places: &mut Vec<Place>,
    ) {
        let mut first = 0;
        for clause in self.clauses {
            let terms = first..first + clause.words.len();
            first = terms.end;
            let found = match clause.kind {
                _ if clause.without => continue,
                ClauseKind::Near(within) => stretches(depths, &terms, within),
                ClauseKind::Phrase => phrases(depths, &terms),
                _ => continue,
            };
            let mut free = 0;
            for (start, end) in found {
                if start < free {
                    continue;
                }
                free = end + 1;
                let (from, to) = (words[start].start as u32, words[end].end as u32);
                let number = marks.partition_point(|mark| mark.end <= from);
                let of_these = |mark: &&Mark| terms.contains(&usize::from(mark.term));
                let inside = marks[number..].iter().take_while(|mark| mark.end <= to);
                let depth = inside.filter(of_these).map(|mark| mark.depth).max();
                let term = marks
                    .get(number)
                    .map_or(terms.start as u16, |mark| mark.term);
                places.push(Place {
                    mark: Mark {
                        start: from,
                        end: to,
                        term,
                        depth: depth.unwrap_or_default(),
                    },
                    number: number as u32,
                });
            }
        }
    }
}

/// Where these query words are found one after the other: first and last word.
fn phrases(depths: &[Vec<Option<Depth>>], terms: &Range<usize>) -> Vec<(usize, usize)> {
    let starts = 0..(depths.len() + 1).saturating_sub(terms.len());
    let is_phrase = |&start: &usize| {
        let mut here = depths[start..].iter().zip(terms.clone());
        here.all(|(depths, term)| depths[term].is_some())
    };
    let whole = |start: usize| (start, start + terms.len() - 1);
    starts.filter(is_phrase).map(whole).collect()
}

/// The shortest stretches of words that have each of these query words in a place of its own, none longer than `within` steps;
/// in order, given by their first and last word.
fn stretches(
    depths: &[Vec<Option<Depth>>],
    terms: &Range<usize>,
    within: u32,
) -> Vec<(usize, usize)> {
    let answer = |term: usize| {
        let places = (0..depths.len()).filter(move |&at| depths[at][term].is_some());
        places.map(|at| at as u64).collect()
    };
    let places: Vec<Vec<u64>> = terms.clone().map(answer).collect();
    let mut found: Vec<(usize, usize)> = Vec::new();
    for start in phrase::near(&places, within) {
        let here = |length: u32| {
            let end = start + u64::from(length);
            let cut = |places: &Vec<u64>| {
                let inside = |place: &&u64| (start..=end).contains(*place);
                places.iter().filter(inside).copied().collect()
            };
            let places: Vec<Vec<u64>> = places.iter().map(cut).collect();
            phrase::near(&places, length).first() == Some(&start)
        };
        let Some(length) = (0..=within).find(|&length| here(length)) else {
            continue;
        };
        let end = start as usize + length as usize;
        // A stretch that ends with a later one has it inside.
        if found.last().is_some_and(|last| last.1 == end) {
            found.pop();
        }
        found.push((start as usize, end));
    }
    found
}

/// The line of a mark, without its number.
fn around(text: &str, words: &[Range<usize>], mark: &Mark) -> Line {
    let (start, end) = (mark.start as usize, mark.end as usize);
    let first = words.partition_point(|word| word.end <= start);
    let next = words.partition_point(|word| word.start < end);
    let from = first.saturating_sub(AROUND);
    let to = (next + AROUND).min(words.len());
    let begin = match from {
        0 => 0,
        _ => words[from].start,
    };
    let stop = match to == words.len() {
        true => text.len(),
        false => words[to - 1].end.max(end),
    };
    let near = |word: &Range<usize>, origin: usize| NearWord {
        start: (word.start - origin) as u32,
        end: (word.end - origin) as u32,
        form: form(&text[word.clone()]),
        function_word: text::is_function_word(&key(&text[word.clone()])),
    };
    let before = words[from..first].iter().rev().take(NAMED);
    let after = words[next..to].iter().take(NAMED);
    let forms: Vec<String> = words[first..next]
        .iter()
        .map(|word| form(&text[word.clone()]))
        .collect();
    Line {
        block: None,
        start: mark.start,
        end: mark.end,
        before: text[begin..start].to_owned(),
        word: text[start..end].to_owned(),
        after: text[end..stop].to_owned(),
        cut_before: from > 0,
        cut_after: to < words.len(),
        term: mark.term,
        depth: mark.depth,
        form: forms.join(" "),
        words_before: before.map(|word| near(word, begin)).collect(),
        words_after: after.map(|word| near(word, end)).collect(),
        ..Line::default()
    }
}

fn key(word: &str) -> Vec<u8> {
    let mut key = Vec::new();
    text::fold(word, &mut key);
    key
}

fn form(word: &str) -> String {
    text::display(&key(word))
}
