//! The worker: owns the library, fetches the packs it names, checks and inflates them, and answers.
//!
//! Questions run side by side; while one waits for a pack another may be answered. A question that is
//! taken back ends at its next step. Each pack is fetched once, however many questions wait for it.

use crate::browser::{Cache, FetchError, fetch, inflate, resolve, yield_now};
use crate::protocol::{
    BUILD, Question, Reply, Request, RequestId, Response, Trouble, TroubleKind, decode, encode,
};
use js_sys::{Array, Promise, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use warraq::answer::{SearchRequest, Shelf};
use warraq::error::{Error, ErrorKind};
use warraq::id::{PackId, PageId};
use warraq::library::{Library, Step};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// The folder of the library, beside the program.
const FOLDER: &str = "library/";
/// The bytes that may be fetched for a better order of what is found already.
const CHEAP: u64 = 256 << 10;
/// Times a question may ask for packs; more means that a pack does not give what it is fetched for.
const ROUNDS: usize = 32;

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
        let opened = worker.open().await;
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
    library: RefCell<Option<Library>>,
    /// What came of opening the library, once it is known.
    opened: RefCell<Option<Result<Shelf, Trouble>>>,
    /// Questions that still want an answer.
    asked: RefCell<Vec<RequestId>>,
    /// Packs under way. The promises resolve in any case, to the encoded trouble if there is one.
    loading: RefCell<Vec<(PackId, Promise)>>,
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
            Some(Request::Ask(id, question)) => {
                self.asked.borrow_mut().push(id);
                let worker = self.clone();
                spawn_local(async move {
                    // A reader who types fast takes questions back faster than they are answered.
                    yield_now().await;
                    if let Err(Stop::Trouble(trouble)) = worker.answer(id, question).await {
                        post(&Response::Answer {
                            id,
                            reply: Reply::Trouble(trouble),
                            last: true,
                        });
                    }
                    worker.forget(id);
                });
            }
            Some(Request::Cancel(id)) => self.forget(id),
            None => {}
        }
    }

    fn forget(&self, id: RequestId) {
        self.asked.borrow_mut().retain(|&asked| asked != id);
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

    async fn open(self: &Rc<Self>) -> Result<Shelf, Trouble> {
        const MANIFEST: &str = "manifest.wrq";
        let manifest = get(MANIFEST, Cache::NoStore).await?;
        *self.library.borrow_mut() = Some(Library::open(&manifest)?);
        match self.solve(None, Library::shelf).await {
            Ok(shelf) => Ok(shelf),
            Err(Stop::Trouble(trouble)) => Err(trouble),
            Err(Stop::Cancelled) => Err(trouble(ErrorKind::Network, MANIFEST)),
        }
    }

    async fn answer(self: &Rc<Self>, id: RequestId, question: Question) -> Result<(), Stop> {
        let say = |reply, last| post(&Response::Answer { id, reply, last });
        match question {
            Question::Pages {
                book,
                offset,
                limit,
            } => {
                let pages = self
                    .solve(Some(id), |library| library.pages_of(book, offset, limit))
                    .await?;
                say(Reply::Pages(pages), true);
            }
            Question::Search(request) => {
                let preview = |library: &Library| library.preview(&request);
                let mut answer = self.solve(Some(id), preview).await?;
                loop {
                    let provisional = answer.provisional;
                    let pages: Vec<PageId> = answer.hits.iter().map(|hit| hit.page).collect();
                    let records = |library: &Library| library.records(&pages);
                    let records = self.solve(Some(id), records).await?;
                    say(Reply::Found(Box::new(answer), records), pages.is_empty());
                    if pages.is_empty() {
                        break;
                    }
                    let snippets = |library: &Library| library.snippets(&request, &pages);
                    let snippets = self.solve(Some(id), snippets).await?;
                    // A better order, before any passage is shown, if it does not keep one waiting.
                    let search = |library: &Library| library.search(&request);
                    let better = match provisional {
                        true => self.solve_within(Some(id), CHEAP, search).await?,
                        false => None,
                    };
                    match better {
                        Some(better) => answer = better,
                        None => {
                            say(Reply::Snippets(snippets), true);
                            break;
                        }
                    }
                }
            }
            Question::Read {
                id: name,
                hint,
                request,
            } => {
                let reply = self.read(id, &name, hint, request.as_ref()).await?;
                say(reply, true);
            }
            Question::Explain { text, at } => {
                let word = warraq::text::words(&text).find(|range| range.end >= at as usize);
                let word = word.map_or("", |range| &text[range]);
                let found = self
                    .solve(Some(id), |library| library.explain(word))
                    .await?;
                say(Reply::Word(Box::new(found)), true);
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
            .solve(Some(id), |library| library.find(name, Some(hint)))
            .await?
        {
            None => Ok(Reply::NoPage),
            Some(page) => {
                let view = self
                    .solve(Some(id), |library| library.page(page, request))
                    .await?;
                Ok(Reply::Page(Box::new(view)))
            }
        }
    }

    /// Asks the library, fetching what it needs, until it answers.
    async fn solve<T>(
        self: &Rc<Self>,
        id: Option<RequestId>,
        ask: impl Fn(&Library) -> Result<Step<T>, Error>,
    ) -> Result<T, Stop> {
        let answer = self.solve_within(id, u64::MAX, ask).await?;
        answer.ok_or(Stop::Cancelled)
    }

    /// The same, as long as no round of fetching takes more than so many bytes; none if one would.
    async fn solve_within<T>(
        self: &Rc<Self>,
        id: Option<RequestId>,
        most: u64,
        ask: impl Fn(&Library) -> Result<Step<T>, Error>,
    ) -> Result<Option<T>, Stop> {
        for _ in 0..ROUNDS {
            if id.is_some_and(|id| !self.asked.borrow().contains(&id)) {
                return Err(Stop::Cancelled);
            }
            let step = match &*self.library.borrow() {
                Some(library) => ask(library)?,
                None => return Err(Stop::Cancelled),
            };
            match step {
                Step::Done(answer) => return Ok(Some(answer)),
                Step::Need(packs) if self.weigh(&packs) > most => return Ok(None),
                Step::Need(packs) => self.load_all(&packs).await?,
            }
        }
        Err(Stop::Trouble(trouble(
            ErrorKind::Damaged,
            "the library does not get what it asks for",
        )))
    }

    /// What fetching these packs costs, in bytes.
    fn weigh(&self, packs: &[PackId]) -> u64 {
        let library = self.library.borrow();
        let bytes = |library: &Library, pack| u64::from(library.pack(pack).bytes);
        let Some(library) = &*library else { return 0 };
        packs.iter().map(|&pack| bytes(library, pack)).sum()
    }

    /// Fetches packs, all at a time.
    async fn load_all(self: &Rc<Self>, packs: &[PackId]) -> Result<(), Trouble> {
        let promises: Vec<Promise> = packs.iter().map(|&pack| self.promise(pack)).collect();
        for promise in promises {
            let outcome = JsFuture::from(promise).await.unwrap_or(JsValue::UNDEFINED);
            if let Some(bytes) = outcome.dyn_ref::<Uint8Array>() {
                let unknown = || trouble(ErrorKind::Network, FOLDER);
                return Err(decode(&bytes.to_vec()).unwrap_or_else(unknown));
            }
        }
        Ok(())
    }

    /// The loading of a pack, under way already or begun now.
    fn promise(self: &Rc<Self>, pack: PackId) -> Promise {
        let under_way = self
            .loading
            .borrow()
            .iter()
            .find(|(id, _)| *id == pack)
            .map(|(_, promise)| promise.clone());
        under_way.unwrap_or_else(|| {
            let worker = self.clone();
            let promise = future_to_promise(async move {
                let outcome = worker.load(pack).await;
                worker.loading.borrow_mut().retain(|(id, _)| *id != pack);
                Ok(match outcome {
                    Ok(()) => JsValue::UNDEFINED,
                    Err(trouble) => Uint8Array::from(&encode(&trouble)[..]).into(),
                })
            });
            self.loading.borrow_mut().push((pack, promise.clone()));
            promise
        })
    }

    /// Fetches one pack and gives it to the library. A wrong one may be an old answer kept by the
    /// browser's cache: it is fetched once more past the cache.
    async fn load(&self, pack: PackId) -> Result<(), Trouble> {
        let Some(name) = self
            .library
            .borrow()
            .as_ref()
            .map(|library| library.pack(pack).file_name())
        else {
            return Ok(());
        };
        match self.take(pack, &name, Cache::Default).await {
            Err(Trouble {
                kind: TroubleKind::Library(ErrorKind::NotOurs | ErrorKind::Damaged),
                ..
            }) => self.take(pack, &name, Cache::Reload).await,
            outcome => outcome,
        }
    }

    async fn take(&self, pack: PackId, name: &str, cache: Cache) -> Result<(), Trouble> {
        let file = get(name, cache).await?;
        let (body, length) = {
            let library = self.library.borrow();
            let Some(library) = &*library else {
                return Ok(());
            };
            let sealed = library.accept(pack, &file)?;
            (sealed.body, sealed.length)
        };
        let raw = inflate(body)
            .await
            .map_err(|()| trouble(ErrorKind::Unsupported, "DecompressionStream"))?;
        let raw = raw.filter(|raw| raw.len() == length as usize);
        let raw = raw.ok_or_else(|| trouble(ErrorKind::Damaged, name))?;
        match &mut *self.library.borrow_mut() {
            Some(library) => Ok(library.feed(pack, raw)?),
            None => Ok(()),
        }
    }
}

/// The bytes of a file of the library.
async fn get(name: &str, cache: Cache) -> Result<Vec<u8>, Trouble> {
    let file = [FOLDER, name].concat();
    fetch(&resolve(&file), cache)
        .await
        .map_err(|error| match error {
            FetchError::Missing => trouble(ErrorKind::Missing, &file),
            FetchError::Network(_) => trouble(ErrorKind::Network, &file),
        })
}

#[cold]
fn trouble(kind: ErrorKind, detail: &str) -> Trouble {
    Trouble {
        kind: TroubleKind::Library(kind),
        detail: detail.to_owned(),
    }
}
