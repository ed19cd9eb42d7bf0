//! Many short byte strings in one piece of memory, found by number.

/// Byte strings, one after the other.
#[derive(Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Rows {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Adds one; fails if they would be over four thousand million bytes in all.
    pub(super) fn push(&mut self, row: &[u8]) -> Option<()> {
        let end = u32::try_from(self.bytes.len() + row.len()).ok()?;
        self.bytes.extend_from_slice(row);
        self.ends.push(end);
        Some(())
    }

    /// The one of this number.
    pub(super) fn get(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[number] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_number() {
        let mut rows = Rows::default();
        let all: [&[u8]; 4] = [b"one", b"", b"two", b""];
        all.iter().for_each(|row| rows.push(row).unwrap());
        assert_eq!(rows.len(), all.len());
        for (number, row) in all.iter().enumerate() {
            assert_eq!(rows.get(number), *row);
        }
    }
}
