//! The reader of a Warraq library, in the browser: a shelf, a search, pages to read.
//!
//! What is pure comes first and is tested natively; what touches the browser comes after; what the
//! reader sees comes last and decides nothing that the pure part could.
//!
//! Two programs are made of it: the page, with the feature `page`, and its [`worker`], without.

pub mod anchor;
pub mod ask;
#[cfg(feature = "page")]
pub mod builder;
pub mod cite;
pub mod export;
#[cfg(feature = "page")]
pub mod finder;
pub mod neighbours;
#[cfg(feature = "page")]
pub mod notebook;
pub mod prefs;
pub mod protocol;
pub mod rewrite;
pub mod route;
pub mod segment;
pub mod spread;
#[cfg(feature = "page")]
pub mod stock;
pub mod strings;

pub mod browser;
pub mod client;
pub mod worker;

#[cfg(feature = "page")]
mod app;
#[cfg(feature = "page")]
mod ui;
#[cfg(feature = "page")]
mod view;

#[cfg(feature = "page")]
pub use app::start;
