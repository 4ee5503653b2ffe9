//! A week's review made from the branch tip and committed there, alone.

use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Repository, Revision, Tip};
use salesplan_model::period::Period;
use salesplan_model::standing::Evening;
use salesplan_report::report::Report;
use salesplan_report::sources::Sources;

use crate::console::Console;
use crate::failure::Failure;
use crate::making::{Draft, Others, Review};
use crate::origin;
use crate::place::Place;
use crate::review_file::{self, Existing, Hand};

/// A review that was committed, or was there already.
pub(crate) struct Made {
    pub path: String,
    pub review: Review,
    pub revision: Option<Revision>,
}

/// For which evening of a plan's period the review is.
pub(crate) type ChooseEvening<'e> = dyn Fn(Period, &Console<'_>) -> Result<Evening, Failure> + 'e;

/// Makes a week's review from the branch tip and commits it. When the branch moves
/// meanwhile the bytes are kept if the new tip has the same inputs, else made again.
pub(crate) fn commit(
    place: &Place,
    plan: Option<&str>,
    evening: &ChooseEvening<'_>,
    options: &CommitOptions,
    console: &mut Console<'_>,
) -> Result<Made, Failure> {
    let repository = place.repository.as_ref().expect("a place at a tip has a repository");
    let mut made = None;
    let mut may_write_index = true;
    let outcome = repository.commit(options, |tip: &Tip| -> Result<Option<Change>, Failure> {
        let revision = tip
            .revision
            .as_ref()
            .ok_or_else(|| Failure::usage("the branch has no commits", "commit the plan first"))?;
        let draft = Draft::read(place, repository, revision, plan, |period| evening(period, console))?;
        if draft.is_cut_off() {
            return Err(cut_off());
        }
        let index = place.in_repository(&review_file::index_path(&draft.plan));
        may_write_index = review_file::may_write_index(repository, revision, &index)?;
        let kept = kept(place, repository, revision, &draft)?;
        let path = draft.path();
        let review = made_of(draft, &kept, made.take(), place, repository, console)?;
        let mut change = change(place, repository, revision, &path, &review.review)?;
        change.files.retain(|file| may_write_index || file.path != index);
        let is_there = kept.is_some() && is_there(repository, revision, &change, &index)?;
        made = Some(review);
        Ok((!is_there).then_some(change))
    })?;
    let review = made.expect("a commit that succeeds has been prepared").review;
    let mut made = Made {
        path: review.files[0].0.clone(),
        review,
        revision: None,
    };
    if let CommitOutcome::Committed {
        revision, left_behind, ..
    } = outcome
    {
        made.revision = Some(revision);
        if !may_write_index {
            console.note("note: the list of reviews was edited by hand, so it is left as it is");
        }
        for path in left_behind {
            console.note(&format!(
                "note: {path} is committed, but could not be written to the folder; to have it there: `git restore {path}`"
            ));
        }
    }
    Ok(made)
}

/// A review on its way into a commit, with what would make it another one.
struct OnItsWay {
    sources: Sources,
    others: Others,
    kept: Option<String>,
    review: Review,
}

/// The review of a draft; the one made before, where it would say the same.
fn made_of(
    draft: Draft,
    kept: &Option<String>,
    before: Option<OnItsWay>,
    place: &Place,
    repository: &Repository,
    console: &mut Console<'_>,
) -> Result<OnItsWay, Failure> {
    let (sources, others) = (draft.sources.clone(), draft.others());
    let is_same =
        |made: &OnItsWay| made.sources.same_but_commit(&sources) && made.others == others && made.kept == *kept;
    match before.filter(is_same) {
        Some(made) => Ok(made),
        None => Ok(OnItsWay {
            review: draft.make(place, repository, kept.clone(), console)?,
            sources,
            others,
            kept: kept.clone(),
        }),
    }
}

/// The commit that the review which is there names, if it is from the same sources and that
/// commit is in the history: made again it names the same, and there is nothing to commit. After
/// a rebase it is another commit that has the files, and the review is to name that.
fn kept(place: &Place, repository: &Repository, revision: &Revision, draft: &Draft) -> Result<Option<String>, Failure> {
    let path = draft.path();
    match review_file::existing(place, repository, revision, &draft.plan, draft.evening.week)? {
        Existing::Edited => Err(edited(&path)),
        Existing::Own(existing) if existing.as_of > draft.sources.as_of => Err(earlier(&path, &existing.as_of)),
        Existing::Own(existing) if existing.same_but_commit(&draft.sources) => {
            let named = origin::in_history(repository, revision, &existing)?;
            Ok(named.map(|named| named.to_string()))
        }
        Existing::Own(_) | Existing::Nothing => Ok(None),
    }
}

/// What the commit does.
fn change(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    path: &str,
    review: &Review,
) -> Result<Change, Failure> {
    let file = |(path, bytes): &(String, Vec<u8>)| NewFile {
        path: place.in_repository(path),
        bytes: bytes.clone(),
    };
    let files: Vec<NewFile> = review.files.iter().map(file).collect();
    let beside = place.in_repository(path.strip_suffix(".md").unwrap_or(path));
    let there = review_file::beside(repository, revision, &beside)?;
    let is_ours = |path: &str| files.iter().any(|file| file.path == path);
    let edited_chart = there.iter().find(|chart| match chart.origin {
        Hand::Own => false,
        Hand::Edited => true,
        Hand::Foreign => is_ours(&chart.path),
    });
    if let Some(chart) = edited_chart {
        return Err(edited(place.in_workspace(&chart.path).unwrap_or(&chart.path)));
    }
    // Charts that the review made before had, and this one has not.
    let left = there
        .into_iter()
        .filter(|chart| chart.origin == Hand::Own && !is_ours(&chart.path));
    Ok(Change {
        removed: left.map(|chart| chart.path).collect(),
        files,
        message: message(&review.report),
    })
}

/// Whether a revision has all of a change already. The list of reviews is of all of them, so it
/// is no reason to commit this one again.
fn is_there(repository: &Repository, revision: &Revision, change: &Change, index: &str) -> Result<bool, Failure> {
    for file in change.files.iter().filter(|file| file.path != index) {
        let there = repository.read(revision, &file.path)?;
        if there.is_none_or(|there| there.bytes != file.bytes) {
            return Ok(false);
        }
    }
    Ok(change.removed.is_empty())
}

fn cut_off() -> Failure {
    Failure::usage(
        "this clone's history is cut off, so the review would compare with less than there is",
        "fetch the whole history: `git fetch --unshallow`",
    )
}

fn edited(path: &str) -> Failure {
    Failure::usage(
        format!("{path} was edited by hand, and a review never overwrites that"),
        format!(
            "to drop the edit: `git rm {path} && git commit -m \"Drop the edit\"`; to keep it, leave this week as it is"
        ),
    )
}

fn earlier(path: &str, as_of: &str) -> Failure {
    Failure::usage(
        format!("{path} is committed as of {as_of}, which is later"),
        "print the earlier evening without --commit",
    )
}

/// What the review says, then its sources as trailers.
fn message(report: &Report) -> String {
    let trailers: Vec<String> = report
        .sources
        .trailers()
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    format!("{}\n\n{}\n", report.headline(), trailers.join("\n"))
}
