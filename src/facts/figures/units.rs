//! Units and currencies by their symbols, which are the same in every language, and how they convert.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Kind;

/// A unit, and how it converts to the base unit of its dimension: `(value - zero) * factor`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    /// The standard symbol: `km`, `USD`, `%`.
    pub(super) symbol: &'static str,
    /// The symbol of the base unit: `m` for `km` and `mi`; a currency is its own.
    pub(super) base: &'static str,
    /// How many base units it is.
    pub(super) factor: f64,
    /// Where its scale begins, in its own units: 32 for `°F`, else 0.
    pub(super) zero: f64,
    /// Money, per cent or a measure.
    pub(super) kind: Kind,
}

const fn unit(symbol: &'static str, base: &'static str, factor: f64) -> Unit {
    Unit { symbol, base, factor, zero: 0.0, kind: Kind::Measure }
}

/// The prefixes of the SI: symbol, name, factor. `si!` has them in the same order.
const PREFIXES: [(&str, &str, f64); 21] = [
    ("", "", 1.0),
    ("k", "kilo", 1e3),
    ("M", "mega", 1e6),
    ("G", "giga", 1e9),
    ("T", "tera", 1e12),
    ("P", "peta", 1e15),
    ("E", "exa", 1e18),
    ("h", "hecto", 1e2),
    ("da", "deca", 1e1),
    ("d", "deci", 1e-1),
    ("c", "centi", 1e-2),
    ("m", "milli", 1e-3),
    ("µ", "micro", 1e-6),
    ("n", "nano", 1e-9),
    ("p", "pico", 1e-12),
    ("f", "femto", 1e-15),
    ("a", "atto", 1e-18),
    ("Ki", "kibi", 1024.0),
    ("Mi", "mebi", 1_048_576.0),
    ("Gi", "gibi", 1_073_741_824.0),
    ("Ti", "tebi", 1_099_511_627_776.0),
];

/// A unit with every prefix: one row of [`SI`].
macro_rules! si {
    ($symbol:literal, $base:literal, $factor:literal) => {
        si!(@ $symbol, $base, $factor, "" "k" "M" "G" "T" "P" "E" "h" "da" "d" "c" "m" "µ" "n" "p" "f" "a"
            "Ki" "Mi" "Gi" "Ti")
    };
    (@ $symbol:literal, $base:literal, $factor:literal, $($prefix:literal)*) => {{
        let mut row = [$(unit(concat!($prefix, $symbol), $base, $factor)),*];
        let mut at = 0;
        while at < row.len() {
            row[at].factor *= PREFIXES[at].2;
            at += 1;
        }
        row
    }};
}

/// Units that take prefixes. A kilogram is the base of mass, so the factor of a gram is a thousandth.
#[rustfmt::skip]
static SI: [[Unit; 21]; 34] = [
    si!("m", "m", 1.0), si!("g", "kg", 1e-3), si!("s", "s", 1.0), si!("A", "A", 1.0), si!("K", "K", 1.0),
    si!("L", "m3", 1e-3), si!("W", "W", 1.0), si!("Wh", "J", 3600.0), si!("J", "J", 1.0), si!("eV", "J", 1.602_176_634e-19),
    si!("V", "V", 1.0), si!("Hz", "Hz", 1.0), si!("N", "N", 1.0), si!("Pa", "Pa", 1.0), si!("bar", "Pa", 1e5),
    si!("Ω", "Ω", 1.0), si!("bit", "bit", 1.0), si!("B", "bit", 8.0), si!("Ah", "C", 3600.0), si!("F", "F", 1.0),
    si!("Gy", "Gy", 1.0), si!("Sv", "Sv", 1.0), si!("Bq", "Bq", 1.0), si!("cal", "J", 4.184), si!("t", "kg", 1e3),
    si!("yr", "s", 31_557_600.0), si!("pixel", "pixel", 1.0), si!("mol", "mol", 1.0), si!("cd", "cd", 1.0),
    si!("lm", "lm", 1.0), si!("lx", "lx", 1.0), si!("Nm", "Nm", 1.0), si!("VA", "VA", 1.0), si!("Js", "Js", 1.0),
];

