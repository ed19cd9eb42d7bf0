//! A date as texts give it: of the Gregorian or the Hijri calendar, to the day, month or year.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The calendar a date is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Calendar {
    /// The common calendar, also under its Levantine month names.
    Gregorian,
    /// The Islamic lunar calendar.
    Hijri,
}

/// A day, month or year. `month` and `day` count from 1 and are 0 where the text does not give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The calendar of the three numbers.
    pub calendar: Calendar,
    /// The year.
    pub year: u16,
    /// The month, 1 to 12, or 0.
    pub month: u8,
    /// The day, 1 to 31, or 0; 0 whenever the month is.
    pub day: u8,
}

impl Date {
    /// A number that sorts dates of both calendars by time: days since 1 January of the year 1, the
    /// first day of the month or year where the date is no more exact. Hijri dates are converted by
    /// the tabular calendar (30-year cycle, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29; epoch
    /// 16 July 622 Julian), which can be a day or two off what was seen in the sky.
    pub fn day_number(self) -> u32 {
        let (year, month, day) = (
            u32::from(self.year),
            u32::from(self.month.max(1)),
            u32::from(self.day.max(1)),
        );
        match self.calendar {
            Calendar::Gregorian => {
                // Count years from March, so that the leap day is the last of its year.
                let (y, m) = if month > 2 {
                    (year, month - 3)
                } else {
                    (year.saturating_sub(1), month + 9)
                };
                (365 * y + y / 4 + y / 400 + (153 * m + 2) / 5 + day).saturating_sub(y / 100 + 306)
            }
            Calendar::Hijri => {
                let y = year.saturating_sub(1);
                let leap_days = (11 * year + 3) / 30;
                // Months alternate 30 and 29 days; 227014 is the day before 1 Muharram of the year 1.
                227_014 + 354 * y + leap_days + (59 * (month - 1)).div_ceil(2) + day
            }
        }
    }
}

/// The Gregorian year of a day as [`Date::day_number`] counts them; of day 0, the year 0.
pub fn year_of(day: u32) -> u32 {
    let first =
        |year: u32| 365 * (year - 1) + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1;
    // A year has fewer days than 366, so that this is at most the year.
    let mut year = day / 366;
    while first(year + 1) <= day {
        year += 1;
    }
    year
}

/// Year, month and day by hyphens as far as known, a Hijri date with `هـ` after it: `2020-11-10`, `1436-09 هـ`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        match self.calendar {
            Calendar::Gregorian => Ok(()),
            Calendar::Hijri => f.write_str(" هـ"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Calendar::*;

    #[test]
    fn days_are_in_their_years() {
        for year in [
            1, 3, 4, 100, 101, 400, 622, 1582, 1970, 2000, 2015, 2100, 9999,
        ] {
            let day = |month, day| {
                Date {
                    calendar: Gregorian,
                    year,
                    month,
                    day,
                }
                .day_number()
            };
            let expected = u32::from(year);
            assert_eq!(
                (year_of(day(1, 1)), year_of(day(12, 31))),
                (expected, expected),
                "{year}"
            );
            assert_eq!(year_of(day(12, 31) + 1), expected + 1);
        }
        assert_eq!(year_of(0), 0);
        // 1 Muharram 1442 fell in August 2020.
        let hijri = Date {
            calendar: Hijri,
            year: 1442,
            month: 0,
            day: 0,
        };
        assert_eq!(year_of(hijri.day_number()), 2020);
    }

    #[test]
    fn day_numbers_agree_across_calendars() {
        let check = |calendar, year, month, day, number| {
            assert_eq!(
                Date {
                    calendar,
                    year,
                    month,
                    day
                }
                .day_number(),
                number,
                "{calendar:?} {year}-{month}-{day}"
            );
        };
        check(Gregorian, 1, 1, 1, 1);
        check(Gregorian, 1970, 1, 1, 719_163);
        check(Gregorian, 2020, 11, 10, 737_739);
        // 1 Muharram 1 is 19 July 622 of the (proleptic) Gregorian calendar.
        check(Gregorian, 622, 7, 19, 227_015);
        check(Hijri, 1, 1, 1, 227_015);
        // 1 Muharram 1442 fell on 20 August 2020.
        check(Gregorian, 2020, 8, 20, 737_657);
        check(Hijri, 1442, 1, 1, 737_657);
        check(Hijri, 1442, 0, 0, 737_657);
    }
}
