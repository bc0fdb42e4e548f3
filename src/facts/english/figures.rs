//! English words for figures.

use std::sync::LazyLock;

use crate::facts::figures::{Limit, Outcome, Sense, Table, Takes, Words};

/// The tables.
pub static WORDS: Words = Words {
    senses: || &SENSES,
    units: || &UNITS,
    each: || &EACH,
    before: || &BEFORE,
    after: || &AFTER,
    outcomes: || &OUTCOMES,
};

static SENSES: LazyLock<Table<Sense>> = LazyLock::new(|| Table::of(NUMERALS_AND_OTHERS));

#[rustfmt::skip]
const NUMERALS_AND_OTHERS: &[(Sense, &str)] = &[
    (Sense::Small(0.0), "zero, nought, naught, nil"),
    (Sense::Small(1.0), "one"), (Sense::Small(2.0), "two"), (Sense::Small(3.0), "three"),
    (Sense::Small(4.0), "four"), (Sense::Small(5.0), "five"), (Sense::Small(6.0), "six"),
    (Sense::Small(7.0), "seven"), (Sense::Small(8.0), "eight"), (Sense::Small(9.0), "nine"),
    (Sense::Small(10.0), "ten"), (Sense::Small(11.0), "eleven"), (Sense::Small(12.0), "twelve"),
    (Sense::Small(13.0), "thirteen"), (Sense::Small(14.0), "fourteen"), (Sense::Small(15.0), "fifteen"),
    (Sense::Small(16.0), "sixteen"), (Sense::Small(17.0), "seventeen"), (Sense::Small(18.0), "eighteen"),
    (Sense::Small(19.0), "nineteen"),
    (Sense::Tens(20.0), "twenty"), (Sense::Tens(30.0), "thirty"), (Sense::Tens(40.0), "forty, fourty"),
    (Sense::Tens(50.0), "fifty"), (Sense::Tens(60.0), "sixty"), (Sense::Tens(70.0), "seventy"),
    (Sense::Tens(80.0), "eighty"), (Sense::Tens(90.0), "ninety"),
    (Sense::Hundred, "hundred"),
    (Sense::Scale(1e3), "thousand, thsd"), (Sense::Scale(1e5), "lakh, lac, lakhs, lacs"),
    (Sense::Scale(1e6), "million, mil, mln, mn, mio"), (Sense::Scale(1e7), "crore, crores"),
    (Sense::Scale(1e9), "billion, bln, bn, bil, milliard"), (Sense::Scale(1e12), "trillion, tln, tn, trn"),
    (Sense::Scale(1e15), "quadrillion"),
    (Sense::Letter(1e3), "k"), (Sense::Letter(1e6), "m"), (Sense::Letter(1e9), "b, g"), (Sense::Letter(1e12), "t"),
    (Sense::Many(10.0), "tens"), (Sense::Many(100.0), "hundreds"), (Sense::Many(1e3), "thousands"),
    (Sense::Many(1e6), "millions"), (Sense::Many(1e9), "billions"), (Sense::Many(1e12), "trillions"),
    (Sense::Dozen(12.0), "dozen, doz, dozs"), (Sense::Dozens(12.0), "dozens"), (Sense::Dozens(20.0), "scores"),
    (Sense::Vague(3.0, 12.0), "several"), (Sense::Vague(2.0, 10.0), "few"),
    (Sense::Vague(2.0, f64::INFINITY), "multiple"),
    (Sense::Vague(5.0, f64::INFINITY), "many, numerous, countless"),
    (Sense::Group(2.0, 3.0), "couple"), (Sense::Group(3.0, 10.0), "handful"),
    (Sense::Group(2.0, 2.0), "pair"), (Sense::Group(2.0, f64::INFINITY), "number"),
    (Sense::Nth(1.0), "first"), (Sense::Nth(2.0), "second"), (Sense::Nth(3.0), "third"), (Sense::Nth(4.0), "fourth"),
    (Sense::Nth(5.0), "fifth"), (Sense::Nth(6.0), "sixth"), (Sense::Nth(7.0), "seventh"), (Sense::Nth(8.0), "eighth"),
    (Sense::Nth(9.0), "ninth, nineth"), (Sense::Nth(10.0), "tenth"), (Sense::Nth(11.0), "eleventh"),
    (Sense::Nth(12.0), "twelfth, twelveth"), (Sense::Nth(13.0), "thirteenth"), (Sense::Nth(14.0), "fourteenth"),
    (Sense::Nth(15.0), "fifteenth"), (Sense::Nth(16.0), "sixteenth"), (Sense::Nth(17.0), "seventeenth"),
    (Sense::Nth(18.0), "eighteenth"), (Sense::Nth(19.0), "nineteenth"), (Sense::Nth(20.0), "twentieth"),
    (Sense::Nth(30.0), "thirtieth"), (Sense::Nth(40.0), "fortieth"), (Sense::Nth(50.0), "fiftieth"),
    (Sense::Nth(60.0), "sixtieth"), (Sense::Nth(70.0), "seventieth"), (Sense::Nth(80.0), "eightieth"),
    (Sense::Nth(90.0), "ninetieth"), (Sense::Nth(100.0), "hundredth"), (Sense::Nth(1e3), "thousandth"),
    (Sense::Nth(1e6), "millionth"), (Sense::Nth(1e9), "billionth"), (Sense::Nth(1e12), "trillionth"),
    (Sense::Nths(1.0), "firsts"), (Sense::Nths(3.0), "thirds"), (Sense::Nths(4.0), "fourths"), (Sense::Nths(5.0), "fifths"),
    (Sense::Nths(6.0), "sixths"), (Sense::Nths(7.0), "sevenths"), (Sense::Nths(8.0), "eighths"),
    (Sense::Nths(9.0), "ninths"), (Sense::Nths(10.0), "tenths"), (Sense::Nths(11.0), "elevenths"),
    (Sense::Nths(12.0), "twelfths"), (Sense::Nths(15.0), "fifteenths"), (Sense::Nths(16.0), "sixteenths"),
    (Sense::Nths(20.0), "twentieths"), (Sense::Nths(30.0), "thirtieths"), (Sense::Nths(40.0), "fortieths"),
    (Sense::Nths(50.0), "fiftieths"), (Sense::Nths(60.0), "sixtieths"), (Sense::Nths(100.0), "hundredths"), (Sense::Nths(1e3), "thousandths"),
    (Sense::Nths(1e6), "millionths"), (Sense::Nths(1e9), "billionths"), (Sense::Nths(1e12), "trillionths"),
    (Sense::Half, "half, halves"), (Sense::Quarter(1.0), "quarter"), (Sense::Quarter(2.0), "quarters"),
    (Sense::Times(2.0), "twice, twofold"), (Sense::Times(3.0), "thrice, threefold"), (Sense::Times(4.0), "fourfold"),
    (Sense::Times(5.0), "fivefold"), (Sense::Times(6.0), "sixfold"), (Sense::Times(7.0), "sevenfold"), (Sense::Times(8.0), "eightfold"),
    (Sense::Times(9.0), "ninefold"), (Sense::Times(10.0), "tenfold"), (Sense::Times(20.0), "twentyfold"),
    (Sense::Times(100.0), "hundredfold"),
    (Sense::Fold, "fold"), (Sense::By, "times"), (Sense::Ending, "st, nd, rd, th"), (Sense::Clock, "am, pm"),
    (Sense::Compared, "as, more, less, fewer, higher, larger, bigger, greater, lower, faster, longer, smaller"),
    (Sense::A, "a, an"), (Sense::And, "and"), (Sense::Of, "of"), (Sense::Out, "out"), (Sense::Over, "over"),
    (Sense::In, "in"), (Sense::To, "to, through"), (Sense::Or, "or"), (Sense::Between, "between"), (Sense::From, "from"),
    (Sense::Per, "per"), (Sense::Point, "point"), (Sense::Minus, "minus, negative"), (Sense::Mid, "mid"),
    (Sense::Ages(20.0), "twenties"), (Sense::Ages(30.0), "thirties"), (Sense::Ages(40.0), "forties"),
    (Sense::Ages(50.0), "fifties"), (Sense::Ages(60.0), "sixties"), (Sense::Ages(70.0), "seventies"),
    (Sense::Ages(80.0), "eighties"), (Sense::Ages(90.0), "nineties"),
    (Sense::Change, "rose, rise, rises, rising, risen, fell, fall, falls, falling, fallen, increase, increased, \
        increases, increasing, decreased, decrease, cut, cuts, cutting, reduced, reduce, reducing, dropped, \
        drop, drops, dropping, grew, grow, grows, grown, growing, jumped, jump, climbed, climb, climbing, \
        raised, raise, raising, lowered, changed, change, went, up, down, slipped, plunged, soared, surged, \
        declined, decline, shrank, swelled, revised, slashed, upgraded, downgraded, expanded, doubled, \
        tripled, widened, narrowed, slid, tumbled, eased"),
    (Sense::Pointer, "the, this, these, those, no, every, any, each, another, same, both, all, only, some, it, latest"),
    (Sense::Owner, "his, her, its, their, our, my, your"), (Sense::Who, "that, which, who, whom, whose"),
    (Sense::Clause, "when, where, while, because, although, though, if, but, after, whereas"),
    (Sense::Passive, "was, were, been, being, be, is, are"), (Sense::Perfect, "has, have, had"),
    (Sense::Extent, "long, tall, wide, thick, high, deep, broad, across, apart, away, tolerance"),
    (Sense::Preposition, "on, by, during, since, with, for, near, within, under, at, about, above, against, along, \
        among, around, before, behind, below, despite, inside, into, off, onto, outside, past, than, \
        toward, towards, until, upon, via, without, throughout, beyond, aboard, nationwide, worldwide"),
    (Sense::Degree, "how, so, too"),
    (Sense::Since, "ago, earlier, later, old, older"),
    (Sense::Break, "struck, hit, hits, shook, ran, run, runs, sent, led, fought, broke, kept, stood, stand, brought, \
        go, goes, isn, aren, wasn, weren, hasn, haven, hadn, didn, doesn, don, couldn, wouldn, shouldn, \
        what, why, nor, yet, \
        having, do, does, did, will, would, can, could, \
        may, might, must, should, shall, not, n, s, i, we, you, they, he, she, them, him, us, me, there, \
        here, then, now, also, just, still, already, even, ever, never, again, very, well, said, says, \
        say, told, added, reported, according, including, include, includes, included, remain, remained, \
        remains, took, take, taken, made, make, makes, came, come, comes, got, get, left, gave, give, \
        given, held, hold, lost, lose, won, win, found, find, fled, flee, seen, saw, see, began, begin, \
        became, become, voted, live, lived, lives, work, worked, join, joined, attended, escaped, managed, \
        suffered, sustained, needed, received, yesterday, today, tomorrow, tonight, together, alone, least, \
        most, much, monday, tuesday, wednesday, thursday, friday, saturday, sunday, expected, believed, \
        thought, called, used, based, mostly, mainly, largely, currently, following, amid, like, once, \
        back, home, elsewhere"),
    (Sense::Adjective, "other, such, additional, further, new, young, big, large, small, main, major, minor, senior, junior, top, key, armed, unarmed, \
        heavy, light, local, foreign, short, low, good, bad, great, different, separate, white, black, red, \
        blue, green, elderly, male, female, former, current, next, recent, likely, consecutive, straight, \
        nearby, extra, full, nuclear, military, civil, civilian, public, private, own"),
    (Sense::People, "people, men, women, children, police, personnel, troops, staff, dead, wounded, injured, missing, sheep, \
        cattle, aircraft, feet, mice, geese, teeth, fish, spacecraft, crew, clergy, poor, media, data"),
];

