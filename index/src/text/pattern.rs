//! The patterns (awzan) on which Arabic stems are built, as they look in folded writing.
//!
//! A pattern is written the way the grammarians write it: ف ع ل stand for the radicals (a second ل
//! for the fourth), every other letter for itself. Where a weak or doubled radical is not seen, the
//! second column says what it is: قال is `فال` of the root `فول`. The weights are rounded estimates
//! written for this table; the builder starts from them and learns better ones.

use super::affix::Stem;
use super::letter::letter;

/// One pattern.
#[derive(Clone, Copy)]
pub struct Pattern {
    /// Its letters; `RADICAL + i` stands for the radical `i`.
    surface: [u8; 8],
    length: u8,
    /// The root it gives: letters, or `RADICAL + i` taken from the surface; 0 after the last.
    root: [u8; 4],
    /// How usual it is; only ratios mean something.
    pub weight: u16,
}

/// A byte from here on stands for a radical in a pattern.
pub(super) const RADICAL: u8 = 0x80;

impl Pattern {
    /// How many letters stems of this pattern have.
    fn length(&self) -> usize {
        usize::from(self.length)
    }

    /// Its letters, where `RADICAL + i` stands for the radical `i`.
    pub(super) fn surface(&self) -> &[u8] {
        self.surface.get(..self.length()).unwrap_or(&[])
    }

    /// The root it gives, written in the same way; 0 after the last radical.
    pub(super) fn pattern_of_root(&self) -> &[u8; 4] {
        &self.root
    }

    /// Whether the letters that are the pattern's own are those of a stem of its length, packed by
    /// [`packed`]; most patterns are passed over by this alone.
    pub(super) fn fits(&self, stem: u64) -> bool {
        let surface = u64::from_le_bytes(self.surface);
        let radicals = (surface >> 7 & 0x0101_0101_0101_0101) * 0xFF;
        (surface ^ stem) & !radicals == 0
    }

    /// Whether it is the sound pattern written so: three radicals, all of them seen.
    pub fn is(&self, surface: &str) -> bool {
        let sound = row(surface, "فعل", 0);
        self.surface == sound.surface && self.root == sound.root
    }

    /// The root of `stem` if it is built on this pattern; 0 in the fourth place if it has three
    /// radicals. A first radical
    /// written ا is ء.
    pub fn root(&self, stem: &[u8]) -> Option<[u8; 4]> {
        if stem.len() != self.length() {
            return None;
        }
        let mut radicals = [0u8; 4];
        for (&letter_of_pattern, &letter_of_stem) in self.surface.iter().zip(stem) {
            match letter_of_pattern.checked_sub(RADICAL) {
                None if letter_of_pattern != letter_of_stem => return None,
                None => {}
                // Elsewhere than first a ا is ء only where a row of the table says so.
                Some(1..) if letter_of_stem == letter('ا') => return None,
                Some(at) => *radicals.get_mut(usize::from(at))? = letter_of_stem,
            }
        }
        let mut root = self.root;
        for letter_of_root in &mut root {
            if let Some(at) = letter_of_root.checked_sub(RADICAL) {
                *letter_of_root = *radicals.get(usize::from(at))?;
            }
            if *letter_of_root == letter('ا') {
                *letter_of_root = letter('ء');
            }
        }
        Some(root)
    }

    /// A pattern from its letters, as the [module](self) describes them: at most eight of `surface`,
    /// at most four of `root`. It is a compile error in a `const` to give it others.
    pub const fn new(surface: &str, root: &str, weight: u16) -> Pattern {
        let mut pattern = Pattern {
            surface: [0; 8],
            length: 0,
            root: [0; 4],
            weight,
        };
        let (mut at, mut lams) = (0, 0);
        while let Some(c) = char_at(surface, at) {
            pattern.surface[at] = slot(c, lams);
            lams += (c == 'ل') as u8;
            at += 1;
        }
        pattern.length = at as u8;
        (at, lams) = (0, 0);
        while let Some(c) = char_at(root, at) {
            pattern.root[at] = slot(c, lams);
            lams += (c == 'ل') as u8;
            at += 1;
        }
        pattern
    }

