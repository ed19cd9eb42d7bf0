//! Deflate undone by the browser itself.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableWritablePair, Response};

/// The bytes that were deflated to `body` (raw deflate, no header). None if they are not whole.
///
/// # Errors
/// The browser cannot inflate.
pub async fn inflate(body: &[u8]) -> Result<Option<Vec<u8>>, ()> {
    let pair = decompressor().map_err(|_| ())?;
    Ok(read(body, &pair).await.ok())
}

fn decompressor() -> Result<ReadableWritablePair, JsValue> {
    // Not in web_sys without its unstable interfaces.
    let constructor: Function =
        Reflect::get(&js_sys::global(), &JsValue::from_str("DecompressionStream"))?.dyn_into()?;
    let stream = Reflect::construct(&constructor, &Array::of1(&JsValue::from_str("deflate-raw")))?;
    Ok(stream.unchecked_into())
}

async fn read(body: &[u8], pair: &ReadableWritablePair) -> Result<Vec<u8>, JsValue> {
    // Not from a blob: WebKit cannot read one in a worker of a page that was opened from a disk.
    let whole = Response::new_with_opt_buffer_source(Some(&Uint8Array::from(body)))?;
    let stream = whole.body().ok_or(JsValue::NULL)?.pipe_through(pair);
    let response = Response::new_with_opt_readable_stream(Some(&stream))?;
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
