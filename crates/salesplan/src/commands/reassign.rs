//! `team reassign`: one person's open deals and committed lines become another's, as one change.

use std::collections::BTreeSet;

use salesplan_files::commitments_text;
use salesplan_files::reassign::with_owner;
use salesplan_files::snapshot::Snapshot;
use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Tip};
use salesplan_model::agreement::{State, consents};
use salesplan_model::client::folded;
use salesplan_model::commitment::Commitment;
use salesplan_model::deal::{Deal, Status};
use salesplan_model::id::DealId;

use super::commitments::person;
use super::no_such_format;
use crate::args::{Format, Global, Reassign};
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::place::{Place, Reads};
use crate::writing;

pub(crate) fn run(global: &Global, args: &Reassign, console: &mut Console<'_>) -> Result<u8, Failure> {
    if global.format != Format::Human {
        return Err(no_such_format(global.format, "human"));
    }
    if args.commit {
        return commit(global, args, console);
    }
    let place = Place::find(global, console)?;
    let _turn = writing::take_turn_at(&place)?;
    let snapshot = inputs::snapshot(&place)?;
    let moved = reassign(args, &snapshot)?;
    console.print(&console.phrases(&moved.said))?;
    if args.dry_run {
        console.note("Nothing was written.");
        return Ok(0);
    }
    let Reads::Files(root) = &place.reads else {
        return Err(Failure::usage(
            "there is no work tree to write into",
            "run it in a clone with files, or with --commit",
        ));
    };
    // None is written where one cannot be.
    for (path, _) in &moved.files {
        writing::check(root, path.as_ref())?;
    }
    for (path, text) in &moved.files {
        writing::replace(root, path.as_ref(), text.as_bytes())?;
    }
    let paths: Vec<&str> = moved.files.iter().map(|(path, _)| path.as_str()).collect();
    console.note(&format!(
        "Written: {}. Look at it with `salesplan diff`.",
        paths.join(", ")
    ));
    Ok(0)
}

fn commit(global: &Global, args: &Reassign, console: &mut Console<'_>) -> Result<u8, Failure> {
    let place = Place::at_tip(global, console)?;
    let repository = place.repository.as_ref().expect("a place at a tip has a repository");
    let mut said = None;
    let outcome = repository.commit(
        &CommitOptions::default(),
        |tip: &Tip| -> Result<Option<Change>, Failure> {
            let Some(revision) = &tip.revision else { return Ok(None) };
            let snapshot = inputs::from_revision(&place, repository, revision)?;
            let moved = reassign(args, &snapshot)?;
            let new = |(path, text): (String, String)| NewFile {
                path: place.in_repository(&path),
                bytes: text.into_bytes(),
            };
            said = Some(moved.said);
            Ok(Some(Change {
                files: moved.files.into_iter().map(new).collect(),
                removed: Vec::new(),
                message: format!("{} takes over from {}\n", args.to, args.from),
            }))
        },
    )?;
    let said = said.ok_or_else(|| Failure::usage("the branch has no commits yet", "commit the plan first"))?;
    console.print(&console.phrases(&said))?;
    if let CommitOutcome::Committed { revision, .. } = outcome {
        let short: String = revision.to_string().chars().take(12).collect();
        console.note(&format!("Committed as {short}."));
    }
    Ok(0)
}

/// What moves.
struct Moved {
    /// Files with their new texts, by their paths in the workspace.
    files: Vec<(String, String)>,
    said: String,
}