    /// The stem this pattern makes of a root; nothing if the pattern is not for such a root.
    pub fn stem(&self, root: &[u8; 4]) -> Option<Stem> {
        let mut letters = [0; 8];
        let surface = self.surface.get(..self.length())?;
        for (place, &letter_of_pattern) in letters.iter_mut().zip(surface) {
            *place = match letter_of_pattern.checked_sub(RADICAL) {
                Some(at) => *root.get(usize::from(at))?,
                None => letter_of_pattern,
            };
        }
        if letters[0] == letter('ء') {
            letters[0] = letter('ا');
        }
        let stem = Stem::new(&letters[..self.length()]);
        (self.root(&stem) == Some(*root)).then_some(stem)
    }
}

/// One row of [`PATTERNS`].
/// The first eight letters of a stem; no pattern is longer.
pub(super) fn packed(stem: &[u8]) -> u64 {
    let letters = stem.iter().take(8).rev();
    letters.fold(0, |packed, &letter| packed << 8 | u64::from(letter))
}

const fn row(surface: &str, root: &str, weight: u16) -> Pattern {
    Pattern::new(surface, root, weight)
}

const fn slot(c: char, lams: u8) -> u8 {
    match c {
        'ف' => RADICAL,
        'ع' => RADICAL + 1,
        'ل' => RADICAL + 2 + lams,
        _ => letter(c),
    }
}

/// The Arabic letter number `at` of `letters`, each two bytes long in UTF-8.
const fn char_at(letters: &str, at: usize) -> Option<char> {
    let bytes = letters.as_bytes();
    if 2 * at + 1 >= bytes.len() {
        return None;
    }
    char::from_u32(((bytes[2 * at] & 0x1F) as u32) << 6 | (bytes[2 * at + 1] & 0x3F) as u32)
}

/// The endings a stem may keep after its pattern (feminine, nisba, plurals that stayed), and
/// their weights.
pub const ENDINGS: [(&[u8], u16); 14] = [
    (&[], 700),
    (&[letter('ه')], 180),
    (&[letter('ي')], 80),
    (&[letter('ي'), letter('ه')], 40),
    (&[letter('ا')], 8),
    (&[letter('ا'), letter('ن')], 8),
    (&[letter('ا'), letter('ت')], 6),
    (&[letter('ي'), letter('ن')], 4),
    (&[letter('و'), letter('ن')], 3),
    (&[letter('ت')], 2),
    (&[letter('ا'), letter('ن'), letter('ي')], 2),
    (&[letter('ا'), letter('ن'), letter('ي'), letter('ه')], 2),
    (&[letter('و'), letter('ي')], 2),
    (&[letter('و'), letter('ي'), letter('ه')], 1),
];

