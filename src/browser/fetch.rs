//! Files of the site, from a page or its worker.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response, Url};

/// How the browser's own cache is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// As the host and browser think best.
    Default,
    /// Not at all.
    NoStore,
    /// Passed by, and renewed.
    Reload,
}

/// Why a file did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The host has no such file.
    Missing,
    /// The host cannot be reached, or answers with this status.
    Network(u16),
}

/// The address of a file named relative to the script that runs.
pub fn resolve(file: &str) -> String {
    let location = Reflect::get(&js_sys::global(), &JsValue::from_str("location")).ok();
    let base = location.and_then(|location| {
        Reflect::get(&location, &JsValue::from_str("href"))
            .ok()?
            .as_string()
    });
    base.and_then(|base| Url::new_with_base(file, &base).ok())
        .map_or_else(|| file.to_owned(), |url| url.href())
}

/// The bytes of the file at `url`.
pub async fn fetch(url: &str, cache: Cache) -> Result<Vec<u8>, FetchError> {
    get(url, cache).await.unwrap_or(Err(FetchError::Network(0)))
}

async fn get(url: &str, cache: Cache) -> Result<Result<Vec<u8>, FetchError>, JsValue> {
    let init = RequestInit::new();
    init.set_cache(match cache {
        Cache::Default => RequestCache::Default,
        Cache::NoStore => RequestCache::NoStore,
        Cache::Reload => RequestCache::Reload,
    });
    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &JsValue::from_str("fetch"))?.dyn_into()?;
    let promise: Promise = fetch
        .call2(&global, &JsValue::from_str(url), &init)?
        .dyn_into()?;
    let response: Response = JsFuture::from(promise).await?.dyn_into()?;
    Ok(match response.status() {
        404 | 410 => Err(FetchError::Missing),
        _ if response.ok() => {
            let buffer = JsFuture::from(response.array_buffer()?).await?;
            Ok(Uint8Array::new(&buffer).to_vec())
        }
        status => Err(FetchError::Network(status)),
    })
}
