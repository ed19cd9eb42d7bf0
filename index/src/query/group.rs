//! What a page must have of a query in which one word can stand for another: alternatives
//! (`قمح | شعير`), and words that nobody typed in the place of those they repair.

use super::parse::Clause;

/// What a query needs, in sets of query words: bit `i` stands for word `i`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Of each set a page must have one.
    sets: Vec<u32>,
    /// The words that nobody typed.
    repairs: u32,
}

impl Needs {
    /// What these clauses need. Words that must not be there are not among them.
    pub fn new(clauses: &[Clause]) -> Needs {
        let mut sets: Vec<u32> = Vec::new();
        let mut repairs = 0;
        let mut bit = 1u32;
        for (number, clause) in clauses.iter().enumerate() {
            let followed = clauses.get(number + 1).is_some_and(|next| next.either);
            for word in 0..clause.words.len() {
                let term = bit;
                bit = bit.wrapping_shl(1);
                if clause.without {
                    continue;
                }
                if clause.repairs.is_empty() {
                    // Alternatives share a set, with all the words of their phrases.
                    let shares = clause.either || followed && word > 0;
                    match sets.last_mut().filter(|_| shares) {
                        Some(set) => *set |= term,
                        None => sets.push(term),
                    }
                    continue;
                }
                let whole = clause.repairs.clone().fold(0, |set, word| set | 1 << word);
                let taken = sets
                    .iter()
                    .any(|set| set & whole != 0 && set & repairs != 0);
                if clause.repairs.len() == 1 && taken {
                    // The second half of a word; the first stands beside the word already.
                    sets.push(whole | term);
                } else {
                    let replaced = sets.iter_mut().filter(|set| **set & whole != 0);
                    replaced.for_each(|set| *set |= term);
                }
                repairs |= term;
            }
        }
        Needs { sets, repairs }
    }

    /// True if a page that has the words `present` has all that is needed; sets of which none is
    /// `telling` may be missing.
    pub fn met(&self, present: u32, telling: u32) -> bool {
        let mut needed = self.sets.iter().filter(|&set| set & telling != 0);
        needed.all(|set| set & present != 0)
    }

    /// The words that decide it: those of sets of which one is `telling`.
    pub fn deciding(&self, telling: u32) -> u32 {
        let needed = self.sets.iter().filter(|&set| set & telling != 0);
        needed.fold(0, |words, set| words | set)
    }

    /// The words typed that such a page lacks.
    pub fn missing(&self, present: u32) -> u32 {
        let unmet = self.sets.iter().filter(|&set| set & present == 0);
        unmet.fold(0, |missing, set| missing | set) & !self.repairs
    }
}

/// Adds up the scores of words, word by word in query order, so that of alternatives only the best
/// counts in each page.
pub struct Alternatives {
    /// For each word the part it plays.
    parts: Vec<Part>,
    /// The scores before the first alternative, and the best with one of those before this.
    before: Vec<f32>,
    best: Vec<f32>,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// It adds to the score.
    Adds,
    /// The first of alternatives begins with it.
    First,
    /// Another alternative begins with it.
    Other,
    /// What follows alternatives begins with it.
    After,
}

impl Alternatives {
    /// For the words of these clauses.
    pub fn new(clauses: &[Clause]) -> Alternatives {
        let mut parts = Vec::new();
        let mut open = false;
        for (number, clause) in clauses.iter().enumerate() {
            let followed = clauses.get(number + 1).is_some_and(|next| next.either);
            let part = match (clause.either, followed) {
                (true, _) => Part::Other,
                (false, true) => Part::First,
                (false, false) if open => Part::After,
                (false, false) => Part::Adds,
            };
            open = clause.either || followed;
            for word in 0..clause.words.len() {
                parts.push(if word == 0 { part } else { Part::Adds });
            }
        }
        Alternatives {
            parts,
            before: Vec::new(),
            best: Vec::new(),
        }
    }

    /// To be called before the scores of word `term` are added.
    pub fn begin(&mut self, term: usize, scores: &mut Vec<f32>) {
        match self.parts.get(term).copied().unwrap_or(Part::Adds) {
            Part::Adds => {}
            Part::First => {
                self.end(scores);
                self.before.clone_from(scores);
                self.best.clone_from(scores);
            }
            Part::Other => {
                self.compare(scores);
                scores.clone_from(&self.before);
            }
            Part::After => self.end(scores),
        }
    }

