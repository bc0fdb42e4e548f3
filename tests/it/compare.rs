//! Comparing through the library: each verdict, origin and cover on small invented stories, and
//! what holds for every text.

use std::collections::{BTreeSet, HashSet};

use crossread::briefing::{Article, Briefing, Difference as Stanza, Partial, Passage, Section as Question};
use crossread::compare::origins::Label;
use crossread::compare::sections::Coverage::{Answers, Partly, Silent};
use crossread::compare::verdict::{Kind, Verdict};
use crossread::compare::{Comparison, Difference, Section, compare};
use crossread::text::Text;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::char::is_combining_mark;

/// A day of March 2031; the first is a Saturday.
pub(crate) fn march(day: u32) -> Partial {
    Partial::Day(chrono::NaiveDate::from_ymd_opt(2031, 3, day).unwrap())
}

/// An article of an outlet, whose id is the outlet's first word.
pub(crate) fn article(outlet: &str, lead: &str) -> Article {
    let id = outlet.split(' ').next().unwrap_or_default().to_lowercase();
    Article {
        id: Text::new(&id),
        outlet: Some(Text::new(outlet)),
        published: Some(march(12)),
        lead: Text::new(lead),
        ..Article::default()
    }
}

/// A briefing that asks nothing.
pub(crate) fn story(articles: Vec<Article>) -> Briefing {
    Briefing {
        id: "story".into(),
        title: "A story".into(),
        language: "en".into(),
        articles,
        ..Briefing::default()
    }
}

/// Two outlets with a text each.
fn pair(one: &str, other: &str) -> Briefing {
    story(vec![article("Post", one), article("Herald", other)])
}

fn question(id: &str, question: &str, answer: &str) -> Question {
    let answer = (!answer.is_empty()).then(|| Text::new(answer));
    Question { id: id.into(), question: question.into(), answer, remark: None }
}

fn passage(question: &str, text: &str) -> Passage {
    Passage { question: question.into(), answers: None, text: text.into() }
}

fn all(comparison: &Comparison) -> impl Iterator<Item = &Difference> {
    comparison.sections.iter().flat_map(|s| &s.differences)
}

/// `figure differs: post seven miners | herald nine miners`
fn line(briefing: &Briefing, difference: &Difference) -> String {
    let accounts: Vec<String> = difference
        .accounts
        .iter()
        .map(|a| format!("{} {}", briefing.articles[a.article].id, a.value))
        .collect();
    format!("{} {}: {}", difference.kind.name(), difference.verdict.name(), accounts.join(" | "))
}

fn lines(briefing: &Briefing, comparison: &Comparison) -> Vec<String> {
    all(comparison).map(|d| line(briefing, d)).collect()
}

/// The difference of this kind and verdict whose accounts, in any order, have these words.
#[track_caller]
fn finds(briefing: &Briefing, kind: Kind, verdict: Verdict, values: &[&str]) -> Difference {
    let comparison = compare(briefing);
    holds(briefing, &comparison).unwrap();
    let has = |d: &&Difference| {
        d.kind == kind
            && d.verdict == verdict
            && values.iter().all(|value| d.accounts.iter().any(|a| a.value.as_str().contains(value)))
    };
    let found = all(&comparison).find(has);
    found
        .unwrap_or_else(|| {
            panic!("no {kind:?} {verdict:?} {values:?} in {:#?}", lines(briefing, &comparison))
        })
        .clone()
}

/// What a reader should check, as lines.
fn open(briefing: &Briefing) -> Vec<String> {
    let comparison = compare(briefing);
    holds(briefing, &comparison).unwrap();
    all(&comparison).filter(|d| d.is_open()).map(|d| format!("{} ({})", line(briefing, d), d.rule)).collect()
}

/// What every comparison keeps to, whatever the texts are.
pub(crate) fn holds(briefing: &Briefing, comparison: &Comparison) -> Result<(), String> {
    sound(briefing, comparison)?;
    tells_all(briefing, comparison)
}

