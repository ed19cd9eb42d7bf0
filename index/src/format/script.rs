//! Texts in one byte a letter: what is stored of Arabic is half as long as in UTF-8, and is deflated
//! to a sixth less.
//!
//! ```text
//! script := (letter | escape)*
//! letter := byte       below 0x80, but 0x1B: the character of ASCII; from 0x80 on: U+0580 + byte
//! escape := 0x1B character      in UTF-8
//! ```
//! U+0600 to U+067F, the Arabic letters, marks, digits and signs, are thus 0x80 to 0xFF.
//!
//! A [`Model`] has such bytes in the [range coder](super::coder), each byte by what stands at its place
//! in a text that is known, or else by the byte before it. No byte is 0, which ends a text; a
//! character 0 is escaped.

use super::bytes::Fault;
use super::coder::{Chance, Coder};

/// Stands before a character that is no letter of one byte.
const ESCAPE: u8 = 0x1B;

/// The longest text that is coded, in bytes.
const LONGEST: usize = 1 << 24;

/// A text in one byte a letter.
pub fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    append(text, &mut bytes);
    bytes
}

/// Appends a text.
pub fn append(text: &str, bytes: &mut Vec<u8>) {
    for character in text.chars() {
        match u32::from(character) {
            plain @ 1..0x80 if plain != u32::from(ESCAPE) => bytes.push(plain as u8),
            arabic @ 0x600..0x680 => bytes.push((arabic - 0x580) as u8),
            _ => {
                bytes.push(ESCAPE);
                bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }
}

/// The text of such bytes.
pub fn text(bytes: &[u8]) -> Result<String, Fault> {
    let mut text = String::with_capacity(bytes.len() * 2);
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            ESCAPE => {
                let length = match after.first() {
                    Some(0xF0..) => 4,
                    Some(0xE0..) => 3,
                    Some(0xC0..) => 2,
                    _ => 1,
                };
                let character = after.get(..length).ok_or(Fault::Short)?;
                text.push_str(std::str::from_utf8(character).map_err(|_| Fault::Utf8)?);
                rest = &after[length..];
            }
            0x80.. => text.push(char::from_u32(0x580 + u32::from(byte)).ok_or(Fault::Utf8)?),
            _ => text.push(char::from(byte)),
        }
    }
    Ok(text)
}

/// The chances of words.
pub struct Model {
    /// Whether a byte is the one at its place in the known text: by how many were just now, and
    /// whether that text is at its start or its end.
    same: [[Chance; 3]; 4],
    /// The tree of bytes behind each byte.
    letters: Vec<[Chance; 256]>,
    /// What stands for letters that folding makes one.
    alike: [u8; 256],
}

impl Default for Model {
    fn default() -> Model {
        Model {
            same: Default::default(),
            letters: vec![[Chance::default(); 256]; 256],
            alike: folded(),
        }
    }
}

impl Model {
    /// Writes the `given` word, or reads one; appends it to `word` in either case. No byte of it is 0.
    pub fn code(
        &mut self,
        coder: &mut impl Coder,
        known: &[u8],
        given: &[u8],
        word: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let mut place = 0;
        let mut run = 0;
        let mut before = 0;
        loop {
            let given = given.get(word.len()).copied().unwrap_or(0);
            let expected = known.get(place).copied().unwrap_or(0);
            let edge = match (word.is_empty(), expected) {
                (_, 0) => 2,
                (start, _) => usize::from(start),
            };
            let byte = if coder.bit(&mut self.same[run.min(3)][edge], given == expected) {
                place += 1;
                run += 1;
                expected
            } else {
                run = 0;
                let byte = self.letter(coder, before, given);
                let alike = |byte: u8| self.alike[usize::from(byte)];
                if alike(byte) == alike(expected) {
                    place += 1;
                } else if known.get(place + 1) == Some(&byte) {
                    place += 2;
                }
                byte
            };
            if byte == 0 {
                return Ok(());
            }
            if word.len() >= LONGEST {
                return Err(Fault::Range);
            }
            coder.check()?;
            word.push(byte);
            before = byte;
        }
    }

