//! What is read as a date, what is not, and which days are meant.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Date, Grain, Words, dates};
use crate::facts::language;

/// A Wednesday.
const PUBLISHED: &str = "2025-12-03";

fn day(written: &str) -> NaiveDate {
    written.parse().expect("a day")
}

fn read(text: &str) -> Vec<Date> {
    dates(text, Some(day(PUBLISHED)), language("en").dates)
}

/// `2025-11-26` for a day, `2025-11-01..12-01` for more; `..` is an open end.
fn shown(days: Option<&std::ops::Range<NaiveDate>>) -> String {
    let Some(days) = days else { return "none".to_owned() };
    let open = |end: NaiveDate| {
        if end == Date::EVER.start || end == Date::EVER.end { String::new() } else { end.to_string() }
    };
    if days.start.succ_opt() == Some(days.end) {
        return open(days.start);
    }
    format!("{}..{}", open(days.start), open(days.end))
}

/// The one date of a text: its words, the days, and the other reading where it is asked for.
#[track_caller]
fn check(text: &str, span: &str, days: &str) {
    let found = read(text);
    let told: Vec<_> = found.iter().map(|d| (&text[d.span.clone()], shown(d.days.as_ref()))).collect();
    assert_eq!(told, [(span, days.to_owned())], "{text}");
}

#[track_caller]
fn check_both(text: &str, span: &str, days: &str, other: &str) {
    check(text, span, days);
    assert_eq!(shown(read(text)[0].other.as_ref()), other, "{text}");
}

#[track_caller]
fn none(text: &str) {
    let found = read(text);
    let told: Vec<_> = found.iter().map(|d| &text[d.span.clone()]).collect();
    assert_eq!(told, Vec::<&str>::new(), "{text}");
}

#[test]
fn days_in_digits() {
    check("The log of 2024-02-29 is lost.", "2024-02-29", "2024-02-29");
    check_both("It was filed 04/05/2024.", "04/05/2024", "2024-04-05", "2024-05-04");
    check_both("It was filed 24/05/2024.", "24/05/2024", "2024-05-24", "none");
    check("It was filed 24.05.2024.", "24.05.2024", "2024-05-24");
    check("It was filed 24-May-2024.", "24-May-2024", "2024-05-24");
    check("The shop closed on 11/28.", "11/28", "2025-11-28");
    for text in [
        "Call 555-0199-2024 now.",
        "The score was 3/4 of it.",
        "A guard stands there 24/7 since 9/11.",
        "The file is at 10.0.2024.1.",
        "About 3/4 came.",
    ] {
        none(text);
    }
}

#[test]
fn days_with_their_month() {
    for written in
        ["November 26", "Nov. 26", "26 November", "26 Nov", "26th of November", "November the 26th"]
    {
        check_both(&format!("The dam broke on {written}, at noon."), written, "2025-11-26", "2026-11-26");
    }
    check("He left on 26 Nov. 2024.", "26 Nov. 2024", "2024-11-26");
    check("He left on Tuesday, November 26, 2024.", "Tuesday, November 26, 2024", "2024-11-26");
    check("He left the twenty-third day of May 1990.", "twenty-third day of May 1990", "1990-05-23");
    // What is soon to come is not said to be a year ago.
    check_both("The December 10 vote was moved.", "December 10", "2025-12-10", "2024-12-10");
    // The weekday tells the year.
    check_both("It happened on Tuesday, June 2.", "Tuesday, June 2", "2026-06-02", "2025-06-02");
    none("It never happens on February 30.");
}

#[test]
fn months_and_years() {
    check("The mine closed in October.", "October", "2025-10-01..2025-11-01");
    check("The October 2019 flood ruined it.", "October 2019", "2019-10-01..2019-11-01");
    check("The mine closed in 2020.", "2020", "2020-01-01..2021-01-01");
    check("The 2020 Riverside Accord holds.", "2020", "2020-01-01..2021-01-01");
    check("It was built in the 1990s.", "1990s", "1990-01-01..2000-01-01");
    check("It was built in the late '80s.", "late '80s", "1987-01-01..1990-01-01");
    check("It was built in the nineties.", "nineties", "1990-01-01..2000-01-01");
    check("It was built in the 17th century.", "17th century", "1600-01-01..1700-01-01");
    check("The fiscal year 2025 went well.", "fiscal year 2025", "2025-01-01..2026-01-01");
    check("The 2019-20 season ended.", "2019-20", "2019-01-01..2021-01-01");
    let found = read("In May and June 2021 it rained.");
    assert_eq!(
        found.iter().map(|d| shown(d.days.as_ref())).collect::<Vec<_>>(),
        ["2021-05-01..2021-06-01", "2021-06-01..2021-07-01"]
    );
}

