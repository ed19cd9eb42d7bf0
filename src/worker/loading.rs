//! Packs under way. Each is fetched once, however many questions wait for it, and given up when none does
//! any more and much of it is still to come.

use super::{FOLDER, trouble};
use crate::browser::{Cache, FetchError, Fetching, fetch, inflate, resolve};
use crate::protocol::{RequestId, Trouble, TroubleKind, decode, encode};
use js_sys::{Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use warraq::error::ErrorKind;
use warraq::id::PackId;
use warraq::library::Library;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// A fetch with fewer bytes to come is not given up: a slow line brings them while the next is asked for.
const NEAR: usize = 32 << 10;

/// How soon a pack is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Haste {
    /// Before all else: nothing is shown without it.
    First,
    /// When there is room.
    Later,
}

/// A pack under way.
struct Load {
    number: u32,
    pack: PackId,
    bytes: usize,
    fetching: Rc<Fetching>,
    /// Resolves in any case, to the encoded trouble if there is one.
    promise: Promise,
    /// The questions that wait for it.
    waiting: Vec<RequestId>,
}

/// The library and its packs under way.
#[derive(Default)]
pub(super) struct Loading {
    pub(super) library: RefCell<Option<Library>>,
    loads: RefCell<Vec<Load>>,
    last: Cell<u32>,
}

impl Loading {
    /// What fetching these packs costs, in bytes.
    pub(super) fn weigh(&self, packs: &[PackId]) -> u64 {
        let library = self.library.borrow();
        let bytes = |library: &Library, pack| u64::from(library.pack(pack).bytes);
        let Some(library) = &*library else { return 0 };
        packs.iter().map(|&pack| bytes(library, pack)).sum()
    }

    /// Fetches packs for a question, all at a time.
    pub(super) async fn all(
        self: &Rc<Self>,
        id: RequestId,
        packs: &[PackId],
        haste: Haste,
    ) -> Result<(), Trouble> {
        let promises: Vec<Promise> = packs
            .iter()
            .map(|&pack| self.promise(id, pack, haste))
            .collect();
        for promise in promises {
            let outcome = JsFuture::from(promise).await.unwrap_or(JsValue::UNDEFINED);
            if let Some(bytes) = outcome.dyn_ref::<Uint8Array>() {
                let unknown = || trouble(ErrorKind::Network, FOLDER);
                return Err(decode(&bytes.to_vec()).unwrap_or_else(unknown));
            }
        }
        Ok(())
    }

    /// Gives up the packs that none of these questions waits for.
    pub(super) fn sweep(&self, asked: &[RequestId]) {
        self.loads.borrow_mut().retain(|load| {
            let wanted = load.waiting.iter().any(|id| asked.contains(id));
            let keep = wanted || load.fetching.got() + NEAR >= load.bytes;
            if !keep {
                load.fetching.abort();
            }
            keep
        });
    }

    /// The loading of a pack, under way already or begun now.
    fn promise(self: &Rc<Self>, id: RequestId, pack: PackId, haste: Haste) -> Promise {
        let mut loads = self.loads.borrow_mut();
        if let Some(load) = loads.iter_mut().find(|load| load.pack == pack) {
            load.waiting.push(id);
            return load.promise.clone();
        }
        let number = self.last.get() + 1;
        self.last.set(number);
        let bytes = self.weigh(&[pack]) as usize;
        let fetching = Rc::new(Fetching::new(haste == Haste::First));
        let (loading, watched) = (self.clone(), fetching.clone());
        let promise = future_to_promise(async move {
            let outcome = loading.load(pack, &watched).await;
            loading
                .loads
                .borrow_mut()
                .retain(|load| load.number != number);
            Ok(match outcome {
                Ok(()) => JsValue::UNDEFINED,
                Err(trouble) => Uint8Array::from(&encode(&trouble)[..]).into(),
            })
        });
        loads.push(Load {
            number,
            pack,
            bytes,
            fetching,
            promise: promise.clone(),
            waiting: vec![id],
        });
        promise
    }

    /// Fetches one pack and gives it to the library. A wrong one may be an old answer kept by the
    /// browser's cache: it is fetched once more past the cache.
    async fn load(&self, pack: PackId, fetching: &Fetching) -> Result<(), Trouble> {
        match self.take(pack, Cache::Default, fetching).await {
            Err(Trouble {
                kind: TroubleKind::Library(ErrorKind::NotOurs | ErrorKind::Damaged),
                ..
            }) => self.take(pack, Cache::Reload, fetching).await,
            outcome => outcome,
        }
    }

    async fn take(&self, pack: PackId, cache: Cache, fetching: &Fetching) -> Result<(), Trouble> {
        let Some((name, size)) = self.library.borrow().as_ref().map(|library| {
            let entry = library.pack(pack);
            (entry.file_name(), entry.bytes as usize)
        }) else {
            return Ok(());
        };
        let held = {
            let library = self.library.borrow();
            library
                .as_ref()
                .and_then(|library| library.held(pack).map(<[u8]>::to_vec))
        };
        let file = match held {
            Some(file) => file,
            None => get(&name, cache, size, fetching).await?,
        };
        let sealed = {
            let library = self.library.borrow();
            let Some(library) = &*library else {
                return Ok(());
            };
            library.accept(pack, &file)?
        };
        let raw = if sealed.deflated {
            let raw = inflate(sealed.body).await;
            raw.map_err(|()| trouble(ErrorKind::Unsupported, "DecompressionStream"))?
        } else {
            Some(sealed.body.to_vec())
        };
        let raw = raw.filter(|raw| raw.len() == sealed.length as usize);
        let raw = raw.ok_or_else(|| trouble(ErrorKind::Damaged, &name))?;
        match &mut *self.library.borrow_mut() {
            Some(library) => Ok(library.feed(pack, raw)?),
            None => Ok(()),
        }
    }
}

/// The bytes of a file of the library.
pub(super) async fn get(
    name: &str,
    cache: Cache,
    size: usize,
    fetching: &Fetching,
) -> Result<Vec<u8>, Trouble> {
    let file = [FOLDER, name].concat();
    fetch(&resolve(&file), cache, size, fetching)
        .await
        .map_err(|error| match error {
            FetchError::Missing => trouble(ErrorKind::Missing, &file),
            FetchError::Network(_) => trouble(ErrorKind::Network, &file),
        })
}
