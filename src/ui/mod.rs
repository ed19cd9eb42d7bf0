//! Widgets: they know nothing of the app but what they are given.

mod element;
mod icon;
mod mark;

pub(crate) use element::{El, all, el, link, live, live_text, nothing, of};
pub(crate) use icon::{Icon, icon};
pub(crate) use mark::{chip, marked, tint};
