//! Files to a briefing. Never fails: a value, and the problems of each file in the order of their places.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::check::{self, Reference, Target};
use super::time::{Partial, Period};
use super::{
    Account, Article, ArticleKind, Briefing, Difference, Event, Passage, Place, Section, Term, is_id,
    is_reserved, names,
};
use crate::document::{self, At, Fields, Log};
use crate::problem::{Problem, Severity, nearest};
use crate::text;
use crate::text::words::slug;
use crate::text::{Text, markdown};

/// Sections of a briefing or article at most.
pub const MOST_SECTIONS: usize = 512;
/// Articles of a briefing at most.
pub const MOST_ARTICLES: usize = 1000;
/// Characters of a citation that are looked at to find its place.
const LONGEST_MARK: usize = 256;
/// The file that makes a folder a briefing.
pub const BRIEFING_FILE: &str = "briefing.toml";

/// The files of one briefing, as they stand.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The folder's name, or the file's without its ending.
    pub name: String,
    /// How problems of the whole briefing name it.
    pub shown: Text,
    /// `briefing.toml` or the single file; absent in a folder of articles.
    pub briefing: Option<File>,
    /// The files of `articles/`, by name.
    pub articles: Vec<File>,
    /// What could not be read at all.
    pub problems: Vec<Problem>,
}