fn reassign(args: &Reassign, snapshot: &Snapshot) -> Result<Moved, Failure> {
    let loaded = load(snapshot, args.plan.as_deref())?;
    let plan = loaded.plan();
    let (from, to) = (person(plan, &args.from)?, person(plan, &args.to)?);
    if from == to {
        return Err(Failure::usage(
            "nobody takes over from themselves",
            "name somebody else with --to",
        ));
    }
    let (from, to) = (&plan.team.people[from], &plan.team.people[to]);
    let is_all = args.deal.is_empty() && args.client.is_empty();
    let wanted: Vec<String> = args.client.iter().map(|client| folded(client)).collect();
    let of_client = |client: &Option<String>| client.as_deref().is_some_and(|client| wanted.contains(&folded(client)));
    let is_wanted =
        |deal: &Deal| is_all || args.deal.iter().any(|id| id == deal.id.as_str()) || of_client(&deal.client);
    let deals: Vec<&Deal> = loaded
        .folder
        .deals
        .iter()
        .filter(|deal| deal.status == Status::Open && deal.owner.as_ref() == Some(&from.id) && is_wanted(deal))
        .collect();
    for id in &args.deal {
        if !deals.iter().any(|deal| deal.id.as_str() == id) {
            return Err(Failure::usage(
                format!("`{}` is no open deal of {}", id.escape_debug(), from.name),
                "`salesplan deals` lists the open deals with their owners",
            ));
        }
    }
    let ids: BTreeSet<DealId> = deals.iter().map(|deal| deal.id.clone()).collect();
    let of_line = |line: &Commitment| match &line.deal {
        Some(deal) => ids.contains(deal),
        None => line.client.is_some() && (is_all || of_client(&line.client)),
    };
    let mut files = Vec::new();
    for name in ["deals.csv", "deals.toml"] {
        let path = format!("plans/{}/{name}", plan.id);
        if let Some(text) = snapshot.text(&path).filter(|_| !ids.is_empty()) {
            files.push((path.clone(), with_owner(&path, text, &ids, &to.id)));
        }
    }
    let n_lines = move_lines(
        &loaded,
        snapshot,
        (from.id.as_str(), to.id.as_str()),
        &of_line,
        &mut files,
    )?;
    if ids.is_empty() && n_lines == 0 {
        return Err(Failure::usage(
            format!("{} has no open deal and no committed line to hand over", from.name),
            "name what moves with --deal or --client, or see `salesplan deals`",
        ));
    }
    let mut said = format!("{} takes over from {}:\n", to.name, from.name);
    for deal in &deals {
        let amount = deal.amount.map_or("no amount".to_string(), |amount| amount.to_string());
        let client = deal
            .client
            .as_deref()
            .map(|client| format!(", {client}"))
            .unwrap_or_default();
        said += &crate::console::one_line(&format!("  {}{client}, {amount}", deal.id));
        said += "\n";
    }
    let lines = if n_lines == 1 { "line" } else { "lines" };
    said += &format!("  {n_lines} committed {lines}\n");
    let had_agreed: Vec<&str> = consents(loaded.books())
        .iter()
        .filter(|consent| consent.state == State::Agreed && n_lines > 0)
        .map(|consent| &plan.team.people[consent.person])
        .filter(|person| person.id == from.id || person.id == to.id)
        .map(|person| person.name.as_str())
        .collect();
    if !had_agreed.is_empty() {
        said += &format!("Must agree again: {}.\n", had_agreed.join(" and "));
    }
    Ok(Moved { files, said })
}

/// Moves lines between the two people's files; gives how many.
fn move_lines(
    loaded: &Loaded,
    snapshot: &Snapshot,
    (from, to): (&str, &str),
    is_moved: &dyn Fn(&Commitment) -> bool,
    files: &mut Vec<(String, String)>,
) -> Result<usize, Failure> {
    let mut all = loaded.folder.commitments.iter();
    let Some(own) = all.find(|own| own.person.as_str() == from) else {
        return Ok(0);
    };
    let moves: Vec<bool> = own.lines.iter().map(is_moved).collect();
    let n_lines = moves.iter().filter(|moves| **moves).count();
    if n_lines == 0 {
        return Ok(0);
    }
    let path = |person: &str| format!("plans/{}/commitments/{person}.toml", loaded.folder.plan.id);
    let text = |person: &str| snapshot.text(&path(person)).unwrap_or_default();
    let moved = commitments_text::moved(text(from), text(to), &moves).ok_or_else(|| {
        Failure::usage(
            format!(
                "the lines of {} are not written in blocks, so they cannot be moved",
                path(from)
            ),
            "write each under a line [[commitments]], or move them by hand",
        )
    })?;
    files.push((path(from), moved.0));
    files.push((path(to), moved.1));
    Ok(n_lines)
}
