//! What a person sees: results on stdout, everything else on stderr, colour only
//! on terminals.

use std::cell::OnceCell;
use std::io;
use std::path::PathBuf;

use salesplan_files::snapshot::Snapshot;
use salesplan_model::diagnostic::{self, Diagnostic};
use salesplan_model::settings::Locale;
use salesplan_report::findings::{in_words_of, tally};
use salesplan_report::language::Language;
use salesplan_report::terminal::Style;
use serde::Serialize;
use serde_json::Value;

use crate::args::{Color, FailOn, Format, Global};
use crate::failure::{Failure, FailureView, exit};
use crate::place;
use crate::privacy::Speech;
use crate::rendering;
use crate::snippets::Snippets;
use crate::world::World;

/// The two streams and how they look.
pub(crate) struct Console<'w> {
    world: World<'w>,
    style: Style,
    quiet: bool,
    verbose: bool,
    fail_on: FailOn,
    /// The language that was asked for.
    lang: Option<Locale>,
    /// Where the command was started, whose workspace may name a language.
    directory: Option<PathBuf>,
    /// The language of what is said of the work; none where that is the one it is written in.
    own: OnceCell<Option<Language>>,
    speech: Speech,
    /// Results that wait until no name is found in any of them.
    held: String,
    /// Whether anything is on stdout.
    has_printed: bool,
}

