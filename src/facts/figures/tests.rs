//! Figures, kind by kind.

use proptest::prelude::*;

use super::{Bound, Figure, Kind, Outcome, Words, figures};
use crate::facts::english::ENGLISH;

fn read(text: &str) -> Vec<Figure> {
    figures(text, ENGLISH.figures)
}

/// The values that are said in a text.
fn said(text: &str) -> Vec<f64> {
    read(text).iter().map(|f| f.said).collect()
}

/// The only figure of a text: with its bounds, how it is bounded, value and unit.
fn one(text: &str) -> (String, f64, f64, Bound) {
    let all = read(text);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    (text[all[0].whole.clone()].to_owned(), all[0].low, all[0].high, all[0].bound)
}

/// Values and units: `5 km/h`.
fn units(text: &str) -> Vec<String> {
    let of = |f: &Figure| match (f.unit, f.per) {
        (Some(unit), Some(per)) => format!("{} {unit}/{per}", f.said),
        (Some(unit), None) => format!("{} {unit}", f.said),
        (None, Some(per)) => format!("{} /{per}", f.said),
        (None, None) => format!("{}", f.said),
    };
    read(text).iter().map(of).collect()
}

fn nouns(text: &str) -> Vec<Option<&str>> {
    read(text).into_iter().map(|f| f.noun.map(|n| &text[n])).collect()
}

fn outcomes(text: &str) -> Vec<Option<Outcome>> {
    read(text).iter().map(|f| f.outcome).collect()
}

#[test]
fn numbers_in_words() {
    for (text, value) in [
        ("seventeen boats", 17.0),
        ("forty-two boats", 42.0),
        ("three hundred and nine boats", 309.0),
        ("six thousand two hundred and fifty boats", 6250.0),
        ("two hundred and four thousand boats", 204_000.0),
        ("seven million, three hundred thousand boats", 7_300_000.0),
        ("4 million 200 thousand boats", 4_200_000.0),
        ("a hundred boats", 100.0),
        ("a dozen boats", 12.0),
        ("half a dozen boats", 6.0),
        ("half a million boats", 500_000.0),
        ("two and a half million boats", 2_500_000.0),
        ("one and three quarters", 1.75),
        ("nine point four", 9.4),
        ("minus eight", -8.0),
        ("twelve trillion", 12e12),
        ("5 lakh boats", 5e5),
        ("five one-thousandths", 0.005),
    ] {
        let found = said(text);
        assert!(found.len() == 1 && (found[0] - value).abs() < 1e-9, "{text}: {found:?}");
    }
}

#[test]
fn numbers_that_stand_together_are_not_one() {
    assert_eq!(said("between two hundred and three hundred"), [250.0]);
    assert_eq!(said("in 2 million 30 days"), [2e6, 30.0]);
    assert_eq!(said("fourteen, fifteen and sixteen"), [14.0, 15.0, 16.0]);
}

#[test]
fn letters_are_scales_where_something_is_counted() {
    assert_eq!(units("1.5m people paid £3m for 2m of cloth"), ["1500000", "3000000 GBP", "2 m"]);
    assert_eq!(units("10k runners, $4bn, 7bn tonnes"), ["10000", "4000000000 USD", "7000000000 t"]);
}

#[test]
fn fractions_and_multiples_are_ratios() {
    let all = read(
        "Two thirds of the crop, a quarter of it, three-fifths, one in four farms, twice as much, a 20-fold rise",
    );
    assert!(all.iter().all(|f| f.kind == Kind::Ratio), "{all:?}");
    let values: Vec<f64> = all.iter().map(|f| f.said).collect();
    assert_eq!(values, [2.0 / 3.0, 0.25, 0.6, 0.25, 2.0, 20.0]);
}

#[test]
fn words_bound_a_figure() {
    let inf = f64::INFINITY;
    for (text, whole, low, high, bound) in [
        ("At least five died", "At least five", 5.0, inf, Bound::AtLeast),
        ("a minimum of 40 beds", "a minimum of 40", 40.0, inf, Bound::AtLeast),
        ("no fewer than 40 beds", "no fewer than 40", 40.0, inf, Bound::AtLeast),
        ("in excess of 40 beds", "in excess of 40", 40.0, inf, Bound::AtLeast),
        ("at least another 40 beds", "at least another 40", 40.0, inf, Bound::AtLeast),
        ("no more than 40 beds", "no more than 40", 0.0, 40.0, Bound::AtMost),
        ("up to 40 beds", "up to 40", 0.0, 40.0, Bound::AtMost),
        ("some 300 beds", "some 300", 270.0, 330.0, Bound::About),
        ("nearly 300 beds", "nearly 300", 270.0, 300.0, Bound::About),
        ("just over 300 beds", "just over 300", 300.0, 330.0, Bound::About),
        ("at least about 40 beds", "at least about 40", 40.0, inf, Bound::AtLeast),
        ("40 or more beds", "40 or more", 40.0, inf, Bound::AtLeast),
        ("40 beds or more", "40 beds or more", 40.0, inf, Bound::AtLeast),
        ("40 beds at most", "40 beds at most", 0.0, 40.0, Bound::AtMost),
        ("40 or so beds", "40 or so", 36.0, 44.0, Bound::About),
        ("exactly 40 beds", "exactly 40", 40.0, 40.0, Bound::Exact),
        ("more than 40 and less than 60", "more than 40 and less than 60", 40.0, 60.0, Bound::Between),
    ] {
        assert_eq!(one(text), (whole.to_owned(), low, high, bound), "{text}");
    }
}

