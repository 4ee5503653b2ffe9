//! The `salesplan` program: everything it touches of the world is handed in here.

use std::io::IsTerminal;
use std::process::ExitCode;

use salesplan::world::World;

fn main() -> ExitCode {
    let mut stdin = std::io::stdin().lock();
    let mut stdout = std::io::stdout().lock();
    let mut stderr = std::io::stderr().lock();
    let world = World {
        folder: salesplan::world::current_folder(),
        environment: &salesplan::world::environment_variable,
        today: &salesplan::world::today,
        stdout_is_terminal: std::io::stdout().is_terminal(),
        stdout_width: salesplan::world::stdout_width(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        stdin: &mut stdin,
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stdout: &mut stdout,
        stderr: &mut stderr,
    };
    ExitCode::from(salesplan::run(std::env::args_os(), world))
}
