//! The command line. Help texts are English here; [`crate::localize`] holds the Japanese ones.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::format_spec::{FormatSpec, FormatSpecParser};

/// Find weak countermeasures, shallow causes and gaps in Japanese incident reports
#[derive(Debug, Parser)]
#[command(name = "hadome", version, propagate_version = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Language of messages
    #[arg(long, global = true, value_enum, env = "HADOME_LANG")]
    pub lang: Option<LangArg>,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = ColorArg::Auto)]
    pub color: ColorArg,
    /// Use this configuration file for every document
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration file at all
    #[arg(long, global = true)]
    pub isolated: bool,
    /// Let configurations and links in a repository lead to this directory outside of it
    #[arg(long, global = true, value_name = "DIR")]
    pub allow_read: Vec<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check documents
    Check(CheckArgs),
    /// Show what the engine reads in a document: outline, roles, items, measures, tokens
    Inspect(InspectArgs),
    /// List every countermeasure with its strength, owner, due date and status
    Measures(MeasuresArgs),
    /// Keep the findings of today in a file, and show only new ones from now on
    Baseline(BaselineArgs),
    /// List every suppression comment with its reason, its age and what it silences
    Suppressions(SuppressionsArgs),
    /// Explain a rule
    Explain(ExplainArgs),
    /// List, test and write rules
    Rules(RulesArgs),
    /// Show the configuration in force and where each value comes from
    Config(ConfigArgs),
    /// Write a configuration file to start from
    Init(InitArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Serve an editor by the language server protocol, over standard input and output
    Lsp(LspArgs),
}

/// `hadome check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files, directories and globs; `-` reads standard input
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Output format, several times if need be; with `=FILE` it is written to that file
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = FormatSpecParser)]
    pub format: Vec<FormatSpec>,
    /// Write what would go to standard output to this file
    #[arg(long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// Lowest severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub fail_on: Option<FailOnArg>,
    /// Exit with 1 when there are more warnings than this, whatever the fail level
    #[arg(long, value_name = "N")]
    pub max_warnings: Option<usize>,
    /// Run only these rules: ids, groups or tags
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave out these rules: ids, groups or tags
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Check only lines that changed since REV, or since the last commit
    #[arg(long, value_name = "REV", num_args = 0..=1)]
    pub diff: Option<Option<String>>,
    /// Show no findings that this baseline knows, in place of the one that is found
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    pub baseline: Option<PathBuf>,
    /// Show findings that a baseline knows as well
    #[arg(long)]
    pub no_baseline: bool,
    /// Leave out files that the configuration excludes even if they are named
    #[arg(long, overrides_with = "force_exclude")]
    pub force_exclude: bool,
    /// Report profile
    #[arg(long, value_enum)]
    pub profile: Option<ProfileArg>,
    /// The name under which standard input is checked
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Print findings only, no summary
    #[arg(short, long)]
    pub quiet: bool,
    /// Print how often each rule was hit
    #[arg(long)]
    pub statistics: bool,
    /// How many threads to use; all processors by default
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// `hadome inspect`.
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// The document; `-` reads standard input
    pub file: PathBuf,
    /// Output format
    #[arg(long, value_enum, default_value_t = InspectFormat::Tree)]
    pub format: InspectFormat,
    /// Leave the tokens of the sentences out of the tree
    #[arg(long)]
    pub no_tokens: bool,
    /// The name under which standard input is read
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
}

/// `hadome measures`.
#[derive(Debug, Args)]
pub struct MeasuresArgs {
    /// Files, directories and globs; `-` reads standard input
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = MeasuresFormatArg::Table)]
    pub format: MeasuresFormatArg,
    /// The name under which standard input is read
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// How many threads to use; all processors by default
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// `hadome baseline`.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// What to do with the baseline.
    #[command(subcommand)]
    pub command: BaselineCommand,
}

/// What to do with a baseline.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Write the findings of today to a new baseline
    Create(BaselineOf),
    /// Add new findings to the baseline and drop those that are gone
    Update(BaselineOf),
    /// Drop findings that are gone from the baseline
    Prune(BaselineOf),
}

