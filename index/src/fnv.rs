//! FNV-1a, 32 bits (Fowler, Noll and Vo; RFC 9923): a fast hash, and short names that stay the same in every build.

/// The hash of some bytes.
pub fn fnv(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_published_vectors() {
        let check = |text: &str, expected| assert_eq!(fnv(text.bytes()), expected, "{text}");
        check("", 0x811c_9dc5);
        check("a", 0xe40c_292c);
        check("foobar", 0xbf9c_f968);
    }
}
