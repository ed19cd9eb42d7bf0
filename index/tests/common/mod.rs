//! Libraries made by the tests and asked like the page asks them.

use flate2::read::DeflateDecoder;
use std::io::Read;
use std::path::{Path, PathBuf};
use warraq::answer::{Answer, SearchRequest};
use warraq::build::{BuildOptions, BuildReport, Progress, Stage, build};
use warraq::error::Error;
use warraq::format::pack::Sealed;
use warraq::id::PackId;
use warraq::library::{Library, Step};

/// A library in a folder of its own.
pub(crate) struct Built {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) library: Library,
    pub(crate) report: BuildReport,
    pub(crate) loaded: Vec<PackId>,
}

pub(crate) struct Silent;

impl Progress for Silent {
    fn stage(&self, _: Stage) {}
    fn pages(&self, _: u32) {}
}

impl Built {
    /// Builds from files: path and text.
    pub(crate) fn of(files: &[(&str, &str)]) -> Built {
        let sources = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = sources.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Built::from(&[sources.path().to_owned()])
    }

    /// Builds from folders or files.
    pub(crate) fn from(sources: &[PathBuf]) -> Built {
        let folder = tempfile::tempdir().unwrap();
        let options = BuildOptions {
            title: "مكتبة".into(),
            folder: folder.path().to_owned(),
            ..BuildOptions::default()
        };
        let report = build(sources, &options, &Silent).unwrap();
        let library = open(folder.path());
        Built {
            folder,
            library,
            report,
            loaded: Vec::new(),
        }
    }

    /// Asks, feeding what is needed.
    pub(crate) fn run<T>(&mut self, ask: impl Fn(&Library) -> Result<Step<T>, Error>) -> T {
        loop {
            match ask(&self.library).unwrap() {
                Step::Done(answer) => return answer,
                Step::Need(packs) => {
                    assert!(
                        !packs.is_empty(),
                        "nothing is needed, yet there is no answer"
                    );
                    for pack in packs {
                        assert!(!self.loaded.contains(&pack), "a pack is asked for again");
                        self.loaded.push(pack);
                        let file = file_of(self.folder.path(), &self.library, pack);
                        let sealed = self.library.accept(pack, &file).unwrap();
                        self.library.feed(pack, opened(&sealed)).unwrap();
                    }
                }
            }
        }
    }

    /// Searches.
    pub(crate) fn search(&mut self, request: &SearchRequest) -> Answer {
        self.run(|library| library.search(request))
    }

    /// The ids of the pages found, best first.
    pub(crate) fn ids(&mut self, request: &SearchRequest) -> Vec<String> {
        let pages: Vec<_> = self
            .search(request)
            .hits
            .iter()
            .map(|hit| hit.page)
            .collect();
        self.run(|library| library.records(&pages))
            .into_iter()
            .map(|record| record.id)
            .collect()
    }
}

/// A request for a query as the page makes it.
pub(crate) fn ask(query: &str) -> SearchRequest {
    SearchRequest {
        query: query.into(),
        limit: 20,
        ..SearchRequest::default()
    }
}

/// Opens the library of a folder.
pub(crate) fn open(folder: &Path) -> Library {
    Library::open(&std::fs::read(folder.join("manifest.wrq")).unwrap()).unwrap()
}

/// The file of a pack, wherever it is.
pub(crate) fn file_of(folder: &Path, library: &Library, pack: PackId) -> Vec<u8> {
    match library.held(pack) {
        Some(file) => file.to_vec(),
        None => {
            let place = library.place(pack);
            let file = std::fs::read(folder.join(place.name)).unwrap();
            file[place.range.start as usize..place.range.end as usize].to_vec()
        }
    }
}

/// The section of a pack, inflated if it is deflated.
pub(crate) fn opened(sealed: &Sealed<'_>) -> Vec<u8> {
    let mut section = sealed.body.to_vec();
    if sealed.deflated {
        section.clear();
        DeflateDecoder::new(sealed.body)
            .read_to_end(&mut section)
            .unwrap();
    }
    assert_eq!(section.len(), sealed.length as usize);
    section
}
