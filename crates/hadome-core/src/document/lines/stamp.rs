//! Dates and times at the start of a line.

/// A date, a time or both, then a space or a range sign: one entry of a timeline.
pub(super) fn is_stamp(text: &str) -> bool {
    let dated = date(text).unwrap_or(text);
    let day = weekday(dated);
    let rest = time(day.trim_start_matches(' ')).unwrap_or(day);
    let after = rest.strip_prefix([' ', '〜', '~', '頃', '-', '→', ':']);
    rest.len() < text.len() && after.is_some_and(|a| !a.trim().is_empty())
}

/// What follows `2026-09-02`, `2026年9月2日`, `9/2` or `9月2日`.
fn date(text: &str) -> Option<&str> {
    let (first, rest) = digits(text, 4)?;
    let year = text.len() - rest.len() == 4;
    if year && first >= 1900 {
        let (_, rest) = digits(rest.strip_prefix(['-', '/', '.', '年'])?, 2)?;
        let (_, rest) = digits(rest.strip_prefix(['-', '/', '.', '月'])?, 2)?;
        return Some(rest.strip_prefix('日').unwrap_or(rest));
    }
    if let Some(rest) = rest.strip_prefix('/') {
        return digits(rest, 2).map(|(_, rest)| rest);
    }
    let (_, rest) = digits(rest.strip_prefix('月')?, 2)?;
    rest.strip_prefix('日')
}

/// What follows `(金)` or `(金曜日)`; the same text if there is none.
fn weekday(text: &str) -> &str {
    let inner = text.trim_start_matches(' ').strip_prefix('(');
    let rest = inner
        .and_then(|i| i.strip_prefix(|c: char| "月火水木金土日祝".contains(c)))
        .and_then(|i| i.split_once(')'));
    rest.filter(|(between, _)| between.chars().count() <= 3).map_or(text, |(_, rest)| rest)
}

/// What follows `12:18`, `12:18:05`, `12時` or `12時18分`, with `午前` or `午後` before it or not.
fn time(text: &str) -> Option<&str> {
    let text = text.strip_prefix(['午']).and_then(|t| t.strip_prefix(['前', '後'])).unwrap_or(text);
    let (hour, rest) = digits(text, 2)?;
    if hour > 36 {
        return None;
    }
    if let Some(rest) = rest.strip_prefix(':') {
        let (_, rest) = digits(rest, 2).filter(|(_, r)| rest.len() - r.len() == 2)?;
        return Some(rest.strip_prefix(':').and_then(|r| digits(r, 2)).map_or(rest, |(_, r)| r));
    }
    let rest = rest.strip_prefix('時')?;
    Some(digits(rest, 2).and_then(|(_, r)| r.strip_prefix('分')).unwrap_or(rest))
}

/// A number of at most `most` digits, and what follows it.
pub(super) fn digits(text: &str, most: usize) -> Option<(u32, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 || count > most {
        return None;
    }
    Some((text[..count].parse().ok()?, &text[count..]))
}
