//! The bytes of a file, inflated if they are packed, and never more than there can be in good faith.

use super::walk::Source;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use xxhash_rust::xxh3::Xxh3;

/// The largest text that is read from one file.
pub(super) const LIMIT: u64 = 1 << 30;
/// From this size on it counts how far a text was deflated.
const SMALL: u64 = 16 << 20;
/// Texts deflate to a fifth or so; what shrinks further than this is a bomb.
const RATIO: u64 = 200;

/// Whether so much inflated text of so many bytes is made to fill a disk or memory.
pub(super) fn is_bomb(inflated: u64, packed: u64) -> bool {
    inflated > SMALL && inflated / RATIO > packed
}

/// The most that so many packed bytes may inflate to.
pub(super) fn most(packed: u64) -> u64 {
    SMALL.max(packed.saturating_mul(RATIO))
}

/// The hash of a file as it is on disk.
pub(super) fn hash(path: &Path) -> io::Result<u128> {
    let mut file = File::open(path)?;
    let mut hasher = Xxh3::new();
    let mut bytes = vec![0; 1 << 16];
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(hasher.digest128()),
            read => hasher.update(&bytes[..read]),
        }
    }
}

/// Reads a file; the error says what is to be done.
pub(super) fn load(source: &Source) -> Result<Vec<u8>, String> {
    let told = |error: io::Error| format!("cannot be read ({error}); left out");
    let large = || "larger than 1 GiB; left out, split it into parts".to_owned();
    if source.bytes > LIMIT {
        return Err(large());
    }
    let file = File::open(&source.path).map_err(told)?;
    let mut bytes = Vec::new();
    if !source.packed {
        file.take(LIMIT).read_to_end(&mut bytes).map_err(told)?;
        return Ok(bytes);
    }
    let mut input = MultiGzDecoder::new(io::BufReader::new(file));
    loop {
        let read = input.by_ref().take(1 << 20).read_to_end(&mut bytes);
        if read.map_err(told)? == 0 {
            return Ok(bytes);
        }
        let length = bytes.len() as u64;
        if is_bomb(length, source.bytes) {
            return Err(format!(
                "inflates to more than {RATIO} times its size; left out as a bomb"
            ));
        }
        if length > LIMIT {
            return Err(large());
        }
    }
}
