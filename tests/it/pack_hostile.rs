//! Packs that are made to break the reader: each is refused, and for its own reason.
