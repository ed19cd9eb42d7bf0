//! The page's end of the worker. Questions are asked before the worker is ready as well as after; an
//! answer nobody waits for any more is dropped. A worker that fails is started again once, with the
//! questions still open; if it fails again the reader is told.

use crate::protocol::{
    BUILD, Question, Reply, Request, RequestId, Response, Trouble, TroubleKind, decode, encode,
};
use js_sys::{Array, Function, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::sync::Arc;
use warraq::answer::Shelf;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker};

/// How far the library is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Opening {
    /// Not yet.
    #[default]
    Waiting,
    /// It is; what is in it.
    Ready(Arc<Shelf>),
    /// It cannot be opened.
    Failed(Trouble),
}

/// A handle to the worker.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

/// A question being asked; dropping it takes the question back.
pub struct Ticket {
    client: Weak<Inner>,
    id: RequestId,
}

/// A listener on the worker, kept as long as it may be called.
type Listener<E> = RefCell<Option<Closure<dyn Fn(E)>>>;

struct Inner {
    worker: RefCell<Option<Worker>>,
    ready: Cell<bool>,
    restarted: Cell<bool>,
    last_id: Cell<u32>,
    pending: RefCell<Vec<Pending>>,
    tell: Box<dyn Fn(Opening)>,
    on_message: Listener<MessageEvent>,
    on_error: Listener<Event>,
}

struct Pending {
    id: RequestId,
    question: Question,
    /// Who hears the answer; nobody, if the question is to be asked soon.
    answer: Option<Rc<dyn Fn(Reply)>>,
}

impl Pending {
    fn request(&self) -> Request {
        let question = self.question.clone();
        match self.answer {
            Some(_) => Request::Ask(self.id, question),
            None => Request::Warm(self.id, question),
        }
    }
}

impl Client {
    /// Starts the worker. `tell` hears how the opening of the library goes.
    pub fn start(tell: impl Fn(Opening) + 'static) -> Client {
        let inner = Rc::new(Inner {
            worker: RefCell::default(),
            ready: Cell::new(false),
            restarted: Cell::new(false),
            last_id: Cell::new(0),
            pending: RefCell::default(),
            tell: Box::new(tell),
            on_message: RefCell::default(),
            on_error: RefCell::default(),
        });
        let weak = Rc::downgrade(&inner);
        *inner.on_message.borrow_mut() = Some(Closure::new(move |event: MessageEvent| {
            if let Some(inner) = weak.upgrade() {
                inner.hear(&event.data());
            }
        }));
        let weak = Rc::downgrade(&inner);
        *inner.on_error.borrow_mut() = Some(Closure::new(move |event: Event| {
            event.prevent_default();
            // A worker whose script does not come has no message.
            let why = Reflect::get(&event, &JsValue::from_str("message")).ok();
            if let Some(inner) = weak.upgrade() {
                inner.crashed(why.and_then(|why| why.as_string()).unwrap_or_default());
            }
        }));
        inner.employ("firstWorker");
        Client(inner)
    }

    /// Starts again from nothing, with the questions still open.
    pub fn restart(&self) {
        self.0.restarted.set(false);
        (self.0.tell)(Opening::Waiting);
        self.0.employ("startWorker");
    }

    /// Asks. `answer` hears every part of the answer until the ticket is dropped.
    pub fn ask(&self, question: Question, answer: impl Fn(Reply) + 'static) -> Ticket {
        self.open(question, Some(Rc::new(answer)))
    }

    /// Has fetched what a question needs that will soon be asked, until the ticket is dropped.
    pub fn warm(&self, question: Question) -> Ticket {
        self.open(question, None)
    }

    fn open(&self, question: Question, answer: Option<Rc<dyn Fn(Reply)>>) -> Ticket {
        let inner = &self.0;
        let id = RequestId(inner.last_id.get() + 1);
        inner.last_id.set(id.0);
        let pending = Pending {
            id,
            question,
            answer,
        };
        if inner.ready.get() {
            inner.post(&pending.request());
        }
        inner.pending.borrow_mut().push(pending);
        Ticket {
            client: Rc::downgrade(inner),
            id,
        }
    }
}

