//! The closed list of Arabic affixes, and the ways one folded word can be cut by it.
//!
//! Positions follow the usual description of the written word (Habash, *Introduction to Arabic
//! Natural Language Processing*, 2010, chapter 4): a conjunction و ف; then ب ك ل before a noun, or
//! س ل before the imperfect; then the article ال (with ل: لل) or the imperfect letters ي ت ن ا; the
//! stem; endings of number and gender; a pronoun. The article goes with neither pronoun nor
//! construct ending, nominative endings not after a preposition, س only before the imperfect, and at
//! least two letters must remain.
//!
//! This lists what is *possible*. What is *likely* the builder learns from the vocabulary
//! (`build::lexicon`), starting from [`weight`]; a query word no library form equals is judged by
//! the same weights in [`unknown`](super::unknown::unknown).

use super::letter::{letter, without_end};

const HAMZA: u8 = letter('ء');
const ALIF: u8 = letter('ا');
const BA: u8 = letter('ب');
const TA: u8 = letter('ت');
const SIN: u8 = letter('س');
const FA: u8 = letter('ف');
const KAF: u8 = letter('ك');
const LAM: u8 = letter('ل');
const MIM: u8 = letter('م');
const NUN: u8 = letter('ن');
const HA: u8 = letter('ه');
const WAW: u8 = letter('و');
const YA: u8 = letter('ي');

/// The longest form that is analysed, in letters; a longer one is its own lemma.
pub const LONGEST: usize = 30;

/// The letters of a stem, kept in place.
#[derive(Clone, Copy)]
pub struct Stem {
    letters: [u8; LONGEST + 1],
    length: u8,
}

impl Stem {
    /// The stem of these letters; what is beyond [`LONGEST`] is cut off.
    pub fn new(letters: &[u8]) -> Stem {
        let empty = Stem {
            letters: [0; LONGEST + 1],
            length: 0,
        };
        empty.joined(letters.get(..LONGEST).unwrap_or(letters))
    }

    /// This stem with more letters after it, as far as there is room.
    pub fn joined(mut self, letters: &[u8]) -> Stem {
        for &letter in letters {
            self.push(letter);
        }
        self
    }

    fn push(&mut self, letter: u8) {
        if let Some(place) = self.letters.get_mut(usize::from(self.length)) {
            *place = letter;
            self.length += 1;
        }
    }

    fn replace(&mut self, at: usize, letter: u8) {
        if let Some(place) = self.letters.get_mut(at) {
            *place = letter;
        }
    }
}

impl std::ops::Deref for Stem {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.letters[..usize::from(self.length).min(LONGEST + 1)]
    }
}

impl PartialEq for Stem {
    fn eq(&self, other: &Stem) -> bool {
        **self == **other
    }
}

impl Eq for Stem {}

impl std::hash::Hash for Stem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl std::fmt::Debug for Stem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

/// How the stem differs from the letters left between prefix and suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Not at all.
    None,
    /// The last letter was ت and is ة (here ه) when nothing follows: حكومتها, حكومة.
    TaToHa,
    /// A final ة is restored: سيارات, سيارة.
    AddHa,
    /// The last letter was ا and is ى (here ي) when nothing follows: مستشفاهم, مستشفى.
    AlifToYa,
    /// A final ى fell away before ت: أجرت, أجرى.
    AddYa,
    /// و or ي before ات was ا, and a final ة is restored: قنوات, قناة.
    WeakToAlifHa,
    /// The imperfect dropped the alif of the derived verb: يستخدم, استخدم; يعلن, أعلن.
    AddAlif,
    /// The imperfect dropped a first radical و: يصل, وصل.
    AddWaw,
    /// The imperfect has و or ي for the alif of the hollow verb: يقول, قال.
    Hollow,
    /// Both: يستطيع, استطاع.
    AlifHollow,
    /// The imperfect has و for the alif of the defective verb: يدعو, دعا.
    WawToAlif,
}

/// The changes an imperfect prefix can make, in the order of their class numbers.
const IMPERFECT_CHANGES: [(Change, u16); 6] = [
    (Change::None, 45),
    (Change::AddAlif, 30),
    (Change::AddWaw, 6),
    (Change::Hollow, 8),
    (Change::AlifHollow, 8),
    (Change::WawToAlif, 3),
];

