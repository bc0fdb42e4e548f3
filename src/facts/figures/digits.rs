//! Numbers in digits: grouped, with a fraction, with an exponent.

/// The number that a text begins with (a digit or a point), and its length in bytes. No value when
/// the digits count nothing: a clock time, a version, an address, a date with strokes.
///
/// A comma may be the decimal point unless the number stands in a list.
pub(super) fn read(text: &str, listed: bool) -> (Option<f64>, usize) {
    let bytes = text.as_bytes();
    let (mut value, mut end) = grouped(text);
    if value.is_none() {
        let whole = run(bytes, 0);
        if whole > LONGEST {
            return (None, whole);
        }
        end = whole;
        if bytes.get(end) == Some(&b'.') && run(bytes, end + 1) > end + 1 {
            end = run(bytes, end + 1);
        } else if bytes.get(end) == Some(&b',') {
            // A comma before the fraction ("2,5"), but not in a list ("14,15,18").
            let after = run(bytes, end + 1);
            if (1..=2).contains(&(after - end - 1)) && !begins_number(bytes, after) && whole > 0 && !listed {
                return (text[..after].replace(',', ".").parse().ok(), after);
            }
        }
        value = text[..end].parse().ok();
    }
    if let Some(all) = chained(bytes, end) {
        return (None, all);
    }
    if let Some((divisor, after)) = stroke(bytes, end) {
        let value = value.filter(|v| v.fract() == 0.0 && *v < divisor && DIVISORS.contains(&divisor));
        return (value.map(|v| v / divisor), after);
    }
    let (value, end) = value.map_or((None, end), |v| power(text, v, end));
    (value.filter(|v| v.is_finite()), end)
}

/// More digits without a mark between them are the name of something.
const LONGEST: usize = 15;

/// What is divided by with a stroke; `9/11` and `24/7` are something else.
const DIVISORS: [f64; 9] = [2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 16.0, 100.0];

/// The end of a run of digits.
fn run(bytes: &[u8], from: usize) -> usize {
    from + bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Does a mark and a digit go on here: `,24`?
fn begins_number(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b',' | b'.')) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// The marks between groups: `1,340`, `1.340.000`, `1'340`, `1 340` with any narrow space.
const MARKS: [&str; 7] = [",", ".", "'", "’", " ", "\u{a0}", "\u{202f}"];

/// A number in groups of three, or of two before the last as in India, with its fraction.
fn grouped(text: &str) -> (Option<f64>, usize) {
    let bytes = text.as_bytes();
    let first = run(bytes, 0);
    if !(1..=3).contains(&first) || bytes[0] == b'0' {
        return (None, 0);
    }
    let Some(mark) = MARKS.iter().find(|mark| text[first..].starts_with(**mark)) else { return (None, 0) };
    let mut end = first;
    let mut groups = 0;
    let mut last = 0;
    while text[end..].starts_with(mark) {
        let from = end + mark.len();
        let size = run(bytes, from) - from;
        // Groups of two are possible only before the last one.
        if !(size == 3 || size == 2 && *mark == "," && first <= 2) || last == 3 && size == 2 {
            break;
        }
        end = from + size;
        groups += 1;
        last = size;
    }
    let point = if *mark == "." { b',' } else { b'.' };
    let after = run(bytes, end + 1);
    let fraction = bytes.get(end) == Some(&point) && after > end + 1;
    // "1.340" is one and a bit in English; a list of pairs ("14,15") ends in no three.
    if last != 3 || *mark == "." && groups < 2 && !fraction {
        return (None, 0);
    }
    let mut number: String = text[..end].chars().filter(char::is_ascii_digit).collect();
    if fraction {
        number.push('.');
        number.push_str(&text[end + 1..after]);
        end = after;
    }
    (number.parse().ok(), end)
}

/// The end of what is more than a number: `10:30`, `1.2.3`, `192.168.0.1`.
fn chained(bytes: &[u8], end: usize) -> Option<usize> {
    let goes_on = |at: usize| {
        matches!(bytes.get(at), Some(b':' | b'.')) && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
    };
    let mut at = end;
    while goes_on(at) {
        at = run(bytes, at + 1);
    }
    (at > end).then_some(at)
}

