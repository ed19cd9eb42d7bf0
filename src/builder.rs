//! A query as fields: for those who do not type operators. The fields write the query, and read the one that is
//! there as far as they have a place for its parts; what they have none for stays in it as it is.

/// The parts of a query. All are as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// All of these words.
    pub all: String,
    /// Any of these words.
    pub any: String,
    /// These words one after the other.
    pub phrase: String,
    /// These words near each other.
    pub near: String,
    /// Words from the first to the last of `near`.
    pub within: String,
    /// None of these words.
    pub without: String,
    /// These words in the title.
    pub title: String,
    /// The author.
    pub author: String,
    /// The first year.
    pub from: String,
    /// The last year.
    pub to: String,
    /// The depth of `all` and `any`: one of [`DEPTHS`]; empty if the query does not say it.
    pub depth: &'static str,
    /// What there is no field for.
    pub rest: String,
}

/// What stands before a word to set its depth, as the page writes it.
pub const DEPTHS: [&str; 4] = ["=", "صيغة:", "كلمة:", "جذر:"];
/// The other ways to write them, each with its place in [`DEPTHS`].
const OTHER_DEPTHS: [(&str, usize); 5] = [
    ("لفظ:", 0),
    ("spelling:", 0),
    ("form:", 1),
    ("lemma:", 2),
    ("root:", 3),
];
const WITHOUT: [&str; 3] = ["-", "بدون:", "without:"];
const TITLE: [&str; 2] = ["عنوان:", "title:"];
const AUTHOR: [&str; 2] = ["مؤلف:", "author:"];
const YEAR: [&str; 2] = ["سنة:", "year:"];
/// What may stand before a word and says more than a field can.
const OTHERS: [&str; 10] = [
    "وزن:",
    "weight:",
    "كتاب:",
    "book:",
    "مصدر:",
    "source:",
    "وسم:",
    "tag:",
    "+",
    "[",
];
/// How far apart words are near each other unless said.
const WITHIN: &str = "5";

impl Fields {
    /// The query.
    pub fn to_query(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        let quoted = |text: &str| ["\"", &plain(text), "\""].concat();
        if !plain(&self.phrase).is_empty() {
            parts.push(quoted(&self.phrase));
        }
        if !plain(&self.near).is_empty() {
            let within: String = self.within.chars().filter(char::is_ascii_digit).collect();
            let within = if within.is_empty() { WITHIN } else { &within };
            parts.push([&quoted(&self.near), "~", within].concat());
        }
        let deep = |word: &str| match bare(word) {
            true => [self.depth, word].concat(),
            false => word.to_owned(),
        };
        parts.extend(words(&self.all).map(deep));
        let any: Vec<String> = words(&self.any).map(deep).collect();
        if !any.is_empty() {
            parts.push(any.join(" | "));
        }
        parts.extend(words(&self.title).map(|word| [TITLE[0], word].concat()));
        parts.extend(words(&self.without).map(|word| [WITHOUT[0], word].concat()));
        let author = plain(&self.author);
        if !author.is_empty() {
            let spaced = author.contains(' ');
            let author = if spaced { quoted(&author) } else { author };
            parts.push([AUTHOR[0], &author].concat());
        }
        let (from, to) = (self.from.trim(), self.to.trim());
        if !from.is_empty() || !to.is_empty() {
            let between = if from == to { "" } else { ".." };
            let to = if from == to { "" } else { to };
            parts.push([YEAR[0], from, between, to].concat());
        }
        if !self.rest.is_empty() {
            parts.push(self.rest.clone());
        }
        parts.join(" ")
    }