impl Change {
    /// The stem that stands between prefix and suffix as `slice`, if this change can have happened.
    fn apply(self, slice: &[u8]) -> Option<Stem> {
        let last = slice.len().checked_sub(1)?;
        let possible = match self {
            Change::None => true,
            Change::TaToHa => slice[last] == TA && last >= 2,
            Change::AlifToYa => slice[last] == ALIF && last >= 2,
            Change::WawToAlif => slice[last] == WAW && last == 2,
            Change::AddHa => true,
            Change::WeakToAlifHa => last >= 2 && matches!(slice[last], WAW | YA),
            Change::AddYa => !matches!(slice[last], YA | ALIF | WAW),
            Change::AddAlif => last >= 2 && slice[0] != ALIF,
            Change::AddWaw => last == 1,
            Change::Hollow => last == 2 && matches!(slice[1], WAW | YA) && slice[2] != ALIF,
            Change::AlifHollow => last >= 2 && slice[last - 1] == YA && slice[0] != ALIF,
        };
        if !possible {
            return None;
        }
        let mut stem = Stem {
            letters: [0; LONGEST + 1],
            length: 0,
        };
        if matches!(self, Change::AddAlif | Change::AlifHollow) {
            stem.push(ALIF);
        } else if self == Change::AddWaw {
            stem.push(WAW);
        }
        for &letter in slice.iter().take(LONGEST) {
            stem.push(letter);
        }
        match self {
            Change::TaToHa => stem.replace(last, HA),
            Change::AlifToYa => stem.replace(last, YA),
            Change::WawToAlif => stem.replace(last, ALIF),
            Change::AddHa => stem.push(HA),
            Change::WeakToAlifHa => {
                stem.replace(last, ALIF);
                stem.push(HA);
            }
            Change::AddYa => stem.push(YA),
            Change::Hollow => stem.replace(1, ALIF),
            Change::AlifHollow => stem.replace(last, ALIF),
            Change::None | Change::AddAlif | Change::AddWaw => {}
        }
        Some(stem)
    }
}

/// One way to cut a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// Bytes of the form before the stem.
    pub prefix: u8,
    /// Bytes of the form after the stem.
    pub suffix: u8,
    /// What remains, with `change` undone.
    pub stem: Stem,
    /// How `stem` differs from the letters of the form between prefix and suffix.
    pub change: Change,
    /// The class of the (prefix, suffix) pair, below [`CLASSES`].
    pub affixes: u16,
}

// Kinds of word a prefix makes, and a suffix goes with; bits.
const NOUN: u8 = 1;
const DEFINITE: u8 = 2;
const PERFECT: u8 = 4;
const IMPERFECT: u8 = 8;
// After a preposition: the endings of the nominative (ان ون و) and the ا of tanwin cannot follow.
const GENITIVE: u8 = 16;
const DEFINITE_GENITIVE: u8 = 32;
/// Any noun without article.
const ANY: u8 = NOUN | GENITIVE;
/// Any noun.
const ALL: u8 = ANY | DEFINITE | DEFINITE_GENITIVE;

/// Conjunctions, with their weights.
const CONJUNCTIONS: [(&[u8], u16); 3] = [(&[], 800), (&[WAW], 170), (&[FA], 30)];

/// What may stand between conjunction and stem, with the kinds of word it makes, and weights.
const HEADS: [(&[u8], u8, u16); 20] = [
    (&[], NOUN | PERFECT, 3500),
    (&[BA], GENITIVE, 350),
    (&[KAF], GENITIVE, 40),
    (&[LAM], GENITIVE, 350),
    (&[ALIF, LAM], DEFINITE, 3000),
    (&[BA, ALIF, LAM], DEFINITE_GENITIVE, 350),
    (&[KAF, ALIF, LAM], DEFINITE_GENITIVE, 40),
    (&[LAM, LAM], DEFINITE_GENITIVE, 350),
    (&[YA], IMPERFECT, 700),
    (&[TA], IMPERFECT, 400),
    (&[NUN], IMPERFECT, 60),
    (&[ALIF], IMPERFECT, 10),
    (&[SIN, YA], IMPERFECT, 100),
    (&[SIN, TA], IMPERFECT, 60),
    (&[SIN, NUN], IMPERFECT, 10),
    (&[SIN, ALIF], IMPERFECT, 5),
    (&[LAM, YA], IMPERFECT, 60),
    (&[LAM, TA], IMPERFECT, 20),
    (&[LAM, NUN], IMPERFECT, 4),
    (&[LAM, ALIF], IMPERFECT, 1),
];

