//! Measures figures: gold spans that are found with the right value, and the right unit where one is given.

use std::path::Path;

use crossread::facts::english::ENGLISH;
use crossread::facts::figures::{Bound, Figure, Kind, figures};
use serde_json::Value;

use crate::files::{Counts, json, matching, ratio};
use crate::{Row, Run};

/// The recall that is asked for.
const REACH: f64 = 0.95;

/// How far a value may be off, as a share of itself: what the gold values were rounded to.
const ROUNDED: f64 = 1e-6;

/// What should be found.
struct Gold {
    /// Its bytes in the text.
    start: usize,
    end: usize,
    surface: String,
    values: Values,
    /// The unit in the words of the data set.
    unit: Option<String>,
}

/// What the value should be.
#[derive(Debug)]
enum Values {
    One(f64),
    Range(f64, f64),
}

/// A text with what should be found in it.
struct Case {
    text: String,
    gold: Vec<Gold>,
}

pub(crate) fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let mut all = Scores::default();
    for path in matching(&run.folder.join("figures"), "", ".json")? {
        let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let scores = scores(run, &path, &name)?;
        all.add(&scores);
        rows.push(scores.row(&name));
    }
    rows.push(all.row("all"));
    Ok(rows)
}

#[derive(Default)]
struct Scores {
    texts: usize,
    reached: Counts,
    floor: usize,
    /// Figures of the file's kind, and those that touch no gold span.
    found: usize,
    stray: usize,
}

impl Scores {
    fn add(&mut self, other: &Self) {
        self.texts += other.texts;
        self.reached.right += other.reached.right;
        self.reached.gold += other.reached.gold;
        self.floor += other.floor;
        self.found += other.found;
        self.stray += other.stray;
    }

    fn row(&self, name: &str) -> Row {
        Row {
            measure: "figures",
            data: format!("{name}: {} texts, {} spans", self.texts, self.reached.gold),
            unit: "recall",
            floor: Some(ratio(self.floor, self.reached.gold)),
            reach: REACH,
            reached: self.reached.recall(),
            note: format!(
                "{} of {} found touch no gold span: precision {:.3}",
                self.stray,
                self.found,
                1.0 - ratio(self.stray, self.found)
            ),
        }
    }
}

fn scores(run: &Run, path: &Path, name: &str) -> Result<Scores, String> {
    let mut scores = Scores::default();
    for case in cases(&json(path)?) {
        scores.texts += 1;
        let found = figures(&case.text, ENGLISH.figures);
        let plain = digits(&case.text);
        for gold in &case.gold {
            scores.reached.gold += 1;
            if found.iter().any(|f| touches(gold, f.whole.start, f.whole.end) && is_right(gold, f)) {
                scores.reached.right += 1;
            } else {
                run.wrong(|| {
                    let near: Vec<String> = found.iter().map(|f| said(&case.text, f)).collect();
                    format!(
                        "{name}: {:?} = {:?} {:?} in {:?}: {near:?}",
                        gold.surface, gold.values, gold.unit, case.text
                    )
                });
            }
            let right = |&(start, end, value): &(usize, usize, f64)| {
                touches(gold, start, end) && matches!(gold.values, Values::One(v) if near(v, value))
            };
            scores.floor += usize::from(plain.iter().any(right));
        }
        for figure in found.iter().filter(|f| is_annotated(name, f)) {
            scores.found += 1;
            if !case.gold.iter().any(|g| touches(g, figure.span.start, figure.span.end)) {
                scores.stray += 1;
                run.wrong(|| format!("{name}: stray {} in {:?}", said(&case.text, figure), case.text));
            }
        }
    }
    Ok(scores)
}

fn said(text: &str, figure: &Figure) -> String {
    let Figure { low, high, bound, unit, .. } = figure;
    format!("{:?} {low}..{high} {bound:?} {}", &text[figure.whole.clone()], unit.unwrap_or("-"))
}

/// Does a file annotate all figures of this one's kind?
fn is_annotated(name: &str, figure: &Figure) -> bool {
    match name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default() {
        "NumberModel" => figure.kind == Kind::Count && figure.bound != Bound::Vague,
        "NumberRangeModel" => !matches!(figure.bound, Bound::Exact | Bound::About | Bound::Vague),
        "CurrencyModel" => figure.kind == Kind::Money,
        // Times are another model's.
        "DimensionModel" => figure.kind == Kind::Measure && figure.base().unit != Some("s"),
        "OrdinalModel" => figure.kind == Kind::Ordinal,
        _ => figure.bound != Bound::Vague && figure.kind != Kind::Ordinal,
    }
}

