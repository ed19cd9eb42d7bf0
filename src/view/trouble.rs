//! What the reader sees when something is wrong: what happened, what to do, and a way to try again.

use crate::app::App;
use crate::browser;
use crate::protocol::{Trouble, TroubleKind};
use crate::ui::{el, of};
use leptos::prelude::*;
use warraq::error::ErrorKind;

/// The message for a trouble, with the app's own way to try again.
#[inline(never)]
pub(super) fn view(app: App, trouble: &Trouble) -> AnyView {
    with_retry(app, trouble, move || app.retry())
}

/// The message for a trouble. `retry` tries again, unless only loading the page anew helps.
pub(super) fn with_retry(app: App, trouble: &Trouble, retry: impl Fn() + 'static) -> AnyView {
    let s = app.strings();
    let (what, help) = (s.trouble)(trouble);
    let reload = matches!(
        trouble.kind,
        TroubleKind::OtherBuild
            | TroubleKind::NoWorker
            | TroubleKind::Library(ErrorKind::Version { .. })
    );
    let label = if reload { s.reload } else { s.retry };
    let act = move |_| if reload { browser::reload() } else { retry() };
    let detail = (!trouble.detail.is_empty()).then(|| {
        let detail = el("bdi").attr("dir", "ltr").text(trouble.detail.clone());
        of("p", "detail").text(s.detail).text(" ").child(detail)
    });
    of("section", "error")
        .attr("role", "alert")
        .child(el("h1").text(what))
        .child(el("p").text(help))
        .child(of("button", "button").on_click(act).text(label))
        .children(detail)
        .view()
}
