//! What is kept of the library for when there is no network. The service worker has it; the page's script (public/keep.js)
//! speaks with it, and every answer here is what it found when it was asked.

use super::word::{call, call_with};
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why nothing can be kept here at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The library is one file, which is kept itself.
    File,
    /// Plain http from another machine.
    Unsafe,
    /// The browser does not let us: an old one, or a private window.
    Browser,
    /// The app is shown without a library of its own.
    Preview,
}

/// Why something was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The browser has no more room for it.
    Full,
    /// The host does not have it, or not as it should be.
    Missing,
    /// The host cannot be reached, or it was broken off.
    Network,
}

/// Browsers that forget what they were given to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mind {
    /// None of them.
    Nothing,
    /// Safari on a phone or tablet.
    Phone,
    /// Safari elsewhere.
    Desk,
}

/// What the browser says of its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// True if it has promised not to take what is kept; none if it does not say.
    pub promised: Option<bool>,
    /// The bytes this site takes.
    pub used: u64,
    /// The bytes it may take.
    pub most: u64,
}

/// What was found to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// True if the app itself is.
    pub app: bool,
    /// The bytes of each file that are here; none if it is whole.
    pub here: Vec<Option<u64>>,
}

/// Why nothing can be kept here; none if it can.
#[inline(never)]
pub fn hindrance() -> Option<Hindrance> {
    match call("keepable", &JsValue::UNDEFINED).as_f64() {
        Some(0.0) => None,
        Some(1.0) => Some(Hindrance::File),
        Some(2.0) => Some(Hindrance::Unsafe),
        Some(4.0) => Some(Hindrance::Preview),
        _ => Some(Hindrance::Browser),
    }
}

/// What this browser's reader should know.
#[inline(never)]
pub fn mind() -> Mind {
    match call("keepMind", &JsValue::UNDEFINED).as_f64() {
        Some(1.0) => Mind::Phone,
        Some(2.0) => Mind::Desk,
        _ => Mind::Nothing,
    }
}

/// What the browser says of its room. If `ask`, it is asked for the promise not to take what is kept.
#[inline(never)]
pub async fn room(ask: bool) -> Room {
    let said = answer(call("keepRoom", &JsValue::from_bool(ask))).await;
    let said = said.dyn_into::<Array>().unwrap_or_default();
    let number = |at| said.get(at).as_f64();
    Room {
        promised: number(0).filter(|&it| it >= 0.0).map(|it| it > 0.0),
        used: number(1).unwrap_or_default() as u64,
        most: number(2).unwrap_or_default() as u64,
    }
}

/// Looks at what is kept of these files of the folder `library`.
#[inline(never)]
pub async fn kept(names: impl Iterator<Item = &str>) -> Result<Kept, Lack> {
    let found = asked("kept", &JsValue::UNDEFINED, &JsValue::UNDEFINED).await?;
    let field = |object: &JsValue, name: &str| {
        let field = Reflect::get(object, &JsValue::from_str(name));
        field.unwrap_or(JsValue::UNDEFINED)
    };
    let files = field(&found, "files");
    let here = |name: &str| {
        let bytes = field(&files, name).as_f64().unwrap_or_default();
        (bytes >= 0.0).then_some(bytes as u64)
    };
    Ok(Kept {
        app: field(&found, "app").is_truthy(),
        here: names.map(here).collect(),
    })
}

/// Has the app itself kept, if it is not.
#[inline(never)]
pub async fn keep_app() -> Result<(), Lack> {
    asked("app", &JsValue::UNDEFINED, &JsValue::UNDEFINED).await?;
    Ok(())
}

/// Has a file of the library kept whole, of so many bytes, if it is not. `told` hears how many have come.
#[inline(never)]
pub async fn keep_file(name: &str, bytes: u32, told: Box<dyn FnMut(f64)>) -> Result<(), Lack> {
    let what = Object::new();
    let set = |name, value: &JsValue| Reflect::set(&what, &JsValue::from_str(name), value).is_ok();
    let made = set("name", &JsValue::from_str(name)) && set("bytes", &JsValue::from(bytes));
    let told = Closure::wrap(told);
    let outcome = asked("keep", &what, told.as_ref()).await;
    outcome.and(made.then_some(()).ok_or(Lack::Missing))
}

/// Lets go of files of the library.
#[inline(never)]
pub async fn drop_files(names: &[String]) -> Result<(), Lack> {
    let names: Array = names.iter().map(|name| JsValue::from_str(name)).collect();
    asked("drop", &names, &JsValue::UNDEFINED).await?;
    Ok(())
}

/// Breaks off what is being kept; what is here whole stays.
#[inline(never)]
pub fn stop_keeping() {
    call("stopKeeping", &JsValue::UNDEFINED);
}

/// What the service worker answers: a word if it could not do it.
async fn asked(ask: &str, what: &JsValue, told: &JsValue) -> Result<JsValue, Lack> {
    let arguments = [JsValue::from_str(ask), what.clone(), told.clone()];
    let said = answer(call_with("askKeeper", &arguments)).await;
    match said.as_string().as_deref() {
        Some("full") => Err(Lack::Full),
        Some("missing") => Err(Lack::Missing),
        Some(_) => Err(Lack::Network),
        None if said.is_null() => Err(Lack::Network),
        None => Ok(said),
    }
}

/// What a promise comes to; nothing if it fails.
async fn answer(promise: JsValue) -> JsValue {
    match promise.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await.unwrap_or(JsValue::NULL),
        Err(_) => JsValue::NULL,
    }
}
