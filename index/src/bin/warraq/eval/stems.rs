//! What other searches make of an Arabic word, to be measured beside this one.
//!
//! All get the words that this project cuts; light stemming and character sequences get its folded
//! form too, which is kinder to them than their usual normalisation.

use rust_stemmers::{Algorithm, Stemmer};
use warraq::text;

/// A way to reduce words to terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reduction {
    /// The Arabic algorithm of Snowball, as the crate `rust-stemmers` has it, with what it lacks: the
    /// article behind و stays, and so does ا of ات unless the article is there.
    Snowball,
    /// Light stemming after Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information
    /// Retrieval" (2007): light10.
    Light10,
    /// All sequences of three characters, the borders of the word being characters.
    Trigrams,
}

impl Reduction {
    /// All of them.
    pub(crate) const ALL: [Reduction; 3] =
        [Reduction::Snowball, Reduction::Light10, Reduction::Trigrams];
    /// Those that give a word one term, by which words can be put into classes.
    pub(crate) const STEMMERS: [Reduction; 2] = [Reduction::Snowball, Reduction::Light10];

    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Reduction::Snowball => "Snowball Arabic",
            Reduction::Light10 => "light10",
            Reduction::Trigrams => "3-grams",
        }
    }
}

/// Does the reducing.
pub(crate) struct Reducer {
    reduction: Reduction,
    snowball: Stemmer,
}

impl Reducer {
    /// For one way of reducing.
    pub(crate) fn new(reduction: Reduction) -> Reducer {
        Reducer {
            reduction,
            snowball: Stemmer::create(Algorithm::Arabic),
        }
    }

    /// The terms of a text in order. Stemmers leave out function words, as searches with a stop list do.
    pub(crate) fn terms(&self, text: &str, visit: &mut dyn FnMut(&str)) {
        let mut form = Vec::new();
        for range in text::words(text) {
            form.clear();
            text::fold(&text[range.clone()], &mut form);
            if self.reduction == Reduction::Trigrams {
                let edged = format!("_{}_", text::display(&form));
                let borders: Vec<usize> = edged
                    .char_indices()
                    .map(|(at, _)| at)
                    .chain([edged.len()])
                    .collect();
                borders
                    .windows(4)
                    .for_each(|gram| visit(&edged[gram[0]..gram[3]]));
            } else if !text::is_function_word(&form) {
                visit(&self.stem(&text[range]));
            }
        }
    }

    /// The stem of a word; of character sequences, which have none, its folded form.
    pub(crate) fn stem(&self, word: &str) -> String {
        if self.reduction == Reduction::Snowball {
            return self.snowball.stem(&text::spelling(word)).into_owned();
        }
        let mut form = Vec::new();
        text::fold(word, &mut form);
        let form = text::display(&form);
        if self.reduction == Reduction::Light10 {
            light10(&form)
        } else {
            form
        }
    }
}

/// Takes و off if three letters stay, an article with its preposition if two do, and then each suffix
/// in turn, once, if two do. The word is folded: ة is ه.
fn light10(word: &str) -> String {
    const ARTICLES: [&str; 6] = ["ال", "وال", "بال", "كال", "فال", "لل"];
    const SUFFIXES: [&str; 9] = ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ي"];
    let leaves = |rest: &&str, least: usize| rest.chars().count() >= least;
    let mut stem = word;
    if let Some(rest) = stem.strip_prefix('و').filter(|rest| leaves(rest, 3)) {
        stem = rest;
    }
    let article = |article: &&str| stem.strip_prefix(*article).filter(|rest| leaves(rest, 2));
    if let Some(rest) = ARTICLES.iter().find_map(article) {
        stem = rest;
    }
    for suffix in SUFFIXES {
        if let Some(rest) = stem.strip_suffix(suffix).filter(|rest| leaves(rest, 2)) {
            stem = rest;
        }
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(reduction: Reduction, text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        Reducer::new(reduction).terms(text, &mut |term| terms.push(term.to_owned()));
        terms
    }

    #[test]
    fn light_stems() {
        for (word, stem) in [
            ("والمكتبات", "مكتب"),
            ("المكتبة", "مكتب"),
            ("وبالكتاب", "كتاب"),
            ("للكتاب", "كتاب"),
            ("كتابها", "كتاب"),
            ("ورق", "ورق"),
            ("والد", "الد"),
            ("السعوديين", "سعود"),
            ("ان", "ان"),
            ("سياسية", "سياس"),
        ] {
            assert_eq!(Reducer::new(Reduction::Light10).stem(word), stem, "{word}");
        }
    }

    #[test]
    fn terms_are_in_order_and_function_words_left_out() {
        assert_eq!(
            terms(Reduction::Light10, "في المكتبة، كتب!"),
            ["مكتب", "كتب"]
        );
        assert_eq!(
            terms(Reduction::Trigrams, "في كتب"),
            ["_في", "في_", "_كت", "كتب", "تب_"]
        );
        assert_eq!(
            terms(Reduction::Snowball, "المكتبة والمكتب المكتبات"),
            ["مكتب", "والمكتب", "مكتب"]
        );
    }
}
