//! The analysis against Unicode's own normalisation, against naive twins, and under alteration.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::path::Path;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use warraq::text::{Term, agrees, display, fold, spelling, words};

const INVISIBLE: [char; 10] = [
    '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{202B}', '\u{2067}', '\u{061C}',
    '\u{00AD}', '\u{FEFF}',
];
/// Marks that change no letter, of several combining classes, but those on a hamza without a seat.
const MARKS: [char; 11] = [
    '\u{064B}', '\u{064D}', '\u{064E}', '\u{064F}', '\u{0650}', '\u{0651}', '\u{0652}', '\u{06E1}',
    '\u{06D6}', '\u{06ED}', '\u{0617}',
];
/// What the mushaf writes letters with that are written otherwise today, or not at all.
const MUSHAF: [char; 8] = [
    '\u{0670}', '\u{06DF}', '\u{06E5}', '\u{06E6}', '\u{06E7}', '\u{06E8}', '\u{08F3}', 'ء',
];

fn folded(word: &str) -> Vec<u8> {
    let mut out = Vec::new();
    fold(word, &mut out);
    out
}

fn nfkd(c: char) -> impl Iterator<Item = char> {
    std::iter::once(c).nfkd()
}

/// True for a character whose decompositions we claim to know: in a script we take apart, and
/// standing for letters and marks alone.
fn is_known(c: char) -> bool {
    let expected = match c {
        '\u{0600}'..='\u{06FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => true,
        '\0'..='\u{024F}' | '\u{0300}'..='\u{036F}' => true,
        '\u{1E00}'..='\u{1EFF}' | '\u{FB00}'..='\u{FB06}' => true,
        '\u{0370}'..='\u{052F}' | '\u{1F00}'..='\u{1FFF}' => nfkd(c).eq(std::iter::once(c).nfd()),
        _ => false,
    };
    let unseen_or_digit = INVISIBLE.contains(&c) || naive_digit(c).is_some();
    let mut parts = nfkd(c);
    // Not the signs of several words and the marks that stand alone: they decompose to spaces too.
    let letters = parts.all(|part| part.is_alphabetic() || is_combining_mark(part));
    expected && (letters || unseen_or_digit || c == '\u{FDFC}')
}

static KNOWN: LazyLock<Vec<char>> =
    LazyLock::new(|| ('\0'..=char::MAX).filter(|&c| is_known(c)).collect());

/// Strings of known characters, mostly Arabic, thick with marks, hamzas and what no reader sees.
fn arabic_ish() -> impl Strategy<Value = String> {
    const HAMZAS: &[char] = &[
        'و', 'ي', 'ى', 'ا', 'ؤ', 'أ', 'ۀ', '\u{0653}', '\u{0654}', '\u{0655}', '\u{0640}', 'ی', 'ک',
    ];
    const LATIN: &[char] = &[
        'e', 'o', 'ệ', 'ǖ', '\u{0301}', '\u{0302}', '\u{0308}', '\u{0323}', '\u{0345}', 'ᾳ', 'ϊ',
    ];
    let c = prop_oneof![
        3 => prop::char::range('ء', 'ي'),
        2 => select(HAMZAS),
        2 => select(&MARKS[..]),
        1 => select(&MUSHAF[..]),
        1 => select(&INVISIBLE[..]),
        1 => select(LATIN),
        2 => any::<Index>().prop_map(|at| *at.get(&KNOWN)),
    ];
    prop::collection::vec(c, 0..12).prop_map(String::from_iter)
}

/// The same without what only the mushaf writes: a hamza without a seat counts as that.
fn everyday() -> impl Strategy<Value = String> {
    let mushaf = |c: &char| {
        let parts: Vec<char> = nfkd(*c).collect();
        parts.iter().any(|part| MUSHAF.contains(part)) || parts.contains(&'\u{0640}')
    };
    arabic_ish().prop_map(move |text| text.chars().filter(|c| !mushaf(c)).collect())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        arabic_ish(),
        any::<String>(),
        (arabic_ish(), ".{0,4}", arabic_ish()).prop_map(|(a, b, c)| a + &b + &c)
    ]
}

