//! What a reader has set for good. Only that: what is being done at the moment is no part of it.
//!
//! Kept as one line, `1 size=3 theme=sepia language=ar marks=no …`. The number is the version; a line
//! of another version, a name not known and a value not known each give the default.

/// The key under which the line is kept.
pub const KEY: &str = "warraq-prefs";

const VERSION: &str = "1";

/// What a reader has set for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefs {
    /// The size of book text: one of [`Prefs::SIZES`].
    pub size: u8,
    /// The colours.
    pub theme: Theme,
    /// The language of the interface.
    pub language: Language,
    /// True if tashkeel is shown.
    pub marks: bool,
    /// The face of texts.
    pub face: Face,
    /// How far lines are apart: one of [`Prefs::STEPS`].
    pub leading: u8,
    /// How long lines are: one of [`Prefs::STEPS`].
    pub measure: u8,
    /// True if lines are of one length.
    pub justified: bool,
    /// The digits of the interface.
    pub digits: Digits,
    /// True if text copied from a page carries where it is from.
    pub cited: bool,
    /// True if the pages of a book follow each other without turning.
    pub onward: bool,
}

/// A face for texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// Amiri.
    #[default]
    Book,
    /// Noto Naskh Arabic.
    Naskh,
    /// Scheherazade New.
    Clear,
    /// IBM Plex Sans Arabic.
    Plain,
}

/// Which digits the interface shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// Those of its language.
    #[default]
    OfLanguage,
    /// ٠١٢٣
    Arabic,
    /// 0123
    Latin,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light or dark, as the system is.
    #[default]
    System,
    /// Dark on white.
    Light,
    /// Light on black.
    Dark,
    /// Dark on the colour of old paper.
    Sepia,
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Arabic.
    #[default]
    Arabic,
    /// English.
    English,
}

impl Default for Prefs {
    fn default() -> Prefs {
        Prefs {
            size: 3,
            theme: Theme::default(),
            language: Language::default(),
            marks: true,
            face: Face::default(),
            leading: 3,
            measure: 3,
            justified: false,
            digits: Digits::default(),
            cited: false,
            onward: false,
        }
    }
}

impl Prefs {
    /// The sizes of book text, from small to large.
    pub const SIZES: std::ops::RangeInclusive<u8> = 1..=6;

    /// The steps of leading and measure.
    pub const STEPS: std::ops::RangeInclusive<u8> = 1..=5;

    /// The settings a line tells.
    pub fn parse(line: &str) -> Prefs {
        let mut prefs = Prefs::default();
        let step = |value: &str, steps: std::ops::RangeInclusive<u8>| {
            value.parse().ok().filter(|step| steps.contains(step))
        };
        let mut words = line.split(' ');
        if words.next() != Some(VERSION) {
            return prefs;
        }
        for (name, value) in words.filter_map(|word| word.split_once('=')) {
            match name {
                "size" => prefs.size = step(value, Prefs::SIZES).unwrap_or(prefs.size),
                "leading" => prefs.leading = step(value, Prefs::STEPS).unwrap_or(prefs.leading),
                "measure" => prefs.measure = step(value, Prefs::STEPS).unwrap_or(prefs.measure),
                "face" => {
                    let face = Face::ALL.into_iter().find(|face| face.name() == value);
                    prefs.face = face.unwrap_or(prefs.face);
                }
                "digits" => {
                    let digits = Digits::ALL
                        .into_iter()
                        .find(|digits| digits.name() == value);
                    prefs.digits = digits.unwrap_or(prefs.digits);
                }
                "justified" => prefs.justified = value == "yes",
                "cited" => prefs.cited = value == "yes",
                "onward" => prefs.onward = value == "yes",
                "theme" => {
                    let theme = Theme::ALL.into_iter().find(|theme| theme.name() == value);
                    prefs.theme = theme.unwrap_or(prefs.theme);
                }
                "language" => {
                    prefs.language = Language::of(value).unwrap_or(prefs.language);
                }
                "marks" => prefs.marks = value != "no",
                _ => {}
            }
        }
        prefs
    }

