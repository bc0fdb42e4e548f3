//! What short lines on pages say that no article does: labels, invitations, captions, bylines and
//! the like. Tables, and how a line is held against them.

use std::collections::HashSet;

use super::dates;
use crate::text::words::words;

/// A longer line is never looked at: the article may say anything.
const SHORT: usize = 160;

/// Beginnings of short paragraphs that no article has.
const LEADS_AWAY: [&str; 89] = [
    // consent
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    // marks for those who listen, or skip
    "story continues below",
    "story continues after",
    "article continues below",
    "article continues after",
    "end of list",
    "skip advertisement",
    "skip to ",
    "scroll to continue",
    "advertisement - scroll",
    "this is an advertisement",
    "please enable javascript",
    "video ad feedback",
    "your browser does not support",
    // sound
    "listen to this article",
    "listen to the article",
    "listen to this story",
    "listen to article",
    "audio version of this",
    "this audio is generated",
    "this article was read aloud",
    "you can now listen to",
    "new you can now listen",
    "newyou can now listen",
    "play audio",
    "artikel anhören",
    "écouter l’article",
    "écouter l'article",
    "escuchar este artículo",
    // letters, subscriptions and what is paid for
    "download our app",
    "download the app",
    "sign up for our",
    "sign up for the",
    "sign up for free",
    "sign up to our",
    "sign up to receive",
    "sign up here",
    "subscribe to our",
    "subscribe to continue",
    "subscribe to read",
    "subscribe now",
    "subscribe today",
    "by signing up",
    "by subscribing",
    "thanks for signing up",
    "thank you for signing up",
    "thank you for subscribing",
    "enter your email",
    "enter your e-mail",
    "your email address",
    "already a subscriber",
    "already have an account",
    "this article is for subscribers",
    "this article is only available to subscribers",
    "this story is for subscribers",
    "this content is for subscribers",
    "this content is only available to subscribers",
    "to continue reading",
    "continue reading with",
    "sign in to continue",
    "log in to continue",
    "register to continue",
    "create a free account",
    "get unlimited access",
    "start your free trial",
    "you have reached your limit",
    "you've reached your limit",
    "you’ve reached your limit",
    "support our journalism",
    "article réservé aux abonnés",
    // sharing
    "share this article",
    "share this story",
    "share this with",
    "share on ",
    "click here to",
    "click to share",
    "copy link",
    "copy this link",
    "follow us on",
    "follow @",
    "join our whatsapp",
    "join our telegram",
    "leave your feedback",
    "view comments",
    "suggested topics",
    "our standards:",
    "got a tip?",
];
/// What stands under a name: `Central Asia correspondent`.
const ROLES: [&str; 6] = ["correspondent", "editor", "reporter", "writer", "columnist", "analyst"];
/// Beginnings of what stands under or over a picture.
const PICTURED: [&str; 15] = [
    "image source",
    "image caption",
    "image credit",
    "media caption",
    "picture credit",
    "picture:",
    "photo:",
    "photos:",
    "photo by ",
    "(photo by ",
    "photo credit",
    "photograph:",
    "file photo",
    "getty images",
    "video caption",
];
/// Beginnings of an invitation, and what it invites to: `More than a million subscribe to the newsletter of
/// the party` is none.
const INVITING: [&str; 9] =
    ["get ", "sign up", "subscribe", "receive ", "join ", "want ", "delivered ", "stay ", "start your"];
const INVITES: [&str; 5] =
    ["newsletter", "your inbox", "our weekly email", "our daily email", "our daily briefing"];
/// Words that lead away where nothing but links follows them, or a colon: `Related: …`, not
/// `Related companies were fined`.
const LABELS: [&str; 50] = [
    "read more",
    "read also",
    "read next",
    "also read",
    "see also",
    "also see",
    "watch",
    "listen",
    "related",
    "related article",
    "related articles",
    "related stories",
    "related content",
    "related coverage",
    "related links",
    "related news",
    "related topics",
    "recommended",
    "recommended stories",
    "recommended for you",
    "more on this",
    "more on this story",
    "more stories",
    "more like this",
    "more from us",
    "more to read",
    "what to read next",
    "you may also like",
    "you might also like",
    "don't miss",
    "don’t miss",
    "must read",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "latest stories",
    "top stories",
    "editors' picks",
    "editors’ picks",
    "advertisement",
    "sponsored",
    "sponsored content",
    "promoted",
    "lire aussi",
    "à lire aussi",
    "lesen sie auch",
    "lee también",
    "leggi anche",
    "читайте также",
];
/// The labels that a sentence may begin with and a colon after it.
const SAID_TOO: [&str; 7] =
    ["watch", "listen", "recommended", "sponsored", "promoted", "trending", "related"];
/// What bylines, dates, players and buttons at either end of a text are made of.
const EDGE: &str = "年 月 日 更新 公開 \
    a ago agencies agency am an and apr april article at aug august bookmark bst by cet comment \
    comments contributor copy correspondent day days dec december desk edited editor edt email est \
    et facebook feb february first follow fri friday gift gmt hour hours hrs in ist jan january jul \
    july jun june last less link linkedin listen mail mar march may messenger min mins minute \
    minutes modified mon monday more news nov november oct october of on online pm posted print \
    published read reading reddit reporter sat saturday save senior sep sept september share staff \
    story sun sunday telegram than the this thu thursday time to tue tuesday twitter update updated \
    us utc wed wednesday whatsapp writer x";

