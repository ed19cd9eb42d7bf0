//! Places in a text: what is in view, what is selected, what is painted. How browsers tell of them the
//! start script knows.

use super::word::{call, call_with};
use js_sys::{Array, Float64Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What stood at the upper edge of the window.
#[derive(Clone)]
pub struct InView(Array);

impl InView {
    /// The number of the block.
    pub fn block(&self) -> u32 {
        number(&self.0, 2) as u32
    }
}

/// What stands at the upper edge of the window, if a text does.
pub fn in_view() -> Option<InView> {
    call("placeNow", &JsValue::UNDEFINED)
        .dyn_into()
        .ok()
        .map(InView)
}

/// Scrolls so that it stands there again, whatever has become of the lines.
pub fn bring_back(place: &InView) {
    call("placeBack", &place.0);
}

/// Has the faces of texts fetched, before a text is there.
pub fn text_faces() {
    call("textFaces", &JsValue::UNDEFINED);
}

/// Words selected in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Selected {
    /// The block they begin in.
    pub block: u32,
    /// The text of that block before them.
    pub before: String,
    /// They themselves; lines part the blocks.
    pub text: String,
    /// The middle of them, in pixels of the document.
    pub x: f64,
    /// Their lower edge.
    pub y: f64,
}

/// What is selected, if it is of a text.
pub fn selected() -> Option<Selected> {
    let parts: Array = call("passage", &JsValue::UNDEFINED).dyn_into().ok()?;
    let text = |at| parts.get(at).as_string().unwrap_or_default();
    Some(Selected {
        block: number(&parts, 0) as u32,
        before: text(1),
        text: text(2),
        x: number(&parts, 3),
        y: number(&parts, 4),
    })
}

fn number(parts: &Array, at: u32) -> f64 {
    parts.get(at).as_f64().unwrap_or_default()
}

/// A stretch of a block to be painted: letters from one to another, in units of UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Painted {
    /// The block.
    pub block: u32,
    /// The first letter.
    pub start: u32,
    /// The one after the last.
    pub end: u32,
}

/// Paints these and no others of a page: what the reader has highlighted, or, if `linked`, what a link leads to.
pub fn paint(linked: bool, page: u32, stretches: &[Painted]) {
    let numbers = Array::of2(&JsValue::from(linked), &JsValue::from(page));
    for stretch in stretches {
        for part in [stretch.block, stretch.start, stretch.end] {
            numbers.push(&JsValue::from(part));
        }
    }
    call("paint", &numbers);
}

/// Brings a stretch into view.
pub fn bring_into_view(stretch: Painted) {
    let parts = [stretch.block, stretch.start, stretch.end].map(JsValue::from);
    call_with("bringPassage", &parts);
}

/// How far down the document each marked word is, of 1.
pub fn mark_places() -> Vec<f64> {
    call("markPlaces", &JsValue::UNDEFINED)
        .dyn_into::<Float64Array>()
        .map(|places| places.to_vec())
        .unwrap_or_default()
}

/// Takes the text of the file that was chosen in the field of this event.
pub fn chosen_file(event: &JsValue, take: impl FnOnce(String) + 'static) {
    if let Ok(promise) = call("chosenFile", event).dyn_into::<Promise>() {
        let take: Box<dyn FnOnce(String)> = Box::new(take);
        spawn_local(async move {
            let text = JsFuture::from(promise).await.ok();
            if let Some(text) = text.and_then(|text| text.as_string()) {
                take(text);
            }
        });
    }
}

/// The time, in milliseconds since 1970.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Gives the whole screen to the page, or takes it back, if the browser lets us.
pub fn full_screen(on: bool) {
    call("fullScreen", &JsValue::from_bool(on));
}