/// One file.
#[derive(Debug, Clone)]
pub struct File {
    /// The file's name without folder and ending.
    pub stem: String,
    /// How problems name it.
    pub shown: Text,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Reads a briefing as of `today`, which only tells what lies in the future.
pub fn parse(source: &Source, today: NaiveDate) -> (Briefing, Vec<Problem>) {
    let mut problems = source.problems.clone();
    let decoded: Vec<_> = source
        .briefing
        .iter()
        .chain(&source.articles)
        .map(|file| {
            let (content, faults) = document::decode(&file.shown, &file.bytes);
            problems.extend(faults);
            (file, content)
        })
        .collect();
    let mut logs: Vec<Log<'_>> =
        decoded.iter().map(|(file, content)| Log::new(file.shown.clone(), content)).collect();
    let mut reading = Reading { today, ..Reading::default() };
    let mut briefing = Briefing { edition: 1, language: Text::new("en"), ..Briefing::default() };

    let first_article = usize::from(source.briefing.is_some());
    if let Some(log) = logs.first_mut().filter(|_| source.briefing.is_some()) {
        document::read(log, |log, fields| reading.briefing(log, fields, &mut briefing));
    }
    briefing.id = briefing_id(source, &mut problems);
    for (number, ((file, _), log)) in decoded.iter().zip(&mut logs).enumerate().skip(first_article) {
        if briefing.articles.len() == MOST_ARTICLES {
            problems.push(too_many_articles(source));
            break;
        }
        reading.file = number;
        let id = article_id(file, log);
        let article = document::read(log, |log, fields| reading.article(log, fields, id));
        reading.add_article(log, &mut briefing, article, 0..0);
    }
    // Of a file that cannot be read there is nothing more to say than that.
    let unread = !source.problems.is_empty();
    let articles_alone = source.briefing.is_none() && !source.articles.is_empty();
    if briefing.title.is_blank() {
        briefing.title = if articles_alone { Text::new(&source.name).line() } else { briefing.id.clone() };
    }
    if articles_alone && !unread {
        problems.push(
            Problem::of_file(
                source.shown.clone(),
                Severity::Warning,
                "undated",
                "the briefing has no date".into(),
            )
            .hint(text!("write a {BRIEFING_FILE} with `title` and `published`")),
        );
    }
    if briefing.sections.is_empty() {
        questions_of_articles(&mut briefing);
    }
    if briefing.sections.is_empty() && !unread {
        problems.push(
            Problem::of_file(
                decoded.first().map_or(&source.shown, |(file, _)| &file.shown).clone(),
                Severity::Error,
                "no-question",
                "no question is asked, here or in an article".into(),
            )
            .hint("add [[section]] with `question` and `answer`"),
        );
    }
    check::references(&briefing, &reading.references, &mut logs);
    names::mark(&mut briefing, &reading.outlets, &mut logs);
    for log in logs {
        problems.extend(log.finish());
    }
    (briefing, problems)
}

fn briefing_id(source: &Source, problems: &mut Vec<Problem>) -> Text {
    let name = source.name.as_str();
    if is_id(name) {
        return Text::new(name);
    }
    let id = usable_id(name, "briefing");
    problems.push(
        Problem::of_file(
            source.shown.clone(),
            Severity::Warning,
            "renamed-id",
            text!("`{}` is no valid id; the briefing is called `{id}`", Text::new(name).line()),
        )
        .hint("name it with lower-case letters, digits and hyphens"),
    );
    id
}

fn article_id(file: &File, log: &mut Log<'_>) -> Text {
    if is_id(&file.stem) {
        return Text::new(&file.stem);
    }
    let id = usable_id(&file.stem, "article");
    let name = Text::new(&file.stem).line();
    log.warn("renamed-id", 0..0, text!("`{name}` is no valid id; the article is called `{id}`"))
        .hints
        .push("name the file with lower-case letters, digits and hyphens".into());
    id
}

/// An id made from a name: its slug, or `fallback` where nothing of it is left.
fn usable_id(name: &str, fallback: &str) -> Text {
    let slug = slug(name);
    if is_id(&slug) {
        Text::new(&slug)
    } else if slug.is_empty() {
        Text::new(fallback)
    } else {
        text!("{slug}-{fallback}")
    }
}

fn too_many_articles(source: &Source) -> Problem {
    Problem::of_file(
        source.shown.clone(),
        Severity::Error,
        "too-many-articles",
        text!("there are more than {MOST_ARTICLES} articles; the rest is not read"),
    )
    .hint("split the story into several briefings")
}

/// A briefing without questions of its own asks those of its articles.
fn questions_of_articles(briefing: &mut Briefing) {
    let mut sections: Vec<Section> = Vec::new();
    let mut asked: HashSet<String> = HashSet::new();
    let mut ids = Ids::default();
    for passage in briefing.articles.iter().flat_map(|a| &a.sections) {
        let words = crate::text::words::words(passage.question.as_str()).join(" ");
        // Parts that answer the same question in other words ask it once: its first words stand.
        let answered = passage.answers.as_ref().is_some_and(|id| ids.taken.contains(id.as_str()));
        if answered || asked.contains(&words) || sections.len() == MOST_SECTIONS {
            continue;
        }
        asked.insert(words);
        let id = passage.answers.clone().filter(|id| is_id(id.as_str()));
        let id = match id {
            Some(id) => {
                ids.take(id.as_str());
                id
            }
            None => ids.free(&slug(passage.question.as_str()), "section", sections.len()),
        };
        sections.push(Section { id, question: passage.question.clone(), answer: None, remark: None });
    }
    briefing.sections = sections;
}

/// The ids of one kind that are taken.
#[derive(Default)]
struct Ids {
    taken: HashSet<String>,
    /// The number at which the search for a free one goes on, by the id that it is added to: ten
    /// thousand places of one name are named in one pass.
    next: HashMap<String, usize>,
}

impl Ids {
    /// Takes the id; false when it was taken before.
    fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// Takes the slug itself, `-2` and so on for a second one, `section-N` when nothing is left of
    /// it and it is a section's.
    fn free(&mut self, slug: &str, kind: &str, before: usize) -> Text {
        let base = if is_id(slug) { slug.to_owned() } else { format!("{kind}-{}", before + 1) };
        if self.take(&base) {
            return Text::new(&base);
        }
        let mut number = self.next.get(&base).copied().unwrap_or(2);
        let id = loop {
            let ending = format!("-{number}");
            let kept = base.len().min(64 - ending.len());
            let id = format!("{}{ending}", base[..kept].trim_end_matches('-'));
            number += 1;
            if self.take(&id) {
                break id;
            }
        };
        self.next.insert(base, number);
        Text::new(&id)
    }
}

/// What is learnt on the way through the files.
#[derive(Default)]
struct Reading {
    today: NaiveDate,
    /// The number of the file being read, among the logs.
    file: usize,
    references: Vec<Reference>,
    articles: Ids,
    /// Where each article's outlet is written: file and bytes.
    outlets: HashMap<Text, (usize, Range<usize>)>,
}

impl Reading {
    fn briefing(&mut self, log: &mut Log<'_>, fields: &mut Fields<'_, '_>, briefing: &mut Briefing) {
        if let Some(format) = fields.integer(log, "format")
            && format.value != 1
        {
            log.error(
                "unknown-format",
                format.span,
                text!("format {} is not known; this program reads format 1", format.value),
            )
            .hints
            .push("a newer crossread may read it".into());
        }
        briefing.title =
            required(log, fields, "title", "missing-title", "the briefing has no title").unwrap_or_default();
        briefing.summary = prose(fields.text(log, "summary"));
        briefing.published = self.published(log, fields, "the briefing has no date");
        briefing.updated = Self::date(log, fields, "updated");
        if let Some(edition) = fields.integer(log, "edition") {
            match u32::try_from(edition.value) {
                Ok(number) if number > 0 => briefing.edition = number,
                _ => {
                    log.error(
                        "out-of-range",
                        edition.span,
                        text!("edition `{}` is not 1 or more", edition.value),
                    );
                }
            }
        }
        if let Some(language) = line(fields.text(log, "language")) {
            briefing.language = language;
        }
        briefing.tags = lines(fields.texts(log, "tags"));
        briefing.curator = line(fields.text(log, "curator"));
        self.sections(log, fields, briefing);
        for fields in fields.tables(log, "event") {
            briefing.events.extend(self.event(log, fields));
        }
        let mut ids = Ids::default();
        for fields in fields.tables(log, "place") {
            let place = place(log, fields, briefing.places.len(), &mut ids);
            briefing.places.push(place);
        }
        for fields in fields.tables(log, "term") {
            briefing.terms.extend(term(log, fields));
        }
        for fields in fields.tables(log, "difference") {
            briefing.differences.push(self.difference(log, fields));
        }
        self.inline_articles(log, fields, briefing);
        fields.finish(log);
    }

