//! What is known of an article beside its text: dates, addresses, language, dateline. Nothing is
//! guessed: what cannot be read for certain is left out.

use chrono::DateTime;

use crate::briefing::Partial;
use crate::text::Text;

/// A date as machines write it: ISO 8601 or RFC 2822, with a zone or a day alone. A time of day
/// without a zone is left out, since nobody knows which zone it means.
pub(super) fn date(written: &str) -> Option<Partial> {
    let written = written.trim();
    let from_zoned = |moment: DateTime<chrono::FixedOffset>| {
        let local = moment.naive_local();
        let time = chrono::Timelike::with_nanosecond(&local.time(), 0).unwrap_or(local.time());
        Partial::Time(local.date(), time, Some(*moment.offset()))
    };
    if let Ok(moment) =
        DateTime::parse_from_rfc3339(written).or_else(|_| DateTime::parse_from_rfc2822(written))
    {
        return plausible(from_zoned(moment));
    }
    // A wrong day of the week does not make the date wrong.
    if let Some((_, rest)) = written.split_once(", ")
        && let Ok(moment) = DateTime::parse_from_rfc2822(rest)
    {
        return plausible(from_zoned(moment));
    }
    // `+0500` without a colon is common too
    for form in ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M%z", "%Y-%m-%d %H:%M:%S %z"] {
        if let Ok(moment) = DateTime::parse_from_str(written, form) {
            return plausible(from_zoned(moment));
        }
    }
    let day = written.get(..10)?;
    let rest = &written[10..];
    if !(rest.is_empty() || rest.starts_with(['T', ' '])) {
        return None;
    }
    match Partial::read(day) {
        Some(found @ Partial::Day(_)) => plausible(found),
        _ => None,
    }
}

/// Year 1, 1970 and 2100 stand for "no date" in somebody's database.
fn plausible(date: Partial) -> Option<Partial> {
    let year = chrono::Datelike::year(&date.first_day());
    (1971..2100).contains(&year).then_some(date)
}

/// An address of the web, or none.
pub(super) fn address(written: &str) -> Option<Text> {
    let written = written.trim();
    let lower = written.to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    (web && !written.contains(char::is_whitespace) && written.len() <= 2048).then(|| Text::new(written))
}

/// The language of a text, where it is long enough to tell.
pub(super) fn language_of(text: &str) -> Option<Text> {
    let head: String = text.chars().take(4000).collect();
    if head.chars().filter(|c| c.is_alphabetic()).count() < 80 {
        return None;
    }
    let found = whatlang::detect(&head).filter(whatlang::Info::is_reliable)?;
    let code = found.lang().code();
    let two = TWO_LETTERS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| *two);
    Some(Text::new(two))
}

/// BCP 47 takes the shorter code where there is one; whatlang tells the longer.
const TWO_LETTERS: [(&str, &str); 69] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("zul", "zu"),
];

/// The dateline at the start of a text: `DUSHANBE, Tajikistan (AP) — …` gives `Dushanbe, Tajikistan`.
pub(super) fn dateline(lead: &str) -> Option<Text> {
    let head: String = lead.lines().next()?.chars().take(90).collect();
    let (before, after) = ["—", "–", " - ", "--"]
        .iter()
        .filter_map(|dash| head.split_once(dash))
        .min_by_key(|(before, _)| before.len())?;
    if after.trim().is_empty() {
        return None;
    }
    let before = before.trim();
    // An agency in brackets, or a date, is no part of the place.
    let place = before.split(['(', '/']).next()?.trim().trim_end_matches(',');
    let city = place.split(',').next()?.trim();
    let letters = city.chars().filter(|c| c.is_alphabetic()).count();
    let upper = letters >= 3 && city.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !upper || place.len() > 60 || place.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for word in place.split(' ') {
        let mut letters = word.chars();
        let capital = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        words.push(match letters.next() {
            Some(first) if capital && word.chars().count() > 2 => {
                first.to_string() + &letters.as_str().to_lowercase()
            }
            _ => word.to_owned(),
        });
    }
    Some(Text::new(&words.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_taken_with_its_zone_or_as_a_day() {
        let shown = |written: &str| date(written).map(|d| d.to_string());
        assert_eq!(shown("2025-12-26T10:00:00.123+05:00").as_deref(), Some("2025-12-26T10:00:00+05:00"));
        assert_eq!(shown("2025-12-26T10:00:00Z").as_deref(), Some("2025-12-26T10:00:00Z"));
        assert_eq!(shown("Fri, 26 Dec 2025 10:00:00 +0000").as_deref(), Some("2025-12-26T10:00:00Z"));
        assert_eq!(shown("2025-12-26T10:00:00+0500").as_deref(), Some("2025-12-26T10:00:00+05:00"));
        assert_eq!(shown("2025-12-26T10:00:00").as_deref(), Some("2025-12-26"));
        for none in
            ["", "yesterday", "26/12/2025", "12-26-2025", "1970-01-01", "2025-13-01", "0001-01-01T00:00:00Z"]
        {
            assert_eq!(shown(none), None, "{none}");
        }
    }

    #[test]
    fn datelines_are_places() {
        let place = |lead: &str| dateline(lead).map(|p| p.to_string());
        assert_eq!(place("DUSHANBE, Tajikistan (AP) — Five died.").as_deref(), Some("Dushanbe, Tajikistan"));
        assert_eq!(place("NEW DELHI – The minister said.").as_deref(), Some("New Delhi"));
        assert_eq!(place("Five people – among them two – died."), None);
        assert_eq!(place("No dash at all."), None);
    }

    #[test]
    fn a_language_is_told_only_where_the_text_is_long_enough() {
        assert_eq!(language_of("Kurz."), None);
        let german = "Die Stromversorgung ist am Montag in weiten Teilen der Halbinsel zusammengebrochen, und die Ursache war zunächst unklar.";
        assert_eq!(language_of(german).map(|l| l.to_string()).as_deref(), Some("de"));
    }
}
