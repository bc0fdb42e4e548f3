//! The program's state: what there is to read, and the views one behind another. Keys and replies
//! go in, requests to the shell come out.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::compared::Compared;
use super::parts::canvas::Canvas;
use super::parts::paths;
use super::parts::prompt::Prompt;
use super::theme::{Role, Theme};
use super::view::{Ctx, Effect, Request, View, World};
use super::views::help::Help;
use super::views::import::Import;
use super::views::reader::Reader;
use super::views::shelf::Shelf;
use crate::config::Config;
use crate::import::Look;
use crate::keys::{Command, Key, Keymap, Scope, commands};
use crate::library::{Opened, Origin};
use crate::problem::{Problem, counted, nearest};
use crate::text;
use crate::text::{Text, width};

/// The largest number that can be typed before a key.
const MOST_TIMES: usize = 99_999;

/// Everything that is on the screen and behind it.
pub struct App {
    /// What views read.
    pub world: World,
    views: Vec<Box<dyn View>>,
    keymap: Keymap,
    theme: Theme,
    config: Config,
    today: NaiveDate,
    /// The number being typed before a key.
    count: Option<usize>,
    message: Option<Text>,
    /// The command being typed.
    line: Option<Prompt>,
}

impl App {
    /// Begins at the shelf.
    pub fn new(world: World, config: Config, keymap: Keymap, theme: Theme, today: NaiveDate) -> Self {
        let message = (!world.faults.is_empty()).then(|| {
            let count = counted(world.faults.len(), "problem", "problems");
            let key = keymap.shown(Scope::Shelf, Command::Problems);
            text!("{count} in the configuration: see {key}")
        });
        Self {
            world,
            views: vec![Box::new(Shelf::new(config.sort))],
            keymap,
            theme,
            config,
            today,
            count: None,
            message,
            line: None,
        }
    }

    /// Opens a briefing in front of the shelf.
    pub fn read(&mut self, number: usize) -> Option<Request> {
        let origin = self.world.library.entry(number)?.source.clone();
        self.views.push(Box::new(Reader::new(number)));
        Some(Request::Open(origin))
    }

    /// A briefing was read.
    pub fn opened(&mut self, origin: Origin, opened: Arc<Opened>) -> usize {
        self.world.library.open(origin, opened)
    }

    /// The articles of a briefing were compared.
    pub fn compared(&mut self, origin: &Origin, compared: Arc<Compared>) {
        let World { library, comparisons, .. } = &mut self.world;
        if let Some(number) = library.number(origin)
            && library.content(number) == Some(compared.content)
            && let Some(opened) = library.opened(number)
        {
            comparisons.put(number, compared, &opened.briefing);
        }
    }

    /// All briefings have been looked at, and these faults were found on the way.
    pub fn complete(&mut self, faults: Vec<Problem>) {
        self.world.searching = false;
        if !faults.is_empty() {
            let key = self.keymap.shown(Scope::Shelf, Command::Problems);
            let count = counted(faults.len(), "place", "places");
            self.message = Some(text!("{count} could not be read: see {key}"));
        }
        self.world.faults.extend(faults);
    }

    /// Says something in the line at the bottom, until the next key.
    pub fn say(&mut self, message: Text) {
        self.message = Some(message);
    }

    /// Does what a key asks for.
    pub fn key(&mut self, key: Key) -> Option<Request> {
        self.message = None;
        if self.line.is_some() {
            return self.type_command(key);
        }
        let Some(view) = self.views.last_mut() else { return Some(Request::Quit) };
        let ctx = ctx(&self.world, &self.keymap, &self.config, self.today);
        // While something is typed, a character is text before it is anything else.
        let scope = if view.prompt().is_some() { Scope::Prompt } else { view.scope() };
        if let Some(c) = key.typed() {
            if scope == Scope::Prompt {
                view.typed(&ctx, &Text::new(c.encode_utf8(&mut [0; 4])));
                return None;
            }
            if let Some(digit) = c.to_digit(10)
                && (digit > 0 || self.count.is_some())
            {
                let count = self.count.unwrap_or(0) * 10 + digit as usize;
                self.count = Some(count.min(MOST_TIMES));
                return None;
            }
        }
        let count = self.count.take();
        let Some(command) = self.keymap.command(scope, key) else {
            if count.is_none() && scope != Scope::Prompt {
                let help = self.keymap.shown(scope, Command::Help);
                self.message = Some(text!("{key} does nothing here; {help} shows what does"));
            }
            return None;
        };
        if count.is_some() && command == Command::Back {
            return None; // Esc takes back a number first
        }
        let effect = view.update(&ctx, command, count);
        self.perform(effect, command, scope)
    }