#[test]
fn ranges_share_units_and_scales() {
    assert_eq!(one("five to seven boats"), ("five to seven".to_owned(), 5.0, 7.0, Bound::Between));
    assert_eq!(one("between 30 and 40 boats").1, 30.0);
    assert_eq!(one("from 30 to 40 boats").2, 40.0);
    assert_eq!(one("two or three boats").2, 3.0);
    assert_eq!((one("$5-7 million").1, one("£5m-£7m").2), (5e6, 7e6));
    assert_eq!(units("3.5–4.5 km and 20 to 30 per cent"), ["4 km", "25 %"]);
}

#[test]
fn what_changes_from_one_figure_to_another_is_no_range() {
    assert_eq!(said("Prices rose from 5 to 7"), [5.0, 7.0]);
    assert_eq!(said("Shares fell 3 per cent to 120"), [3.0, 120.0]);
}

#[test]
fn vague_words_are_wide() {
    for (text, low, high) in [
        ("several boats", 3.0, 12.0),
        ("dozens of boats", 24.0, 120.0),
        ("tens of thousands of boats", 2e4, 1e5),
        ("a few hundred boats", 200.0, 1000.0),
        ("a couple of boats", 2.0, 3.0),
        ("several dozen boats", 36.0, 144.0),
    ] {
        let (_, least, most, bound) = one(text);
        assert_eq!((least, most, bound), (low, high, Bound::Vague), "{text}");
    }
    assert_eq!(read("how many boats, a number, the hundred"), []);
}

#[test]
fn ordinals() {
    let all = read("The third boat, the 21st, the one hundred and fifth and the twenty-second");
    assert!(all.iter().all(|f| f.kind == Kind::Ordinal), "{all:?}");
    assert_eq!(all.iter().map(|f| f.said).collect::<Vec<_>>(), [3.0, 21.0, 105.0, 22.0]);
}

#[test]
fn money_is_written_in_many_ways() {
    assert_eq!(
        units(
            "$14 million, €14bn, US$1.5m, Rs 3.4 crore, 200 yuan, C$5, 12 €, CHF 20, nine million yen, £1,250.50"
        ),
        [
            "14000000 USD",
            "14000000000 EUR",
            "1500000 USD",
            "34000000 rupee",
            "200 CNY",
            "5 CAD",
            "12 EUR",
            "20 CHF",
            "9000000 JPY",
            "1250.5 GBP"
        ]
    );
    assert_eq!(
        units("$5-a-barrel, $70 a share, 12 dollars and 40 cents"),
        ["5 USD/bbl", "70 USD/share", "12.4 USD"]
    );
    assert_eq!(units("$2 million a year earlier"), ["2000000 USD"]);
    assert_eq!(units("a $6 million plan, the town's $7, A$8"), ["6000000 USD", "7 USD", "8 AUD"]);
}

#[test]
fn measures_compare_in_base_units() {
    assert_eq!(
        units(
            "1,470km (12-mile), 60 km/h, 75 miles per hour, 20 sq km, 3m barrels a day, 5 ft 6 in, 30°C, 7.5kWh, 2.5 ha"
        ),
        [
            "1470 km",
            "12 mi",
            "60 km/h",
            "75 mi/h",
            "20 km2",
            "3000000 bbl/d",
            "5.5 ft",
            "30 °C",
            "7.5 kWh",
            "2.5 ha"
        ]
    );
    let bases: Vec<_> = read("100 km, 62.137 miles, 36 km/h, 86 °F, 12 g").iter().map(Figure::base).collect();
    assert!((bases[0].low - bases[1].low).abs() < 1.0 && bases[0].unit == Some("m"));
    assert!((bases[2].low - 10.0).abs() < 1e-9 && bases[2].per == Some("s"));
    assert!((bases[3].low - 30.0).abs() < 1e-9 && bases[3].unit == Some("°C"));
    assert!((bases[4].low - 0.012).abs() < 1e-9);
}