    fn letter(&mut self, coder: &mut impl Coder, before: u8, given: u8) -> u8 {
        let tree = &mut self.letters[usize::from(before)];
        let mut node = 1;
        for level in (0..8).rev() {
            let bit = coder.bit(&mut tree[node & 0xFF], given >> level & 1 != 0);
            node = node << 1 | usize::from(bit);
        }
        node as u8
    }
}

/// The chances of texts that have nothing to go by but themselves: each byte by the two before it.
pub struct Texts(Vec<Chance>);

/// Places for chances; two that share one do little harm.
const PLACES: u32 = 1 << 16;

impl Default for Texts {
    fn default() -> Texts {
        Texts(vec![Chance::default(); PLACES as usize])
    }
}

impl Texts {
    /// Writes the `given` text, or reads one; gives it in either case. No byte of it is 0.
    pub fn code(&mut self, coder: &mut impl Coder, given: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut text: Vec<u8> = Vec::new();
        let mut before = 0u32;
        loop {
            let given = given.get(text.len()).copied().unwrap_or(0);
            let context = before.wrapping_mul(0x9E37_79B1);
            let mut node = 1u32;
            for level in (0..8).rev() {
                let place = (context ^ node.wrapping_mul(0x85EB_CA6B)) >> 16 & (PLACES - 1);
                let bit = coder.bit(&mut self.0[place as usize], given >> level & 1 != 0);
                node = node << 1 | u32::from(bit);
            }
            let byte = node as u8;
            if byte == 0 {
                return Ok(text);
            }
            if text.len() >= LONGEST {
                return Err(Fault::Range);
            }
            coder.check()?;
            text.push(byte);
            before = (before << 8 | u32::from(byte)) & 0xFFFF;
        }
    }
}

/// For each byte one that all letters have which folding makes one, so that spellings of one word are seen to
/// differ in a letter and not in its place.
fn folded() -> [u8; 256] {
    let mut alike = [0; 256];
    let mut form = Vec::new();
    for byte in 0..=255u8 {
        alike[usize::from(byte)] = byte;
        if let (0x80.., Ok(letter)) = (byte, text(&[byte])) {
            form.clear();
            crate::text::fold(&letter, &mut form);
            if let [folded] = form[..] {
                alike[usize::from(byte)] = folded;
            }
        }
    }
    alike
}

#[cfg(test)]
mod tests {
    use super::super::coder::{Reader, Writer};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_take_a_byte() {
        let check = |word: &str, length: usize| {
            let coded = bytes(word);
            assert_eq!(coded.len(), length, "{word}");
            assert_eq!(text(&coded).as_deref(), Ok(word));
        };
        check("", 0);
        check("كتاب 12", 7);
        check("ك\u{0650}تاب\u{064C}", 6);
        check("«ء»", 7);
        check("\u{1B}\0", 4);
        check("\u{1F600}", 5);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(words: Vec<(String, String)>) {
            let words: Vec<(Vec<u8>, Vec<u8>)> =
                words.iter().map(|(a, b)| (bytes(&a.replace('\0', "")), bytes(&b.replace('\0', "")))).collect();
            let mut writer = Writer::default();
            let mut model = Model::default();
            for (known, word) in &words {
                model.code(&mut writer, known, word, &mut Vec::new()).unwrap();
            }
            let coded = writer.finish();
            let mut reader = Reader::new(&coded);
            let mut model = Model::default();
            for (known, word) in &words {
                let mut read = Vec::new();
                model.code(&mut reader, known, &[], &mut read).unwrap();
                prop_assert_eq!(&read, word);
                prop_assert!(text(&read).is_ok());
            }
            prop_assert_eq!(reader.end(), Ok(()));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            if let Ok(read) = text(&bytes) {
                prop_assert!(read.len() <= bytes.len() * 2);
            }
        }
    }
}
