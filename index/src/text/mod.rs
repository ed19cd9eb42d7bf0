//! The one analysis. Build, query and highlighting all call this module and nothing else to know
//! what a word is and which words are the same.
//!
//! [`words`] cuts text into words and gives for each the bytes it has in the original. [`spelling`]
//! is the word as written, rid of what no reader sees (tatweel, joiners, presentation forms).
//! [`Term`] is the form: marks, hamza seats, ta marbuta and the like folded away.

pub mod letter;