    fn sections(&mut self, log: &mut Log<'_>, fields: &mut Fields<'_, '_>, briefing: &mut Briefing) {
        let mut ids = Ids::default();
        for (number, mut fields) in fields.tables(log, "section").into_iter().enumerate() {
            if number == MOST_SECTIONS {
                log.error(
                    "too-many-sections",
                    fields.span,
                    text!("there are more than {MOST_SECTIONS} sections; the rest is not read"),
                );
                break;
            }
            let id = fields.text(log, "id");
            let question = question(log, &mut fields);
            let answer = fields.text(log, "answer");
            if let Some(answer) = &answer {
                self.citations(log, answer);
            }
            let id = own_id(
                log,
                id,
                &slug(question.as_ref().map_or("", |q| q.as_str())),
                number,
                "section",
                &mut ids,
            );
            let question = question.unwrap_or_else(|| id.clone());
            let remark = fields.text(log, "remark");
            if let Some(remark) = &remark {
                self.citations(log, remark);
            }
            briefing.sections.push(Section { id, question, answer: prose(answer), remark: prose(remark) });
            fields.finish(log);
        }
    }

    fn inline_articles(&mut self, log: &mut Log<'_>, fields: &mut Fields<'_, '_>, briefing: &mut Briefing) {
        for (number, mut fields) in fields.tables(log, "article").into_iter().enumerate() {
            let span = fields.span.clone();
            if number == MOST_ARTICLES {
                log.error(
                    "too-many-articles",
                    span,
                    text!("there are more than {MOST_ARTICLES} articles; the rest is not read"),
                );
                break;
            }
            let id = fields.text(log, "id");
            if id.is_none() && !fields.has("id") {
                log.error("missing-id", span.clone(), "an article here has no `id`".into())
                    .hints
                    .push("id = \"…\"".into());
            }
            let at = id.as_ref().map_or(span, |id| id.span.clone());
            let id = match id {
                Some(id) if is_id(id.value.as_str()) => id.value,
                Some(id) => bad_id(log, &id, &format!("article-{}", number + 1)),
                None => text!("article-{}", number + 1),
            };
            let article = self.article(log, &mut fields, id);
            self.add_article(log, briefing, article, at);
        }
    }

