//! Packs under way. Each is fetched once, however many questions wait for it, and given up when none does
//! any more and much of it is still to come. Of a file of many packs the one is asked for that is wanted, if the host
//! has said that it sends parts of files; any other sends it whole.

use super::{FOLDER, trouble};
use crate::browser::{Cache, FetchError, Fetched, Fetching, fetch, inflate, is_offline, resolve};
use crate::protocol::{RequestId, Trouble, TroubleKind, decode, encode};
use js_sys::{Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use warraq::error::ErrorKind;
use warraq::format::manifest::Place;
use warraq::id::PackId;
use warraq::library::Library;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// A fetch with fewer bytes to come is not given up: a slow line brings them while the next is asked for.
const NEAR: usize = 32 << 10;

/// A file with no more bytes is fetched whole: a slow line brings them while it waits for an answer, and its other packs are
/// here when they are wanted.
const WHOLE: u32 = 48 << 10;

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
    /// The pack whose file it is in.
    file: PackId,
    bytes: usize,
    fetching: Rc<Fetching>,
    /// Resolves in any case, to the encoded trouble if there is one.
    promise: Promise,
    /// The questions that wait for it.
    waiting: Vec<RequestId>,
}

/// A file of many packs, under way or here.
struct Bundle {
    file: PackId,
    /// True if it was fetched past the browser's cache.
    anew: bool,
    fetching: Rc<Fetching>,
    /// Resolves to the bytes, to nothing if the host has no such file, or to null if the host was not reached.
    promise: Promise,
}

/// Whole files of many packs that are kept, outside of the program's memory.
const BUNDLES: usize = 16;

/// The library and its packs under way.
#[derive(Default)]
pub(super) struct Loading {
    pub(super) library: RefCell<Option<Library>>,
    /// True if the host sends parts of files.
    pub(super) parts: Cell<bool>,
    loads: RefCell<Vec<Load>>,
    /// The last wanted is the last.
    bundles: RefCell<Vec<Bundle>>,
    last: Cell<u32>,
}

impl Loading {
    /// What fetching these packs costs, in bytes.
    pub(super) fn weigh(&self, packs: &[PackId]) -> u64 {
        let (mut sum, mut last) = (0, None);
        for place in packs.iter().filter_map(|&pack| self.place(pack)) {
            if self.parts.get() {
                sum += u64::from(place.range.end - place.range.start);
            } else if last.replace(place.file) != Some(place.file) {
                sum += u64::from(place.size);
            }
        }
        sum
    }

