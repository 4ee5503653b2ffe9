//! Which commit a committed review was made from, though history may have been written anew since.
//!
//! A review names the commit whose files it was made from. A rebase or a squash merge puts other
//! commits in the place of that one. What counts is the content, so a commit at which the review
//! came to be stands in for it if its inputs have the same digest. What is only in one clone, such
//! as a commit that was replaced and still lies about, does not count: everybody must find the same.

use salesplan_files::inputs::Parents;
use salesplan_git::{Repository, Revision};
use salesplan_model::id::PlanId;
use salesplan_report::sources::Sources;

use crate::failure::Failure;
use crate::inputs;
use crate::place::Place;

/// The commit to make a committed review from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The one that it names, which is in the branch's history.
    Named(Revision),
    /// Another one with the same inputs.
    StandIn(Revision),
    /// There is none in the branch's history.
    Gone,
    /// There may be one where this clone's history is cut off.
    CutOff,
}

impl Origin {
    /// The commit, where there is one.
    pub fn revision(self) -> Option<Revision> {
        match self {
            Self::Named(revision) | Self::StandIn(revision) => Some(revision),
            Self::Gone | Self::CutOff => None,
        }
    }
}

/// Finds the commit for the review that a revision has at a path of the repository.
pub(crate) fn find(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    path: &str,
    sources: &Sources,
) -> Result<Origin, Failure> {
    if let Some(named) = in_history(repository, revision, sources)? {
        return Ok(Origin::Named(named));
    }
    let Some(change) = repository.last_change(revision, path)? else {
        return Ok(Origin::Gone);
    };
    let parents = repository.details(&change.revision)?.parents;
    for candidate in parents.iter().chain([&change.revision]) {
        // A parent may lie behind the edge of a shallow clone.
        let Some(candidate) = repository.commit_of(&candidate.to_string())? else {
            continue;
        };
        if inputs_digest(place, repository, &candidate, &sources.plan)? == sources.inputs_digest {
            return Ok(Origin::StandIn(candidate));
        }
    }
    Ok(if repository.is_shallow() {
        Origin::CutOff
    } else {
        Origin::Gone
    })
}

/// The commit that a review names, where a revision's history has it.
pub(crate) fn in_history(
    repository: &Repository,
    revision: &Revision,
    sources: &Sources,
) -> Result<Option<Revision>, Failure> {
    let Some(commit) = &sources.commit else {
        return Ok(None);
    };
    // Somebody may have written the id of a file there.
    let named = repository.commit_of(commit).unwrap_or_default();
    match named {
        Some(named) if repository.is_ancestor(&named, revision)? => Ok(Some(named)),
        _ => Ok(None),
    }
}

fn inputs_digest(
    place: &Place,
    repository: &Repository,
    revision: &Revision,
    plan: &str,
) -> Result<Option<String>, Failure> {
    let snapshot = inputs::from_revision(place, repository, revision)?;
    let inputs = Parents::read(&snapshot).inputs_of(&PlanId::new(plan));
    Ok(inputs.digest(&snapshot))
}