#[test]
fn words_that_only_look_like_dates() {
    for text in [
        "He may march on the second bridge.",
        "The sun sat low in the sky.",
        "The fall of the tower killed nobody.",
        "In the 26th minute they scored.",
        "They took Route 66 to room 2020.",
        "By 2000 people the square was full.",
        "Some 2000 soldiers came, and 1500 left.",
        "It cost $2020.",
        "It weighs 2.2020 grams.",
        "The last man in the first car waved.",
        "She was in her early 20s.",
        "They meet every Monday.",
        "The final weeks were hard.",
        "A new good black coat.",
        "The three-day march was long.",
        "May I come in?",
    ] {
        none(text);
    }
}

#[test]
fn weekdays_by_the_verbs_around() {
    check_both("The minister resigned on Thursday.", "Thursday", "2025-11-27", "2025-12-04");
    check_both("The council will vote on Thursday.", "Thursday", "2025-12-04", "2025-11-27");
    check_both("On Thursday, the council will vote.", "Thursday", "2025-12-04", "2025-11-27");
    check_both("The bridge will be closed, she said on Thursday.", "Thursday", "2025-11-27", "2025-12-04");
    check("The bridge is to be opened on Wednesday.", "Wednesday", "2025-12-03");
    check("He fell last Thursday.", "last Thursday", "2025-11-27");
    check_both("He returns next Friday.", "next Friday", "2025-12-12", "2025-12-05");
    check("He fell on Tuesday of last week.", "Tuesday of last week", "2025-11-25");
    check("He returns next week on Monday.", "next week on Monday", "2025-12-08");
    check_both("It rained over the weekend.", "weekend", "2025-11-29..2025-12-01", "2025-12-06..2025-12-08");
}

#[test]
fn periods_told_from_today() {
    check("He fell yesterday.", "yesterday", "2025-12-02");
    check("He sings tonight.", "tonight", "2025-12-03");
    check("He fell the day before yesterday.", "day before yesterday", "2025-12-01");
    check("He fell last night.", "last night", "2025-12-02");
    check("He returns next week.", "next week", "2025-12-08..2025-12-15");
    check("It rained this month.", "this month", "2025-12-01..2026-01-01");
    check("It rained in recent months.", "recent months", "2025-06-03..2025-12-04");
    check_both(
        "It rained over the past month.",
        "past month",
        "2025-11-03..2025-12-04",
        "2025-11-01..2025-12-01",
    );
    check_both(
        "It rained in the last three days.",
        "last three days",
        "2025-11-30..2025-12-04",
        "2025-11-30..2025-12-03",
    );
    check_both("He fell two weeks ago.", "two weeks ago", "2025-11-16..2025-11-23", "2025-11-19");
    check("He fell two days ago.", "two days ago", "2025-12-01");
    check("He returns in three days' time.", "in three days' time", "2025-12-06");
    none("The clerks counted it all in three days.");
    check("He fell more than two weeks ago.", "more than two weeks ago", "..2025-11-19");
    check("He fell earlier this month.", "earlier this month", "2025-12-01..2025-12-03");
    check("The week after next is free.", "week after next", "2025-12-15..2025-12-22");
    check("It was dry last winter.", "last winter", "2024-12-01..2025-03-01");
}

#[test]
fn periods_told_from_the_date_before() {
    let found = read("The wall fell on November 3. The next morning, the roof fell too.");
    assert_eq!(shown(found[1].days.as_ref()), "2025-11-04");
    let found = read("He was born on May 2, 1990. Two days later, he moved.");
    assert_eq!(shown(found[1].days.as_ref()), "1990-05-04");
    // A year is no day that one could count days from.
    let found = read("He was born in 1990. Two days later, he moved.");
    assert_eq!((found[1].days.clone(), shown(found[1].other.as_ref())), (None, "2025-12-05".to_owned()));
    check_both("The next day, he moved.", "next day", "none", "2025-12-04");
}