static UNITS: LazyLock<Table<&'static str>> = LazyLock::new(|| Table::of(MEASURES_AND_MONEY));

#[rustfmt::skip]
const MEASURES_AND_MONEY: &[(&str, &str)] = &[
    // Length
    ("m", "metre, metres, meter, meters"), ("km", "k m, kilometre, kilometres, kilometer, kilometers, klick, klicks"),
    ("in", "inch, inches"), ("ft", "ft, foot, feet"), ("yd", "yd, yds, yard, yards"), ("mi", "mi, mile, miles"), ("µm", "micron, microns"),
    ("nmi", "nautical mile, nautical miles"), ("ly", "light year, light years, lightyears"), ("furlong", "furlong, furlongs"),
    ("ftm", "fathom, fathoms"), ("au", "astronomical unit, astronomical units"), ("pc", "parsec, parsecs"), ("Å", "angstrom, angstroms"),
    // Area
    ("m2", "square metre, square metres, square meter, square meters, sq m, sq metres, sq meters, metres squared, meters squared, m squared, sqm"),
    ("km2", "square kilometre, square kilometres, square kilometer, square kilometers, sq km, sq kms, km squared, sq kilometres, sq kilometers"),
    ("mi2", "square mile, square miles, sq mi, sq mile, sq miles"),
    ("ft2", "square foot, square feet, sq ft, sq feet, square ft"), ("yd2", "square yard, square yards, sq yd, sq yards"),
    ("in2", "square inch, square inches, sq in, sq inches"), ("cm2", "square centimetre, square centimetres, square centimeter, square centimeters, sq cm"),
    ("mm2", "square millimetre, square millimetres, square millimeter, square millimeters, sq mm"),
    ("ha", "ha, hectare, hectares"), ("acre", "acre, acres"),
    // Volume
    ("m3", "cubic metre, cubic metres, cubic meter, cubic meters, cu m"), ("km3", "cubic kilometre, cubic kilometres, cubic kilometer, cubic kilometers, cu km"),
    ("cm3", "cubic centimetre, cubic centimetres, cubic centimeter, cubic centimeters, cu cm"),
    ("mm3", "cubic millimetre, cubic millimetres, cubic millimeter, cubic millimeters"),
    ("ft3", "cubic foot, cubic feet, cu ft, cubic ft"), ("in3", "cubic inch, cubic inches, cu in"), ("yd3", "cubic yard, cubic yards"), ("mi3", "cubic mile, cubic miles"),
    ("L", "litre, litres, liter, liters"), ("gal", "gal, gallon, gallons"), ("qt", "quart, quarts"), ("pt", "pint, pints"), ("cup", "cup, cups"),
    ("tbsp", "tbsp, tablespoon, tablespoons"), ("tsp", "tsp, teaspoon, teaspoons"), ("fl oz", "fl oz, fluid ounce, fluid ounces"),
    ("bbl", "bbl, barrel, barrels"), ("bushel", "bushel, bushels"), ("acre ft", "acre foot, acre feet"),
    // Mass
    ("g", "gram, grams, gramme, grammes, gm, gms"), ("kg", "kilo, kilos, kg, kgs"), ("lb", "lb, lbs, pound, pounds"), ("oz", "oz, ounce, ounces"),
    ("ton", "ton, tons, short ton, short tons"), ("t", "tonne, tonnes, metric ton, metric tons, metric tonne, metric tonnes"),
    ("long ton", "long ton, long tons"), ("st", "stone"), ("gr", "grain"), ("dr", "dram, drams, drachm, drachma, drachmas"), ("ct", "carat, carats, karat, karats"), ("cwt", "hundredweight"),
    // Time
    ("s", "second, seconds, sec, secs"), ("min", "minute, minutes, min, mins"), ("h", "hour, hours, hr, hrs"), ("d", "day, days"), ("wk", "week, weeks, wk, wks"),
    ("fortnight", "fortnight, fortnights"), ("mo", "month, months"), ("yr", "year, years, yr, yrs, yo"),
    // Temperature and angle
    ("°C", "degree celsius, degrees celsius, celsius, degree centigrade, degrees centigrade, centigrade, degrees c, deg c"),
    ("°F", "degree fahrenheit, degrees fahrenheit, fahrenheit, degrees f, deg f"), ("K", "kelvin, kelvins, degrees kelvin"),
    ("°", "degree, degrees, deg"), ("rad", "radian, radians, rad"), ("turn", "turn, turns, revolution, revolutions"),
    // Data
    ("bit", "bit, bits"), ("B", "byte, bytes"), ("pixel", "pixel, pixels"),
    // Energy, power, pressure and others
    ("J", "joule, joules"), ("Wh", "watt hour, watt hours, watthour, watthours"), ("kWh", "kilowatt hour, kilowatt hours"),
    ("MWh", "megawatt hour, megawatt hours"), ("GWh", "gigawatt hour, gigawatt hours"), ("TWh", "terawatt hour, terawatt hours"),
    ("W", "watt, watts"), ("hp", "hp, horsepower"), ("cal", "calorie, calories"), ("BTU", "btu, btus"), ("eV", "electronvolt, electronvolts, electron volt, electron volts"),
    ("Pa", "pascal, pascals"), ("bar", "bar, bars"), ("atm", "atmosphere, atmospheres"), ("psi", "psi"), ("mmHg", "millimetres of mercury"),
    ("V", "volt, volts"), ("A", "amp, amps, ampere, amperes"), ("Ω", "ohm, ohms"), ("Hz", "hertz"), ("N", "newton, newtons"),
    ("dB", "decibel, decibels"), ("rpm", "rpm"), ("Sv", "sievert, sieverts"), ("Gy", "gray, grays"), ("Bq", "becquerel, becquerels"),
    ("F", "farad, farads"), ("Ah", "ampere hour, ampere hours, amp hour, amp hours"), ("mol", "mole, moles"), ("cd", "candela, candelas"), ("lm", "lumen, lumens"), ("lx", "lux"),
    ("Nm", "newton metre, newton metres, newton meter, newton meters"), ("VA", "volt ampere, volt amperes"), ("Js", "joule second, joule seconds"), ("ppm", "parts per million, ppm"),
    // Shares
    ("%", "percent, per cent, pct, percents, per cents"), ("pp", "pp, ppt, percentage point, percentage points, per cent points, percent points, ppts"),
    ("bp", "basis point, basis points, bps"),
    // Money
    ("USD", "usd, dollar, dollars, us dollar, us dollars, american dollar, american dollars, united states dollar, united states dollars, buck, bucks"),
    ("CAD", "cad, canadian dollar, canadian dollars"), ("AUD", "aud, australian dollar, australian dollars"), ("NZD", "nzd, new zealand dollar, new zealand dollars"),
    ("HKD", "hkd, hong kong dollar, hong kong dollars"), ("SGD", "sgd, singapore dollar, singapore dollars"), ("TWD", "taiwan dollar, taiwan dollars, taiwanese dollar, taiwanese dollars"),
    ("JMD", "jamaican dollar, jamaican dollars"),
    ("EUR", "eur, euro, euros"), ("GBP", "gbp, pound sterling, pounds sterling, sterling, british pound, british pounds, quid"),
    ("EGP", "egyptian pound, egyptian pounds"), ("LBP", "lebanese pound, lebanese pounds"), ("SYP", "syrian pound, syrian pounds"),
    ("JPY", "jpy, yen, japanese yen"), ("CNY", "cny, yuan, renminbi, rmb, chinese yuan, kuai"), ("mao", "mao, jiao"),
    ("KRW", "krw, won, south korean won, korean won"), ("KPW", "north korean won"),
    ("INR", "inr, indian rupee, indian rupees"), ("PKR", "pkr, pakistani rupee, pakistani rupees, pakistan rupee, pakistan rupees"),
    ("LKR", "sri lankan rupee, sri lankan rupees"), ("NPR", "nepalese rupee, nepalese rupees, nepali rupees"), ("rupee", "rupee, rupees, rs"), ("BDT", "taka, bangladeshi taka"),
    ("CHF", "chf, swiss franc, swiss francs"), ("FRF", "french franc, french francs"), ("franc", "franc, francs"), ("XAF", "cfa francs, cfa franc"),
    ("SEK", "swedish krona, swedish kronor, kronor, sek"), ("NOK", "norwegian krone, norwegian kroner, norwegian crowns, nok"), ("DKK", "danish krone, danish kroner, danish crowns, dkk"),
    ("CZK", "czech koruna, koruna, czech crowns"), ("PLN", "zloty, zlotys, polish zloty, polish zlotys"), ("HUF", "forint, forints"), ("RON", "romanian leu, lei"), ("BGN", "bulgarian lev"),
    ("RUB", "rub, rouble, roubles, ruble, rubles, russian rouble, russian roubles, russian ruble, russian rubles"), ("UAH", "hryvnia, hryvnias, ukrainian hryvnia"),
    ("KZT", "tenge, kazakhstani tenge"), ("UZS", "uzbek som, sum"), ("KGS", "som, soms, kyrgyz som"), ("TJS", "somoni, tajik somoni"), ("TMT", "turkmen manat"), ("AZN", "manat, azerbaijani manat"),
    ("GEL", "georgian lari, lari"), ("AMD", "armenian dram, armenian drams"), ("AFN", "afghani, afghanis"), ("IRR", "iranian rial, iranian rials, rial, rials"), ("IQD", "iraqi dinar, iraqi dinars"),
    ("KWD", "kuwaiti dinar, kuwaiti dinars"), ("JOD", "jordanian dinar, jordanian dinars"), ("RSD", "serbian dinar, serbian dinars"), ("LYD", "libyan dinar, libyan dinars"), ("BHD", "bahraini dinar, bahraini dinars"),
    ("SAR", "riyal, riyals, saudi riyal, saudi riyals"), ("QAR", "qatari riyal, qatari riyals"), ("AED", "dirham, dirhams, uae dirham, uae dirhams"), ("OMR", "omani rial, omani rials"), ("YER", "yemeni rial, yemeni rials"),
    ("ILS", "shekel, shekels, new shekel, new shekels, israeli shekel, israeli shekels"), ("TRY", "lira, liras, turkish lira, turkish liras"), ("ITL", "italian lira, italian lire, lire"),
    ("ZAR", "rand, rands, south african rand"), ("NGN", "naira, nigerian naira"), ("KES", "kenyan shilling, kenyan shillings"), ("UGX", "ugandan shilling, ugandan shillings"), ("TZS", "tanzanian shilling, tanzanian shillings"),
    ("GHS", "cedi, cedis, ghanaian cedi"), ("ETB", "birr, ethiopian birr"), ("MAD", "moroccan dirham, moroccan dirhams"), ("DZD", "algerian dinar, algerian dinars"), ("ZMW", "zambian kwacha, kwacha"),
    ("BRL", "real, reais, brazilian real, brazilian reais, reals"), ("MXN", "mexican peso, mexican pesos"), ("ARS", "argentine peso, argentine pesos"), ("CLP", "chilean peso, chilean pesos"), ("COP", "colombian peso, colombian pesos"),
    ("PHP", "philippine peso, philippine pesos"), ("CUP", "cuban peso, cuban pesos"), ("PEN", "peruvian sol, peruvian soles"), ("VES", "bolivar, bolivars, bolivares"), ("CRC", "costa rican colon, costa rican colones, colones"), ("UYU", "uruguayan peso, uruguayan pesos"),
    ("THB", "baht, thai baht"), ("VND", "dong, vietnamese dong"), ("IDR", "rupiah, indonesian rupiah"), ("MYR", "ringgit, ringgits, malaysian ringgit, rm"), ("MMK", "kyat, kyats, burmese kyat"), ("LAK", "kip, lao kip"), ("KHR", "riel, riels"), ("MNT", "tugrik, tugriks"),
    ("DEM", "deutsche mark, deutsche marks, deutschmark, deutschmarks, german mark, german marks, marks"), ("ESP", "peseta, pesetas"),
    ("BTC", "bitcoin, bitcoins"), ("satoshi", "satoshi, satoshis"), ("ETH", "ether"),
    ("¢", "cent, cents"), ("penny", "pence, penny, pennies"), ("sen", "sen"), ("kopek", "kopek, kopeks, kopeck, kopecks"),
];

