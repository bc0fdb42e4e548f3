//! Which files a briefing folder gets from what was found. Nothing that is there is overwritten.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;

use super::write::{article_toml, briefing_toml};
use super::{Draft, Harvest, Overrides};
use crate::briefing::parse::{BRIEFING_FILE, MOST_ARTICLES, MOST_SECTIONS};
use crate::briefing::{Article, Briefing, Event, Partial, Section, is_id, same_question};
use crate::text;
use crate::text::words::{slug, words};
use crate::text::{Text, markdown};

/// What would be written, and why.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Plan {
    /// Paths within the folder, with their contents: files that are not there yet.
    pub files: Vec<(String, String)>,
    /// Questions and events that the `briefing.toml` that is there is offered, each as commented lines.
    pub offers: Vec<String>,
    /// What became of each article, in the order in which they were found.
    pub articles: Vec<Outcome>,
    /// The questions that the briefing asks, or is offered.
    pub questions: Vec<Text>,
    /// The events that the briefing gets, or is offered.
    pub events: Vec<Event>,
    /// Why it cannot be written.
    pub refused: Option<Text>,
}

impl Plan {
    /// Drops what is offered and stands in `content` already, offered before or taken over.
    pub fn offer_beyond(&mut self, content: &str) {
        let known: HashSet<&str> = content.lines().map(str::trim).collect();
        self.offers.retain(|offer| {
            let mut lines = offer.lines();
            lines
                .find(|line| KEYS.iter().any(|key| line.starts_with(key)))
                .is_none_or(|key| !known.contains(key))
        });
    }

    /// What is added at the end of the `briefing.toml` that is there.
    pub fn comments(&self) -> Option<String> {
        let head =
            "\n# Questions and events of articles that were imported later; uncomment those you want.\n";
        (!self.offers.is_empty()).then(|| head.to_owned() + &self.offers.concat())
    }
}

/// The line by which a question or event that was offered is known.
const KEYS: [&str; 2] = ["# question = ", "# what = "];

/// Letters of a title that was a sentence.
const LONGEST_TITLE: usize = 120;
const SHORTEST_TITLE: usize = 25;

/// What became of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The article, with its id.
    pub article: Article,
    /// The id under which the same text is there already.
    pub already: Option<Text>,
    /// What was left out of the page.
    pub left_out: Vec<Text>,
}

/// Plans a folder called `name`; `there` is the briefing that it holds already.
pub fn plan(harvests: Vec<Harvest>, overrides: &Overrides, name: &str, there: Option<&Briefing>) -> Plan {
    let mut plan = Plan::default();
    let mut story: Option<Briefing> = None;
    let mut ids: HashSet<Text> = there.iter().flat_map(|b| b.articles.iter().map(|a| a.id.clone())).collect();
    let mut texts: Vec<(String, Text)> =
        there.iter().flat_map(|b| &b.articles).map(|a| (fingerprint(a), a.id.clone())).collect();
    for harvest in harvests {
        let mut renamed: HashMap<Text, Text> = HashMap::new();
        for Draft { mut article, left_out, .. } in harvest.drafts {
            let named = article.id.clone();
            overrides.apply(&mut article);
            let print = fingerprint(&article);
            let already = texts
                .iter()
                .find(|(known, _)| !print.is_empty() && *known == print)
                .map(|(_, id)| id.clone());
            if already.is_none() {
                article.id = free_id(&article, &ids);
                ids.insert(article.id.clone());
                texts.push((print, article.id.clone()));
            }
            renamed.insert(named, already.clone().unwrap_or_else(|| article.id.clone()));
            plan.articles.push(Outcome { article, already, left_out });
        }
        for (_, mut told) in harvest.stories {
            rename(&mut told, &renamed);
            match &mut story {
                Some(story) => merge(story, told),
                None => story = Some(told),
            }
        }
    }
    if ids.len() > MOST_ARTICLES {
        plan.refused =
            Some(text!("it would have {} articles, and a briefing has at most {MOST_ARTICLES}", ids.len()));
    }
    let told: Vec<Section> = story.as_ref().map(|s| s.sections.clone()).unwrap_or_default();
    let mut sections: Vec<Section> = there.map_or_else(|| told.clone(), |b| b.sections.clone());
    let known = sections.len();
    let mut taken: HashSet<Text> = sections.iter().map(|s| s.id.clone()).collect();
    for mut section in told.into_iter().filter(|_| there.is_some()) {
        if !sections.iter().any(|s| same_question(&s.question, &section.question)) {
            section.id = unique(section.id.as_str(), "section", &taken);
            taken.insert(section.id.clone());
            sections.push(section);
        }
    }
    // Of an article that is there already the questions are offered once more, in case they were
    // not the last time: what stands in the file is left out later.
    for outcome in plan.articles.iter_mut().filter(|o| o.already.is_none() || there.is_some()) {
        // No article asks the same twice, however much its questions share.
        let mut answered: HashSet<Text> = HashSet::new();
        for passage in &mut outcome.article.sections {
            let asked = sections
                .iter()
                .find(|s| !answered.contains(&s.id) && same_question(&s.question, &passage.question));
            let id = match asked {
                Some(section) => section.id.clone(),
                None if sections.len() >= MOST_SECTIONS => continue,
                None => {
                    let id = unique(&slug(passage.question.as_str()), "section", &taken);
                    taken.insert(id.clone());
                    let question = passage.question.clone();
                    sections.push(Section { id: id.clone(), question, answer: None, remark: None });
                    id
                }
            };
            answered.insert(id.clone());
            // What is offered in a comment is no section that one could point to.
            let is_there = there.is_none() || sections.iter().take(known).any(|s| s.id == id);
            passage.answers = is_there.then_some(id);
        }
    }
    let new: Vec<Section> = sections.split_off(known.min(sections.len()));
    for outcome in plan.articles.iter().filter(|o| o.already.is_none()) {
        let path = format!("articles/{}.toml", outcome.article.id);
        plan.files.push((path, article_toml(&outcome.article)));
    }
    plan.events = story.as_ref().map(|s| s.events.clone()).unwrap_or_default();
    if let Some(there) = there {
        plan.events.retain(|new| !there.events.iter().any(|e| e.what == new.what && e.when == new.when));
        plan.offers = offered(&new, &plan.events);
        plan.questions = new.into_iter().map(|s| s.question).collect();
        return plan;
    }
    sections.extend(new);
    plan.questions = sections.iter().map(|s| s.question.clone()).collect();
    let briefing = Briefing { sections, ..begun(story, &plan.articles, name) };
    plan.files.insert(0, (BRIEFING_FILE.to_owned(), with_first_question(&briefing)));
    plan
}

