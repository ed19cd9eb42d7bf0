//! The address of the page and the history of places. Each place of the history remembers how far it
//! was scrolled; a place that remembers nothing is new.

use wasm_bindgen::JsValue;
use web_sys::{History, ScrollRestoration, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn history() -> Option<History> {
    window()?.history().ok()
}

/// The address from `#` on.
pub fn hash() -> String {
    // Not `location.hash`: some browsers have given that decoded.
    let href = window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    href.find('#')
        .map_or_else(String::new, |start| href[start..].to_owned())
}

/// The path of the library on its host: what the browser keeps is the host's, and a host may have several.
pub fn folder() -> String {
    window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default()
}

/// Goes to a new place of the history.
pub fn push(hash: &str) {
    if let Some(history) = history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

/// Changes the address of the present place.
pub fn replace(hash: &str) {
    if let Some(history) = history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(hash));
    }
}

/// Goes back to the place before.
pub fn back() {
    if let Some(history) = history() {
        let _ = history.back();
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Tells the browser that scrolling to remembered places is done by us.
pub fn scroll_by_hand() {
    if let Some(history) = history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Remembers how far the present place is scrolled, in pixels.
pub fn remember_scroll(y: f64) {
    if let Some(history) = history() {
        let _ = history.replace_state(&JsValue::from_f64(y), "");
    }
}

/// What [`remember_scroll`] kept for the present place.
pub fn remembered_scroll() -> Option<f64> {
    history()?.state().ok()?.as_f64()
}
