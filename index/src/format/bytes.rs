//! Numbers and texts as bytes: checked reading, plain writing. See the grammar in [`super`].

use super::script;
use std::fmt;

/// Why bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// They end too early.
    Short,
    /// A varint of more than 32 bits.
    Varint,
    /// A text that is not UTF-8.
    Utf8,
    /// A number outside what its place allows.
    Range,
    /// Bytes after the end.
    Rest,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Short => "it ends too early",
            Fault::Varint => "a number is too long",
            Fault::Utf8 => "a text is not UTF-8",
            Fault::Range => "a number is out of range",
            Fault::Rest => "it has bytes after its end",
        })
    }
}

/// Reads bytes from the front.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the start of these bytes.
    pub fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { bytes, at: 0 }
    }

    /// How many bytes were read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// True if nothing is left.
    pub fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The next byte.
    pub fn byte(&mut self) -> Result<u8, Fault> {
        let byte = *self.bytes.get(self.at).ok_or(Fault::Short)?;
        self.at += 1;
        Ok(byte)
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(count).ok_or(Fault::Short)?;
        let taken = self.bytes.get(self.at..end).ok_or(Fault::Short)?;
        self.at = end;
        Ok(taken)
    }

    /// A varint.
    pub fn varint(&mut self) -> Result<u32, Fault> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            let bits = u32::from(byte & 0x7F);
            if shift == 28 && bits > 0xF {
                return Err(Fault::Varint);
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Fault::Varint)
    }

    /// A varint that counts things of at least one byte each: never more than there are bytes left,
    /// so that it can size memory.
    pub fn count(&mut self) -> Result<usize, Fault> {
        let count = self.varint()? as usize;
        if count > self.bytes.len() - self.at {
            Err(Fault::Range)
        } else {
            Ok(count)
        }
    }

    /// Bytes with their length before them.
    pub fn bytes(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.varint()? as usize;
        self.take(length)
    }

    /// A text with its length before it.
    pub fn text(&mut self) -> Result<&'a str, Fault> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Fault::Utf8)
    }

    /// A text in one byte a letter, with its length before it.
    pub fn script(&mut self) -> Result<String, Fault> {
        script::text(self.bytes()?)
    }

    /// A value that may be absent.
    pub fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        match self.byte()? {
            0 => Ok(None),
            1 => read(self).map(Some),
            _ => Err(Fault::Range),
        }
    }

    /// As many values as a count before them says.
    pub fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let count = self.count()?;
        let mut values = Vec::with_capacity(count);
        for _ in 0..count {
            values.push(read(self)?);
        }
        Ok(values)
    }

    /// Four bytes.
    pub fn u32(&mut self) -> Result<u32, Fault> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    /// Three bytes.
    pub fn u24(&mut self) -> Result<u32, Fault> {
        let b = self.take(3)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], 0]))
    }

    /// Eight bytes.
    pub fn u64(&mut self) -> Result<u64, Fault> {
        let (low, high) = (self.u32()?, self.u32()?);
        Ok(u64::from(high) << 32 | u64::from(low))
    }

    /// Nothing more may follow.
    pub fn end(&self) -> Result<(), Fault> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(Fault::Rest)
        }
    }
}

/// Appends numbers and texts.
pub trait Put {
    /// A varint.
    fn varint(&mut self, value: u32);
    /// The low three bytes.
    fn u24(&mut self, value: u32);
    /// Bytes with their length before them.
    fn bytes(&mut self, bytes: &[u8]);
    /// A text with its length before it.
    fn text(&mut self, text: &str);
    /// A text in one byte a letter, with its length before it.
    fn script(&mut self, text: &str);
    /// Such a text that may be absent.
    fn optional_script(&mut self, text: Option<&str>);
    /// A count and as many such texts.
    fn scripts(&mut self, texts: &[String]);
}

impl Put for Vec<u8> {
    fn varint(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.push(value as u8);
    }

    fn u24(&mut self, value: u32) {
        self.extend_from_slice(&value.to_le_bytes()[..3]);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.varint(length(bytes.len()));
        self.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn script(&mut self, text: &str) {
        self.bytes(&script::bytes(text));
    }

    fn optional_script(&mut self, text: Option<&str>) {
        self.push(u8::from(text.is_some()));
        if let Some(text) = text {
            self.script(text);
        }
    }

    fn scripts(&mut self, texts: &[String]) {
        self.varint(length(texts.len()));
        for text in texts {
            self.script(text);
        }
    }
}

/// A length of something in memory as it is written. Sections are far below 4 GiB, because packs are
/// cut at [`super::pack::LIMIT`].
pub(crate) fn length(length: usize) -> u32 {
    u32::try_from(length).expect("a section is below 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn varints_are_bounded() {
        let check =
            |bytes: &[u8], expected| assert_eq!(Cursor::new(bytes).varint(), expected, "{bytes:?}");
        check(&[0], Ok(0));
        check(&[0x7F], Ok(127));
        check(&[0x80, 1], Ok(128));
        check(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F], Ok(u32::MAX));
        check(&[0xFF, 0xFF, 0xFF, 0xFF, 0x1F], Err(Fault::Varint));
        check(&[0x80; 6], Err(Fault::Varint));
        check(&[0x80], Err(Fault::Short));
        check(&[], Err(Fault::Short));
    }

    #[test]
    fn counts_never_exceed_the_bytes() {
        assert_eq!(
            Cursor::new(&[3, 1, 2]).list(|c| c.byte()),
            Err(Fault::Range)
        );
        assert_eq!(Cursor::new(&[2, 1, 2]).list(|c| c.byte()), Ok(vec![1, 2]));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers: Vec<u32>, texts: Vec<String>, maybe: Option<String>) {
            let mut out = Vec::new();
            numbers.iter().for_each(|&n| out.varint(n));
            out.scripts(&texts);
            out.optional_script(maybe.as_deref());
            let mut cursor = Cursor::new(&out);
            for &n in &numbers {
                prop_assert_eq!(cursor.varint(), Ok(n));
            }
            prop_assert_eq!(cursor.list(|c| c.script()), Ok(texts));
            prop_assert_eq!(cursor.option(|c| c.script()), Ok(maybe));
            prop_assert_eq!(cursor.end(), Ok(()));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let mut cursor = Cursor::new(&bytes);
            while cursor.text().is_ok() && cursor.option(|c| c.u64()).is_ok() && !cursor.is_empty() {}
        }
    }
}
