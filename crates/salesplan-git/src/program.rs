//! Running the program that signs or checks: with its input, for a bounded time.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{GitError, GitErrorKind};

/// Somebody may have to type a pass phrase.
const PATIENCE: Duration = Duration::from_secs(120);

/// How often to look whether the program has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// What a program said.
pub(crate) struct Done {
    pub succeeded: bool,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

/// Runs a program by its name, without a shell.
pub(crate) fn run(program: &str, arguments: &[String], input: &[u8]) -> Result<Done, GitError> {
    let failed = |what: String| {
        GitError::new(GitErrorKind::NotSigned, what).with_help(format!(
            "install it, or see which one git names: `git config --global --get-regexp gpg`; it is `{program}` now"
        ))
    };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("`{program}` cannot be run: {error}")))?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let input = input.to_vec();
    // One thread a stream: a program that fills one while we wait at another would hang.
    let writer = thread::spawn(move || {
        if let Some(mut stdin) = stdin {
            // A program that does not read all of it says so by its exit code.
            let _ = stdin.write_all(&input);
        }
    });
    let stdout = thread::spawn(move || read_all(stdout));
    let stderr = thread::spawn(move || read_all(stderr));
    let status = wait(&mut child);
    let Some(succeeded) = status else {
        // Its streams may stay open in children of its own, so they are not waited for.
        return Err(failed(format!(
            "`{program}` did not end within {} seconds",
            PATIENCE.as_secs()
        )));
    };
    let _ = writer.join();
    Ok(Done {
        succeeded,
        stdout: stdout.join().unwrap_or_default(),
        stderr: String::from_utf8_lossy(&stderr.join().unwrap_or_default()).into_owned(),
    })
}

fn read_all(stream: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        // What was read until an error is all there is.
        let _ = stream.take(1 << 20).read_to_end(&mut bytes);
    }
    bytes
}

/// Whether it succeeded; none where it had to be ended.
fn wait(child: &mut Child) -> Option<bool> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if start.elapsed() < PATIENCE => thread::sleep(PAUSE),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}

/// A folder for the files that the programs want, gone with this value.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Result<Self, GitError> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = std::env::temp_dir().join(format!("salesplan-{}-{count}", std::process::id()));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(io(&error)),
            }
        }
    }

    /// Writes a file and gives its path.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<String, GitError> {
        let path = self.0.join(name);
        fs::write(&path, bytes).map_err(|error| io(&error))?;
        Ok(path.display().to_string())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn io(error: &std::io::Error) -> GitError {
    GitError::new(
        GitErrorKind::Io,
        format!("no file could be written for the signature: {error}"),
    )
}
