//! The settings: how texts look, colours, language, digits, what is copied.

use super::{button, typeface};
use crate::app::{App, effect};
use crate::browser;
use crate::prefs::{Digits, Language, Prefs, Theme};
use crate::route::Route;
use crate::strings::language_name;
use crate::ui::{El, Icon, el, link, of};
use leptos::prelude::*;

/// The panel; closed until asked for.
#[inline(never)]
pub(super) fn view(app: App) -> AnyView {
    let s = app.strings();
    effect(move || browser::show_dialog("settings", app.settings.get()));
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
    let size = |class: &'static str, name: &'static str, by: i8, end: u8| {
        of("button", class)
            .attr("aria-label", name)
            .attr("title", name)
            .live_attr("disabled", move || at(end).then(String::new))
            .on_click(move |_| step(by))
            .text("ع")
    };
    let sizes = [
        size("choice small", s.smaller, -1, *Prefs::SIZES.start()),
        size("choice large", s.larger, 1, *Prefs::SIZES.end()),
    ];
    let digits = Digits::ALL.map(|digits| {
        option(
            app,
            s.reader.digit_names[digits as usize],
            move |p| p.digits == digits,
            move |p| p.digits = digits,
        )
    });
    let turning = [false, true].map(|onward| {
        option(
            app,
            s.folio.turnings[usize::from(onward)],
            move |p| p.onward == onward,
            move |p| p.onward = onward,
        )
    });
    let citing = [false, true].map(|cited| {
        option(
            app,
            s.reader.citings[usize::from(cited)],
            move |p| p.cited == cited,
            move |p| p.cited = cited,
        )
    });
    let close =
        button("bare", s.close, Icon::Close).on_click(|_| browser::show_dialog("settings", false));
    el("dialog")
        .attr("id", "settings")
        .attr("aria-label", s.settings)
        .on(leptos::ev::close, move |_| app.settings.set(false))
        .child(
            of("div", "dialog-head")
                .child(el("h2").text(s.settings))
                .child(close),
        )
        .child(typeface::specimen(app, s))
        .child(group(s.size, sizes))
        .children(typeface::groups(app, s))
        .child(group(s.folio.turning, turning))
        .child(group(s.tashkeel, tashkeel))
        .child(group(s.theme, themes))
        .child(group(s.language_label, languages))
        .child(group(s.reader.digits, digits))
        .child(group(s.reader.citing, citing))
        .child(
            link(Route::Offline.to_hash())
                .class("button")
                .on_click(|_| browser::show_dialog("settings", false))
                .text(s.offline.title),
        )
        .view()
}

#[inline(never)]
pub(super) fn group(label: &'static str, choices: impl IntoIterator<Item = El>) -> El {
    el("fieldset")
        .child(el("legend").text(label))
        .child(of("div", "choices").children(choices))
}

/// A choice that says whether it is the one made.
pub(super) fn option(
    app: App,
    label: &'static str,
    is: impl Fn(&Prefs) -> bool + Send + 'static,
    set: impl Fn(&mut Prefs) + 'static,
) -> El {
    let pressed = move || Some(if app.prefs.with(&is) { "true" } else { "false" }.to_owned());
    of("button", "choice")
        .live_attr("aria-pressed", pressed)
        .on_click(move |_| app.prefs.update(&set))
        .text(label)
}
