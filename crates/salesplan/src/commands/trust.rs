//! `trust`: which commands of a repository may run on this machine.

use salesplan_files::sources::Source;
use salesplan_report::SCHEMA_VERSION;
use serde::Serialize;

use super::no_such_format;
use crate::args::{Format, Global, Trust};
use crate::command_source::{Sources, Trusted};
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::place::Place;

/// What `trust` prints as JSON.
#[derive(Serialize)]
struct TrustView {
    schema_version: u32,
    sources: Vec<SourceView>,
}

#[derive(Serialize)]
struct SourceView {
    name: String,
    command: Vec<String>,
    digest: String,
    trusted: bool,
}

pub(crate) fn run(global: &Global, args: &Trust, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json) {
        return Err(no_such_format(global.format, "human and json"));
    }
    let sources = Sources::read(&Place::find(global, console)?)?;
    let trusted = Trusted::open(console, sources.repository())?;
    let Some(name) = &args.source else {
        return list(global, &sources, &trusted, console);
    };
    let source = sources.named(name)?;
    let digest = sources.digest(source);
    if args.revoke {
        let was_there = trusted.remove(&digest)?;
        console.note(if was_there {
            "It is trusted no longer."
        } else {
            "It was not trusted."
        });
        return Ok(0);
    }
    let program = sources.program(source, console)?;
    let is_trusted = trusted.has(&digest, &sources.text(source))?;
    console.print(&told(source, &sources, &program.display().to_string(), &digest))?;
    if is_trusted {
        console.note("It is trusted on this machine.");
        return Ok(0);
    }
    if is_meant(args, source, &digest, console)? {
        trusted.add(&digest, &sources.text(source))?;
        console.note(&format!("Trusted: `salesplan import --from-command {name}` runs it."));
    } else {
        console.note("Nothing was trusted.");
    }
    Ok(0)
}

/// Whether the user means this text: by its digest, or asked at a terminal.
fn is_meant(args: &Trust, source: &Source, digest: &str, console: &mut Console<'_>) -> Result<bool, Failure> {
    if let Some(stated) = &args.digest {
        return if stated == digest {
            Ok(true)
        } else {
            Err(Failure::usage(
                format!(
                    "the command of `{}` has another digest: it is not the one you have read",
                    source.name
                ),
                "read it again: `salesplan trust NAME`",
            ))
        };
    }
    if !console.can_ask() {
        return Err(Failure::usage(
            "nobody is there to ask whether it is trusted",
            format!(
                "once you have read it: `salesplan trust {} --digest {digest}`",
                source.name
            ),
        ));
    }
    let answer = console.ask("Run exactly this on this machine whenever it is imported from? [y/N]: ")?;
    Ok(answer.is_some_and(|answer| matches!(answer.to_lowercase().as_str(), "y" | "yes")))
}

fn told(source: &Source, sources: &Sources, program: &str, digest: &str) -> String {
    format!(
        "source `{}` of {}\nruns {}\nas {}, for {} seconds at most\n{digest}\n",
        source.name,
        one_line(&sources.workspace.display().to_string()),
        source.shown(),
        one_line(program),
        source.timeout_seconds
    )
}

fn list(global: &Global, sources: &Sources, trusted: &Trusted, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut views = Vec::new();
    for source in sources.all.values() {
        let digest = sources.digest(source);
        views.push(SourceView {
            name: source.name.clone(),
            command: source.command.clone(),
            trusted: trusted.has(&digest, &sources.text(source))?,
            digest,
        });
    }
    if global.format == Format::Json {
        console.print_json(&TrustView {
            schema_version: SCHEMA_VERSION,
            sources: views,
        })?;
        return Ok(0);
    }
    if views.is_empty() {
        console.note("salesplan.toml names no source: write [sources.NAME] with its command.");
    }
    for (view, source) in views.iter().zip(sources.all.values()) {
        let word = if view.trusted { "trusted" } else { "not trusted" };
        console.print(&format!("{} ({word}): {}\n", view.name, source.shown()))?;
    }
    Ok(0)
}
