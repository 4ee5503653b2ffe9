//! Templates that no limit of the template language stops. Each runs in a process
//! of its own, all at once: what they leave running ends with the process.

use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use crate::sandbox::{Sandbox, code, source_folder, stderr};

const PATIENCE: Duration = Duration::from_secs(25);

#[test]
fn templates_without_end_are_given_up() {
    let Some(folder) = source_folder("tests/cases/templates/given-up") else {
        println!("skipped: tests/cases/templates/given-up is missing");
        return;
    };
    let start = Instant::now();
    let mut running = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let sandbox = Sandbox::with_plan();
        sandbox.write("templates/review.md.j2", &std::fs::read_to_string(&file).unwrap());
        let mut program = sandbox.program("review --week 2026-W45");
        let child = program.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        running.push((file, sandbox, child));
    }
    assert!(!running.is_empty());
    for (file, _sandbox, child) in running {
        let output: Output = child.wait_with_output().unwrap();
        let took = start.elapsed();
        assert_eq!(code(&output), 2, "{}: {}", file.display(), stderr(&output));
        assert!(
            stderr(&output).contains("[template-fault]"),
            "{}: {}",
            file.display(),
            stderr(&output)
        );
        assert!(took < PATIENCE, "{} took {took:?}", file.display());
    }
}
