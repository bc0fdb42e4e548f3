//! Measures on RTE: a hypothesis with a figure at odds with its text does not follow from it.

use crossread::compare::verdict::figures::at_odds;
use crossread::facts::figures::Figure;
use crossread::facts::{language, stated};

use crate::files::{matching, ratio, read};
use crate::{Row, Run};

pub fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let mut all = [(0, 0); 2];
    let mut pairs = 0;
    for path in matching(&run.folder.join("pairs"), "rte", ".xml")? {
        let page = dom_query::Document::from(read(&path)?.as_str());
        for pair in page.select("pair").iter() {
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
    let telling = |f: &&Figure| f.bound != crossread::facts::figures::Bound::Vague;
    let odd_figure = ours.figures.iter().filter(telling).any(|f| at_odds(f, &theirs.figures));
    let odd_date = ours.dates.iter().any(|date| {
        let days = |d: &crossread::facts::dates::Date| d.days.clone();
        days(date).is_some_and(|a| {
            !theirs.dates.iter().filter_map(days).any(|b| a.start < b.end && b.start < a.end)
        })
    });
    odd_figure || odd_date
}
