//! Running a command to its end or to ours: without a shell and without input, for a limited
//! time, and with limited output.

use std::fmt;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use salesplan_files::sources::Source;

/// How much of what it says on stderr is kept.
const ERRORS_MAX: u64 = 64 << 10;

/// How long the pipes of a command that has ended may stay open.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// A command that ended by itself.
pub(super) struct Ended {
    pub is_good: bool,
    pub status: ExitStatus,
    pub output: Vec<u8>,
    pub errors: String,
}

/// Why there is none.
pub(super) enum Fault {
    /// It cannot be started.
    NotRun(std::io::Error),
    /// It did not end in time.
    Late(u64),
    /// It printed more than is read.
    TooMuch(u64),
    /// Its output could not be read.
    Io(std::io::Error),
}

/// As the end of a sentence that begins with the source.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRun(error) => write!(f, "cannot be started: {error}"),
            Self::Late(seconds) => write!(f, "did not end within {seconds} seconds and was ended"),
            Self::TooMuch(bytes) => write!(f, "printed more than {} MiB, the most that is read", bytes >> 20),
            Self::Io(error) => write!(f, "cannot be read: {error}"),
        }
    }
}

/// Runs a program with the words of a source in a folder of the user's own, so that nothing
/// beside the repository's files is taken for the program's.
pub(super) fn run(source: &Source, program: &Path, folder: &Path, bytes_max: u64) -> Result<Ended, Fault> {
    let mut command = Command::new(program);
    command
        .args(&source.command[1..])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // With a group of its own, what it starts can be ended with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(Fault::NotRun)?;
    let deadline = Instant::now() + Duration::from_secs(source.timeout_seconds);
    let output = reading(child.stdout.take().expect("it is piped"), bytes_max);
    let errors = reading(child.stderr.take().expect("it is piped"), ERRORS_MAX);
    let ended = wait(&mut child, &output, deadline, source.timeout_seconds, bytes_max);
    // Whatever is left of the group would keep the pipes open.
    end(&mut child);
    let (status, output) = ended?;
    let errors = errors
        .recv_timeout(LAST_WORDS)
        .ok()
        .and_then(Result::ok)
        .unwrap_or_default();
    Ok(Ended {
        is_good: status.success(),
        status,
        output,
        errors: String::from_utf8_lossy(&errors).into_owned(),
    })
}

/// Reads a pipe in a thread of its own; one byte more than `bytes_max` says that there was more.
fn reading(pipe: impl Read + Send + 'static, bytes_max: u64) -> Receiver<std::io::Result<Vec<u8>>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut pipe = pipe;
        let mut bytes = Vec::new();
        let read = pipe.by_ref().take(bytes_max + 1).read_to_end(&mut bytes);
        // Nobody may be left to hear it.
        let _ = sender.send(read.map(|_| bytes));
        // A program that still talks is not to stop for a full pipe.
        let _ = std::io::copy(&mut pipe, &mut std::io::sink());
    });
    receiver
}

/// Waits for the end of the output, and then of the program.
fn wait(
    child: &mut Child,
    output: &Receiver<std::io::Result<Vec<u8>>>,
    deadline: Instant,
    seconds: u64,
    bytes_max: u64,
) -> Result<(ExitStatus, Vec<u8>), Fault> {
    let mut bytes = None;
    let mut pause = Duration::from_millis(1);
    loop {
        if bytes.is_none() {
            match output.recv_timeout(pause) {
                Ok(read) => {
                    let read = read.map_err(Fault::Io)?;
                    if read.len() as u64 > bytes_max {
                        return Err(Fault::TooMuch(bytes_max));
                    }
                    bytes = Some(read);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => bytes = Some(Vec::new()),
            }
        } else {
            thread::sleep(pause);
        }
        if let Some(status) = child.try_wait().map_err(Fault::Io)? {
            if let Some(bytes) = bytes {
                return Ok((status, bytes));
            }
            // Something that it started may hold the pipe; what it had printed is there by now.
            end(child);
            let read = output.recv_timeout(LAST_WORDS).unwrap_or_else(|_| Ok(Vec::new()));
            let read = read.map_err(Fault::Io)?;
            return if read.len() as u64 > bytes_max {
                Err(Fault::TooMuch(bytes_max))
            } else {
                Ok((status, read))
            };
        }
        if Instant::now() >= deadline {
            return Err(Fault::Late(seconds));
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Ends the program and what it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        // There may be nobody left in the group.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
