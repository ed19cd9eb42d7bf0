//! Joining a broken plural to its singular: مدارس and مدرسة, وزراء and وزير.
//!
//! Only patterns that are hardly anything else than plurals, only where both words are lemmas of the
//! library with the same learned root, and the singular is a noun by its company: it takes the article
//! and is no verb. Of several singulars the most frequent is taken. (For the pairs of patterns see any
//! grammar, as Wright, *A Grammar of the Arabic Language*, I, 304 and after.)

use super::company::{Company, companies};
use super::{Choice, Entry};
use crate::text::affix::Stem;
use crate::text::letter::letter;
use crate::text::pattern::Pattern;
use rustc_hash::FxHashMap;

/// A plural pattern and the singular patterns it may belong to, each with the root as they show it.
struct Pair {
    plural: Pattern,
    singulars: &'static [Pattern],
}

const fn sound(surface: &str) -> Pattern {
    Pattern::new(surface, "فعل", 0)
}

static PAIRS: [Pair; 14] = [
    Pair {
        plural: sound("فعلاء"),
        singulars: &[sound("فعيل"), sound("فاعل")],
    },
    Pair {
        plural: sound("افعلاء"),
        singulars: &[sound("فعيل")],
    },
    Pair {
        plural: sound("مفاعل"),
        singulars: &[sound("مفعل"), sound("مفعله")],
    },
    Pair {
        plural: sound("مفاعيل"),
        singulars: &[sound("مفعول"), sound("مفعال")],
    },
    Pair {
        plural: sound("فواعل"),
        singulars: &[sound("فاعل"), sound("فاعله")],
    },
    Pair {
        plural: sound("فواعيل"),
        singulars: &[sound("فاعول")],
    },
    Pair {
        plural: sound("فعاءل"),
        singulars: &[sound("فعيله"), sound("فعاله")],
    },
    Pair {
        plural: sound("تفاعيل"),
        singulars: &[sound("تفعيل"), sound("تفعال")],
    },
    Pair {
        plural: sound("افاعيل"),
        singulars: &[sound("افعول"), sound("افعوله")],
    },
    Pair {
        plural: sound("افعله"),
        singulars: &[sound("فعال"), sound("فعيل")],
    },
    Pair {
        plural: sound("افعال"),
        singulars: &[
            sound("فعل"),
            Pattern::new("فال", "فول", 0),
            Pattern::new("فع", "فعع", 0),
        ],
    },
    Pair {
        plural: sound("فعول"),
        singulars: &[sound("فعل"), Pattern::new("فع", "فعع", 0)],
    },
    Pair {
        plural: Pattern::new("فعايا", "فعي", 0),
        singulars: &[sound("فعله")],
    },
    Pair {
        plural: Pattern::new("فعالل", "فعلل", 0),
        singulars: &[
            Pattern::new("فعلل", "فعلل", 0),
            Pattern::new("فعلله", "فعلل", 0),
        ],
    },
];

/// Gives broken plurals the lemma of their singular. `roots` are those of the choices.
pub(super) fn join(entries: &[Entry], choices: &mut [Choice], roots: &[Vec<u8>]) {
    let vocabulary = Vocabulary {
        lemmas: companies(entries, choices, |choice| choice.lemma),
        stems: companies(entries, choices, |choice| choice.stem),
        roots: choices
            .iter()
            .map(|choice| choice.lemma)
            .zip(roots)
            .collect(),
    };
    for choice in choices.iter_mut().filter(|choice| choice.rooted) {
        if let Some(singular) = vocabulary.singular(&choice.lemma) {
            choice.lemma = singular;
        }
    }
}

/// What is known of all lemmas before any plural is joined.
struct Vocabulary<'a> {
    lemmas: FxHashMap<Stem, Company>,
    stems: FxHashMap<Stem, Company>,
    roots: FxHashMap<Stem, &'a Vec<u8>>,
}

impl Vocabulary<'_> {
    /// The singular of a lemma, if it is a broken plural.
    fn singular(&self, lemma: &Stem) -> Option<Stem> {
        let plural = self.lemmas.get(lemma)?;
        let feminine = self
            .stems
            .get(&lemma.joined(&[letter('ه')]))
            .map_or(0.0, |company| company.all);
        if plural.imperfect > 0.02 * plural.all || feminine > 0.1 * plural.all {
            return None; // A verb; a participle like معارض, whose feminine is معارضة; a nisba.
        }
        let root = *self.roots.get(lemma)?;
        let mut best: Option<(f64, Stem)> = None;
        for pair in &PAIRS {
            let Some(radicals) = pair.plural.root(lemma) else {
                continue;
            };
            if !radicals.iter().filter(|&&radical| radical != 0).eq(root) {
                continue;
            }
            for stem in pair
                .singulars
                .iter()
                .filter_map(|pattern| pattern.stem(&radicals))
            {
                let Some(company) = self.lemmas.get(&stem) else {
                    continue;
                };
                if self.roots.get(&stem) == Some(&root)
                    && is_noun(company)
                    && company.all * 20.0 >= plural.all
                    && best.is_none_or(|(highest, _)| company.all > highest)
                {
                    best = Some((company.all, stem));
                }
            }
        }
        best.map(|(_, stem)| stem)
    }
}

/// Whether a lemma takes the article and is no verb.
fn is_noun(company: &Company) -> bool {
    company.article >= 0.1 * company.all && company.imperfect <= 0.01 * company.all
}
