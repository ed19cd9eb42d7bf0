//! An adaptive binary range coder: a bit costs as little as its chance says, and chances are learned on
//! the way. Reading and writing are one [`Coder`], so that a section's layout is written once, as the
//! function that both go through; the writer is given values and the reader gives them.
//!
//! The coder is that of G. Martin, "Range encoding" (1979), in the binary form that LZMA made known: 32
//! bits of range, a carry that runs through the bytes kept back, chances of 15 bits. A chance moves
//! fast while it is new and slowly later.

use super::bytes::Fault;

/// Bits of a chance.
const BITS: u32 = 15;
/// Below this the range is widened by a byte.
const TOP: u32 = 1 << 24;
/// How slowly an old chance moves: by this power of two of what it is off.
const SLOW: u32 = 6;
/// Zeros at the end that need not be written.
const SPARED: usize = 4;

/// The chance that a bit is 0, and how often it was asked: how much likelier 0 is than 1, in parts of the
/// whole, in the upper half; how often in the lower. One number, so that thousands of new ones are
/// made by clearing memory and not one by one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance(u32);

/// Neither bit is ever less likely than this.
const LEAST: i32 = 32;
/// Half of all.
const HALF: i32 = 1 << (BITS - 1);

impl Chance {
    fn new(zero: i32, seen: u32) -> Chance {
        Chance(((zero - HALF) << 16) as u32 | seen)
    }

    /// The chance of 0 if zeros and ones have these weights.
    pub fn of(zeros: u64, ones: u64) -> Chance {
        // Neither may be impossible, however lopsided.
        let all = zeros + ones + 1;
        let zero = (((2 * zeros + 1) << (BITS - 1)) / all).clamp(64, (1 << BITS) - 64);
        Chance::new(zero as i32, SLOW)
    }

    fn zero(self) -> u32 {
        (HALF + (self.0 as i32 >> 16)) as u32
    }

    /// `ones`: all bits set for a 1, none for a 0. Without a branch, since what cannot be foreseen here is just
    /// what the bits are.
    fn learn(&mut self, ones: i32) {
        let seen = self.0 & 0xFF;
        let rate = (seen + 1).min(5) + u32::from(seen >= 24);
        let zero = self.zero() as i32;
        let more = (2 * HALF - zero) >> rate;
        let less = zero >> rate;
        let zero = zero + (more & !ones) - (less & ones);
        *self = Chance::new(zero.clamp(LEAST, 2 * HALF - LEAST), (seen + 1).min(0xFF));
    }
}

/// Writes what it is given, or reads and gives what was written.
pub trait Coder {
    /// A bit with a chance.
    fn bit(&mut self, chance: &mut Chance, bit: bool) -> bool;

    /// Bits that are as likely as not, at most 24; the highest first.
    fn plain(&mut self, value: u32, bits: u32) -> u32;

    /// Fails if far more was read than there is, so that what is read now means nothing.
    fn check(&self) -> Result<(), Fault>;
}

/// Writes to bytes.
#[derive(Debug)]
pub struct Writer {
    out: Vec<u8>,
    low: u64,
    range: u32,
    /// The byte that a carry may still change, and how many 0xFF follow it.
    kept: u8,
    pending: u32,
    started: bool,
}

impl Default for Writer {
    fn default() -> Writer {
        Writer {
            out: Vec::new(),
            low: 0,
            range: u32::MAX,
            kept: 0,
            pending: 0,
            started: false,
        }
    }
}

impl Writer {
    fn shift(&mut self) {
        let carry = (self.low >> 32) as u8;
        if self.low < 0xFF00_0000 || carry != 0 {
            // The first byte kept is none of the stream's.
            if self.started {
                self.out.push(self.kept.wrapping_add(carry));
            }
            self.started = true;
            for _ in 0..self.pending {
                self.out.push(0xFF_u8.wrapping_add(carry));
            }
            self.pending = 0;
            self.kept = (self.low >> 24) as u8;
        } else {
            self.pending += 1;
        }
        self.low = (self.low & 0x00FF_FFFF) << 8;
    }

    fn widen(&mut self) {
        while self.range < TOP {
            self.range <<= 8;
            self.shift();
        }
    }

