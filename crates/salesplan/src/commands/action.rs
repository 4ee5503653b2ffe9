//! `action`: promises and decisions, added, ended and listed.

use jiff::civil::Date;
use salesplan_files::actions_file::{self, COMPANY, Written};
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::{suggest, workspace};
use salesplan_model::action::{Ended, Watched, watched_on};
use salesplan_model::client::folded;
use salesplan_model::period::{Period, Week};
use salesplan_model::standing::{Evening, Standing};
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::actions::{ActionView, ActionsView, ProposalView, action_view};
use salesplan_report::language::Language;
use serde::Serialize;

use super::changing::{self, ChangeOf, Changed};
use super::commitments::person;
use super::{look_at, no_such_format, open};
use crate::args::{Action, ActionCommand, AddAction, EndAction, Format, Global, ListActions};
use crate::console::{Console, one_line};
use crate::evening;
use crate::failure::Failure;
use crate::loaded::{Loaded, load};
use crate::place::Place;
use crate::review_file;

/// What `action list` prints.
#[derive(Serialize)]
struct ListView {
    schema_version: u32,
    plan: String,
    title: String,
    as_of: String,
    actions: Vec<ActionView>,
    /// The week of the review that makes the proposals.
    week: String,
    proposals: Vec<ProposalView>,
}

pub(crate) fn run(global: &Global, args: &Action, console: &mut Console<'_>) -> Result<u8, Failure> {
    match &args.command {
        ActionCommand::List(args) => list(global, args, console),
        ActionCommand::Add(add) => {
            let mut change = |place: &Place, snapshot: &Snapshot, console: &mut Console<'_>| {
                added(global, add, place, snapshot, console)
            };
            write(global, add.commit, &mut change, console)
        }
        ActionCommand::Done(end) => {
            let mut change = |_: &Place, snapshot: &Snapshot, console: &mut Console<'_>| {
                ended(global, end, Ended::Done, snapshot, console)
            };
            write(global, end.commit, &mut change, console)
        }
        ActionCommand::Drop(end) => {
            if end.comment.is_none() {
                return Err(Failure::usage("why is it given up?", "say it with --comment"));
            }
            let mut change = |_: &Place, snapshot: &Snapshot, console: &mut Console<'_>| {
                ended(global, end, Ended::Dropped, snapshot, console)
            };
            write(global, end.commit, &mut change, console)
        }
    }
}

/// Actions as they stand today, or on the evening that is named; proposals are those of the review
/// of that evening's week, or of the last week that is over.
fn list(global: &Global, args: &ListActions, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let period = opened.loaded.plan().period;
    let evening = evening::choose_or_first(global, period, console)?;
    let is_named = global.week.is_some() || global.as_of.is_some();
    let day = if is_named { evening.as_of } else { console.today() };
    opened.look_at(evening, global, console)?;
    let loaded = &opened.loaded;
    let plan = loaded.plan();
    let standing = loaded.standing(evening, &opened.snapshot)?;
    let known = watched_on(loaded.books(), day);
    let days = if is_named {
        standing.days_of_week(period)
    } else {
        Period {
            from: Week::of(day).monday(),
            to: day,
        }
    };
    let mut view = actions_view(loaded, &standing, &known, days)?;
    if args.all {
        view.actions = known.iter().map(|watched| action_view(plan, watched)).collect();
    }
    let view = ListView {
        schema_version: SCHEMA_VERSION,
        plan: plan.id.to_string(),
        title: plan.title.clone(),
        as_of: day.to_string(),
        actions: view.actions,
        week: evening.week.to_string(),
        proposals: view.proposals,
    };
    opened.print(global.format, "action-list.md.j2", &view, console)?;
    Ok(console.finish(&loaded.findings, &opened.snapshot))
}

