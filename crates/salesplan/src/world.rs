//! What the program may touch of the world, as values that a test can replace.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use jiff::civil::Date;

/// The world around one run.
pub struct World<'w> {
    /// The folder it runs in.
    pub folder: PathBuf,
    /// Environment variables; they may change how a terminal looks, and name the file of names
    /// that readers are shown.
    pub environment: &'w dyn Fn(&str) -> Option<String>,
    /// The clock, asked where neither a week nor a day was given, and whether an evening has come.
    pub today: &'w dyn Fn() -> Date,
    /// Whether results are read by a person at a terminal.
    pub stdout_is_terminal: bool,
    /// How many columns their terminal has; `None` where nothing says so.
    pub stdout_width: Option<usize>,
    /// Whether somebody watches what else is said.
    pub stderr_is_terminal: bool,
    /// What a person answers.
    pub stdin: &'w mut dyn BufRead,
    /// Whether a person is there to answer.
    pub stdin_is_terminal: bool,
    /// Results.
    pub stdout: &'w mut dyn Write,
    /// Everything else.
    pub stderr: &'w mut dyn Write,
}

/// The current folder, or `.` where it cannot be told.
pub fn current_folder() -> PathBuf {
    std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}

/// A variable of the environment that is set to text.
pub fn environment_variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// How many columns the terminal of results has.
pub fn stdout_width() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(std::io::stdout())?;
    Some(usize::from(width.0))
}

/// The day in the machine's time zone.
pub fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}