static EACH: LazyLock<Table<&'static str>> = LazyLock::new(|| {
    Table::of(&[
        ("share", "share"),
        ("person", "person, head, capita, inhabitant"),
        ("household", "household, family"),
        ("unit", "unit, piece, item"),
        ("student", "student, pupil"),
        ("worker", "worker, employee"),
        ("night", "night"),
        ("quarter", "quarter"),
        ("vote", "vote"),
        ("ticket", "ticket"),
        ("game", "game, match"),
    ])
});

static BEFORE: LazyLock<Table<Limit>> = LazyLock::new(|| Table::of(LIMITS_BEFORE));

#[rustfmt::skip]
const LIMITS_BEFORE: &[(Limit, &str)] = &[
    (Limit::Least, "at least, at the least, at the very least, a minimum of, minimum of, minimum, a minimum, no fewer than, no less than, not less than, \
        not fewer than, nothing less than, more than, greater than, larger than, bigger than, higher than, longer than, \
        better than, over, well over, far over, above, well above, beyond, exceed, exceeds, exceeding, exceeded, in excess of, \
        upwards of, upward of, north of, as many as and over, far more than, many more than, well more than, a total exceeding, \
        more than or equal to, greater than or equal to, greater or equal to, bigger or equal than, greater or equal than, \
        bigger than or equal to, larger than or equal to, larger or equal to, higher than or equal to, more or equal to, more or equal than, at least or equal to, surpass, surpassed, surpassing, surpasses, \
        topped, topping, tops, older than, heavier than, taller than, wider than, deeper than, starting at, starting from, and above, \
        out more than, an excess of, >, >=, ≥, ⩾"),
    (Limit::Most, "at most, at the most, a maximum of, maximum of, a maximum, maximum, no more than, not more than, no greater than, no higher than, no larger than, no bigger than, \
        not exceeding, not exceed, up to, as many as, as much as, less than, fewer than, lower than, smaller than, below, under, well under, well below, \
        beneath, shy of, less than or equal to, lower than or equal to, smaller than or equal to, smaller or equal than, smaller or equal to, less or equal to, less or equal than, lower or equal to, \
        fewer than or equal to, at most or equal to, shorter than, younger than, south of, as few as or under, within, <, <=, ≤, ⩽, far fewer than, far less than, well short of, no longer than, no older than"),
    (Limit::About, "about, around, approximately, approx, approx., roughly, some, circa, ca, ca., c., an estimated, estimated, estimates of, in the region of, in the order of, \
        on the order of, in the vicinity of, somewhere around, something like, more or less, an average of, close to about, \
        give or take, a reported, somewhere in the region of, in the neighborhood of, in the neighbourhood of, ~, ≈, ±, an approximate, anywhere around, an approximately"),
    (Limit::Below, "nearly, almost, close to, approaching, just under, just below, slightly less than, slightly under, just less than, a little under, \
        a little less than, just short of, not quite, near, nearing, slightly below, barely under, just shy of, little less than, only just under"),
    (Limit::Above, "just over, slightly more than, just above, a little over, a little more than, slightly over, just more than, a bit more than, little more than, slightly above, barely over"),
    (Limit::Exact, "exactly, precisely, equal to, equals to, equals, equaling to, equaling, equalling, equal, a total of, totaling, totalling, ="),
];

