//! What is asked of a library and what it answers: the plain types that the page, the command and
//! the tests share. They cross to the page's worker and are what `--json` prints.
//!
//! All ranges are bytes of the `text` beside them, always on character borders, sorted, and whole
//! words: marks that follow a letter belong to it.

mod facets;
mod lines;

pub use facets::{FacetCount, FieldRecord, Filter, Order, ValueCount};
pub use lines::{Line, NearWord};

use crate::id::{BookId, LemmaId, PageId, RootId};
use crate::page::{BlockKind, PageBreak, PageDate, Printed};
use serde::{Deserialize, Serialize};

/// How alike two words must be to be the same. Each depth is a class of the one before.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Depth {
    /// As written: typed marks must agree, marks left out are free.
    Spelling,
    /// Marks, hamza seats, ta marbuta and the like folded.
    Form,
    /// The word and its family: clitics and inflection taken off.
    #[default]
    Lemma,
    /// Every word of the same radicals.
    Root,
}

impl Depth {
    /// All depths, the most exact first.
    pub const ALL: [Depth; 4] = [Depth::Spelling, Depth::Form, Depth::Lemma, Depth::Root];
}

/// Which pages a query of several words finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Words {
    /// Pages with all the words; particles may be missing. If there is none, pages with some, and
    /// the answer says so in [`Answer::relaxed`]. What stands in quotation marks must be there.
    #[default]
    All,
    /// Pages with any of the words, best first; particles alone do not do.
    Any,
}

/// A question to the library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchRequest {
    /// The query as typed.
    pub query: String,
    /// The depth of the words that do not set their own.
    pub depth: Depth,
    /// All words or any.
    pub words: Words,
    /// True while the reader types: a last word the library does not know is taken as the beginning of one.
    pub typing: bool,
    /// Only this book.
    pub book: Option<BookId>,
    /// Only these books, if there are any, and only in `book` if it is given, too. Unlike it they do not
    /// change what words are worth.
    pub books: Vec<BookId>,
    /// Only pages that pass all of these, and the filters in the query.
    pub filters: Vec<Filter>,
    /// In which order the hits are.
    pub order: Order,
    /// True if [`Answer::facets`] are asked for.
    pub facets: bool,
    /// Hits to pass over.
    pub offset: u32,
    /// Hits to give at most.
    pub limit: u32,
}

/// The answer to a [`SearchRequest`]: the ranked pages by number. Titles come from
/// [`PageRecord`]s and texts from [`Snippet`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Pages found in all; exact.
    pub total: u32,
    /// True if no page had all the words and the hits have some of them.
    pub relaxed: bool,
    /// True if no page has any of the words, and the hits have words that may have been meant.
    pub guessed: bool,
    /// True if the words' kin or the texts of the best pages were not looked at, which may change the
    /// order of the hits.
    pub provisional: bool,
    /// True if it was not looked for what may have been meant, or the counts of a word at its more exact
    /// depths are of its best pages alone.
    pub unfinished: bool,
    /// Pages that have some of the words but are not among the hits; 0 if relaxed or asked for any.
    pub partial: u32,
    /// Pages searched: those of the library, or of the one book, that pass the filters.
    pub searched: u32,
    /// From `offset` on, in the order asked for: best first, equal scores in page order.
    pub hits: Vec<Hit>,
    /// What became of each word of the query, in query order; after them of each filter in it.
    pub terms: Vec<Term>,
    /// If asked for, the values that the hits have of each field, over all hits.
    pub facets: Vec<FacetCount>,
    /// Words that may have been meant by one that the library lacks, or that is rare beside them, best
    /// first. If nothing was found, each finds something.
    pub suggestions: Vec<Suggestion>,
}

/// A page found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The page.
    pub page: PageId,
    /// Its score in thousandths; comparable within one answer only.
    pub score: u32,
    /// Why it was found: each query word with the spellings that answer it here, the closest first.
    pub reasons: Vec<Reason>,
    /// Numbers of the query words (in [`Answer::terms`]) that this page lacks.
    pub missing: Vec<u16>,
}

/// Why a page matches: one spelling in it that answers a query word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Number of the query word in [`Answer::terms`].
    pub term: u16,
    /// The word as it is written in the page.
    pub spelling: String,
    /// The most exact depth at which it is the query word.
    pub depth: Depth,
    /// How often it is in the page.
    pub count: u32,
}

