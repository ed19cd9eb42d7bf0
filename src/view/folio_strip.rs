//! Pages of a book one below the other: the next is there before the reader is, the one before on demand. Far pages are
//! taken out, and their height stays.

use super::page::{Shown, first, sheet, to_hit};
use crate::app::{App, effect, soon};
use crate::browser::{self, Leaf};
use crate::client::Ticket;
use crate::strings::Strings;
use crate::ui::{El, Icon, icon, live, nothing, of};
use leptos::mount::mount_to;
use leptos::prelude::*;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use warraq::answer::{PageRecord, PageView};
use warraq::id::PageId;

/// Pages to either side of the one that is read that stay as they are.
const NEAR: usize = 2;
/// How near its end the strip is to come until the next page is asked for, in heights of the window.
const AHEAD: f64 = 1.5;
/// Where in the window the page is that is read, of its height.
const LINE: f64 = 0.33;

/// What is in a box; it is taken out when this is dropped.
type Mounted = Box<dyn Any>;

/// A page of the strip.
struct Page {
    leaf: Leaf,
    /// The page as it is shown, or was.
    shown: Shown,
    /// What is in the box, while it is not far.
    mounted: Option<Mounted>,
    /// True if other words are to be marked in it by now.
    stale: bool,
}

impl Page {
    fn number(&self) -> PageId {
        self.shown.page.with_untracked(|page| page.record.page)
    }

    fn is_missing(&self) -> bool {
        self.mounted.is_none() || self.stale
    }
}

struct Strip {
    app: App,
    s: &'static Strings,
    tashkeel: Memo<bool>,
    pages: RefCell<Vec<Page>>,
    /// The place of the page that is read.
    here: Cell<usize>,
    /// What is read, to which the address was brought.
    read: RwSignal<Shown>,
    /// Has what belongs to pages for as long as the strip is on display.
    owner: Owner,
    /// The page being asked for.
    asked: RefCell<Option<Ticket>>,
    busy: Cell<bool>,
    /// The way the reader turned to a page that is not there yet.
    turning: Cell<Option<bool>>,
    /// The pages before the first and after the last.
    before: RwSignal<Option<PageRecord>>,
    after: RwSignal<Option<PageRecord>>,
}

/// The strip that begins with the page that is `read`, which is then brought to the one that is read of them.
#[inline(never)]
pub(super) fn view(
    app: App,
    s: &'static Strings,
    read: RwSignal<Shown>,
    tashkeel: Memo<bool>,
) -> El {
    let begin = read.get_untracked();
    let page = begin.page.get_untracked();
    let strip = Rc::new(Strip {
        app,
        s,
        tashkeel,
        pages: RefCell::default(),
        here: Cell::new(0),
        read,
        owner: Owner::current().unwrap_or_default(),
        asked: RefCell::default(),
        busy: Cell::new(false),
        turning: Cell::new(None),
        before: RwSignal::new(page.previous.clone()),
        after: RwSignal::new(page.next.clone()),
    });
    app.folio.set_at(Some(page.record.page));
    // Where the reader is in the page, if it was on display before.
    let place = browser::in_view();
    let begun = strip.clone();
    soon(move || {
        let many = match place.is_some() || app.is_far_down() {
            true => usize::MAX,
            false => first(app, &page),
        };
        begun.add(begin, true, many);
        if let Some(place) = place {
            browser::bring_back(&place);
        }
        begun.look();
    });
    let looking = strip.clone();
    let scrolled = window_event_listener_untyped("scroll", move |_| looking.look());
    let looking = strip.clone();
    let resized = window_event_listener_untyped("resize", move |_| looking.look());
    let turning = strip.clone();
    let mut turned = app.folio.turned.get_untracked().0;
    effect(move || {
        let (times, forward) = app.folio.turned.get();
        if std::mem::replace(&mut turned, times) != times {
            turning.turn(forward);
        }
    });
    let marking = strip.clone();
    effect(move || {
        if let Some(page) = app.opened() {
            marking.mark(page);
        }
    });
    let kept = StoredValue::new_local(strip.clone());
    let (before, after) = (strip.before, strip.after);
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
        app.folio.set_at(None);
        if let Some(strip) = kept.try_get_value() {
            strip.asked.take();
            drop(strip.pages.take());
        }
    });
    let more = move |record: RwSignal<Option<PageRecord>>, name: &'static str, at_the_end: bool| {
        live(move || match record.get() {
            None => nothing(),
            Some(record) => {
                let sign = if at_the_end { Icon::Down } else { Icon::Up };
                of("button", "button leaf-more")
                    .attr("type", "button")
                    .on_click(move |_| {
                        if let Some(strip) = kept.try_get_value() {
                            strip.ask(&record, Some(at_the_end));
                        }
                    })
                    .child(icon(sign))
                    .text(name)
                    .view()
            }
        })
    };
    of("div", "strip-frame")
        .child(more(before, s.previous_page, false))
        .child(of("div", "strip").attr("id", "strip"))
        .child(more(after, s.next_page, true))
}