static AFTER: LazyLock<Table<Limit>> = LazyLock::new(|| {
    Table::of(&[
        (
            Limit::Least,
            "or more, or greater, or more than, or above, or over, or higher, or larger, or bigger, or longer, or older, \
             or better, or upwards, and above, and over, and more, and up, and upwards, and counting, at least, \
             at the least, minimum, plus, if not more, or equal to more, upwards",
        ),
        (
            Limit::Most,
            "or less, or fewer, or lower, or under, or below, or smaller, or less than, at most, at the most, \
             maximum, tops, and under, and below, or younger, max, or shorter",
        ),
        (
            Limit::About,
            "or so, or thereabouts, more or less, give or take, approximately, or about, odd, ish",
        ),
        (Limit::Exact, "exactly, in all, in total"),
    ])
});

static OUTCOMES: LazyLock<Table<(Outcome, Takes)>> = LazyLock::new(|| Table::of(EVENTS));

#[rustfmt::skip]
const EVENTS: &[((Outcome, Takes), &str)] = &[
    ((Outcome::Killed, Takes::Either), "killed, murdered, executed, slain, slaughtered, massacred, assassinated, beheaded, electrocuted, \
        martyred, drowned, dead, lynched, hanged, hacked"),
    ((Outcome::Killed, Takes::Tally), "deaths, death, toll, fatalities, lives, bodies, corpses"),
    ((Outcome::Killed, Takes::Object), "killing, kill, kills, murdering, executing, claiming, slaying, massacring"),
    ((Outcome::Killed, Takes::Subject), "died, die, dying, dies, perished, succumbed, perish"),
    ((Outcome::Injured, Takes::Either), "injured, wounded, hurt, hospitalised, hospitalized, maimed, burned, burnt"),
    ((Outcome::Injured, Takes::Tally), "injuries"),
    ((Outcome::Injured, Takes::Object), "injuring, wounding, hurting, wound, wounds, injure, injures, maiming"),
    ((Outcome::Injured, Takes::Subject), "critical, treated"),
    ((Outcome::Missing, Takes::Either), "missing, unaccounted, disappeared, vanished"),
    ((Outcome::Arrested, Takes::Either), "arrested, detained, jailed, imprisoned, apprehended, captured, charged"),
    ((Outcome::Arrested, Takes::Tally), "arrests, detentions"),
    ((Outcome::Arrested, Takes::Object), "arresting, detaining, arrest, detain, jailing, apprehending, capturing, capture, jail"),
    ((Outcome::Kidnapped, Takes::Either), "kidnapped, abducted, hostage, hostages, captive"),
    ((Outcome::Kidnapped, Takes::Tally), "abductions, kidnappings"),
    ((Outcome::Kidnapped, Takes::Object), "kidnapping, abducting, kidnap, abduct"),
    ((Outcome::Displaced, Takes::Either), "displaced, evacuated, homeless, uprooted, expelled, deported"),
    ((Outcome::Displaced, Takes::Object), "displacing, evacuating, evacuate, displace, uprooting, displaces, expelling, deporting"),
    ((Outcome::Displaced, Takes::Subject), "fled, flee, fleeing, evacuees, refugees"),
    ((Outcome::Rescued, Takes::Either), "rescued, freed, released, saved, liberated, survived, survivors"),
    ((Outcome::Rescued, Takes::Object), "rescuing, rescue, freeing, free, saving, releasing, release"),
    ((Outcome::Rescued, Takes::Subject), "survive"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// A word that stands twice would mean only the last.
    fn twice<T>(groups: &[(T, &'static str)]) -> Vec<&'static str> {
        let mut seen = BTreeSet::new();
        groups.iter().flat_map(|(_, list)| list.split(", ")).filter(|word| !seen.insert(*word)).collect()
    }

    #[test]
    fn no_word_stands_twice_in_a_table() {
        assert_eq!(twice(NUMERALS_AND_OTHERS), Vec::<&str>::new());
        assert_eq!(twice(MEASURES_AND_MONEY), Vec::<&str>::new());
        assert_eq!(twice(LIMITS_BEFORE), Vec::<&str>::new());
        assert_eq!(twice(EVENTS), Vec::<&str>::new());
    }

    #[test]
    fn words_are_folded_and_short_enough_to_be_found() {
        let lists = [
            NUMERALS_AND_OTHERS.iter().map(|g| g.1).collect::<Vec<_>>(),
            LIMITS_BEFORE.iter().map(|g| g.1).collect(),
        ];
        for word in lists.iter().flatten().flat_map(|list| list.split(", ")) {
            assert!(word.len() <= 32 && word == word.trim() && word == word.to_lowercase(), "{word:?}");
        }
    }
}
