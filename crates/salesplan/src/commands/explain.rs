//! `explain`: where a figure comes from, down to the lines of the files.

use salesplan_files::suggest;
use salesplan_model::explain;
use salesplan_report::explanation::{ExplanationView, NamesView};

use super::{Opened, open};
use crate::args::{Explain, Global};
use crate::console::Console;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &Explain, console: &mut Console<'_>) -> Result<u8, Failure> {
    let opened = open(global, args.plan.as_deref(), console)?;
    let books = opened.loaded.books();
    let Some(figure) = &args.figure else {
        let names = NamesView::new(books.plan, explain::names(books));
        opened.print(global.format, "explain-names.md.j2", &names, console)?;
        return Ok(console.finish(&opened.loaded.findings, &opened.snapshot));
    };
    let derivation = explain::explain(books, figure).ok_or_else(|| {
        let names = explain::names(books);
        let near = suggest::nearest(figure, names.iter().map(String::as_str));
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        Failure::usage(
            format!("the plan has no figure `{figure}`"),
            format!("{near}`salesplan explain` lists the names; a week, person or channel may follow a stage"),
        )
    })?;
    let view = ExplanationView::new(books.plan, &derivation, &set(&opened), |file| {
        opened.snapshot.text(file)
    });
    opened.print(global.format, "explain.md.j2", &view, console)?;
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}

/// Names of the figures that `--set` or `--scenario` changed, as an explanation has them.
fn set(opened: &Opened) -> Vec<String> {
    let variants = opened.what_if.iter().flat_map(|what_if| &what_if.variants);
    let figures = variants
        .flat_map(|variant| &variant.settings)
        .map(|setting| &setting.figure);
    // A segment's part is its goal there.
    figures
        .flat_map(|name| [name.clone(), name.replace(".amount", ".goal")])
        .collect()
}
