//! Which deals speak for an evening, found along a revision's history: one answer for the table of
//! deals, the pipeline and both ends of a movement. It is a matter of the revision and the evening
//! alone, so that a movement begins where the one before it ended.

use std::sync::Arc;

use jiff::civil::Date;
use salesplan_files::snapshot::Snapshot;
use salesplan_files::workspace::read_deals_of;
use salesplan_git::{Past as State, Repository, Revision};
use salesplan_model::deal::Deal;
use salesplan_model::evening_deals::{Basis, are_too_late, as_recorded, newest_day, of_later_files};
use salesplan_model::history::evenings;
use salesplan_model::id::PlanId;
use salesplan_model::period::days_before;
use salesplan_model::plan::Plan;
use salesplan_model::settings::Settings;
use salesplan_model::standing::Evening;
use salesplan_report::sources::Sources;

use crate::failure::Failure;
use crate::history::day_of;
use crate::inputs;
use crate::loaded::Loaded;
use crate::movement::Before;
use crate::origin::{self, Origin};
use crate::place::Place;
use crate::review_file::{self, Past};

/// The deals of an evening.
pub(crate) struct EveningDeals {
    pub deals: Vec<Deal>,
    pub basis: Basis,
    /// Those of the evening before the week, where a movement begins that has no review before it.
    pub before: Option<Box<EveningDeals>>,
}

impl EveningDeals {
    fn new(deals: Vec<Deal>, basis: Basis) -> Self {
        Self {
            deals,
            basis,
            before: None,
        }
    }

    /// Those of a folder without a history. Its files are as late as the newest day in them.
    pub fn without_history(loaded: &Loaded, evening: Evening) -> Self {
        let files = &loaded.folder.deals;
        if newest_day(files).is_some_and(|day| are_too_late(day, evening.as_of)) {
            Self::new(of_later_files(files), Basis::LaterFiles)
        } else {
            Self::new(files.clone(), Basis::Files)
        }
    }

    /// Those of a revision's files that were loaded, or of what they and its first parents say of
    /// an evening long ago. `sources` are what a review made now would name, if one is made.
    ///
    /// # Errors
    /// What a review was made from may lie where this clone's history is cut off.
    pub fn read(
        at: At<'_>,
        loaded: &Loaded,
        snapshot: &Snapshot,
        evening: Evening,
        (sources, lateness): (Option<&Sources>, Lateness),
    ) -> Result<Self, Failure> {
        let plan = &loaded.folder.plan;
        let asked = Asked {
            plan,
            settings: &loaded.settings,
            snapshot,
            sources,
        };
        let has_start = loaded.before.as_ref().and_then(Before::made_from).is_some();
        let before = (!has_start).then(|| evening_before(plan, evening));
        asked.deals(at, &loaded.folder.deals, evening.as_of, before, lateness)
    }

    /// All deals that were read, those of the evening before as well.
    pub fn all(&self) -> impl Iterator<Item = &Deal> {
        let before = self.before.iter().flat_map(|before| &before.deals);
        self.deals.iter().chain(before)
    }
}

/// A revision with the committed reviews of the plan that it has.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub place: &'a Place,
    pub repository: &'a Repository,
    pub revision: &'a Revision,
    pub past: &'a [Past],
}

impl<'a> At<'a> {
    /// That of a place, where it has one.
    pub fn of(place: &'a Place, revision: Option<&'a Revision>, past: &'a [Past]) -> Option<Self> {
        let repository = place.repository.as_ref()?;
        revision.map(|revision| Self {
            place,
            repository,
            revision,
            past,
        })
    }
}

/// Whether files may speak for an evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lateness {
    /// As long as they were written in the week after it.
    #[default]
    ByFiles,
    /// No more, since a later week is at hand.
    Late,
}

/// The plan that reads whatever was recorded.
struct Asked<'a> {
    plan: &'a Plan,
    settings: &'a Settings,
    snapshot: &'a Snapshot,
    sources: Option<&'a Sources>,
}

