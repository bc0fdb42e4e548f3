//! Abbreviations whose point ends no sentence, and the words that sentences begin with.
//!
//! English, and what other languages of Latin script share with it. The tables are sorted by
//! hand and small: a word is looked up only where it ends in a point and a capital or digit follows.

/// What an abbreviation stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name: "Dr.", "Mt.", "vs." never end a sentence.
    Title,
    /// A number: "No. 5"; before anything else it is a word like others.
    Numbered,
    /// "Jan."
    Month,
    /// "a.m."
    Time,
    /// Anything: "Inc.", "U.S." end one only before a word that often begins one.
    Inside,
}

const TITLES: &str = "adj adm atty brig capt cmdr col cmdt cpl dr e.g esq fr ft gen gov hon i.e cf insp lieut lt \
    maj messrs mlle mme mr mrs ms msgr mt pfc pres prof pte pvt rep reps rev sen sens sgt spc st ste supt viz vs \
    z.b d.h bzw sra srta sr.a hr fr dott m.me";
const NUMBERED: &str = "no nos nr n° nº № p pp vol vols fig figs art arts sec sect ch par para ver op rs ca approx \
    c circa tel ext str eq ed al";
const MONTHS: &str =
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat";
const TIMES: &str = "a.m p.m am pm";
const INSIDE: &str = "inc co corp ltd llc plc bros cos dept univ assn etc jr sr ph.d ave blvd rd hwy est est approx \
    intl natl gov't govt cent min max mfg ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn \
    miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo bldg cie s.a gmbh feat";

/// Words that begin sentences far more often than names.
const STARTERS: &str = "a about after all also although an and another any are as asked at because before both but \
    by can could did do does during each even every few for from had has have he her here his how however i if in \
    into is it its it's just last let like many more most my neither next no nor not now of on once one only or \
    other others our over please several she should since so some such than that the their then there these they \
    this those though through to today two under until was we were what when where whether which while who why \
    will with would yet you your he's she's they're i'm we're that's there's what's don't according";

/// What stands after a clock time without ending the sentence.
const ZONES: &str = "est edt cst cdt mst mdt pst pdt et ct mt pt gmt utc bst cet ist eastern central pacific mountain \
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december";

/// What follows on who said what went before.
const SAYING: &str = "said says asked asks wrote added replied shouted yelled demanded wondered exclaimed cried yells shouts cries wonders demands \
    continued declared tweeted quipped joked whispered screamed chanted told answered responded";

/// What comes next when nothing more is said.
const AFTER_SAYING: &str = "in on at during as while when after before to of with from over through monday tuesday \
    wednesday thursday friday saturday sunday";

fn has(table: &str, word: &str) -> bool {
    table.split_ascii_whitespace().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// The kind of abbreviation that the letters before a point are, if they are one.
pub(super) fn kind(core: &str) -> Option<Kind> {
    const TABLES: [(&str, Kind); 5] = [
        (TIMES, Kind::Time),
        (TITLES, Kind::Title),
        (NUMBERED, Kind::Numbered),
        (MONTHS, Kind::Month),
        (INSIDE, Kind::Inside),
    ];
    // "Sun." and "may." are words; so is what is longer than any abbreviation.
    if core.len() > 8 {
        return None;
    }
    TABLES.into_iter().find(|(table, _)| has(table, core)).map(|(_, kind)| kind)
}

/// Does a sentence often begin with it?
pub(super) fn begins_a_sentence(word: &str) -> bool {
    has(STARTERS, bare(word))
}

/// Does it belong to the clock time before it?
pub(super) fn follows_a_time(word: &str) -> bool {
    has(ZONES, bare(word))
}

/// Is it a verb by which a quotation is given to somebody?
pub(super) fn says(word: &str) -> bool {
    has(SAYING, bare(word))
}

/// Does it tell where, when or to whom something was said, and not what?
pub(super) fn follows_saying(word: &str) -> bool {
    has(AFTER_SAYING, bare(word))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