    fn add_article(
        &mut self,
        log: &mut Log<'_>,
        briefing: &mut Briefing,
        mut article: Article,
        at: Range<usize>,
    ) {
        if !self.articles.take(article.id.as_str()) {
            log.error("duplicate-id", at, text!("two articles are called `{}`", article.id));
            let before = article.id.clone();
            article.id = self.articles.free(before.as_str(), "article", 0);
            if let Some(outlet) = self.outlets.get(&before).cloned() {
                self.outlets.insert(article.id.clone(), outlet);
            }
        }
        briefing.articles.push(article);
    }

    fn article(&mut self, log: &mut Log<'_>, fields: &mut Fields<'_, '_>, id: Text) -> Article {
        let outlet = fields.text(log, "outlet");
        match &outlet {
            Some(outlet) if !outlet.value.is_blank() => {
                self.outlets.insert(id.clone(), (self.file, outlet.span.clone()));
            }
            _ => {
                log.warn(
                    "no-outlet",
                    fields.span.clone(),
                    text!("the article has no outlet; `{id}` is shown in its place"),
                )
                .hints
                .push("outlet = \"…\"".into());
            }
        }
        let mut article = Article {
            outlet: line(outlet),
            headline: line(fields.text(log, "headline")),
            url: line(fields.text(log, "url")),
            published: self.published(
                log,
                fields,
                "the article has no date; words such as “on Thursday” cannot be resolved",
            ),
            updated: Self::date(log, fields, "updated"),
            byline: line(fields.text(log, "byline")),
            place: line(fields.text(log, "place")),
            language: line(fields.text(log, "language")),
            kind: kind(log, fields),
            retrieved: Self::date(log, fields, "retrieved"),
            lead: prose(fields.text(log, "text")).unwrap_or_default(),
            id,
            ..Article::default()
        };
        for cited in fields.texts(log, "cites") {
            article.cites.push(cited.value.clone());
            self.refer(Target::Article, cited);
        }
        for (number, mut fields) in fields.tables(log, "section").into_iter().enumerate() {
            if number == MOST_SECTIONS {
                log.error(
                    "too-many-sections",
                    fields.span,
                    text!("there are more than {MOST_SECTIONS} sections; the rest is not read"),
                );
                break;
            }
            let question = question(log, &mut fields).unwrap_or_else(|| text!("Section {}", number + 1));
            let answers = fields.text(log, "answers");
            if let Some(answers) = &answers {
                self.refer(Target::Section, answers.clone());
            }
            article.sections.push(Passage {
                question,
                answers: answers.map(|a| a.value),
                text: prose(fields.text(log, "text")).unwrap_or_default(),
            });
            fields.finish(log);
        }
        fields.finish(log);
        article
    }

    fn event(&mut self, log: &mut Log<'_>, mut fields: Fields<'_, '_>) -> Option<Event> {
        let when = fields.date_text(log, "when").and_then(|written| {
            let period = Period::read(written.value.as_str());
            if period.is_none() {
                let value = written.value.line();
                let message = if Period::ends_too_early(value.as_str()) {
                    text!("`{value}` ends before it begins")
                } else {
                    text!("`{value}` is no date")
                };
                log.error("bad-date", written.span, message)
                    .hints
                    .push("write 2025-11-26, 2025-11, 2025 or 2025-11-24/2025-11-30".into());
            }
            period
        });
        if !fields.has("when") {
            log.warn("undated", fields.span.clone(), "the event has no date".into())
                .hints
                .push("when = 2025-11-26".into());
        }
        let what = required(log, &mut fields, "what", "missing-what", "the event does not say what happened");
        let place = fields.text(log, "place");
        if let Some(place) = &place {
            self.refer(Target::Place, place.clone());
        }
        let articles = fields.texts(log, "articles");
        if articles.is_empty() {
            log.warn("uncited-event", fields.span.clone(), "the event cites no article".into())
                .hints
                .push("articles = [\"…\"]".into());
        }
        for article in &articles {
            self.refer(Target::Article, article.clone());
        }
        fields.finish(log);
        let articles = lines(articles);
        what.map(|what| Event { when, what, place: place.map(|p| p.value), articles })
    }