    /// A key while a command is typed.
    fn type_command(&mut self, key: Key) -> Option<Request> {
        let line = self.line.as_mut()?;
        if let Some(c) = key.typed() {
            line.insert(&Text::new(c.encode_utf8(&mut [0; 4])));
            return None;
        }
        match self.keymap.command(Scope::Prompt, key) {
            Some(Command::Accept) => {
                let typed = self.line.take()?.text().line();
                return self.run(&typed);
            }
            Some(Command::Cancel) => self.line = None,
            Some(Command::Complete) => {
                let before = line.before();
                let path = before.as_str().strip_prefix("import ").and_then(paths::last);
                return path.map(|path| Request::Complete(path.into()));
            }
            Some(Command::DeleteBack) if line.text().as_str().is_empty() => self.line = None,
            Some(Command::Quit) => return Some(Request::Quit),
            Some(Command::Suspend) => return Some(Request::Suspend),
            Some(Command::Redraw) => return Some(Request::Redraw),
            Some(command) => {
                line.edit(command);
            }
            None => {}
        }
        None
    }

    /// Runs a command that was typed: `import PATH`, or the name of a command of the view in front.
    fn run(&mut self, typed: &Text) -> Option<Request> {
        let (name, rest) = typed.as_str().split_once(' ').unwrap_or((typed.as_str(), ""));
        if name.is_empty() {
            return None;
        }
        if name == "import" {
            let paths = paths::typed(rest);
            if paths.is_empty() {
                self.message = Some(text!("import what? such as: import ~/Downloads/article.html"));
                return None;
            }
            let into = self.views.last().and_then(|v| v.briefing());
            let into = into.and_then(|n| self.world.library.entry(n)).map(|e| e.source.clone());
            self.message = Some(text!("reading …"));
            return Some(Request::Look(paths, into.filter(|o| matches!(o, Origin::Path(_)))));
        }
        let view = self.views.last_mut()?;
        let scope = view.scope();
        let known = || scope.chain().flat_map(commands::rows);
        let Some(row) = known().find(|r| r.name == name) else {
            let near = nearest(Text::new(name).get(), known().map(|r| r.name).chain(["import"]));
            self.message = Some(match near {
                Some(near) => text!("no command is called {name}: did you mean {near}?"),
                None => text!(
                    "no command is called {name}; {} lists the keys and what they do",
                    self.keymap.shown(scope, Command::Help)
                ),
            });
            return None;
        };
        let count = rest.trim().parse().ok();
        let ctx = ctx(&self.world, &self.keymap, &self.config, self.today);
        let effect = view.update(&ctx, row.command, count);
        self.perform(effect, row.command, scope)
    }

    /// These paths begin as the one that is being typed does.
    pub fn completed(&mut self, begun: &Path, found: &[String]) {
        let Some(line) = &mut self.line else { return };
        let before = line.before();
        // She may have typed on meanwhile.
        if before.as_str().strip_prefix("import ").and_then(paths::last).as_deref() != begun.to_str() {
            return;
        }
        match paths::completed(before.as_str(), found) {
            Some(longer) => line.replace_before(&Text::new(&longer)),
            None if found.is_empty() => self.message = Some(text!("no such file")),
            None => {
                let name =
                    |path: &String| Path::new(path).file_name().map(|n| n.to_string_lossy().into_owned());
                let names: Vec<String> = found.iter().filter_map(name).collect();
                self.message = Some(Text::new(&names.join("  ")).line());
            }
        }
    }

    /// An import was looked at, or could not be.
    pub fn looked(&mut self, look: Result<Arc<Look>, Text>) {
        match look {
            Ok(look) => {
                self.message = None;
                self.views.push(Box::new(Import::new(look)));
            }
            Err(message) => self.message = Some(message),
        }
    }

    /// An import was written, or could not be: the briefing comes in front.
    pub fn written(&mut self, written: Result<(Origin, Arc<Opened>), Text>) {
        match written {
            Ok((origin, opened)) => {
                let number = self.opened(origin, opened);
                self.views.retain(|view| view.scope() != Scope::Import);
                if self.views.last().and_then(|v| v.briefing()) != Some(number) {
                    self.views.push(Box::new(Reader::new(number)));
                }
                self.message = Some(text!("written; the files are yours to curate"));
            }
            Err(message) => self.message = Some(message),
        }
    }

    /// A stanza was appended to a briefing's file, or could not be.
    pub fn appended(&mut self, appended: Result<(Origin, Arc<Opened>), Text>) {
        self.message = Some(match appended {
            Ok((origin, opened)) => {
                self.opened(origin, opened);
                text!("written at the end of the file; it is yours to edit")
            }
            Err(message) => message,
        });
    }

