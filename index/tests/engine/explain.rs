//! Words taken apart in a library: the parts, the stem, its root and weight, and the family.

use super::common::Built;
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeSet;
use warraq::answer::{Explanation, PartKind, Relation, StemChange, WordKind};
use warraq::grammar;

/// A text in which every stem lives beside its affixes, so that nothing is doubtful.
const TEXT: &str = "الكتاب والكتابة\n\n\
    كتاب الكتاب كتاب كتابه وكتابهم والكتاب للكتاب بالكتاب كتابها كتب الكتب كتبهم وكتب كتابا.\n\n\
    قال وقال قالت قالوا قول يقول ويقول يقولون سيقول تقول قال.\n\n\
    حكومة الحكومة حكومتها وحكومة للحكومة حكومات الحكومات حكومة الحكومة.\n\n\
    سيارة السيارة سيارات السيارات سيارتها بسيارة سيارة والسيارة.\n\n\
    استخدم يستخدم واستخدم استخدام استخدمت يستخدمون الاستخدام.\n\n\
    ور\u{0651}اق الور\u{0651}اق ور\u{0651}اق وراقين للوراق ورق الورق ورقة.\n\n\
    مكتب المكتب مكتبه المكاتب مكاتب ومكاتب.\n\n\
    في البيت على الباب وفيها له عنهم. في بيت وباب البيت، وبيته بابه.";

thread_local! {
    static LIBRARY: RefCell<Built> = RefCell::new(Built::of(&[("كتاب.txt", TEXT)]));
}

fn explain(word: &str) -> Explanation {
    LIBRARY.with_borrow_mut(|built| built.run(|library| library.explain(word)))
}

/// The parts of a word with the names grammar gives them: `و حرف العطف + كتاب`.
fn told(word: &Explanation) -> String {
    let part = |part: &warraq::answer::Part| {
        let (name, _) = grammar::part(part, word.kind);
        format!("{} {name}", part.text).trim_end().to_owned()
    };
    word.parts.iter().map(part).collect::<Vec<_>>().join(" + ")
}

#[test]
fn words_are_taken_apart() {
    let table = [
        ("كتاب", "كتاب", "كتاب"),
        ("وكتابهم", "و حرف العطف + كتاب + هم ضمير الغائبين", "كتاب"),
        (
            "فبكتابهما",
            "ف حرف العطف + ب حرف الجر + كتاب + هما ضمير الغائب\u{064E}ين",
            "كتاب",
        ),
        ("للكتاب", "ل حرف الجر + ال أداة التعريف + كتاب", "كتاب"),
        (
            "والحكومات",
            "و حرف العطف + ال أداة التعريف + حكوم + ات علامة جمع المؤنث السالم",
            "حكومة",
        ),
        ("حكومتها", "حكومت + ها ضمير الغائبة", "حكومة"),
        (
            "وسيستخدمون",
            "و حرف العطف + س سين الاستقبال + ي حرف المضارعة + ستخدم + ون واو الجماعة",
            "استخدم",
        ),
        ("وفيها", "و حرف العطف + في + ها ضمير الغائبة", "في"),
    ];
    for (word, parts, stem) in table {
        let word = explain(word);
        assert_eq!(
            (told(&word).as_str(), word.stem.as_str()),
            (parts, stem),
            "{}",
            word.word
        );
    }
}

#[test]
fn letters_are_as_they_are_written() {
    // Hamza seats and ة stand in the parts as they do in the word; marks and tatweel do not.
    assert_eq!(
        told(&explain("ك\u{0650}ت\u{064E}اب\u{064F}ه\u{064F}")),
        "كتاب + ه ضمير الغائب"
    );
}

#[test]
fn stems_say_what_changed_and_what_they_are_of() {
    let table = [
        (
            "كتابهم",
            StemChange::None,
            Relation::Same,
            Some(WordKind::Noun),
            Some("فعال"),
        ),
        (
            "حكومتها",
            StemChange::Feminine,
            Relation::Same,
            Some(WordKind::Noun),
            Some("فعولة"),
        ),
        (
            "سيارات",
            StemChange::Feminine,
            Relation::Same,
            Some(WordKind::Noun),
            Some("فعالة"),
        ),
        (
            "يستخدم",
            StemChange::Alif,
            Relation::Same,
            Some(WordKind::Verb),
            Some("استفعل"),
        ),
        (
            "للور\u{0651}اق",
            StemChange::None,
            Relation::Same,
            Some(WordKind::Noun),
            Some("فع\u{0651}ال"),
        ),
        (
            "فيها",
            StemChange::None,
            Relation::Same,
            Some(WordKind::Particle),
            None,
        ),
    ];
    for (word, change, relation, kind, pattern) in table {
        let found = explain(word);
        let got = (
            found.change,
            found.relation,
            found.kind,
            found.pattern.as_deref(),
        );
        assert_eq!(got, (change, relation, kind, pattern), "{word}");
    }
    assert_eq!(explain("كتابهم").root.as_deref(), Some("ك ت ب"));
}

#[test]
fn unknown_words_are_analysed_and_say_so() {
    let word = explain("ولكتابكم");
    assert!(!word.known);
    assert_eq!(word.lemma, explain("كتاب").lemma);
    assert_eq!(word.occurrences[..2], [0, 0]);
    assert!(word.occurrences[2] > 0 && word.spellings.is_empty());
    let nothing = explain("زقزقة");
    assert!(!nothing.known && nothing.lemma.is_none() && nothing.parts.is_empty());
    assert_eq!(
        explain("، ."),
        Explanation {
            word: "، .".into(),
            ..Explanation::default()
        }
    );
}

#[test]
fn no_form_is_listed_twice_and_counts_add_up() {
    for word in TEXT.split_whitespace() {
        let found = explain(word);
        let family: Vec<&str> = found
            .family
            .iter()
            .map(|form| form.spelling.as_str())
            .collect();
        let distinct: BTreeSet<&str> = family.iter().copied().collect();
        assert_eq!(family.len(), distinct.len(), "{word}: {family:?}");
        assert!(
            found
                .spellings
                .iter()
                .all(|form| !distinct.contains(form.spelling.as_str())),
            "{word}"
        );
        let total =
            |forms: &[warraq::answer::FormCount]| forms.iter().map(|form| form.count).sum::<u32>();
        assert_eq!(total(&found.spellings), found.occurrences[1], "{word}");
        assert_eq!(
            total(&found.spellings) + total(&found.family),
            found.occurrences[3],
            "{word}"
        );
    }
}

#[test]
fn words_of_one_lemma_have_one_number() {
    let number = |word| explain(word).lemma_id.unwrap();
    assert_eq!(number("للكتاب"), number("كتابه"));
    assert_ne!(number("للكتاب"), number("سيارة"));
}

proptest! {
    /// Whatever is asked, the letters of the parts are those of the word, in their order.
    #[test]
    fn parts_are_the_word(word in "[ابتحخدرسكلمنهويةأ]{1,12}") {
        let found = explain(&word);
        let joined: String = found.parts.iter().map(|part| part.text.as_str()).collect();
        let as_written = joined == word || joined.replacen("لال", "لل", 1) == word;
        prop_assert!(found.parts.is_empty() || as_written, "{} from {}", joined, word);
        prop_assert!(found.parts.iter().filter(|part| part.kind == PartKind::Stem).count() <= 1);
    }

    #[test]
    fn any_text_is_safe(word: String) {
        explain(&word);
    }
}