    fn difference(&mut self, log: &mut Log<'_>, mut fields: Fields<'_, '_>) -> Difference {
        let section = fields.text(log, "section");
        if let Some(section) = &section {
            self.refer(Target::Section, section.clone());
        }
        let mut accounts = Vec::new();
        for mut fields in fields.tables(log, "accounts") {
            let article = fields.text(log, "article");
            let says = line(fields.text(log, "says"));
            match &article {
                Some(article) => self.refer(Target::Article, article.clone()),
                None => {
                    log.error(
                        "missing-article",
                        fields.span.clone(),
                        "the account does not say whose it is".into(),
                    )
                    .hints
                    .push("article = \"…\"".into());
                }
            }
            if let Some(article) = article {
                accounts.push(Account { article: article.value, says: says.unwrap_or_default() });
            }
            fields.finish(log);
        }
        let difference = Difference {
            section: section.map(|s| s.value),
            what: line(fields.text(log, "what")),
            accounts,
            remark: prose(fields.text(log, "remark")),
            dismiss: line(fields.text(log, "dismiss")),
        };
        if difference.accounts.is_empty() && difference.dismiss.is_none() {
            log.warn(
                "empty-difference",
                fields.span.clone(),
                "the difference has no accounts and dismisses nothing".into(),
            );
        }
        fields.finish(log);
        difference
    }

    fn citations(&mut self, log: &Log<'_>, answer: &At<Text>) {
        let raw = log.raw().get(answer.span.clone()).unwrap_or_default();
        // Where each is first written, found in one pass: an answer can hold a hundred thousand.
        let mut written: HashMap<&str, usize> = HashMap::new();
        for (at, mark) in raw.match_indices("[^") {
            let rest = &raw[at + mark.len()..];
            // No id is longer; a mark without an end is none.
            let near = rest.char_indices().nth(LONGEST_MARK).map_or(rest, |(end, _)| &rest[..end]);
            if let Some((id, _)) = near.split_once(']') {
                written.entry(id).or_insert(at);
            }
        }
        for id in markdown::citations(&answer.value) {
            let at = written.get(id.as_str()).map_or(answer.span.clone(), |at| {
                let start = answer.span.start + at;
                start..start + "[^]".len() + id.as_str().len()
            });
            self.refer(Target::Citation, At { value: id, span: at });
        }
    }

    fn refer(&mut self, target: Target, id: At<Text>) {
        self.references.push(Reference { file: self.file, target, id: id.value, span: id.span });
    }

    fn published(&self, log: &mut Log<'_>, fields: &mut Fields<'_, '_>, absent: &str) -> Option<Partial> {
        let published = fields.stamp(log, "published");
        match &published {
            Some(found) if found.value.date > self.today.succ_opt().unwrap_or(self.today) => {
                log.warn(
                    "future-date",
                    found.span.clone(),
                    text!("`published` lies in the future: {}", Partial::from(found.value)),
                );
            }
            None if !fields.has("published") => {
                log.warn("undated", fields.span.clone(), absent.into())
                    .hints
                    .push("published = 2025-11-26".into());
            }
            _ => {}
        }
        published.map(|p| p.value.into())
    }