/// All patterns.
pub const PATTERNS: [Pattern; 173] = [
    // The strong verb and noun. ء و ي may be radicals here too; only ا never is.
    row("فعل", "فعل", 1000),
    row("فعال", "فعل", 220),
    row("فعيل", "فعل", 250),
    row("فعول", "فعل", 200),
    row("فاعل", "فعل", 300),
    row("فاعول", "فعل", 8),
    row("فعلاء", "فعل", 40),
    row("افعلاء", "فعل", 15),
    row("افعل", "فعل", 170),
    row("افعال", "فعل", 220),
    row("تفعيل", "فعل", 220),
    row("تفعل", "فعل", 80),
    row("تفاعل", "فعل", 60),
    row("مفعل", "فعل", 130),
    row("مفعول", "فعل", 130),
    row("مفاعل", "فعل", 80),
    row("مفاعيل", "فعل", 30),
    row("مفعال", "فعل", 15),
    row("انفعال", "فعل", 30),
    row("انفعل", "فعل", 20),
    row("منفعل", "فعل", 10),
    row("افتعال", "فعل", 100),
    row("افتعل", "فعل", 70),
    row("مفتعل", "فعل", 50),
    row("افطعال", "فعل", 8),
    row("افطعل", "فعل", 5),
    row("مفطعل", "فعل", 4),
    row("افدعال", "فعل", 4),
    row("افدعل", "فعل", 3),
    row("مفدعل", "فعل", 3),
    row("استفعال", "فعل", 60),
    row("استفعل", "فعل", 50),
    row("مستفعل", "فعل", 50),
    row("فواعل", "فعل", 40),
    row("فواعيل", "فعل", 6),
    row("فعاءل", "فعل", 50),
    row("افاعل", "فعل", 15),
    row("افاعيل", "فعل", 8),
    row("تفاعيل", "فعل", 12),
    row("تفعال", "فعل", 4),
    row("متفعل", "فعل", 40),
    row("متفاعل", "فعل", 20),
    row("فيعل", "فعل", 5),
    row("فوعل", "فعل", 3),
    row("يفعول", "فعل", 1),
    row("افعول", "فعل", 3),
    row("فعلوت", "فعل", 1),
    row("ستفعل", "فعل", 3),
    row("فتعل", "فعل", 3),
    row("نفعل", "فعل", 2),
    // Weak radicals that change or fall away, doubled roots, ا that stands for ء.
    row("فال", "فول", 90),
    row("فال", "فيل", 50),
    row("فيل", "فول", 25),
    row("فاءل", "فول", 12),
    row("فاءل", "فيل", 12),
    row("افال", "فول", 30),
    row("افال", "فيل", 20),
    row("استفال", "فول", 10),
    row("استفال", "فيل", 6),
    row("مستفيل", "فول", 4),
    row("مستفيل", "فيل", 2),
    row("مستفال", "فول", 4),
    row("مستفال", "فيل", 2),
    row("افتال", "فول", 6),
    row("افتال", "فيل", 4),
    row("انفال", "فول", 2),
    row("انفال", "فيل", 2),
    row("مفتال", "فول", 3),
    row("مفتال", "فيل", 3),
    row("منفال", "فيل", 1),
    row("مفال", "فول", 20),
    row("مفال", "فيل", 8),
    row("مفيل", "فول", 10),
    row("مفيل", "فيل", 4),
    row("فيال", "فول", 30),
    row("مفاءل", "فول", 3),
    row("مفاءل", "فيل", 3),
    row("فواءل", "فول", 4),
    row("فواءل", "فيل", 4),
    row("افتيال", "فول", 8),
    row("انفيال", "فول", 3),
    row("افيال", "فول", 2),
    row("فعي", "فعو", 20),
    row("فعا", "فعو", 40),
    row("فعا", "فعي", 30),
    row("فعاء", "فعو", 20),
    row("فعاء", "فعي", 30),
    row("فاعي", "فعو", 10),
    row("فاع", "فعي", 6),
    row("فاع", "فعو", 3),
    row("افعاء", "فعو", 15),
    row("افعاء", "فعي", 20),
    row("افعي", "فعو", 12),
    row("افعا", "فعي", 4),
    row("تفعي", "فعو", 10),
    row("تفاعي", "فعو", 4),
    row("تفع", "فعي", 1),
    row("مفعي", "فعو", 6),
    row("مفعا", "فعي", 4),
    row("مفعا", "فعو", 3),
    row("مفاعا", "فعي", 6),
    row("مفاعا", "فعو", 3),
    row("مفاعي", "فعو", 2),
    row("مفاع", "فعي", 1),
    row("استفعاء", "فعي", 6),
    row("استفعاء", "فعو", 4),
    row("استفعي", "فعو", 2),
    row("افتعاء", "فعي", 8),
    row("افتعاء", "فعو", 8),
    row("افتعي", "فعو", 4),
    row("انفعاء", "فعي", 2),
    row("انفعاء", "فعو", 2),
    row("مفتعي", "فعو", 3),
    row("مستفعي", "فعو", 2),
    row("فعايا", "فعي", 6),
    row("فعايا", "فعو", 3),
    row("فعايا", "فعء", 1),
    row("فعاوي", "فعي", 2),
    row("فعاوي", "فعو", 2),
    row("فعه", "فعو", 6),
    row("فعه", "فعي", 3),
    row("فع", "فعو", 6),
    row("افع", "فعو", 2),
    row("افع", "فعي", 2),
    row("فوه", "فوي", 2),
    row("عله", "وعل", 15),
    row("عل", "وعل", 6),
    row("اتعال", "وعل", 15),
    row("اتعل", "وعل", 10),
    row("متعل", "وعل", 8),
    row("اتعال", "ءعل", 1),
    row("اتعل", "ءعل", 1),
    row("متعل", "ءعل", 1),
    row("ايعال", "وعل", 8),
    row("ايعال", "ءعل", 5),
    row("ايعاء", "وعي", 1),
    row("استيعال", "وعل", 2),
    row("استيعاء", "وعي", 1),
    row("ميعال", "وعل", 3),
    row("اعال", "ءعل", 6),
    row("فع", "فعع", 150),
    row("افع", "فعع", 40),
    row("افعاء", "فعع", 4),
    row("مفع", "فعع", 25),
    row("مفاع", "فعع", 5),
    row("فاع", "فعع", 25),
    row("استفع", "فعع", 10),
    row("مستفع", "فعع", 6),
    row("افتع", "فعع", 10),
    row("مفتع", "فعع", 5),
    row("انفع", "فعع", 3),
    row("منفع", "فعع", 1),
    row("فواع", "فعع", 3),
    row("تفاع", "فعع", 1),
    row("فال", "فءل", 15),
    row("مفال", "فءل", 2),
    row("فعا", "فعء", 15),
    row("افعا", "فعء", 5),
    row("مفعا", "فعء", 4),
    row("افتعا", "فعء", 2),
    row("تفعا", "فعء", 1),
    row("استفال", "فءل", 1),
    // Four radicals.
    row("فعلل", "فعلل", 30),
    row("فعلال", "فعلل", 4),
    row("فعلول", "فعلل", 8),
    row("فعليل", "فعلل", 6),
    row("فعالل", "فعلل", 20),
    row("فعاليل", "فعلل", 15),
    row("مفعلل", "فعلل", 8),
    row("تفعلل", "فعلل", 5),
    row("متفعلل", "فعلل", 2),
    row("افعلال", "فعلل", 2),
    row("افعلل", "فعلل", 2),
];

