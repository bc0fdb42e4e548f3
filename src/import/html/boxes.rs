//! What stands in an article and leads away from it: labels, lists of links, invitations.

use dom_query::NodeRef;

/// Beginnings of short paragraphs that no article has.
const LEADS_AWAY: [&str; 16] = [
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "story continues below",
    "article continues below",
    "end of list",
    "download our app",
    "sign up for our",
    "sign up for the",
    "sign up to our",
    "sign up here",
    "subscribe to our",
    "subscribe now",
    "subscribe today",
    "follow us on",
    "advertisement - scroll",
];
/// Words that lead away where nothing but links follows them: `Related: …`, not `Related companies
/// were fined`.
const LABELS: [&str; 13] = [
    "read more",
    "also read",
    "read also",
    "see also",
    "related",
    "related article",
    "related articles",
    "related stories",
    "recommended",
    "recommended stories",
    "more on this",
    "more on this story",
    "advertisement",
];

/// Does a short paragraph lead away from the article?
pub(super) fn leads_away(shown: &str, linked: usize) -> bool {
    let lower = shown.trim().to_lowercase();
    if lower.chars().count() >= 160 {
        return false;
    }
    let listed = lower.strip_prefix("list of ").is_some_and(|rest| {
        rest.split_once(' ').is_some_and(|(n, what)| n.parse::<u16>().is_ok() && what.starts_with("item"))
    });
    // `Read more: ` and then a link, or all of it a link
    let labelled = LABELS.iter().any(|label| {
        lower.strip_prefix(label).is_some_and(|rest| {
            let rest = rest.trim_matches([':', ' ', '>', '»', '→', '\n']);
            rest.len() <= linked
        })
    });
    listed || labelled || LEADS_AWAY.iter().any(|start| lower.starts_with(start))
}

/// Nothing but a label: `Related:`
pub(super) fn label(shown: &str) -> bool {
    let lower = shown.trim().to_lowercase();
    leads_away(&lower, 0) && LABELS.contains(&lower.trim_end_matches([':', ' ']))
        || lower.starts_with("list of ") && leads_away(&lower, 0)
}

/// Is every item of a list a link?
pub(super) fn only_links(list: &NodeRef<'_>) -> bool {
    let length = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let links = list.descendants_it().filter(|n| n.has_name("a"));
    let linked: usize = links.map(|a| length(&a.text())).sum();
    linked * 10 >= length(&list.text()) * 8
}