/// What a piece of the query was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// A word.
    Word,
    /// The beginning of a word (`مكت*`, or the last word while typing).
    Prefix,
    /// A word of a phrase in quotation marks.
    Phrase,
    /// A word that must stand near others in quotation marks (`"بيع قبض"~5`).
    Near,
    /// Words of a shape (`م?توب`, `*ون`).
    Wildcard,
    /// Words of a pattern (`وزن:مفاعل`).
    Pattern,
    /// A word nobody typed, searched for besides: a half of one the library lacks, or two as one.
    Repair,
    /// A word that must not be there.
    Without,
    /// A filter (`مؤلف:حسين`): `pages` have such a value, whether they are wanted or not; the values are
    /// in `forms`, those of most pages first; `known` is false if there is none.
    Filter,
}

/// A word of the query and what the library knows of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The word as typed, without its operator.
    pub text: String,
    /// Where it stands in the query, with its operator: bytes of [`SearchRequest::query`].
    pub range: (u32, u32),
    /// What it was taken for.
    pub kind: TermKind,
    /// The depth it was matched at.
    pub depth: Depth,
    /// True if the query sets this depth for the word (`=كتاب`, `جذر:كتب`).
    pub own_depth: bool,
    /// True if the query looks for it in titles only (`عنوان:كتاب`).
    pub title: bool,
    /// True if it is an alternative to the words before it (`قمح | شعير`).
    pub either: bool,
    /// True for particles, pronouns and question words, which weigh little and may be missing.
    pub function_word: bool,
    /// Its folded form.
    pub form: String,
    /// Its lemma, if the library has it.
    pub lemma: Option<String>,
    /// Its root, if it is known: radicals with spaces between.
    pub root: Option<String>,
    /// True if this form is in the library; false if the lemma or root was found by analysis, or nothing was.
    pub known: bool,
    /// Pages it is in, at its depth.
    pub pages: u32,
    /// Times it occurs, at its depth.
    pub occurrences: u32,
    /// How many pages would match at each depth of [`Depth::ALL`].
    pub pages_at: [u32; 4],
    /// The forms that answer it at its depth, the most frequent first; 40 at most.
    pub forms: Vec<FormCount>,
    /// The forms that would answer it, but the query does not want (`كتاب[-مكتبة]`), likewise.
    pub unwanted: Vec<FormCount>,
    /// For a wildcard, a beginning or a pattern: rarer forms that fit as well but were not searched
    /// for, because there are too many.
    pub left_out: u32,
}

/// A form of the library that answers a query word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormCount {
    /// Its most frequent spelling.
    pub spelling: String,
    /// Times it occurs in the library.
    pub count: u32,
    /// The most exact depth at which it is the query word.
    pub depth: Depth,
}

/// A word of the library, or two, offered in place of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The word.
    pub word: String,
    /// Times it occurs in the library; of two the rarer.
    pub count: u32,
    /// The query with the word put in place.
    pub query: String,
}

/// What a page is, without its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRecord {
    /// Its number.
    pub page: PageId,
    /// Its name for good; see [`crate::page::Page::id`].
    pub id: String,
    /// Its book.
    pub book: BookId,
    /// Its title; for a page without one the first words of its text.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// The outlet or collection it came from.
    pub source: Option<String>,
    /// When it is from.
    pub date: Option<PageDate>,
    /// Words in it, title included.
    pub words: u32,
    /// The first and the last page of the printed edition it stands on.
    pub printed: Option<(Printed, Printed)>,
}

/// A book and how many pages it has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookRecord {
    /// Its number.
    pub book: BookId,
    /// Its name for good: the path of its folder or archive; empty for loose files.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its first page; the others follow it.
    pub first: PageId,
    /// How many pages it has.
    pub pages: u32,
}

/// What stands on the library's front page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    /// The library's title.
    pub title: String,
    /// Names this build; another build of the same sources by the same program has the same.
    pub build: String,
    /// Its books, in order.
    pub books: Vec<BookRecord>,
    /// Pages in all.
    pub pages: u32,
    /// Words in all.
    pub words: u64,
    /// Distinct spellings, forms, lemmas and roots.
    pub classes: [u32; 4],
    /// True if it is known of an author when they died, so that [`Order::Author`] means something.
    pub died: bool,
}

/// A marked word, or a marked phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Number of the query word it answers; of a phrase, its first word.
    pub term: u16,
    /// The most exact depth at which it does; of a phrase, that of its farthest word.
    pub depth: Depth,
}

/// A piece of a page's text around words found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The block it is from.
    pub block: u32,
    /// The text as in the block, cut at word borders.
    pub text: String,
    /// True if the block has text before it.
    pub cut_before: bool,
    /// True if the block has text after it.
    pub cut_after: bool,
    /// The words found.
    pub marks: Vec<Mark>,
}

/// The best passages of a page for a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The page.
    pub page: PageId,
    /// Words found in the title of its [`PageRecord`].
    pub title_marks: Vec<Mark>,
    /// One or two passages, in the order of the page; the beginning of the text if only the title matches.
    pub passages: Vec<Passage>,
}

