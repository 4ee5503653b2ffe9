//! `agreements`: who has agreed to what, and what git has on record of it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::Offset;
use salesplan_files::agreement_file;
use salesplan_git::{Repository, Revision, Signature};
use salesplan_model::agreement::{State, consents};
use salesplan_model::id::PersonId;
use salesplan_model::plan::Person;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::agreement::{AgreementsView, AnswerView, VerifiedView};
use salesplan_report::team::ConsentView;

use super::{Opened, open};
use crate::args::{Agreements, Global};
use crate::console::Console;
use crate::failure::{Failure, exit};

/// Agreements are small; a larger file is none.
const BYTES_MAX: u64 = 1 << 20;

pub(crate) fn run(global: &Global, args: &Agreements, console: &mut Console<'_>) -> Result<u8, Failure> {
    let mut opened = open(global, args.plan.as_deref(), console)?;
    let plan = opened.loaded.plan();
    let all = consents(opened.loaded.books());
    let damaged = all.iter().any(|consent| consent.state == State::Damaged);
    let mut view = AgreementsView {
        schema_version: SCHEMA_VERSION,
        plan: plan.id.to_string(),
        title: plan.title.clone(),
        consent: ConsentView::new(plan, &all),
        verified: None,
        history: None,
    };
    drop(all);
    let mut is_bad = false;
    if args.history || args.verify {
        let answers = answers(&mut opened, console)?;
        if args.verify {
            let verified = verified(&opened, &answers)?;
            is_bad = damaged || verified.iter().any(VerifiedView::is_bad);
            view.verified = Some(verified);
        } else {
            view.history = Some(answers.into_iter().map(|answer| answer.view).collect());
        }
    }
    opened.print(global.format, "agreements.md.j2", &view, console)?;
    let code = console.finish(&opened.loaded.findings, &opened.snapshot);
    Ok(if is_bad { exit::FINDINGS } else { code })
}

/// What a signature is worth, in a word, and whose it is.
fn worth(signature: Signature) -> (&'static str, Option<String>) {
    match signature {
        Signature::None => ("none", None),
        Signature::Good { signer, .. } => ("good", Some(signer)),
        Signature::GoodButUnknown { key, .. } => ("unknown", Some(key)),
        Signature::Bad => ("bad", None),
        Signature::CannotTell(why) => ("cannot_tell", Some(why)),
    }
}

/// Whether somebody else than the person committed their answer. What the head countersigned
/// the head committed.
fn is_other(person: Option<&Person>, record: Option<&Recorded>, is_countersigned: bool) -> bool {
    let known = person.and_then(|person| person.email.as_deref());
    known
        .zip(record)
        .is_some_and(|(known, record)| !is_countersigned && !known.eq_ignore_ascii_case(&record.author.1))
}

/// One answer that a commit recorded.
struct Recorded {
    person: String,
    revision: Revision,
    /// Name and address.
    author: (String, String),
    view: AnswerView,
}

/// All answers on record, newest first.
fn answers(opened: &mut Opened, console: &mut Console<'_>) -> Result<Vec<Recorded>, Failure> {
    let (commit, _) = opened.origin(console)?;
    let (Some(repository), Some(commit)) = (&opened.place.repository, commit) else {
        return Err(Failure::usage(
            "there is no history: the workspace is in no git repository with a commit",
            "`git init`, then commit the plan",
        ));
    };
    let plan = &opened.loaded.folder.plan;
    let team = plan.team.people.iter().map(|person| person.id.clone());
    let on_file = opened
        .loaded
        .folder
        .agreements
        .iter()
        .map(|agreement| agreement.person.clone());
    let people: BTreeSet<PersonId> = team.chain(on_file).collect();
    let mut found = Vec::new();
    for person in &people {
        let path = opened.place.in_repository(&agreement_file::path(&plan.id, person));
        found.extend(of_person(repository, &commit, person, &path)?);
    }
    // Newest first; of one second by person.
    found.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.person.cmp(&other.person)));
    Ok(found.into_iter().map(|(_, recorded)| recorded).collect())
}

fn of_person(
    repository: &Repository,
    tip: &Revision,
    person: &PersonId,
    path: &str,
) -> Result<Vec<(i64, Recorded)>, Failure> {
    let mut found = Vec::new();
    for past in repository.history(tip, &[path])?.states {
        let Some(blob) = past.blob_ids.first().cloned().flatten() else {
            continue;
        };
        let bytes = repository.blob(&blob, BYTES_MAX)?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let read = agreement_file::parse(&text, person.as_str(), path);
        let seconds = past.details.authored_seconds;
        let offset = Offset::from_seconds(past.details.authored_offset_minutes * 60).unwrap_or(Offset::UTC);
        let day = Timestamp::from_second(seconds).map(|time| offset.to_datetime(time).date().to_string());
        let view = AnswerView {
            person: person.to_string(),
            commit: past.revision.to_string(),
            committed: day.unwrap_or_default(),
            answer: read.as_ref().ok().map(|agreement| agreement.answer.word()),
            date: read.as_ref().ok().map(|agreement| agreement.date.to_string()),
            comment: read.as_ref().ok().and_then(|agreement| agreement.comment.clone()),
            countersigned_by: read
                .as_ref()
                .ok()
                .and_then(|agreement| Some(agreement.countersigned.as_ref()?.by.clone())),
            digest: read.as_ref().ok().map(|agreement| agreement.digest.clone()),
            is_intact: read.as_ref().is_ok_and(|agreement| agreement.is_intact),
        };
        found.push((
            seconds,
            Recorded {
                person: person.to_string(),
                revision: past.revision,
                author: (past.details.author, past.details.author_email),
                view,
            },
        ));
    }
    Ok(found)
}

/// Each agreement on file with the commit that recorded it.
fn verified(opened: &Opened, answers: &[Recorded]) -> Result<Vec<VerifiedView>, Failure> {
    let folder = &opened.loaded.folder;
    let mut all = Vec::new();
    for agreement in &folder.agreements {
        let person = folder
            .plan
            .team
            .people
            .iter()
            .find(|person| person.id == agreement.person);
        // The newest record of this very answer; a file that differs from it is not committed.
        let newest = answers.iter().find(|answer| answer.person == agreement.person.as_str());
        let record = newest.filter(|answer| answer.view.digest.as_deref() == Some(agreement.digest.as_str()));
        let signature = match (&opened.place.repository, record) {
            (Some(repository), Some(record)) => Some(worth(repository.signature(&record.revision)?)),
            _ => None,
        };
        all.push(VerifiedView {
            person: agreement.person.to_string(),
            name: person.map_or(agreement.person.to_string(), |person| person.name.clone()),
            answer: agreement.answer.word(),
            date: agreement.date.to_string(),
            digest: agreement.digest.clone(),
            is_intact: agreement.is_intact,
            commit: record.map(|record| record.revision.to_string()),
            author: record.map(|record| format!("{} <{}>", record.author.0, record.author.1)),
            is_other_author: is_other(person, record, agreement.countersigned.is_some()),
            signature: signature.as_ref().map(|(word, _)| *word),
            signer: signature.and_then(|(_, whose)| whose),
        });
    }
    Ok(all)
}
