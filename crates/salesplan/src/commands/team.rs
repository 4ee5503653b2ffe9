//! `team`: what people commit to against their quotas, and who has agreed.

use salesplan_report::team::TeamView;

use super::open;
use crate::args::{Global, Team, TeamCommand};
use crate::console::Console;
use crate::evening;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &Team, console: &mut Console<'_>) -> Result<u8, Failure> {
    if let Some(TeamCommand::Reassign(reassign)) = &args.command {
        return super::reassign::run(global, reassign, console);
    }
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let evening = evening::choose_or_first(global, opened.loaded.plan().period, console)?;
    opened.look_at(evening, global, console)?;
    let standing = opened.loaded.standing(evening, &opened.snapshot)?;
    let text_of = |file: &str| opened.snapshot.text(file);
    let view = TeamView::new(opened.loaded.plan(), &standing, &text_of);
    opened.print(global.format, "team.md.j2", &view, console)?;
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}