impl Ticket {
    /// True if the whole answer has come.
    pub fn is_answered(&self) -> bool {
        let client = self.client.upgrade();
        client.is_some_and(|client| client.place(self.id).is_none())
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let Some(inner) = self.client.upgrade() else {
            return;
        };
        if let Some(position) = inner.place(self.id) {
            drop(inner.pending.borrow_mut().remove(position));
            if inner.ready.get() {
                inner.post(&Request::Cancel(self.id));
            }
        }
    }
}

impl Inner {
    /// Takes the worker that the start script has under way, or has it start one: both are called
    /// `maker` there.
    fn employ(&self, maker: &str) {
        if let Some(old) = self.worker.take() {
            old.terminate();
        }
        self.ready.set(false);
        let Ok(worker) = make(maker) else {
            return (self.tell)(Opening::Failed(Trouble {
                kind: TroubleKind::NoWorker,
                detail: String::new(),
            }));
        };
        let (on_message, on_error) = (self.on_message.borrow(), self.on_error.borrow());
        worker.set_onmessage(
            on_message
                .as_ref()
                .map(|closure| closure.as_ref().unchecked_ref()),
        );
        worker.set_onerror(
            on_error
                .as_ref()
                .map(|closure| closure.as_ref().unchecked_ref()),
        );
        *self.worker.borrow_mut() = Some(worker);
        // Lost if the worker does not listen yet; then it will say that it is up.
        self.post(&Request::Hello);
    }

    fn post(&self, request: &Request) {
        if let Some(worker) = &*self.worker.borrow() {
            let bytes = Uint8Array::from(&encode(request)[..]);
            let _ = worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
        }
    }

    fn hear(&self, data: &JsValue) {
        // The scripts of page and worker have words of their own.
        let Some(bytes) = data.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec) else {
            return;
        };
        match decode(&bytes) {
            Some(Response::Up { build }) if build == BUILD => self.post(&Request::Hello),
            Some(Response::Ready { shelf }) => {
                if !self.ready.replace(true) {
                    (self.tell)(Opening::Ready(Arc::new(*shelf)));
                    let open: Vec<Request> =
                        self.pending.borrow().iter().map(Pending::request).collect();
                    open.iter().for_each(|request| self.post(request));
                }
            }
            Some(Response::Unready(trouble)) => (self.tell)(Opening::Failed(trouble)),
            Some(Response::Crashed(why)) => self.crashed(why),
            Some(Response::Answer { id, reply, last }) => self.answered(id, reply, last),
            Some(Response::Up { .. }) | None => {
                (self.tell)(Opening::Failed(Trouble {
                    kind: TroubleKind::OtherBuild,
                    detail: String::new(),
                }));
            }
        }
    }

    /// Where a question stands among those that are open.
    #[inline(never)]
    fn place(&self, id: RequestId) -> Option<usize> {
        let pending = self.pending.borrow();
        pending.iter().position(|pending| pending.id == id)
    }

    fn answered(&self, id: RequestId, reply: Reply, last: bool) {
        let Some(position) = self.place(id) else {
            return;
        };
        // Taken out of the list before it is called: it may well ask the next question.
        let answer = if last {
            self.pending.borrow_mut().remove(position).answer
        } else {
            self.pending.borrow()[position].answer.clone()
        };
        if let Some(answer) = answer {
            answer(reply);
        }
    }

    fn crashed(&self, why: String) {
        if self.restarted.replace(true) {
            if let Some(worker) = self.worker.take() {
                worker.terminate();
            }
            self.ready.set(false);
            (self.tell)(Opening::Failed(Trouble {
                kind: TroubleKind::Crashed,
                detail: why,
            }));
        } else {
            self.employ("startWorker");
        }
    }
}

/// Has the start script make a worker.
fn make(maker: &str) -> Result<Worker, JsValue> {
    let global = js_sys::global();
    let maker: Function = Reflect::get(&global, &JsValue::from_str(maker))?.dyn_into()?;
    maker.call0(&global)?.dyn_into()
}