/// The same but that nothing disappears, which in a soup of Markdown only Markdown could tell.
pub(crate) fn sound(briefing: &Briefing, comparison: &Comparison) -> Result<(), String> {
    let texts: Vec<Text> = briefing.articles.iter().map(Article::whole_text).collect();
    let ids: Vec<&str> = briefing.sections.iter().map(|s| s.id.as_str()).chain([""]).collect();
    let told: Vec<&str> = comparison.sections.iter().map(|s| s.id.as_str()).collect();
    check(ids == told, || format!("sections {told:?}"))?;
    check(comparison.articles.len() == texts.len(), || "an origin for each article".into())?;
    let voices: HashSet<usize> = comparison.articles.iter().map(|o| o.origin).collect();
    check(voices.len() == comparison.origins, || "origins are those of the articles".into())?;
    for (number, origin) in comparison.articles.iter().enumerate() {
        let rests = origin.of.iter().all(|&other| other != number && other < texts.len());
        check(rests && !origin.why.is_blank(), || format!("{origin:?}"))?;
        check((origin.label == Label::Original) == origin.of.is_empty(), || format!("{origin:?}"))?;
    }
    let mut anchors = HashSet::new();
    for section in &comparison.sections {
        check(section.coverage.len() == texts.len(), || "a cover for each article".into())?;
        for point in &section.points {
            check(!point.accounts.is_empty(), || format!("{point:?}"))?;
            check(anchors.insert(point.anchor.clone()), || format!("twice {}", point.anchor))?;
            for place in &point.accounts {
                let text = texts[place.article].as_str().get(place.span.clone());
                check(text.is_some_and(|t| !t.trim().is_empty()), || format!("{place:?} is no text"))?;
            }
        }
        for difference in &section.differences {
            check(anchors.insert(difference.anchor.clone()), || format!("twice {}", difference.anchor))?;
            check(difference.point.is_none_or(|p| p < section.points.len()), || format!("{difference:?}"))?;
            let said =
                !difference.rule.is_blank() && !difference.what.is_blank() && !difference.accounts.is_empty();
            check(said, || format!("{difference:?}"))?;
            for account in &difference.accounts {
                let text = texts[account.article].as_str();
                let sentence = text.get(account.span.clone());
                check(sentence.is_some_and(|t| !t.is_empty()), || format!("{difference:?}"))?;
                let Some(fact) = &account.fact else { continue };
                let words = text.get(fact.clone()).is_some_and(|t| !t.is_empty());
                // What somebody said may begin in the sentence before, or end in the next.
                let meets = fact.start < account.span.end && account.span.start < fact.end;
                check(words && meets, || format!("{fact:?} in {difference:?}"))?;
            }
        }
    }
    Ok(())
}

/// Nothing a source says disappears: each letter and digit that is in no heading is in a point.
fn tells_all(briefing: &Briefing, comparison: &Comparison) -> Result<(), String> {
    let texts: Vec<Text> = briefing.articles.iter().map(Article::whole_text).collect();
    let mut covered: Vec<Vec<bool>> = texts.iter().map(|t| vec![false; t.as_str().len()]).collect();
    for place in comparison.sections.iter().flat_map(|s| &s.points).flat_map(|p| &p.accounts) {
        covered[place.article][place.span.clone()].fill(true);
    }
    for (text, covered) in texts.iter().zip(&covered) {
        let mut start = 0;
        // A bar below makes a heading of all lines of its paragraph.
        let bar = |line: &&str| {
            let marks = line.trim();
            !marks.is_empty()
                && ["=", "-"].iter().any(|mark| marks.trim_matches(|c| mark.contains(c)).is_empty())
        };
        let lines: Vec<&str> = text.as_str().split_inclusive('\n').collect();
        for (number, line) in lines.iter().enumerate() {
            let below = lines[number + 1..].iter().take_while(|l| !l.trim().is_empty());
            // A mark that stands on no letter says nothing.
            let letter = |c: char| c.is_alphanumeric() && !is_combining_mark(c);
            let at = line.char_indices().find(|&(at, c)| letter(c) && !covered[start + at]);
            let heading = line.trim_start().starts_with('#') || below.clone().any(&bar);
            check(heading || at.is_none() || is_markup(line), || {
                format!("{at:?} of {line:?} is in no point")
            })?;
            start += line.len();
        }
    }
    Ok(())
}

