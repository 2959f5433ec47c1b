//! Packs the IPADIC source of an installed `mecab-ipadic` (a Debian package) into the repository, so that anyone can see where the
//! vendored archive came from.
//!
//! Everything that differs between two machines stays out of the archive: names are sorted, times and owners fixed. The checksum of the
//! tar tells whether the dictionary is the same, whatever version of the compressor packed it; the checksum of the archive is what the
//! build script checks.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use lzma_rust2::{XzOptions, XzReader, XzWriter};
use sha2::{Digest, Sha256};

use crate::{Outcome, root};

const INSTALLED: &str = "/usr/share/mecab/dic/ipadic";
const LICENCE: &str = "/usr/share/doc/mecab-ipadic/copyright";

/// Runs the task with its arguments.
pub fn run(args: &[String]) -> Outcome {
    let from = args.iter().position(|a| a == "--from").and_then(|i| args.get(i + 1));
    let tar = pack(Path::new(from.map_or(INSTALLED, String::as_str)))?;
    let data = root().join("crates/hadome-dict/data");
    if args.iter().any(|a| a == "--check") { check(&tar, &data) } else { write(&tar, &data) }
}

/// A tar of every word list and definition of a directory.
fn pack(dir: &Path) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let entries =
        fs::read_dir(dir).map_err(|e| format!("{}: {e}; is mecab-ipadic installed?", dir.display()))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "csv" || e == "def"));
    files.sort();
    let mut tar = tar::Builder::new(Vec::new());
    for path in files {
        let bytes = fs::read(&path)?;
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        let name = Path::new("ipadic").join(path.file_name().unwrap_or_default());
        tar.append_data(&mut header, name, bytes.as_slice())?;
    }
    Ok(tar.into_inner()?)
}

fn write(tar: &[u8], data: &Path) -> Outcome {
    let mut xz = XzWriter::new(Vec::new(), XzOptions::with_preset(9))?;
    xz.write_all(tar)?;
    let archive = xz.finish()?;
    fs::create_dir_all(data)?;
    fs::write(data.join("ipadic.tar.xz"), &archive)?;
    fs::write(data.join("SHA256SUMS"), sums(tar, &archive))?;
    fs::copy(LICENCE, data.join("COPYING-ipadic"))?;
    println!("packed {} bytes into {}", tar.len(), archive.len());
    Ok(())
}

/// Whether the vendored archive holds `tar`, and its checksums say so.
fn check(tar: &[u8], data: &Path) -> Outcome {
    let archive = fs::read(data.join("ipadic.tar.xz"))?;
    if fs::read_to_string(data.join("SHA256SUMS"))? != sums(tar, &archive) {
        return Err("SHA256SUMS does not fit the archive and the installed dictionary".into());
    }
    let mut unpacked = Vec::new();
    XzReader::new(archive.as_slice(), false).read_to_end(&mut unpacked)?;
    if unpacked != tar {
        return Err("the vendored archive differs from the installed dictionary".into());
    }
    println!("the vendored archive is the installed dictionary");
    Ok(())
}

/// The checksum file, in the format of `sha256sum`.
fn sums(tar: &[u8], archive: &[u8]) -> String {
    [("ipadic.tar", tar), ("ipadic.tar.xz", archive)].iter().fold(String::new(), |mut text, (name, bytes)| {
        for byte in Sha256::digest(bytes) {
            let _ = write!(text, "{byte:02x}");
        }
        let _ = writeln!(text, "  {name}");
        text
    })
}
