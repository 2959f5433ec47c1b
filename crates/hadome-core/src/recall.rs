//! What has been answered about texts before.
//!
//! An editor has the same report linted again after every keystroke, and nearly all of its sentences are what they were. Whether
//! an expression has a match in one of them, or whether it is a heading, is then known. Only a thread that [remembers](remembering)
//! keeps answers: a run over many files sees hardly any sentence twice.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::hash::BuildHasher;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// After so many texts those are forgotten that nobody has asked about since the last time. Some fifty reports of a usual size.
const MOST: usize = 16_384;
/// Longer texts are not worth comparing.
const LONG: usize = 1_200;

/// Whoever is asked yes-or-no questions about texts and always answers the same. A copy is somebody else, because it may change.
#[derive(Debug, Default)]
pub(crate) struct Asked(OnceLock<u32>);

impl Clone for Asked {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Asked {
    /// The answer about a text: from memory, or by `answer`.
    pub(crate) fn about(&self, text: &str, answer: impl FnOnce() -> bool) -> bool {
        self.recalled(text, |known, n| known.get(n), answer, |known, n, yes| known.set(n, *yes))
    }

    /// What is known of a text: from memory, or made by `make`. Whoever is asked always makes one type of thing.
    pub(crate) fn known<T: Clone + 'static>(&self, text: &str, make: impl FnOnce() -> T) -> T {
        let recall = |known: &Known, n| known.value(n).cloned();
        self.recalled(text, recall, make, |known, n, made| known.keep(n, Box::new(made.clone())))
    }

    /// The same for a list of what was found. Most are empty, and that takes two bits to remember: the answer to whether there is any, for
    /// which it may be asked [`about`](Self::about) a text as well.
    pub(crate) fn list<T: Clone + 'static>(&self, text: &str, make: impl FnOnce() -> Vec<T>) -> Vec<T> {
        let recall =
            |known: &Known, n| if known.get(n)? { known.value(n).cloned() } else { Some(Vec::new()) };
        self.recalled(text, recall, make, |known, n, made| {
            known.set(n, !made.is_empty());
            if !made.is_empty() {
                known.keep(n, Box::new(made.clone()));
            }
        })
    }

    /// What `recall` finds in memory, or else what `make` makes and `keep` puts there.
    fn recalled<T>(
        &self,
        text: &str,
        recall: impl FnOnce(&Known, u32) -> Option<T>,
        make: impl FnOnce() -> T,
        keep: impl FnOnce(&mut Known, u32, &T),
    ) -> T {
        if !ON.get() || text.len() > LONG {
            return make();
        }
        let number = self.number();
        if let Some(known) = ANSWERS.with_borrow_mut(|answers| recall(answers.about(text), number)) {
            return known;
        }
        // Whoever makes it may ask others meanwhile.
        let made = make();
        ANSWERS.with_borrow_mut(|answers| keep(answers.about(text), number, &made));
        made
    }

    /// A number that nobody else has in this process.
    fn number(&self) -> u32 {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        *self.0.get_or_init(|| NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

thread_local! {
    static ON: Cell<bool> = const { Cell::new(false) };
    static ANSWERS: RefCell<Answers> = RefCell::new(Answers::default());
}

/// Runs something on a thread that remembers, or does not.
pub(crate) fn remembering<T>(on: bool, run: impl FnOnce() -> T) -> T {
    /// Puts back what was, also after a panic.
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            ON.set(self.0);
        }
    }
    let _before = Before(ON.replace(on));
    run()
}

/// Texts with the answers about them, and which one was asked about last: many are asked about one text in turn.
#[derive(Default)]
struct Answers {
    texts: Texts,
    last: usize,
    /// What there was before the list was full. Who is asked about again comes back from there.
    before: Texts,
}

/// A list of texts.
#[derive(Default)]
struct Texts {
    known: Vec<Known>,
    /// Where the text of a hash stands in the list.
    places: FxHashMap<u64, usize>,
}

