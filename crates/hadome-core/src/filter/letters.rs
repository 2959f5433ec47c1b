//! What texts are compared by, letter by letter.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::document::is_letter;

/// From how many letters on a text is the same one in another incident as well.
const LONG: usize = 20;

/// A text without the number before it, to be compared by its letters and digits alone. These are picked out when it is compared.
pub(super) struct Letters<'a> {
    text: &'a str,
    bare: OnceCell<Bare>,
}

/// The letters and digits of a text.
pub(super) struct Bare {
    /// One after the other.
    pub text: String,
    /// Whether there are so many that nobody writes the same twice without copying it.
    pub long: bool,
}

impl<'a> Letters<'a> {
    /// `None` for a text without any letter.
    pub fn of(text: &'a str) -> Option<Rc<Self>> {
        text.contains(is_letter).then(|| Rc::new(Self { text, bare: OnceCell::new() }))
    }

    /// The letters and digits.
    pub fn bare(&self) -> &Bare {
        self.bare.get_or_init(|| {
            let mut text = String::with_capacity(self.text.len());
            text.extend(self.text.split(|c| !is_letter(c)));
            Bare { long: text.chars().nth(LONG - 1).is_some(), text }
        })
    }
}