/// Letters of Markdown that no reader sees, which only the tests of Markdown have.
fn is_markup(line: &str) -> bool {
    line.contains(['[', '<', '&', '`', '\\', '|', '=', '#'])
        || line.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

fn check(right: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if right { Ok(()) } else { Err(what()) }
}

// Verdicts

#[test]
fn two_wordings_of_one_figure_are_the_same() {
    let briefing = pair(
        "More than a dozen workers were injured when the granary in Olmstead burned.",
        "Greater than a dozen workers were injured as the Olmstead granary burned down.",
    );
    finds(&briefing, Kind::Figure, Verdict::Same, &["ore than a dozen", "reater than a dozen"]);
    let briefing =
        pair("The dam at Korun lost 40 per cent of its water.", "The Korun dam lost 40% of its water.");
    finds(&briefing, Kind::Figure, Verdict::Same, &["40 per cent", "40%"]);
    assert_eq!(open(&briefing), [] as [&str; 0]);
}

#[test]
fn a_vaguer_figure_is_compatible() {
    let briefing = pair(
        "Seven workers were injured when the granary in Olmstead burned.",
        "Several workers were injured when the Olmstead granary burned down.",
    );
    finds(&briefing, Kind::Figure, Verdict::Compatible, &["even", "everal"]);
    assert_eq!(open(&briefing), [] as [&str; 0]);
}

#[test]
fn figures_that_cannot_both_hold_differ_and_deaths_come_first() {
    let briefing = pair(
        "Seven miners were killed when the tunnel at Karvel collapsed. The tunnel at Karvel was 900 metres long.",
        "Nine miners were killed when the Karvel tunnel collapsed. The tunnel at Karvel was 400 metres long.",
    );
    let deaths = finds(&briefing, Kind::Figure, Verdict::Differs, &["even", "ine"]);
    let length = finds(&briefing, Kind::Figure, Verdict::Differs, &["900 metres", "400 metres"]);
    assert!(deaths.is_open() && length.is_open());
    assert!(deaths.weight > length.weight);
    assert!(deaths.rule.as_str().contains("cannot both hold"), "{}", deaths.rule);
    let comparison = compare(&briefing);
    assert_eq!(all(&comparison).next().unwrap().anchor, deaths.anchor, "the most important first");
}

#[test]
fn days_that_do_not_overlap_differ() {
    let briefing = pair(
        "The bridge at Tolmin Ford collapsed on 3 March 2031.",
        "The bridge at Tolmin Ford collapsed on 5 March 2031.",
    );
    let difference = finds(&briefing, Kind::Date, Verdict::Differs, &["3 March 2031", "5 March 2031"]);
    assert!(difference.is_open());
    // The twelfth is a Wednesday: "Monday" is the tenth.
    let briefing = pair(
        "The bridge at Tolmin Ford collapsed on Monday.",
        "The bridge at Tolmin Ford collapsed on 11 March.",
    );
    finds(&briefing, Kind::Date, Verdict::Differs, &["Monday", "11 March"]);
    let briefing = pair(
        "The bridge at Tolmin Ford collapsed on Monday.",
        "The bridge at Tolmin Ford collapsed on 10 March.",
    );
    finds(&briefing, Kind::Date, Verdict::Same, &["Monday", "10 March"]);
    let briefing = pair(
        "The bridge at Tolmin Ford collapsed this month.",
        "The bridge at Tolmin Ford collapsed on 10 March.",
    );
    finds(&briefing, Kind::Date, Verdict::Compatible, &["this month", "10 March"]);
}

#[test]
fn other_words_in_quotation_marks_are_an_altered_quotation() {
    let briefing = pair(
        "Ruta Vane, the mayor of Halden, called the flood “a bitter loss for every family on the river”.",
        "Ruta Vane, the mayor of Halden, called the flood “a bitter blow for every household on the river”.",
    );
    let difference = finds(&briefing, Kind::Quote, Verdict::Altered, &["a bitter loss", "a bitter blow"]);
    assert!(difference.is_open());
}

#[test]
fn one_word_of_a_long_quotation_is_a_cut_one() {
    let briefing = pair(
        "Ruta Vane said the company had shown “repeated and wilful contempt for the safety of the town”.",
        "Ruta Vane said the company had shown “contempt”.",
    );
    let difference = finds(&briefing, Kind::Quote, Verdict::Cut, &["repeated and wilful", "“contempt”"]);
    assert!(difference.is_open());
}

#[test]
fn the_same_words_in_other_marks_are_the_same_quotation() {
    let briefing = pair(
        "“We will rebuild every house by the river,” said Ruta Vane, the mayor of Halden.",
        "\"We will rebuild every house by the river,\" Ruta Vane, the mayor of Halden, said.",
    );
    finds(&briefing, Kind::Quote, Verdict::Same, &["We will rebuild every house by the river"]);
    assert_eq!(open(&briefing), [] as [&str; 0]);
}

#[test]
fn one_speaker_who_became_many_is_widened() {
    let briefing = pair(
        "A harbour official said the ferry had left Brisk without a radio.",
        "Harbour officials said the ferry had left Brisk without a radio.",
    );
    let difference = finds(&briefing, Kind::Speaker, Verdict::Widened, &["harbour official", "officials"]);
    assert!(difference.is_open());
}

#[test]
fn a_hedge_that_fell_is_widened() {
    let briefing = pair(
        "The fire at the Dunmore mill was reportedly started by a faulty lamp.",
        "The fire at the Dunmore mill was started by a faulty lamp.",
    );
    finds(&briefing, Kind::Hedge, Verdict::Widened, &["reportedly", "no hedge"]);
}

#[test]
fn a_bound_that_fell_is_widened() {
    let briefing = pair(
        "At least five people were killed when the Dunmore mill burned.",
        "Five people were killed when the Dunmore mill burned.",
    );
    finds(&briefing, Kind::Figure, Verdict::Widened, &["t least five", "Five"]);
}

#[test]
fn what_no_other_article_has_is_told_by_one_only() {
    let briefing = pair(
        "The bridge at Tolmin Ford collapsed on Monday. Its arches had been painted green by schoolchildren.",
        "The bridge at Tolmin Ford collapsed on Monday.",
    );
    let difference = finds(&briefing, Kind::Omission, Verdict::Only, &[]);
    assert!(!difference.is_open());
    assert_eq!(difference.rule.as_str(), "only Post has it");
    let text = briefing.articles[0].whole_text();
    assert!(text.as_str()[difference.accounts[0].span.clone()].starts_with("Its arches"));
}

#[test]
fn what_is_credited_to_an_article_that_does_not_say_it_is_not_in_its_source() {
    let credit =
        "The Valley Herald reported that the bishop of Halden had sold the cathedral bells to a foundry.";
    let silent = "Water rose in Halden on Monday. Boats carried families out of the lower town.";
    let briefing = story(vec![article("Post", credit), article("Valley Herald", silent)]);
    let difference = finds(&briefing, Kind::Unsupported, Verdict::Unsupported, &["sold the cathedral bells"]);
    assert!(difference.is_open());
    assert!(difference.rule.as_str().contains("credited to Valley Herald"), "{}", difference.rule);
    let telling =
        "Water rose in Halden on Monday. The bishop of Halden sold the cathedral bells to a foundry.";
    let briefing = story(vec![article("Post", credit), article("Valley Herald", telling)]);
    assert_eq!(open(&briefing), [] as [&str; 0]);
}

#[test]
fn an_article_may_be_at_odds_with_itself() {
    let briefing = pair(
        "Five people were killed in the landslide at Korun, the county said. Roads were closed for a week. \
         Seven people were killed in the landslide at Korun, the county said.",
        "The choir of Brisk sang at the harbour.",
    );
    let difference = finds(&briefing, Kind::Figure, Verdict::Inside, &["ive", "even"]);
    assert!(difference.is_open());
    assert!(difference.accounts.iter().all(|a| a.article == 0));
    assert!(difference.rule.as_str().starts_with("Post says"), "{}", difference.rule);
}

#[test]
fn two_days_told_under_one_date_are_merged() {
    let briefing = pair(
        "A drone struck the fuel depot at Karvel on 3 March 2031. Schools stayed open. \
         Gunmen attacked the barracks at Tolmin on 7 March 2031.",
        "A drone struck the fuel depot at Karvel and gunmen attacked the barracks at Tolmin on 3 March 2031.",
    );
    let difference = finds(&briefing, Kind::Merge, Verdict::Differs, &["3 March 2031", "7 March 2031"]);
    assert!(difference.is_open());
    assert_eq!(difference.accounts.len(), 3);
}

#[test]
fn one_number_in_two_units_is_a_difference_of_units() {
    let briefing = pair(
        "The tanker spilled 300 litres of oil into the harbour at Brisk.",
        "The tanker spilled 300 gallons of oil into the harbour at Brisk.",
    );
    let difference = finds(&briefing, Kind::Unit, Verdict::Differs, &["300 litres", "300 gallons"]);
    assert!(difference.is_open());
    let briefing = pair(
        "The road from Brisk to Korun is 100 kilometres long.",
        "The road from Brisk to Korun is 62 miles long.",
    );
    finds(&briefing, Kind::Figure, Verdict::Same, &["100 kilometres", "62 miles"]);
}

#[test]
fn words_that_say_the_same_raise_no_alarm() {
    let pairs = [
        (
            "A fire broke out on Monday in a grain store in Olmstead, and two men were taken to hospital.",
            "Two men were hospitalised after a blaze in an Olmstead grain store on Monday.",
        ),
        (
            "The council of Halden voted 7-2 to close the old bridge to lorries.",
            "Halden's council decided by seven votes to two that lorries may no longer use the old bridge.",
        ),
        (
            "The ferry carried 214 passengers when it ran aground off Brisk.",
            "More than 200 passengers were on board when the ferry ran aground off Brisk.",
        ),
        (
            "The company will pay $1.5 million to the families of the miners at Karvel.",
            "Families of the Karvel miners will get 1.5 million dollars from the company.",
        ),
        (
            "“The river does not forgive,” Ruta Vane said after the flood in Halden.",
            "After the Halden flood, Ruta Vane said: “The river does not forgive.”",
        ),
        (
            "The strike at the Dunmore mill began in January and ended on Friday.",
            "Workers at the Dunmore mill, who had been on strike since January, went back on 7 March.",
        ),
        (
            "Police arrested three men over the theft of the bells in Korun.",
            "Three suspects were detained by police in Korun over the stolen bells.",
        ),
        (
            "About 300 people marched through Tolmin against the new toll.",
            "Some 300 people took to the streets of Tolmin in protest at the new toll.",
        ),
    ];
    let alarms: Vec<_> = pairs.iter().flat_map(|(one, other)| open(&pair(one, other))).collect();
    assert_eq!(alarms, [] as [&str; 0]);
}

// Origins

const MILL: &str = "The mill at Dunmore burned to the ground on Monday night. Fourteen workers were inside when \
    the alarm rang at 9.40 pm. Ten of them climbed out of a window above the river. The owner, Petra Holm, said \
    the lamps had been checked in January. Insurers put the damage at 3.2 million crowns. The county will open \
    an inquiry next week.";

const SPUN: &str = "The factory at Dunmore burnt to ashes on Monday evening. Fourteen labourers were inside when \
    the siren sounded at 9.40 pm. Ten of those climbed from a window over the river. The proprietor, Petra Holm, \
    stated the lamps were inspected in January. Insurance firms estimate the damage at 3.2 million crowns. The \
    county is to start an investigation next week.";

const OTHER: &str = "Petra Holm bought the mill from her uncle four years ago. Fishermen saw flames over the weir. \
    “I have never heard a sound like that roof,” one of them said. The town of Dunmore has no fire engine of its own.";

fn published(mut article: Article, day: u32) -> Article {
    article.published = Some(march(day));
    article
}

fn label(comparison: &Comparison, article: usize) -> (Label, &[usize]) {
    (comparison.articles[article].label, &comparison.articles[article].of)
}

#[test]
fn the_same_text_on_a_later_day_is_a_copy() {
    let later = published(article("Herald", MILL), 13);
    for (articles, copy, first) in [
        (vec![article("Post", MILL), later.clone(), article("Gazette", OTHER)], 1, 0),
        (vec![later, article("Gazette", OTHER), article("Post", MILL)], 0, 2),
    ] {
        let briefing = story(articles);
        let comparison = compare(&briefing);
        holds(&briefing, &comparison).unwrap();
        assert_eq!(label(&comparison, copy), (Label::Copy, &[first][..]));
        assert_eq!(label(&comparison, first).0, Label::Original);
        assert_eq!(comparison.origins, 2);
    }
}

#[test]
fn a_spun_copy_is_a_rewording_and_its_quotations_are_warned_of() {
    let briefing =
        story(vec![article("Post", MILL), published(article("Herald", SPUN), 13), article("Gazette", OTHER)]);
    let comparison = compare(&briefing);
    holds(&briefing, &comparison).unwrap();
    assert_eq!(label(&comparison, 1), (Label::Rewording, &[0][..]), "{:?}", comparison.articles);
    let why = comparison.articles[1].why.as_str();
    assert!(why.starts_with("Post in other words") && why.contains("quotation marks"), "{why}");
    assert_eq!(comparison.origins, 2);
}

#[test]
fn an_article_cites_what_it_names_or_what_the_curator_says() {
    let naming = format!("{OTHER} The Morning Post reported that the mill burned on Monday night.");
    let briefing = story(vec![article("Morning Post", MILL), article("Herald", &naming)]);
    let comparison = compare(&briefing);
    assert_eq!(label(&comparison, 1), (Label::Cites, &[0][..]), "{:?}", comparison.articles);
    assert_eq!(comparison.origins, 1);

    let mut silent = article("Herald", OTHER);
    silent.cites = vec!["morning".into()];
    let briefing = story(vec![article("Morning Post", MILL), silent]);
    let comparison = compare(&briefing);
    assert_eq!(label(&comparison, 1), (Label::Cites, &[0][..]));
    assert!(
        comparison.articles[1].why.as_str().contains("the curator says"),
        "{}",
        comparison.articles[1].why
    );
}

#[test]
fn articles_with_the_same_quotations_share_a_source() {
    let one = "“Nobody told us that the gates were open,” a farmer in Halden said. Cows stood on the church steps. \
        “We lost the whole of the harvest in an hour,” she added.";
    let other = "The lower fields are under water. A woman who farms there told reporters: “Nobody told us that the \
        gates were open.” “We lost the whole of the harvest in an hour,” she said of that night.";
    let briefing = story(vec![article("Post", one), published(article("Herald", other), 13)]);
    let comparison = compare(&briefing);
    assert_eq!(label(&comparison, 1), (Label::Shares, &[0][..]), "{:?}", comparison.articles);
    assert_eq!(label(&comparison, 0).0, Label::Original);
    assert_eq!(comparison.origins, 1);
}

#[test]
fn articles_of_their_own_are_as_many_origins() {
    let briefing = story(vec![article("Post", MILL), article("Gazette", OTHER)]);
    let comparison = compare(&briefing);
    assert_eq!(comparison.origins, 2);
    assert!(comparison.articles.iter().all(|o| o.label == Label::Original), "{:?}", comparison.articles);
}

// Questions

/// A story that asks two things.
fn asking(articles: Vec<Article>) -> Briefing {
    let sections = vec![
        question("fire", "How did the fire at the mill begin?", "A lamp fell into the flour at the mill."),
        question("money", "Who pays for the damage?", "The insurers pay for the damage to the roof."),
    ];
    Briefing { sections, ..story(articles) }
}

fn section<'c>(comparison: &'c Comparison, id: &str) -> &'c Section {
    comparison.sections.iter().find(|s| s.id.as_str() == id).unwrap()
}