/// What is known on some day, beside what the review of an evening finds worth promising.
fn actions_view(
    loaded: &Loaded,
    standing: &Standing<'_>,
    known: &[Watched<'_>],
    days: Period,
) -> Result<ActionsView, Failure> {
    let language = Language::of(loaded.settings.locale.word());
    let (plan, promises) = (loaded.plan(), &standing.resources.promises);
    let mut view =
        ActionsView::new(plan, known, &standing.proposals, promises, days, &language).map_err(review_file::unsaid)?;
    for (shown, proposal) in view.proposals.iter_mut().zip(&standing.proposals) {
        let action = proposal.taken_on_by(&loaded.folder.actions, standing.evening.as_of);
        shown.taken_on_by = action.map(|action| action.id.clone());
    }
    Ok(view)
}

/// Writes the change into the work tree, or commits it to the branch tip.
fn write(
    global: &Global,
    is_commit: bool,
    change: &mut ChangeOf<'_>,
    console: &mut Console<'_>,
) -> Result<u8, Failure> {
    if global.format != Format::Human {
        return Err(no_such_format(global.format, "human"));
    }
    changing::write(global, is_commit, change, console)?;
    Ok(0)
}

/// The day on which something is said: the one named, else today.
fn day(global: &Global, console: &Console<'_>) -> Result<Date, Failure> {
    if global.week.is_some() {
        return Err(Failure::usage(
            "a promise is made on a day, not in a week",
            "name the day with --as-of, or nothing for today",
        ));
    }
    Ok(global.as_of.unwrap_or_else(|| console.today()))
}

fn added(
    global: &Global,
    args: &AddAction,
    place: &Place,
    snapshot: &Snapshot,
    console: &mut Console<'_>,
) -> Result<Changed, Failure> {
    let mut loaded = load(snapshot, args.plan.as_deref())?;
    let day = day(global, console)?;
    if args.what.trim().is_empty() {
        return Err(Failure::usage(
            "what is to be done?",
            "say it in words, or name a proposal of `salesplan action list`",
        ));
    }
    if args.target == Some(0) {
        return Err(Failure::usage(
            "a target of 0 is reached already",
            "name how many: --target 6",
        ));
    }
    let mut action = Written {
        id: next_id(&loaded),
        what: one_line(&args.what),
        kind: args.decision.then_some("decision"),
        added: day.to_string(),
        ..Written::default()
    };
    if let Ok(number) = args.what.parse::<usize>() {
        let evening = reviewed_before(&loaded, day)?;
        look_at(&mut loaded, place, snapshot, evening, console)?;
        let proposal = proposal(&loaded, snapshot, number, evening)?;
        action.what.clone_from(&proposal.what);
        action.owner = proposal.owner.clone().unwrap_or_else(|| COMPANY.to_string());
        action.due.clone_from(&proposal.due);
        action.week = Some(evening.week.to_string());
        action.deal.clone_from(&proposal.deal);
        action.client.clone_from(&proposal.client);
        action.segment.clone_from(&proposal.segment);
        action.measure.clone_from(&proposal.measure);
        action.target = proposal.target;
        action.gap = proposal.gap;
    }
    let plan = loaded.plan();
    if let Some(owner) = &args.owner {
        if owner != COMPANY {
            person(plan, owner)?;
        }
        action.owner.clone_from(owner);
    }
    if let Some(due) = args.due {
        action.due = due.to_string();
    }
    if action.owner.is_empty() || action.due.is_empty() {
        return Err(Failure::usage(
            "a promise has an owner and a day",
            "add --owner PERSON and --due DATE",
        ));
    }
    if action.due.parse::<Date>().is_ok_and(|due| due < day) {
        return Err(Failure::usage(
            format!("{} is before {day}, on which it is promised", action.due),
            "name a later day with --due",
        ));
    }
    let owner = plan
        .team
        .people
        .iter()
        .find(|person| person.id.as_str() == action.owner);
    if let Some((owner, last)) = owner.and_then(|owner| Some((owner, owner.to?)))
        && action.due.parse::<Date>().is_ok_and(|due| due > last)
    {
        return Err(Failure::usage(
            format!(
                "it is due on {}, and the last day of `{}` is {last}",
                action.due, owner.id
            ),
            "name another owner, or an earlier day",
        ));
    }
    if let Some(deal) = &args.deal {
        let known = || loaded.folder.deals.iter().map(|known| known.id.as_str());
        if !known().any(|known| known == deal) {
            let near = suggest::nearest(deal, known());
            return Err(Failure::usage(
                format!("there is no deal `{}`", deal.escape_debug()),
                near.map_or_else(
                    || "`salesplan deals` lists the open ones".into(),
                    |near| format!("did you mean `{near}`?"),
                ),
            ));
        }
        action.deal = Some(deal.clone());
    }
    if let Some(client) = args.client.as_deref().map(one_line) {
        known_client(&loaded, &client)?;
        action.client = Some(client);
    }
    if args.decision && action.deal.is_none() && action.client.is_none() {
        return Err(Failure::usage(
            "a decision is about a deal or a client",
            "add --deal ID or --client NAME; without --decision it is a promise",
        ));
    }
    if args.measure.is_some() {
        action.measure.clone_from(&args.measure);
        action.segment.clone_from(&args.segment);
        action.target = args.target;
    }
    action.week = action
        .week
        .or_else(|| plan.period.contains(day).then(|| Week::of(day).to_string()));
    let path = path(&loaded);
    let text = snapshot.text(&path).unwrap_or_default();
    let text = actions_file::with_action(text, &action).map_err(|error| {
        Failure::usage(
            format!("it cannot be written: {error}"),
            "write it into the file by hand",
        )
    })?;
    let said = format!(
        "Added {}: {}, {}, by {}.",
        action.id, action.what, action.owner, action.due
    );
    checked(&loaded, snapshot, path, text, said)
}

/// Refuses a client that neither `clients.csv` nor a deal names, where either names any.
fn known_client(loaded: &Loaded, name: &str) -> Result<(), Failure> {
    let listed = loaded.folder.clients.iter();
    let listed = listed.flat_map(|client| [Some(client.name.as_str()), client.id.as_deref()]);
    let dealt = loaded.folder.deals.iter().map(|deal| deal.client.as_deref());
    let known: Vec<&str> = listed.chain(dealt).flatten().collect();
    if known.is_empty() || known.iter().any(|known| folded(known) == folded(name)) {
        return Ok(());
    }
    Err(Failure::usage(
        format!("there is no client `{}`", name.escape_debug()),
        suggest::help(name, known.iter().copied()),
    ))
}

/// The evening of the last week that was over before a day: that of the review which people have
/// at hand.
fn reviewed_before(loaded: &Loaded, day: Date) -> Result<Evening, Failure> {
    let period = loaded.plan().period;
    evening::last_before_or_first(day, period).map_err(|outside| {
        Failure::usage(
            format!("week {} is outside the plan's period, {period}", outside.week),
            "say what is to be done in words",
        )
    })
}

/// A proposal of the review of an evening.
fn proposal(loaded: &Loaded, snapshot: &Snapshot, number: usize, evening: Evening) -> Result<ProposalView, Failure> {
    let period = loaded.plan().period;
    let standing = loaded.standing(evening, snapshot)?;
    let known = actions_view(loaded, &standing, &standing.actions, standing.days_of_week(period))?.proposals;
    let found = known.into_iter().find(|proposal| proposal.number == number);
    let Some(proposal) = found else {
        return Err(Failure::usage(
            format!("there is no proposal {number} for {}", evening.week),
            "`salesplan action list` lists them",
        ));
    };
    match &proposal.taken_on_by {
        Some(id) => Err(Failure::usage(
            format!("proposal {number} is taken on already, as {id}: {}", proposal.what),
            "`salesplan action list` shows it; say it in words to promise it once more",
        )),
        None => Ok(proposal),
    }
}

/// One after the highest number among the ids of this form. A number after which there is none
/// is of somebody's own making, and does not count.
fn next_id(loaded: &Loaded) -> String {
    let numbers = loaded
        .folder
        .actions
        .iter()
        .filter_map(|action| action.id.strip_prefix("A-")?.parse::<u32>().ok());
    format!("A-{}", numbers.map(u64::from).max().unwrap_or(0) + 1)
}

fn path(loaded: &Loaded) -> String {
    format!("plans/{}/{}", loaded.folder.plan.id, actions_file::NAME)
}

fn ended(
    global: &Global,
    args: &EndAction,
    how: Ended,
    snapshot: &Snapshot,
    console: &Console<'_>,
) -> Result<Changed, Failure> {
    let loaded = load(snapshot, args.plan.as_deref())?;
    let day = day(global, console)?;
    let found = loaded.folder.actions.iter().find(|action| action.id == args.id);
    let Some(action) = found else {
        return Err(Failure::usage(
            format!("there is no action `{}`", args.id.escape_debug()),
            "`salesplan action list` lists them",
        ));
    };
    if let Some((day, _)) = action.ended {
        return Err(Failure::usage(
            format!("`{}` ended on {day} already", action.id),
            "add a new one with `salesplan action add`",
        ));
    }
    if day < action.added {
        return Err(Failure::usage(
            format!("`{}` was added on {}, which is later", action.id, action.added),
            "name the day with --as-of",
        ));
    }
    let path = path(&loaded);
    let comment = args.comment.as_deref().map(one_line);
    let text = snapshot.text(&path).unwrap_or_default();
    let text = actions_file::with_end(text, action.location.span.start, how, day, comment.as_deref());
    let by_hand = || {
        Failure::usage(
            format!("`{}` is not written in a block of its own in {path}", args.id),
            "write each under a line [[action]], or change it by hand",
        )
    };
    let text = text.ok_or_else(by_hand)?;
    let word = match how {
        Ended::Done => "Done",
        Ended::Dropped => "Dropped",
    };
    let said = format!("{word}: {}, {}.", action.id, one_line(&action.what));
    let changed = checked(&loaded, snapshot, path.clone(), text, said)?;
    let read = reread(&loaded, snapshot, &path, &changed.files[0].1);
    let is_ended = |other: &salesplan_model::action::Action| other.id == args.id && other.ended == Some((day, how));
    if read.is_some_and(|actions| actions.iter().any(is_ended)) {
        Ok(changed)
    } else {
        Err(by_hand())
    }
}

/// The change, or what the file would have wrong with it.
fn checked(loaded: &Loaded, snapshot: &Snapshot, path: String, text: String, said: String) -> Result<Changed, Failure> {
    let files = vec![(path, text)];
    changing::checked(loaded, snapshot, &files)?;
    Ok(Changed { files, said })
}

fn reread(
    loaded: &Loaded,
    snapshot: &Snapshot,
    path: &str,
    text: &str,
) -> Option<Vec<salesplan_model::action::Action>> {
    let mut changed = snapshot.clone();
    changed.insert(path, None, Content::Bytes(text.as_bytes().to_vec()));
    let read = workspace::read_plan(&changed, &loaded.folder.plan.id, &loaded.settings);
    Some(read.value?.actions)
}
