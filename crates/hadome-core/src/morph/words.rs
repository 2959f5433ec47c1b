//! Words that are added to the dictionary, from CSV.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};
use hadome_dict::Dictionary;
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::UserDictionary;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Text;
use crate::source::{Source, Span};
use crate::spec::{self, Problems};

/// Columns of a short line: surface, part of speech, reading.
const SHORT: usize = 3;
/// Columns of an IPADIC row without and with the pronunciation, which is not kept.
const FULL: std::ops::RangeInclusive<usize> = 12..=13;

/// One word, as the dictionary compiler wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    surface: String,
    left: u16,
    right: u16,
    cost: i16,
    /// Four levels of part of speech, conjugation type and form, base form, reading.
    details: [String; 8],
}

/// Reads the words of all files; mistakes go to `problems`.
pub(super) fn read(files: &[Arc<Source>], dictionary: &Dictionary, problems: &Problems) -> Vec<Word> {
    files.iter().flat_map(|source| read_file(source, dictionary, problems)).collect()
}

/// Compiles words with lindera's builder; `None` if there are none.
pub(super) fn compile(words: &[Word], dictionary: &Dictionary) -> Result<Option<UserDictionary>, String> {
    if words.is_empty() {
        return Ok(None);
    }
    let mut csv = csv::Writer::from_writer(Vec::new());
    for word in words {
        let mut row =
            vec![word.surface.clone(), word.left.to_string(), word.right.to_string(), word.cost.to_string()];
        row.extend(word.details.iter().cloned());
        csv.write_record(&row).map_err(|e| e.to_string())?;
    }
    let csv = csv.into_inner().map_err(|e| e.to_string())?;
    let builder = DictionaryBuilder::new((*dictionary.metadata).clone());
    builder.build_user_dict_from_reader(csv.as_slice()).map(Some).map_err(|e| e.to_string())
}

fn read_file(source: &Arc<Source>, dictionary: &Dictionary, problems: &Problems) -> Vec<Word> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(source.text().as_bytes());
    let mut words = Vec::new();
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            // The text is UTF-8 and rows may have any length, so nothing is left that reading could fail at.
            Ok(false) | Err(_) => return words,
        }
        let at = record.position().map_or(0, |p| p.byte() as usize);
        let line = Line { source, span: row_span(source, at, reader.position().byte() as usize), problems };
        words.extend(line.read(&record, dictionary));
    }
}

/// The bytes of a row, without its line end and the comments and empty lines before it.
fn row_span(source: &Source, from: usize, to: usize) -> Span {
    let text = source.slice(Span::new(from, to));
    let mut start = from;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() && !line.starts_with('#') {
            break;
        }
        start += line.len();
    }
    Span::new(start, from + text.trim_end().len())
}

/// A row and where its mistakes go.
struct Line<'a> {
    source: &'a Arc<Source>,
    span: Span,
    problems: &'a Problems,
}

impl Line<'_> {
    fn read(&self, row: &StringRecord, dictionary: &Dictionary) -> Option<Word> {
        let word = match row.len() {
            SHORT => self.short(row)?,
            n if FULL.contains(&n) => self.full(row, dictionary)?,
            n => {
                self.error(
                    format!("列が {n} 個あります"),
                    format!("a row of {n} columns"),
                    Some(Text::new(
                        "「表記,品詞,読み」の3列か、IPADIC の行（12〜13列）を書きます",
                        "write `surface,part of speech,reading`, or an IPADIC row of 12 or 13 columns",
                    )),
                );
                return None;
            }
        };
        if word.surface.is_empty() || word.surface.contains(char::is_whitespace) {
            let (ja, en) = ("表記が空か、空白を含みます", "the surface is empty or has white space in it");
            self.error(ja.to_owned(), en.to_owned(), None);
            return None;
        }
        Some(word)
    }

    /// `surface,part of speech,reading`
    fn short(&self, row: &StringRecord) -> Option<Word> {
        let surface = fold(&row[0]);
        let pos: Vec<&str> = row[1].split('-').collect();
        let (pos, id) = self.context(&pos)?;
        let detail = |i: usize| pos.get(i).map_or_else(|| "*".to_owned(), |p| (*p).to_owned());
        let star = || "*".to_owned();
        let reading = if row[2].is_empty() { star() } else { row[2].to_owned() };
        let details = [detail(0), detail(1), detail(2), detail(3), star(), star(), surface.clone(), reading];
        Some(Word { cost: cost_of(&surface), left: id, right: id, details, surface })
    }

    /// A part of speech and its context id. One that has finer parts stands for its 一般 part, as 名詞 for 名詞-一般.
    fn context<'p>(&self, pos: &[&'p str]) -> Option<(Vec<&'p str>, u16)> {
        for finer in [&[][..], &["一般"]] {
            let pos = [pos, finer].concat();
            if let Some(id) = hadome_dict::context_id(&pos) {
                return Some((pos, id));
            }
        }
        let name = pos.join("-");
        let known: Vec<String> = hadome_dict::parts_of_speech().map(|p| p.join("-")).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.error(
            format!("「{name}」という品詞はないか、活用するので短い書き方では足せません"),
            format!("no part of speech `{name}` that does not inflect"),
            Some(spec::suggestion(&name, &known)),
        );
        None
    }

    /// `surface,left id,right id,cost,part of speech × 4,conjugation type,form,base form,reading[,pronunciation]`
    fn full(&self, row: &StringRecord, dictionary: &Dictionary) -> Option<Word> {
        let matrix = &dictionary.connection_cost_matrix;
        let left = self.number(row, 1, "左文脈ID", "left context id", 0, i64::from(matrix.backward_size) - 1);
        let right =
            self.number(row, 2, "右文脈ID", "right context id", 0, i64::from(matrix.forward_size) - 1);
        let cost = self.number(row, 3, "コスト", "cost", i64::from(i16::MIN), i64::from(i16::MAX));
        let mut details: [String; 8] = std::array::from_fn(|i| row[4 + i].to_owned());
        details[6] = fold(&details[6]);
        Some(Word {
            surface: fold(&row[0]),
            left: u16::try_from(left?).ok()?,
            right: u16::try_from(right?).ok()?,
            cost: i16::try_from(cost?).ok()?,
            details,
        })
    }

    fn number(&self, row: &StringRecord, at: usize, ja: &str, en: &str, min: i64, max: i64) -> Option<i64> {
        let number = row[at].parse::<i64>().ok().filter(|n| (min..=max).contains(n));
        if number.is_none() {
            self.error(
                format!("{ja}「{}」は {min} から {max} の整数ではありません", &row[at]),
                format!("{en} `{}` is no whole number from {min} to {max}", &row[at]),
                None,
            );
        }
        number
    }

    fn error(&self, ja: String, en: String, hint: Option<Text>) {
        self.problems.error(self.source, self.span, Text::new(ja, en), hint);
    }
}

/// Reports are read folded, so a word must be spelled so to be met.
fn fold(text: &str) -> String {
    text.nfkc().collect()
}

/// The cost of a word that has none: low enough to win over its parts, which cost some thousands each, and the lower the longer it is,
/// but not so low that it tears its neighbours apart.
fn cost_of(surface: &str) -> i16 {
    let chars = i16::try_from(surface.chars().count()).unwrap_or(i16::MAX);
    chars.saturating_mul(-800)
}
