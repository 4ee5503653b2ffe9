//! Running a signing program to its end, or to ours.
//!
//! What goes in and what comes out are files rather than pipes: nothing has to
//! be read while the program runs, and a grandchild that keeps a pipe open
//! cannot hold us.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::error::{GitError, one_line};

/// How much of what a program says is read.
const BYTES_MAX: u64 = 1 << 20;

/// How long a program that was asked to end may take before it is killed.
#[cfg(unix)]
const LAST_WORDS: Duration = Duration::from_secs(1);

/// A program that ended by itself.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Ended {
    /// Whether it said that it does not know what it was asked.
    pub(crate) fn is_too_old(&self) -> bool {
        self.errors.contains("usage:") || self.errors.contains("unknown option")
    }

    /// What it says went wrong, in one line.
    pub(crate) fn complaint(&self) -> String {
        let said = words(&self.errors);
        if said.is_empty() {
            format!("it ended with {}", self.status)
        } else {
            said
        }
    }
}

/// Why there is no [`Ended`].
#[derive(Debug)]
pub(crate) enum Fault {
    /// It is not there, or cannot be run.
    NotRun(std::io::Error),
    /// It did not end in time; what it had said.
    Late(Duration, String),
    /// A file of ours could not be written or read.
    Io(std::io::Error),
}

impl Fault {
    /// As the end of a sentence that begins with the command.
    pub(crate) fn reason(&self) -> String {
        match self {
            Fault::NotRun(error) if error.kind() == ErrorKind::NotFound => "is not there".into(),
            Fault::NotRun(error) => format!("cannot be run: {}", one_line(&error.to_string())),
            Fault::Late(patience, said) if said.is_empty() => {
                format!("did not end within {} seconds", patience.as_secs_f32())
            }
            Fault::Late(patience, said) => format!("did not end within {} seconds: {said}", patience.as_secs_f32()),
            Fault::Io(error) => format!("cannot be given its files: {}", one_line(&error.to_string())),
        }
    }
}

/// The command as a person would type it, for a message.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<String> = words.map(|word| one_line(&word.to_string_lossy())).collect();
    words.join(" ")
}

/// Runs `command` with `input`, or with the terminal where there is none, since
/// the program may have to ask for a passphrase.
pub(crate) fn run(command: &mut Command, input: Option<&[u8]>, patience: Duration) -> Result<Ended, Fault> {
    let mut output = tempfile::tempfile().map_err(Fault::Io)?;
    let mut errors = tempfile::tempfile().map_err(Fault::Io)?;
    command
        .stdin(match input {
            Some(bytes) => Stdio::from(holding(bytes).map_err(Fault::Io)?),
            None => Stdio::inherit(),
        })
        .stdout(output.try_clone().map_err(Fault::Io)?)
        .stderr(errors.try_clone().map_err(Fault::Io)?);
    let mut child = command.spawn().map_err(Fault::NotRun)?;
    let Some(status) = wait(&mut child, patience).map_err(Fault::Io)? else {
        end(&mut child);
        return Err(Fault::Late(patience, words(&text(&mut errors).unwrap_or_default())));
    };
    Ok(Ended {
        status,
        output: text(&mut output).map_err(Fault::Io)?,
        errors: text(&mut errors).map_err(Fault::Io)?,
    })
}

/// A folder that only the user can look into, gone when dropped.
pub(crate) fn private_folder() -> Result<TempDir, GitError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("salesplan-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder
        .tempdir()
        .map_err(|error| GitError::io("make a folder in", &std::env::temp_dir(), error))
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), GitError> {
    std::fs::write(path, text).map_err(|error| GitError::io("write", path, error))
}

/// None when it has not ended in time.
fn wait(child: &mut Child, patience: Duration) -> std::io::Result<Option<ExitStatus>> {
    let deadline = Instant::now() + patience;
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            return Ok(None);
        }
        sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Asks it to end, so that it can give the terminal back, and then makes it.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process};
        // It may have ended by now, which is as well.
        let _ = kill_process(Pid::from_child(child), Signal::TERM);
        if let Ok(Some(_)) = wait(child, LAST_WORDS) {
            return;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn holding(bytes: &[u8]) -> std::io::Result<File> {
    let mut file = tempfile::tempfile()?;
    file.write_all(bytes)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn text(file: &mut File) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a program said, in one line and without what gpg says to machines.
fn words(errors: &str) -> String {
    let lines = errors.lines().map(str::trim);
    let lines: Vec<String> = lines
        .filter(|line| !line.is_empty() && !line.starts_with("[GNUPG:]"))
        .map(one_line)
        .collect();
    lines.join("; ")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    fn shell(script: &str, patience: Duration) -> Result<Ended, Fault> {
        run(Command::new("sh").args(["-c", script]), Some(b"in\n"), patience)
    }

    #[test]
    fn what_goes_in_and_what_comes_out() {
        let ended = shell(
            "cat; echo 'one' >&2; echo '[GNUPG:] X' >&2; echo ' two' >&2; exit 3",
            PATIENCE,
        )
        .unwrap();
        assert_eq!(ended.status.code(), Some(3));
        assert_eq!(
            (ended.output.as_str(), ended.complaint().as_str()),
            ("in\n", "one; two")
        );
        assert_eq!(
            shell("exit 3", PATIENCE).unwrap().complaint(),
            "it ended with exit status: 3"
        );
        // More than a pipe would hold.
        let much = shell("head -c 300000 /dev/zero", PATIENCE).unwrap();
        assert_eq!(much.output.len(), 300_000);
    }

    #[test]
    fn one_that_hangs_is_ended_with_its_last_words() {
        let begin = Instant::now();
        let fault = shell("echo 'asks' >&2; sleep 40", Duration::from_millis(200))
            .err()
            .unwrap();
        assert_eq!(fault.reason(), "did not end within 0.2 seconds: asks");
        // Not even one that will not listen, or whose child goes on.
        let deaf = shell("trap '' TERM; sleep 40; sleep 40", Duration::from_millis(200))
            .err()
            .unwrap();
        assert_eq!(deaf.reason(), "did not end within 0.2 seconds");
        assert!(begin.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn one_that_is_not_there() {
        let fault = run(&mut Command::new("/nowhere/sign"), None, PATIENCE).err().unwrap();
        assert_eq!(fault.reason(), "is not there");
    }
}