/// The section in whose points a sentence that begins so stands.
fn where_is(briefing: &Briefing, comparison: &Comparison, beginning: &str) -> Vec<String> {
    let texts: Vec<Text> = briefing.articles.iter().map(Article::whole_text).collect();
    let begins = |s: &&Section| {
        let mut places = s.points.iter().flat_map(|p| &p.accounts);
        places.any(|p| texts[p.article].as_str()[p.span.clone()].starts_with(beginning))
    };
    comparison.sections.iter().filter(begins).map(|s| s.id.to_string()).collect()
}

#[test]
fn a_point_belongs_to_the_question_of_its_own_section() {
    let mut post = article("Post", "");
    post.sections =
        vec![passage("How did the fire begin at the mill?", "Swallows nest under the eaves in Dunmore.")];
    let briefing = asking(vec![post]);
    assert_eq!(where_is(&briefing, &compare(&briefing), "Swallows"), ["fire"]);
}

#[test]
fn what_the_curator_says_a_section_answers_comes_before_its_words() {
    let mut post = article("Post", "");
    let mut own = passage("How did the fire begin at the mill?", "Swallows nest under the eaves in Dunmore.");
    own.answers = Some("money".into());
    post.sections = vec![own];
    let briefing = asking(vec![post]);
    assert_eq!(where_is(&briefing, &compare(&briefing), "Swallows"), ["money"]);
}