    /// Takes pasted text where something is typed.
    pub fn paste(&mut self, pasted: &Text) {
        if let Some(line) = &mut self.line {
            line.insert(pasted);
            return;
        }
        let ctx = ctx(&self.world, &self.keymap, &self.config, self.today);
        if let Some(view) = self.views.last_mut()
            && view.prompt().is_some()
        {
            view.typed(&ctx, pasted);
        }
    }

    fn perform(&mut self, effect: Effect, command: Command, scope: Scope) -> Option<Request> {
        match effect {
            Effect::Stay => {}
            Effect::Open(view) => self.views.push(view),
            Effect::Turn(view) => {
                self.views.pop();
                self.views.push(view);
            }
            Effect::Back => self.back(),
            Effect::See(lens, word) => {
                let World { library, comparisons, .. } = &mut self.world;
                if let Some(number) = self.views.last().and_then(|v| v.briefing())
                    && let Some(opened) = library.opened(number)
                {
                    comparisons.see(number, lens, &opened.briefing);
                }
                self.message = Some(word);
            }
            Effect::Say(message) => self.message = Some(message),
            Effect::Ask(request) => return Some(request),
            Effect::OpenAndAsk(view, request) => {
                self.views.push(view);
                return Some(request);
            }
            Effect::Pass => match command {
                Command::Quit => return Some(Request::Quit),
                Command::Suspend => return Some(Request::Suspend),
                Command::Redraw => return Some(Request::Redraw),
                Command::Help => self.views.push(Box::new(Help::new(scope))),
                Command::CommandLine => self.line = Some(Prompt::default()),
                Command::Back => self.back(),
                _ => self.message = Some(Text::new("nothing to do here")),
            },
        }
        None
    }

    fn back(&mut self) {
        if self.views.len() > 1 {
            self.views.pop();
        } else {
            let quit = self.keymap.shown(Scope::Anywhere, Command::Quit);
            self.message = Some(text!("this is the shelf; {quit} leaves crossread"));
        }
    }

    /// Draws the view in front, between the line at the top and the line at the bottom.
    pub fn draw_to(&mut self, buffer: &mut Buffer, area: Rect) {
        let ctx = ctx(&self.world, &self.keymap, &self.config, self.today);
        let Some(view) = self.views.last_mut() else { return };
        let body = body(area);
        view.arrange(&ctx, body);
        let mut canvas = Canvas::new(buffer, &self.theme);
        if area.height >= 3 {
            top_line(&mut canvas, area, &ctx, view.as_ref());
            let bottom =
                Bottom { message: self.message.as_ref(), line: self.line.as_ref(), count: self.count };
            bottom_line(&mut canvas, area, &ctx, view.as_ref(), &bottom);
        }
        view.draw(&ctx, &mut canvas, body);
    }
}

/// What views are given; a function of the parts, because the views are borrowed beside it.
fn ctx<'a>(world: &'a World, keymap: &'a Keymap, config: &Config, today: NaiveDate) -> Ctx<'a> {
    Ctx { world, keymap, measure: usize::from(config.measure), today }
}

/// Where the view is drawn: lines above and below it only where there is room for them.
fn body(area: Rect) -> Rect {
    let (above, below) = match area.height {
        0..3 => (0, 0),
        3..8 => (1, 1),
        8..16 => (1, 2),
        _ => (2, 2),
    };
    let side = u16::from(area.width >= 30);
    Rect {
        x: area.x + side,
        y: area.y + above,
        width: area.width.saturating_sub(2 * side),
        height: area.height.saturating_sub(above + below),
    }
}

fn top_line(canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>, view: &dyn View) {
    let heading = view.heading(ctx);
    let side = u16::from(area.width >= 30);
    let right = area.right().saturating_sub(side);
    let total = usize::from(right.saturating_sub(area.x + side));
    // Where it is narrow the later parts of the aside give way first, then the outer parts of the
    // path, then what is left of the aside.
    let mut path = heading.path.as_slice();
    let needed = |path: &[Text]| {
        path.iter().map(|t| width(t.as_str())).sum::<usize>() + 3 * path.len().saturating_sub(1)
    };
    let mut aside = heading.aside.get();
    if needed(path) + aside.width() + 2 > total {
        let first = aside.as_str().find(" · ").unwrap_or(aside.as_str().len());
        aside = aside.slice(0..first);
    }
    let innermost = path.last().map_or(0, |t| width(t.as_str()));
    let aside_fits = aside.width() + innermost.min(20) + 2 <= total;
    let room = if aside_fits { total - aside.width() - 2 } else { total };
    while path.len() > 1 && needed(path) > room {
        path = &path[1..];
    }
    let mut x = area.x + side;
    for (number, part) in path.iter().enumerate() {
        if number > 0 {
            x += canvas.put(x, area.y, 3, " › ", Role::Rule);
        }
        let role = if number + 1 == path.len() { Role::Title } else { Role::Muted };
        let left = room.saturating_sub(usize::from(x - area.x - side));
        x += canvas.put_fit(x, area.y, left, part, role);
    }
    if aside_fits {
        canvas.put_right(right, area.y, aside.width(), aside, Role::Muted);
    }
}