fn naive_digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => c as u32 - 0x30,
        '\u{0660}'..='\u{0669}' => c as u32 - 0x660,
        '\u{06F0}'..='\u{06F9}' => c as u32 - 0x6F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The letter that one decomposed Arabic letter folds to.
fn naive_letter(c: char) -> Option<char> {
    Some(match c as u32 {
        0x621 | 0x674 => 'ء',
        0x627 | 0x671..=0x673 => 'ا',
        0x628 | 0x66E | 0x67B | 0x67E | 0x680 => 'ب',
        0x62A | 0x679 | 0x67A | 0x67C | 0x67D | 0x67F => 'ت',
        0x62B => 'ث',
        0x62C | 0x683 | 0x684 | 0x686 | 0x687 | 0x6BF => 'ج',
        0x62D | 0x681 | 0x682 | 0x685 => 'ح',
        0x62E => 'خ',
        0x62F | 0x688..=0x690 | 0x6EE => 'د',
        0x630 => 'ذ',
        0x631 | 0x691..=0x697 | 0x6EF => 'ر',
        0x632 | 0x698 | 0x699 => 'ز',
        0x633 | 0x69B => 'س',
        0x634 | 0x69A | 0x69C | 0x6FA => 'ش',
        0x635 | 0x69D | 0x69E => 'ص',
        0x636 | 0x6FB => 'ض',
        0x637 | 0x69F => 'ط',
        0x638 => 'ظ',
        0x639 => 'ع',
        0x63A | 0x6A0 | 0x6FC => 'غ',
        0x641 | 0x6A1..=0x6A6 => 'ف',
        0x642 | 0x66F | 0x6A7 | 0x6A8 => 'ق',
        0x643 | 0x63B | 0x63C | 0x6A9..=0x6B4 => 'ك',
        0x644 | 0x6B5..=0x6B8 => 'ل',
        0x645 => 'م',
        0x646 | 0x6B9..=0x6BD => 'ن',
        0x647 | 0x629 | 0x6BE | 0x6C1 | 0x6C3 | 0x6D5 | 0x6FF => 'ه',
        0x648 | 0x6C4..=0x6CB | 0x6CF => 'و',
        0x64A | 0x649 | 0x620 | 0x63D..=0x63F | 0x6CC..=0x6CE | 0x6D0..=0x6D2 => 'ي',
        _ => return None,
    })
}

/// What the documentation of `fold` says of everyday spelling, on top of Unicode's own decomposition,
/// but for the closed list of words.
fn naive_fold(word: &str) -> String {
    let mut out = String::new();
    let mut base = ' ';
    for c in word.chars().flat_map(nfkd) {
        let unseen = INVISIBLE.contains(&c) || c == '\u{034F}' || c == '\u{FE73}';
        if unseen || c == '\u{06E5}' || c == '\u{06E6}' {
            continue;
        }
        if c == '\u{0654}' || c == '\u{0655}' {
            match base {
                'و' | 'ي' => {
                    out.pop();
                    out.push('ء');
                }
                '\u{0640}' => out.push('ء'),
                _ => continue,
            }
            base = ' ';
        } else if !is_combining_mark(c) {
            base = naive_letter(c).unwrap_or(c);
            if let Some(letter) = naive_letter(c).or(naive_digit(c)) {
                out.push(letter);
            } else if c != '\u{0640}' && c.is_alphabetic() {
                let lower = c
                    .to_lowercase()
                    .flat_map(nfkd)
                    .filter(|&c| !is_combining_mark(c));
                out.extend(lower.map(|c| if c == 'ς' { 'σ' } else { c }));
            }
        }
    }
    for begin in [
        "", "ال", "بال", "كال", "وال", "فال", "وبال", "فبال", "وكال", "فكال",
    ] {
        if out
            .strip_prefix(begin)
            .is_some_and(|rest| rest.starts_with("ءا"))
        {
            out.remove(begin.len());
        }
    }
    out
}

