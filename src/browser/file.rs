//! What leaves the page: files that are saved, text that is copied, the address of the page.

use super::word::call;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// Saves a text as a file of this name and media type, as a download.
pub fn save_file(name: &str, media_type: &str, text: &str) {
    let _ = save(name, media_type, text);
}

fn save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let settings = BlobPropertyBag::new();
    settings.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &settings)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.ok_or(JsValue::NULL)?.create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    if let Ok(link) = link.dyn_into::<HtmlElement>() {
        link.click();
    }
    // The browser has taken hold of the file when the click returns.
    Url::revoke_object_url(&address)
}

/// Puts a text where the reader can paste it from, if the browser lets us.
pub fn copy(text: &str) {
    call("copyText", &JsValue::from_str(text));
}

/// The address of the page without what is after `#`.
pub fn address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok());
    let href = href.unwrap_or_default();
    href.split('#').next().unwrap_or("").to_owned()
}