impl Strip {
    /// Shows a page in its box, the `first` blocks of it at once.
    #[inline(never)]
    fn mount(&self, leaf: &Leaf, shown: Shown, first: usize) -> Mounted {
        let (app, s, tashkeel) = (self.app, self.s, self.tashkeel);
        let text: Box<dyn FnOnce() -> AnyView> =
            Box::new(move || sheet(app, s, shown, tashkeel, first, true, nothing()).view());
        leaf.fill(|leaf| Box::new(mount_to(leaf, text)) as Mounted)
    }

    /// Has the strip look again whenever the text of a page is all there.
    #[inline(never)]
    fn watch(self: &Rc<Self>, shown: Shown) {
        let strip = Rc::downgrade(self);
        let watch = move || {
            shown.drawn.track();
            let strip = strip.clone();
            soon(move || {
                browser::leaf_grown();
                if let Some(strip) = strip.upgrade() {
                    strip.look();
                }
            });
        };
        self.owner.with(|| effect(watch));
    }

    /// One more page at the end, or at the beginning.
    #[inline(never)]
    fn add(self: &Rc<Self>, shown: Shown, at_the_end: bool, first: usize) {
        // By the time a page is to be shown, its reader may have gone elsewhere.
        let Some(page) = shown.page.try_get_untracked() else {
            return;
        };
        let Some(leaf) = Leaf::add(at_the_end) else {
            return;
        };
        let other = match at_the_end {
            true => (self.after, page.next.clone()),
            false => (self.before, page.previous.clone()),
        };
        let added = Page {
            mounted: Some(self.mount(&leaf, shown, first)),
            leaf,
            shown,
            stale: false,
        };
        self.watch(shown);
        if self.app.folio.is_at(page.record.page) {
            added.leaf.here();
        }
        let mut pages = self.pages.borrow_mut();
        match at_the_end {
            true => pages.push(added),
            false => {
                pages.insert(0, added);
                self.here.set(self.here.get() + 1);
            }
        }
        drop(pages);
        other.0.set(other.1);
    }

    /// Asks for a page: one more, at the end or at the beginning, or one that is there, for its marks.
    #[inline(never)]
    fn ask(self: &Rc<Self>, record: &PageRecord, more: Option<bool>) {
        if self.busy.replace(true) {
            return;
        }
        let strip = Rc::downgrade(self);
        let ticket = self.app.ask_page(record, move |page| {
            let Some(strip) = strip.upgrade() else { return };
            strip.busy.set(false);
            // What does not come is asked for again by the button at the end.
            let Some(page) = page else { return };
            match more {
                Some(at_the_end) => {
                    // Where the reader turns to it, or above what is read, it is to be there at once.
                    let at_once = !at_the_end || strip.turning.get().is_some();
                    let first = if at_once {
                        usize::MAX
                    } else {
                        to_hit(&page, 0)
                    };
                    let shown = strip.owner.with(|| Shown::new(page));
                    strip.add(shown, at_the_end, first);
                }
                None => strip.mark_again(page),
            }
            if let Some(forward) = strip.turning.take() {
                strip.turn(forward);
            }
            strip.look();
        });
        *self.asked.borrow_mut() = Some(ticket);
    }