/// What the line at the bottom may show in place of hints.
struct Bottom<'a> {
    message: Option<&'a Text>,
    line: Option<&'a Prompt>,
    count: Option<usize>,
}

fn bottom_line(canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>, view: &dyn View, bottom: &Bottom<'_>) {
    let y = area.bottom() - 1;
    let side = u16::from(area.width >= 30);
    if area.height >= 8 {
        let inside = Rect { x: area.x + side, width: area.width.saturating_sub(2 * side), ..area };
        canvas.rule(inside, y - 1);
    }
    let (left, mut right) = (area.x + side, area.right().saturating_sub(side));
    let position = match bottom.count {
        Some(count) => text!("{count}"),
        None => view.position(),
    };
    let total = usize::from(right.saturating_sub(left));
    if width(position.as_str()) + 12 <= total {
        right = canvas.put_right(right, y, total, &position, Role::Muted).saturating_sub(2);
    }
    let room = usize::from(right.saturating_sub(left));
    if let Some(line) = bottom.line {
        let typed = width(line.before().as_str()) + width(line.after().as_str()) + 4;
        let room = match bottom.message.filter(|_| typed + 8 < room) {
            // What one may go on with stands beside what is typed.
            Some(message) => {
                let shown = crate::text::fit(message.get(), room - typed);
                canvas.put_right(right, y, room - typed, &shown, Role::Muted);
                typed
            }
            None => room,
        };
        draw_prompt(canvas, left, y, room, ":", line);
    } else if let Some(message) = bottom.message {
        canvas.put_fit(left, y, room, message, Role::Strong);
    } else if let Some(prompt) = view.prompt() {
        draw_prompt(canvas, left, y, room, view.asks(), prompt);
    } else {
        draw_hints(canvas, left, y, room, ctx.keymap, view.scope());
    }
}

/// The end of what is typed is what one looks at, so that is what stays on the screen.
fn draw_prompt(canvas: &mut Canvas<'_>, x: u16, y: u16, room: usize, sign: &'static str, prompt: &Prompt) {
    let mut at = x + canvas.put(x, y, room, sign, Role::Key);
    let left = room.saturating_sub(width(sign) + 2);
    let before = prompt.before();
    let mut from = 0;
    while width(&before.as_str()[from..]) > left {
        from += before.as_str()[from..].chars().next().map_or(1, char::len_utf8);
    }
    let shown = before.get().slice(from..before.as_str().len());
    at += canvas.put(at, y, left, shown, Role::Strong);
    let after = prompt.after();
    let rest = (room + usize::from(x)).saturating_sub(usize::from(at));
    if after.is_blank() {
        canvas.put(at, y, rest.min(1), "▏", Role::Bar);
    } else {
        canvas.put(at, y, rest, &after, Role::Chosen);
    }
}

/// As many hints as fit, from the table; help is always one of them.
fn draw_hints(canvas: &mut Canvas<'_>, x: u16, y: u16, room: usize, keymap: &Keymap, scope: Scope) {
    let everywhere = |wanted: Command| commands::rows(Scope::Anywhere).filter(move |r| r.command == wanted);
    let first = everywhere(Command::Open).filter(|_| scope.opens());
    let last = everywhere(Command::Back).filter(|_| scope != Scope::Shelf).chain(everywhere(Command::Quit));
    let own = scope.chain().filter(|s| *s != Scope::Anywhere).flat_map(commands::rows);
    let rows = first.chain(own).chain(last);
    let wide = |(key, name): &(Text, &str)| width(key.as_str()) + 1 + width(name);
    let help = (keymap.shown(scope, Command::Help), "help");
    let mut left = room.saturating_sub(wide(&help));
    let mut at = x;
    // A command whose keys were taken away has nothing to hint at.
    for row in rows.filter(|r| !r.hint.is_empty() && !keymap.keys(r).is_empty()) {
        let shown = (keymap.shown(scope, row.command), row.hint);
        if wide(&shown) + 3 > left {
            break;
        }
        left -= wide(&shown) + 3;
        at += canvas.put(at, y, 12, &shown.0, Role::Key);
        at += canvas.put(at + 1, y, 12, shown.1, Role::Muted) + 4;
    }
    at += canvas.put(at, y, 12, &help.0, Role::Key);
    canvas.put(at + 1, y, room, help.1, Role::Muted);
}