/// Units that take none, or whose prefixes count double and thrice.
#[rustfmt::skip]
static PLAIN: [Unit; 67] = [
    unit("in", "m", 0.0254), unit("ft", "m", 0.3048), unit("yd", "m", 0.9144), unit("mi", "m", 1609.344),
    unit("nmi", "m", 1852.0), unit("ly", "m", 9.460_730_472_580_8e15), unit("au", "m", 149_597_870_700.0),
    unit("pc", "m", 3.085_677_581e16), unit("furlong", "m", 201.168), unit("ftm", "m", 1.8288), unit("Å", "m", 1e-10),
    unit("m2", "m2", 1.0), unit("km2", "m2", 1e6), unit("cm2", "m2", 1e-4), unit("mm2", "m2", 1e-6),
    unit("ha", "m2", 1e4), unit("acre", "m2", 4046.856), unit("mi2", "m2", 2_589_988.11),
    unit("ft2", "m2", 0.092_903), unit("in2", "m2", 6.4516e-4), unit("yd2", "m2", 0.836_127),
    unit("m3", "m3", 1.0), unit("km3", "m3", 1e9), unit("cm3", "m3", 1e-6), unit("mm3", "m3", 1e-9), unit("ft3", "m3", 0.028_316_8),
    unit("in3", "m3", 1.638_706e-5), unit("yd3", "m3", 0.764_555), unit("mi3", "m3", 4.168_182e9),
    unit("gal", "m3", 3.785_412e-3), unit("qt", "m3", 9.463_53e-4), unit("pt", "m3", 4.731_76e-4),
    unit("cup", "m3", 2.365_88e-4), unit("tbsp", "m3", 1.478_68e-5), unit("tsp", "m3", 4.928_92e-6),
    unit("fl oz", "m3", 2.957_35e-5), unit("bbl", "m3", 0.158_987_3), unit("bushel", "m3", 0.035_239),
    unit("acre ft", "m3", 1233.482),
    unit("lb", "kg", 0.453_592_37), unit("oz", "kg", 0.028_349_523), unit("ton", "kg", 907.184_74),
    unit("st", "kg", 6.350_293), unit("gr", "kg", 6.479_891e-5), unit("dr", "kg", 1.771_845e-3), unit("ct", "kg", 2e-4),
    unit("long ton", "kg", 1016.047), unit("cwt", "kg", 50.802_35),
    unit("min", "s", 60.0), unit("h", "s", 3600.0), unit("d", "s", 86_400.0), unit("wk", "s", 604_800.0),
    unit("mo", "s", 2_629_800.0), unit("fortnight", "s", 1_209_600.0),
    unit("psi", "Pa", 6894.757), unit("atm", "Pa", 101_325.0), unit("mmHg", "Pa", 133.322),
    unit("hp", "W", 745.7), unit("BTU", "J", 1055.056), unit("°", "°", 1.0), unit("rad", "°", 57.295_78),
    unit("turn", "°", 360.0), unit("dB", "dB", 1.0), unit("rpm", "rpm", 1.0), unit("m/s2", "m/s2", 1.0),
    unit("km/s2", "m/s2", 1e3), unit("ppm", "ppm", 1.0),
];

const fn other(symbol: &'static str, factor: f64, zero: f64, base: &'static str, kind: Kind) -> Unit {
    Unit { symbol, base, factor, zero, kind }
}

/// Shares and temperatures.
static OTHER: [Unit; 6] = [
    other("%", 1.0, 0.0, "%", Kind::Percent),
    other("‰", 0.1, 0.0, "%", Kind::Percent),
    other("pp", 1.0, 0.0, "pp", Kind::Percent),
    other("bp", 0.01, 0.0, "pp", Kind::Percent),
    other("°C", 1.0, 0.0, "°C", Kind::Measure),
    other("°F", 5.0 / 9.0, 32.0, "°C", Kind::Measure),
];

const fn money(symbol: &'static str) -> Unit {
    Unit { symbol, base: symbol, factor: 1.0, zero: 0.0, kind: Kind::Money }
}

macro_rules! currencies {
    ($($code:literal)*) => { [$(money($code)),*] };
}

