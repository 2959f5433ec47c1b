//! Compiles the vendored IPADIC into the files that the library embeds.
//!
//! Archive → checksum → the dictionary as UTF-8 with folded spellings → lindera's builder → `OUT_DIR/ipadic`.
//! Nothing is downloaded, and nothing outside `data/` is read.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::{env, fs};

use encoding_rs::EUC_JP;
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const ARCHIVE: &str = "data/ipadic.tar.xz";
const CHECKSUMS: &str = "data/SHA256SUMS";

/// The columns of an IPADIC row that are kept. The last one, the pronunciation, answers no question that a rule asks, and without
/// it the binary is smaller.
const COLUMNS: [&str; 12] = [
    "surface",
    "left_context_id",
    "right_context_id",
    "cost",
    "part_of_speech",
    "part_of_speech_subcategory_1",
    "part_of_speech_subcategory_2",
    "part_of_speech_subcategory_3",
    "conjugation_type",
    "conjugation_form",
    "base_form",
    "reading",
];
/// The base form; the reading follows it.
const BASE_FORM: usize = 10;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=data");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rustc-env=LINDERA_WORKDIR={}", out.display());

    let source = out.join("source");
    fs::create_dir_all(&source)?;
    unpack(&verified_archive()?, &source)?;
    fs::write(out.join("contexts.rs"), contexts(&fs::read_to_string(source.join("left-id.def"))?)?)?;
    DictionaryBuilder::new(metadata()).build_dictionary(&source, &out.join("ipadic"))?;
    fs::remove_dir_all(&source)?;
    Ok(())
}

/// The archive's bytes, if they are the ones that the checksum file names.
fn verified_archive() -> Result<Vec<u8>> {
    let archive = fs::read(ARCHIVE)?;
    let digest = hex(&Sha256::digest(&archive));
    let name = Path::new(ARCHIVE).file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let listed = fs::read_to_string(CHECKSUMS)?
        .lines()
        .filter_map(|line| line.split_once("  "))
        .any(|(sum, file)| file == name && sum == digest);
    if !listed {
        return Err(format!("{ARCHIVE} has SHA-256 {digest}, which {CHECKSUMS} does not list for it").into());
    }
    Ok(archive)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes every file of the archive to `to` as UTF-8, the word lists with folded spellings.
fn unpack(archive: &[u8], to: &Path) -> Result<()> {
    let mut tar = tar::Archive::new(lzma_rust2::XzReader::new(archive, false));
    for entry in tar.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.file_name().ok_or("an entry without a name")?.to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        let (text, _, malformed) = EUC_JP.decode(&bytes);
        if malformed {
            return Err(format!("{} is not EUC-JP", name.to_string_lossy()).into());
        }
        let is_words = Path::new(&name).extension().is_some_and(|e| e == "csv");
        fs::write(
            to.join(&name),
            if is_words { fold_words(&text)? } else { text.into_owned().into_bytes() },
        )?;
    }
    Ok(())
}

/// One word list with each row spelled as folded text spells it: reports are read after NFKC folding, and an entry for a full-width
/// bracket would never match. Without this, `(` and `%` would be unknown words, which IPADIC takes for nouns.
fn fold_words(text: &str) -> Result<Vec<u8>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in reader.records() {
        let row: Vec<String> = row?.iter().take(COLUMNS.len()).map(str::to_owned).collect();
        for surface in spellings(&row[0]) {
            let mut row = row.clone();
            for field in &mut row[BASE_FORM..] {
                *field = spellings(field).swap_remove(0);
            }
            row[0] = surface;
            writer.write_record(&row)?;
        }
    }
    Ok(writer.into_inner()?)
}

/// How folded text may spell a word; at least one.
///
/// Words with Latin letters or digits stay as they are, in full width, and so never match: a known `A` would cut identifiers and
/// numbers to pieces that are one unknown word each otherwise. White space makes no token, so words with it stay too.
fn spellings(word: &str) -> Vec<String> {
    let folded: String = word.nfkc().collect();
    if folded.chars().any(|c| c.is_ascii_alphanumeric() || c.is_whitespace()) {
        return vec![word.to_owned()];
    }
    // EUC-JP has one code each for these signs, and Unicode two.
    let twin = match word {
        _ if word.contains('～') => Some(word.replace('～', "〜")),
        _ if word.contains('－') => Some(word.replace('－', "−")),
        _ if word.contains('―') => Some(word.replace('―', "—")),
        _ => None,
    };
    std::iter::once(folded).chain(twin).collect()
}

/// A Rust table from parts of speech that do not inflect to their context ids, read off lines such as
/// `1283 名詞,サ変接続,*,*,*,*,*`.
fn contexts(left_ids: &str) -> Result<String> {
    let mut table = String::from("&[\n");
    for line in left_ids.lines() {
        let Some((id, feature)) = line.split_once(' ') else { continue };
        let fields: Vec<&str> = feature.split(',').collect();
        if fields.len() >= 7 && fields[4..].iter().all(|f| *f == "*") {
            let pos: Vec<&str> = fields[..4].iter().copied().filter(|f| *f != "*").collect();
            writeln!(table, "    (&{pos:?}, {}),", id.parse::<u16>()?)?;
        }
    }
    table.push(']');
    Ok(table)
}

fn metadata() -> Metadata {
    let schema = |columns: &[&str]| Schema::new(columns.iter().map(|&c| c.to_owned()).collect());
    Metadata::new(
        "ipadic".to_owned(),
        "UTF-8".to_owned(),
        0,
        0,
        0,
        "*".to_owned(),
        true,
        false,
        false,
        schema(&COLUMNS),
        schema(&["surface", "part_of_speech", "reading"]),
    )
}
