//! Dates as HTTP writes them, in any of the three spellings of RFC 9110.

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The UNIX seconds of `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
pub(crate) fn seconds(text: &str) -> Option<u64> {
    let (mut month, mut time, mut day, mut year) = (None, None, None, None);
    // Each word shows by its form what it is; of the numbers the day comes first.
    for word in text.split([' ', ',', '-']) {
        if let Some(position) = MONTHS.iter().position(|month| *month == word) {
            month = Some(position);
        } else if word.contains(':') {
            time = Some(seconds_of_day(word)?);
        } else if let Ok(number) = word.parse::<u64>() {
            *(if day.is_none() { &mut day } else { &mut year }) = Some(number);
        }
    }
    let (month, day) = (month?, day.filter(|day| (1..=31).contains(day))?);
    let year = match year? {
        short @ 0..70 => 2000 + short,
        short @ 70..100 => 1900 + short,
        year @ 1970..10_000 => year,
        _ => return None,
    };
    // A leap day belongs to the year that begins in March.
    let leap_year = if month < 2 { year - 1 } else { year };
    let leap_days = |year: u64| year / 4 - year / 100 + year / 400;
    let days_before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month];
    let days = (year - 1970) * 365 + leap_days(leap_year) - leap_days(1969) + days_before + day - 1;
    Some(days * 86_400 + time?)
}

fn seconds_of_day(text: &str) -> Option<u64> {
    let mut numbers = text.split(':').map(|number| number.parse::<u64>().ok());
    let (hour, minute, second) = (numbers.next()??, numbers.next()??, numbers.next()??);
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn the_three_spellings_are_one_date() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(seconds(text), Some(784_111_777), "{text}");
        }
    }

    #[test]
    fn every_day_reads_back() {
        // Days of 86,399 seconds run through all times of a day, and to the year 2300 through all kinds of leap years.
        for at in (0..10_500_000_000).step_by(86_399) {
            let text = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(at));
            assert_eq!(seconds(&text), Some(at), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_says_nothing() {
        for text in [
            "",
            "-5",
            "tomorrow",
            "06 Nov 1994",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sun, 06 Nov 19940 08:49:37 GMT",
            "Sun, 06 Nev 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 99999999999999999999 Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