fn touches(gold: &Gold, start: usize, end: usize) -> bool {
    start < gold.end && gold.start < end
}

fn near(gold: f64, value: f64) -> bool {
    gold.total_cmp(&value).is_eq() || (gold - value).abs() <= ROUNDED * gold.abs()
}

fn is_right(gold: &Gold, figure: &Figure) -> bool {
    let value = match gold.values {
        // A number may be one end of a range.
        Values::One(value) => [figure.said, figure.low, figure.high].iter().any(|v| near(value, *v)),
        // What is counted is not less than nothing.
        Values::Range(low, high) => {
            near(high, figure.high)
                && (near(low, figure.low) || low == f64::NEG_INFINITY && figure.low <= 0.0)
        }
    };
    value && gold.unit.as_deref().is_none_or(|unit| is_unit(unit, figure))
}

/// Is a unit the one that this name means, read as it stands behind a number? Of two units of one size (a
/// millilitre and a cubic centimetre) each is right. What it is per is asked for only where the name says it.
fn is_unit(name: &str, figure: &Figure) -> bool {
    let read = figures(&format!("7 {name}"), ENGLISH.figures);
    let Some(gold) = read.first() else { return false };
    let seven = Figure { low: 7.0, high: 7.0, ..figure.clone() };
    let whole = |figure: &Figure| Figure { per: None, ..figure.clone() }.base();
    whole(gold) == whole(&seven) && (gold.per.is_none() || gold.base() == seven.base())
}

/// What a plain reader finds: digits with commas and a point. It knows no units and is not asked for them.
fn digits(text: &str) -> Vec<(usize, usize, f64)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|i| i + at) {
        let rest = &text[start..];
        let len = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
        let number = rest[..len].trim_end_matches([',', '.']);
        if let Ok(value) = number.replace(',', "").parse() {
            found.push((start, start + number.len(), value));
        }
        at = start + len;
    }
    found
}

fn cases(data: &Value) -> Vec<Case> {
    let texts = data.as_array().into_iter().flatten();
    texts
        .map(|case| {
            let text = case["Input"].as_str().or(case["req"].as_str()).unwrap_or_default().to_owned();
            let results = case["Results"].as_array().or(case["res"].as_array());
            let mut from = 0;
            let gold =
                results.into_iter().flatten().filter_map(|result| gold(&text, result, &mut from)).collect();
            Case { text, gold }
        })
        .collect()
}

/// One answer of either set. None for what has no number ("dollar") and for ordinals that are relative.
fn gold(text: &str, result: &Value, from: &mut usize) -> Option<Gold> {
    if result["TypeName"] == "ordinal.relative" {
        return None;
    }
    let surface = result["Text"].as_str().or(result["surface"].as_str())?.to_owned();
    let start = match result["Start"].as_u64() {
        Some(chars) => text.char_indices().nth(usize::try_from(chars).ok()?)?.0,
        None => *from + text[*from..].find(&surface)?,
    };
    let end = start + surface.len();
    *from = end.min(text.len());
    if !text.is_char_boundary(*from) {
        *from = start;
    }
    let resolution = &result["Resolution"];
    let values = match (&resolution["value"], result["value"].as_f64()) {
        (Value::String(value), _) => parsed(value)?,
        (_, Some(value)) => match result["uncertainty"].as_f64() {
            // A range is given as its middle and half its width; the measuring error of a single number is not.
            Some(half) if half >= value.abs() * 0.01 => Values::Range(value - half, value + half),
            _ => Values::One(value),
        },
        _ => return None,
    };
    let unit = resolution["isoCurrency"].as_str().or(resolution["unit"].as_str()).or(result["unit"].as_str());
    let unit =
        unit.filter(|unit| *unit != "dimensionless").map(|unit| match (result["TypeName"].as_str(), unit) {
            (Some("currency"), "Pound") => "pound sterling".to_owned(),
            _ => unit.to_owned(),
        });
    Some(Gold { start, end, surface, values, unit })
}

/// `12`, `[5,7)`, `(,100]`
fn parsed(value: &str) -> Option<Values> {
    let Some((low, high)) = value.split_once(',') else { return value.parse().ok().map(Values::One) };
    let end = |text: &str, open: f64| {
        let digits = text.trim_matches(['[', '(', ']', ')']);
        if digits.is_empty() { Some(open) } else { digits.parse().ok() }
    };
    Some(Values::Range(end(low, f64::NEG_INFINITY)?, end(high, f64::INFINITY)?))
}
