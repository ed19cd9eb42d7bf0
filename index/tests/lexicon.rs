//! Lemma and root classes: what must hold of any vocabulary, of two pages, and of gold data.

#![cfg(feature = "build")]

#[path = "lexicon/agreement.rs"]
mod agreement;
#[path = "lexicon/analysis.rs"]
mod analysis;
#[path = "lexicon/gold.rs"]
mod gold;
#[path = "lexicon/uthmani.rs"]
mod uthmani;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use warraq::build::lexicon::unknown::weights;
use warraq::build::lexicon::{Class, Entry, Traits, agreement, learn};
use warraq::text::unknown::{doublings, evidence};
use warraq::text::{Weights, display, fold, spelling, unknown, words};

/// A file of the shared data, if it is there.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(name);
    if !path.exists() {
        println!("skipped: there is no ../shared/{name}");
        return None;
    }
    Some(path)
}

fn folded(word: &str) -> Vec<u8> {
    let mut form = Vec::new();
    fold(word, &mut form);
    form
}

/// The words of a library.
#[derive(Default)]
struct Vocabulary(BTreeMap<Vec<u8>, Entry>);

impl Vocabulary {
    fn of(texts: &[&str]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for text in texts {
            vocabulary.read(text);
        }
        vocabulary
    }

    fn read(&mut self, text: &str) {
        let mut before = [(Vec::new(), Traits::default()), Default::default()];
        for range in words(text) {
            let word = self.add(&text[range], 1);
            let votes = agreement(before[0].1, before[1].1, word.1);
            for (form, votes) in [&before[1].0, &word.0].into_iter().zip(votes) {
                if let Some(entry) = self.0.get_mut(form) {
                    entry.agree(votes);
                }
            }
            let [_, second] = before;
            before = [second, word];
        }
    }

    fn add(&mut self, word: &str, count: u32) -> (Vec<u8>, Traits) {
        let form = folded(word);
        let traits = Traits::of(&form, &spelling(word));
        if !form.is_empty() {
            let new = || Entry::new(form.clone());
            self.0
                .entry(form.clone())
                .or_insert_with(new)
                .add(traits, count);
        }
        (form, traits)
    }

    fn entries(&self) -> Vec<Entry> {
        self.0.values().cloned().collect()
    }
}

/// A learned lexicon that can be asked as a library asks its own.
struct Lexicon {
    forms: BTreeMap<Vec<u8>, (Entry, Class)>,
    /// The lemma of each stem.
    stems: BTreeMap<Vec<u8>, Vec<u8>>,
    /// What attests each lemma, and its root.
    lemmas: BTreeMap<Vec<u8>, (u32, Vec<u8>)>,
    weights: Weights,
}

impl Lexicon {
    fn learn(vocabulary: &Vocabulary) -> Lexicon {
        let entries = vocabulary.entries();
        let classes = learn(&entries);
        assert_eq!(classes.len(), entries.len());
        let weights = weights(&entries, &classes);
        let mut lexicon = Lexicon {
            weights,
            forms: BTreeMap::new(),
            stems: BTreeMap::new(),
            lemmas: BTreeMap::new(),
        };
        for (entry, class) in entries.into_iter().zip(classes) {
            let lemma = lexicon
                .lemmas
                .entry(class.lemma.clone())
                .or_insert((0, class.root.clone()));
            lemma.0 += doublings(entry.count);
            assert_eq!(lemma.1, class.root, "one root of {}", display(&class.lemma));
            let stem = lexicon.stems.entry(class.stem.clone());
            let lemma = stem.or_insert_with(|| class.lemma.clone());
            assert_eq!(*lemma, class.lemma, "one lemma of {}", display(&class.stem));
            lexicon.forms.insert(entry.form.clone(), (entry, class));
        }
        lexicon
    }

    /// Lemma and root of a form, known or not.
    fn class(&self, form: &[u8]) -> (Vec<u8>, Vec<u8>) {
        match self.forms.get(form) {
            Some((_, class)) => (class.lemma.clone(), class.root.clone()),
            None => match unknown(form, false, &self.weights, &|stem| self.known(stem)) {
                Some((_, lemma)) => (lemma.to_vec(), self.lemmas[lemma].1.clone()),
                None => (form.to_vec(), Vec::new()),
            },
        }
    }

    fn lemma_of_stem(&self, stem: &[u8]) -> Option<(&[u8], u32)> {
        let lemma = self.stems.get(stem)?;
        Some((lemma, self.lemmas[lemma].0))
    }

