//! How far a long command is, for the person who watches at a terminal.

use std::time::{Duration, Instant};

use crate::console::Console;

/// What is done sooner needs no telling.
const PATIENCE: Duration = Duration::from_secs(1);

/// One line that is written over and over.
pub(crate) struct Progress {
    since: Instant,
    is_shown: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            since: Instant::now(),
            is_shown: false,
        }
    }
}

impl Progress {
    /// Writes the line anew, where somebody watches and it has taken a while.
    pub fn show(&mut self, text: &str, console: &mut Console<'_>) {
        if self.is_shown || self.since.elapsed() >= PATIENCE {
            self.is_shown = console.write_over(text);
        }
    }

    /// Takes the line away.
    pub fn clear(&mut self, console: &mut Console<'_>) {
        if self.is_shown {
            self.is_shown = false;
            console.write_over("");
        }
    }
}
