//! What readers are not to see, and what is shown to them in the place of ids: `--redact` and
//! `--names`.
//!
//! Views are reworded as data, before a template writes them; whatever else is said goes
//! through the same words. With `--redact` nothing is printed as long as a name is left.

mod hiding;
mod naming;
mod others;

use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::settings::Locale;
use salesplan_report::findings::tally;
use salesplan_report::language::Language;
use salesplan_report::wording::Wording;
use serde_json::Value;

use crate::args::{Args, Command, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::loaded::Loaded;

/// How what is said is worded; as it is by default.
#[derive(Default)]
pub(crate) struct Speech {
    /// What must not be seen, with what stands in its place.
    hiding: Option<Wording>,
    /// Names in the place of ids.
    naming: Option<Wording>,
}

impl Speech {
    /// Whether everything is said as it is.
    pub fn is_plain(&self) -> bool {
        self.hiding.is_none() && self.naming.is_none()
    }

    /// What must not be seen.
    pub fn hiding(&self) -> Option<&Wording> {
        self.hiding.as_ref()
    }

    /// Puts every text of a view into these words.
    pub fn reword(&self, view: &mut Value) {
        for wording in self.hiding.iter().chain(&self.naming) {
            wording.value(view);
        }
    }

    /// A text in these words.
    pub fn text(&self, text: &str) -> String {
        let wordings = self.hiding.iter().chain(&self.naming);
        wordings.fold(text.to_string(), |text, wording| wording.text(&text))
    }
}

/// Refuses `--redact` and `--names` for commands that write, or that print no view of a plan.
pub(crate) fn refuse_elsewhere(args: &Args) -> Result<(), Failure> {
    let option = match (args.global.redact.is_empty(), &args.global.names) {
        (false, _) => "--redact",
        (true, Some(_)) => "--names",
        (true, None) => return Ok(()),
    };
    let name = match &args.command {
        Command::Review(review) if review.commit => "review --commit",
        Command::Init(_) => "init",
        Command::Demo(_) => "demo",
        Command::Check(_) => "check",
        Command::Verify(_) => "verify",
        Command::Import(_) => "import",
        Command::Record(_) => "record",
        Command::Trust(_) => "trust",
        Command::Playbook(own) if own.writes() => "playbook set",
        Command::Experiments(own) if own.writes() => "experiments new, stop and adopt",
        Command::Commitments(_) => "commitments",
        Command::Agree(_) => "agree",
        Command::Diff(_) => "diff",
        Command::Log(_) => "log",
        Command::Team(team) if team.command.is_some() => "team reassign",
        Command::Agreements(agreements) if agreements.history || agreements.verify => {
            "agreements --verify and --history"
        }
        Command::Rules(_) => "rules",
        Command::Completions(_) => "completions",
        _ => return Ok(()),
    };
    Err(Failure::usage(
        format!("`{name}` takes no {option}"),
        format!(
            "{option} changes what is shown and nothing that is kept: use it with review, status, team, agreements, deals, decompose, resources, levers, scenarios or explain"
        ),
    ))
}

/// How to speak about a plan: to everybody, or to the people of these indices alone.
pub(crate) fn speech(
    global: &Global,
    loaded: &Loaded,
    audience: Option<&[usize]>,
    console: &Console<'_>,
) -> Result<Speech, Failure> {
    let outside = naming::read(global, console).map_err(|failure| unsaid(global, failure))?;
    let mut speech = Speech::default();
    if !global.redact.is_empty() || audience.is_some() {
        let names = outside.clone().unwrap_or_default();
        speech.hiding = Some(hiding::wording(&global.redact, loaded, &names, audience)?);
    }
    if let Some(names) = outside.filter(|_| global.redact.is_empty()) {
        speech.naming = Some(naming::wording(&names, loaded)?);
    }
    Ok(speech)
}

/// A failure before the names are known: with `--redact` it is told without what the files say.
pub(crate) fn unsaid(global: &Global, failure: Failure) -> Failure {
    if global.redact.is_empty() {
        return failure;
    }
    let message = match &failure {
        Failure::Findings { findings, .. } => format!("the files do not load: {}", told_by_id(findings)),
        Failure::Message { .. } => "a file cannot be read".into(),
        Failure::PipeClosed => return failure,
    };
    Failure::usage(
        message,
        "what it is may hold a name, so it is not said with --redact: run the command without it, or `salesplan check`",
    )
}

/// `2 errors (unknown-key, unknown-stage)`.
fn told_by_id(findings: &[Diagnostic]) -> String {
    let errors: Vec<Diagnostic> = findings.iter().filter(|finding| finding.is_error()).cloned().collect();
    let mut ids: Vec<&str> = errors.iter().map(|finding| finding.kind.id).collect();
    ids.sort_unstable();
    ids.dedup();
    format!(
        "{} ({})",
        tally(&errors, &Language::of(Locale::ENGLISH.word())),
        ids.join(", ")
    )
}
