//! Measures on RTE: a hypothesis with a figure at odds with its text does not follow from it.

use crossread::compare::verdict::figures::at_odds;
use crossread::facts::dates::{Date, Grain};
use crossread::facts::figures::{Bound, Figure, Kind};
use crossread::facts::{language, stated};

use crate::files::{matching, ratio, read};
use crate::{Row, Run};

pub(crate) fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let mut all = [(0, 0); 2];
    let mut pairs = 0;
    for path in matching(&run.folder.join("pairs"), "rte", ".xml")? {
        let page = dom_query::Document::from(read(&path)?.as_str());
        for pair in &page.select("pair") {
            let gold = pair.attr("entailment").or_else(|| pair.attr("value")).unwrap_or_default();
            let follows = matches!(&*gold.to_ascii_uppercase(), "YES" | "TRUE");
            let (text, hypothesis) = (pair.select("t").text(), pair.select("h").text());
            pairs += 1;
            let plain = number_absent(&hypothesis, &text);
            let ours = figure_at_odds(&hypothesis, &text);
            for (counts, found) in all.iter_mut().zip([ours, plain]) {
                counts.0 += usize::from(found && !follows);
                counts.1 += usize::from(found);
            }
            if ours && follows {
                run.wrong(|| format!("{}\n    {}", text.trim(), hypothesis.trim()));
            }
        }
    }
    let [(right, found), (plain_right, plain_found)] = all;
    Ok(vec![Row {
        measure: "number mismatch",
        data: format!("rte ({pairs} pairs)"),
        unit: "precision",
        floor: Some(ratio(plain_right, plain_found)),
        reach: 0.90,
        reached: ratio(right, found),
        note: format!("{found} found, plain {plain_found}"),
    }])
}

/// The plain method: a number in digits that does not stand in the text.
fn number_absent(hypothesis: &str, text: &str) -> bool {
    let numbers = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
            .map(|n| n.trim_matches(['.', ',']).replace(',', ""))
            .filter(|n| !n.is_empty())
            .collect()
    };
    let there = numbers(text);
    numbers(hypothesis).iter().any(|number| !there.contains(number))
}

fn figure_at_odds(hypothesis: &str, text: &str) -> bool {
    let english = language("en");
    let (ours, theirs) = (stated(hypothesis, None, english), stated(text, None, english));
    // "One" is mostly no count, and vague words and ordinals hold with much.
    // A span of time may be counted from dates.
    let spans = theirs.dates.len() > 1;
    let time = |f: &Figure| f.base().unit == Some("s") && f.per.is_none();
    let telling = |f: &&Figure| {
        f.bound != Bound::Vague
            && (f.low - 1.0).abs() > f64::EPSILON
            && (f.kind != Kind::Ordinal || f.low > 3.0)
            && !(spans && time(f))
    };
    let odd_figure = ours.figures.iter().filter(telling).any(|f| at_odds(f, &theirs.figures));
    let exact = |d: &&Date| matches!(d.grain, Grain::Day | Grain::Month | Grain::Year) && !d.about;
    let days = |d: &Date| d.days.clone();
    let there: Vec<_> = theirs.dates.iter().filter_map(days).collect();
    let odd_date = ours
        .dates
        .iter()
        .filter(exact)
        // A date whose digits stand in the text is there in some other form.
        .filter(|d| {
            !text.contains(hypothesis[d.span.clone()].trim_matches(|c: char| !c.is_ascii_digit()))
                || no_digits(&hypothesis[d.span.clone()])
        })
        .filter_map(days)
        .any(|a| !there.iter().any(|b| a.start < b.end && b.start < a.end));
    odd_figure || odd_date
}

fn no_digits(words: &str) -> bool {
    !words.contains(|c: char| c.is_ascii_digit())
}