    /// What is asked of the host for these packs, in order: the packs, or the files they are in if those come whole.
    pub(super) fn files(&self, packs: &[PackId]) -> Vec<u32> {
        let file = |&pack: &PackId| match self.parts.get() {
            true => Some(pack.0),
            false => self.place(pack).map(|place| place.file.0),
        };
        let mut files: Vec<u32> = packs.iter().filter_map(file).collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    fn place(&self, pack: PackId) -> Option<Place> {
        let library = self.library.borrow();
        library.as_ref().map(|library| library.place(pack))
    }

    /// The files of which so much is among these packs that they are better fetched whole.
    fn mostly(&self, packs: &[PackId]) -> Vec<PackId> {
        // File, its size, and the bytes of it that are wanted.
        let mut files: Vec<(PackId, u32, u32)> = Vec::new();
        for place in packs.iter().filter_map(|&pack| self.place(pack)) {
            let wanted = place.range.end - place.range.start;
            match files.iter_mut().find(|(file, ..)| *file == place.file) {
                Some((.., bytes)) => *bytes += wanted,
                None => files.push((place.file, place.size, wanted)),
            }
        }
        files.retain(|&(_, size, bytes)| bytes > size / 2);
        files.into_iter().map(|(file, ..)| file).collect()
    }

    /// Fetches packs for a question, all at a time.
    pub(super) async fn all(
        self: &Rc<Self>,
        id: RequestId,
        packs: &[PackId],
        haste: Haste,
    ) -> Result<(), Trouble> {
        let mostly = self.mostly(packs);
        let promises: Vec<Promise> = packs
            .iter()
            .map(|&pack| self.promise(id, pack, haste, &mostly))
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
        let loads = self.loads.borrow();
        self.bundles.borrow_mut().retain(|bundle| {
            let size = self.place(bundle.file).map_or(0, |place| place.size);
            let here = bundle.fetching.got() + NEAR >= size as usize;
            let keep = here || loads.iter().any(|load| load.file == bundle.file);
            if !keep {
                bundle.fetching.abort();
            }
            keep
        });
    }

    /// The loading of a pack, under way already or begun now.
    fn promise(
        self: &Rc<Self>,
        id: RequestId,
        pack: PackId,
        haste: Haste,
        mostly: &[PackId],
    ) -> Promise {
        let mut loads = self.loads.borrow_mut();
        if let Some(load) = loads.iter_mut().find(|load| load.pack == pack) {
            load.waiting.push(id);
            return load.promise.clone();
        }
        let number = self.last.get() + 1;
        self.last.set(number);
        let place = self.place(pack);
        let file = place.as_ref().map_or(pack, |place| place.file);
        let whole = mostly.contains(&file);
        let bytes = place.map_or(0, |place| match self.is_parted(&place, whole) {
            true => place.range.len(),
            false => place.size as usize,
        });
        let fetching = Rc::new(Fetching::new(haste == Haste::First));
        let (loading, watched) = (self.clone(), fetching.clone());
        let promise = future_to_promise(async move {
            let outcome = loading.load(pack, &watched, whole).await;
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
            file,
            bytes,
            fetching,
            promise: promise.clone(),
            waiting: vec![id],
        });
        promise
    }

    /// Fetches one pack and gives it to the library. A wrong one may be an old answer kept by the
    /// browser's cache: it is fetched once more past the cache.
    async fn load(
        self: &Rc<Self>,
        pack: PackId,
        fetching: &Fetching,
        whole: bool,
    ) -> Result<(), Trouble> {
        let is_wrong = |outcome: &Result<(), Trouble>| match outcome {
            Err(Trouble { kind, .. }) => {
                *kind == TroubleKind::Library(ErrorKind::NotOurs)
                    || *kind == TroubleKind::Library(ErrorKind::Damaged)
            }
            Ok(()) => false,
        };
        let mut outcome = self.take(pack, Cache::Default, fetching, whole).await;
        if is_wrong(&outcome) {
            outcome = self.take(pack, Cache::Reload, fetching, true).await;
        }
        if is_wrong(&outcome) {
            // Whoever tries again is not given the same again.
            let file = self.place(pack).map(|place| place.file);
            self.bundles
                .borrow_mut()
                .retain(|bundle| Some(bundle.file) != file);
        }
        outcome
    }

    /// True if a pack is asked for as a part of its file.
    fn is_parted(&self, place: &Place, whole: bool) -> bool {
        self.parts.get() && !whole && place.size > WHOLE
    }

    async fn take(
        self: &Rc<Self>,
        pack: PackId,
        cache: Cache,
        fetching: &Fetching,
        whole: bool,
    ) -> Result<(), Trouble> {
        let Some(place) = self.place(pack) else {
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
            None if place.is_part() => self.cut(&place, cache, fetching, whole).await?,
            None => {
                let size = place.size as usize;
                let fetched = get(&place.name, cache, size, None, fetching).await?;
                self.parts.set(self.parts.get() || fetched.parts);
                fetched.bytes
            }
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
        let raw = raw.ok_or_else(|| trouble(ErrorKind::Damaged, &place.name))?;
        match &mut *self.library.borrow_mut() {
            Some(library) => Ok(library.feed(pack, raw)?),
            None => Ok(()),
        }
    }

    /// A part of a file: as such, or cut out of the whole.
    async fn cut(
        self: &Rc<Self>,
        place: &Place,
        cache: Cache,
        fetching: &Fetching,
        whole: bool,
    ) -> Result<Vec<u8>, Trouble> {
        let here = |bundle: &Bundle| bundle.file == place.file;
        let known = self.bundles.borrow().iter().any(here);
        if self.is_parted(place, whole) && !known {
            let part = Some(place.range.clone());
            let size = place.range.len();
            match get(&place.name, cache, size, part, fetching).await {
                Ok(fetched) if fetched.part => return Ok(fetched.bytes),
                // It does not send parts after all.
                Ok(fetched) => {
                    self.parts.set(false);
                    return Ok(taken_out(place, &Uint8Array::from(&fetched.bytes[..])));
                }
                // Other parts of it may be kept; what is not there is not there whole.
                Err(trouble)
                    if fetching.is_aborted()
                        || is_offline()
                        || trouble.kind == TroubleKind::Library(ErrorKind::Missing) =>
                {
                    return Err(trouble);
                }
                // Some hosts fail at it.
                Err(_) => self.parts.set(false),
            }
        }
        if cache == Cache::Reload {
            self.bundles
                .borrow_mut()
                .retain(|bundle| bundle.anew || !here(bundle));
        }
        let outcome = JsFuture::from(self.bundle(place, cache)).await;
        let outcome = outcome.unwrap_or(JsValue::NULL);
        if let Some(file) = outcome.dyn_ref::<Uint8Array>() {
            return Ok(taken_out(place, file));
        }
        self.bundles.borrow_mut().retain(|bundle| !here(bundle));
        let kind = match outcome.is_null() {
            true => ErrorKind::Network,
            false => ErrorKind::Missing,
        };
        Err(trouble(kind, &[FOLDER, &place.name].concat()))
    }

    /// A whole file of many packs, under way already or begun now.
    fn bundle(self: &Rc<Self>, place: &Place, cache: Cache) -> Promise {
        let mut bundles = self.bundles.borrow_mut();
        if let Some(at) = bundles.iter().position(|bundle| bundle.file == place.file) {
            let bundle = bundles.remove(at);
            let promise = bundle.promise.clone();
            bundles.push(bundle);
            return promise;
        }
        let fetching = Rc::new(Fetching::new(true));
        let (name, size, watched) = (place.name.clone(), place.size as usize, fetching.clone());
        let promise = future_to_promise(async move {
            let fetched = get(&name, cache, size, None, &watched).await;
            Ok(match fetched {
                Ok(fetched) => Uint8Array::from(&fetched.bytes[..]).into(),
                Err(trouble) if trouble.kind == TroubleKind::Library(ErrorKind::Missing) => {
                    JsValue::UNDEFINED
                }
                Err(_) => JsValue::NULL,
            })
        });
        if bundles.len() == BUNDLES {
            bundles.remove(0);
        }
        bundles.push(Bundle {
            file: place.file,
            anew: cache == Cache::Reload,
            fetching,
            promise: promise.clone(),
        });
        promise
    }
}

/// A pack out of its file; all there is if that is not the file, so that it can be said what it is.
fn taken_out(place: &Place, file: &Uint8Array) -> Vec<u8> {
    match file.length() == place.size {
        true => file.subarray(place.range.start, place.range.end).to_vec(),
        false => file.to_vec(),
    }
}

/// A file of the library, or a part of it.
pub(super) async fn get(
    name: &str,
    cache: Cache,
    size: usize,
    part: Option<Range<u32>>,
    fetching: &Fetching,
) -> Result<Fetched, Trouble> {
    let file = [FOLDER, name].concat();
    fetch(&resolve(&file), cache, size, part, fetching)
        .await
        .map_err(|error| match error {
            FetchError::Missing => trouble(ErrorKind::Missing, &file),
            FetchError::Network(_) => trouble(ErrorKind::Network, &file),
        })
}