/// Does a short paragraph lead away from the article? `linked`: how many bytes of it are links.
pub(super) fn leads_away(shown: &str, linked: usize) -> bool {
    let Some(lower) = lowered(shown) else { return false };
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
    let quoted = lower.contains(['“', '”', '"', '«']);
    let begins = |table: &[&str]| table.iter().any(|start| lower.starts_with(start));
    listed
        || labelled
        || teaser(shown)
        || begins(&LEADS_AWAY)
        || begins(&PICTURED)
        || !quoted && begins(&INVITING) && INVITES.iter().any(|words| lower.contains(words))
        || lower.starts_with("the post ") && lower.contains(" appeared first on ")
}

/// Nothing but a label: `Related:`
pub(super) fn label(shown: &str) -> bool {
    let Some(lower) = lowered(shown) else { return false };
    LABELS.contains(&lower.trim_end_matches([':', ' ']))
        || lower.starts_with("list of ") && leads_away(&lower, 0)
}

/// `READ MORE: Why did the border close?` names another article, and asks nothing in this one.
pub(super) fn teaser(line: &str) -> bool {
    let Some(lower) = lowered(line) else { return false };
    LABELS.iter().any(|label| {
        let Some(rest) = lower.strip_prefix(label) else { return false };
        // `Watch: the river rose by a metre.` may be a sentence of the article.
        let shouted = || line.trim().chars().take(label.chars().count()).all(|c| !c.is_lowercase());
        rest.trim_start().starts_with([':', '|', '»', '→'])
            && !rest.trim_end().ends_with('.')
            && (!SAID_TOO.contains(label) || shouted())
    })
}

/// Is a line at the beginning or end of a text made of nothing but a byline, a date, a reading time
/// or buttons? `names` are the words of the byline and the outlet.
pub(super) fn edge(line: &str, names: &HashSet<String>) -> bool {
    let Some(lower) = lowered(line) else { return false };
    if leads_away(line, 0) {
        return true;
    }
    // `At 3 p.m.` ends like a sentence and is none.
    let lower = lower.replace("p.m.", "pm").replace("a.m.", "am");
    if lower.ends_with(['.', '!', '?', ':', '…', '。', '？']) {
        return false;
    }
    let (mut known, mut signs) = (usize::from(dates::date_in(&lower).is_some()), 0);
    let words = words(&lower);
    if words.len() <= 6 && words.len() > 1 && words.last().is_some_and(|last| ROLES.contains(&last.as_str()))
    {
        return true;
    }
    for word in words {
        let digits = word.chars().any(|c| c.is_ascii_digit());
        if is_edge(&word) {
            // `a` and `by` alone say nothing.
            known += usize::from(word.len() > 3);
        } else if names.contains(&word) {
            signs += 1;
        } else if !digits || word.chars().filter(|c| c.is_alphabetic()).count() > 2 {
            return byline(line).is_some();
        }
    }
    known + signs > 0
}

/// The names in `By Ann Example and Bo Sample | 26 December 2025`; nothing but names, a date and the
/// like may stand in the line.
pub(super) fn byline(line: &str) -> Option<&str> {
    let names = ["By ", "BY "].iter().find_map(|by| line.trim().strip_prefix(by))?;
    if names.ends_with(['.', '!', '?', ':', ';']) || names.len() > SHORT {
        return None;
    }
    let known = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        letters.is_empty() || letters.starts_with(|c: char| c.is_ascii_digit()) || is_edge(&letters)
    };
    let joins = |word: &str| matches!(word, "and" | "in" | "for" | "of" | "&" | "de" | "van" | "von" | "al");
    let mut length = 0;
    for word in names.split_inclusive(' ') {
        let name = word.trim();
        if !joins(name) && (known(name) || !name.starts_with(char::is_uppercase)) {
            break;
        }
        length += word.len();
    }
    let (names, rest) = names.split_at(length);
    let names = names.trim_matches([' ', ',', '|', '·', '-', '–', '—']);
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    (names.split_whitespace().filter(|w| capital(w)).count() >= 2 && rest.split_whitespace().all(known))
        .then_some(names)
}

/// Is this one of the words that bylines, dates and buttons are made of?
pub(super) fn is_edge(word: &str) -> bool {
    EDGE.split_whitespace().any(|known| known == word)
}

/// The line in small letters, where it is short.
fn lowered(line: &str) -> Option<String> {
    let line = line.trim();
    (line.len() < SHORT * 4 && line.chars().count() < SHORT && !line.is_empty()).then(|| line.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> HashSet<String> {
        words("Ann Example The Alpha").into_iter().collect()
    }

    #[test]
    fn what_stands_around_a_text_is_told_from_what_it_says() {
        for line in [
            "By Ann Example",
            "By Cleo Other and Dan Third",
            "By Cleo Other | January 18, 2011, 3:04 pm ET",
            "Ann Example, The Alpha",
            "Published On 26 Dec 2025",
            "Updated 3:04 p.m. ET, Thu December 18, 2025",
            "Listen to this article · 5 min",
            "5 min read",
            "Share Save",
            "Image source, Getty",
        ] {
            assert!(edge(line, &names()), "{line}");
        }
        for line in [
            "Five die on the border",
            "By noon the river had risen by a metre",
            "By Thursday, 26 December, the border was shut",
            "Read the article.",
            "2025",
            "Ann Example fled across the river in May",
        ] {
            assert!(!edge(line, &names()), "{line}");
        }
    }

    #[test]
    fn teasers_name_other_articles() {
        for line in [
            "SEE ALSO: Who did it?",
            "Read more: Why the border closed",
            "READ MORE | Who pays?",
            "WATCH: Floods",
        ] {
            assert!(teaser(line), "{line}");
        }
        for line in [
            "Related: the court fined two more firms.",
            "Who did it?",
            "Watch: the river is rising",
            "Read more into it, and you err",
        ] {
            assert!(!teaser(line), "{line}");
        }
    }
}