/// A block ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedBlock {
    /// What it is.
    pub kind: BlockKind,
    /// The bullet, number or sign; see [`crate::page::Block::label`].
    pub label: String,
    /// Its text.
    pub text: String,
    /// The words found in it.
    pub marks: Vec<Mark>,
}

/// A page ready to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageView {
    /// What it is.
    pub record: PageRecord,
    /// Words found in the title.
    pub title_marks: Vec<Mark>,
    /// Where it was published.
    pub url: Option<String>,
    /// Subjects.
    pub tags: Vec<String>,
    /// Other fields, name and value.
    pub fields: Vec<(String, String)>,
    /// Dates mentioned in the text, as `Date` writes them.
    pub dates: Vec<String>,
    /// Its text.
    pub blocks: Vec<MarkedBlock>,
    /// Where the pages of the printed edition begin in it; what lies outside the text is to be passed over.
    pub breaks: Vec<PageBreak>,
    /// Its book.
    pub book: BookRecord,
    /// The page before and the page after in the same book.
    pub previous: Option<PageRecord>,
    /// See `previous`.
    pub next: Option<PageRecord>,
    /// Pages nearest to it in vocabulary, the nearest first; computed at build time.
    pub related: Vec<PageRecord>,
}

/// How often a word is somewhere, at each depth of [`Depth::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordCounts {
    /// In a page.
    pub page: [u32; 4],
    /// In the book of that page.
    pub book: [u32; 4],
}

/// All the library knows of one word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The word as asked.
    pub word: String,
    /// The spelling searched for: the word without what no reader sees.
    pub spelling: String,
    /// Its folded form.
    pub form: String,
    /// True if the library has the form; if not, all that follows comes from analysis alone.
    pub known: bool,
    /// What kind of word it is, where its affixes or the library's other words tell.
    pub kind: Option<WordKind>,
    /// Its prefixes, its stem and its suffixes, in the order they are written; none if nothing in the
    /// library is of its lemma.
    pub parts: Vec<Part>,
    /// The stem as a word of its own, with what changed undone: قال for يقول.
    pub stem: String,
    /// What changed in the stem.
    pub change: StemChange,
    /// How the stem stands to the lemma.
    pub relation: Relation,
    /// Its lemma, if the library has it or analysis leads to one it has.
    pub lemma: Option<String>,
    /// Its root: radicals with spaces between.
    pub root: Option<String>,
    /// The weight (وزن) of the stem, if it has a root that tells.
    pub pattern: Option<String>,
    /// The number of its lemma; words of one lemma have one.
    pub lemma_id: Option<LemmaId>,
    /// The number of its root, also of a lemma without radicals, which is a root of its own.
    pub root_id: Option<RootId>,
    /// Occurrences at each depth of [`Depth::ALL`].
    pub occurrences: [u32; 4],
    /// Spellings of the form with their counts.
    pub spellings: Vec<FormCount>,
    /// The other forms of the lemma, then those of the root, each by frequency.
    pub family: Vec<FormCount>,
}

/// A part of a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its letters as they are written in the word; of the article always ال.
    pub text: String,
    /// What it is.
    pub kind: PartKind,
}

/// What a part of a word is, as grammar names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// و or ف before a word.
    Conjunction,
    /// ب, ك or ل before a noun, and the ت of an oath.
    Preposition,
    /// ال.
    Article,
    /// The س of the future.
    Future,
    /// The ل before an imperfect.
    Lam,
    /// The letter that makes an imperfect: ي, ت, ن or ا.
    Imperfect,
    /// What is left.
    Stem,
    /// An ending of number, gender, case or person.
    Ending,
    /// A pronoun written on to the word.
    Pronoun,
}

/// What kind of word something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordKind {
    /// A noun, which adjectives, participles and verbal nouns are too.
    Noun,
    /// A verb.
    Verb,
    /// A particle, pronoun or question word.
    Particle,
}

/// What changed in a stem when the affixes came to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StemChange {
    /// Nothing.
    #[default]
    None,
    /// The ة is written ت before a pronoun, or gave way to another ending: حكومتها, سيارات.
    Feminine,
    /// The final ى or ا is written otherwise or fell away: مستشفاهم, أجرت.
    Final,
    /// The imperfect took the alif of the derived verb: يستخدم, استخدم.
    Alif,
    /// A weak radical changed or fell away: يقول, قال; يصل, وصل.
    Weak,
}

/// How the stem of a word stands to its lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// It is the lemma.
    #[default]
    Same,
    /// Its feminine: سياسية, سياسي.
    Feminine,
    /// Its broken plural: كتب, كتاب.
    Plural,
    /// Another stem that was found to be of the same word.
    Other,
}
