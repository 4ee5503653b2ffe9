//! Comparing with what a case folder expects. `SNAPSHOTS=overwrite` writes it anew.

use std::path::Path;

use snapbox::{Assert, Data};

/// Compares a text with a file, byte for byte; the difference where there is one.
///
/// # Errors
/// The difference, drawn.
pub fn compare(actual: &str, file: &Path) -> Result<(), String> {
    let expected = Data::read_from(file, None).raw();
    let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
    let name = file.display().to_string();
    assert
        .try_eq(Some(&name), Data::text(actual), expected)
        .map_err(|difference| difference.to_string())
}

/// Fails with all that went wrong in a list of cases, not only the first.
#[track_caller]
pub fn none_failed(failures: &[String]) {
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
