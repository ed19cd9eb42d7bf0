//! The worker: owns the library, has the packs fetched that it names, and answers.
//!
//! Questions run side by side; while one waits for a pack another may be answered. A question that is
//! taken back ends at its next step. What the reader is likely to ask is asked beforehand, for the packs
//! alone: the place at which they are, before the page is up; the words they type, before they rest.

mod facets;
mod finder;
mod groups;
mod kept;
mod lines;
mod loading;
mod search;

use crate::ask;
use crate::browser::{Cache, Fetching, given, yield_now};
use crate::protocol::{
    BUILD, Question, Reply, Request, RequestId, Response, Trouble, TroubleKind, decode, encode,
};
use crate::route::Route;
use js_sys::{Array, Uint8Array};
use loading::{Haste, Loading, get};
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use warraq::answer::{SearchRequest, Shelf};
use warraq::error::{Error, ErrorKind};
use warraq::id::{PackId, PageId};
use warraq::library::{Library, Step};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The folder of the library, beside the program.
const FOLDER: &str = "library/";
/// Pages whose passages are fetched together, where each may be in a file of its own that comes whole.
const AT_ONCE: usize = 3;
/// The bytes that may be fetched for a better order of what is found already.
const CHEAP: u64 = 256 << 10;
/// The bytes that may be fetched to tell more of the words of an answer with pages.
const WORTH_IT: u64 = 512 << 10;
/// The bytes that may be fetched to tell what may have been meant, where nothing was found.
const ANYTHING: u64 = 16 << 20;
/// Bytes of what was fetched that are kept in memory between two questions, about.
const MEMORY: usize = 64 << 20;
/// Times a question may ask for packs; more means that a pack does not give what it is fetched for.
const ROUNDS: usize = 32;
/// What the worker asks for itself; never taken back. The page counts from 1 on.
const OWN: RequestId = RequestId(0);
/// The place at which the reader is, asked before the page can.
const PLACE: RequestId = RequestId(u32::MAX);

/// Starts the worker; to be called once, in a worker.
pub fn run() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        post(&Response::Crashed(info.to_string()));
    }));
    let worker = Rc::new(Worker::default());
    let listener = worker.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        listener.hear(&event.data())
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&Response::Up {
        build: BUILD.into(),
    });
    spawn_local(async move {
        let given = given();
        worker.loading.parts.set(given.parts);
        let opened = worker.open(given.manifest, &given.place).await;
        *worker.opened.borrow_mut() = Some(opened);
        worker.greet();
    });
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn post(response: &Response) {
    let bytes = Uint8Array::from(&encode(response)[..]);
    let _ = scope().post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
}

#[derive(Default)]
struct Worker {
    loading: Rc<Loading>,
    /// What came of opening the library, once it is known.
    opened: RefCell<Option<Result<Shelf, Trouble>>>,
    /// Questions that still want an answer.
    asked: RefCell<Vec<RequestId>>,
}

/// Why a question gives no answer.
enum Stop {
    /// It was taken back.
    Cancelled,
    /// Something is wrong.
    Trouble(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Stop {
        Stop::Trouble(trouble)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Trouble(error.into())
    }
}

impl Worker {
    fn hear(self: &Rc<Self>, data: &JsValue) {
        let bytes = data
            .dyn_ref::<Uint8Array>()
            .map(Uint8Array::to_vec)
            .unwrap_or_default();
        match decode(&bytes) {
            Some(Request::Hello) => self.greet(),
            Some(Request::Ask(id, question)) => self.take(id, question, false),
            Some(Request::Warm(id, question)) => self.take(id, question, true),
            Some(Request::Cancel(id)) => self.give_up(id),
            None => {}
        }
    }

    /// Answers a question, or fetches what the first part of its answer needs and says nothing.
    fn take(self: &Rc<Self>, id: RequestId, question: Question, warm: bool) {
        self.asked.borrow_mut().push(id);
        let worker = self.clone();
        spawn_local(async move {
            // A reader who types fast takes questions back faster than they are answered.
            yield_now().await;
            let answered = worker.answer(id, question, warm).await;
            if let (Err(Stop::Trouble(trouble)), false) = (answered, warm) {
                post(&Response::Answer {
                    id,
                    reply: Reply::Trouble(trouble),
                    last: true,
                });
            }
            worker.forget(id);
            worker.tidy();
        });
        // What the page asks for shows better where the reader is.
        self.give_up(PLACE);
    }

    fn forget(&self, id: RequestId) {
        self.asked.borrow_mut().retain(|&asked| asked != id);
    }

