//! What a run of the program came to.

use serde_json::Value;

/// Exit code and both streams of one run.
#[must_use = "look at what the run printed, or demand its exit code"]
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The arguments, for messages.
    pub command: String,
    /// The exit code.
    pub code: u8,
    /// Results.
    pub stdout: String,
    /// Everything else.
    pub stderr: String,
}

impl Outcome {
    /// Demands an exit code, and gives itself for further looks.
    #[track_caller]
    pub fn exits(self, code: u8) -> Self {
        assert_eq!(self.code, code, "the exit code of {self}");
        self
    }

    /// Demands exit code 0 where nothing else is of interest.
    #[track_caller]
    pub fn succeeds(self) {
        let _ = self.exits(0);
    }

    /// Demands exit code 0 and gives what was printed.
    #[track_caller]
    pub fn printed(self) -> String {
        self.exits(0).stdout
    }

    /// What was printed as JSON, whatever the exit code.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}) from {self}"))
    }

    /// Demands words on stderr.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "`{words}` is not in {self}");
        self
    }

    /// Whether a finding of this kind was drawn on either stream.
    pub fn has_finding(&self, id: &str) -> bool {
        let tag = format!("[{id}]");
        self.stdout.contains(&tag) || self.stderr.contains(&tag)
    }
}

/// Both streams under the command, as case folders keep them.
impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "$ {}", self.command)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                writeln!(f, "--- {name}\n{}", text.trim_end())?;
            }
        }
        writeln!(f, "--- exit code {}", self.code)
    }
}
