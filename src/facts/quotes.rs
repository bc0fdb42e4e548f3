//! Quotations: what stands in quotation marks, of any script's kind, nested ones too.

mod marks;
mod speech;

use std::ops::Range;

/// Words in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// With the marks.
    pub span: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// How many quotations it stands in: 0 for one that stands in none.
    pub depth: usize,
    /// Is it what somebody said (true), or a title, a name, a word held at a distance (false)?
    pub speech: bool,
}

/// Every quotation of a text that holds a letter or digit, by where it begins. A mark that is never closed ends with its
/// paragraph; single ones are apostrophes then. A quotation over several paragraphs, each of which
/// begins with a mark, is one quotation for each. `speech` is judged by the quotation and the
/// words around it.
pub fn quotes(text: &str, words: &super::speakers::Words) -> Vec<Quote> {
    let mut quotes = marks::pair(text);
    // A mark that opened around a quotation and proved to be none leaves no depth behind.
    let mut open: Vec<usize> = Vec::new();
    for quote in &mut quotes {
        while open.last().is_some_and(|end| *end <= quote.span.start) {
            open.pop();
        }
        quote.depth = open.len();
        open.push(quote.span.end);
    }
    speech::judge(text, &mut quotes, words);
    quotes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::english::ENGLISH;
    use crate::facts::speakers::Words;

    fn inner(text: &str) -> Vec<(usize, &str)> {
        quotes(text, &Words::NONE).into_iter().map(|quote| (quote.depth, &text[quote.inner])).collect()
    }

    #[test]
    fn every_kind_of_mark_is_read() {
        for text in [
            "“late”",
            "\"late\"",
            "‘late’",
            "'late'",
            "«late»",
            "»late«",
            "„late“",
            "‹late›",
            "「late」",
            "『late』",
            "``late''",
            "''late''",
            "”late”",
        ] {
            let text = format!("It is {text}, she said.");
            assert_eq!(inner(&text), [(0, "late")], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        for text in [
            "The boys' game and the girls' game",
            "The boys’ game and the girls’ game",
            "It's the '90s, isn't it?",
            "In the ‘90s it was Holt’s",
            "A 6' 2\" man",
        ] {
            assert_eq!(inner(text), [], "{text}");
        }
        assert_eq!(inner("She said ‘the boys’ game is late’ then."), [(0, "the boys’ game is late")]);
    }

    #[test]
    fn quotations_stand_in_quotations() {
        assert_eq!(
            inner("“He told me ‘never’ twice,” she said."),
            [(0, "He told me ‘never’ twice,"), (1, "never")]
        );
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(inner("“One.\n\n“Two.”\n\nThree."), [(0, "One."), (0, "Two.")]);
        assert_eq!(inner("\"One.\n\nTwo \"three\" four"), [(0, "One."), (0, "three")]);
    }

    #[track_caller]
    fn check(text: &str, speech: &[bool]) {
        let found: Vec<bool> = quotes(text, ENGLISH.speech).iter().map(|quote| quote.speech).collect();
        assert_eq!(found, speech, "{text}");
    }

    #[test]
    fn titles_and_names_are_no_speech() {
        check("Her book, “The Late Ferry,” sold well.", &[false]);
        check("He told the “Morning Gull” that “it was late.”", &[false, true]);
        check("A so-called “ferry” sank.", &[false]);
        check("She called him “Captain Late.”", &[true]);
        check("“Never!” The ferry had left without all of them.", &[true]);
        check("“It was the longest night of my whole life.”", &[true]);
    }

    proptest::proptest! {
        #[test]
        fn marks_are_paired_in_any_text(parts in proptest::collection::vec(proptest::sample::select(&PARTS[..]), 0..40), noise in ".{0,20}") {
            let text = parts.concat() + &noise;
            let found = quotes(&text, ENGLISH.speech);
            for pair in found.windows(2) {
                assert!(pair[0].span.start < pair[1].span.start);
                // One stands in the other, or after it.
                assert!(pair[1].span.end <= pair[0].span.end || pair[0].span.end <= pair[1].span.start, "{text:?}");
            }
            for quote in found {
                assert!(text.get(quote.inner.clone()).is_some_and(|inner| !inner.trim().is_empty()));
                assert!(quote.span.start < quote.inner.start && quote.inner.end <= quote.span.end);
            }
        }
    }

    const PARTS: [&str; 24] = [
        "“", "”", "\"", "‘", "’", "'", "''", "``", "«", "»", "„", "‹", "›", "「", "」", " ", "\n\n", "\n",
        "a", "s", "90s", "ß", ". ", "(",
    ];

    #[test]
    fn long_lines_are_paired_in_linear_time() {
        for part in ["“", "”", "\"", "\"a ", "'a ", "‘s’ ", "«", "a\n\""] {
            let text = part.repeat((1 << 20) / part.len());
            assert!(quotes(&text, &Words::NONE).iter().all(|quote| quote.span.end <= text.len()));
        }
    }
}