    /// Keeps to the memory, if no question needs what it has fetched.
    fn tidy(&self) {
        if self.asked.borrow().iter().all(|&id| id == OWN)
            && let Some(library) = &mut *self.loading.library.borrow_mut()
        {
            library.keep(MEMORY);
        }
    }

    /// Ends a question, and the fetches that it alone waits for.
    fn give_up(self: &Rc<Self>, id: RequestId) {
        if !self.asked.borrow().contains(&id) {
            return;
        }
        self.forget(id);
        let worker = self.clone();
        spawn_local(async move {
            // The question that comes in its place may have been heard with it, and wants some of them.
            yield_now().await;
            worker.loading.sweep(&worker.asked.borrow());
        });
    }

    /// Tells what came of opening the library, if that is known.
    fn greet(&self) {
        match &*self.opened.borrow() {
            Some(Ok(shelf)) => post(&Response::Ready {
                shelf: Box::new(shelf.clone()),
            }),
            Some(Err(trouble)) => post(&Response::Unready(trouble.clone())),
            None => {}
        }
    }

    async fn open(
        self: &Rc<Self>,
        manifest: Option<Vec<u8>>,
        place: &str,
    ) -> Result<Shelf, Trouble> {
        const MANIFEST: &str = "manifest.wrq";
        self.asked.borrow_mut().push(OWN);
        let manifest = match manifest {
            Some(manifest) => manifest,
            None => {
                let fetching = Fetching::new(true);
                let fetched = get(MANIFEST, Cache::NoStore, 0, None, &fetching).await?;
                self.loading.parts.set(fetched.parts);
                fetched.bytes
            }
        };
        *self.loading.library.borrow_mut() = Some(Library::open(&manifest)?);
        let route = Route::parse(place);
        let in_a_book = ask::in_a_book(&route);
        if !in_a_book {
            self.warm(&route, &Shelf::default());
        }
        match self.solve(OWN, Haste::First, Library::shelf).await {
            Ok(shelf) => {
                if in_a_book {
                    self.warm(&route, &shelf);
                }
                Ok(shelf)
            }
            Err(Stop::Trouble(trouble)) => Err(trouble),
            Err(Stop::Cancelled) => Err(trouble(ErrorKind::Network, MANIFEST)),
        }
    }

    /// Fetches what the place needs at which the reader is.
    fn warm(self: &Rc<Self>, route: &Route, shelf: &Shelf) {
        if let Some(question) = ask::question(route, shelf) {
            self.asked.borrow_mut().push(PLACE);
            let worker = self.clone();
            spawn_local(async move {
                // What is wrong will be said to the page when it asks.
                drop(worker.answer(PLACE, question, true).await);
                worker.forget(PLACE);
            });
        }
    }

    async fn answer(
        self: &Rc<Self>,
        id: RequestId,
        question: Question,
        warm: bool,
    ) -> Result<(), Stop> {
        let say = |reply, last| match warm {
            true => {}
            false => post(&Response::Answer { id, reply, last }),
        };
        match question {
            Question::Pages {
                book,
                offset,
                limit,
            } => {
                let pages = self
                    .solve(id, Haste::First, |library| {
                        library.pages_of(book, offset, limit)
                    })
                    .await?;
                say(Reply::Pages(pages), true);
            }
            Question::Search(request) => {
                self.search(id, &request, warm, &say).await?;
            }
            Question::Read {
                id: name,
                hint,
                request,
            } => {
                let reply = apart(self.read(id, &name, hint, request.as_ref())).await?;
                say(reply, true);
            }
            Question::Explain { text, at } => {
                let word = warraq::text::words(&text).find(|range| range.end >= at as usize);
                let word = word.map_or("", |range| &text[range]);
                let found = self
                    .solve(id, Haste::First, |library| library.explain(word))
                    .await?;
                say(Reply::Word(Box::new(found)), true);
            }
            Question::Lines { request, whole } => {
                apart(self.lines(id, &request, whole, &say)).await?
            }
            Question::Sizes(forms) => {
                let sizes = |library: &Library| library.sizes(&forms);
                let sizes = self.solve(id, Haste::Later, sizes).await?;
                say(Reply::Sizes(sizes), true);
            }
            Question::Spread(request) => {
                let request = SearchRequest {
                    facets: true,
                    ..request
                };
                let count = |library: &Library| library.preview(&request);
                let answer = self.solve(id, Haste::First, count).await?;
                say(Reply::Found(Box::new(answer), Vec::new()), true);
            }
            Question::Facets(request) => {
                say(Reply::Facets(apart(self.facets(id, request)).await?), true);
            }
            Question::Files => {
                let files = self.solve(id, Haste::First, Library::files);
                say(Reply::Files(apart(files).await?), true);
            }
            Question::Complete(word) => {
                let found = apart(self.complete(id, &word)).await?;
                say(Reply::Completions(Box::new(found)), true);
            }
            Question::Grouped(request) => {
                apart(self.grouped(id, &request, warm, &say)).await?;
            }
            Question::Places { request, page } => {
                let lines = apart(self.places(id, &request, page)).await?;
                say(Reply::Lines(Box::new(lines)), true);
            }
            Question::Printed(book, wanted) => {
                let find = |library: &Library| library.printed(book, wanted);
                let found = apart(self.solve(id, Haste::First, find)).await?;
                say(Reply::Pages(found.into_iter().collect()), true);
            }
            Question::Counts { word, page } => {
                let count = |library: &Library| library.word_counts(&word, page);
                let counts = apart(self.solve(id, Haste::Later, count)).await?;
                say(Reply::Counts(counts), true);
            }
        }
        Ok(())
    }

