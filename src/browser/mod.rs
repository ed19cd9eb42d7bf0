//! The border to the browser: every function takes and gives Rust types, and what a browser may
//! refuse is an `Option` or `Result`. Besides this folder only the client and the worker know `web_sys`.

mod dom;
mod fetch;
mod file;
mod given;
mod inflate;
mod location;
mod offline;
mod reading;
mod storage;
mod strip;
mod word;

pub use dom::{
    Stretch, clear_page, focus, focus_still, focused, in_text_field, is_open, is_wide, key_code,
    lay_out, root, scroll_to, scroll_y, set_current, set_root, set_title, show_dialog, show_within,
    stretch, style_root, yield_now,
};
pub use fetch::{Cache, FetchError, Fetched, Fetching, fetch, is_offline, resolve};
pub use file::{address, copy, save_file};
pub use given::{Given, given};
pub use inflate::inflate;
pub use location::{
    back, folder, hash, push, reload, remember_scroll, remembered_scroll, replace, scroll_by_hand,
};
pub use offline::{
    Hindrance, Kept, Lack, Mind, Room, drop_files, hindrance, keep_app, keep_file, kept, mind,
    room, stop_keeping,
};
pub use reading::{
    InView, Painted, Selected, bring_back, bring_into_view, chosen_file, full_screen, in_view,
    mark_places, now, paint, print, selected, text_faces,
};
pub use storage::{load, save};
pub use strip::{Leaf, leaf_grown, scroll_in_page, window_height};
pub use word::{Touch, Touched, leave_word, touched};