/// The numbers of the patterns, shortest first.
const BY_LENGTH: [u8; PATTERNS.len()] = {
    let mut order = [0; PATTERNS.len()];
    let (mut length, mut filled) = (0, 0);
    while length <= LONGEST {
        let mut at = 0;
        while at < PATTERNS.len() {
            if PATTERNS[at].length == length {
                order[filled] = at as u8;
                filled += 1;
            }
            at += 1;
        }
        length += 1;
    }
    order
};

/// Where the patterns of each length begin in [`BY_LENGTH`].
const STARTS: [usize; LONGEST as usize + 2] = {
    let mut starts = [0; LONGEST as usize + 2];
    let mut at = 0;
    while at < PATTERNS.len() {
        let mut longer = PATTERNS[at].length as usize + 1;
        while longer < starts.len() {
            starts[longer] += 1;
            longer += 1;
        }
        at += 1;
    }
    starts
};

/// The letters of the longest pattern.
const LONGEST: u8 = 8;

/// The patterns of stems of `length` letters, with their numbers.
pub fn of_length(length: usize) -> impl Iterator<Item = (usize, &'static Pattern)> {
    let range = if length > usize::from(LONGEST) {
        0..0
    } else {
        STARTS[length]..STARTS[length + 1]
    };
    BY_LENGTH[range]
        .iter()
        .map(|&at| (usize::from(at), &PATTERNS[usize::from(at)]))
}

/// How many classes of (ending, pattern) there are.
pub const CLASSES: usize = ENDINGS.len() * PATTERNS.len();
