//! Letting a repository's command run on this machine.

/// Let a command of salesplan.toml run on this machine, once you have read it
///
/// `import --from-command NAME` runs what [sources.NAME] says, and a repository may come from
/// anybody. So a command runs only where its user has trusted this exact text, in this folder,
/// on this machine. Any change of a word asks again. Without a name, lists the sources.
#[derive(Debug, clap::Args)]
pub(crate) struct Trust {
    /// Which source; default: list all
    pub source: Option<String>,
    /// Trust without being asked the text with this digest, as `salesplan trust` prints it
    #[arg(long, value_name = "DIGEST", requires = "source")]
    pub digest: Option<String>,
    /// Trust it no longer
    #[arg(long, requires = "source", conflicts_with = "digest")]
    pub revoke: bool,
}