    /// Marks the words of this in the page that it is.
    #[inline(never)]
    fn mark_again(&self, page: Arc<PageView>) {
        let mut pages = self.pages.borrow_mut();
        let same = |known: &&mut Page| known.number() == page.record.page;
        if let Some(known) = pages.iter_mut().find(same) {
            known.stale = false;
            known.shown.take(page);
        }
    }

    /// Marks the words of this in the page that is read, if it is that page, and then in those around it.
    #[inline(never)]
    fn mark(self: &Rc<Self>, page: Arc<PageView>) {
        let read = self.read.get_untracked();
        let other =
            |old: &Arc<PageView>| old.record.page == page.record.page && !Arc::ptr_eq(old, &page);
        if !read.page.with_untracked(other) {
            return;
        }
        self.asked.take();
        self.busy.set(false);
        for known in self.pages.borrow_mut().iter_mut() {
            known.stale = known.number() != page.record.page;
        }
        read.page.set(page);
        self.look();
    }

    /// Sees where the reader is: the address follows, pages come that are near, and go that are far.
    #[inline(never)]
    fn look(self: &Rc<Self>) {
        let height = browser::window_height();
        let line = height * LINE;
        let mut pages = self.pages.borrow_mut();
        let last = match pages.len() {
            0 => return,
            all => all - 1,
        };
        let mut here = self.here.get().min(last);
        while here > 0 && pages[here].leaf.edges().0 > line {
            here -= 1;
        }
        while here < last && pages[here].leaf.edges().1 <= line {
            here += 1;
        }
        self.here.set(here);
        let mut come = None;
        let page = &pages[here];
        if !page.is_missing() && !self.app.folio.is_at(page.number()) {
            self.app.folio.set_at(Some(page.number()));
            page.leaf.here();
            come = Some(page.shown);
        }
        for (place, page) in pages.iter_mut().enumerate() {
            let (top, bottom) = match place.abs_diff(here) <= NEAR {
                true => continue,
                false if page.mounted.is_some() => page.leaf.edges(),
                false => continue,
            };
            if bottom < -height || top > 2.0 * height {
                page.leaf.fix();
                page.mounted = None;
            }
        }
        // The page that is read first, then those beside it.
        let order = (0..=NEAR).flat_map(|far| [here.checked_add(far), here.checked_sub(far)]);
        let missing = order
            .flatten()
            .find(|&place| pages.get(place).is_some_and(Page::is_missing));
        let mut stale = None;
        if let Some(page) = missing.and_then(|place| pages.get_mut(place)) {
            match page.stale {
                true => stale = Some(page.shown.page.get_untracked()),
                false => page.mounted = Some(self.mount(&page.leaf, page.shown, usize::MAX)),
            }
        }
        let ends = pages[last].leaf.edges().1;
        let drawing = pages[last].shown.busy.get_untracked();
        drop(pages);
        if let Some(shown) = come {
            self.read.set(shown);
            self.app.come_to(shown.page.get_untracked());
        }
        if let Some(page) = stale {
            self.ask(&page.record, None);
        } else if missing.is_some() {
            let strip = self.clone();
            soon(move || strip.look());
        } else if !drawing
            && (here == last || ends < (1.0 + AHEAD) * height)
            && let Some(record) = self.after.get_untracked()
        {
            self.ask(&record, Some(true));
        }
    }

    /// To the next page or the one before.
    #[inline(never)]
    fn turn(self: &Rc<Self>, forward: bool) {
        let here = self.here.get();
        let pages = self.pages.borrow();
        let to = match forward {
            true => Some(here + 1),
            false => here.checked_sub(1),
        };
        if let Some(page) = to.and_then(|place| pages.get(place)) {
            page.leaf.bring();
            return;
        }
        drop(pages);
        let record = match forward {
            true => self.after.get_untracked(),
            false => self.before.get_untracked(),
        };
        if let Some(record) = record {
            self.ask(&record, Some(forward));
            self.turning.set(Some(forward));
        }
    }
}
