//! What stands in an article by its structure and is none of it: boxes, pictures, lists of links.

use dom_query::{Document, NodeRef};

use super::walk::LONG;
use crate::import::phrases::leads_away;

/// Words in the class or id of a box that invites, sells or leads away.
const BOXES: &str = "ad ads advert advertisement advertising adslot sponsored outbrain taboola promo \
    promotion newsletter newsletters signup subscribe subscription regwall related relatedarticles \
    relatedlinks recirc recirculation recommended recommendations readmore readnext seealso mostread \
    trending share sharing sharebar sharetools social socialshare audio audioplayer listen video videoplayer breadcrumb \
    breadcrumbs donate";
/// Elements that are never a box, whatever they are called.
const NEVER: [&str; 9] = ["html", "body", "main", "article", "h1", "head", "script", "table", "blockquote"];
/// Roles of what stands around a text.
const ROLES: [&str; 4] = ["navigation", "complementary", "dialog", "search"];
/// A box is small: letters and elements at most.
const LETTERS: usize = 900;
const ELEMENTS: usize = 200;
/// A sentence of so many letters, outside of links, may be one of the article.
const SENTENCE: usize = 60;

/// Makes the search for the article keep what belongs to it. Names mislead it: `subheader` is none of
/// a page's header, and a sentence is no button. And it takes parts beside each other for an article,
/// but not the headings between them: each goes into the part that it stands above.
pub(super) fn hold_together(document: &Document) {
    for paragraph in document.select("p[class], p[id]").nodes() {
        if ends_sentence(paragraph.text().trim()) {
            paragraph.remove_attrs(&["class", "id"]);
        }
    }
    for heading in document.select("h2, h3, h4").nodes() {
        heading.remove_attrs(&["class", "id"]);
        let mut outer = *heading;
        while let Some(parent) = outer.parent().filter(|p| p.has_name("div") && stands_alone(p)) {
            outer = parent;
        }
        let below = outer.next_element_sibling().filter(|n| n.has_name("div") || n.has_name("section"));
        if let Some(below) = below.filter(|n| n.descendants_it().any(|n| n.has_name("p"))) {
            heading.remove_from_parent();
            below.prepend_child(heading);
        }
    }
}

/// Is there one element in it and nothing else?
fn stands_alone(parent: &NodeRef<'_>) -> bool {
    let seen = parent.children_it(false).filter(|n| n.is_element() || n.is_nonempty_text());
    seen.take(2).count() == 1
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '”', '"'])
}

/// Takes boxes out of a page before the article in it is looked for. A box has a name that says so,
/// is small, and holds a control or no sentence; what holds more than that stays.
pub(super) fn take_out(document: &Document) {
    let mut found = Vec::new();
    let mut node = document.root();
    loop {
        let taken = node.is_element() && is_box(&node);
        if taken {
            found.push(node);
        }
        match node.first_child().filter(|_| !taken) {
            Some(child) => node = child,
            None => match after(node) {
                Some(next) => node = next,
                None => break,
            },
        }
    }
    for node in found {
        node.remove_from_parent();
    }
}

/// The next node that does not stand in this one.
pub(super) fn after(mut node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    loop {
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent()?;
    }
}

fn is_box(node: &NodeRef<'_>) -> bool {
    let Some(name) = node.node_name() else { return false };
    if NEVER.contains(&&*name) {
        return false;
    }
    let role = node.attr("role").is_some_and(|role| ROLES.contains(&&*role));
    let named = || ["class", "id"].iter().any(|key| node.attr(key).is_some_and(|names| says_box(&names)));
    (role || named()) && small(node)
}

/// Is one of the words in it, or two in a row, that of a box? `js-relatedArticles`, `sign-up`.
fn says_box(names: &str) -> bool {
    let mut words: Vec<String> = Vec::new();
    for name in names.split_whitespace().take(20) {
        let mut small = false;
        words.push(String::new());
        for c in name.chars().take(80) {
            if !c.is_alphanumeric() || c.is_uppercase() && small {
                words.push(String::new());
            }
            small = c.is_lowercase();
            if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
                word.extend(c.to_lowercase());
            }
        }
    }
    let is = |word: &str| BOXES.split_whitespace().any(|known| known == word);
    words.iter().any(|word| is(word)) || words.windows(2).any(|pair| is(&pair.concat()))
}

/// Is there little in it, and either a control or no sentence outside of its links?
fn small(node: &NodeRef<'_>) -> bool {
    let (mut letters, mut control, mut sentence) = (0, false, false);
    let shortest = if node.has_name("p") { 1 } else { SENTENCE };
    for (count, inner) in node.descendants_it().enumerate() {
        if count > ELEMENTS || letters > LETTERS {
            return false;
        }
        if let Some(name) = inner.node_name() {
            if NEVER.contains(&&*name) && !matches!(&*name, "script" | "head") {
                return false;
            }
            control |= matches!(&*name, "form" | "input" | "button" | "audio" | "iframe");
        } else if inner.is_text() {
            let text = inner.text();
            let text = text.trim();
            let own = inner
                .parent()
                .and_then(|p| p.node_name())
                .is_some_and(|p| matches!(&*p, "script" | "style" | "a"));
            letters += text.len();
            sentence |=
                !own && text.chars().count() >= shortest && ends_sentence(text) && !leads_away(text, 0);
        }
    }
    control || !sentence
}

/// A picture with what is said of it, and no part of the text.
pub(super) fn pictured(figure: &NodeRef<'_>) -> bool {
    let has = |names: &[&str]| figure.descendants_it().any(|n| names.iter().any(|name| n.has_name(name)));
    has(&["img", "picture", "video", "audio", "iframe", "svg", "amp-img", "amp-video"])
        && !has(&["table", "blockquote", "pre", "p", "ul", "ol"])
        && figure.text().chars().count() < LONG
}

/// Is every item of a list a link?
pub(super) fn only_links(list: &NodeRef<'_>) -> bool {
    let length = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let links = list.descendants_it().filter(|n| n.has_name("a"));
    let linked: usize = links.map(|a| length(&a.text())).sum();
    linked * 10 >= length(&list.text()) * 8
}

/// A heading that is a link as a whole, and not to its own place on the page.
pub(super) fn leads_elsewhere(heading: &NodeRef<'_>) -> bool {
    let links = heading.descendants_it().filter(|n| n.has_name("a"));
    let away = links.filter(|a| a.attr("href").is_some_and(|href| !href.contains('#')));
    let linked: usize = away.map(|a| a.text().trim().len()).sum();
    linked > 0 && linked >= heading.text().trim().len()
}