/// A briefing about these articles: the first headline is its title, the latest date its own.
fn begun(story: Option<Briefing>, articles: &[Outcome], name: &str) -> Briefing {
    let mut briefing = story.unwrap_or_default();
    let articles = || articles.iter().map(|o| &o.article);
    if briefing.title.is_blank() {
        let headline = articles().find_map(|a| a.headline.clone());
        let first = || articles().map(first_sentence).find(|sentence| !sentence.is_blank());
        briefing.title = headline.or_else(first).unwrap_or_else(|| Text::new(&name.replace('-', " ")).line());
    }
    if briefing.title.is_blank() {
        briefing.title = text!("A briefing");
    }
    if briefing.published.is_none() {
        let latest = articles().filter_map(|a| a.published).max_by_key(|p| p.first_day());
        briefing.published = latest.map(Partial::day_only);
    }
    if briefing.language.is_blank() {
        briefing.language = articles().find_map(|a| a.language.clone()).unwrap_or_else(|| text!("en"));
    }
    briefing.edition = 1;
    briefing
}

/// A briefing asks at least one question; where no article has any, one is put there to be changed.
fn with_first_question(briefing: &Briefing) -> String {
    let mut content = String::from(
        "# Begun by `crossread import`. The articles are evidence and stay as they are; this file is yours to curate.\n\n",
    );
    content.push_str(&briefing_toml(briefing));
    if briefing.sections.is_empty() {
        content.push_str(
            "\n# The articles ask no questions of their own: put yours here.\n[[section]]\nid = \"what-happened\"\nquestion = \"What happened?\"\n# answer = '''\n# Write the answer; a citation is [^the-id-of-an-article].\n# '''\n",
        );
    }
    content
}

/// What an article without a headline begins with.
fn first_sentence(article: &Article) -> Text {
    let document = markdown::parse(&article.whole_text());
    let Some(block) = document.blocks.iter().find(|b| !b.text.is_blank()) else { return Text::default() };
    let said = Text::new(&block.said()).line();
    // `Mr.` ends none.
    let mut length = 0;
    for sentence in said.as_str().split_sentence_bounds() {
        length += sentence.len();
        if length >= SHORTEST_TITLE {
            break;
        }
    }
    let sentence = &said.as_str()[..length];
    text::fit(Text::new(sentence.trim()).get(), LONGEST_TITLE)
}

