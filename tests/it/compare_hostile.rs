//! Texts made to break a comparison: each is compared without a panic, with spans that lie in the
//! texts, in bounded memory and on a small stack.

// Texts of a few kilobytes are put together here, once.
#![allow(clippy::format_collect)]

use std::process::Stdio;
use std::time::Duration;

use crossread::briefing::{Article, Briefing, Partial, Passage, Section};
use crossread::compare::origins::Label;
use crossread::compare::verdict::{Kind, Verdict};
use crossread::compare::{Comparison, compare};
use crossread::export::comparison::View;
use crossread::facts;
use crossread::text::Text;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::cli::Home;
use crate::compare::{article, holds, march, sound, story};
use crate::hostile::{is_forbidden, peak};

/// The stack of the threads here: half of what a worker of the program has, with debug code.
const STACK: usize = 1 << 20;
/// What the program may take, in KiB.
const MOST_MEMORY: u64 = 512 << 10;

/// Compares on a small stack; what comes out is sound, and so is what is printed of it.
fn tried(briefing: Briefing) -> (Briefing, Comparison) {
    let work = move || {
        let comparison = compare(&briefing);
        holds(&briefing, &comparison).unwrap();
        printed(&briefing, &comparison).unwrap();
        (briefing, comparison)
    };
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

/// All formats, with nothing in them that a terminal could take for more than letters.
fn printed(briefing: &Briefing, comparison: &Comparison) -> Result<(), String> {
    let view = View::new(briefing, comparison, None);
    let plain: String = view.plain().iter().map(|(_, line)| format!("{line}\n")).collect();
    let csv = view.csv().replace("\r\n", "\n");
    for text in [plain, view.markdown(), view.json(), csv] {
        if let Some(c) = text.chars().find(|&c| is_forbidden(c)) {
            return Err(format!("{c:?} is printed"));
        }
    }
    Ok(())
}

/// A text beside a plain one, and beside itself on a later day.
fn beside(text: &str) -> (Briefing, Comparison) {
    let plain = "Seven miners were killed when the tunnel at Karvel collapsed on 3 March 2031. “The river does not \
        forgive,” Ruta Vane said.";
    let mut again = article("Again", text);
    again.published = Some(march(13));
    tried(story(vec![article("Text", text), article("Plain", plain), again]))
}

fn values(comparison: &Comparison, kind: Kind, verdict: Verdict) -> Vec<String> {
    let all = comparison.sections.iter().flat_map(|s| &s.differences);
    let found = all.filter(|d| d.kind == kind && d.verdict == verdict);
    found.flat_map(|d| d.accounts.iter().map(|a| a.value.to_string())).collect()
}

#[test]
fn articles_without_a_text_are_silent() {
    tried(story(Vec::new()));
    for nothing in ["", " \n\n\t ", "…", "—\n\n***\n\n—", "# Only a heading", "![](a.png)"] {
        let (_, comparison) = beside(nothing);
        for number in [0, 2] {
            assert_eq!(comparison.articles[number].label, Label::Original, "{nothing:?}");
        }
        assert_eq!(comparison.origins, 3, "{nothing:?}");
        let accounts = comparison.sections.iter().flat_map(|s| &s.points).flat_map(|p| &p.accounts);
        assert!(accounts.map(|a| a.article).all(|a| a == 1), "{nothing:?}");
    }
    let undated = Article { published: None, outlet: None, ..article("Text", "It rained on Monday.") };
    let early = Article { published: Some(Partial::Year(1)), ..article("Early", "It rained on Monday.") };
    tried(story(vec![undated, early]));
}

#[test]
fn other_languages_are_lined_up_by_figures_names_and_quotations() {
    for (tag, one, other) in [
        (
            "ru",
            "В Карвеле 14 марта рухнул тоннель, погибли 57 шахтёров. Мэр Рута Вейн сказала: «Река ничего не прощает». \
             Груши в Бриске стоили дёшево.",
            "В Карвеле 14 марта рухнул тоннель, погибли 59 шахтёров. Мэр Рута Вейн сказала: «Река ничего не прощает».",
        ),
        (
            "ja",
            "カルベルのトンネルが崩れ、鉱員57人が死亡した。市長は「川は何も許さない」と述べた。ブリスクの梨は安かった。",
            "カルベルのトンネルが崩れ、鉱員59人が死亡した。市長は「川は何も許さない」と述べた。",
        ),
        (
            "ar",
            "انهار نفق كارفل في المدينة القديمة وقتل 57 عاملا. وقالت رئيسة البلدية: «النهر لا يغفر شيئا». كان الكمثرى رخيصا.",
            "انهار نفق كارفل في المدينة القديمة وقتل 59 عاملا. وقالت رئيسة البلدية: «النهر لا يغفر شيئا».",
        ),
    ] {
        let mut briefing = story(vec![article("Post", one), article("Herald", other)]);
        briefing.language = tag.into();
        let (_, comparison) = tried(briefing);
        let points = comparison.sections.iter().flat_map(|s| &s.points);
        let together =
            points.filter(|p| [0, 1].iter().all(|a| p.accounts.iter().any(|x| x.article == *a))).count();
        assert!(together >= 2, "{tag}: {comparison:#?}");
        let figures = values(&comparison, Kind::Figure, Verdict::Differs).join(" ");
        assert!(figures.contains("57") && figures.contains("59"), "{tag}: {comparison:#?}");
        assert_eq!(values(&comparison, Kind::Quote, Verdict::Same).len(), 2, "{tag}");
        // Read as English, which it is not, it is as sound.
        beside(one);
    }
}

/// `length` bytes of one sentence.
fn endless(length: usize) -> String {
    let all = [
        "the river",
        "rose over",
        "seven bridges",
        "on 3 March",
        "and Ruta Vane",
        "said “no”",
        "at 40 per cent",
    ];
    let words = (0..).map(|n: usize| format!("{} {}", all[n % all.len()], n % 97));
    let mut text = String::new();
    words
        .take_while(|word| {
            text.push_str(word);
            text.push_str(", ");
            text.len() < length
        })
        .for_each(drop);
    text + "end."
}

#[test]
fn a_sentence_without_an_end_is_compared() {
    one_sentence(10 << 10);
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_a_sentence_of_100_kilobytes_is_compared() {
    one_sentence(100 << 10);
}

fn one_sentence(length: usize) {
    beside(&endless(length));
    beside(&"x".repeat(length));
}

#[test]
fn only_marks_or_digits_or_single_words_are_compared() {
    for text in [
        "“", "”", "\"", "'", "« ", "„“", "“ ‘", "(", "[", "9", "9 ", "9,", "1/", "-", "1.", "$9 ", "% ",
        "the ",
    ] {
        beside(&text.repeat(2000 / text.len()));
    }
    for text in
        ["“a ", "\"a\" ", "said ", "according to ", "a (A) ", "at least ", "in March ", "one hundred and "]
    {
        beside(&text.repeat(3000 / text.len()));
    }
}

#[test]
fn sentences_of_one_word_are_compared() {
    single_words(1500);
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_ten_thousand_sentences_of_one_word_are_compared() {
    single_words(10_000);
}

fn single_words(count: usize) {
    let same = "River. ".repeat(count);
    let other: String = (0..count).map(|n| format!("W{n}. ")).collect();
    tried(story(vec![article("Post", &same), article("Herald", &other)]));
}

#[test]
fn five_hundred_questions_and_as_many_sections_are_compared() {
    let sections = (0..512).map(|n| Section {
        id: Text::new(&format!("s{n}")),
        question: Text::new(&format!("What of the bridge of number {n} at Karvel?")),
        answer: Some(Text::new(&format!("It fell on {n}."))),
        remark: None,
    });
    let passages = |outlet: &str, shift: usize| {
        let passage = |n: usize| Passage {
            question: Text::new(&format!("What of the bridge of number {n} at Karvel?")),
            answers: n.is_multiple_of(3).then(|| Text::new(&format!("s{n}"))),
            text: Text::new(&format!("The bridge of number {n} fell after {} days.", 10_000 * n + 7 + shift)),
        };
        Article { sections: (0..512).map(passage).collect(), ..article(outlet, "Bridges fell at Karvel.") }
    };
    let mut briefing = story(vec![passages("Post", 0), passages("Herald", 1)]);
    briefing.sections = sections.collect();
    let (_, comparison) = tried(briefing);
    assert_eq!(comparison.sections.len(), 513);
    let answered = comparison.sections[..512].iter().filter(|s| !s.points.is_empty()).count();
    assert_eq!(answered, 512);
}

#[test]
fn markdown_of_every_kind_is_compared() {
    for text in [
        "| a | 7 |\n|---|---|\n| “no” | 3 March |\n\n> > > 7 died\n\n- [ ] said\n  1. Ruta Vane\n",
        "```\n7 died\n\n`` ` ``` **7 *died** \u{fe0f}* [^7] [a](b \"c\") ![7](8)",
        "[7 died][x] <b>7</b> &amp; &#55; died \\* \\“no\\”\n\n[x]: y\n\n[^7]: said Ruta Vane\n",
        "Heading 7\n=======\n\nsaid “no\n-----\n\n# 7\n## “\n\n    code said “7”\n",
        "<!-- 7 died --> ~~seven~~ :7: $7$ <details><summary>7</summary>Nine died.</details>",
        "*a **b *c **d _e __f `g ~h [i](j ![k](l <m &n; |o| > p\n>q\n+ r\n* s\n1) t",
    ] {
        beside(text);
        beside(&text.repeat(60));
    }
    beside(&"> ".repeat(3000));
    beside(&"[".repeat(3000));
    beside(&"- ".repeat(3000));
    beside(&("*a ".repeat(1500) + &"b* ".repeat(1500)));
}

#[test]
fn scalars_of_all_kinds_may_stand_in_a_text() {
    scalars(997);
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_scalars_of_all_kinds_may_stand_in_a_text() {
    scalars(61);
}

fn scalars(step: usize) {
    // From each block, and the edges of all lengths of UTF-8.
    let edges = [0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x1_0000, 0x10_ffff].map(char::from_u32);
    let all = (0..0x11_0000).step_by(step).map(char::from_u32).chain(edges).flatten();
    let text: String = all.clone().map(|c| format!("{c} 7{c} “{c}” a{c}b ")).collect();
    beside(&text);
    let lines: Vec<char> = all.step_by(9).collect();
    for some in lines.chunks(100) {
        beside(
            &some
                .iter()
                .map(|c| format!("{c}Seven{c} said{c} “no{c}” on 3{c}March.\n\n"))
                .collect::<String>(),
        );
    }
}

#[test]
fn many_articles_of_one_text_are_one_origin() {
    identical(60);
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_a_thousand_articles_of_one_text_are_one_origin() {
    identical(1000);
}

fn identical(count: u32) {
    let text = "Seven miners were killed when the tunnel at Karvel collapsed on 3 March 2031. The county will open an \
        inquiry into the works. “The river does not forgive,” Ruta Vane said. At least 40 per cent of the beams were \
        wet, according to an official. The road to Brisk stays closed.";
    let articles = (0..count).map(|n| Article { id: Text::new(&format!("a{n}")), ..article("Post", text) });
    let (_, comparison) = tried(story(articles.collect()));
    assert_eq!(comparison.origins, 1);
    assert_eq!(comparison.articles[0].label, Label::Original);
    assert!(comparison.articles[1..].iter().all(|o| o.label == Label::Copy));
    let points: Vec<usize> =
        comparison.sections.iter().flat_map(|s| &s.points).map(|p| p.accounts.len()).collect();
    assert_eq!(points, [count as usize; 5]);
    assert_eq!(comparison.open(), 0);
}

#[test]
#[ignore = "long; the gate runs it optimised"]
fn at_full_size_the_program_compares_in_bounded_memory() {
    let home = Home::new();
    let text = endless(600);
    home.write("many/briefing.toml", "title = \"Many\"\npublished = 2031-03-12\n");
    for number in 0..1000 {
        let article =
            format!("outlet = \"Post {number}\"\npublished = 2031-03-12\ntext = \"\"\"\n{text}\"\"\"\n");
        home.write(&format!("many/articles/a{number}.toml"), article);
    }
    let long = endless(100 << 10);
    home.write("long/briefing.toml", "title = \"Long\"\npublished = 2031-03-12\n");
    for outlet in ["post", "herald"] {
        home.write(&format!("long/articles/{outlet}.toml"), format!("text = \"\"\"\n{long}\"\"\"\n"));
    }
    for briefing in ["many", "long"] {
        let mut command = home.command();
        let mut child = command.args(["compare", briefing]).stdout(Stdio::null()).spawn().unwrap();
        let mut most = 0;
        while child.try_wait().unwrap().is_none() {
            most = most.max(peak(&child.id().to_string()));
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(child.wait().unwrap().success());
        assert!(most > 0 && most < MOST_MEMORY, "{briefing} took {most} KiB");
    }
}

#[test]
#[ignore = "figures and dates are still read over the end of a paragraph"]
fn no_figure_or_date_reaches_over_the_end_of_a_paragraph() {
    for text in ["9999\n\n½", "<\n\n31 people", "£3.4m\n\n$", "on Thursday\n\n3 March 2031"] {
        let stated = facts::stated(text, None, facts::language("en"));
        let spans = stated.figures.iter().map(|f| &f.whole).chain(stated.dates.iter().map(|d| &d.span));
        let over: Vec<&str> = spans.map(|span| &text[span.clone()]).filter(|t| t.contains("\n\n")).collect();
        assert_eq!(over, [] as [&str; 0], "{text:?}");
    }
}

/// Pieces that texts are made of: words that mean something to a comparison, and what cuts them.
const PIECES: [&str; 44] = [
    "Seven",
    "seven people",
    "at least 9",
    "1,340km",
    "(830-mile)",
    "£3.4m",
    "40 per cent",
    "a dozen",
    "½",
    "٣٤",
    "3 March 2031",
    "on Thursday",
    "last week",
    "2031-03-03",
    "31 February",
    "9999",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "«",
    "said",
    "told",
    "according to",
    "officials",
    "reportedly",
    "may have",
    "Ruta Vane",
    "the Plain",
    "(RV)",
    ".",
    "!",
    "…",
    "\n\n",
    "\n# ",
    "\n- ",
    "\n> ",
    "`",
    "**",
    "[a](b)",
    "e\u{301}",
    "👩‍👧",
    "ﷺ",
];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => proptest::char::any().prop_map(String::from),
    ];
    vec((piece, select(&["", " ", " "][..])), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_texts_break_a_comparison(one in soup(), other in soup(), dated in any::<bool>()) {
        let mut articles = vec![article("Plain", &one), article("Text", &other)];
        articles[0].published = dated.then(|| march(3));
        let briefing = story(articles);
        let comparison = compare(&briefing);
        prop_assert_eq!(sound(&briefing, &comparison), Ok(()));
        prop_assert_eq!(printed(&briefing, &comparison), Ok(()));
        prop_assert_eq!(compare(&briefing), comparison);
    }

    #[test]
    fn what_a_text_states_lies_in_it_in_order(text in soup()) {
        for tag in ["en", "ja"] {
            let stated = facts::stated(&text, None, facts::language(tag));
            let spans = |all: Vec<&std::ops::Range<usize>>| -> Result<(), TestCaseError> {
                for span in &all {
                    prop_assert!(text.get((*span).clone()).is_some_and(|t| !t.is_empty()), "{:?} of {:?}", span, text);
                }
                prop_assert!(all.is_sorted_by_key(|span| span.start), "{:?} of {:?}", all, text);
                Ok(())
            };
            spans(stated.sentences.iter().collect())?;
            spans(stated.figures.iter().map(|f| &f.span).collect())?;
            spans(stated.dates.iter().map(|d| &d.span).collect())?;
            spans(stated.hedges.iter().map(|h| &h.span).collect())?;
            spans(stated.names.iter().map(|n| &n.span).collect())?;
            for whole in stated.figures.iter().map(|f| &f.whole) {
                prop_assert!(text.get(whole.clone()).is_some());
            }
            for quote in &stated.quotes {
                prop_assert!(text.get(quote.span.clone()).is_some() && text.get(quote.inner.clone()).is_some());
            }
            for attribution in &stated.attributions {
                for span in [Some(&attribution.content), Some(&attribution.cue), attribution.source.as_ref()].into_iter().flatten() {
                    prop_assert!(text.get(span.clone()).is_some(), "{:?} of {:?}", attribution, text);
                }
            }
        }
    }
}
