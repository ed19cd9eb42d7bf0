//! Pages one below the other in a strip, each in a box of its own. Boxes keep their place when what is in them is taken
//! out. How they lie the script of reading tells.

use super::word::{call, call_with};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// A box of the strip.
pub struct Leaf(HtmlElement);

impl Leaf {
    /// A new box at the end of the strip, or at its beginning; none if there is no strip. What is in the window stays
    /// where it is.
    pub fn add(at_the_end: bool) -> Option<Leaf> {
        let leaf = call("leafAdd", &JsValue::from_bool(at_the_end));
        leaf.dyn_into().ok().map(Leaf)
    }

    /// Has something shown in it, which is given the box; what is in the window stays where it is.
    pub fn fill<T>(&self, show: impl FnOnce(HtmlElement) -> T) -> T {
        let before = call("leafHold", &self.0);
        let shown = show(self.0.clone());
        call_with("leafFree", &[self.0.clone().into(), before]);
        shown
    }

    /// To be called before what is shown is taken out: its height stays.
    pub fn fix(&self) {
        call("leafFix", &self.0);
    }

    /// Its upper and its lower edge, in pixels of the window.
    pub fn edges(&self) -> (f64, f64) {
        let edges: Option<Array> = call("leafEdges", &self.0).dyn_into().ok();
        let edge = |at| {
            let edge = edges.as_ref().map(|edges| edges.get(at));
            edge.and_then(|edge| edge.as_f64()).unwrap_or_default()
        };
        (edge(0), edge(1))
    }

    /// Makes it the one that is read: places in a text are places in its text.
    pub fn here(&self) {
        call("leafHere", &self.0);
    }

    /// Scrolls to its beginning.
    pub fn bring(&self) {
        call("leafBring", &self.0);
    }
}

/// To be called when a text of the strip has grown: how far down the document things are has changed.
pub fn leaf_grown() {
    call("leafGrown", &JsValue::UNDEFINED);
}

/// How far the window is scrolled, in pixels, as if the page that is read were the first of its strip.
pub fn scroll_in_page() -> f64 {
    call("leafScroll", &JsValue::UNDEFINED)
        .as_f64()
        .unwrap_or_default()
}

/// The height of the window, in pixels.
pub fn window_height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok());
    height
        .and_then(|height| height.as_f64())
        .unwrap_or_default()
}
