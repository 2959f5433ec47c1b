//! The parts of speech of IPADIC, so that a pattern that asks for one that does not exist is a mistake and not silence.

use crate::spec::nearest;

/// Every part of speech that has no finer one, from coarse to fine; verbs and nouns first, since
/// they are what is usually meant.
const PARTS: &[&str] = &[
    "動詞,自立",
    "動詞,接尾",
    "動詞,非自立",
    "名詞,サ変接続",
    "名詞,ナイ形容詞語幹",
    "名詞,一般",
    "名詞,引用文字列",
    "名詞,形容動詞語幹",
    "名詞,固有名詞,一般",
    "名詞,固有名詞,人名,一般",
    "名詞,固有名詞,人名,姓",
    "名詞,固有名詞,人名,名",
    "名詞,固有名詞,組織",
    "名詞,固有名詞,地域,一般",
    "名詞,固有名詞,地域,国",
    "名詞,数",
    "名詞,接続詞的",
    "名詞,接尾,サ変接続",
    "名詞,接尾,一般",
    "名詞,接尾,形容動詞語幹",
    "名詞,接尾,助数詞",
    "名詞,接尾,助動詞語幹",
    "名詞,接尾,人名",
    "名詞,接尾,地域",
    "名詞,接尾,特殊",
    "名詞,接尾,副詞可能",
    "名詞,代名詞,一般",
    "名詞,代名詞,縮約",
    "名詞,動詞非自立的",
    "名詞,特殊,助動詞語幹",
    "名詞,非自立,一般",
    "名詞,非自立,形容動詞語幹",
    "名詞,非自立,助動詞語幹",
    "名詞,非自立,副詞可能",
    "名詞,副詞可能",
    "その他,間投",
    "フィラー",
    "感動詞",
    "記号,アルファベット",
    "記号,一般",
    "記号,括弧開",
    "記号,括弧閉",
    "記号,句点",
    "記号,空白",
    "記号,読点",
    "形容詞,自立",
    "形容詞,接尾",
    "形容詞,非自立",
    "助詞,格助詞,一般",
    "助詞,格助詞,引用",
    "助詞,格助詞,連語",
    "助詞,係助詞",
    "助詞,終助詞",
    "助詞,接続助詞",
    "助詞,特殊",
    "助詞,副詞化",
    "助詞,副助詞",
    "助詞,副助詞／並立助詞／終助詞",
    "助詞,並立助詞",
    "助詞,連体化",
    "助動詞",
    "接続詞",
    "接頭詞,形容詞接続",
    "接頭詞,数接続",
    "接頭詞,動詞接続",
    "接頭詞,名詞接続",
    "副詞,一般",
    "副詞,助詞類接続",
    "連体詞",
];

/// Whether the dictionary has a part of speech that begins like this; `None` stands for any.
pub(super) fn exists(path: &[Option<&str>]) -> bool {
    PARTS.iter().any(|part| {
        let mut levels = part.split(',');
        path.iter().all(|wanted| levels.next().is_some_and(|level| wanted.is_none_or(|w| w == level)))
    })
}

/// What the writer of the first `path` that does not exist may have meant, written as in a pattern.
pub(super) fn suggest(path: &[Option<&str>]) -> Option<String> {
    let wanted = path.last().copied().flatten()?;
    // A finer part without the coarser ones before it: `<自立>` for `<動詞,自立>`.
    let inside = PARTS.iter().find_map(|part| {
        let end = part.match_indices(',').map(|(i, _)| i).chain([part.len()]);
        end.map(|i| &part[..i]).find(|p| p.rsplit(',').next() == Some(wanted))
    });
    if let Some(found) = inside {
        return Some(found.to_owned());
    }
    let depth = path.len() - 1;
    let mut siblings: Vec<&str> = PARTS
        .iter()
        .map(|part| part.split(',').collect::<Vec<_>>())
        .filter(|levels| path[..depth].iter().zip(levels).all(|(w, l)| w.is_none_or(|w| w == *l)))
        .filter_map(|levels| levels.get(depth).copied())
        .collect();
    siblings.sort_unstable();
    siblings.dedup();
    let found = nearest(wanted, &siblings)?;
    let before = path[..depth].iter().map(|p| p.unwrap_or("*"));
    Some(before.chain([found]).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_dictionary_is_known() {
        for part in hadome_dict::parts_of_speech() {
            let path: Vec<Option<&str>> = part.iter().map(|p| Some(*p)).collect();
            assert!(exists(&path), "{part:?}");
        }
    }
}