#[test]
fn parts_of_periods() {
    check_both(
        "It ended in the final week of October.",
        "final week of October",
        "2025-10-27..2025-11-03",
        "2025-10-25..2025-11-01",
    );
    check("It ended in late November.", "late November", "2025-11-21..2025-12-01");
    check("It ended in mid-2023.", "mid-2023", "2023-05-01..2023-09-01");
    check("It ends by year-end.", "by year-end", "..2026-01-01");
    check("It ended in the third quarter of 2024.", "third quarter of 2024", "2024-07-01..2024-10-01");
    check("It ended in Q3.", "Q3", "2025-07-01..2025-10-01");
    check("It ended in the first half of 2025.", "first half of 2025", "2025-01-01..2025-07-01");
    check("It ended in last year's second quarter.", "last year's second quarter", "2024-04-01..2024-07-01");
    check("It ended in week 42.", "week 42", "2025-10-13..2025-10-20");
    check("It ended on the first Monday of November.", "first Monday of November", "2025-11-03");
    check("It ended on the 15th of last month.", "15th of last month", "2025-11-15");
    check("It ended in the summer of 2023.", "summer of 2023", "2023-06-01..2023-09-01");
}

#[test]
fn holidays() {
    check("It closed on Christmas Eve 2024.", "Christmas Eve 2024", "2024-12-24");
    check("It closed on New Year's Day.", "New Year's Day", "2025-01-01");
    check("It closed on Easter Monday 2024.", "Easter Monday 2024", "2024-04-01");
    check("It closed on Thanksgiving.", "Thanksgiving", "2025-11-27");
    check("It will close for Christmas.", "Christmas", "2025-12-25");
    assert!(read("It closed for Ramadan.")[0].about);
}

#[test]
fn two_dates_joined() {
    check_both(
        "It was open from 3 to 5 May.",
        "3 to 5 May",
        "2025-05-03..2025-05-06",
        "2025-05-03..2025-05-05",
    );
    check("It was open October 3-5.", "October 3-5", "2025-10-03..2025-10-06");
    check("It was open on October 3 and 4.", "October 3 and 4", "2025-10-03..2025-10-05");
    check("It was open between Monday and Wednesday.", "Monday and Wednesday", "2025-12-01..2025-12-04");
    check("It was open from 2003 to 2009.", "2003 to 2009", "2003-01-01..2010-01-01");
    check(
        "It was open November 18, 2014 – March 2, 2015.",
        "November 18, 2014 – March 2, 2015",
        "2014-11-18..2015-03-03",
    );
    check("It was open from Nov to March 2015.", "Nov to March 2015", "2014-11-01..2015-04-01");
    none("Between 2000 and 3000 people came.");
}

#[test]
fn dates_open_at_one_end() {
    check("It has been shut since 2021.", "since 2021", "2021-01-01..");
    check_both("It stays shut until Friday.", "until Friday", "..2025-12-06", "..2025-12-05");
    check_both("It opened after 2012.", "after 2012", "2013-01-01..", "2012-01-01..");
    check("It opened before the end of 2010.", "before the end of 2010", "..2011-01-01");
    check("It opened no later than May 2, 1990.", "no later than May 2, 1990", "..1990-05-03");
    check("It shut after Tuesday's fire.", "Tuesday", "2025-12-02");
    check("It shut after the May 2 fire.", "May 2", "2025-05-02");
    assert!(read("It has been shut since 2021.")[0].open());
}

#[test]
fn grain_and_vagueness_are_told() {
    for (text, grain, about) in [
        ("It fell on November 26.", Grain::Day, false),
        ("It fell last week.", Grain::Week, false),
        ("It fell in early November.", Grain::Month, true),
        ("It fell around 2020.", Grain::Year, true),
        ("It fell in Q3 2024.", Grain::Season, false),
        ("It fell in the 1990s.", Grain::Decade, false),
        ("It fell in the last few days.", Grain::Span, true),
    ] {
        let found = read(text);
        assert_eq!(found.iter().map(|d| (d.grain, d.about)).collect::<Vec<_>>(), [(grain, about)], "{text}");
    }
}