/// Puts what a second story says after the first; what both ask is one question with both answers.
fn merge(story: &mut Briefing, other: Briefing) {
    let known = story.sections.len();
    let mut taken: HashSet<Text> = story.sections.iter().map(|s| s.id.clone()).collect();
    let mut answered: HashSet<usize> = HashSet::new();
    for mut section in other.sections {
        let asked = (0..known).find(|at| {
            !answered.contains(at) && same_question(&story.sections[*at].question, &section.question)
        });
        if let Some(at) = asked {
            answered.insert(at);
            let both = [story.sections[at].answer.take(), section.answer];
            let mut both: Vec<&str> = both.iter().flatten().map(Text::as_str).collect();
            both.dedup();
            story.sections[at].answer = Some(Text::new(&both.join("\n\n"))).filter(|a| !a.is_blank());
            continue;
        }
        section.id = unique(section.id.as_str(), "section", &taken);
        taken.insert(section.id.clone());
        story.sections.push(section);
    }
    story.sections.truncate(MOST_SECTIONS);
    story.events.extend(other.events);
    story.events.sort_by_key(|event| event.when.map(|when| when.from.first_day()));
    for tag in other.tags {
        if !story.tags.contains(&tag) {
            story.tags.push(tag);
        }
    }
    let latest = [story.published, other.published].into_iter().flatten();
    story.published = latest.max_by_key(|p| p.first_day());
}

/// New questions and events as comments, to be taken over by hand.
fn offered(sections: &[Section], events: &[Event]) -> Vec<String> {
    let one = |briefing: &Briefing, kind: &str, told: bool| {
        let written = briefing_toml(briefing);
        let stanza = written.split_once(kind).map_or("", |(_, s)| s);
        let mut content = format!("#\n# {kind}\n");
        // Without an answer the stanza ends in comments of its own.
        for line in stanza.trim().lines().filter(|l| told || !l.starts_with('#')) {
            let _ = writeln!(content, "{}", format!("# {line}").trim_end());
        }
        content
    };
    let asked = sections.iter().map(|section| {
        let briefing = Briefing { sections: vec![section.clone()], ..Briefing::default() };
        one(&briefing, "[[section]]", section.answer.is_some())
    });
    let happened = events.iter().map(|event| {
        one(&Briefing { events: vec![event.clone()], ..Briefing::default() }, "[[event]]", true)
    });
    asked.chain(happened).collect()
}

/// Puts the ids that the articles got in the place of those that a story cites.
fn rename(story: &mut Briefing, ids: &HashMap<Text, Text>) {
    for answer in story.sections.iter_mut().filter_map(|s| s.answer.as_mut()) {
        let mut parts = answer.as_str().split("[^");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let cited = part.split_once(']').and_then(|(id, rest)| Some((ids.get(&Text::new(id))?, rest)));
            let _ = match cited {
                Some((id, rest)) => write!(out, "[^{id}]{rest}"),
                None => write!(out, "[^{part}"),
            };
        }
        *answer = Text::new(&out);
    }
    for id in story.events.iter_mut().flat_map(|e| &mut e.articles) {
        if let Some(new) = ids.get(id) {
            id.clone_from(new);
        }
    }
}

/// The words of a text, since the same text saved twice differs in white space and quotation marks;
/// where there is none, the address.
fn fingerprint(article: &Article) -> String {
    let words = words(article.whole_text().as_str()).join(" ");
    if words.is_empty() { article.url.as_ref().map(ToString::to_string).unwrap_or_default() } else { words }
}

fn free_id(article: &Article, taken: &HashSet<Text>) -> Text {
    if is_id(article.id.as_str()) {
        return unique(article.id.as_str(), "article", taken);
    }
    let from_outlet = article.outlet.as_ref().map(|o| slug(o.as_str())).filter(|s| is_id(s));
    let from_headline = || article.headline.as_ref().map(|h| short(&slug(h.as_str()))).filter(|s| is_id(s));
    let base = from_outlet.or_else(from_headline).unwrap_or_else(|| "article".to_owned());
    unique(&base, "article", taken)
}

/// The first words of a slug, up to 40 bytes.
fn short(slug: &str) -> String {
    match slug.get(..40) {
        Some(head) => head.rsplit_once('-').map_or(head, |(words, _)| words).to_owned(),
        None => slug.to_owned(),
    }
}

/// An id that is not taken: `base`, or `fallback` where that is none, with a number behind it.
pub(super) fn unique(base: &str, fallback: &str, taken: &HashSet<Text>) -> Text {
    let base = if is_id(base) { base } else { fallback };
    let mut id = Text::new(base);
    let mut number = 2;
    while taken.contains(&id) {
        let ending = format!("-{number}");
        let kept = base.len().min(64 - ending.len());
        id = text!("{}{ending}", base.get(..kept).unwrap_or(fallback).trim_end_matches('-'));
        number += 1;
    }
    id
}
