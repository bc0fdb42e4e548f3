//! What a view is: state, what a command does to it, and how it is drawn.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::layout::Rect;

use super::compared::{Compared, Comparisons, Lens};
use super::parts::canvas::Canvas;
use super::parts::prompt::Prompt;
use crate::import::Look;
use crate::keys::{Command, Keymap, Scope};
use crate::library::{Library, Opened, Origin};
use crate::problem::Problem;
use crate::text::Text;

/// All that views read.
#[derive(Debug, Default)]
pub struct World {
    /// Every briefing.
    pub library: Library,
    /// What is wrong with the configuration and the places that were to be read.
    pub faults: Vec<Problem>,
    /// Briefings are still being looked for.
    pub searching: bool,
    /// What comparing their articles found.
    pub comparisons: Comparisons,
}

impl World {
    /// What comparing the articles of the briefing of a number found, as the reader looks at it;
    /// none while they are being compared.
    pub fn compared(&self, number: usize) -> Option<&Arc<Compared>> {
        self.comparisons.seen(number, self.library.content(number)?)
    }
}

/// What a view is given beside its own state.
pub struct Ctx<'a> {
    /// What there is to read.
    pub world: &'a World,
    /// Which keys do what.
    pub keymap: &'a Keymap,
    /// Columns of a line of text at most.
    pub measure: usize,
    /// Today.
    pub today: NaiveDate,
}

/// What a command did.
pub enum Effect {
    /// The view has no use for it.
    Pass,
    /// The view took it.
    Stay,
    /// Another view comes in front.
    Open(Box<dyn View>),
    /// Another view takes the place of this one.
    Turn(Box<dyn View>),
    /// The view goes, and the one behind it comes back.
    Back,
    /// The reader looks at the articles of her briefing otherwise, and is told a word on it.
    See(Lens, Text),
    /// A word to the reader, until the next key.
    Say(Text),
    /// Something that only the shell can do; the view goes on.
    Ask(Request),
    /// Another view comes in front, and the shell is asked for what it shows.
    OpenAndAsk(Box<dyn View>, Request),
}

/// What only the shell can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Read a briefing.
    Open(Origin),
    /// Look what these files would add to the briefing at a place, or make anew.
    Look(Vec<PathBuf>, Option<Origin>),
    /// Which paths begin like this one?
    Complete(PathBuf),
    /// Write what was looked at.
    Write(Arc<Look>),
    /// Append a stanza to the file of a briefing, which was opened as it is here.
    Append(Origin, Arc<Opened>, String),
    /// Leave.
    Quit,
    /// Wait until the reader comes back.
    Suspend,
    /// Draw every cell anew.
    Redraw,
}

/// The line at the top: where one is.
#[derive(Debug, Default)]
pub struct Heading {
    /// From the outermost to the innermost.
    pub path: Vec<Text>,
    /// At the right.
    pub aside: Text,
}

/// One screen between the line at the top and the line at the bottom.
pub trait View {
    /// Where its keys are looked up.
    fn scope(&self) -> Scope;

    /// Where one is.
    fn heading(&self, ctx: &Ctx<'_>) -> Heading;

    /// Where in the text or list one is: `46 %`.
    fn position(&self) -> Text {
        Text::default()
    }

    /// The number of the briefing that it shows.
    fn briefing(&self) -> Option<usize> {
        None
    }

    /// What is being typed, while something is.
    fn prompt(&self) -> Option<&Prompt> {
        None
    }

    /// What stands before what is being typed.
    fn asks(&self) -> &'static str {
        "/ "
    }

    /// Takes text that was typed or pasted into the prompt.
    fn typed(&mut self, _ctx: &Ctx<'_>, _text: &Text) {}

    /// Does what a command asks for; `count` is the number typed before it.
    fn update(&mut self, ctx: &Ctx<'_>, command: Command, count: Option<usize>) -> Effect;

    /// Lays out what is to be drawn in an area of this size. Called before every frame; what has
    /// been laid out for the same size and content stays.
    fn arrange(&mut self, ctx: &Ctx<'_>, area: Rect);

    /// Draws what was arranged.
    fn draw(&self, ctx: &Ctx<'_>, canvas: &mut Canvas<'_>, area: Rect);
}
