//! What a reader has set for good. Only that: what is being done at the moment is no part of it.
//!
//! Kept as one line, `1 size=3 theme=sepia language=ar marks=no`. The number is the version; a line
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
        }
    }
}

impl Prefs {
    /// The sizes of book text, from small to large.
    pub const SIZES: std::ops::RangeInclusive<u8> = 1..=6;

    /// The settings a line tells.
    pub fn parse(line: &str) -> Prefs {
        let mut prefs = Prefs::default();
        let mut words = line.split(' ');
        if words.next() != Some(VERSION) {
            return prefs;
        }
        for (name, value) in words.filter_map(|word| word.split_once('=')) {
            match name {
                "size" => {
                    let size = value
                        .parse()
                        .ok()
                        .filter(|size| Prefs::SIZES.contains(size));
                    prefs.size = size.unwrap_or(prefs.size);
                }
                "theme" => {
                    let theme = Theme::ALL.into_iter().find(|theme| theme.name() == value);
                    prefs.theme = theme.unwrap_or(prefs.theme);
                }
                "language" => {
                    let language = Language::ALL
                        .into_iter()
                        .find(|language| language.code() == value);
                    prefs.language = language.unwrap_or(prefs.language);
                }
                "marks" => prefs.marks = value != "no",
                _ => {}
            }
        }
        prefs
    }

    /// The line that tells these settings.
    pub fn to_line(self) -> String {
        let marks = if self.marks { "yes" } else { "no" };
        let (theme, language) = (self.theme.name(), self.language.code());
        format!(
            "{VERSION} size={} theme={theme} language={language} marks={marks}",
            self.size
        )
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
            size in Prefs::SIZES,
            theme in proptest::sample::select(&Theme::ALL[..]),
            language in proptest::sample::select(&Language::ALL[..]),
            marks: bool,
        ) {
            let prefs = Prefs { size, theme, language, marks };
            prop_assert_eq!(Prefs::parse(&prefs.to_line()), prefs);
        }

        #[test]
        fn any_line_gives_sizes_that_exist(line in any::<String>()) {
            prop_assert!(Prefs::SIZES.contains(&Prefs::parse(&line).size));
        }
    }
}
