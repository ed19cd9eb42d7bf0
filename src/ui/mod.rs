//! Widgets: they know nothing of the app but what they are given.

mod icon;
mod mark;

pub(crate) use icon::{Icon, icon};
pub(crate) use mark::marked;
