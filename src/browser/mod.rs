//! The border to the browser: every function takes and gives Rust types, and what a browser may
//! refuse is an `Option` or `Result`. Besides this folder only the client and the worker know `web_sys`.

mod dom;
mod fetch;
mod given;
mod inflate;
mod location;
mod reading;
mod storage;
mod word;

pub use dom::{
    blur, clear_page, focus, in_text_field, is_wide, key_code, scroll_to, scroll_y, set_current,
    set_root, set_title, show_dialog, show_within, yield_now,
};
pub use fetch::{Cache, FetchError, Fetching, fetch, resolve};
pub use given::{Given, given};
pub use inflate::inflate;
pub use location::{
    address, back, folder, hash, push, reload, remember_scroll, remembered_scroll, replace,
    scroll_by_hand,
};
pub use reading::{
    InView, Selected, Stretch, bring_back, bring_into_view, chosen_file, copy, full_screen,
    in_view, mark_places, now, paint, print, save_file, selected,
};
pub use storage::{load, save};
pub use word::{Touch, Touched, leave_word, touched};
