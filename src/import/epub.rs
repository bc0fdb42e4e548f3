//! Books: each chapter of an EPUB is an article.

use std::io::{Cursor, Read};

use rbook::Epub;

use super::sections::{Part, split};
use super::{Draft, Found, Item, Pick, dates, html};
use crate::briefing::Article;
use crate::text;
use crate::text::Text;

/// What a book may unpack to: an archive can claim a thousand times its size.
const UNPACKED: u64 = 48 << 20;

/// The chapters that were picked; the message where it is no book.
pub(super) fn import(bytes: &[u8], pick: Option<&Pick>) -> Result<Found, Text> {
    bounded(bytes)?;
    let unreadable = |error: &dyn std::fmt::Display| text!("the book cannot be read: {error}").line();
    let epub = Epub::options().read(Cursor::new(bytes.to_vec())).map_err(|e| unreadable(&e))?;
    let about = epub.metadata();
    let line = |value: &str| Some(Text::new(value).line()).filter(|t| !t.is_blank());
    let title = about.title().and_then(|t| line(t.value()));
    let imprint = about.publishers().next().and_then(|p| line(p.value()));
    let authors: Vec<String> = about.creators().map(|c| c.value().to_owned()).collect();
    let published = about.published_entry().and_then(|d| dates::date(d.value()));
    let language = about.language().and_then(|l| html::language(l.value()));
    let mut all = Found::default();
    let mut left = usize::try_from(UNPACKED).unwrap_or(usize::MAX);
    for (number, chapter) in epub.reader().enumerate() {
        let Ok(chapter) = chapter else { continue };
        // A book can name one chapter a thousand times.
        left = left.checked_sub(chapter.content().len()).ok_or_else(too_large)?;
        let (mut parts, left_out) = match html::fragment(chapter.content(), None) {
            Ok(found) => found,
            Err((code, message, hint)) => {
                all.warnings.push((code, text!("chapter {}: {message}", number + 1), hint));
                continue;
            }
        };
        let headline = match parts.first() {
            Some(Part::Heading(_, heading)) => {
                let heading = Text::new(heading).line();
                parts.remove(0);
                Some(heading)
            }
            _ => title.clone(),
        };
        let (lead, sections) = split(parts);
        let name = headline.clone().unwrap_or_default();
        let empty = lead.is_blank() && sections.is_empty();
        let item = Item { number: number + 1, title: name, published, empty };
        let wanted = !empty && pick.is_none_or(|p| p.takes(&item));
        // A cover is a chapter without a text, and nobody asks for it.
        if !empty {
            all.items.push(item);
        }
        if !wanted {
            continue;
        }
        let article = Article {
            outlet: imprint.clone().or_else(|| title.clone()),
            headline,
            published,
            byline: line(&authors.join(", ")),
            language: language.clone(),
            lead,
            sections,
            ..Article::default()
        };
        all.drafts.push(Draft { article, left_out, item: number + 1 });
    }
    Ok(all)
}

/// Unpacks everything once, to nowhere, and stops where it grows beyond what a book needs.
fn bounded(bytes: &[u8]) -> Result<(), Text> {
    let broken = |error: zip::result::ZipError| text!("the book's archive is damaged: {error}").line();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = UNPACKED;
    for number in 0..archive.len() {
        let file = archive.by_index(number).map_err(broken)?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|e| text!("the book's archive is damaged: {e}").line())?;
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

fn too_large() -> Text {
    text!("the book unpacks to more than {} MiB", UNPACKED >> 20)
}
