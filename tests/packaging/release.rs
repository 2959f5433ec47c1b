//! A release as `.github/workflows/release.yml` publishes it, in a directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::write_program;

/// Releases below a directory, as a web server would show them.
pub struct Releases {
    directory: tempfile::TempDir,
}

impl Releases {
    /// One release, of this version and for this machine, that is also the latest.
    pub fn with(version: &str) -> Self {
        let releases = Self { directory: tempfile::tempdir().expect("a directory") };
        releases.publish(&releases.path().join(format!("download/v{version}")));
        releases.publish(&releases.path().join("latest/download"));
        releases
    }

    /// Where they are.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The value of `HADOME_RELEASES`.
    pub fn url(&self) -> String {
        format!("file://{}", self.path().display())
    }

    /// The archive of a version.
    pub fn archive(&self, version: &str) -> PathBuf {
        self.path().join(format!("download/v{version}/{}.tar.gz", name()))
    }

    /// Writes the archive, the sums and the installing script. The binary is a script that starts the one under test, which spares packing
    /// a large file for each test.
    fn publish(&self, to: &Path) {
        let name = name();
        fs::create_dir_all(to.join(&name)).expect("a directory");
        let binary = to.join(&name).join("hadome");
        write_program(&binary, &format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_hadome")));
        let archive = format!("{name}.tar.gz");
        let packed = Command::new("tar").args(["-czf", &archive, &name]).current_dir(to).status();
        assert!(packed.expect("tar starts").success());
        fs::remove_dir_all(to.join(&name)).expect("removed");
        fs::copy(crate::root().join("ci/install.sh"), to.join("install.sh")).expect("copied");
        let sums =
            [archive.as_str(), "install.sh"].map(|file| format!("{}  {file}\n", sha256(&to.join(file))));
        fs::write(to.join("SHA256SUMS"), sums.concat()).expect("a file");
    }
}

/// The archive's name for this machine, without its extension.
fn name() -> String {
    let system = if cfg!(target_os = "macos") { "apple-darwin" } else { "unknown-linux-musl" };
    format!("hadome-{}-{system}", std::env::consts::ARCH)
}

/// The SHA-256 of a file, in hexadecimal digits.
pub fn sha256(file: &Path) -> String {
    let digest = Sha256::digest(fs::read(file).expect("a file"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
