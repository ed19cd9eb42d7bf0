//! From what was typed to what is matched.
//!
//! [`parse`] says what was typed, [`matching`] what it means in one library, [`score`] how much a
//! page is worth, [`mark`] which words of a text are to be marked and which passages shown,
//! [`found`] where it is, [`kin`] what else is evidence for it, [`near`] which words of the library
//! are close to one it lacks.

pub mod found;
pub mod kin;
pub mod mark;
pub mod matching;
pub mod near;
pub mod parse;
pub mod phrase;
pub mod score;
