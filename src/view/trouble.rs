//! What the reader sees when something is wrong: what happened, what to do, and a way to try again.

use crate::app::App;
use crate::browser;
use crate::protocol::{Trouble, TroubleKind};
use leptos::prelude::*;
use warraq::error::ErrorKind;

/// The message for a trouble, with the app's own way to try again.
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
        view! { <p class="detail">{s.detail} " " <bdi dir="ltr">{trouble.detail.clone()}</bdi></p> }
    });
    view! {
        <section class="error" role="alert">
            <h1>{what}</h1>
            <p>{help}</p>
            <button class="button" on:click=act>{label}</button>
            {detail}
        </section>
    }
    .into_any()
}