/// Currencies by their ISO 4217 codes (`CNH` and `RMB` are written `CNY`), those of no one country, and coins.
static CURRENCIES: [Unit; 131] = currencies![
    "USD" "EUR" "GBP" "JPY" "CNY" "INR" "PKR" "BDT" "LKR" "NPR" "AUD" "CAD" "NZD" "HKD" "SGD" "TWD" "CHF" "SEK"
    "NOK" "DKK" "ISK" "PLN" "CZK" "HUF" "RON" "BGN" "RSD" "ALL" "MKD" "BAM" "RUB" "UAH" "BYN" "MDL" "GEL" "AMD"
    "AZN" "KZT" "UZS" "TJS" "TMT" "KGS" "AFN" "IRR" "IQD" "SYP" "LBP" "JOD" "ILS" "SAR" "YER" "OMR" "AED" "QAR"
    "BHD" "KWD" "TRY" "EGP" "LYD" "TND" "DZD" "MAD" "SDG" "ETB" "KES" "UGX" "TZS" "RWF" "ZAR" "NGN" "GHS" "ZMW"
    "MZN" "AOA" "CDF" "XOF" "XAF" "SOS" "BRL" "ARS" "CLP" "COP" "PEN" "VES" "BOB" "UYU" "PYG" "MXN" "GTQ" "HNL"
    "NIO" "CRC" "PAB" "DOP" "CUP" "HTG" "JMD" "TTD" "KRW" "KPW" "THB" "VND" "IDR" "MYR" "PHP" "MMK" "LAK" "KHR"
    "MNT" "BTN" "MVR" "MUR" "BWP" "NAD" "FJD" "MWK" "DEM" "FRF" "ITL" "ESP" "GRD" "BTC" "ETH" "franc" "rupee"
    "¢" "penny" "satoshi" "sen" "mao" "kopek"
];

/// Signs of currencies.
#[rustfmt::skip]
static SIGNS: [(char, &str); 25] = [
    ('$', "USD"), ('€', "EUR"), ('£', "GBP"), ('¥', "JPY"), ('￥', "JPY"), ('₹', "INR"), ('₩', "KRW"), ('₽', "RUB"),
    ('₺', "TRY"), ('₴', "UAH"), ('₪', "ILS"), ('₦', "NGN"), ('₫', "VND"), ('₱', "PHP"), ('฿', "THB"), ('₡', "CRC"),
    ('₭', "LAK"), ('₮', "MNT"), ('₸', "KZT"), ('₼', "AZN"), ('₾', "GEL"), ('₵', "GHS"), ('¢', "¢"), ('₿', "BTC"),
    ('₲', "PYG"),
];

/// Which dollar (or whose pound) it is, by the letters before the sign: `US$`, `C$`.
#[rustfmt::skip]
static WHOSE: [(&str, &str); 26] = [
    ("us", "USD"), ("c", "CAD"), ("ca", "CAD"), ("can", "CAD"), ("cad", "CAD"), ("cdn", "CAD"), ("a", "AUD"),
    ("au", "AUD"), ("aud", "AUD"), ("nz", "NZD"), ("nzd", "NZD"), ("hk", "HKD"), ("hkd", "HKD"), ("s", "SGD"),
    ("sg", "SGD"), ("sgd", "SGD"), ("nt", "TWD"), ("ntd", "TWD"), ("twd", "TWD"), ("r", "BRL"), ("mx", "MXN"), ("mex", "MXN"),
    ("mxn", "MXN"), ("usd", "USD"), ("j", "JMD"), ("tt", "TTD"),
];

/// Other ways to write a symbol.
#[rustfmt::skip]
static ALIASES: [(&str, &str); 51] = [
    ("l", "L"), ("ml", "mL"), ("cl", "cL"), ("dl", "dL"), ("μg", "µg"), ("mcg", "µg"), ("μm", "µm"), ("um", "µm"), ("μs", "µs"), ("ug", "µg"),
    ("cc", "cm3"), ("sqm", "m2"), ("sqkm", "km2"), ("sqft", "ft2"), ("kgs", "kg"), ("kms", "km"), ("lbs", "lb"), ("hr", "h"),
    ("hrs", "h"), ("mins", "min"), ("sec", "s"), ("secs", "s"), ("yrs", "yr"), ("wks", "wk"), ("mos", "mo"),
    ("ºC", "°C"), ("℃", "°C"), ("ºF", "°F"), ("℉", "°F"), ("CNH", "CNY"), ("RMB", "CNY"), ("NIS", "ILS"), ("Ma", "Myr"), ("Mw", "MW"),
    ("Kg", "kg"), ("Km", "km"), ("KM", "km"), ("KG", "kg"), ("KB", "kB"), ("Kb", "kbit"), ("kb", "kbit"), ("Mb", "Mbit"),
    ("Gb", "Gbit"), ("Tb", "Tbit"), ("ozs", "oz"), ("Ga", "Gyr"), ("GBP£", "GBP"), ("º", "°"), ("C", "°C"), ("F", "°F"), ("\u{2032}", "ft"),
];

