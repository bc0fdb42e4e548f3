//! Bytes in any encoding to a string: by byte order mark, as UTF-8, by what the file declares, or
//! by what its bytes look like (chardetng, as Firefox does).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8};

/// The text, with U+FFFD for what cannot be decoded. Line ends are newlines.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    let encoding = if let Some((marked, _)) = Encoding::for_bom(bytes) {
        marked
    } else if let Some(declared) = declared.filter(|e| *e == ISO_2022_JP && bytes.contains(&0x1b)) {
        // Its letters are ASCII between escapes, and so UTF-8 too.
        declared
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else if let Some(declared) = declared {
        declared
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Allow)
    };
    let (text, _, _) = encoding.decode(bytes);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The encoding that a page names in its first kilobyte (`charset=`) or its XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|name| {
        let rest = head.split_once(name)?.1.trim_start_matches(['"', '\'', ' ']);
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
        Encoding::for_label(&rest.as_bytes()[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(
            decode(b"caf\xe9 d\xe9j\xe0 vu, na\xefve fa\xe7ade, l'\xe9t\xe9 pass\xe9", None),
            "café déjà vu, naïve façade, l'été passé"
        );
        let page = b"<meta charset=\"windows-1251\"><p>\xcf\xf0\xe8\xe2\xe5\xf2";
        assert!(decode(page, declared(page)).ends_with("Привет"));
        assert_eq!(decode(b"\xff\xfea\0\n\0", None), "a\n");
        assert_eq!(decode("\u{feff}a\r\nb\rc".as_bytes(), None), "a\nb\nc");
    }
}
