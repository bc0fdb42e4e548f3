//! English words of saying, and for those who speak.

use std::sync::LazyLock;

use crate::facts::speakers::{Forms, Role, Words, forms};

/// The tables.
pub static WORDS: Words =
    Words { forms: &FORMS, adverbs: Some("ly"), plurals: Some("s"), participles: &["ing", "ed"] };

static FORMS: Forms = LazyLock::new(|| forms(&TABLES));

/// A word that has several roles stands in the last table that should win.
const TABLES: [(Role, &str); 28] = [
    (
        Role::Say,
        "said say says wrote writes write written added adds add noted   argued argues argue acknowledged \
         acknowledges acknowledge announced announces announce explained explains explain insisted insists insist \
         stated declared declares declare admitted admits admit conceded concedes concede confirmed confirms confirm \
         denied denies deny contended contends contend maintained maintains maintain alleged alleges allege asserted \
         asserts assert              \
            suggested suggests suggest indicated indicates indicate    \
            tweeted tweets posted replied replies reply responded responds respond answered \
          quipped joked jokes recalled recalls recall revealed reveals reveal disclosed discloses disclose \
         emphasized emphasizes emphasize emphasised stressed stresses stress repeated repeats repeat reiterated \
         reiterates reiterate commented remarked observed observes complained complains complain   \
          boasted boasts boast vowed   pledged        \
                  claimed cautioned cautions caution \
         continued  countered counters echoed echoes read reads testified testifies testify   \
                        \
               hinted hints implied implies imply proclaimed proclaims \
         lamented laments shouted shouts yelled chanted chant whispered typed yells cries sings sang  mentioned mentions mention recounted \
         described describes            \
                quoted      signaled signalled \
              concurred vented mused muses   ",
    ),
    (
        Role::Think,
        "believed believes believe thought thinks think knew knows know hoped feared \
         predicted predicts predict worried doubted doubt felt feels feel understood understands \
         understand realized realised saw sees assumed assumes assume figured expected decided \
         decides decide agreed agrees agree ruled rules determined determines declined declines \
         refused refuses refuse wanted wants want intends intend intended learned found \
         find swore concluded concludes conclude estimated demonstrated demonstrates showed shown wondered \
         wonders wonder reasoned promised proposed proposes propose",
    ),
    (
        Role::Tell,
        "told tell tells warned warns warn assured assures assure reminded reminds remind informed informs inform asked \
         asks ask advised advises advise   notified promised",
    ),
    (
        Role::Saying,
        "saying adding arguing noting claiming insisting suggesting stating declaring announcing explaining writing \
         tweeting warning telling asking admitting acknowledging believing thinking hoping fearing alleging asserting \
         contending maintaining emphasizing stressing reiterating predicting concluding promising pledging vowing \
         complaining boasting joking recalling revealing indicating showing chanting shouting implying estimating \
         expecting denying confirming responding pointing wondering worrying knowing questioning proposing",
    ),
    (
        Role::Judge,
        "called criticized criticised criticizes criticises accused accuses accuse praised praises praise condemned \
         condemns condemn denounced denounces denounce    blasts slammed slams mocked mocks \
         rejected rejects reject demanded urged urges urge supported   opposed opposes oppose backed \
          endorsed endorses endorse questioned  cited cites welcomed welcomes blamed blames  \
         described describes dismissed dismisses likened likens compared compares labeled labelled dubbed branded \
         defended defends touted touts hailed hails ridiculed ridicules derided derides disputed disputes referred \
         refers pointed  discussed discusses  planned addressed  identified identifies expressed \
         expresses advocated advocates favored favors favoured prefers preferred considers considered  viewed \
          regarded characterized characterizes characterised lauded chided chastised rebuked scolded \
         apologized apologised apologizes highlighted highlights underscored underscores detailed outlined outlines \
          asserted appealed appeals encouraged encourages invoked invokes complained warned-of protested \
         protests resented admired admires likes loves hates liked loved hated",
    ),
    (
        Role::Judging,
        "calling accusing criticizing criticising praising condemning denouncing  demanding urging supporting \
         opposing backing endorsing blaming describing dismissing likening comparing labeling defending touting \
         referring encouraging discussing rejecting expressing advocating highlighting mocking referencing",
    ),
    (
        Role::Report,
        "report reports reported points support supports  addresses plans calls blame questions views backs worries worry \
         hope hopes fear fears doubts promises promise vows vow pledges pledge estimates notes note expects expect claim claims show shows  states document documents poll polls plan call \
         demand demands estimate charge charges charged view regard request",
    ),
    (
        Role::Claim,
        "allegation allegations assertion assertions announcement belief suggestion suggestions accusation accusations \
         admission argument arguments contention conclusion   conviction expectation expectations \
             insistence  prediction promise pledge rumor rumors rumour rumours speculation \
         statement theory    warning warnings assurances assurance    ",
    ),
    (Role::According, "according"),
    (Role::Citing, "citing quoting"),
    (Role::Be, "is are was were be been being am isn't aren't wasn't weren't 's 're"),
    (
        Role::Auxiliary,
        "has have had will would can could may might must should shall did does do hasn't haven't hadn't won't \
         wouldn't can't cannot couldn't didn't doesn't don't shouldn't not never having",
    ),
    (
        Role::Adverb,
        "also out then later again once often now still just even already always soon earlier afterwards afterward \
         further instead too first ever long sometimes perhaps only simply publicly thereafter no longer however nonetheless nevertheless \
         meanwhile moreover therefore thus instead besides otherwise rather though",
    ),
    (
        Role::Determiner,
        "the a an his her its their my our your this these those some any every each one two three four five six \
         seven eight nine ten both another such several other certain",
    ),
    (
        Role::Pronoun,
        "he she it i you him her-self me us them himself herself everyone everybody someone somebody nobody",
    ),
    (Role::Several, "they we many others most few critics"),
    (
        Role::Group,
        "officials analysts experts authorities sources reporters journalists critics supporters opponents lawyers \
         lawmakers prosecutors investigators researchers scientists economists diplomats witnesses residents observers \
         police people voters democrats republicans leaders politicians activists advocates doctors aides advisers \
         advisors soldiers troops protesters demonstrators parents families neighbors neighbours relatives senators \
         ministers officers historians scholars teachers students workers employees executives members representatives \
         media outlets newspapers agencies governments groups companies allies pundits commentators conservatives \
         liberals americans russians colleagues friends audience crowd staff crews rescuers survivors victims \
         villagers locals campaigners rebels militants insiders attorneys senators congressmen spokespeople pollsters \
         respondents viewers readers strategists fans polls studies surveys reports documents records",
    ),
    (
        Role::Preposition,
        "of in at for from with on by about against near under over into through during without within among between \
         across inside outside around toward towards behind via since until despite like",
    ),
    (Role::To, "to"),
    (Role::That, "that"),
    (Role::And, "and or &"),
    (Role::Relative, "who whom whose which where"),
    (
        Role::Clause,
        "but when while as after before because if although though whereas than so what how why whether unless yet nor",
    ),
    (
        Role::Time,
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon \
         evening night week month year recently last next january february march april june july august september \
         october november december earlier previously ago",
    ),
    (
        Role::Occasion,
        "statement interview interviews briefing conference speech remarks email e-mail letter twitter facebook post \
         tweet tweets rally radio television tv call debate phone event newsletter article editorial column memo \
         video hearing testimony telephone appearance meeting press release broadcast podcast",
    ),
    (
        Role::Naming,
        "titled entitled book novel documentary song film movie album essay series nickname nicknamed dubbed so-called \
         notorious named known episode program magazine hit musical sitcom update watch related correction exclusive breaking photo caption editor's",
    ),
    (Role::Say, "said says say"),
    (Role::Tell, "told tells tell"),
];
