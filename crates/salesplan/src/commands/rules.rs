//! `rules`: working on the company's own rules.

mod replay;

use crate::args::{Global, Rules, RulesCommand};
use crate::console::Console;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &Rules, console: &mut Console<'_>) -> Result<u8, Failure> {
    match &args.command {
        RulesCommand::Replay(replay) => replay::run(global, replay, console),
    }
}