impl Answers {
    fn about(&mut self, text: &str) -> &mut Known {
        if self.texts.known.get(self.last).is_none_or(|known| *known.text != *text) {
            self.last = self.place_of(text);
        }
        &mut self.texts.known[self.last]
    }

    fn place_of(&mut self, text: &str) -> usize {
        let hash = FxBuildHasher.hash_one(text);
        if let Some(&place) = self.texts.places.get(&hash) {
            let known = &mut self.texts.known[place];
            // Two texts of one hash take turns.
            if *known.text != *text {
                *known = Known::of(text);
            }
            return place;
        }
        if self.texts.known.len() >= MOST {
            self.before = std::mem::take(&mut self.texts);
        }
        let earlier =
            self.before.places.remove(&hash).map(|place| std::mem::take(&mut self.before.known[place]));
        let known = earlier.filter(|known| *known.text == *text).unwrap_or_else(|| Known::of(text));
        self.texts.places.insert(hash, self.texts.known.len());
        self.texts.known.push(known);
        self.texts.known.len() - 1
    }
}

/// What is known about a text: two bits for everybody who was asked, and what few have made of it.
#[derive(Default)]
struct Known {
    text: Box<str>,
    asked: Vec<u64>,
    yes: Vec<u64>,
    /// By who made it.
    values: Vec<(u32, Box<dyn Any>)>,
}

impl Known {
    fn of(text: &str) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn get(&self, n: u32) -> Option<bool> {
        let (word, bit) = (n as usize / 64, n % 64);
        let has = |words: &[u64]| words.get(word).is_some_and(|w| w >> bit & 1 == 1);
        has(&self.asked).then(|| has(&self.yes))
    }

    fn value<T: 'static>(&self, n: u32) -> Option<&T> {
        let at = self.values.binary_search_by_key(&n, |(of, _)| *of).ok()?;
        self.values[at].1.downcast_ref()
    }

    fn keep(&mut self, n: u32, value: Box<dyn Any>) {
        let at = self.values.partition_point(|(of, _)| *of < n);
        self.values.insert(at, (n, value));
    }

    fn set(&mut self, n: u32, yes: bool) {
        let (word, bit) = (n as usize / 64, n % 64);
        for (words, on) in [(&mut self.asked, true), (&mut self.yes, yes)] {
            if words.len() <= word {
                words.resize(word + 1, 0);
            }
            words[word] |= u64::from(on) << bit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_asked_for_once() {
        let (a, b) = (Asked::default(), Asked::default());
        let count = Cell::new(0);
        let ask = |asked: &Asked, text: &str| {
            asked.about(text, || {
                count.set(count.get() + 1);
                text.contains('強')
            })
        };
        remembering(true, || {
            for _ in 0..3 {
                assert!(ask(&a, "監視を強化する"));
                assert!(!ask(&a, "監視を追加する"));
                assert!(ask(&b, "監視を強化する"));
            }
            assert!(ask(&a.clone(), "監視を強化する"));
        });
        assert_eq!(count.get(), 4);
    }

    #[test]
    fn a_thread_that_does_not_remember_asks_every_time() {
        let asked = Asked::default();
        let count = Cell::new(0);
        for _ in 0..2 {
            asked.about("監視", || {
                count.set(count.get() + 1);
                true
            });
        }
        assert_eq!(count.get(), 2);
    }

    #[test]
    fn what_is_too_much_is_forgotten_and_asked_again() {
        let asked = Asked::default();
        remembering(true, || {
            for n in 0..2 * MOST {
                let text = n.to_string();
                assert_eq!(asked.about(&text, || n % 2 == 0), n % 2 == 0);
            }
            assert!(ANSWERS.with_borrow(|answers| answers.texts.known.len()) <= MOST);
        });
    }

    #[test]
    fn what_is_asked_about_again_and_again_is_not_forgotten() {
        let asked = Asked::default();
        remembering(true, || {
            assert!(asked.about("監視", || true));
            for n in 0..4 * MOST {
                asked.about(&n.to_string(), || true);
                if n % (MOST / 2) == 0 {
                    assert!(asked.about("監視", || unreachable!("it is known")));
                }
            }
        });
    }
}