/// Endings without a pronoun: letters, kinds of word, change, weight.
const ENDINGS: [(&[u8], u8, Change, u16); 29] = [
    (&[], ALL | PERFECT | IMPERFECT, Change::None, 7000),
    (&[HA], ALL, Change::None, 400),
    (&[ALIF, TA], ALL, Change::None, 200),
    (&[ALIF, TA], ALL, Change::AddHa, 400),
    (&[ALIF, NUN], NOUN | DEFINITE, Change::None, 80),
    (&[ALIF, NUN], NOUN | DEFINITE, Change::TaToHa, 30),
    (&[YA, NUN], ALL, Change::None, 250),
    (&[YA, NUN], ALL, Change::TaToHa, 60),
    (&[WAW, NUN], NOUN | DEFINITE, Change::None, 150),
    (&[ALIF], NOUN, Change::None, 400),
    (&[ALIF], NOUN, Change::TaToHa, 10),
    (&[YA], ANY, Change::None, 120),
    (&[YA], ANY, Change::TaToHa, 30),
    (&[WAW], NOUN, Change::None, 20),
    (&[TA], PERFECT, Change::None, 300),
    (&[TA], PERFECT, Change::AddYa, 30),
    (&[WAW, ALIF], PERFECT | IMPERFECT, Change::None, 120),
    (&[TA, MIM], PERFECT, Change::None, 10),
    (&[TA, ALIF], PERFECT, Change::None, 5),
    (&[WAW, NUN], IMPERFECT, Change::None, 200),
    (&[ALIF, NUN], IMPERFECT, Change::None, 30),
    (&[YA, NUN], IMPERFECT, Change::None, 5),
    (&[NUN], PERFECT | IMPERFECT, Change::None, 10),
    (&[ALIF], IMPERFECT, Change::None, 10),
    (&[WAW, ALIF], PERFECT | IMPERFECT, Change::AddYa, 15),
    (&[WAW, NUN], IMPERFECT, Change::AddYa, 20),
    (&[WAW, NUN], NOUN | DEFINITE, Change::AddYa, 5),
    (&[YA, NUN], ALL, Change::AddYa, 8),
    (&[ALIF, TA], ALL, Change::WeakToAlifHa, 20),
];

/// Pronouns: letters, group for statistics, weight.
const PRONOUNS: [(&[u8], u8, u16); 12] = [
    (&[HA], 0, 300),
    (&[HA, ALIF], 1, 300),
    (&[HA, MIM], 2, 150),
    (&[HA, NUN], 2, 20),
    (&[HA, MIM, ALIF], 2, 30),
    (&[NUN, ALIF], 3, 100),
    (&[KAF], 4, 30),
    (&[KAF, MIM], 4, 30),
    (&[KAF, NUN], 4, 2),
    (&[KAF, MIM, ALIF], 4, 2),
    (&[YA], 5, 60),
    (&[NUN, YA], 5, 20),
];

