//! Figures, kind by kind.