    /// The bytes.
    pub fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        // The reader takes what is missing for zeros.
        for _ in 0..SPARED {
            if self.out.last() == Some(&0) {
                self.out.pop();
            }
        }
        self.out
    }
}

impl Coder for Writer {
    fn bit(&mut self, chance: &mut Chance, bit: bool) -> bool {
        let split = (self.range >> BITS) * chance.zero();
        if bit {
            self.low += u64::from(split);
            self.range -= split;
        } else {
            self.range = split;
        }
        chance.learn(-i32::from(bit));
        self.widen();
        bit
    }

    fn plain(&mut self, value: u32, bits: u32) -> u32 {
        for place in (0..bits).rev() {
            self.range >>= 1;
            if value >> place & 1 != 0 {
                self.low += u64::from(self.range);
            }
            self.widen();
        }
        value
    }

    fn check(&self) -> Result<(), Fault> {
        Ok(())
    }
}

/// Reads from bytes. It never fails before [`end`](Reader::end): bytes that are missing are zeros.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    range: u32,
    code: u32,
}

impl<'a> Reader<'a> {
    /// At the start of these bytes.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        let mut reader = Reader {
            bytes,
            at: 0,
            range: u32::MAX,
            code: 0,
        };
        for _ in 0..4 {
            reader.code = reader.code << 8 | u32::from(reader.next());
        }
        reader
    }

    fn next(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    fn widen(&mut self) {
        while self.range < TOP {
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(self.next());
        }
    }

    /// To be called when all is read: as many bytes must have been read as there were.
    pub fn end(&self) -> Result<(), Fault> {
        self.check()?;
        if self.at < self.bytes.len() {
            Err(Fault::Rest)
        } else {
            Ok(())
        }
    }
}

impl Coder for Reader<'_> {
    fn bit(&mut self, chance: &mut Chance, _: bool) -> bool {
        let split = (self.range >> BITS) * chance.zero();
        let bit = self.code >= split;
        let ones = u32::from(bit).wrapping_neg();
        self.code -= split & ones;
        self.range = (self.range - split) & ones | split & !ones;
        chance.learn(ones as i32);
        self.widen();
        bit
    }

    fn plain(&mut self, _: u32, bits: u32) -> u32 {
        let mut value = 0;
        for _ in 0..bits {
            self.range >>= 1;
            let bit = self.code >= self.range;
            self.code -= self.range & u32::from(bit).wrapping_neg();
            value = value << 1 | u32::from(bit);
            self.widen();
        }
        value
    }

    fn check(&self) -> Result<(), Fault> {
        if self.at > self.bytes.len() + SPARED {
            Err(Fault::Short)
        } else {
            Ok(())
        }
    }
}

/// Numbers of any size, the usual ones in few bits: how many bits a number has, then the bits, of which
/// the highest two are learned.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    length: [Chance; 32],
    top: [[Chance; 3]; 32],
}

impl Numbers {
    /// A number below 2³² - 1.
    pub fn code(&mut self, coder: &mut impl Coder, number: u32) -> u32 {
        let given = number.wrapping_add(1).max(1);
        let length = given.ilog2();
        let mut bits = 0;
        while bits < 31 && coder.bit(&mut self.length[bits as usize], bits < length) {
            bits += 1;
        }
        let mut value: u32 = 1;
        let top = &mut self.top[bits as usize];
        let mut context = 0;
        for place in (0..bits).rev() {
            let bit = given >> place & 1;
            if bits - place <= 2 {
                let bit = coder.bit(&mut top[context], bit != 0);
                value = value << 1 | u32::from(bit);
                context = 1 + usize::from(bit);
            } else {
                let rest = place + 1;
                // At most 24 bits at a time are plain.
                let high = rest.saturating_sub(24);
                let mask = |bits: u32| (1u32 << bits) - 1;
                value = value << high | coder.plain(given >> 24 & mask(high), high);
                let low = rest - high;
                value = value << low | coder.plain(given & mask(low), low);
                break;
            }
        }
        value.wrapping_sub(1)
    }
}

