//! Display width, and whether a line break is only the end of the paper.

use super::super::prose::is_wide;
use super::Line;

/// Text is hard-wrapped at this many cells or more; shorter lines are broken on purpose.
const NARROWEST: u32 = 40;
/// Lines of one paragraph differ by no more than this in indentation, in cells.
const FAR: u32 = 16;
/// How far below the wrap width a full line may stay: kinsoku moves up to three full-width characters.
const SLACK: u32 = 8;

/// Display width of a text in cells: 2 for full-width and ambiguous characters, 1 otherwise, tabs to the next multiple of 8.
pub(crate) fn cells(text: &str) -> u32 {
    text.chars().fold(0, |at, c| at + cells_of(c, at))
}

/// Display width of one character that stands at cell `at`.
pub(crate) fn cells_of(c: char, at: u32) -> u32 {
    match c {
        // Kana and ideographs, of which nearly all text consists.
        '\u{3041}'..='\u{33ff}' | '\u{4e00}'..='\u{9fff}' => 2,
        '\t' => 8 - at % 8,
        ' '..='~' => 1,
        '\u{ff61}'..='\u{ff9f}' => 1,
        '\u{2010}'..='\u{27bf}' => 2,
        c if c.is_control() => 0,
        c if is_wide(c) => 2,
        _ => 1,
    }
}

/// The width at which a text is hard-wrapped: the top of the ten-cell window that holds most of the lines that go on without a
/// marker in the next line. `u32::MAX` if the text is not wrapped.
pub(super) fn wrap_width(open_widths: &[u32]) -> u32 {
    let mut widths: Vec<u32> = open_widths.iter().copied().filter(|&w| w >= NARROWEST).collect();
    widths.sort_unstable();
    let (mut best, mut width, mut first) = (0, u32::MAX, 0);
    for (i, &w) in widths.iter().enumerate() {
        while w - widths[first] > SLACK + 2 {
            first += 1;
        }
        if i - first + 1 >= best {
            (best, width) = (i - first + 1, w);
        }
    }
    width
}

/// Whether the author's sentence visibly ends with the line.
pub(super) fn is_closed(text: &str) -> bool {
    text.ends_with(['。', '.', '!', '?', ':', ';', '…'])
}

/// Whether nothing but a continuation can follow: the line ends in a comma or a particle, or the next begins with what never
/// begins a line.
pub(crate) fn goes_on(text: &str, next: &str) -> bool {
    let opens = next.starts_with([
        '、', '。', ',', ')', '」', '』', '】', 'ー', 'っ', 'ゃ', 'ゅ', 'ょ', 'を', 'ん', 'ッ', 'ャ', 'ュ',
        'ョ',
    ]);
    let (last, before) = last_two(text);
    let particle = match last {
        Some('、' | ',' | 'を' | 'が' | 'は' | 'に' | 'で' | 'へ' | '「' | '(') => true,
        Some('の') => before != Some('も'),
        Some('て') => before != Some('て'),
        _ => false,
    };
    opens || particle
}

fn last_two(text: &str) -> (Option<char>, Option<char>) {
    let mut chars = text.chars().rev();
    (chars.next(), chars.next())
}

/// Whether `line` reaches the wrap width, or would with the first word of the next line.
pub(super) fn is_full(line_width: u32, next: &str, wrap: u32) -> bool {
    let word: u32 = next.chars().take_while(|c| c.is_ascii_graphic()).map(|c| cells_of(c, 0)).sum();
    line_width.saturating_add(SLACK.max(word + 1)) >= wrap
}

/// Whether the break after `line` is only the end of the paper.
pub(super) fn joins(line: &Line, line_width: u32, next: &Line, wrap: u32) -> bool {
    let (text, following) = (line.prose.text(), next.prose.text());
    if line.hard || is_closed(text) || is_far(line, next) {
        return false;
    }
    goes_on(text, following) || (is_full(line_width, following, wrap) && !has_remark(text))
}

/// Whether two lines stand so far from each other that they are no paragraph: a date at the right, an address at the left.
pub(super) fn is_far(line: &Line, next: &Line) -> bool {
    line.indent.abs_diff(next.indent) > FAR
}

/// Whether words stand apart after the last sentence of a line (`…する。　責任者：運用課`): a remark, not a sentence that goes on.
fn has_remark(text: &str) -> bool {
    text.rsplit_once('。').is_some_and(|(_, tail)| tail.starts_with(' '))
}
