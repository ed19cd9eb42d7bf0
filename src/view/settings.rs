//! The settings: size of text, tashkeel, colours, language; and the keys that work.

use crate::app::App;
use crate::browser;
use crate::prefs::{Language, Prefs, Theme};
use crate::strings::language_name;
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// The panel; closed until asked for.
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    Effect::new(move |_| browser::show_dialog("settings", app.settings.get()));
    let themes = Theme::ALL.map(|theme| {
        option(
            app,
            s.theme_name(theme),
            move |p| p.theme == theme,
            move |p| p.theme = theme,
        )
    });
    let languages = Language::ALL.map(|language| {
        option(
            app,
            language_name(language),
            move |p| p.language == language,
            move |p| p.language = language,
        )
    });
    let tashkeel = [(s.shown, true), (s.hidden, false)].map(|(label, shown)| {
        option(
            app,
            label,
            move |p| p.marks == shown,
            move |p| p.marks = shown,
        )
    });
    let step = move |by: i8| {
        app.prefs.update(|prefs| {
            let size = prefs.size.saturating_add_signed(by);
            prefs.size = size.clamp(*Prefs::SIZES.start(), *Prefs::SIZES.end());
        });
    };
    let at = move |end: u8| app.prefs.with(|prefs| prefs.size == end);
    let keys = s
        .keys
        .iter()
        .map(|&(key, meaning)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{meaning}</dd></div> });
    let sizes = view! {
        <button
            class="choice small"
            aria-label=s.smaller
            title=s.smaller
            disabled=move || at(*Prefs::SIZES.start())
            on:click=move |_| step(-1)
        >
            "ع"
        </button>
        <button
            class="choice large"
            aria-label=s.larger
            title=s.larger
            disabled=move || at(*Prefs::SIZES.end())
            on:click=move |_| step(1)
        >
            "ع"
        </button>
    };
    view! {
        <dialog id="settings" aria-label=s.settings on:close=move |_| app.settings.set(false)>
            <div class="dialog-head">
                <h2>{s.settings}</h2>
                <button
                    class="bare"
                    aria-label=s.close
                    title=s.close
                    on:click=move |_| browser::show_dialog("settings", false)
                >
                    {icon(Icon::Close)}
                </button>
            </div>
            {group(s.size, sizes.into_any())}
            {group(s.tashkeel, tashkeel.into_iter().collect_view().into_any())}
            {group(s.theme, themes.into_iter().collect_view().into_any())}
            {group(s.language_label, languages.into_iter().collect_view().into_any())}
            <section class="keys"><h3>{s.keys_title}</h3><dl>{keys.collect_view()}</dl></section>
        </dialog>
    }
    .into_any()
}

fn group(label: &'static str, choices: AnyView) -> AnyView {
    view! { <fieldset><legend>{label}</legend><div class="choices">{choices}</div></fieldset> }
        .into_any()
}

/// A choice that says whether it is the one made.
fn option(
    app: App,
    label: &'static str,
    is: impl Fn(&Prefs) -> bool + Send + Sync + 'static,
    set: impl Fn(&mut Prefs) + 'static,
) -> AnyView {
    let pressed = move || if app.prefs.with(&is) { "true" } else { "false" };
    view! {
        <button class="choice" aria-pressed=pressed on:click=move |_| app.prefs.update(&set)>{label}</button>
    }
    .into_any()
}