    async fn read(
        self: &Rc<Self>,
        id: RequestId,
        name: &str,
        hint: PageId,
        request: Option<&SearchRequest>,
    ) -> Result<Reply, Stop> {
        match self
            .solve(id, Haste::First, |library| library.find(name, Some(hint)))
            .await?
        {
            None => Ok(Reply::NoPage),
            Some(page) => {
                let view = self
                    .solve(id, Haste::First, |library| library.page(page, request))
                    .await?;
                Ok(Reply::Page(Box::new(view)))
            }
        }
    }

    /// Asks the library, fetching what it needs, until it answers.
    async fn solve<T>(
        self: &Rc<Self>,
        id: RequestId,
        haste: Haste,
        ask: impl Fn(&Library) -> Result<Step<T>, Error>,
    ) -> Result<T, Stop> {
        let answer = self.solve_within(id, haste, u64::MAX, ask).await?;
        answer.ok_or(Stop::Cancelled)
    }

    /// The same, as long as no round of fetching takes more than so many bytes; none if one would.
    async fn solve_within<T>(
        self: &Rc<Self>,
        id: RequestId,
        haste: Haste,
        most: u64,
        ask: impl Fn(&Library) -> Result<Step<T>, Error>,
    ) -> Result<Option<T>, Stop> {
        let mut answer = None;
        let mut ask = |library: &Library| {
            Ok(match ask(library)? {
                Step::Done(done) => {
                    answer = Some(done);
                    Vec::new()
                }
                Step::Need(packs) => packs,
            })
        };
        // One machine for all questions, not one for each kind of answer.
        let rounds: Pin<Box<dyn Future<Output = _>>> =
            Box::pin(self.rounds(id, haste, most, &mut ask));
        rounds.await?;
        Ok(answer)
    }

    /// Asks, and fetches what is named, until nothing is or it is too much.
    async fn rounds(
        &self,
        id: RequestId,
        haste: Haste,
        most: u64,
        ask: &mut dyn FnMut(&Library) -> Result<Vec<PackId>, Error>,
    ) -> Result<(), Stop> {
        for _ in 0..ROUNDS {
            if !self.asked.borrow().contains(&id) {
                return Err(Stop::Cancelled);
            }
            let packs = match &*self.loading.library.borrow() {
                Some(library) => ask(library)?,
                None => return Err(Stop::Cancelled),
            };
            if packs.is_empty() || self.loading.weigh(&packs) > most {
                return Ok(());
            }
            self.fetch(id, packs, haste).await?;
        }
        Err(Stop::Trouble(trouble(
            ErrorKind::Damaged,
            "the library does not get what it asks for",
        )))
    }

    /// Fetches packs. That they were given up is nobody's trouble.
    async fn fetch(&self, id: RequestId, packs: Vec<PackId>, haste: Haste) -> Result<(), Stop> {
        let fetched = self.loading.all(id, &packs, haste).await;
        match self.asked.borrow().contains(&id) {
            true => Ok(fetched?),
            false => Err(Stop::Cancelled),
        }
    }
}

/// A future with a machine of its own, which a first visit need not fetch.
fn apart<'a, T>(future: impl Future<Output = T> + 'a) -> Pin<Box<dyn Future<Output = T> + 'a>> {
    Box::pin(future)
}

#[cold]
fn trouble(kind: ErrorKind, detail: &str) -> Trouble {
    Trouble {
        kind: TroubleKind::Library(kind),
        detail: detail.to_owned(),
    }
}