#[test]
fn without_a_section_words_tell_the_question_and_else_it_is_also_reported() {
    let briefing = asking(vec![article(
        "Post",
        "The fire began when a lamp fell into flour at the mill. Insurers will pay for the damage to the roof. \
         Swallows nest under the eaves in Dunmore.",
    )]);
    let comparison = compare(&briefing);
    holds(&briefing, &comparison).unwrap();
    assert_eq!(where_is(&briefing, &comparison, "The fire"), ["fire"]);
    assert_eq!(where_is(&briefing, &comparison, "Insurers"), ["money"]);
    assert_eq!(where_is(&briefing, &comparison, "Swallows"), [""]);
}

#[test]
fn articles_answer_partly_or_are_silent() {
    let mut whole = article("Post", "");
    whole.sections = vec![passage(
        "How did the fire at the mill begin?",
        "The fire began when a lamp fell into flour at the mill. A guard named Oskar Lund found the mill in flames \
         at nine. The mill of Dunmore had no sprinklers against fire.",
    )];
    let one = article("Herald", "A lamp that fell into flour was how the fire at the mill began.");
    let none = article("Gazette", "Pears were cheap at the market of Brisk in autumn.");
    let briefing = asking(vec![whole, one, none]);
    let comparison = compare(&briefing);
    holds(&briefing, &comparison).unwrap();
    let fire = section(&comparison, "fire");
    assert_eq!((fire.coverage[0], fire.coverage[2]), (Answers, Silent));
    assert_ne!(fire.coverage[1], Silent);
    assert_eq!(section(&comparison, "money").coverage, [Silent, Silent, Silent]);
    assert_eq!(section(&comparison, "money").origins, 0);
    assert_eq!(section(&comparison, "").coverage[2], Partly);
}