#[test]
fn shares_and_points_differ() {
    assert_eq!(
        units("40 per cent, 40%, 3 percentage points, 25 basis points"),
        ["40 %", "40 %", "3 pp", "25 bp"]
    );
}

#[test]
fn what_counts_nothing_is_no_figure() {
    for text in [
        "An M-60, an F-14, AK-47s and T-72s",
        "COVID-19 at the G20",
        "since 9/11",
        "lost 3-1, voted 52-48",
        "at 10:30, 6pm or 7 o'clock",
        "Call +44 20 5550 0100",
        "1-800-555-0100",
        "No one said this one is one of the best",
        "a 5G network in 3D",
        "in 2017-18",
        "version 1.2.3",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
    assert_eq!(said("six M-60 guns"), [6.0]);
}

#[test]
fn the_noun_is_what_is_counted() {
    for (text, noun) in [
        ("five Norwegian sailors were", Some("sailors")),
        ("three K-9 dogs", Some("dogs")),
        ("12 of the dead", Some("dead")),
        ("nine gold mines", Some("gold mines")),
        ("60% of voters", Some("voters")),
        ("four foreign-made engines and", Some("engines")),
        ("40 people died", Some("people")),
        ("the third attack on", Some("attack")),
        ("dozens of others", Some("others")),
        ("killed at least 15", None),
        ("15 were hurt", None),
    ] {
        assert_eq!(nouns(text), [noun], "{text}");
    }
}

#[test]
fn a_figure_takes_the_nearest_verb_that_fits() {
    use Outcome::{Arrested, Displaced, Injured, Killed, Missing, Rescued};
    for (text, expected) in [
        ("Five people were killed and 12 injured", vec![Some(Killed), Some(Injured)]),
        ("killing at least two and wounding three", vec![Some(Killed), Some(Injured)]),
        ("The death toll rose to 12, with 30 still missing", vec![Some(Killed), Some(Missing)]),
        ("Three gunmen killed nine sailors", vec![None, Some(Killed)]),
        ("Six died. Police arrested four", vec![Some(Killed), Some(Arrested)]),
        ("He was killed in five attacks", vec![None]),
        ("Two attacks that killed him", vec![None]),
        ("Eight were hurt when he shot at two cars", vec![Some(Injured), None]),
        ("The flood displaced 400 and 20 were rescued", vec![Some(Displaced), Some(Rescued)]),
        ("It left 30 wounded", vec![Some(Injured)]),
    ] {
        assert_eq!(outcomes(text), expected, "{text}");
    }
}

#[test]
fn without_words_digits_and_symbols_are_read() {
    let all = figures("Am 5. Mai fielen 2,150 km und 40 % auf 12 €", &Words::NONE);
    let read: Vec<_> = all.iter().map(|f| (f.said, f.unit)).collect();
    assert_eq!(read, [(5.0, None), (2150.0, Some("km")), (40.0, Some("%")), (12.0, Some("EUR"))]);
}

/// What figures are made of, and what is not ASCII.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "one", "two", "hundred", "thousand", "million", "and", "a", "half", "third", "thirds", "-", "–", ",",
        ".", "/", "$", "€", "%", "°", "½", "5", "1,340", "10", "0", "km", "m", "per", "of", "to", "from",
        "between", "at least", "or more", "killed", "people", "not", "é", "日本", "\u{a0}", "’", "s", "²",
        "over", "in", "point", "minus", "+", "1e9", "USD", "(", "dozens", "several", "mid", "twice", "the",
        "\n",
    ]);
    prop::collection::vec((piece, prop::bool::ANY), 0..40).prop_map(|all| {
        all.into_iter().fold(String::new(), |text, (p, space)| text + p + if space { " " } else { "" })
    })
}

proptest! {
    #[test]
    fn spans_are_in_order_and_on_boundaries(text in prop_oneof![pieces(), any::<String>()]) {
        let mut end = 0;
        for figure in read(&text) {
            prop_assert!(end <= figure.span.start && figure.span.start < figure.span.end);
            prop_assert!(figure.whole.start <= figure.span.start && figure.span.end <= figure.whole.end);
            prop_assert!(text.get(figure.whole.clone()).is_some() && text.get(figure.span.clone()).is_some());
            prop_assert!(figure.noun.is_none_or(|noun| text.get(noun).is_some()));
            prop_assert!(figure.low <= figure.high && figure.said.is_finite());
            end = figure.span.end;
        }
    }
}

/// A line of one kind of word takes time by its length, which a square would exceed by far.
#[test]
fn long_lines_of_one_kind_are_read_in_time() {
    for piece in [
        "1 ",
        "1",
        "1,",
        "1-",
        "a ",
        "one ",
        "hundred ",
        "million and ",
        "one and ",
        "$",
        "5 to ",
        "between ",
        "killed ",
        "(",
        "é",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        assert!(read(&text).len() <= text.len());
    }
}