impl Asked<'_> {
    /// The deals of an evening as a revision knows them, whose `files` are read already. An evening
    /// long ago is told as it was when the first review was made that looks back on it: the
    /// evening's own, or one of a later week.
    fn deals(
        &self,
        at: At<'_>,
        files: &[Deal],
        as_of: Date,
        before: Option<Date>,
        lateness: Lateness,
    ) -> Result<EveningDeals, Failure> {
        let states = States::list(at, &self.plan.id)?;
        let is_late = lateness == Lateness::Late || states.are_too_late_for(as_of);
        if is_late && let Some(told) = self.as_reviewed(at, as_of, before)? {
            return Ok(told);
        }
        let mut told = if is_late {
            self.recorded(&states, files, as_of)?
        } else {
            EveningDeals::new(files.to_vec(), Basis::Files)
        };
        if let Some(before) = before {
            let before = self.deals(at, files, before, None, Lateness::Late)?;
            told.before = Some(Box::new(before));
        }
        Ok(told)
    }

    /// As the first review had them that looks back on the evening; `None` where there is none, or
    /// nobody can tell. The evening's own review, made again, says what it said when it was made.
    fn as_reviewed(&self, at: At<'_>, as_of: Date, before: Option<Date>) -> Result<Option<EveningDeals>, Failure> {
        let looks_back = |review: &&Past| review.evening().is_some_and(|evening| evening.as_of >= as_of);
        let first = at
            .past
            .iter()
            .filter(|review| review.sources.commit.is_some())
            .find(looks_back);
        let Some(review) = first else { return Ok(None) };
        let source = source_of(at, &self.plan.id, review)?.filter(|source| source != at.revision);
        let Some(source) = source else { return Ok(None) };
        let then = inputs::from_revision(at.place, at.repository, &source)?;
        // Without a file of deals it had none.
        let files = self.read(&then, &source).unwrap_or_default();
        let past = review_file::past(at.place, at.repository, &source, &self.plan.id)?;
        let at = At {
            revision: &source,
            past: &past,
            ..at
        };
        let is_own = review.evening().is_some_and(|evening| evening.as_of == as_of);
        let lateness = if is_own { Lateness::ByFiles } else { Lateness::Late };
        let mut told = self.deals(at, &files, as_of, before, lateness)?;
        let is_this = self.sources.is_some_and(|sources| review.sources.same_inputs(sources));
        if is_own && !is_this {
            told.basis = Basis::Review;
        }
        Ok(Some(told))
    }

    /// As they were recorded by the evening; where nothing was, as the first state after it has
    /// them. What later files date up to it counts as well.
    fn recorded(&self, states: &States<'_>, files: &[Deal], as_of: Date) -> Result<EveningDeals, Failure> {
        let of = |recorded| as_recorded(&self.plan.segments, recorded, files, as_of);
        if let Some(newest) = states.by(as_of)
            && let Some(recorded) = self.read(&states.read(newest)?, newest)
        {
            return Ok(EveningDeals::new(of(recorded), Basis::History));
        }
        for later in states.after(as_of) {
            if let Some(recorded) = self.read(&states.read(later)?, later) {
                return Ok(EveningDeals::new(of(of_later_files(&recorded)), Basis::LaterFiles));
            }
        }
        Ok(EveningDeals::new(of_later_files(files), Basis::LaterFiles))
    }

    /// The deals of another state. A line of it may be another deal's in the files, so its place is
    /// named as git names it, `REVISION:PATH`, unless both have the same bytes.
    fn read(&self, then: &Snapshot, revision: &Revision) -> Option<Vec<Deal>> {
        let mut deals = read_deals_of(then, self.snapshot, &self.plan.id, self.settings)?;
        let Some(path) = deals.first().map(|deal| deal.location.file.clone()) else {
            return Some(deals);
        };
        if then.text(&path) != self.snapshot.text(&path) {
            let place: Arc<str> = Arc::from(format!("{:.12}:{path}", revision.to_string()));
            for deal in deals.iter_mut().filter(|deal| deal.location.file == path) {
                deal.location.file = place.clone();
            }
        }
        Some(deals)
    }
}

/// The commit that a committed review was made from; `None` where nobody has it any more.
///
/// # Errors
/// It may lie where this clone's history is cut off.
pub(crate) fn source_of(at: At<'_>, plan: &PlanId, review: &Past) -> Result<Option<Revision>, Failure> {
    let path = at.place.in_repository(&review_file::path(plan, review.week));
    let origin = origin::find(at.place, at.repository, at.revision, &path, &review.sources)?;
    if origin == Origin::CutOff {
        return Err(Failure::usage(
            format!(
                "the review of {} was made from commit {}, which is not in this clone",
                review.week,
                review.sources.commit.as_deref().unwrap_or_default()
            ),
            "fetch the whole history: `git fetch --unshallow`",
        ));
    }
    Ok(origin.revision())
}

/// The evening before the week.
pub(crate) fn evening_before(plan: &Plan, evening: Evening) -> Date {
    days_before(evening.week.monday().max(plan.period.from), 1)
}

/// The states of a plan's folder along the first parents of a revision.
struct States<'a> {
    at: At<'a>,
    /// The day that the revision's own files speak of.
    newest: Option<Date>,
    /// One a day, in the order of the days that they speak of.
    states: Vec<(Date, Revision)>,
}

impl<'a> States<'a> {
    fn list(at: At<'a>, plan: &PlanId) -> Result<Self, Failure> {
        let folder = at.place.in_repository(&format!("plans/{plan}/"));
        let found = at.repository.history(at.revision, &[&folder])?;
        let state = |state: State| Some((day_of(&state.details)?, state.revision));
        let oldest_first: Vec<_> = found.states.into_iter().rev().filter_map(state).collect();
        Ok(Self {
            at,
            newest: oldest_first.last().map(|(day, _)| *day),
            states: evenings(oldest_first),
        })
    }

    /// Whether the revision's own files are of too late a day to speak for an evening.
    fn are_too_late_for(&self, evening: Date) -> bool {
        self.newest.is_some_and(|day| are_too_late(day, evening))
    }

    /// The last one recorded by an evening.
    fn by(&self, evening: Date) -> Option<&Revision> {
        let n_by_then = self.states.partition_point(|(day, _)| *day <= evening);
        let newest = self.states[..n_by_then].last()?;
        Some(&newest.1)
    }

    /// Those recorded after it, oldest first.
    fn after(&self, evening: Date) -> impl Iterator<Item = &Revision> {
        let after = self.states.iter().filter(move |(day, _)| *day > evening);
        after.map(|(_, revision)| revision)
    }

    fn read(&self, revision: &Revision) -> Result<Snapshot, Failure> {
        inputs::from_revision(self.at.place, self.at.repository, revision)
    }
}
