//! What a reader sees: views drawn to a buffer, keys turned into commands. It knows no terminal.

pub mod app;
pub mod compared;
pub mod parts;
pub mod theme;
pub mod view;
mod views;

pub use app::App;
pub use compared::{Compared, Counts, Lens};
pub use theme::Theme;
pub use view::{Request, World};