/// What may stand between stem and pronoun: letters, kinds of word, change, weight of 1,000.
const LINKS: [(&[u8], u8, Change, u16); 16] = [
    (&[], ANY | PERFECT | IMPERFECT, Change::None, 500),
    (&[], ANY, Change::TaToHa, 200),
    (&[], ANY | PERFECT | IMPERFECT, Change::AlifToYa, 20),
    (&[ALIF, TA], ANY, Change::None, 30),
    (&[ALIF, TA], ANY, Change::AddHa, 60),
    (&[ALIF], NOUN | PERFECT, Change::None, 10),
    (&[YA], ANY, Change::None, 30),
    (&[YA], ANY, Change::TaToHa, 5),
    (&[WAW], NOUN | PERFECT | IMPERFECT, Change::None, 20),
    (&[TA], PERFECT, Change::None, 30),
    (&[TA], PERFECT, Change::AddYa, 3),
    (&[WAW, NUN], IMPERFECT, Change::None, 30),
    (&[NUN, ALIF], PERFECT, Change::None, 20),
    (&[TA, MIM, WAW], PERFECT, Change::None, 2),
    (&[NUN], PERFECT | IMPERFECT, Change::None, 2),
    (&[ALIF, TA], ANY, Change::WeakToAlifHa, 3),
];

const PRONOUN_GROUPS: usize = 6;
/// The place of the ending ة among [`ENDINGS`].
const FEMININE: usize = 1;
/// How many classes of suffix there are; `affixes % SUFFIX_CLASSES` is that of the suffix.
pub const SUFFIX_CLASSES: usize = ENDINGS.len() + PRONOUN_GROUPS * LINKS.len();
const NOMINAL_HEADS: usize = 8;
const HEAD_CLASSES: usize = NOMINAL_HEADS + (HEADS.len() - NOMINAL_HEADS) * IMPERFECT_CHANGES.len();

/// How many classes of conjunction there are; `affixes / STEMWARD` is the conjunction's.
pub const CONJUNCTION_CLASSES: usize = CONJUNCTIONS.len();
/// How many classes of (rest of the prefix, suffix) there are; `affixes % STEMWARD` is that class.
pub const STEMWARD: usize = HEAD_CLASSES * SUFFIX_CLASSES;
/// How many classes [`Analysis::affixes`] can name.
pub const CLASSES: usize = CONJUNCTION_CLASSES * STEMWARD;

/// Whether affixes of this class contain a pronoun.
pub fn has_pronoun(affixes: u16) -> bool {
    usize::from(affixes) % SUFFIX_CLASSES >= ENDINGS.len()
}

/// Whether affixes of this class end in the ة that makes a feminine of a masculine.
pub fn is_feminine(affixes: u16) -> bool {
    usize::from(affixes) % SUFFIX_CLASSES == FEMININE
}

/// Whether affixes of this class make the form an imperfect verb.
pub fn is_imperfect(affixes: u16) -> bool {
    usize::from(affixes) % STEMWARD / SUFFIX_CLASSES >= NOMINAL_HEADS
}

/// Whether affixes of this class contain a preposition, and no article.
pub fn has_preposition(affixes: u16) -> bool {
    let head = usize::from(affixes) % STEMWARD / SUFFIX_CLASSES;
    HEADS
        .get(head)
        .is_some_and(|row| head < NOMINAL_HEADS && row.1 & GENITIVE != 0)
}

/// Whether affixes of this class contain the article.
pub fn has_article(affixes: u16) -> bool {
    let head = usize::from(affixes) % STEMWARD / SUFFIX_CLASSES;
    HEADS
        .get(head)
        .is_some_and(|row| head < NOMINAL_HEADS && row.1 & (DEFINITE | DEFINITE_GENITIVE) != 0)
}

/// How usual a class of affixes is before anything is learned: a product of rounded weights that
/// were written by hand from what Arabic prose is like. Only ratios mean something.
pub fn weight(affixes: u16) -> f64 {
    let (conjunction, stemward) = (
        usize::from(affixes) / STEMWARD,
        usize::from(affixes) % STEMWARD,
    );
    let (head, suffix) = (stemward / SUFFIX_CLASSES, stemward % SUFFIX_CLASSES);
    let conjunction = CONJUNCTIONS.get(conjunction).map_or(0, |row| row.1);
    let head = match head.checked_sub(NOMINAL_HEADS) {
        None => f64::from(HEADS[head].2),
        Some(class) => {
            let row = HEADS
                .get(NOMINAL_HEADS + class / IMPERFECT_CHANGES.len())
                .map_or(0, |row| row.2);
            f64::from(row) * f64::from(IMPERFECT_CHANGES[class % IMPERFECT_CHANGES.len()].1) / 100.0
        }
    };
    let suffix = match suffix.checked_sub(ENDINGS.len()) {
        None => f64::from(ENDINGS[suffix].3),
        Some(class) => {
            let (group, link) = (class / LINKS.len(), class % LINKS.len());
            let mut pronouns = 0;
            for row in PRONOUNS.iter().filter(|row| usize::from(row.1) == group) {
                pronouns += row.2;
            }
            f64::from(pronouns) * f64::from(LINKS[link].3) / 1000.0
        }
    };
    f64::from(conjunction) * head * suffix
}

