//! The document.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent,
    ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Has all that was changed laid out.
pub fn lay_out() {
    let root = document().and_then(|document| document.document_element());
    root.map(|root| root.scroll_height());
}

/// Takes away what the page shows until the program runs.
pub fn clear_page() {
    if let Some(element) = by_id("boot") {
        element.remove();
    }
}

/// Sets an attribute of the root element.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// An attribute of the whole document.
pub fn root(name: &str) -> Option<String> {
    document()?.document_element()?.get_attribute(name)
}

/// Gives the whole document a style of its own. As a property: as an attribute the policy of the page forbids it.
pub fn style_root(style: &str) {
    let root = document().and_then(|document| document.document_element());
    if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        root.style().set_css_text(style);
    }
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Puts the focus on the element of this id; what is typed in a field is selected.
pub fn focus(id: &str) {
    let Some(element) = by_id(id) else { return };
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
}

/// The id of the element in focus, if it has one.
pub fn focused() -> Option<String> {
    let id = document()?.active_element()?.id();
    (!id.is_empty()).then_some(id)
}

/// Puts the focus on the element of this id and leaves the window where it is.
pub fn focus_still(id: &str) {
    let element = by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// How an element lies in the window, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// From the upper edge of the window to that of the element; negative if it is above.
    pub top: f64,
    /// The height of the element.
    pub height: f64,
    /// The height of the window.
    pub window: f64,
}

/// How the element of this id lies in the window.
pub fn stretch(id: &str) -> Option<Stretch> {
    let rect = by_id(id)?.get_bounding_client_rect();
    Some(Stretch {
        top: rect.top(),
        height: rect.height(),
        window: window()?.inner_height().ok()?.as_f64()?,
    })
}

/// Opens or closes the dialog of this id.
pub fn show_dialog(id: &str, open: bool) {
    let Some(dialog) = by_id(id).and_then(|element| element.dyn_into::<HtmlDialogElement>().ok())
    else {
        return;
    };
    match open {
        true if !dialog.open() => drop(dialog.show_modal()),
        false => dialog.close(),
        true => {}
    }
}

/// Makes the element of this id the only one of class `current`, and brings it into view.
/// True if there is such an element.
pub fn set_current(id: &str, scroll: bool) -> bool {
    let before = document().and_then(|document| document.query_selector(".current").ok().flatten());
    if let Some(element) = before {
        let _ = element.class_list().remove_1("current");
    }
    let Some(element) = by_id(id) else {
        return false;
    };
    let _ = element.class_list().add_1("current");
    if scroll {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        options.set_behavior(behavior());
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
    true
}

/// Brings the element of this id into view in the list it is in.
pub fn show_within(id: &str) {
    if let Some(element) = by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_behavior(ScrollBehavior::Instant);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// How far the window is scrolled, in pixels.
pub fn scroll_y() -> f64 {
    window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or(0.0)
}

/// Scrolls the window to `y` pixels, at once or as a movement if the reader wants movements.
pub fn scroll_to(y: f64, smooth: bool) {
    let Some(window) = window() else { return };
    let options = web_sys::ScrollToOptions::new();
    options.set_top(y);
    options.set_behavior(if smooth {
        behavior()
    } else {
        ScrollBehavior::Instant
    });
    window.scroll_to_with_scroll_to_options(&options);
}

fn behavior() -> ScrollBehavior {
    if matches("(prefers-reduced-motion: reduce)") {
        ScrollBehavior::Instant
    } else {
        ScrollBehavior::Smooth
    }
}

/// True if the window has room for a side column.
pub fn is_wide() -> bool {
    matches("(min-width: 60em)")
}

/// True if the element of this event is open, of those that can be.
pub fn is_open(event: &Event) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.has_attribute("open"))
}

fn matches(query: &str) -> bool {
    window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// The key by its place on the keyboard, whatever letter the layout puts there; none if it is held
/// with another that makes it a command of the browser.
pub fn key_code(event: &KeyboardEvent) -> Option<String> {
    let command = event.ctrl_key() || event.alt_key() || event.meta_key();
    (!command).then(|| event.code())
}

/// True if the event comes from where letters are typed.
pub fn in_text_field(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        element
            .closest("input, select, textarea, dialog")
            .ok()
            .flatten()
            .is_some()
    })
}

/// Lets the browser hand over what waits, such as messages to a worker.
pub async fn yield_now() {
    let promise = Promise::new(&mut |resolve: Function, _| {
        let timer = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("setTimeout"));
        match timer
            .ok()
            .and_then(|timer| timer.dyn_into::<Function>().ok())
        {
            Some(timer) => {
                drop(timer.call2(&JsValue::UNDEFINED, &resolve, &JsValue::from_f64(0.0)))
            }
            None => drop(resolve.call0(&JsValue::UNDEFINED)),
        }
    });
    let _ = JsFuture::from(promise).await;
}
