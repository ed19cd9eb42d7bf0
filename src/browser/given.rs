//! What the page's script hands its worker along with the program.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// What was handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The manifest of the library, if the page could fetch it.
    pub manifest: Option<Vec<u8>>,
    /// The address of the place at which the reader is, from `#` on.
    pub place: String,
    /// True if the host said that it sends parts of files.
    pub parts: bool,
}

/// Takes what was handed over; a second time there is nothing.
pub fn given() -> Given {
    let (global, name) = (js_sys::global(), JsValue::from_str("given"));
    let given = Reflect::get(&global, &name).unwrap_or(JsValue::UNDEFINED);
    let _ = Reflect::delete_property(&global, &name);
    let field = |name| Reflect::get(&given, &JsValue::from_str(name)).ok();
    let manifest = field("manifest").and_then(|manifest| manifest.dyn_into::<ArrayBuffer>().ok());
    Given {
        manifest: manifest.map(|manifest| Uint8Array::new(&manifest).to_vec()),
        place: field("place")
            .and_then(|place| place.as_string())
            .unwrap_or_default(),
        parts: field("parts").is_some_and(|parts| parts.is_truthy()),
    }
}