/// Symbols that stand for one unit per another.
#[rustfmt::skip]
static RATES: [(&str, &str, &str); 14] = [
    ("mph", "mi", "h"), ("kph", "km", "h"), ("kmh", "km", "h"), ("kmph", "km", "h"), ("kn", "nmi", "h"), ("kt", "nmi", "h"),
    ("kts", "nmi", "h"), ("bpd", "bbl", "d"), ("tpd", "ton", "d"), ("Mbps", "Mbit", "s"), ("Gbps", "Gbit", "s"),
    ("kbps", "kbit", "s"), ("Kbps", "kbit", "s"), ("fps", "ft", "s"),
];

/// The unit with this symbol, as [`Unit::symbol`] has it or written otherwise.
pub(super) fn by_symbol(text: &str) -> Option<&'static Unit> {
    let text = ALIASES.iter().find(|(alias, _)| *alias == text).map_or(text, |(_, symbol)| *symbol);
    INDEX.get(text).copied()
}

/// Every unit by its symbol. Where two have one ("min", "pt"), the one without a prefix.
static INDEX: LazyLock<HashMap<&str, &Unit>> = LazyLock::new(|| {
    let plain = PLAIN.iter().chain(&OTHER).chain(&CURRENCIES);
    SI.iter().flatten().chain(plain).map(|unit| (unit.symbol, unit)).collect()
});

/// The currency with this code, in capitals.
pub(super) fn by_code(text: &str) -> Option<&'static Unit> {
    (text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()))
        .then(|| by_symbol(text))?
        .filter(|unit| unit.kind == Kind::Money)
}

/// The unit that a prefix makes of another: `kilo` of `m`.
pub(super) fn prefixed(name: &str, of: impl Fn(&str) -> Option<&'static str>) -> Option<&'static Unit> {
    PREFIXES.iter().enumerate().skip(1).find_map(|(at, (_, prefix, _))| {
        let symbol = of(name.strip_prefix(prefix)?)?;
        SI.iter().find(|row| row[0].symbol == symbol).map(|row| &row[at])
    })
}

/// The currency of a sign, and whose it is by the letters before it.
pub(super) fn by_sign(sign: char, whose: &str) -> Option<&'static Unit> {
    let symbol = SIGNS.iter().find(|(known, _)| *known == sign)?.1;
    if whose.is_empty() {
        return by_symbol(symbol);
    }
    let whose = WHOSE.iter().find(|(letters, _)| letters.eq_ignore_ascii_case(whose))?.1;
    (sign == '$').then(|| by_symbol(whose))?
}

/// A symbol for one unit per another: `mph`.
pub(super) fn rate(text: &str) -> Option<(&'static Unit, &'static Unit)> {
    let (_, unit, per) = RATES.iter().find(|(symbol, ..)| *symbol == text)?;
    by_symbol(unit).zip(by_symbol(per))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_written_elsewhere_has_a_unit() {
        for (_, symbol) in ALIASES.iter().chain(&WHOSE) {
            assert!(by_symbol(symbol).is_some(), "{symbol}");
        }
        for (sign, symbol) in SIGNS {
            assert!(by_symbol(symbol).is_some(), "{sign}");
        }
        for (symbol, ..) in RATES {
            assert!(rate(symbol).is_some(), "{symbol}");
        }
    }

    #[test]
    fn prefixes_multiply() {
        let symbols = ["km", "µg", "MWh", "Mibit", "daL"];
        assert_eq!(
            symbols.map(|s| by_symbol(s).map(|u| u.factor)),
            [Some(1e3), Some(1e-6 * 1e-3), Some(3600.0 * 1e6), Some(1_048_576.0), Some(1e-3 * 1e1)]
        );
        let of = |name: &str| (name == "volt").then_some("V");
        assert_eq!(prefixed("millivolt", of).map(|u| u.symbol), Some("mV"));
        assert_eq!(prefixed("volt", of), None);
    }

    #[test]
    fn a_dollar_is_somebodys() {
        let code = |whose| by_sign('$', whose).map(|u| u.symbol);
        assert_eq!(["", "US", "HK", "Q"].map(code), [Some("USD"), Some("USD"), Some("HKD"), None]);
        assert_eq!(by_code("Usd"), None);
    }
}