#[test]
fn without_a_day_of_publication_only_full_dates_have_days() {
    let found =
        dates("On Thursday, on May 2, since 2021, last week, in Q3, at Easter.", None, language("en").dates);
    let days: Vec<_> = found.iter().map(|d| shown(d.days.as_ref())).collect();
    assert_eq!(days, ["none", "none", "2021-01-01..", "none", "none", "none"]);
}

#[test]
fn a_language_without_words_has_its_dates_in_digits() {
    let read = |text: &str| dates(text, Some(day(PUBLISHED)), &Words::NONE);
    assert_eq!(shown(read("Am 2024-02-29 und 05/04/2024.")[1].days.as_ref()), "2024-04-05");
    assert_eq!(read("On Thursday in May 2020.").len(), 0);
}

#[test]
fn the_tables_have_nothing_twice() {
    let words = language("en").dates;
    assert!(words.words.windows(2).all(|two| two[0].0 < two[1].0));
    for holiday in words.holidays {
        let first = holiday.name[0];
        let known = words.words.binary_search_by_key(&first, |(word, _)| word);
        assert!(known.is_ok(), "{first} begins a name but is in no table");
        assert_eq!(words.holidays.iter().filter(|h| h.name == holiday.name).count(), 1, "{first}");
    }
}

/// Long runs of one kind take time in their length.
#[test]
fn long_runs_end() {
    for unit in [
        "a",
        "1",
        "1-",
        "1/2/",
        "'",
        "Monday ",
        "early ",
        "the last ",
        "2020 and ",
        "May ",
        "two weeks and ",
        "after ",
    ] {
        let _ = read(&unit.repeat(200_000 / unit.len()));
    }
}

proptest! {
    #[test]
    fn any_text_has_its_dates_in_order(
        text in prop::collection::vec(
            prop_oneof![
                Just("May"), Just("second"), Just("Monday"), Just("the"), Just("last"), Just("next"), Just("week"),
                Just("of"), Just("year"), Just("years"), Just("1"), Just("31"), Just("29 February"), Just("2020"),
                Just("9999"), Just("'s"), Just("-"), Just("/"), Just("."), Just(", "), Just("from"), Just("to"),
                Just("between"), Just("and"), Just("century"), Just("decades"), Just("999"), Just("ago"), Just("after"),
                Just("before"), Just("Easter"), Just("Ramadan"), Just("Q4"), Just("half"), Just("end"), Just("early"),
                Just("winter"), Just("in"), Just("é日"), Just("later"), Just("fiscal"), Just("week 53"), Just("until"),
                Just("more than"), Just("working days"), Just("weekend"), Just("twenty"), Just("nineteen"),
            ],
            0..14,
        ),
        spaces in any::<u16>(),
        published in prop_oneof![
            Just(None),
            Just(NaiveDate::from_ymd_opt(9999, 12, 31)),
            Just(NaiveDate::from_ymd_opt(1, 1, 1)),
            Just(NaiveDate::from_ymd_opt(2024, 2, 29)),
            Just(Some(NaiveDate::MAX)),
            Just(Some(NaiveDate::MIN)),
        ],
    ) {
        let text: String = text
            .iter()
            .enumerate()
            .flat_map(|(i, word)| [*word, if spaces >> (i % 16) & 1 == 0 { " " } else { "" }])
            .collect();
        holds(&text, published)?;
    }

    #[test]
    fn text_of_any_characters_has_its_dates_in_order(text in "\\PC{0,40}") {
        holds(&text, NaiveDate::from_ymd_opt(2025, 12, 3))?;
    }
}

fn holds(text: &str, published: Option<NaiveDate>) -> Result<(), TestCaseError> {
    let found = dates(text, published, language("en").dates);
    prop_assert!(found.windows(2).all(|two| two[0].span.end <= two[1].span.start));
    for date in found {
        prop_assert!(text.get(date.span.clone()).is_some_and(|s| !s.is_empty()));
        for days in [date.days, date.other].into_iter().flatten() {
            prop_assert!(days.start < days.end, "{:?} in {text}", days);
        }
    }
    Ok(())
}
