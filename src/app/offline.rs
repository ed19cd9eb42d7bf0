//! What is kept of the library for when there is no network: what the reader has chosen, what the browser has of it, and
//! what is being fetched.

use super::reader::key;
use super::{App, Results, effect};
use crate::browser::{self, Kept, Lack, Room};
use crate::client::{Opening, Ticket};
use crate::protocol::{Question, Reply, Trouble};
use crate::route::Route;
use crate::stock::{Chosen, Part, Shares, shares};
use leptos::prelude::*;
use std::sync::Arc;
use warraq::answer::BookRecord;
use warraq::id::PageId;
use warraq::library::FileRecord;
use wasm_bindgen_futures::spawn_local;

/// Files fetched side by side.
const LANES: usize = 3;

/// The state; a bundle of handles.
#[derive(Clone, Copy)]
pub(crate) struct Offline {
    /// The files of the library, once the worker has told them.
    pub(crate) files: RwSignal<Arc<Vec<FileRecord>>>,
    /// What became of looking for what is kept.
    pub(crate) seen: RwSignal<Seen>,
    /// What the reader has chosen.
    pub(crate) chosen: RwSignal<Chosen>,
    /// What the browser says of its room.
    pub(crate) room: RwSignal<Option<Room>>,
    /// What is being fetched.
    pub(crate) job: RwSignal<Option<Job>>,
    /// What became of what was fetched last.
    pub(crate) end: RwSignal<Option<End>>,
    asking: StoredValue<Option<Ticket>, LocalStorage>,
}

/// What is known of what is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It is being looked for.
    #[default]
    Waiting,
    /// It was looked for.
    Known {
        /// True if the app itself is kept.
        app: bool,
        /// The bytes of each file that are here; none if it is whole.
        here: Vec<Option<u64>>,
    },
    /// The library does not tell of its files.
    Failed(Trouble),
    /// The browser does not tell.
    Silent,
}

/// Files being fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Job {
    /// Bytes in all.
    pub(crate) total: u64,
    /// Bytes of the files that are done.
    done: u64,
    /// Files under way, and the bytes of each that have come.
    under_way: Vec<(usize, u64)>,
    /// Files that wait, the next last.
    waiting: Vec<usize>,
    /// Lanes that are at work.
    lanes: usize,
    /// Why it ends early.
    stop: Option<End>,
}

impl Job {
    /// The bytes that have come.
    pub(crate) fn got(&self) -> u64 {
        self.done + self.under_way.iter().map(|(_, got)| got).sum::<u64>()
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// All of it is kept.
    Kept,
    /// The reader broke it off.
    Stopped,
    /// It was taken away.
    Removed,
    /// It could not be kept.
    Lacks(Lack),
}

impl Offline {
    pub(super) fn new() -> Offline {
        Offline {
            files: RwSignal::default(),
            seen: RwSignal::default(),
            chosen: RwSignal::default(),
            room: RwSignal::new(None),
            job: RwSignal::new(None),
            end: RwSignal::new(None),
            asking: StoredValue::new_local(None),
        }
    }
}

impl App {
    /// How much of each part is there, and if the app is; nothing before it is known.
    pub(crate) fn shares(self) -> Option<(Shares, bool)> {
        let shelf = self.shelf();
        self.offline.seen.with(|seen| match seen {
            Seen::Known { app, here } => {
                let files = self.offline.files.get();
                Some((shares(&files, here, &shelf.books), *app))
            }
            _ => None,
        })
    }

    /// Looks for what is kept whenever the reader comes to the place.
    pub(super) fn follow_offline(self) {
        let here = Memo::new(move |_| {
            let open = self
                .library
                .with(|library| matches!(library, Opening::Ready(_)));
            open && self.route.with(|route| *route == Route::Offline)
        });
        effect(move || {
            self.attempt.track();
            if here.get() && browser::hindrance().is_none() {
                self.look_for_kept();
            }
        });
    }

    #[inline(never)]
    fn look_for_kept(self) {
        let Offline {
            files,
            seen,
            chosen,
            end,
            asking,
            ..
        } = self.offline;
        end.set(None);
        let remembered = browser::load(&key("kept"));
        chosen.set(Chosen::parse(&remembered.unwrap_or_default()));
        self.look_at_room(false);
        let ticket = self.ask(Question::Files, move |reply| match reply {
            Reply::Files(list) => {
                files.set(Arc::new(list));
                spawn_local(self.look());
            }
            Reply::Trouble(trouble) => seen.set(Seen::Failed(trouble)),
            _ => {}
        });
        asking.set_value(Some(ticket));
    }

    fn look_at_room(self, ask: bool) {
        spawn_local(async move {
            let room = browser::room(ask).await;
            self.offline.room.set(Some(room));
        });
    }

    /// Looks at what is there of each file.
    #[inline(never)]
    async fn look(self) {
        let files = self.offline.files.get_untracked();
        let names = files.iter().map(|file| &file.name[..]);
        self.offline.seen.set(match browser::kept(names).await {
            Ok(Kept { app, here }) => Seen::Known { app, here },
            Err(_) => Seen::Silent,
        });
        self.look_at_room(false);
    }

