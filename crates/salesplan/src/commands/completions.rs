//! `completions`: a script that teaches a shell our commands.

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::console::Console;
use crate::failure::{Failure, exit};

pub(crate) fn run(args: &Completions, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "salesplan", &mut script);
    console.print(&String::from_utf8_lossy(&script))?;
    Ok(exit::DONE)
}
