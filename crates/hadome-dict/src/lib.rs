//! IPADIC, compiled at build time and embedded without copies.
//!
//! The dictionary is opened in place: its pages are read from the executable as they are needed. Its spellings are folded (NFKC), as
//! the text is that it meets, so `(`, `%` and `…` are symbols rather than unknown words.
//!
//! The licence of the dictionary is in `data/COPYING-ipadic`.

pub use lindera_dictionary::LinderaResult as Result;
pub use lindera_dictionary::dictionary::Dictionary;

/// What the macro defines is public and undocumented; a private module keeps it inside.
mod embedded {
    lindera_dictionary::embedded_dictionary!("/ipadic", Loader);
}

/// The parts of speech that do not inflect, and their context ids.
static CONTEXTS: &[(&[&str], u16)] = include!(concat!(env!("OUT_DIR"), "/contexts.rs"));

/// Opens the embedded dictionary. Cloning the result is cheap.
///
/// # Errors
///
/// Only if the executable was built from parts that do not belong together.
pub fn ipadic() -> Result<Dictionary> {
    embedded::load()
}

/// The id under which the connection matrix knows words of a part of speech that does not inflect, left and right; `None` if there is
/// no such part of speech. Words with an id of their own (some particles) are not meant.
///
/// ```
/// assert_eq!(hadome_dict::context_id(&["名詞", "サ変接続"]), Some(1283));
/// ```
pub fn context_id(pos: &[&str]) -> Option<u16> {
    CONTEXTS.iter().find(|(name, _)| *name == pos).map(|&(_, id)| id)
}

/// Every part of speech that [`context_id`] knows, from coarse to fine, in the order of their ids.
pub fn parts_of_speech() -> impl Iterator<Item = &'static [&'static str]> {
    CONTEXTS.iter().map(|&(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens() {
        assert!(ipadic().is_ok());
    }

    #[test]
    fn nouns_have_contexts() {
        assert_eq!(context_id(&["名詞", "一般"]), Some(1285));
        assert_eq!(context_id(&["名詞"]), None);
        assert!(parts_of_speech().any(|pos| pos == ["副詞", "一般"]));
    }
}
