//! `decompose`: what the goal asks of every segment, stage, channel, person and week.

use salesplan_files::csv_text::csv_text;
use salesplan_report::breakdown::{BreakdownView, By, RECORD_HEADS};
use salesplan_report::decomposition::{DecompositionView, Detail};

use super::open;
use crate::args::{Decompose, Dimension, Format, Global};
use crate::console::Console;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &Decompose, console: &mut Console<'_>) -> Result<u8, Failure> {
    let by = by(&args.by)?;
    let opened = open(global, args.plan.as_deref(), console)?;
    let loaded = &opened.loaded;
    // Each person's weeks are millions of cells in a large plan; only those who ask get them.
    let detail = match (by, global.format) {
        (Some(By::PersonWeek), _) | (None, Format::Json) => Detail::Full,
        (Some(By::Person), _) => Detail::Totals,
        _ => Detail::Outline,
    };
    let families = loaded.written.families();
    let tree = DecompositionView::new(
        &loaded.prepared,
        &loaded.folder.calendar,
        &loaded.settings.proof,
        detail,
    )
    .with_family(families.figures(loaded.plan()));
    match (by, global.format) {
        (None, Format::Csv) => {
            return Err(Failure::usage(
                "the whole tree is no table",
                "say what its lines are: --by week, person, channel or stage",
            ));
        }
        (None, _) => opened.print(global.format, "decompose.md.j2", &tree, console)?,
        (Some(by), Format::Csv) => {
            let mut records = BreakdownView::new(&tree, by).records();
            if !console.speaks_plainly() {
                records.iter_mut().flatten().for_each(|cell| *cell = console.said(cell));
            }
            console.print(&csv_text(&RECORD_HEADS, &records))?;
        }
        (Some(by), _) => {
            let table = BreakdownView::new(&tree, by);
            opened.print(global.format, "breakdown.md.j2", &table, console)?;
        }
    }
    Ok(console.finish(&loaded.findings, &opened.snapshot))
}

fn by(dimensions: &[Dimension]) -> Result<Option<By>, Failure> {
    use Dimension::{Channel, Person, Stage, Week};
    Ok(Some(match dimensions {
        [] => return Ok(None),
        [Week] => By::Week,
        [Person] => By::Person,
        [Channel] => By::Channel,
        [Stage] => By::Stage,
        [Person, Week] | [Week, Person] => By::PersonWeek,
        [Channel, Week] | [Week, Channel] => By::ChannelWeek,
        _ => {
            return Err(Failure::usage(
                "the needs are not laid out by these together",
                "by week, person, channel or stage; or person,week or channel,week",
            ));
        }
    }))
}