    fn date(log: &mut Log<'_>, fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Partial> {
        fields.stamp(log, key).map(|stamp| stamp.value.into())
    }
}

fn question(log: &mut Log<'_>, fields: &mut Fields<'_, '_>) -> Option<Text> {
    required(log, fields, "question", "missing-question", "the section has no question")
}

/// A line that has to be there. One of another type has been told of already.
fn required(
    log: &mut Log<'_>,
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    code: &'static str,
    absent: &str,
) -> Option<Text> {
    let written = fields.text(log, key);
    let told = written.is_none() && fields.has(key);
    let at = written.as_ref().map_or(fields.span.clone(), |w| w.span.clone());
    let found = line(written);
    if found.is_none() && !told {
        log.error(code, at, absent.into()).hints.push(text!("{key} = \"…\""));
    }
    found
}

/// The id that was written, or one made; a bad one or a second of the same name is an error.
fn own_id(
    log: &mut Log<'_>,
    written: Option<At<Text>>,
    slug: &str,
    before: usize,
    kind: &'static str,
    ids: &mut Ids,
) -> Text {
    match written {
        None => ids.free(slug, kind, before),
        Some(id) if !is_id(id.value.as_str()) => {
            let made = bad_id(log, &id, kind);
            ids.free(made.as_str(), kind, before)
        }
        Some(id) if !ids.take(id.value.as_str()) => {
            log.error("duplicate-id", id.span, text!("two {kind}s are called `{}`", id.value));
            ids.free(id.value.as_str(), kind, before)
        }
        Some(id) => id.value,
    }
}

fn bad_id(log: &mut Log<'_>, id: &At<Text>, fallback: &str) -> Text {
    let slug = usable_id(id.value.as_str(), fallback);
    let (message, hint) = if is_reserved(id.value.as_str()) {
        (text!("`{}` is a name that some systems keep for themselves", id.value), text!("such as `{slug}`"))
    } else {
        (
            text!("`{}` is no valid id", id.value.line()),
            text!("lower-case letters, digits and hyphens, at most 64, such as `{slug}`"),
        )
    };
    log.error("bad-id", id.span.clone(), message).hints.push(hint);
    slug
}

fn place(log: &mut Log<'_>, mut fields: Fields<'_, '_>, before: usize, ids: &mut Ids) -> Place {
    let id = fields.text(log, "id");
    let name = required(log, &mut fields, "name", "missing-name", "the place has no name");
    let id = own_id(log, id, &slug(name.as_ref().map_or("", |n| n.as_str())), before, "place", ids);
    let mut degrees = |key: &'static str, most: f64| {
        let at = fields.number(log, key)?;
        if at.value.abs() <= most {
            return Some(at.value);
        }
        log.error("out-of-range", at.span, text!("`{key}` is {}, outside ±{most}", at.value));
        None
    };
    let (lat, lon) = (degrees("lat", 90.0), degrees("lon", 180.0));
    fields.finish(log);
    Place { name: name.unwrap_or_else(|| id.clone()), id, lat, lon }
}

fn term(log: &mut Log<'_>, mut fields: Fields<'_, '_>) -> Option<Term> {
    let name = required(log, &mut fields, "name", "missing-name", "the term has no name");
    let mut also = lines(fields.texts(log, "also"));
    let meaning = prose(fields.text(log, "meaning"));
    fields.finish(log);
    let name = match name {
        Some(name) => name,
        None if also.is_empty() => return None,
        None => also.remove(0),
    };
    Some(Term { name, also, meaning })
}

fn kind(log: &mut Log<'_>, fields: &mut Fields<'_, '_>) -> Option<ArticleKind> {
    let written = fields.text(log, "kind")?;
    let names = ArticleKind::NAMES.map(|(name, _)| name);
    let found = ArticleKind::NAMES.iter().find(|(name, _)| *name == written.value.as_str());
    if found.is_none() {
        let problem =
            log.warn("unknown-kind", written.span, text!("`{}` is no kind of article", written.value.line()));
        problem.hints.push(match nearest(written.value.get(), names) {
            Some(near) => text!("did you mean `{near}`?"),
            None => text!("one of {}", names.join(", ")),
        });
    }
    found.map(|(_, kind)| *kind)
}

fn line(text: Option<At<Text>>) -> Option<Text> {
    text.map(|t| t.value.line()).filter(|t| !t.is_blank())
}

fn prose(text: Option<At<Text>>) -> Option<Text> {
    text.map(|t| t.value).filter(|t| !t.is_blank())
}

fn lines(texts: Vec<At<Text>>) -> Vec<Text> {
    texts.into_iter().map(|t| t.value.line()).filter(|t| !t.is_blank()).collect()
}