/// Which documents a baseline is written for, and where.
#[derive(Debug, Args)]
pub struct BaselineOf {
    /// Files, directories and globs; entries of other documents stay
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// The baseline; by default where the configuration says, or `hadome-baseline.toml` beside it
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// How many threads to use; all processors by default
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// `hadome suppressions`.
#[derive(Debug, Args)]
pub struct SuppressionsArgs {
    /// Files, directories and globs
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value_t = SuppressionsFormatArg::Table)]
    pub format: SuppressionsFormatArg,
    /// List only comments on lines that changed since REV, or since the last commit
    #[arg(long, value_name = "REV", num_args = 0..=1)]
    pub diff: Option<Option<String>>,
    /// How many threads to use; all processors by default
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// `hadome explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The id of a rule
    pub rule: String,
}

/// `hadome rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// What to do with rules.
    #[command(subcommand)]
    pub command: RulesCommand,
}

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List every rule in reach
    List(RulesListArgs),
    /// Run the examples of every rule in reach
    Test(RulesTestArgs),
    /// Write a new rule file to fill in
    New(RulesNewArgs),
    /// Print the JSON schema of the rule format
    Schema,
}

/// `hadome rules list`.
#[derive(Debug, Args)]
pub struct RulesListArgs {
    /// Only these rules: ids, groups or tags
    pub selectors: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub format: ListFormat,
}

/// `hadome rules test`.
#[derive(Debug, Args)]
pub struct RulesTestArgs {
    /// Only these rules: ids, groups or tags
    pub selectors: Vec<String>,
}

/// `hadome rules new`.
#[derive(Debug, Args)]
pub struct RulesNewArgs {
    /// The id of the new rule, in kebab-case
    pub id: String,
    /// The directory of the rule pack
    #[arg(long, value_name = "DIR", default_value = "hadome-rules")]
    pub pack: PathBuf,
    /// The check kind that runs it
    #[arg(long, default_value = "phrase")]
    pub check: String,
}

/// `hadome config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// The file or directory whose configuration is shown
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Print the JSON schema of configuration files instead
    #[arg(long)]
    pub schema: bool,
}

/// `hadome init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The directory to write to
    #[arg(default_value = ".")]
    pub directory: PathBuf,
}

/// `hadome completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `hadome lsp`.
#[derive(Debug, Args)]
pub struct LspArgs {
    /// Accepted because many editors pass it; there is no other way
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// Japanese
    Ja,
    /// English
    En,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// In a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// An output format of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// Findings drawn into the text
    Full,
    /// One line a finding
    Short,
    /// One JSON document
    Json,
    /// One JSON object a line
    Jsonl,
    /// Plain sentences for screen readers
    Narrated,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0
    Sarif,
    /// SARIF for GitHub code scanning, without suppressed findings
    SarifGithub,
    /// GitLab code quality report
    Gitlab,
    /// Test report in the form of JUnit
    Junit,
    /// Report in the form of Checkstyle
    Checkstyle,
    /// JSON for reviewdog
    Rdjson,
    /// JSON for reviewdog, one object a line
    Rdjsonl,
    /// Summary for a pull-request comment
    Markdown,
}

/// A fail level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOnArg {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Info,
    /// Nothing
    Never,
}

/// A report profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProfileArg {
    /// Reports of the organisation for itself
    Internal,
    /// Published notices, which name no owners
    Public,
}

/// An output format of `inspect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InspectFormat {
    /// An indented tree
    Tree,
    /// JSON
    Json,
}

/// An output format of `measures`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MeasuresFormatArg {
    /// Aligned columns
    Table,
    /// Comma-separated values
    Csv,
    /// One JSON object a line
    Jsonl,
}

/// An output format of `suppressions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SuppressionsFormatArg {
    /// Aligned columns
    Table,
    /// One JSON document
    Json,
    /// One JSON object a line
    Jsonl,
    /// A Markdown table
    Markdown,
}

/// An output format of `rules list`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Aligned columns
    Table,
    /// JSON
    Json,
}
