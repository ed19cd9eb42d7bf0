//! Joining a feminine to its masculine.
use super::{Choice, Entry};
pub(super) fn join(_entries: &[Entry], _choices: &mut [Choice]) {}