#[test]
fn an_article_that_has_one_of_many_points_answers_partly() {
    let told = "The fire began when a lamp fell into flour at the mill. Oskar Lund, a guard, smelled smoke in the \
        sieve room. Two hoses of the fire brigade were frozen. Sparks crossed the yard to the stables. \
        The chimney fell through the floor of the office.";
    let mut articles: Vec<Article> =
        ["Post", "Herald"].into_iter().map(|outlet| article(outlet, "")).collect();
    for article in &mut articles {
        article.sections = vec![passage("How did the fire at the mill begin?", told)];
    }
    articles.push(article("Gazette", "Two hoses of the fire brigade were frozen."));
    let briefing = asking(articles);
    let comparison = compare(&briefing);
    assert_eq!(section(&comparison, "fire").coverage, [Answers, Answers, Partly]);
}

// The curator

const COLLAPSE: [&str; 2] = [
    "Rescuers worked through the night. Seven miners were killed when the old tunnel at Karvel collapsed.",
    "Nine miners were killed when the old tunnel at Karvel collapsed. Snow fell on the camp.",
];

fn dismissing(briefing: Briefing, anchor: &Text) -> Briefing {
    let remark = Some("Two of them were found later.".into());
    let stanza =
        Stanza { section: None, what: None, accounts: Vec::new(), remark, dismiss: Some(anchor.clone()) };
    Briefing { differences: vec![stanza], ..briefing }
}

