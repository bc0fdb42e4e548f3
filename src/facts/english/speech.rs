//! English words of saying, and for those who speak.

use std::sync::LazyLock;

use crate::facts::speakers::{Forms, Role, Words, forms};

/// The tables.
pub static WORDS: Words =
    Words { forms: &FORMS, adverbs: Some("ly"), plurals: Some("s"), participles: &["ing", "ed"] };

static FORMS: Forms = LazyLock::new(|| forms(&TABLES));

/// Each word stands in one table, by what it does most often where it matters.
const TABLES: [(Role, &str); 26] = [
    (
        Role::Say,
        "acknowledge acknowledged acknowledges add added adds admit admits admitted allege alleged \
         alleges announce announced announces answered argue argued argues assert asserted asserts boast \
         boasted boasts caution cautioned cautions chant chanted claimed commented complain complained \
         complains concede conceded concedes concurred confirm confirmed confirms contend contended \
         contends continued counter countered counters cries declare declared declares denied denies \
         deny disclose disclosed discloses echo echoed echoes emphasised emphasize emphasized emphasizes \
         explain explained explains hinted hints implied implies imply indicate indicated indicates \
         insist insisted insists joked jokes lament lamented laments maintain maintained maintains \
         mention mentioned mentions mused muses noted observed observes pledged posted proclaimed \
         proclaims quipped quips quoted read reads recall recalled recalls recount recounted recounts \
         reiterate reiterated reiterates remarked repeat repeated repeats replied replies reply respond \
         responded responds reveal revealed reveals said sang say says shouted shouts signaled signalled \
         sings speculate speculated speculates stated stress stressed stresses suggest suggested \
         suggests surmised testified testifies testify theorized tweeted typed vented vowed whispered \
         write writes written wrote yelled yells",
    ),
    (
        Role::Think,
        "agree agreed agrees assume assumed assumes believe believed believes conclude concluded \
         concludes decide decided decides declined declines demonstrated demonstrates determined \
         determines doubt doubted estimated expected feared feel feels felt figured find found hoped \
         intend intended intends knew know knows learned predict predicted predicts propose proposed \
         proposes realised realized reasoned refuse refused refuses ruled rules saw sees showed shown \
         swore think thinks thought understand understands understood want wanted wants wonder wondered \
         wonders worried",
    ),
    (
        Role::Tell,
        "advise advised advises ask asked asks assure assured assures inform informed informs notified \
         promised remind reminded reminds tell tells told warn warned warns",
    ),
    (
        Role::Saying,
        "acknowledging adding admitting alleging announcing arguing asking asserting believing boasting \
         chanting claiming complaining concluding confirming contending declaring denying emphasizing \
         estimating expecting explaining fearing hoping implying indicating insisting joking knowing \
         maintaining noting pledging pointing predicting promising proposing questioning recalling \
         reiterating responding revealing saying shouting showing stating stressing suggesting telling \
         thinking tweeting vowing wondering worrying writing",
    ),
    (
        Role::Judge,
        "accuse accused accuses addressed admired admires advocated apologised apologized apologizes \
         appealed appeals backed blamed blames blasts branded called characterised characterized \
         characterizes chastised chided cited cites compared compares condemn condemned condemns \
         considered considers criticise criticised criticises criticize criticized criticizes defend \
         defended defends demanded denounce denounced denounces derided derides describe described \
         describes detailed discuss discussed discusses dismiss dismissed dismisses disputed disputes \
         encourage encouraged encourages endorse endorsed endorses expressed expresses favored favors \
         favoured hailed hails hated hates highlighted highlights identified identifies invoked invokes \
         labeled labelled lauded liked likened likens likes loved loves mock mocked mocks oppose opposed \
         opposes outlined outlines planned pointed praise praised praises preferred prefers protested \
         protests questioned rebuke rebuked referred refers regarded reject rejected rejects resented \
         ridicule ridiculed ridicules scolded slammed slams supported tout touted touts underscored \
         underscores urge urged urges viewed welcomed welcomes",
    ),
    (
        Role::Judging,
        "accusing advocating backing blaming calling chastising comparing condemning criticising \
         criticizing defending demanding denouncing describing discussing dismissing disputing \
         encouraging endorsing expressing hailing highlighting invoking labeling lauding likening \
         mocking opposing praising protesting rebuking referencing referring rejecting ridiculing \
         slamming supporting touting urging",
    ),
    (
        Role::Report,
        "addresses backs blame calls charge charged charges claim claims demand demands document \
         documents doubts estimate estimates expect expects fear fears hope hopes note notes plan plans \
         pledges points poll promises questions regard report reported reports request show shows states \
         support supports view views vow vows worries worry",
    ),
    (
        Role::Claim,
        "accusation accusations admission allegation allegations announcement argument arguments \
         assertion assertions assurance assurances belief conclusion contention conviction expectation \
         expectations insistence pledge prediction promise rumor rumors rumour rumours speculation \
         suggestion suggestions theory warning warnings",
    ),
    (Role::According, "according"),
    (Role::Citing, "citing quoting"),
    (Role::Be, "'re 's am are aren't be been being is isn't was wasn't were weren't"),
    (
        Role::Auxiliary,
        "can can't cannot could couldn't did didn't do does doesn't don't had hadn't has hasn't have \
         haven't having may might must never not shall should shouldn't will won't would wouldn't",
    ),
    (
        Role::Adverb,
        "afterward afterwards again already also always besides even ever first further however instead \
         just later long longer meanwhile moreover nevertheless no nonetheless now often once only \
         otherwise out perhaps publicly simply sometimes soon still then thereafter therefore thus too",
    ),
    (
        Role::Determiner,
        "a an another any both certain each eight every five four her his its my nine one other our \
         seven several six some such ten the their these this those three two your",
    ),
    (
        Role::Pronoun,
        "everybody everyone he herself him himself i it me nobody she somebody someone them us you",
    ),
    (Role::Several, "few many most others they we"),
    (
        Role::Group,
        "activists advisers advisors advocates agencies aides allies americans analysts attorneys \
         audience authorities campaigners colleagues commentators companies congressmen conservatives \
         crews critics crowd democrats demonstrators diplomats doctors economists employees executives \
         experts families fans friends governments groups historians insiders investigators journalists \
         lawmakers lawyers leaders liberals locals media members militants ministers neighbors \
         neighbours newspapers observers officers officials opponents outlets parents people police \
         politicians polls pollsters prosecutors protesters pundits readers rebels records relatives \
         reporters representatives republicans rescuers researchers residents respondents russians \
         scholars scientists senators soldiers sources spokespeople staff strategists students studies \
         supporters surveys survivors teachers troops victims viewers villagers voters witnesses workers",
    ),
    (
        Role::Preposition,
        "about across against among around at behind between by despite during for from in inside into \
         like near of on outside over since through toward towards under until via with within without",
    ),
    (Role::To, "to"),
    (Role::That, "that"),
    (Role::And, "& and or"),
    (Role::Relative, "where which who whom whose"),
    (
        Role::Clause,
        "after although as because before but how if nor so than though unless what when whereas whether \
         while why yet",
    ),
    (
        Role::Time,
        "afternoon ago april august december earlier evening february friday january july june last \
         march monday month morning next night november october previously recently saturday september \
         sunday thursday today tomorrow tonight tuesday wednesday week year yesterday",
    ),
    (
        Role::Occasion,
        "appearance article briefing broadcast call column conference debate e-mail editorial email \
         event facebook hearing interview interviews letter meeting memo newsletter phone podcast post \
         press radio rally release remarks speech statement telephone television testimony tv tweet \
         tweets twitter video",
    ),
    (
        Role::Naming,
        "album book breaking caption correction documentary dubbed editor's entitled episode essay \
         exclusive film known magazine movie musical named nickname nicknamed notorious novel photo \
         program related series sitcom so-called song titled update watch",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_in_two_tables() {
        let words: usize = TABLES.iter().map(|(_, words)| words.split_whitespace().count()).sum();
        assert_eq!(words, FORMS.len());
    }
}
