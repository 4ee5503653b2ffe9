//! `explain`: where a figure comes from, down to the lines of the files.

use salesplan_files::suggest;
use salesplan_model::explain::{self, Derivation};
use salesplan_report::explanation::{ExplanationView, NamesView};

use super::{Opened, open};
use crate::args::{Explain, Global};
use crate::console::Console;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, args: &Explain, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    match &args.figure {
        Some(figure) => {
            let derivation = derivation(&mut opened, figure, global, console)?;
            let view = ExplanationView::new(opened.loaded.plan(), &derivation, &set(&opened), |file| {
                opened.snapshot.text(file)
            });
            opened.print(global.format, "explain.md.j2", &view, console)?;
        }
        None => {
            let names = names(&mut opened, global, console)?;
            opened.print(global.format, "explain-names.md.j2", &names, console)?;
        }
    }
    Ok(console.finish(&opened.loaded.findings, &opened.snapshot))
}

/// A figure of the plan by itself, else one of the evening.
fn derivation(
    opened: &mut Opened,
    figure: &str,
    global: &Global,
    console: &mut Console<'_>,
) -> Result<Derivation, Failure> {
    if let Some(of_plan) = explain::explain(opened.loaded.books(), figure) {
        return Ok(of_plan);
    }
    let mut names = explain::names(opened.loaded.books());
    match opened.sources(global, console) {
        Ok((evening, _)) => {
            let loaded = &opened.loaded;
            let standing = loaded.standing(evening, &opened.snapshot)?;
            let found = explain::explain_standing(loaded.books(), &standing, &loaded.rules, figure);
            if let Some(of_evening) = found {
                return Ok(of_evening);
            }
            names.extend(explain::names_of_standing(loaded.books(), &standing));
        }
        Err(failure) if explain::is_of_an_evening(figure) => return Err(failure),
        Err(_) => {}
    }
    let near = suggest::nearest(figure, names.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    Err(Failure::usage(
        format!("the plan has no figure `{figure}`"),
        format!("{near}`salesplan explain` lists the names; a week, person or channel may follow a stage"),
    ))
}

/// All names; those of an evening where one of the plan is over.
fn names(opened: &mut Opened, global: &Global, console: &mut Console<'_>) -> Result<NamesView, Failure> {
    let is_named = global.week.is_some() || global.as_of.is_some();
    let view = NamesView::new(opened.loaded.plan(), explain::names(opened.loaded.books()));
    match opened.sources(global, console) {
        Ok((evening, _)) => {
            let standing = opened.loaded.standing(evening, &opened.snapshot)?;
            let names = explain::names_of_standing(opened.loaded.books(), &standing);
            Ok(view.with_evening(evening.as_of, names))
        }
        Err(failure) if is_named => Err(failure),
        Err(_) => Ok(view),
    }
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
