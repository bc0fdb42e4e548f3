//! Measures how an answer uses its source: not at all, heavily or lightly reworded, or cut.

use crossread::compare::aliases::Aliases;
use crossread::compare::digest::Digest;
use crossread::compare::lexicon::{Lexicon, Senses};
use crossread::compare::origins::{Reuse, reuse};
use crossread::facts::language;

use crate::files::{matching, ratio, read};
use crate::{Row, Run};

pub(crate) fn measure(run: &Run) -> Result<Vec<Row>, String> {
    let folder = run.folder.join("reuse");
    let listed = read(&folder.join("file_information.csv"))?;
    let english = language("en");
    let senses = Senses::of("en", english.lexis);
    let mut lexicon = Lexicon::default();
    let mut words = |path: &std::path::Path| -> Result<Vec<u32>, String> {
        let mut digest = Digest::read(read(path)?, None, english);
        digest.number(&mut lexicon, &senses, &Aliases::default());
        Ok(digest.words())
    };
    let (mut right, mut all, mut none, mut apart) = (0, 0, 0, 0);
    for line in listed.lines().skip(1) {
        let fields: Vec<&str> = line.trim().split(',').collect();
        let [file, task, gold] = fields[..] else { continue };
        if gold == "orig" || !folder.join(file).is_file() {
            continue;
        }
        let source = matching(&folder, &format!("orig_task{task}"), "")?;
        let found = reuse(&words(&source[0])?, &words(&folder.join(file))?);
        let name = match found {
            Reuse::None => "non",
            Reuse::Heavy => "heavy",
            Reuse::Light => "light",
            Reuse::Cut => "cut",
        };
        all += 1;
        none += usize::from(gold == "non");
        right += usize::from(name == gold);
        apart += usize::from((name == "non") == (gold == "non"));
        if name != gold {
            run.wrong(|| format!("{file}: {gold}, found {name}"));
        }
    }
    Ok(vec![Row {
        measure: "kind of reuse",
        data: format!("{all} answers"),
        unit: "accuracy",
        floor: Some(ratio(none, all)),
        reach: 0.85,
        reached: ratio(right, all),
        note: format!("used at all or not: {:.3}", ratio(apart, all)),
    }])
}