    /// The line that tells these settings.
    pub fn to_line(self) -> String {
        let said = |yes: bool| if yes { "yes" } else { "no" };
        let (size, leading, measure) = (
            self.size.to_string(),
            self.leading.to_string(),
            self.measure.to_string(),
        );
        let pairs = [
            ("size", size.as_str()),
            ("theme", self.theme.name()),
            ("language", self.language.code()),
            ("marks", said(self.marks)),
            ("face", self.face.name()),
            ("leading", &leading),
            ("measure", &measure),
            ("justified", said(self.justified)),
            ("digits", self.digits.name()),
            ("cited", said(self.cited)),
            ("onward", said(self.onward)),
        ];
        let mut line = VERSION.to_owned();
        for (name, value) in pairs {
            for part in [" ", name, "=", value] {
                line.push_str(part);
            }
        }
        line
    }
}

impl Face {
    /// All of them.
    pub const ALL: [Face; 4] = [Face::Book, Face::Naskh, Face::Clear, Face::Plain];

    /// Its name in the style sheet and in storage.
    pub fn name(self) -> &'static str {
        match self {
            Face::Book => "book",
            Face::Naskh => "naskh",
            Face::Clear => "clear",
            Face::Plain => "plain",
        }
    }
}

impl Digits {
    /// All of them.
    pub const ALL: [Digits; 3] = [Digits::OfLanguage, Digits::Arabic, Digits::Latin];

    /// Its name in storage.
    pub fn name(self) -> &'static str {
        match self {
            Digits::OfLanguage => "language",
            Digits::Arabic => "arabic",
            Digits::Latin => "latin",
        }
    }
}

impl Theme {
    /// All of them.
    pub const ALL: [Theme; 4] = [Theme::System, Theme::Light, Theme::Dark, Theme::Sepia];

    /// Its name in the style sheet and in storage.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Sepia => "sepia",
        }
    }
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 2] = [Language::Arabic, Language::English];

    /// The language of a code.
    pub fn of(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Its tag.
    pub fn code(self) -> &'static str {
        match self {
            Language::Arabic => "ar",
            Language::English => "en",
        }
    }

    /// Its direction.
    pub fn direction(self) -> &'static str {
        match self {
            Language::Arabic => "rtl",
            Language::English => "ltr",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_read_with_tolerance() {
        let check = |line: &str, prefs: Prefs| assert_eq!(Prefs::parse(line), prefs, "{line}");
        let default = Prefs::default();
        check("", default);
        check("2 size=5", default);
        check("1 size=5", Prefs { size: 5, ..default });
        check(
            "1 size=9 theme=dark",
            Prefs {
                theme: Theme::Dark,
                ..default
            },
        );
        check(
            "1 size theme= language=fr marks=no",
            Prefs {
                marks: false,
                ..default
            },
        );
        check(
            "1 language=en new=thing",
            Prefs {
                language: Language::English,
                ..default
            },
        );
    }

    proptest! {
        #[test]
        fn settings_are_read_as_written(
            (size, leading, measure) in (Prefs::SIZES, Prefs::STEPS, Prefs::STEPS),
            theme in proptest::sample::select(&Theme::ALL[..]),
            language in proptest::sample::select(&Language::ALL[..]),
            face in proptest::sample::select(&Face::ALL[..]),
            digits in proptest::sample::select(&Digits::ALL[..]),
            (marks, justified, cited, onward) in any::<(bool, bool, bool, bool)>(),
        ) {
            let prefs = Prefs { size, theme, language, marks, face, leading, measure, justified, digits, cited, onward };
            prop_assert_eq!(Prefs::parse(&prefs.to_line()), prefs);
        }

        #[test]
        fn any_line_gives_sizes_that_exist(line in any::<String>()) {
            let prefs = Prefs::parse(&line);
            prop_assert!(Prefs::SIZES.contains(&prefs.size));
            prop_assert!(Prefs::STEPS.contains(&prefs.leading) && Prefs::STEPS.contains(&prefs.measure));
        }
    }
}
