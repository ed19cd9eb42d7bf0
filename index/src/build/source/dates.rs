//! Dates in running text and in fields: `10 نوفمبر2020`, `الثاني من مارس 2017`, `15 رمضان 1436`,
//! `12/3/2015`, `سبتمبر 2014`, `سنة 1990`, `١٤٣٦هـ`.
//!
//! A year is always wanted, in digits. Where a text does not say which calendar it counts in: a
//! year in figures alone (`12/3/1436`) is Hijri from 1300 to 1500, since nobody writes medieval
//! Gregorian days so; a bare year after سنة is Hijri below 1000, as premodern books mean it; every
//! other one is Gregorian.

use super::month::{Word, date, digit};
use super::piece::{Piece, Token, tokens};
use crate::date::{Calendar, Date};
use std::ops::Range;

/// A date in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// The date.
    pub(super) date: Date,
}

/// Every date a text mentions, in the order of the text.
pub(super) fn find(text: &str) -> Vec<Mention> {
    if !text.chars().any(|c| digit(c).is_some()) {
        return Vec::new();
    }
    let reader = Reader {
        text,
        tokens: tokens(text),
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.tokens.len() {
        match reader.date(at) {
            Some((date, end)) => {
                found.push(Mention {
                    range: reader.tokens[at].range.start..reader.tokens[end - 1].range.end,
                    date,
                });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The date of a field: the first date in it, or a year or year and month alone.
pub(super) fn parse(field: &str) -> Option<Date> {
    let numbers: Vec<Piece> = tokens(field).into_iter().map(|token| token.piece).collect();
    let calendar = |year| {
        if (1300..=1500).contains(&year) {
            Calendar::Hijri
        } else {
            Calendar::Gregorian
        }
    };
    match numbers[..] {
        [Piece::Number(year, 4)] => date(calendar(year), year, 0, 0),
        [
            Piece::Number(year, 4),
            Piece::Sign('-' | '/'),
            Piece::Number(month, 1..=2),
        ]
        | [
            Piece::Number(month, 1..=2),
            Piece::Sign('-' | '/'),
            Piece::Number(year, 4),
        ] => date(calendar(year), year, month, 0),
        _ => find(field).first().map(|mention| mention.date),
    }
}

/// A text cut into pieces. Its functions read one part of a date at a token and say where the next
/// part would begin.
struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn piece(&self, at: usize) -> Option<Piece> {
        self.tokens.get(at).map(|token| token.piece)
    }

    /// The piece before this one.
    fn before(&self, at: usize) -> Option<Piece> {
        at.checked_sub(1).and_then(|before| self.piece(before))
    }

    /// Whether the token follows the one before it without a space.
    fn joined(&self, at: usize) -> bool {
        at > 0
            && self
                .tokens
                .get(at)
                .is_some_and(|token| self.tokens[at - 1].range.end == token.range.start)
    }

    /// A date that begins with this token.
    fn date(&self, at: usize) -> Option<(Date, usize)> {
        match self.piece(at)? {
            Piece::Number(..) => {
                let day = self.figures(at).or_else(|| self.day_month_year(at));
                day.or_else(|| self.paired_year(at))
                    .or_else(|| self.marked_year(at))
            }
            Piece::Word(Word::Unit(_) | Word::Tens(_)) => self.day_month_year(at),
            Piece::Word(Word::Month(..) | Word::Half(_)) => self.month_year(at),
            Piece::Word(Word::Year(sana)) => self.bare_year(at, sana),
            _ => None,
        }
    }

    /// `12/3/2015`, `2015-03-12`, with any of the usual signs, the same twice.
    fn figures(&self, at: usize) -> Option<(Date, usize)> {
        let sign = |at| match self.piece(at) {
            Some(Piece::Sign(sign @ ('/' | '-' | '.'))) => Some(sign),
            _ => None,
        };
        let number = |at| match self.piece(at) {
            Some(Piece::Number(value, digits)) => Some((value, digits)),
            _ => None,
        };
        let (first, second, third) = (number(at)?, number(at + 2)?, number(at + 4)?);
        let parted = sign(at + 1)?;
        let mut end = at + 5;
        // Part of a longer chain of numbers is not a date; nor are decimals a list of them.
        let chain = (at > 1 && sign(at - 1) == Some(parted) && number(at - 2).is_some())
            || (sign(end) == Some(parted) && number(end + 1).is_some() && self.joined(end + 1));
        if sign(at + 3) != Some(parted) || chain || second.1 > 2 {
            return None;
        }
        let (year, month, day) = match (first.1, third.1) {
            (4, 1..=2) => (first, second.0, third.0),
            (1..=2, 3..=4) => (third, second.0, first.0),
            _ => return None,
        };
        // Some write the month first; only a day above 12 tells.
        let (month, day) = if month > 12 && day <= 12 {
            (day, month)
        } else {
            (month, day)
        };
        let mark = self.mark(end);
        end += usize::from(mark.is_some());
        let calendar = match mark {
            Some(calendar) => calendar,
            None if year.1 < 4 => return None,
            None if (1300..=1500).contains(&year.0) => Calendar::Hijri,
            None => Calendar::Gregorian,
        };
        // A month of figures is never absent.
        if month == 0 || day == 0 {
            return None;
        }
        Some((date(calendar, year.0, month, day)?, end))
    }

    /// `26 يوليو من عام 2016`, `الثاني من مارس 2017`, `3-5 مارس 2015` (the last day counts).
    fn day_month_year(&self, at: usize) -> Option<(Date, usize)> {
        let (day, mut end) = match self.piece(at)? {
            Piece::Number(day, 1..=2) => (day, at + 1),
            Piece::Word(Word::Tens(day)) => (u32::from(day), at + 1),
            Piece::Word(Word::Unit(unit)) => match self.piece(at + 1) {
                Some(Piece::Word(Word::Ten)) => (u32::from(unit) + 10, at + 2),
                Some(Piece::Word(Word::Tens(tens))) if unit < 10 => {
                    (u32::from(unit + tens), at + 2)
                }
                _ => (u32::from(unit), at + 1),
            },
            _ => return None,
        };
        // At most «من شهر» or a sign lies between.
        for _ in 0..2 {
            match self.piece(end)? {
                Piece::Word(Word::Between) | Piece::Sign('-' | '/' | '،' | ',' | '.') => end += 1,
                _ => break,
            }
        }
        let (calendar, month, end) = self.month(end)?;
        let (year, end) = self.year(end, calendar)?;
        Some((
            date(calendar, year, u32::from(month), day.max(1)).filter(|_| day > 0)?,
            end,
        ))
    }

    /// `سبتمبر 2014`, `September 10, 2014`.
    fn month_year(&self, at: usize) -> Option<(Date, usize)> {
        let (calendar, month, mut end) = self.month(at)?;
        let mut day = 0;
        if let (Some(Piece::Number(value @ 1..=31, 1..=2)), Some(next)) =
            (self.piece(end), self.piece(end + 1))
        {
            let comma = matches!(next, Piece::Sign(',' | '،'));
            if comma || matches!(next, Piece::Number(_, 4)) {
                day = value;
                end += 1 + usize::from(comma);
            }
        }
        let (year, end) = self.year(end, calendar)?;
        Some((date(calendar, year, u32::from(month), day)?, end))
    }

    /// A month's name, also followed by its name in another tradition: `يوليو/تموز`, `مارس (آذار)`.
    fn month(&self, at: usize) -> Option<(Calendar, u8, usize)> {
        let (calendar, month, mut end) = self.name(at)?;
        if let Some(Piece::Sign(sign @ ('/' | '-' | '('))) = self.piece(end)
            && let Some((_, _, after)) = self
                .name(end + 1)
                .filter(|name| (name.0, name.1) == (calendar, month))
        {
            end = after;
            if sign == '(' && self.piece(end) == Some(Piece::Sign(')')) {
                end += 1;
            }
        }
        while calendar == Calendar::Hijri && self.piece(end) == Some(Piece::Word(Word::Honour)) {
            end += 1;
        }
        Some((calendar, month, end))
    }

    /// A month's name of one or two words.
    fn name(&self, at: usize) -> Option<(Calendar, u8, usize)> {
        match self.piece(at)? {
            Piece::Word(Word::Month(calendar, month)) => Some((calendar, month, at + 1)),
            Piece::Word(Word::Half(pair)) => {
                let Piece::Word(second) = self.piece(at + 1)? else {
                    return None;
                };
                let (calendar, month) = pair.second(second)?;
                Some((calendar, month, at + 2))
            }
            _ => None,
        }
    }

    /// The year after a month: ` 2014`, `، 2014`, ` من عام 2014`, ` 1436 هـ`.
    fn year(&self, at: usize, calendar: Calendar) -> Option<(u32, usize)> {
        let (mut end, mut said) = (at, false);
        for _ in 0..3 {
            match self.piece(end)? {
                Piece::Word(Word::Year(_)) => (end, said) = (end + 1, true),
                Piece::Word(Word::Between) | Piece::Sign('-' | '/' | '،' | ',' | '.') => end += 1,
                _ => break,
            }
        }
        let Piece::Number(year, digits) = self.piece(end)? else {
            return None;
        };
        end += 1;
        if self.is_quantity(end) {
            return None;
        }
        match self.mark(end) {
            Some(mark) if mark == calendar => Some((year, end + 1)),
            Some(_) => None,
            None => (said || digits == 4).then_some((year, end)),
        }
    }

    /// `عام 1990`, `سنة 255 هـ`, the first of `سنتي 568 و645 للميلاد`; not `40 سنة 3`.
    fn bare_year(&self, at: usize, sana: bool) -> Option<(Date, usize)> {
        if matches!(self.before(at), Some(Piece::Number(..))) {
            return None;
        }
        let paired = self.is_pair(at + 1).then(|| self.mark(at + 4)).flatten();
        self.year_number(at + 1, sana, self.mark(at + 2).or(paired))
    }

    /// The second year of `عامي 1990 و1995`.
    fn paired_year(&self, at: usize) -> Option<(Date, usize)> {
        let Some(Piece::Word(Word::Year(sana))) =
            at.checked_sub(3).and_then(|before| self.piece(before))
        else {
            return None;
        };
        self.is_pair(at - 2)
            .then(|| self.year_number(at, sana, self.mark(at + 1)))
            .flatten()
    }

    /// Whether a number here is followed by another and nothing but و between them.
    fn is_pair(&self, at: usize) -> bool {
        let number = |at| matches!(self.piece(at), Some(Piece::Number(_, 2..)));
        number(at)
            && matches!(
                self.piece(at + 1),
                Some(Piece::Word(Word::And) | Piece::Sign('-'))
            )
            && number(at + 2)
    }

    /// A number that words around it say is a year, of this calendar if any is named.
    fn year_number(
        &self,
        at: usize,
        sana: bool,
        calendar: Option<Calendar>,
    ) -> Option<(Date, usize)> {
        let Some(Piece::Number(year, digits)) = self.piece(at) else {
            return None;
        };
        let end = at + 1;
        if self.is_quantity(end) {
            return None;
        }
        let calendar = match (calendar, digits) {
            (Some(calendar), _) => calendar,
            (None, 4) => Calendar::Gregorian,
            (None, 2..=3) if sana => Calendar::Hijri,
            _ => return None,
        };
        Some((
            date(calendar, year, 0, 0)?,
            end + usize::from(self.mark(end).is_some()),
        ))
    }

    /// `1436 هـ`; after it also `/ 2015 م`, which alone could be metres.
    fn marked_year(&self, at: usize) -> Option<(Date, usize)> {
        let Some(Piece::Number(year, 1..=4)) = self.piece(at) else {
            return None;
        };
        let after_hijri = matches!(self.before(at), Some(Piece::Sign('/' | '-' | '=')))
            && at > 1
            && self.before(at - 1) == Some(Piece::Word(Word::Mark(Calendar::Hijri)));
        match self.mark(at + 1)? {
            Calendar::Gregorian if !after_hijri => None,
            mark => Some((date(mark, year, 0, 0)?, at + 2)),
        }
    }

    /// The calendar named after a year.
    fn mark(&self, at: usize) -> Option<Calendar> {
        match self.piece(at) {
            Some(Piece::Word(Word::Mark(calendar))) => Some(calendar),
            _ => None,
        }
    }

    /// Whether what follows a number shows that it is no year of ours: `1,500`, `20 %`, `300 ق.م`.
    fn is_quantity(&self, at: usize) -> bool {
        match self.piece(at) {
            Some(Piece::Sign('%' | '٪')) => true,
            Some(Piece::Sign(',' | '.' | '٬' | '٫')) => {
                self.joined(at)
                    && self.joined(at + 1)
                    && matches!(self.piece(at + 1), Some(Piece::Number(..)))
            }
            Some(Piece::Word(Word::Before)) => {
                let next = self
                    .tokens
                    .get(at + 1)
                    .map_or("", |token| &self.text[token.range.clone()]);
                next == "." || next == "الميلاد" || next == "الهجرة"
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_all_kinds() {
        let check = |text: &str, expected: &str| {
            let found: Vec<String> = find(text)
                .iter()
                .map(|mention| mention.date.to_string())
                .collect();
            assert_eq!(found.join(" | "), expected, "{text}");
        };
        // As in the news.
        check("الثلاثاء 10 نوفمبر2020، اجتماعا", "2020-11-10");
        check("وفي 26 يوليو من عام 2016 أعلن", "2016-07-26");
        check("وذلك في الثاني من مارس 2017.", "2017-03-02");
        check("منذ تأسيسه في سبتمبر 2014، في", "2014-09");
        check(
            "في مارس (اذار) 2014 وفي يوليو/تموز 2015",
            "2014-03 | 2015-07",
        );
        check("١٠ نوفمبر ٢٠٢٠ و۱۲ آذار ۱۹۹۹", "2020-11-10 | 1999-03-12");
        check(
            "من 3 إلى 5 مارس 2015، 3-5 مارس 2015",
            "2015-03-05 | 2015-03-05",
        );
        check("10 نوفمبر\u{200F} 2020", "2020-11-10");
        // Months of every tradition, with and without hamza and particles.
        check(
            "كانون الثاني 2014، كانون الأول 2014، تشرين الاول 2014، تشرين ثاني 2014",
            "2014-01 | 2014-12 | 2014-10 | 2014-11",
        );
        check(
            "جانفي 2011، غشت 2011، دجنبر 2011، أوت 2011، جويلية 2011",
            "2011-01 | 2011-08 | 2011-12 | 2011-08 | 2011-07",
        );
        check(
            "أغسطس 1990 واغسطس 1990، بإبريل 1990، ولأكتوبر 1990",
            "1990-08 | 1990-08 | 1990-04",
        );
        check(
            "November 10, 2020; 10 Nov 2020; Mar 2001",
            "2020-11-10 | 2020-11-10 | 2001-03",
        );
        // Ordinals.
        check(
            "الأول من يناير 2000، الحادي عشر من مايو 2001، العشرين من مايو 2001",
            "2000-01-01 | 2001-05-11 | 2001-05-20",
        );
        check("الحادي والثلاثين من ديسمبر عام 1999", "1999-12-31");
        check("الخامس والعشرون من شهر يناير من العام 2011", "2011-01-25");
        check("الثاني عشر من ربيع الأول سنة 11 هـ", "0011-03-12 هـ");
        check("فاتح ماي 2005", "2005-05-01");
        // Hijri.
        check("15 رمضان 1436", "1436-09-15 هـ");
        check(
            "غرة محرم 1437 هـ الموافق 14 تشرين الأول 2015م",
            "1437-01-01 هـ | 2015-10-14",
        );
        check(
            "رمضان المبارك عام 1436هـ، ذي القعدة ١٤٣٦، جمادى الآخرة 1400",
            "1436-09 هـ | 1436-11 هـ | 1400-06 هـ",
        );
        check("توفي (255 هـ / 869 م) ودفن", "0255 هـ | 0869");
        check("١٤٣٦هـ", "1436 هـ");
        check(
            "سنة 656، سنة 255 هجرية، عام 1258م",
            "0656 هـ | 0255 هـ | 1258",
        );
        check(
            "بين سنتي ٥٦٨ و٦٤٥ للميلاد، وعامي 1990 و1995، وسنتي 250 و255 هـ",
            "0568 | 0645 | 1990 | 1995 | 0250 هـ | 0255 هـ",
        );
        // In figures.
        check(
            "12/3/2015 و٢٠١٥-٠٣-١٢ و 2015/3/12 و12.3.2015",
            "2015-03-12 | 2015-03-12 | 2015-03-12 | 2015-03-12",
        );
        check("3/25/2015", "2015-03-25");
        check(
            "12/3/1436 و12/3/1436م و12/3/1436هـ",
            "1436-03-12 هـ | 1436-03-12 | 1436-03-12 هـ",
        );
        // Years.
        check(
            "عام 1990، سنة ١٩٩١، العام 1992، في 1993",
            "1990 | 1991 | 1992",
        );
        // Not dates.
        check("32 يناير 2014", "2014-01");
        check("30 فبراير 2014", "2014-02");
        check("0/3/2015، 13/13/2015، 1/2/3/2015، 12/3/15", "");
        check("عام 300 ق.م، سنة 1500 قبل الميلاد، عام 2300، عام 20", "");
        check(
            "بعد 40 سنة 300 رجل، ارتفاع 1500 م، يناير 1,500، رمضان 2015",
            "",
        );
        check("مايو، في يناير الماضي، الثاني من مارس", "");
        check("192.168.10.2015 و99999999999 يناير 99999999999", "");
    }

    #[test]
    fn fields() {
        let check = |field: &str, expected: Option<&str>| {
            assert_eq!(
                parse(field).map(|date| date.to_string()).as_deref(),
                expected,
                "{field}"
            );
        };
        check("2015-07-21 02:51:37", Some("2015-07-21"));
        check("2015-07-21T02:51:37+03:00", Some("2015-07-21"));
        check("Tue, 10 Nov 2020 12:00:00 GMT", Some("2020-11-10"));
        check("الثلاثاء، 10 نوفمبر 2020", Some("2020-11-10"));
        check("15/9/1436", Some("1436-09-15 هـ"));
        check("١٤٣٦", Some("1436 هـ"));
        check("1990", Some("1990"));
        check("2015-07", Some("2015-07"));
        check("07/2015", Some("2015-07"));
        check("2015-13", None);
        check("أمس", None);
        check("", None);
    }
}