/// What the documentation of `spelling` says, on top of Unicode's own NFKC.
fn naive_spelling(word: &str) -> String {
    let seen: Vec<char> = word
        .nfkd()
        .filter(|c| !INVISIBLE.contains(c) && *c != '\u{034F}')
        .collect();
    let carries_hamza = |at: usize| {
        let marks = seen[at + 1..]
            .iter()
            .take_while(|&&c| is_combining_mark(c) || matches!(c, '\u{06E5}' | '\u{06E6}'));
        marks.clone().any(|&c| c == '\u{0654}' || c == '\u{0655}')
    };
    let kept = (0..seen.len())
        .filter(|&at| seen[at] != '\u{0640}' || carries_hamza(at))
        .map(|at| match seen[at] {
            'ی' => 'ي',
            'ک' => 'ك',
            c => c,
        });
    kept.nfc().collect()
}

fn check_character(c: char) {
    if nfkd(c).any(|part| part == '\u{0670}') {
        return; // The dagger alef is no everyday spelling.
    }
    let word = c.to_string();
    assert_eq!(
        display(&folded(&word)),
        naive_fold(&word),
        "U+{:04X}",
        c as u32
    );
}

#[test]
fn every_known_character_folds_like_its_twin() {
    let arabic = ('\u{0600}'..='\u{06FF}')
        .chain('\u{FB50}'..='\u{FDCF}')
        .chain('\u{FDF0}'..='\u{FDFF}');
    let all = arabic
        .chain('\u{FE70}'..='\u{FEFF}')
        .filter(|c| !matches!(c, '\u{FDFA}' | '\u{FDFB}'));
    all.chain(KNOWN.iter().copied()).for_each(check_character);
    assert!(KNOWN.len() > 2000, "{}", KNOWN.len());
}