impl<'w> Console<'w> {
    pub fn new(world: World<'w>, global: &Global) -> Self {
        let set = |name: &str| (world.environment)(name).is_some_and(|value| !value.is_empty() && value != "0");
        let coloured = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !set("NO_COLOR") && (world.stdout_is_terminal || set("CLICOLOR_FORCE")),
        };
        Self {
            style: if coloured { Style::Colour } else { Style::Plain },
            quiet: global.quiet,
            verbose: global.verbose,
            fail_on: global.fail_on,
            lang: global.lang,
            directory: global.directory.clone(),
            own: OnceCell::new(),
            speech: Speech::default(),
            held: String::new(),
            has_printed: false,
            world,
        }
    }

    /// The language that was asked for, else that of a workspace.
    pub fn language(&self, snapshot: &Snapshot) -> Language {
        let locale = self.lang.unwrap_or_else(|| rendering::own_locale(snapshot));
        Language::of(locale.word())
    }

    /// A sentence about the work, which is written in English, in the language that was asked for, else in
    /// that of the workspace around; as it is where the catalogues do not know it.
    pub fn phrase(&self, text: &str) -> String {
        match self.own_language() {
            Some(language) => language.phrase(text),
            None => text.to_string(),
        }
    }

    /// The same for each line of a text.
    pub fn phrases(&self, text: &str) -> String {
        let line = |line: &str| {
            let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
            let blank = &words[..words.len() - words.trim_start().len()];
            format!("{blank}{}{end}", self.phrase(words.trim_start()))
        };
        text.split_inclusive('\n').map(line).collect()
    }

    fn own_language(&self) -> Option<&Language> {
        let read = || {
            let around = || place::locale_around(&self.world.folder, self.directory.as_deref());
            let locale = self.lang.or_else(around).unwrap_or(Locale::ENGLISH);
            (locale != Locale::ENGLISH).then(|| Language::of(locale.word()))
        };
        self.own.get_or_init(read).as_ref()
    }

    fn snippets<'s>(&self, snapshot: &'s Snapshot) -> Snippets<'s> {
        Snippets::new(snapshot, self.style, self.language(snapshot))
    }

    pub fn folder(&self) -> &std::path::Path {
        &self.world.folder
    }

    pub fn today(&self) -> jiff::civil::Date {
        (self.world.today)()
    }

    pub fn is_terminal(&self) -> bool {
        self.world.stdout_is_terminal
    }

    /// A variable of the environment.
    pub fn variable(&self, name: &str) -> Option<String> {
        (self.world.environment)(name)
    }

    /// Whether a person reads what is asked, and can answer.
    pub fn can_ask(&self) -> bool {
        self.world.stdin_is_terminal && self.world.stderr_is_terminal
    }

    /// Asks, and gives the answer without the blanks around it; `None` where there is none.
    pub fn ask(&mut self, question: &str) -> Result<Option<String>, Failure> {
        // The blank behind it is no part of the sentence.
        let question = format!("{} ", self.phrase(question.trim_end()));
        write!(self.world.stderr, "{question}").and_then(|()| self.world.stderr.flush())?;
        let mut answer = String::new();
        let could_not = |error: io::Error| {
            Failure::usage(
                format!("the answer cannot be read: {error}"),
                "give it on the command line",
            )
        };
        let n_bytes = self.world.stdin.read_line(&mut answer).map_err(could_not)?;
        Ok((n_bytes > 0).then(|| answer.trim().to_string()))
    }

    /// Words everything from here on.
    pub fn speak(&mut self, speech: Speech) {
        self.speech = speech;
    }

    /// Whether everything is said as it is.
    pub fn speaks_plainly(&self) -> bool {
        self.speech.is_plain()
    }

    /// A view in the words that hold, ready to be printed or rendered.
    pub fn worded(&self, view: &impl Serialize) -> Result<Value, Failure> {
        let mut value = serde_json::to_value(view)?;
        self.speech.reword(&mut value);
        Ok(value)
    }

    /// A text in the words that hold.
    pub fn said(&self, text: &str) -> String {
        self.speech.text(text)
    }

    /// A result.
    pub fn print(&mut self, text: &str) -> Result<(), Failure> {
        self.hold_back_names(text)?;
        self.write(text)
    }

    /// A result as JSON.
    pub fn print_json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        if let Some(wording) = self.speech.hiding() {
            let left = wording.left_in_value(&serde_json::to_value(value)?);
            left.map_or(Ok(()), |shown| Err(name_left(&shown, "its JSON")))?;
        }
        let text = serde_json::to_string_pretty(value)?;
        self.write(&format!("{text}\n"))
    }

    /// What keeps a command from running, as JSON in the words that hold; nothing where a result
    /// has been printed already, since output is one document.
    pub fn print_failure(&mut self, view: &FailureView) -> Result<(), Failure> {
        if self.has_printed {
            return Ok(());
        }
        // Nothing of a result that was held back is printed.
        self.held.clear();
        let view = self.worded(view)?;
        self.print_json(&view)?;
        self.release()
    }

    fn hold_back_names(&self, text: &str) -> Result<(), Failure> {
        let Some(wording) = self.speech.hiding() else {
            return Ok(());
        };
        let left = wording.left_in(text);
        left.map_or(Ok(()), |(line, shown)| Err(name_left(&shown, &format!("line {line}"))))
    }

    fn write(&mut self, text: &str) -> Result<(), Failure> {
        if self.speech.hiding().is_some() {
            self.held += text;
            return Ok(());
        }
        self.has_printed = true;
        self.world.stdout.write_all(text.as_bytes())?;
        Ok(self.world.stdout.flush()?)
    }

    /// Prints what was held back until it was known to hold no name.
    pub fn release(&mut self) -> Result<(), Failure> {
        self.world.stdout.write_all(self.held.as_bytes())?;
        self.held.clear();
        Ok(self.world.stdout.flush()?)
    }

    /// A result in our own Markdown: as it is, or for reading on a terminal.
    pub fn print_markdown(&mut self, markdown: &str, format: Format) -> Result<(), Failure> {
        match format {
            Format::Human => {
                // Names are looked for before escape codes can come between their letters.
                self.hold_back_names(markdown)?;
                let text = salesplan_report::terminal::render(markdown, self.style, self.world.stdout_width);
                self.write(&text)
            }
            _ => self.print(markdown),
        }
    }

    /// What happened, for the person who watches; silent with `--quiet`.
    pub fn note(&mut self, text: &str) {
        if !self.quiet {
            // A note that cannot be written is no reason to stop.
            let text = self.said(&self.phrase(text));
            let _ = writeln!(self.world.stderr, "{text}");
        }
    }

    /// Writes a line over the last one of its kind, where somebody watches. Gives whether it did.
    pub fn write_over(&mut self, text: &str) -> bool {
        let is_watched = self.world.stderr_is_terminal && !self.quiet;
        // Carriage return, the text, and clear to the end of the line.
        is_watched
            && write!(self.world.stderr, "\r{text}\x1b[K")
                .and_then(|()| self.world.stderr.flush())
                .is_ok()
    }

    pub fn error(&mut self, message: &str, help: Option<&str>) -> io::Result<()> {
        let word = |key: &str, english: &str| {
            let language = self.own_language();
            language.map_or_else(|| english.to_string(), |language| language.words(key, []))
        };
        let (error, mend) = (word("severity-error", "error"), word("help", "help"));
        let message = one_line(&self.said(&self.phrase(message)));
        writeln!(self.world.stderr, "{error}: {message}")?;
        match help.map(|help| one_line(&self.said(&self.phrase(help)))) {
            Some(help) => writeln!(self.world.stderr, "  {mend}: {help}"),
            None => Ok(()),
        }
    }

    /// Findings that keep a command from running, all of them.
    pub fn findings_as_errors(&mut self, mut findings: Vec<Diagnostic>, snapshot: &Snapshot) -> io::Result<()> {
        diagnostic::sort(&mut findings);
        let mut snippets = self.snippets(snapshot);
        for finding in &findings {
            let text = self.told(finding, &mut snippets);
            writeln!(self.world.stderr, "{text}\n")?;
        }
        writeln!(self.world.stderr, "{}", tally(&findings, &self.language(snapshot)))
    }

    /// A finding drawn into its text; where words are replaced it is told without the text.
    fn told(&self, finding: &Diagnostic, snippets: &mut Snippets<'_>) -> String {
        if self.speaks_plainly() {
            return snippets.draw(finding);
        }
        let language = snippets.language();
        let finding = &in_words_of(finding.clone(), language);
        let severity = language.words(&format!("severity-{}", finding.kind.severity.word()), []);
        let id = finding.id();
        let file = finding.primary.as_ref().map(|label| label.location.file.as_ref());
        let place = file.map_or(String::new(), |file| format!(" ({file})"));
        let text = format!("{severity}[{id}]: {}{place}", finding.message);
        one_line(&self.said(&text))
    }

    /// A finding drawn into its text, in the style of this console.
    pub fn drawn(&self, finding: &Diagnostic, snapshot: &Snapshot) -> String {
        self.snippets(snapshot).draw(finding)
    }

    /// Findings as the result of `check`.
    pub fn print_findings(&mut self, findings: &[Diagnostic], snapshot: &Snapshot) -> Result<(), Failure> {
        let mut snippets = self.snippets(snapshot);
        let mut text = String::new();
        for finding in findings {
            text += &snippets.draw(finding);
            text += "\n\n";
        }
        self.print(&text)
    }

    /// Sums up the warnings of a command that did its work, and gives its exit code.
    pub fn finish(&mut self, findings: &[Diagnostic], snapshot: &Snapshot) -> u8 {
        if self.verbose {
            let mut snippets = self.snippets(snapshot);
            for finding in findings {
                let text = self.told(finding, &mut snippets);
                self.note(&format!("{text}\n"));
            }
        }
        if !findings.is_empty() {
            let language = self.language(snapshot);
            let tally = tally(findings, &language);
            let text = if self.verbose {
                tally
            } else {
                language.words("check-shows", [("tally", tally.into())])
            };
            self.note(&text);
        }
        self.exit_code(findings)
    }

    /// The exit code that findings call for.
    pub fn exit_code(&self, findings: &[Diagnostic]) -> u8 {
        let fails = findings.iter().any(|finding| match self.fail_on {
            FailOn::Off => false,
            FailOn::Error => finding.is_error(),
            FailOn::Warning => true,
        });
        if fails { exit::FINDINGS } else { exit::DONE }
    }
}

fn name_left(shown: &str, place: &str) -> Failure {
    Failure::usage(
        format!("a name of {shown} is still in the output, in {place}: nothing is printed"),
        "a name that a template writes itself, or that is a word of the output, cannot be hidden: look in templates/, or give it another name; see docs/privacy.md",
    )
}

/// A text of the user's inside a line of ours: without line breaks, by which it could
/// write a line of its own (CI systems take lines such as `::error::` for commands),
/// and without what steers a terminal or turns its writing about.
pub(crate) fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    text.replace(|c: char| c.is_control() || turns(c), " ")
}