    /// To be called after the last word.
    pub fn end(&mut self, scores: &mut Vec<f32>) {
        if !self.best.is_empty() {
            self.compare(scores);
            std::mem::swap(scores, &mut self.best);
            self.best.clear();
        }
    }

    fn compare(&mut self, scores: &[f32]) {
        for (best, &score) in self.best.iter_mut().zip(scores) {
            *best = best.max(score);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::{Typed, parse};

    fn repair((first, last): (usize, usize)) -> Clause {
        Clause {
            repairs: first..last,
            ..Clause::word(Typed::new("كلمة".into(), 0..1))
        }
    }

    #[test]
    fn one_of_each_set_is_needed() {
        let check = |query: &str, repairs: &[(usize, usize)], sets: &[u32]| {
            let mut clauses = parse(query);
            clauses.extend(repairs.iter().copied().map(repair));
            assert_eq!(Needs::new(&clauses).sets, sets, "{query}");
        };
        check("ا ب", &[], &[1, 2]);
        check("ا -ب ج", &[], &[1, 4]);
        check("\"ا ب\" ج", &[], &[1, 2, 4]);
        check("ا | ب ج", &[], &[3, 4]);
        check("د \"ا ب\" | ج", &[], &[1, 14]);
        check("ج | \"ا ب\" | د ه", &[], &[15, 16]);
        // Halves of the second word; the two words as one.
        check("ا ب", &[(1, 2), (1, 2)], &[1, 2 | 4, 2 | 8]);
        check("ا ب ج", &[(0, 2)], &[1 | 8, 2 | 8, 4]);
    }

    #[test]
    fn what_is_missing_was_typed() {
        let check = |query: &str,
                     repairs: &[(usize, usize)],
                     present: u32,
                     telling: u32,
                     met: bool,
                     missing: u32| {
            let mut clauses = parse(query);
            clauses.extend(repairs.iter().copied().map(repair));
            let needs = Needs::new(&clauses);
            assert_eq!(
                (needs.met(present, telling), needs.missing(present)),
                (met, missing),
                "{query} {present}"
            );
        };
        check("ا | ب ج", &[], 2 | 4, 7, true, 0);
        check("ا | ب ج", &[], 4, 7, false, 3);
        check("ا | ب ج", &[], 1, 3, true, 4);
        check("ا ب", &[(1, 2), (1, 2)], 1 | 4, 15, false, 2);
        check("ا ب", &[(1, 2), (1, 2)], 1 | 4 | 8, 15, true, 0);
        check("ا ب", &[(0, 2)], 4, 7, true, 0);
        check("ا ب", &[(0, 2)], 0, 7, false, 3);
    }

    #[test]
    fn the_best_alternative_counts() {
        let check = |query: &str, words: &[[f32; 2]], expected: [f32; 2]| {
            let mut alternatives = Alternatives::new(&parse(query));
            let mut scores = vec![0.0; 2];
            for (term, word) in words.iter().enumerate() {
                alternatives.begin(term, &mut scores);
                scores
                    .iter_mut()
                    .zip(word)
                    .for_each(|(score, more)| *score += more);
            }
            alternatives.end(&mut scores);
            assert_eq!(scores, expected, "{query}");
        };
        check("ا ب", &[[1.0, 2.0], [3.0, 0.0]], [4.0, 2.0]);
        check("ا | ب", &[[1.0, 2.0], [3.0, 0.0]], [3.0, 2.0]);
        check("ا | ب ج", &[[1.0, 2.0], [3.0, 0.0], [1.0, 1.0]], [4.0, 3.0]);
        check("ج ا | ب", &[[1.0, 1.0], [1.0, 2.0], [3.0, 0.0]], [4.0, 3.0]);
        check(
            "\"ا ب\" | ج",
            &[[1.0, 2.0], [1.0, 1.0], [3.0, 0.0]],
            [3.0, 3.0],
        );
        check(
            "ا | ب ج | د",
            &[[1.0, 2.0], [3.0, 0.0], [0.0, 5.0], [1.0, 1.0]],
            [4.0, 7.0],
        );
    }
}