    /// The fields of a query.
    #[inline(never)]
    pub fn read(query: &str) -> Fields {
        let mut fields = Fields::default();
        let (mut all, mut any, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        for group in groups(query) {
            match &group[..] {
                [one] => match fields.take(one) {
                    Taken::Field => {}
                    Taken::Word => all.push(*one),
                    Taken::No => rest.push((*one).to_owned()),
                },
                several if any.is_empty() && several.iter().all(|one| is_word(one)) => {
                    any.extend_from_slice(several);
                }
                several => rest.push(several.join(" | ")),
            }
        }
        // One depth for all words is that of the query; else each keeps its own.
        let mut depths = all.iter().chain(&any).map(|word| depth_of(word).0);
        let depth = depths.next().unwrap_or("");
        if depths.all(|other| other == depth) {
            fields.depth = depth;
            for word in all.iter_mut().chain(&mut any) {
                *word = depth_of(word).1;
            }
        }
        fields.all = all.join(" ");
        fields.any = any.join(" ");
        fields.rest = rest.join(" ");
        fields
    }

    /// Takes a part of a query that stands alone, if there is a field for it that is still free.
    fn take(&mut self, part: &str) -> Taken {
        let behind = |names: &[&str]| names.iter().find_map(|name| part.strip_prefix(name));
        if let Some(value) = behind(&AUTHOR) {
            return put(
                &mut self.author,
                unquoted(value).unwrap_or(value),
                !value.contains('|'),
            );
        }
        if let Some(value) = behind(&YEAR) {
            let (from, to) = value.split_once("..").unwrap_or((value, value));
            let digits = |text: &str| text.chars().all(|letter| letter.is_numeric());
            let free = self.from.is_empty() && self.to.is_empty();
            if free && digits(from) && digits(to) && !value.is_empty() && value != ".." {
                self.from = from.to_owned();
                self.to = to.to_owned();
                return Taken::Field;
            }
            return Taken::No;
        }
        if let Some(word) = behind(&TITLE) {
            return add(&mut self.title, word);
        }
        if let Some(word) = behind(&WITHOUT) {
            return add(&mut self.without, word);
        }
        if let Some((phrase, near)) = part.rsplit_once('~')
            && let Some(words) = unquoted(phrase)
        {
            let free = self.near.is_empty()
                && !near.is_empty()
                && near.bytes().all(|byte| byte.is_ascii_digit());
            if free {
                near.clone_into(&mut self.within);
            }
            return put(&mut self.near, words, free);
        }
        match unquoted(part) {
            Some(words) => put(&mut self.phrase, words, true),
            None if is_word(part) => Taken::Word,
            None => Taken::No,
        }
    }
}

/// What became of a part.
#[derive(PartialEq)]
enum Taken {
    /// It is in a field.
    Field,
    /// It is a word.
    Word,
    /// There is no field for it.
    No,
}

fn put(field: &mut String, value: &str, fits: bool) -> Taken {
    if !fits || !field.is_empty() || plain(value).is_empty() || plain(value) != value {
        return Taken::No;
    }
    value.clone_into(field);
    Taken::Field
}

fn add(field: &mut String, word: &str) -> Taken {
    if !bare(word) {
        return Taken::No;
    }
    if !field.is_empty() {
        field.push(' ');
    }
    field.push_str(word);
    Taken::Field
}

/// True if it is a word, with a depth or without.
fn is_word(part: &str) -> bool {
    bare(depth_of(part).1)
}

/// True if nothing in it is an operator.
fn bare(word: &str) -> bool {
    let signs = ['"', '«', '»', '“', '”', '„', '|', '~', '[', ']'];
    let named = [&DEPTHS[..], &WITHOUT, &TITLE, &AUTHOR, &YEAR, &OTHERS].concat();
    !word.is_empty()
        && word != "OR"
        && !word.contains(signs)
        && !named.iter().any(|name| word.starts_with(name))
        && !OTHER_DEPTHS.iter().any(|(name, _)| word.starts_with(name))
}

/// The depth of a word as the page writes it, and the word.
fn depth_of(word: &str) -> (&'static str, &str) {
    let own = DEPTHS.iter().map(|name| (*name, *name));
    let others = OTHER_DEPTHS
        .iter()
        .map(|(name, place)| (*name, DEPTHS[*place]));
    own.chain(others)
        .find_map(|(name, depth)| Some((depth, word.strip_prefix(name)?)))
        .unwrap_or(("", word))
}

/// The words of a field.
fn words(field: &str) -> impl Iterator<Item = &str> {
    field
        .split(|c: char| c.is_whitespace() || c == '|')
        .filter(|word| !word.is_empty())
}

/// What is typed in a field of several words, without what would end its quotation marks.
fn plain(text: &str) -> String {
    let text = text.replace(['"', '«', '»', '“', '”', '„'], " ");
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// What stands in the quotation marks around it.
fn unquoted(part: &str) -> Option<&str> {
    let pairs = [('"', '"'), ('«', '»'), ('“', '”')];
    let inner = |(open, close)| part.strip_prefix(open)?.strip_suffix(close);
    pairs.into_iter().find_map(inner)
}

/// The parts of a query that stand by themselves, and those of which one is enough, together.
fn groups(query: &str) -> Vec<Vec<&str>> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    let mut either = false;
    for part in parts(query) {
        if part == "|" || part == "OR" && !groups.is_empty() {
            either = !groups.is_empty();
        } else if let (true, Some(last)) = (either, groups.last_mut()) {
            last.push(part);
            either = false;
        } else {
            groups.push(vec![part]);
        }
    }
    groups
}

/// The parts of a query, the bars between them too. Spaces in quotation marks and brackets part nothing.
fn parts(query: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut until: Option<char> = None;
    for (at, letter) in query.char_indices() {
        match until {
            Some(close) if letter == close => until = None,
            Some(_) => {}
            None => {
                until = match letter {
                    '"' => Some('"'),
                    '«' => Some('»'),
                    '“' => Some('”'),
                    '[' => Some(']'),
                    _ => None,
                };
                if letter.is_whitespace() || letter == '|' {
                    parts.push(&query[start..at]);
                    start = at + letter.len_utf8();
                    if letter == '|' {
                        parts.push("|");
                    }
                }
            }
        }
    }
    parts.push(&query[start..]);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests;
