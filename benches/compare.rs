//! How fast articles are compared, by how many there are, beside plain ways to compare texts.
//! `cargo bench --bench compare`; with a filter, only what criterion measures.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

#[path = "made.rs"]
mod made;
#[path = "retold.rs"]
mod retold;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group};
use crossread::briefing::{Briefing, Partial};
use crossread::compare::aliases::Aliases;
use crossread::compare::compare;
use crossread::compare::digest::{Digest, Sentence};
use crossread::compare::lexicon::{Lexicon, Senses};
use crossread::compare::origins::{credits, origins};
use crossread::compare::points::{Points, points};
use crossread::compare::stories::stories;
use crossread::facts::language;
use retold::{SENTENCES, briefing, endless, tellings};
use similar::TextDiff;

/// What CPU time this thread has had: a machine that others use, too, has no say in it. Linux only.
fn processor() -> Option<Duration> {
    let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(schedule.split(' ').next()?.parse().ok()?))
}

/// The least time of several runs, and the least CPU time.
fn least<T>(times: usize, mut run: impl FnMut() -> T) -> [Duration; 2] {
    let mut least = [Duration::MAX; 2];
    for _ in 0..times {
        let (start, before) = (Instant::now(), processor());
        black_box(run());
        let spent = start.elapsed();
        let busy = processor().zip(before).map_or(spent, |(after, before)| after.saturating_sub(before));
        least = [least[0].min(spent), least[1].min(busy)];
    }
    least
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The articles taken apart by the functions that everybody may call, and what is alike in them.
struct Stages {
    digests: Vec<Digest>,
    lexicon: Lexicon,
}

impl Stages {
    fn read(briefing: &Briefing) -> Vec<Digest> {
        let english = language("en");
        let published = |a: &crossread::briefing::Article| a.published.map(Partial::first_day);
        briefing.articles.iter().map(|a| Digest::of(a, published(a), english)).collect()
    }

    fn number(mut digests: Vec<Digest>) -> Self {
        let (mut lexicon, senses) = (Lexicon::default(), Senses::of("en", language("en").lexis));
        let aliases = Aliases::default();
        for digest in &mut digests {
            digest.number(&mut lexicon, &senses, &aliases);
        }
        for digest in &mut digests {
            digest.weigh(&lexicon);
        }
        Self { digests, lexicon }
    }

    fn of(briefing: &Briefing) -> Self {
        Self::number(Self::read(briefing))
    }

    fn line_up(&self) -> Points {
        let words: Vec<_> = self.digests.iter().map(Digest::words).collect();
        points(&self.digests, &stories(&words, &self.lexicon), &self.lexicon)
    }

    /// Dice's coefficient of the words of all pairs of sentences of two articles: how many reach 0.5.
    fn dice(&self) -> usize {
        let sentences =
            |d: &'_ Digest| d.sentences.iter().filter(|s| !s.heading).cloned().collect::<Vec<_>>();
        let all: Vec<Vec<Sentence>> = self.digests.iter().map(sentences).collect();
        let mut alike = 0;
        for (number, one) in all.iter().enumerate() {
            for (a, b) in all[number + 1..]
                .iter()
                .flat_map(|other| other.iter().flat_map(|b| one.iter().map(move |a| (a, b))))
            {
                let (a, b) = (&a.bag.words, &b.bag.words);
                let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
                alike += usize::from(4 * common >= a.len() + b.len());
            }
        }
        alike
    }
}

/// `similar`'s diff of the words of pairs of articles, every so manieth: how many operations.
fn word_diffs(texts: &[String], every: usize) -> usize {
    let pairs =
        texts.iter().enumerate().flat_map(|(n, one)| texts[n + 1..].iter().map(move |other| (one, other)));
    pairs
        .step_by(every)
        .map(|(one, other)| TextDiff::from_words(one.as_str(), other.as_str()).ops().len())
        .sum()
}

/// Growth with the number of articles, and what is odd, as tables.
fn tables() {
    let all = tellings(400, SENTENCES);
    println!(
        "| articles of {SENTENCES} sentences | ms | CPU ms | CPU ms an article | points | of several | accounts |"
    );
    println!("|---|---|---|---|---|---|---|");
    for count in [2, 5, 10, 20, 50, 100, 200, 400] {
        row(&count.to_string(), &briefing(&all[..count]));
    }
    row("1000 times the same", &briefing(&vec![all[0].clone(); 1000]));
    row("one sentence of 100 KB, and 1", &briefing(&[vec![endless(100_000)], all[0].clone()]));
    row("2 of 3000 sentences", &briefing(&tellings(2, 3000)));
    println!("\n| CPU ms of | 20 articles | 200 articles |\n|---|---|---|");
    let mut lines: Vec<(&str, Vec<f64>)> = Vec::new();
    for count in [20, 200] {
        let briefing = briefing(&all[..count]);
        let stages = Stages::of(&briefing);
        let lined_up = stages.line_up();
        let credits = credits(&briefing.articles, &stages.digests);
        let texts: Vec<String> = stages.digests.iter().map(|d| d.text.clone()).collect();
        // All pairs of 200 articles would take minutes.
        let every = if count > 20 { 50 } else { 1 };
        let busy = |run: &mut dyn FnMut()| milliseconds(least(3, run)[1]);
        let facts = busy(&mut || drop(black_box(Stages::read(&briefing))));
        let words = busy(&mut || drop(black_box(Stages::of(&briefing)))) - facts;
        let alignment = busy(&mut || drop(black_box(stages.line_up())));
        let resting = busy(&mut || {
            black_box(origins(&briefing.articles, &stages.digests, &lined_up, &credits));
        });
        let whole = busy(&mut || drop(black_box(compare(&briefing))));
        let parts = facts + words + alignment + resting;
        let diffs =
            milliseconds(least(1, || word_diffs(&texts, every))[1]) * if every > 1 { 50.0 } else { 1.0 };
        let dice = milliseconds(least(1, || stages.dice())[1]);
        for (at, line) in [
            ("facts", facts),
            ("words", words),
            ("alignment", alignment),
            ("origins", resting),
            ("verdicts and the rest", whole - parts),
            ("all of compare", whole),
            ("similar's word diff, all pairs of articles (of 200: every 50th pair, times 50)", diffs),
            ("Dice, all pairs of sentences, on words made ready", dice),
        ]
        .into_iter()
        .enumerate()
        {
            if lines.len() <= at {
                lines.push((line.0, Vec::new()));
            }
            lines[at].1.push(line.1);
        }
    }
    for (name, times) in lines {
        println!("| {name} | {:.1} | {:.1} |", times[0], times[1]);
    }
    println!();
}

fn row(name: &str, briefing: &Briefing) {
    let articles = briefing.articles.len();
    let [spent, busy] = least(if articles > 100 { 2 } else { 5 }, || compare(briefing)).map(milliseconds);
    let made = compare(briefing);
    let points = || made.sections.iter().flat_map(|s| &s.points);
    println!(
        "| {name} | {spent:.1} | {busy:.1} | {:.2} | {} | {} | {} |",
        busy / f64::from(u32::try_from(articles).unwrap()),
        points().count(),
        points().filter(|p| p.accounts.len() > 1).count(),
        points().map(|p| p.accounts.len()).sum::<usize>(),
    );
}

fn comparing(c: &mut Criterion) {
    let mut group = c.benchmark_group("comparing");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    let all = tellings(200, SENTENCES);
    for count in [20, 200] {
        let briefing = briefing(&all[..count]);
        group
            .bench_function(BenchmarkId::new("compare", count), |b| b.iter(|| black_box(compare(&briefing))));
    }
    let stages = Stages::of(&briefing(&all[..20]));
    let texts: Vec<String> = stages.digests.iter().map(|d| d.text.clone()).collect();
    group.bench_function(BenchmarkId::new("similar's word diff", 20), |b| {
        b.iter(|| black_box(word_diffs(&texts, 1)));
    });
    group.bench_function(BenchmarkId::new("Dice of all sentences", 20), |b| {
        b.iter(|| black_box(stages.dice()));
    });
}

criterion_group! {
    name = all;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = comparing
}

fn main() {
    // A filter asks for less, and a test run for no figures.
    if std::env::args().skip(1).all(|arg| arg == "--bench") {
        tables();
    }
    all();
    Criterion::default().configure_from_args().final_summary();
}
