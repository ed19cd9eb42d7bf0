//! Warraq's engine: from Arabic text to a library of static files, and from a query to its answer.

pub mod answer;
pub mod date;
pub mod id;
pub mod page;
pub mod text;

#[cfg(feature = "build")]
pub mod build;
