//! Why a command could not do its work, by who must act, with its exit code.

use salesplan_files::snapshot::Snapshot;
use salesplan_git::{CommitError, GitError};
use salesplan_model::diagnostic::{self, Diagnostic};
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::findings::FindingView;
use serde::Serialize;

use crate::args::Format;
use crate::console::{Console, one_line};

/// Exit codes.
pub(crate) mod exit {
    /// Done and clean.
    pub const DONE: u8 = 0;
    /// Findings.
    pub const FINDINGS: u8 = 1;
    /// Usage, configuration, input that does not load, I/O, git set-up.
    pub const COULD_NOT_RUN: u8 = 2;
    /// The branch moved or a lock is held: try again.
    pub const TRY_AGAIN: u8 = 3;
    /// The reader of our output has gone, as after SIGPIPE.
    pub const PIPE_CLOSED: u8 = 141;
}

/// Why a command could not do its work.
pub(crate) enum Failure {
    /// A sentence and how to mend it.
    Message {
        code: u8,
        message: String,
        help: Option<String>,
    },
    /// Input that does not load, or a rule or template that fails.
    Findings {
        findings: Vec<Diagnostic>,
        snapshot: Box<Snapshot>,
    },
    /// Nobody reads our output any more.
    PipeClosed,
}

impl Failure {
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Message {
            code: exit::COULD_NOT_RUN,
            message: message.into(),
            help: Some(help.into()),
        }
    }

    pub fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        let message = format!("cannot {doing} {}: {error}", path.display());
        Self::Message {
            code: exit::COULD_NOT_RUN,
            message,
            help: None,
        }
    }

    pub fn findings(findings: Vec<Diagnostic>, snapshot: &Snapshot) -> Self {
        Self::Findings {
            findings,
            snapshot: Box::new(snapshot.clone()),
        }
    }

    pub fn code(&self) -> u8 {
        match self {
            Self::Message { code, .. } => *code,
            Self::Findings { .. } => exit::COULD_NOT_RUN,
            Self::PipeClosed => exit::PIPE_CLOSED,
        }
    }

    /// The same, said of one thing among several.
    pub fn about(self, what: &str) -> Self {
        match self {
            Self::Message { code, message, help } => Self::Message {
                code,
                message: format!("{what}: {message}"),
                help,
            },
            other => other,
        }
    }

    /// What went wrong as the end of a sentence: the first mistake, and how to mend it.
    pub fn in_a_line(&self) -> String {
        let (message, help) = match self {
            Self::Message { message, help, .. } => (message.as_str(), help.as_deref()),
            Self::Findings { findings, .. } => {
                let error = findings.iter().find(|finding| finding.is_error());
                error
                    .or(findings.first())
                    .map_or(("its files have mistakes", None), |finding| {
                        (finding.message.as_str(), finding.help.as_deref())
                    })
            }
            Self::PipeClosed => ("nobody reads the output", None),
        };
        let help = help.filter(|help| !help.is_empty());
        one_line(&help.map_or_else(|| message.to_string(), |help| format!("{message}; {help}")))
    }

    /// Says what went wrong, for people and where JSON was asked for also for programs, and gives
    /// the exit code.
    pub fn report(self, format: Format, console: &mut Console<'_>) -> u8 {
        let code = self.code();
        if format == Format::Json
            && let Some(view) = self.view(console)
        {
            // Where neither stream can be written, the exit code is all there is.
            let _ = console.print_failure(&view);
        }
        let _ = match self {
            Self::Message { message, help, .. } => console.error(&message, help.as_deref()),
            Self::Findings { findings, snapshot } => console.findings_as_errors(findings, &snapshot),
            Self::PipeClosed => Ok(()),
        };
        code
    }

    fn view(&self, console: &Console<'_>) -> Option<FailureView> {
        let (message, help, findings) = match self {
            Self::Message { message, help, .. } => (message.clone(), help.clone(), Vec::new()),
            Self::Findings { findings, snapshot } => {
                let mut findings = findings.clone();
                diagnostic::sort(&mut findings);
                let language = console.language(snapshot);
                let views = FindingView::all(&findings, |file| snapshot.text(file));
                let said = views.into_iter().map(|finding| finding.in_words_of(&language));
                ("the files have mistakes".into(), None, said.collect())
            }
            Self::PipeClosed => return None,
        };
        Some(FailureView {
            schema_version: SCHEMA_VERSION,
            error: ErrorView { message, help },
            findings,
        })
    }
}

/// What a command prints as JSON that could not do its work.
#[derive(Serialize)]
pub(crate) struct FailureView {
    schema_version: u32,
    error: ErrorView,
    /// Mistakes of the files; empty where the failure is of another kind.
    findings: Vec<FindingView>,
}

/// A sentence and how to mend it.
#[derive(Serialize)]
struct ErrorView {
    message: String,
    help: Option<String>,
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::PipeClosed;
        }
        Self::Message {
            code: exit::COULD_NOT_RUN,
            message: format!("cannot write the output: {error}"),
            help: None,
        }
    }
}

impl From<GitError> for Failure {
    fn from(error: GitError) -> Self {
        let code = if error.is_retryable() {
            exit::TRY_AGAIN
        } else {
            exit::COULD_NOT_RUN
        };
        Self::Message {
            code,
            message: error.message().to_string(),
            help: error.help().map(str::to_string),
        }
    }
}

impl From<CommitError<Failure>> for Failure {
    fn from(error: CommitError<Failure>) -> Self {
        match error {
            CommitError::Prepare(failure) => failure,
            CommitError::Git(error) => error.into(),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Message {
            code: exit::COULD_NOT_RUN,
            message: format!("cannot write JSON: {error}"),
            help: None,
        }
    }
}