    /// Keeps a book, or the whole library.
    #[inline(never)]
    pub(crate) fn keep(self, book: Option<&BookRecord>) {
        self.choose(|chosen| chosen.add(book.map(|book| &book.id[..])));
        self.look_at_room(true);
        let offline = self.offline;
        let part = book.map_or(Part::Library, Part::book);
        let files = offline.files.get_untracked();
        offline.end.set(None);
        let Seen::Known { here, .. } = offline.seen.get_untracked() else {
            return;
        };
        let missing = files
            .iter()
            .zip(here)
            .enumerate()
            .filter(|(_, (file, here))| part.needs(file) && here.is_some());
        let missing: Vec<(usize, u64)> = missing
            .map(|(at, (file, _))| (at, u64::from(file.bytes)))
            .collect();
        let mut job = offline.job.get_untracked().unwrap_or_default();
        for (at, bytes) in missing.into_iter().rev() {
            let known = job.under_way.iter().any(|&(known, _)| known == at);
            if !known && !job.waiting.contains(&at) {
                job.waiting.push(at);
                job.total += bytes;
            }
        }
        let begin = LANES.saturating_sub(job.lanes);
        job.lanes += begin;
        offline.job.set(Some(job));
        for _ in 0..begin {
            spawn_local(self.lane());
        }
    }

    /// Keeps one file after the other, until none waits. The last lane to end says what became of it.
    async fn lane(self) {
        let offline = self.offline;
        // Packs are of no use without the app.
        if let Err(lack) = browser::keep_app().await {
            self.stop_for(End::Lacks(lack));
        }
        while let Some(at) = self.next_file() {
            let files = offline.files.get_untracked();
            let Some(file) = files.get(at) else {
                break;
            };
            let told = move |got| self.file_is_at(at, got);
            let kept = browser::keep_file(&file.name, file.bytes, Box::new(told)).await;
            self.file_done(at, u64::from(file.bytes), kept);
        }
        let mut ended = None;
        offline.job.update(|job| {
            if let Some(it) = job {
                it.lanes -= 1;
                if it.lanes == 0 {
                    ended = Some(it.stop.unwrap_or(End::Kept));
                    *job = None;
                }
            }
        });
        if ended.is_some() {
            self.look().await;
            offline.end.set(ended);
        }
    }

    fn next_file(self) -> Option<usize> {
        let mut next = None;
        self.offline.job.update(|job| {
            if let Some(job) = job {
                next = job.waiting.pop();
                job.under_way.extend(next.map(|at| (at, 0)));
            }
        });
        next
    }

    fn file_is_at(self, at: usize, got: f64) {
        self.offline.job.update(|job| {
            let under_way = job.iter_mut().flat_map(|job| &mut job.under_way);
            for (file, known) in under_way {
                if *file == at {
                    *known = got as u64;
                }
            }
        });
    }

    fn file_done(self, at: usize, bytes: u64, kept: Result<(), Lack>) {
        self.offline.job.update(|job| {
            if let Some(job) = job {
                job.under_way.retain(|&(file, _)| file != at);
                job.done += if kept.is_ok() { bytes } else { 0 };
            }
        });
        match kept {
            Ok(()) => self.offline.seen.update(|seen| {
                if let Seen::Known { here, .. } = seen
                    && let Some(here) = here.get_mut(at)
                {
                    *here = None;
                }
            }),
            Err(lack) => self.stop_for(End::Lacks(lack)),
        }
    }

    /// Breaks off what is being fetched; the first reason counts.
    fn stop_for(self, why: End) {
        self.offline.job.update(|job| {
            if let Some(job) = job {
                job.waiting.clear();
                job.stop.get_or_insert(why);
            }
        });
        browser::stop_keeping();
    }

    /// Breaks off what is being fetched, as the reader wants.
    #[inline(never)]
    pub(crate) fn stop_keeping(self) {
        self.stop_for(End::Stopped);
    }

    /// Lets go of a book, or of the whole library. What another book that is chosen needs stays.
    #[inline(never)]
    pub(crate) fn let_go(self, book: Option<BookRecord>) {
        let (offline, shelf) = (self.offline, self.shelf());
        self.choose(|chosen| {
            let id = book.as_ref().map(|book| &book.id[..]);
            chosen.remove(id, &shelf.books);
        });
        let part = book.as_ref().map_or(Part::Library, Part::book);
        let files = offline.files.get_untracked();
        let names = offline.chosen.with_untracked(|chosen| {
            let gone = files.iter().filter(|file| part.needs(file));
            let gone = gone.filter(|file| !chosen.needs(file, &shelf.books));
            gone.map(|file| file.name.clone()).collect::<Vec<_>>()
        });
        spawn_local(async move {
            let gone = browser::drop_files(&names).await;
            self.look().await;
            let gone = gone.map_or_else(End::Lacks, |()| End::Removed);
            offline.end.set(Some(gone));
        });
    }

    /// Pages found whose texts cannot be had.
    #[inline(never)]
    pub(super) fn lacks_texts(self, pages: Vec<PageId>) {
        self.results.with_untracked(|results| {
            if let Results::Found(found) = results {
                found.absent.update(|absent| absent.extend(pages));
            }
        });
    }

    fn choose(self, change: impl FnOnce(&mut Chosen)) {
        self.offline.chosen.update(change);
        let lines = self.offline.chosen.with_untracked(Chosen::to_lines);
        browser::save(&key("kept"), &lines);
    }
}
