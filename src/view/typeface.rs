//! The settings of texts: face, leading, measure, alignment; and a text that shows them.

use super::settings::{group, option};
use crate::app::App;
use crate::prefs::{Face, Prefs};
use crate::segment::without_tashkeel;
use crate::strings::Strings;
use crate::ui::{El, live_text, of};
use leptos::prelude::*;

/// What shows the type: letters that join and do not, marks above and below, digits and signs of a text.
const SPECIMEN: &str = "الخ\u{064E}ط\u{0651}\u{064F} ل\u{0650}س\u{064E}ان\u{064F} الي\u{064E}د\u{0650}، وب\u{064E}ه\u{0652}ج\u{064E}ة\u{064F} الض\u{0651}\u{064E}م\u{0650}ير\u{0650}، وس\u{064E}ف\u{0650}ير\u{064F} الع\u{064F}ق\u{064F}ول\u{0650}، ووص\u{0650}ي\u{0651}\u{064F} الف\u{0650}ك\u{0652}ر\u{0650}، وس\u{0650}ل\u{064E}اح\u{064F} الم\u{064E}ع\u{0652}ر\u{0650}ف\u{064E}ة\u{0650}.";

/// A line or two in the type chosen, which changes with it.
pub(super) fn specimen(app: App, s: &'static Strings) -> El {
    let shown = move || match app.prefs.with(|prefs| prefs.marks) {
        true => SPECIMEN.to_owned(),
        false => without_tashkeel(SPECIMEN),
    };
    of("figure", "specimen")
        .attr("lang", "ar")
        .attr("dir", "rtl")
        .attr("aria-label", s.reader.specimen)
        .child(live_text(shown))
}

/// The groups of the settings.
pub(super) fn groups(app: App, s: &'static Strings) -> Vec<El> {
    let words = &s.reader;
    let faces = Face::ALL.map(|face| {
        let name = words.faces[face as usize];
        option(app, name, move |p| p.face == face, move |p| p.face = face)
            .attr("data-face", face.name())
    });
    let lines = [false, true].map(|even| {
        let name = words.alignments[usize::from(even)];
        option(
            app,
            name,
            move |p| p.justified == even,
            move |p| p.justified = even,
        )
    });
    let leading = steps(app, s, |p| &mut p.leading);
    let measure = steps(app, s, |p| &mut p.measure);
    vec![
        group(words.face, faces),
        group(words.leading, leading),
        group(words.measure, measure),
        group(words.alignment, lines),
    ]
}

/// Less and more of something that has [`Prefs::STEPS`].
fn steps(app: App, s: &'static Strings, of_prefs: fn(&mut Prefs) -> &mut u8) -> [El; 2] {
    let button = move |number: usize, by: i8, end: u8, sign: &'static str| {
        let at_end = move || app.prefs.with(|prefs| *of_prefs(&mut prefs.clone()) == end);
        let change = move |prefs: &mut Prefs| {
            let step = of_prefs(prefs);
            let wanted = step.saturating_add_signed(by);
            *step = wanted.clamp(*Prefs::STEPS.start(), *Prefs::STEPS.end());
        };
        let name = s.reader.less_more[number];
        of("button", "choice")
            .attr("aria-label", name)
            .attr("title", name)
            .live_attr("disabled", move || at_end().then(String::new))
            .on_click(move |_| app.prefs.update(change))
            .text(sign)
    };
    [
        button(0, -1, *Prefs::STEPS.start(), "−"),
        button(1, 1, *Prefs::STEPS.end(), "+"),
    ]
}
