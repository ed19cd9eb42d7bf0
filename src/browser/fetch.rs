//! Files of the site, from a page or its worker.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use std::cell::Cell;
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestInit, Response, Url,
};

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
    /// The host cannot be reached, or answers with this status; or the file was given up.
    Network(u16),
}

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// True if they are the part that was asked for, false if they are the whole file.
    pub part: bool,
    /// True if the host says that it sends parts.
    pub parts: bool,
}

/// A file being fetched, as seen by others than who waits for it.
pub struct Fetching {
    controller: Option<AbortController>,
    /// True if it is wanted before others that are under way.
    urgent: bool,
    got: Cell<usize>,
}

impl Fetching {
    /// A file that is about to be asked for.
    pub fn new(urgent: bool) -> Fetching {
        Fetching {
            controller: AbortController::new().ok(),
            urgent,
            got: Cell::new(0),
        }
    }

    /// The bytes that are here.
    pub fn got(&self) -> usize {
        self.got.get()
    }

    /// True if the file was given up.
    pub fn is_aborted(&self) -> bool {
        let controller = self.controller.as_ref();
        controller.is_some_and(|controller| controller.signal().aborted())
    }

    /// Gives the file up.
    pub fn abort(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

/// True if the browser says that there is no network.
pub fn is_offline() -> bool {
    let field = |object: &JsValue, name| Reflect::get(object, &JsValue::from_str(name)).ok();
    let navigator = field(&js_sys::global(), "navigator");
    let online = navigator.and_then(|navigator| field(&navigator, "onLine"));
    online.is_some_and(|online| online.is_falsy())
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

/// The file at `url`, of which there should be `size` bytes; or a part of it, if its host sends parts.
pub async fn fetch(
    url: &str,
    cache: Cache,
    size: usize,
    part: Option<Range<u32>>,
    fetching: &Fetching,
) -> Result<Fetched, FetchError> {
    get(url, cache, size, part, fetching)
        .await
        .unwrap_or(Err(FetchError::Network(0)))
}

async fn get(
    url: &str,
    cache: Cache,
    size: usize,
    part: Option<Range<u32>>,
    fetching: &Fetching,
) -> Result<Result<Fetched, FetchError>, JsValue> {
    let init = RequestInit::new();
    init.set_cache(match cache {
        Cache::Default => RequestCache::Default,
        Cache::NoStore => RequestCache::NoStore,
        Cache::Reload => RequestCache::Reload,
    });
    if let Some(controller) = &fetching.controller {
        init.set_signal(Some(&controller.signal()));
    }
    if let Some(Range { start, end }) = part {
        let range = ["bytes=", &start.to_string(), "-", &(end - 1).to_string()].concat();
        let headers = Headers::new()?;
        headers.set("range", &range)?;
        init.set_headers(&headers);
    }
    // Not in web_sys without its unstable interfaces.
    let priority = if fetching.urgent { "high" } else { "low" };
    Reflect::set(
        &init,
        &JsValue::from_str("priority"),
        &JsValue::from_str(priority),
    )?;
    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &JsValue::from_str("fetch"))?.dyn_into()?;
    let promise: Promise = fetch
        .call2(&global, &JsValue::from_str(url), &init)?
        .dyn_into()?;
    let response: Response = JsFuture::from(promise).await?.dyn_into()?;
    Ok(match response.status() {
        404 | 410 => Err(FetchError::Missing),
        status if response.ok() => {
            let parts = response.headers().get("accept-ranges")?;
            Ok(Fetched {
                bytes: read(&response, size, fetching).await?,
                part: status == 206,
                parts: status == 206 || parts.as_deref() == Some("bytes"),
            })
        }
        status => Err(FetchError::Network(status)),
    })
}

async fn read(response: &Response, size: usize, fetching: &Fetching) -> Result<Vec<u8>, JsValue> {
    let mut bytes = Vec::with_capacity(size);
    let Some(body) = response.body() else {
        return Ok(bytes);
    };
    let reader = ReadableStreamDefaultReader::new(&body)?;
    loop {
        let step = JsFuture::from(reader.read()).await?;
        let chunk = Reflect::get(&step, &JsValue::from_str("value"))?;
        let Some(chunk) = chunk.dyn_ref::<Uint8Array>() else {
            return Ok(bytes);
        };
        let start = bytes.len();
        bytes.resize(start + chunk.length() as usize, 0);
        chunk.copy_to(&mut bytes[start..]);
        fetching.got.set(bytes.len());
    }
}
