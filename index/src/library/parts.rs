//! A word taken apart as a grammar would: prefixes, stem and suffixes named, what changed in the stem,
//! and how it stands to its lemma.

use crate::answer::{Explanation, Part, PartKind, Relation, StemChange, WordKind};
use crate::id::{LemmaId, SpellingId};
use crate::query::lexicon::Lexicon;
use crate::query::matching::Target;
use crate::text::affix::{
    Analysis, Change, has_article, has_preposition, has_pronoun, is_imperfect, weight,
};
use crate::text::function_words::closed;
use crate::text::letter::letter;
use crate::text::{analyses, display, is_letter, wazn};

const ALIF: u8 = letter('ا');
const LAM: u8 = letter('ل');
const HA: u8 = letter('ه');

/// The pronouns, longer before shorter, so that هما is not read as ا.
const PRONOUNS: [&str; 12] = [
    "هما", "كما", "ها", "هم", "هن", "نا", "كم", "كن", "ني", "ه", "ك", "ي",
];

/// The weights of broken plurals, alif for every hamza seat. On the last three are other words as well.
const PLURALS: [&str; 18] = [
    "افعال",
    "افعلة",
    "افعلاء",
    "فعلاء",
    "فواعل",
    "فواعيل",
    "فعائل",
    "مفاعل",
    "مفاعيل",
    "تفاعيل",
    "افاعل",
    "افاعيل",
    "فعالل",
    "فعاليل",
    "فعلان",
    "فعول",
    "فعال",
    "فعل",
];

/// Fills in the parts of a word, its stem, its kind and its weight.
pub(super) fn take_apart(target: &Target, lexicon: &Lexicon<'_>, explanation: &mut Explanation) {
    let Some(lemma) = target.lemma else { return };
    let analysis = match target.form {
        Some(_) => analysis(&target.key, lemma, lexicon),
        // What it was analysed by when its lemma was looked for.
        None => target.analysed(lexicon).map(|(analysis, _)| analysis),
    };
    let Some(analysis) = analysis else { return };
    let stem: &[u8] = &analysis.stem;
    explanation.parts = parts(target, &analysis);
    explanation.stem = word_of(stem, lexicon);
    explanation.change = change(analysis.change);
    if explanation.kind.is_none() {
        explanation.kind = kind(&analysis, lemma, lexicon);
    }
    let radicals = target.root.map_or(&[][..], |root| lexicon.radicals(root));
    explanation.relation = relation(stem, lexicon.stem(lemma), radicals);
    explanation.pattern = wazn(stem, radicals).map(|weight| seated(weight, &explanation.stem));
}

/// The most usual analysis of a form of the library whose stem is of this lemma.
fn analysis(form: &[u8], lemma: LemmaId, lexicon: &Lexicon<'_>) -> Option<Analysis> {
    let is_of_lemma = |stem: &[u8]| lexicon.lemma_of_stem(stem) == Some(lemma);
    if let Some(found) = closed(form) {
        return is_of_lemma(&found.word).then_some(Analysis {
            prefix: found.prefix,
            suffix: found.suffix,
            stem: found.word,
            change: Change::None,
            affixes: 0,
        });
    }
    let mut best: Option<(f64, Analysis)> = None;
    analyses(form, &mut |analysis| {
        let usual = weight(analysis.affixes);
        let better = best.as_ref().is_none_or(|(highest, _)| usual > *highest);
        if better && is_of_lemma(&analysis.stem) {
            best = Some((usual, *analysis));
        }
    });
    best.map(|(_, analysis)| analysis)
}

/// The parts in the order of the word.
fn parts(target: &Target, analysis: &Analysis) -> Vec<Part> {
    let key = &target.key[..];
    let (from, to) = (
        usize::from(analysis.prefix).min(key.len()),
        key.len().saturating_sub(usize::from(analysis.suffix)),
    );
    let to = to.max(from);
    let letters = letters(&target.spelling, key);
    let mut parts = Vec::new();
    let mut push = |kind, from: usize, to: usize| {
        if from < to {
            parts.push(Part {
                text: letters.get(from..to).unwrap_or(&[]).iter().collect(),
                kind,
            });
        }
    };
    let mut at = 0;
    let verb = is_imperfect(analysis.affixes);
    if from > 0 && [letter('و'), letter('ف')].contains(&key[0]) {
        push(PartKind::Conjunction, 0, 1);
        at = 1;
    }
    if verb {
        let before = from.saturating_sub(1).max(at);
        let kind = if key.get(at) == Some(&LAM) {
            PartKind::Lam
        } else {
            PartKind::Future
        };
        push(kind, at, before);
        push(PartKind::Imperfect, before, from);
    } else {
        let article = match key[at..from] {
            [.., ALIF, LAM] => from - 2,
            // In لل the alif is not written.
            [LAM, LAM] => from - 1,
            _ => from,
        };
        push(PartKind::Preposition, at, article);
        push(PartKind::Article, article, from);
    }
    push(PartKind::Stem, from, to);
    let pronoun = if has_pronoun(analysis.affixes) || target.function_word {
        pronoun(&key[to..])
    } else {
        0
    };
    push(PartKind::Ending, to, key.len() - pronoun);
    push(PartKind::Pronoun, key.len() - pronoun, key.len());
    for part in &mut parts {
        match (part.kind, part.text.as_str()) {
            (PartKind::Article, _) => part.text = "ال".to_owned(),
            // The form does not tell ه and ة apart; the spelling does.
            (PartKind::Ending, "ه") => part.kind = PartKind::Pronoun,
            (PartKind::Pronoun, "ة") => part.kind = PartKind::Ending,
            _ => {}
        }
    }
    parts
}

