//! A reader that goes away is no fault of ours: `salesplan … | head -c 1`.

use std::io::Read;
use std::process::Stdio;

use crate::sandbox::{Sandbox, code, stderr};

/// As after SIGPIPE, which shells know not to complain about.
const PIPE_CLOSED: i32 = 141;

#[test]
fn a_reader_that_is_gone_ends_the_program_quietly() {
    let sandbox = Sandbox::with_plan();
    for line in [
        "review --week 2026-W45 --format json",
        "review --week 2026-W45",
        "check --format json",
        "--help",
        "completions bash",
    ] {
        // Gone before the program starts: a short text could be written in time otherwise.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = sandbox
            .program(line)
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(code(&output), PIPE_CLOSED, "{line}");
        assert_eq!(stderr(&output), "", "{line}");
    }
}

#[test]
fn a_reader_that_takes_one_byte() {
    let sandbox = Sandbox::with_plan();
    let line = "review --week 2026-W45 --format json";
    let mut child = sandbox
        .program(line)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut byte = [0];
    child.stdout.take().unwrap().read_exact(&mut byte).unwrap();
    assert_eq!(byte, *b"{");
    let output = child.wait_with_output().unwrap();
    // A report that fits the pipe is written whole before anyone can leave.
    assert!(matches!(code(&output), 0 | PIPE_CLOSED));
    assert_eq!(stderr(&output), "");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_said() {
    let sandbox = Sandbox::with_plan();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = sandbox
        .program("review --week 2026-W45")
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).contains("cannot write the output"),
        "{}",
        stderr(&output)
    );
}