#[test]
fn a_dismissed_difference_is_not_open_also_after_small_edits() {
    let briefing = pair(COLLAPSE[0], COLLAPSE[1]);
    let anchor = finds(&briefing, Kind::Figure, Verdict::Differs, &["even", "ine"]).anchor;
    let edits = [
        ("", ""),
        ("Rescuers worked through the night.", "Rescuers dug with their hands until dawn."),
        ("old tunnel", "tunnel"),
        ("collapsed", "caved in"),
        ("Snow fell on the camp.", "Snow fell on the camp. The road to Brisk was closed."),
    ];
    for (from, to) in edits {
        let edited = |text: &str| if from.is_empty() { text.to_owned() } else { text.replace(from, to) };
        let briefing = dismissing(pair(&edited(COLLAPSE[0]), &edited(COLLAPSE[1])), &anchor);
        let difference = finds(&briefing, Kind::Figure, Verdict::Differs, &["even", "ine"]);
        assert_eq!(difference.dismissed, Some(0), "{from} to {to}: {anchor} is now {}", difference.anchor);
        assert!(!difference.is_open());
    }
}

#[test]
fn what_is_dismissed_hides_nothing_else() {
    let briefing = pair(COLLAPSE[0], COLLAPSE[1]);
    let anchor = finds(&briefing, Kind::Figure, Verdict::Differs, &["even", "ine"]).anchor;
    // Other texts have a difference of the same kind: the stanza does not mean that one.
    let other = pair(
        "The harbour of Brisk lost 30 boats in the storm.",
        "The harbour of Brisk lost 80 boats in the storm.",
    );
    let found = finds(&dismissing(other, &anchor), Kind::Figure, Verdict::Differs, &["30", "80"]);
    assert_eq!(found.dismissed, None);
    // And a change of the figure itself is news, not what was dismissed.
    let changed = pair(&COLLAPSE[0].replace("Seven", "Forty"), &COLLAPSE[1].replace("Nine", "Sixty"));
    let found = finds(&dismissing(changed, &anchor), Kind::Figure, Verdict::Differs, &["orty", "ixty"]);
    assert_eq!(found.dismissed, None, "{anchor} is now {}", found.anchor);
}