/// The letters of a spelling, one for each of its form, with the hamza seats and ة it is written with.
fn letters(spelling: &str, key: &[u8]) -> Vec<char> {
    let written: Vec<char> = spelling.chars().filter(|sign| is_letter(*sign)).collect();
    if written.len() == key.len() {
        written
    } else {
        display(key).chars().collect()
    }
}

/// How many letters of a suffix are its pronoun.
fn pronoun(suffix: &[u8]) -> usize {
    let shown = display(suffix);
    let found = PRONOUNS.iter().find(|pronoun| shown.ends_with(**pronoun));
    found.map_or(0, |pronoun| pronoun.len() / 2)
}

fn change(change: Change) -> StemChange {
    match change {
        Change::None => StemChange::None,
        Change::TaToHa | Change::AddHa | Change::WeakToAlifHa => StemChange::Feminine,
        Change::AlifToYa | Change::AddYa => StemChange::Final,
        Change::AddAlif => StemChange::Alif,
        Change::AddWaw | Change::Hollow | Change::AlifHollow | Change::WawToAlif => {
            StemChange::Weak
        }
    }
}

/// What kind of word it is, by its affixes or because the library has it with the article.
fn kind(analysis: &Analysis, lemma: LemmaId, lexicon: &Lexicon<'_>) -> Option<WordKind> {
    if is_imperfect(analysis.affixes) {
        return Some(WordKind::Verb);
    }
    let with_article = || {
        let form = lexicon.form(&[&[ALIF, LAM], &analysis.stem[..]].concat());
        form.is_some_and(|form| lexicon.lemma_of(form) == lemma)
    };
    (has_article(analysis.affixes) || has_preposition(analysis.affixes) || with_article())
        .then_some(WordKind::Noun)
}

/// A stem as the library writes it, or in folded letters.
fn word_of(stem: &[u8], lexicon: &Lexicon<'_>) -> String {
    match lexicon.form(stem) {
        Some(form) => lexicon
            .text(SpellingId(lexicon.spellings(form).start))
            .to_owned(),
        None => display(stem),
    }
}

fn relation(stem: &[u8], lemma: &[u8], radicals: &[u8]) -> Relation {
    if stem == lemma {
        return Relation::Same;
    }
    if stem.split_last() == Some((&HA, lemma)) {
        return Relation::Feminine;
    }
    let weight = |stem: &[u8]| wazn(stem, radicals).unwrap_or_default();
    let (many, one) = (weight(stem), weight(lemma));
    match PLURALS.iter().position(|plural| **plural == many) {
        None => Relation::Other,
        Some(15..) if one == many || one.is_empty() => Relation::Other,
        Some(_) => Relation::Plural,
    }
}

/// A weight with the hamza and the shadda of the word it is of: أفعال of أخبار, إفعال of إخبار, and
/// فعّال of ورّاق.
fn seated(weight: String, word: &str) -> String {
    const SHADDA: char = '\u{0651}';
    let doubled: Vec<char> = word
        .chars()
        .filter(|sign| *sign == SHADDA || is_letter(*sign))
        .collect();
    let at = doubled.iter().position(|sign| *sign == SHADDA);
    let mut weight = weight;
    // The letters of both must stand for each other, as those of a weak word do not.
    if let Some(at) = at.filter(|_| weight.chars().count() + 1 == doubled.len())
        && let Some((place, 'ع')) = weight.char_indices().nth(at - usize::from(at > 0))
    {
        weight.insert(place + 'ع'.len_utf8(), SHADDA);
    }
    let first = match word.chars().next() {
        Some('أ' | 'آ') => "أ",
        Some('إ') => "إ",
        _ => return weight,
    };
    match weight.strip_prefix('ا') {
        Some(rest) => [first, rest].concat(),
        None => weight,
    }
}
