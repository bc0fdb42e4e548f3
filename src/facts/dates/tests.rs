//! What is read as a date, what is not, and which days are meant.
