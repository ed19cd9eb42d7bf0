//! The word a reader points at. Which letter is under a point browsers tell in ways of their own; the
//! start script knows them.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A word of the page that a reader asks about.
#[derive(Clone, Debug, PartialEq)]
pub struct Touched {
    /// The text it is in.
    pub text: String,
    /// A byte of it, in the word or at its end.
    pub at: u32,
    /// The middle of the place, in pixels of the document.
    pub x: f64,
    /// Its lower edge.
    pub y: f64,
}

/// What an event means for words.
pub enum Touch {
    /// This word is asked about.
    Word(Touched),
    /// No word is.
    Nothing,
    /// It has to do with something else.
    Other,
}

/// The word under a click, or in focus when a key is pressed.
pub fn touched(event: &JsValue) -> Touch {
    let found = call("wordAt", event);
    let Some(parts) = found.dyn_ref::<Array>() else {
        return if found.is_null() {
            Touch::Other
        } else {
            Touch::Nothing
        };
    };
    let text = |at| parts.get(at).as_string().unwrap_or_default();
    let number = |at| parts.get(at).as_f64().unwrap_or_default();
    let before = text(0);
    Touch::Word(Touched {
        at: before.len() as u32,
        text: [before, text(1)].concat(),
        x: number(2),
        y: number(3),
    })
}

/// Puts the focus back on the word that was asked about with a key.
pub fn leave_word() {
    call("wordLeft", &JsValue::UNDEFINED);
}

/// Calls a function of the start script.
pub(super) fn call(name: &str, argument: &JsValue) -> JsValue {
    call_with(name, std::slice::from_ref(argument))
}

/// Calls a function of the start script with several arguments.
pub(super) fn call_with(name: &str, arguments: &[JsValue]) -> JsValue {
    let global = js_sys::global();
    let all: Array = arguments.iter().collect();
    Reflect::get(&global, &JsValue::from_str(name))
        .and_then(|function| function.dyn_into::<Function>())
        .and_then(|function| function.apply(&global, &all))
        .unwrap_or(JsValue::NULL)
}
