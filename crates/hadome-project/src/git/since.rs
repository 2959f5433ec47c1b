//! What changes are measured against, as the user says it.

use std::path::Path;

use hadome_core::diagnostic::Text;

/// What changes are measured against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// The last commit: what is staged, not staged or untracked has changed.
    Head,
    /// The point at which `HEAD` left a revision, or the revision itself where there is no such point.
    Revision(String),
}

impl Since {
    /// The revision that a user names. The error says why it can't be one.
    pub fn revision(name: &str) -> Result<Self, Text> {
        if name.trim().is_empty() {
            return Err(Text::new(
                "--diff のリビジョンが空です（未定義の変数かもしれません）。作業ツリーの変更だけなら --diff とだけ書いてください",
                "the revision of --diff is empty (an unset variable?); for the changes of the working tree write --diff alone",
            ));
        }
        if name.starts_with('-') {
            return Err(Text::new(
                format!("{name} はリビジョンではありません。リビジョンは - で始まりません"),
                format!("{name} is no revision: none begins with -"),
            ));
        }
        if name.contains("..") {
            let first = name.split("..").next().filter(|first| !first.is_empty()).unwrap_or("HEAD");
            return Err(Text::new(
                format!(
                    "{name} は範囲です。--diff {first} のように一つだけ書いてください。HEAD との分岐点から作業ツリーまでを調べます"
                ),
                format!(
                    "{name} is a range; name one revision, as in --diff {first}: what changed from where HEAD left it to the working tree is checked"
                ),
            ));
        }
        Ok(Self::Revision(name.to_owned()))
    }

    /// The name of the revision.
    pub fn name(&self) -> &str {
        match self {
            Self::Head => "HEAD",
            Self::Revision(name) => name,
        }
    }

    /// That a repository does not know the revision, and what to do.
    pub(super) fn unknown(&self, shallow: bool) -> Text {
        let name = self.name();
        if Path::new(name).exists() {
            return Text::new(
                format!(
                    "{name} はリビジョンではなくパスです。`{name} --diff` の順か、`--diff=HEAD {name}` と書いてください"
                ),
                format!("{name} is a path, not a revision; write `{name} --diff` or `--diff=HEAD {name}`"),
            );
        }
        let (ja, en) = match shallow {
            true => (
                "履歴の浅い clone です。`git fetch --deepen=100 origin`、GitHub Actions の checkout なら `fetch-depth: 0`、GitLab なら `GIT_DEPTH: 0` で取得してください",
                "this is a shallow clone; get more with `git fetch --deepen=100 origin`, `fetch-depth: 0` for the checkout of GitHub Actions, `GIT_DEPTH: 0` for GitLab",
            ),
            false => (
                "綴りを確かめるか、`git fetch origin` で取得してください（GitHub Actions の checkout なら `fetch-depth: 0`）",
                "check the spelling, or get it with `git fetch origin` (`fetch-depth: 0` for the checkout of GitHub Actions)",
            ),
        };
        Text::new(
            format!("リビジョン {name} がこのリポジトリにありません。{ja}"),
            format!("this repository has no revision {name}; {en}"),
        )
    }

    /// That there is no point at which `HEAD` left the revision.
    pub(super) fn unrelated(&self, shallow: bool) -> Text {
        let name = self.name();
        let (ja, en) = match shallow {
            true => (
                "（履歴の浅い clone です）。分岐点まで調べるには `git fetch --deepen=100 origin` や `fetch-depth: 0` で履歴を取得してください",
                " (this is a shallow clone). To measure from there, get more history with `git fetch --deepen=100 origin` or `fetch-depth: 0`",
            ),
            false => ("（履歴に共通のコミットがありません）", " (the histories share no commit)"),
        };
        Text::new(
            format!("{name} との分岐点が見つからないため、{name} そのものとの差分を調べます{ja}"),
            format!("there is no point at which HEAD left {name}; comparing with {name} itself{en}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, expected: &str) {
        let error = Since::revision(name).expect_err(name);
        assert!(error.en.contains(expected), "{error:?}");
    }

    #[test]
    fn one_revision_is_named() {
        for name in ["main", "origin/main", "HEAD~3", "v1.0^{commit}", "@{upstream}", "障害/対応"] {
            assert_eq!(Since::revision(name), Ok(Since::Revision(name.to_owned())));
        }
        refused("a..b", "--diff a:");
        refused("origin/main...HEAD", "--diff origin/main:");
        refused("..b", "--diff HEAD:");
        refused("", "empty");
        refused(" ", "empty");
        refused("--output=x", "begins with -");
    }
}