// Every text

/// What was found without the order of the articles: by section, kind and verdict, who says what.
fn unordered(briefing: &Briefing) -> BTreeSet<(String, String, BTreeSet<String>)> {
    let comparison = compare(briefing);
    let mut found = BTreeSet::new();
    for section in &comparison.sections {
        for difference in &section.differences {
            let accounts = difference.accounts.iter();
            let accounts =
                accounts.map(|a| format!("{} {}", briefing.articles[a.article].id, a.value)).collect();
            let kind = format!("{} {}", difference.kind.name(), difference.verdict.name());
            found.insert((section.id.to_string(), kind, accounts));
        }
    }
    found
}

#[test]
fn the_order_of_the_articles_does_not_change_what_is_found() {
    let texts = [
        (
            "Post",
            "Seven miners were killed when the tunnel at Karvel collapsed on Monday. Ruta Vane called it “a \
            bitter loss for every family”. Pears were cheap.",
        ),
        (
            "Herald",
            "Nine miners were killed when the Karvel tunnel collapsed on Monday. Ruta Vane called it “a bitter \
            blow for every household”.",
        ),
        (
            "Gazette",
            "At least seven miners died when the tunnel at Karvel collapsed on Tuesday. An official said the \
            beams had been wet for weeks.",
        ),
    ];
    let articles: Vec<Article> = texts
        .iter()
        .zip(10..)
        .map(|((outlet, text), day)| published(article(outlet, text), day + 2))
        .collect();
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let found: Vec<_> = orders
        .iter()
        .map(|order| unordered(&asking(order.iter().map(|&a| articles[a].clone()).collect())))
        .collect();
    for other in &found[1..] {
        assert_eq!(*other, found[0]);
    }
}

const WHO: [&str; 6] =
    ["Ruta Vane", "A harbour official", "The county", "Petra Holm", "Miners", "The Morning Post"];
const SAID: [&str; 4] = ["said", "told reporters that", "denied that", "reportedly said"];
const WHAT: [&str; 8] = [
    "seven people were killed at Karvel",
    "at least nine people died at Karvel",
    "the bridge fell on 3 March 2031",
    "the bridge fell on Tuesday",
    "“the river does not forgive anyone”",
    "“the river may not forgive us”",
    "the damage was about $3 million",
    "40 per cent of the flour was lost",
];
const END: [&str; 5] = [".", "!", "?", " last week.", ", according to the Herald."];

/// Texts that tell much the same in many ways.
fn told() -> impl Strategy<Value = String> {
    let sentence = (select(&WHO[..]), select(&SAID[..]), select(&WHAT[..]), select(&END[..]))
        .prop_map(|(who, said, what, end)| format!("{who} {said} {what}{end}"));
    let paragraph = vec(sentence, 1..5).prop_map(|sentences| sentences.join(" "));
    vec(paragraph, 0..4).prop_map(|paragraphs| paragraphs.join("\n\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_a_source_says_disappears(texts in vec(told(), 1..5), own in told()) {
        let outlets = ["Morning Post", "Herald", "Gazette", "Courier"];
        let mut articles: Vec<Article> =
            texts.iter().zip(outlets).map(|(text, outlet)| article(outlet, text)).collect();
        articles[0].sections = vec![passage("Who pays for the damage to the mill?", &own)];
        let briefing = asking(articles);
        let comparison = compare(&briefing);
        prop_assert_eq!(holds(&briefing, &comparison), Ok(()));
        prop_assert_eq!(&compare(&briefing), &comparison, "the same again");
        let alone = Briefing { articles: briefing.articles[..1].to_vec(), ..briefing };
        let comparison = compare(&alone);
        prop_assert_eq!(holds(&alone, &comparison), Ok(()));
        let others = |d: &&Difference| !matches!(d.verdict, Verdict::Only | Verdict::Inside);
        prop_assert_eq!(all(&comparison).find(others), None, "one article differs from none");
    }
}