/// One of so many symbols, by a binary tree of chances.
#[derive(Clone, Debug)]
pub struct Symbols {
    levels: u32,
    count: u32,
    nodes: Vec<Chance>,
}

impl Symbols {
    /// Symbols of which nothing is known.
    pub fn new(count: u32) -> Symbols {
        let levels = count.max(1).next_power_of_two().ilog2();
        Symbols {
            levels,
            count,
            nodes: vec![Chance::default(); 1 << levels],
        }
    }

    /// Symbols that have been so frequent.
    pub fn of(counts: &[u32]) -> Symbols {
        let mut symbols = Symbols::new(counts.len() as u32);
        let leaves = 1usize << symbols.levels;
        let mut sums = vec![0u64; 2 * leaves];
        for (leaf, &count) in counts.iter().enumerate() {
            sums[leaves + leaf] = u64::from(count);
        }
        for node in (1..leaves).rev() {
            let (zeros, ones) = (sums[2 * node], sums[2 * node + 1]);
            sums[node] = zeros + ones;
            symbols.nodes[node] = Chance::of(zeros, ones);
        }
        symbols
    }

    /// How many symbols there are.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// A symbol; below the count when it is read.
    pub fn code(&mut self, coder: &mut impl Coder, symbol: u32) -> u32 {
        let mut node = 1;
        for level in (0..self.levels).rev() {
            let bit = symbol >> level & 1 != 0;
            let Some(chance) = self.nodes.get_mut(node) else {
                break;
            };
            node = node << 1 | usize::from(coder.bit(chance, bit));
        }
        let symbol = node as u32 - (1 << self.levels);
        symbol.min(self.count.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Values of every kind, in any order.
    #[derive(Clone, Debug)]
    enum Value {
        Bit(bool),
        Plain(u32, u32),
        Number(u32),
        Symbol(u32),
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            any::<bool>().prop_map(Value::Bit),
            (0u32..=24, any::<u32>())
                .prop_map(|(bits, value)| Value::Plain(value & ((1 << bits) - 1), bits)),
            (0u32..32, any::<u32>())
                .prop_map(|(shift, value)| Value::Number((value >> shift).min(u32::MAX - 1))),
            (0u32..5).prop_map(Value::Symbol),
        ]
    }

    fn code(coder: &mut impl Coder, values: &[Value]) -> Vec<u32> {
        let (mut chance, mut numbers) = (Chance::default(), Numbers::default());
        let mut symbols = Symbols::of(&[9, 0, 100, 1, 1]);
        let coded = |value: &Value| match *value {
            Value::Bit(bit) => u32::from(coder.bit(&mut chance, bit)),
            Value::Plain(value, bits) => coder.plain(value, bits),
            Value::Number(number) => numbers.code(coder, number),
            Value::Symbol(symbol) => symbols.code(coder, symbol),
        };
        values.iter().map(coded).collect()
    }

    /// What the values are when nothing is given.
    fn blank(values: &[Value]) -> Vec<Value> {
        let blank = |value: &Value| match *value {
            Value::Bit(_) => Value::Bit(false),
            Value::Plain(_, bits) => Value::Plain(0, bits),
            Value::Number(_) => Value::Number(0),
            Value::Symbol(_) => Value::Symbol(0),
        };
        values.iter().map(blank).collect()
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(values in proptest::collection::vec(value(), 0..300)) {
            let mut writer = Writer::default();
            let written = code(&mut writer, &values);
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(code(&mut reader, &blank(&values)), written);
            prop_assert_eq!(reader.end().err().filter(|fault| *fault != Fault::Rest), None);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>, values in proptest::collection::vec(value(), 0..300)) {
            let mut reader = Reader::new(&bytes);
            code(&mut reader, &blank(&values));
            let _ = reader.end();
        }
    }

    #[test]
    fn what_is_likely_costs_little() {
        let mut writer = Writer::default();
        let mut chance = Chance::default();
        for i in 0..10_000 {
            writer.bit(&mut chance, i % 100 == 0);
        }
        // Its entropy is 101 bytes.
        let bytes = writer.finish().len();
        assert!((95..130).contains(&bytes), "{bytes}");
    }
}