/// What the number is divided by (`/4`), and its end. Infinite when more strokes follow, as in dates.
fn stroke(bytes: &[u8], end: usize) -> Option<(f64, usize)> {
    let mut at = end;
    let mut strokes = 0;
    while bytes.get(at) == Some(&b'/') && run(bytes, at + 1) > at + 1 {
        at = run(bytes, at + 1);
        strokes += 1;
    }
    let divisor = std::str::from_utf8(&bytes[(end + 1).min(at)..at]).ok()?;
    match strokes {
        0 => None,
        1 => Some((divisor.parse().ok()?, at)),
        _ => Some((f64::NAN, at)),
    }
}

/// With a power after it: `1e6`, `4.2x10^5`, `6×10⁻⁴` is not read, `3^4`.
fn power(text: &str, value: f64, end: usize) -> (Option<f64>, usize) {
    if let Some(rest) = text[end..].strip_prefix(['e', 'E'])
        && let Some((exponent, len)) = exponent(rest)
        && !rest[len..].starts_with(char::is_alphabetic)
    {
        return (Some(value * 10_f64.powi(exponent)), end + 1 + len);
    }
    let times = text[end..].strip_prefix(['x', '×', '*']);
    if let Some(rest) = times
        && let Some(base) = ["10^", "2^"].iter().find(|base| rest.starts_with(**base))
        && let Some((exponent, len)) = exponent(&rest[base.len()..])
    {
        let base_value = if *base == "2^" { 2_f64 } else { 10.0 };
        let used = text.len() - rest.len() + base.len() + len;
        return (Some(value * base_value.powi(exponent)), used);
    }
    if let Some(rest) = text[end..].strip_prefix('^')
        && let Some((exponent, len)) = exponent(rest)
    {
        return (Some(value.powi(exponent)), end + 1 + len);
    }
    (Some(value), end)
}

/// A small whole number with its signs, and its length.
fn exponent(text: &str) -> Option<(i32, usize)> {
    let signs = text.bytes().take_while(|b| matches!(b, b'+' | b'-')).take(2).count();
    let end = run(text.as_bytes(), signs);
    let size: i32 = text[signs..end].parse().ok()?;
    let negative = text[..signs].matches('-').count() == 1;
    Some((if negative { -size } else { size }, end))
}

/// The value of `½` and its like.
pub(super) fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅖' => 0.4,
        '⅗' => 0.6,
        '⅘' => 0.8,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_fractions_are_read_as_they_are_written() {
        let read = |text| read(text, false).0;
        assert_eq!(
            [
                "1,340",
                "1 340",
                "1'340",
                "1.340,50",
                "1.340.000",
                "3,40,000",
                "1,340.5",
                "2.340",
                ".75",
                "7,5"
            ]
            .map(read),
            [1340.0, 1340.0, 1340.0, 1340.5, 1_340_000.0, 340_000.0, 1340.5, 2.34, 0.75, 7.5].map(Some)
        );
        assert_eq!(super::read("14,15,18", false), (Some(14.0), 2));
        assert_eq!(super::read("100 2000", false), (Some(100.0), 3));
    }

    #[test]
    fn what_counts_nothing_has_no_value() {
        for text in ["10:30", "1.2.3", "9/11", "24/7", "26/11/2008", "1e999"] {
            assert_eq!(read(text, false), (None, text.len()), "{text}");
        }
        assert_eq!(read("3/4 mile", false), (Some(0.75), 3));
    }

    #[test]
    fn powers() {
        let read = |text| read(text, false).0.map(|v| format!("{v:.3e}"));
        assert_eq!(
            ["4.5e-3", "2x10^6", "1.5×10^-2", "3^4", "2E5x"].map(read),
            ["4.500e-3", "2.000e6", "1.500e-2", "8.100e1", "2.000e0"].map(|s| Some(s.to_owned()))
        );
    }
}