#[test]
fn every_character_is_a_word_exactly_if_it_folds() {
    for c in '\0'..=char::MAX {
        let word = c.to_string();
        let bytes = folded(&word);
        let found: Vec<_> = words(&word).collect();
        let whole = (!bytes.is_empty()).then_some(0..word.len());
        assert_eq!(found, Vec::from_iter(whole), "U+{:04X}", c as u32);
        assert_eq!(folded(&display(&bytes)), bytes, "U+{:04X}", c as u32);
        let seen = spelling(&word);
        assert_eq!(folded(&seen), bytes, "U+{:04X}", c as u32);
        assert_eq!(spelling(&seen), seen, "U+{:04X}", c as u32);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn folds_like_its_twin(word in everyday()) {
        prop_assert_eq!(display(&folded(&word)), naive_fold(&word));
    }

    #[test]
    fn spells_like_its_twin(word in arabic_ish()) {
        let seen = spelling(&word).into_owned();
        prop_assert_eq!(&seen, &naive_spelling(&word));
        prop_assert_eq!(spelling(&seen), seen.as_str());
        prop_assert_eq!(folded(&seen), folded(&word));
    }

    #[test]
    fn normal_forms_are_the_same_word(word in arabic_ish()) {
        let bytes = folded(&word);
        let seen = spelling(&word).into_owned();
        for other in [word.nfc().to_string(), word.nfd().to_string(), word.nfkc().to_string(), word.nfkd().to_string()] {
            prop_assert_eq!(&folded(&other), &bytes);
            prop_assert_eq!(spelling(&other), seen.as_str());
            prop_assert!(agrees(&word, &other) && agrees(&other, &word));
        }
    }

    #[test]
    fn any_text_is_cut_in_order_into_words_that_fold(text in any_text()) {
        let mut end = 0;
        for range in words(&text) {
            prop_assert!(end <= range.start && range.start < range.end && range.end <= text.len());
            prop_assert!(words(&text[end..range.start]).next().is_none(), "a word was passed over");
            let word = &text[range.clone()];
            let bytes = folded(word);
            prop_assert!(!bytes.is_empty());
            prop_assert_eq!(words(word).collect::<Vec<_>>(), vec![0..word.len()]);
            prop_assert_eq!(folded(&display(&bytes)), bytes);
            prop_assert_eq!(folded(&spelling(word)), folded(word));
            end = range.end;
        }
        prop_assert!(words(&text[end..]).next().is_none());
        let seen = spelling(&text);
        prop_assert_eq!(&spelling(&seen), &seen);
        prop_assert!(agrees(&text, &text));
    }

    #[test]
    fn what_is_strewn_into_a_word_changes_neither_fold_nor_range(
        letters in prop::collection::vec((prop::char::range('آ', 'ي'), strewn()), 1..9),
        before in "[ .\u{200F}]{0,3}",
    ) {
        let letters: Vec<_> = letters.into_iter().filter(|(c, _)| !naive_fold(&c.to_string()).is_empty()).collect();
        prop_assume!(!letters.is_empty());
        let plain: String = letters.iter().map(|(c, _)| c).collect();
        let strewn: String = letters.iter().flat_map(|(c, more)| std::iter::once(*c).chain(more.chars())).collect();
        let end = before.len() + strewn.trim_end_matches(INVISIBLE).len();
        let text = format!("{before}{strewn} ،");
        prop_assert_eq!(words(&text).collect::<Vec<_>>(), vec![before.len()..end]);
        prop_assert_eq!(Term::of(&strewn), Term::of(&plain));
        prop_assert!(agrees(&plain, &strewn));
    }

    #[test]
    fn agrees_if_every_typed_mark_is_there(
        letters in prop::collection::vec((prop::char::range('ا', 'غ'), marks(), marks()), 1..6),
    ) {
        let (mut typed, mut written, mut plain) = (String::new(), String::new(), String::new());
        for (letter, typed_marks, written_marks) in &letters {
            typed.extend(std::iter::once(letter).chain(typed_marks));
            written.extend(std::iter::once(letter).chain(written_marks));
            plain.push(*letter);
        }
        let expected = letters.iter().all(|(_, typed, written)| typed.iter().all(|mark| written.contains(mark)));
        prop_assert_eq!(agrees(&typed, &written), expected);
        prop_assert!(agrees(&plain, &written));
    }

    #[test]
    fn what_agrees_has_one_fold(one in everyday(), other in everyday()) {
        // Most pairs do not agree; a word without its marks often does.
        let fewer: String = one.chars().filter(|&c| canonical_combining_class(c) == 0).collect();
        for (typed, written) in [(&one, &other), (&fewer, &one), (&one, &fewer)] {
            if agrees(typed, written) {
                prop_assert_eq!(folded(typed), folded(written));
            }
        }
    }

    #[test]
    fn terms_are_shown_in_letters_that_fold_to_them(
        // No hamza: not every place is one where a folded word has it.
        bytes in prop::collection::vec(prop_oneof![2u8..=29, b'0'..=b'9', b'a'..=b'z'], 0..12),
        stray in prop::collection::vec(any::<u8>(), 0..12),
    ) {
        prop_assert_eq!(folded(&display(&bytes)), bytes);
        prop_assert_eq!(display(&stray).is_empty(), stray.is_empty());
    }
}

/// Marks, tatweel and invisible characters to be put behind a letter.
fn strewn() -> impl Strategy<Value = String> {
    let c = prop_oneof![select(&MARKS[..]), select(&INVISIBLE[..]), Just('\u{0640}')];
    prop::collection::vec(c, 0..4).prop_map(String::from_iter)
}

/// Different marks for one letter, in any order.
fn marks() -> impl Strategy<Value = Vec<char>> {
    prop::sample::subsequence(MARKS[..6].to_vec(), 0..3).prop_shuffle()
}

#[test]
fn real_texts_come_back_from_their_ranges() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    let Ok(entries) = folder.read_dir() else {
        println!("skipped: there is no ../shared/seeds");
        return;
    };
    for entry in entries {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        let (mut back, mut end) = (String::new(), 0);
        for range in words(&text) {
            let gap = &text[end..range.start];
            assert!(
                !gap.contains(char::is_alphanumeric),
                "{}: {gap:?} was passed over",
                path.display()
            );
            back.push_str(gap);
            let word = &text[range.clone()];
            assert_eq!(
                display(&folded(word)),
                naive_fold(word),
                "{}",
                path.display()
            );
            back.push_str(word);
            end = range.end;
        }
        back.push_str(&text[end..]);
        assert!(back == text && end > 0, "{}", path.display());
    }
}