    /// The same with the class of the evidence.
    fn known(&self, stem: &[u8]) -> Option<(&[u8], u8)> {
        let (lemma, attested) = self.lemma_of_stem(stem)?;
        Some((lemma, evidence(attested)))
    }

    fn lemma(&self, word: &str) -> String {
        display(&self.class(&folded(word)).0)
    }

    fn root(&self, word: &str) -> String {
        display(&self.class(&folded(word)).1)
    }
}

/// Words on one line are of one lemma, and of another than those on other lines.
fn check_lemmas(lexicon: &Lexicon, families: &[&str]) {
    let mut before: BTreeMap<String, &str> = BTreeMap::new();
    for family in families {
        let mut of_family: Vec<String> =
            family.split(' ').map(|word| lexicon.lemma(word)).collect();
        of_family.dedup();
        assert_eq!(of_family.len(), 1, "{family}: {of_family:?}");
        if let Some(other) = before.insert(of_family.remove(0), family) {
            panic!("{family} and {other} are one lemma");
        }
    }
}

#[test]
fn two_pages_are_enough() {
    let Some(folder) = shared("seeds") else {
        return;
    };
    let mut vocabulary = Vocabulary::default();
    for file in std::fs::read_dir(folder).unwrap() {
        vocabulary.read(&std::fs::read_to_string(file.unwrap().path()).unwrap());
    }
    let lexicon = Lexicon::learn(&vocabulary);
    check_lemmas(
        &lexicon,
        &[
            "التحالف للتحالف تحالف",
            "التنظيم تنظيم التنظيمات والتنظيمات",
            "الإرهاب إرهاب",
            "محاربة محاربتها لمحاربته",
            "هجمات بالهجمات",
            "في فيها",
            "ليبيا",
            "أفريقيا إفريقيا",
        ],
    );
    for (words, root) in [
        ("الإرهاب الإرهابية إرهاب الإرهابي", "رهب"),
        ("الدول الدولية دولة الدولي", "دول"),
        ("مكافحة", "كفح"),
        ("التنظيم تنظيم والمنظمات", "نظم"),
        ("التحالف", "حلف"),
        ("ليبيا أفريقيا إفريقيا موريتانيا في الذي التي 2014", ""),
    ] {
        for word in words.split(' ') {
            assert_eq!(lexicon.root(word), root, "{word}");
        }
    }
}

#[test]
fn closed_classes_and_other_scripts_are_given() {
    let text = "وفي ففي في، بالله والله تالله لله الله، coalition Coalition 2014 14، وهذا لهذا هذا؛ فهم الدرس";
    let lexicon = Lexicon::learn(&Vocabulary::of(&[text]));
    check_lemmas(
        &lexicon,
        &[
            "وفي ففي في",
            "بالله والله تالله لله الله",
            "coalition Coalition",
            "2014",
            "14",
            "وهذا لهذا هذا",
        ],
    );
    assert_eq!(lexicon.root("بالله"), "ءله");
    for word in ["في", "هذا", "coalition", "2014"] {
        assert_eq!(lexicon.root(word), "", "{word}");
    }
}

#[test]
fn spelling_tells_feminine_from_pronoun() {
    let prose = "كاتب الكاتب كتاب الكتاب كتابا كتابي";
    let feminine = [prose, "الكتابة كتابة بكتابة كتابة"];
    let pronoun = [prose, "كتابه وكتابه كتابه"];
    let lemma = |texts| Lexicon::learn(&Vocabulary::of(texts)).lemma("كتابه");
    assert_eq!(lemma(&feminine), "كتابه");
    assert_eq!(lemma(&pronoun), "كتاب");
}

#[test]
fn any_number_of_threads_learns_the_same() {
    let text = include_str!("../../README.md").repeat(2)
        + "التحالف للتحالف تحالف مدرسة مدارس المدرسة وزير وزراء الوزير سياسي السياسية سياسية يكتب كتب";
    let mut vocabulary = Vocabulary::of(&[&text]);
    // More than one thread takes at a time.
    let letters: Vec<char> = "بتجحدرسعقكلمن".chars().collect();
    for (at, first) in letters.iter().enumerate() {
        for second in &letters {
            for third in &letters {
                let root: String = [first, second, third].into_iter().collect();
                for word in [root.clone(), format!("ال{root}"), format!("م{root}ه")] {
                    vocabulary.add(&word, 1 + at as u32);
                }
            }
        }
    }
    let entries = vocabulary.entries();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| learn(&entries))
    };
    assert_eq!(with(1), with(4));
}
