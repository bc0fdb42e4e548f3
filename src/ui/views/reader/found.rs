//! What comparing found, beside an answer and in the list of questions: a few calm lines.

use ratatui::layout::Rect;

use crate::briefing::Briefing;
use crate::compare::{Difference, Section};
use crate::export::comparison::sign;
use crate::problem::counted;
use crate::text;
use crate::text::{Text, fit, width};
use crate::ui::compared::Compared;
use crate::ui::parts::list::Line;
use crate::ui::parts::outlets;
use crate::ui::parts::told;
use crate::ui::theme::Role;
use crate::ui::view::Ctx;

/// Differences told below an answer.
const MOST: usize = 2;
/// Sources named for a value there.
const NAMES: usize = 3;

/// The rows below an answer: as many before the articles are compared as after, so that nothing
/// moves under the reader's eyes.
pub(super) fn below(ctx: &Ctx<'_>, number: usize, section: usize, area: Rect) -> Vec<Line> {
    let rows = match area.height {
        0..8 => 0,
        8..16 => 1,
        _ => 2 + MOST,
    };
    let Some(opened) = ctx.world.library.opened(number) else { return Vec::new() };
    let b = &opened.briefing;
    if rows == 0 || b.articles.is_empty() || b.sections.is_empty() {
        return Vec::new();
    }
    let columns = usize::from(area.width);
    let mut lines = match ctx.world.compared(number) {
        Some(compared) => match compared.comparison.sections.get(section) {
            Some(section) if rows == 1 => vec![line(compared, section, columns)],
            Some(section) => lines(b, compared, section, columns),
            None => Vec::new(),
        },
        None => {
            let articles = counted(b.articles.len(), "article", "articles");
            vec![vec![(Role::Muted, text!("comparing {articles} …"))]]
        }
    };
    if rows > 1 {
        lines.insert(0, Vec::new());
    }
    lines.resize(rows, Vec::new());
    lines
}

/// All in one line, where there is little room.
fn line(compared: &Compared, section: &Section, columns: usize) -> Line {
    let (answers, differs) = told::signs(compared, section);
    let gap = if differs.is_blank() { "" } else { "  " };
    let long = told::answers(compared, section);
    let room = columns.saturating_sub(width(differs.as_str()) + gap.len());
    let words = if width(long.as_str()) <= room {
        long
    } else {
        fit(text!("{answers} answer, {}", counted(section.origins, "origin", "origins")).get(), room)
    };
    vec![(Role::Differs, differs), (Role::Muted, text!("{gap}{words}"))]
}

fn lines(b: &Briefing, compared: &Compared, section: &Section, columns: usize) -> Vec<Line> {
    let short = outlets::short(b);
    let open = told::open(b, section).count();
    let answers = told::answers(compared, section);
    let more = text!("{answers}; {open} differences");
    let first = if open > MOST && width(more.as_str()) <= columns { more } else { answers };
    let mut lines = vec![vec![(Role::Muted, fit(first.get(), columns))]];
    lines.extend(told::open(b, section).take(MOST).map(|d| difference(d, &short, columns)));
    lines
}

/// `≠ length of the border   1,340 km AJ   1,350 km ET, TRT`, in one row.
fn difference(difference: &Difference, short: &[Text], columns: usize) -> Line {
    let accounts =
        difference.accounts.iter().filter_map(|a| Some((a.value.line(), short.get(a.article)?.clone())));
    let values = told::values(accounts);
    let room = columns.saturating_sub(2);
    let what = fit(difference.what.line().get(), room * 2 / 5);
    let mut line = vec![(Role::Differs, text!("{} ", sign(difference))), (Role::Text, what)];
    let mut left = room.saturating_sub(width(line[1].1.as_str()));
    let share = left / values.len().clamp(1, 3);
    for (value, who) in values {
        let who = told::named(&who, NAMES);
        let room = share.saturating_sub(width(who.as_str()) + 4).max(4);
        let (value, who) = (text!("   {}", fit(value.get(), room)), text!(" {who}"));
        let needed = width(value.as_str()) + width(who.as_str());
        if needed > left {
            line.push((Role::Muted, fit(text!("   …").get(), left)));
            break;
        }
        left -= needed;
        line.extend([(Role::Text, value), (Role::Muted, who)]);
    }
    line
}

/// `5/7 ≠3` for each question; nothing before the articles are compared.
pub(super) fn signs(ctx: &Ctx<'_>, number: usize) -> Vec<Line> {
    let Some(compared) = ctx.world.compared(number).filter(|c| !c.shown.is_empty()) else {
        return Vec::new();
    };
    let signs = compared.comparison.sections.iter().map(|section| {
        let (answers, differs) = told::signs(compared, section);
        vec![(Role::Muted, text!("{answers} ")), (Role::Differs, differs)]
    });
    signs.collect()
}