/// Every way to cut `form`, the uncut form first, always in the same order. A form of other bytes
/// than Arabic letters, of one letter, or longer than [`LONGEST`] has only itself.
pub fn analyses(form: &[u8], visit: &mut dyn FnMut(&Analysis)) {
    let whole = Analysis {
        prefix: 0,
        suffix: 0,
        stem: Stem::new(form),
        change: Change::None,
        affixes: 0,
    };
    visit(&whole);
    let letters = form.iter().all(|&byte| (HAMZA..=YA).contains(&byte));
    if !letters || form.len() < 3 || form.len() > LONGEST {
        return;
    }
    for (conjunction, &(letters, _)) in CONJUNCTIONS.iter().enumerate() {
        let Some(rest) = form.strip_prefix(letters) else {
            continue;
        };
        for (head, &(marker, kinds, _)) in HEADS.iter().enumerate() {
            let Some(rest) = rest.strip_prefix(marker) else {
                continue;
            };
            if rest.len() >= 2 {
                let cut = Cut {
                    form,
                    rest,
                    conjunction,
                    head,
                    kinds,
                };
                cut.endings(visit);
                cut.pronouns(visit);
            }
        }
    }
}

/// A form whose prefix is chosen: what is left to be cut from the end.
struct Cut<'a> {
    form: &'a [u8],
    rest: &'a [u8],
    conjunction: usize,
    head: usize,
    kinds: u8,
}

impl Cut<'_> {
    fn endings(&self, visit: &mut dyn FnMut(&Analysis)) {
        for (class, &(letters, kinds, change, _)) in ENDINGS.iter().enumerate() {
            if kinds & self.kinds != 0
                && let Some(slice) = without_end(self.rest, letters)
            {
                self.stems(slice, change, class, visit);
            }
        }
    }

    fn pronouns(&self, visit: &mut dyn FnMut(&Analysis)) {
        for &(pronoun, group, _) in &PRONOUNS {
            let Some(rest) = without_end(self.rest, pronoun) else {
                continue;
            };
            for (link, &(letters, kinds, change, _)) in LINKS.iter().enumerate() {
                if kinds & self.kinds != 0
                    && let Some(slice) = without_end(rest, letters)
                {
                    let class = ENDINGS.len() + usize::from(group) * LINKS.len() + link;
                    self.stems(slice, change, class, visit);
                }
            }
        }
    }

    /// Visits the stems `slice` can stand for.
    fn stems(&self, slice: &[u8], change: Change, suffix: usize, visit: &mut dyn FnMut(&Analysis)) {
        if slice.len() < 2 || (slice.len() == self.form.len() && change == Change::None) {
            return;
        }
        let mut emit = |change: Change, head: usize| {
            if let Some(stem) = change.apply(slice)
                && *stem != *self.form
            {
                let prefix = self.form.len() - self.rest.len();
                let class = (self.conjunction * HEAD_CLASSES + head) * SUFFIX_CLASSES + suffix;
                visit(&Analysis {
                    prefix: prefix as u8,
                    suffix: (self.form.len() - prefix - slice.len()) as u8,
                    stem,
                    change,
                    affixes: class as u16,
                });
            }
        };
        match self.head.checked_sub(NOMINAL_HEADS) {
            None => emit(change, self.head),
            Some(verbal) => {
                let class = NOMINAL_HEADS + verbal * IMPERFECT_CHANGES.len();
                if change != Change::None {
                    return emit(change, class);
                }
                for (at, &(change, _)) in IMPERFECT_CHANGES.iter().enumerate() {
                    emit(change, class + at);
                }
            }
        }
    }
}
