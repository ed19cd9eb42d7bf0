//! The parts of a word in the terms of Arabic grammar, with what they mean in English: what the command
//! and the page both say of a word.

use crate::answer::{Part, PartKind, Relation, StemChange, WordKind};

/// A term of Arabic grammar, and what it means in English.
pub type Term = (&'static str, &'static str);

/// What a part is called; the stem has no name.
pub fn part(part: &Part, kind: Option<WordKind>) -> Term {
    let text = part.text.as_str();
    match part.kind {
        PartKind::Conjunction => ("حرف العطف", if text == "ف" { "then" } else { "and" }),
        PartKind::Preposition => match text {
            "ب" => ("حرف الجر", "by, in, with"),
            "ك" => ("حرف الجر", "like"),
            "ل" => ("حرف الجر", "for, to"),
            _ => ("حرف القسم", "by, in an oath"),
        },
        PartKind::Article => ("أداة التعريف", "the"),
        PartKind::Future => ("سين الاستقبال", "will"),
        PartKind::Lam => ("اللام", "that, let, surely"),
        PartKind::Imperfect => ("حرف المضارعة", "imperfect"),
        PartKind::Stem => ("", "stem"),
        PartKind::Ending => ending(text, kind),
        PartKind::Pronoun => pronoun(text),
    }
}

fn ending(text: &str, kind: Option<WordKind>) -> Term {
    let verb = kind == Some(WordKind::Verb);
    match text {
        "ة" | "ه" => ("التاء المربوطة", "feminine"),
        "ات" => ("علامة جمع المؤنث السالم", "feminine plural"),
        "ون" | "وا" if verb => ("واو الجماعة", "they, you (plural)"),
        "ان" if verb => ("ألف الاثنين", "they both, you both"),
        "ين" if verb => ("ياء المخاطبة", "you (feminine)"),
        "ون" => ("علامة جمع المذكر السالم", "masculine plural"),
        "ان" => ("علامة المثنى", "dual"),
        "ين" => (
            "علامة المثنى أو جمع المذكر السالم",
            "dual or masculine plural",
        ),
        "وا" => ("واو الجماعة", "they"),
        "ت" => ("تاء الفاعل أو تاء التأنيث", "I, you or she"),
        "تم" | "تمو" => ("ضمير المخاطبين", "you (plural)"),
        "تا" => ("تاء التأنيث وألف الاثنتين", "they both (feminine)"),
        "ن" => ("نون النسوة", "they (feminine)"),
        "نا" => ("ضمير المتكلمين", "we"),
        "ا" => ("الألف", "accusative or dual"),
        "ي" => ("الياء", "my, or dual or plural of something"),
        "و" => ("الواو", "plural of something, or of a verb"),
        _ => ("اللاحقة", "ending"),
    }
}

fn pronoun(text: &str) -> Term {
    match text {
        "ه" => ("ضمير الغائب", "his, him, its"),
        "ها" => ("ضمير الغائبة", "her, its, their"),
        "هم" => ("ضمير الغائبين", "their, them"),
        "هن" => ("ضمير الغائبات", "their, them (feminine)"),
        "هما" => ("ضمير الغائب\u{064E}ين", "of them both"),
        "ك" => ("ضمير المخاطب", "your, you"),
        "كم" => ("ضمير المخاطبين", "your, you (plural)"),
        "كن" => ("ضمير المخاطبات", "your, you (feminine plural)"),
        "كما" => ("ضمير المخاطب\u{064E}ين", "of you both"),
        "نا" => ("ضمير المتكلمين", "our, us"),
        "ني" => ("نون الوقاية وياء المتكلم", "me"),
        _ => ("ياء المتكلم", "my"),
    }
}

/// What a kind of word is called.
pub fn kind(kind: WordKind) -> Term {
    match kind {
        WordKind::Noun => ("اسم", "noun"),
        WordKind::Verb => ("فعل", "verb"),
        WordKind::Particle => ("أداة", "particle"),
    }
}

/// What became of the stem, if anything did.
pub fn change(change: StemChange) -> Option<Term> {
    Some(match change {
        StemChange::None => return None,
        StemChange::Feminine => (
            "ف\u{064F}تحت تاؤه المربوطة أو ح\u{064F}ذفت مع اللاحقة",
            "its ة is written ت or gives way before the ending",
        ),
        StemChange::Final => (
            "تغي\u{0651}ر آخره المعتل مع اللاحقة",
            "its weak last letter changes before the ending",
        ),
        StemChange::Alif => (
            "ح\u{064F}ذفت ألفه في المضارع",
            "the imperfect drops the alif it begins with",
        ),
        StemChange::Weak => (
            "أصله معتل، تغي\u{0651}ر حرف علته أو ح\u{064F}ذف",
            "its weak radical changes or falls away",
        ),
    })
}

/// How the stem stands to the lemma, where it is another word.
pub fn relation(relation: Relation) -> Option<Term> {
    match relation {
        Relation::Same => None,
        Relation::Feminine => Some(("مؤنث", "feminine of")),
        Relation::Plural => Some(("جمع تكسير، مفرده", "broken plural of")),
        Relation::Other => Some(("من عائلة", "of the family of")),
    }
}
