//! What is known of an article beside its text: addresses, language, dateline. Nothing is guessed:
//! what cannot be read for certain is left out.

use url::Url;

use crate::text::Text;

/// An address of the web, or none.
pub(super) fn address(written: &str) -> Option<Text> {
    let written = written.trim();
    let lower = written.to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    (web && !written.contains(char::is_whitespace) && written.len() <= 2048).then(|| Text::new(written))
}

/// What a link leads to, from the page at `base`; none for a place on the page itself.
pub(super) fn link(base: Option<&Url>, written: &str) -> Option<Text> {
    let written = written.trim();
    if written.is_empty() || written.starts_with('#') {
        return None;
    }
    address(written).or_else(|| address(base?.join(written).ok()?.as_str()))
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
