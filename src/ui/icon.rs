//! Signs drawn in lines, in the colour of the text around them.

use leptos::prelude::*;

/// A sign.
#[derive(Clone, Copy)]
pub(crate) enum Icon {
    /// A folded sheet: the library.
    Library,
    /// A magnifying glass.
    Search,
    /// Three sliders.
    Settings,
    /// A cross.
    Close,
    /// An arrow to where one came from; turned with the direction of the interface.
    Back,
    /// An arrow to what follows; turned likewise.
    Forward,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// Lines of a list: contents.
    Contents,
    /// A ribbon.
    Bookmark,
    /// A pen.
    Pen,
    /// A printer.
    Print,
    /// Four corners.
    Quiet,
    /// A keyboard.
    Keys,
    /// A star.
    Star,
    /// A list that is added to: a query put together.
    Builder,
    /// Two pages.
    Beside,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Library => {
                "M12 6.5C9.8 4.9 6.8 4.3 3.5 4.5v13c3.3-.2 6.3.4 8.5 2 2.2-1.6 5.2-2.2 8.5-2v-13C17.2 4.3 14.2 4.9 12 6.5zm0 0v13"
            }
            Icon::Search => "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm5 11.500l5 5",
            Icon::Settings => {
                "M4 8h8M18 8h2M15 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM4 16h2M12 16h8M9 13a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z"
            }
            Icon::Close => "M6 6l12 12M18 6L6 18",
            Icon::Back => "M5 12h14M12 5l7 7-7 7",
            Icon::Forward => "M19 12H5M12 5l-7 7 7 7",
            Icon::Up => "M12 19V5M5 12l7-7 7 7",
            Icon::Down => "M12 5v14M5 12l7 7 7-7",
            Icon::Contents => "M20 6h-.01M20 12h-.01M20 18h-.01M16 6H4M16 12H6M16 18H4",
            Icon::Bookmark => "M7 4h10v16l-5-4-5 4z",
            Icon::Pen => "M5 19l1-4L16.500 4.500l3 3L9 18l-4 1zM14 7l3 3",
            Icon::Print => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Icon::Quiet => "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
            Icon::Beside => "M4 5h7v14H4zM13 5h7v14h-7z",
            Icon::Keys => "M3 7h18v10H3zM7 10.500h.01M12 10.500h.01M17 10.500h.01M8 14h8",
            Icon::Star => {
                "M12 4l2.500 5.100 5.600.8-4.050 3.950.95 5.600L12 16.800l-5 2.650.95-5.600L3.900 9.900l5.600-.8z"
            }
            Icon::Builder => "M4 6h16M4 12h9M4 18h7M17.500 12.500v7M14 16h7",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Icon::Back | Icon::Forward => "icon mirrored",
            _ => "icon",
        }
    }
}

/// The sign, without a name of its own: the control it is on has one.
pub(crate) fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class=icon.class() viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}
