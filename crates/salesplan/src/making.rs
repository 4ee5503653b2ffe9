//! How a committed review is made: from one revision, whoever asks and whenever.

use salesplan_files::inputs::{Inputs, Parents};
use salesplan_files::snapshot::Snapshot;
use salesplan_git::{Repository, Revision};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::id::PlanId;
use salesplan_model::period::{Period, Week};
use salesplan_model::standing::Evening;
use salesplan_report::report::Report;
use salesplan_report::sources::Sources;

use crate::console::Console;
use crate::evening_deals::{At, EveningDeals, Lateness};
use crate::failure::Failure;
use crate::history::{EarlierStates, note_gaps};
use crate::inputs;
use crate::loaded::{Loaded, choose, load};
use crate::movement::Before;
use crate::place::Place;
use crate::review_file::{self, Past};

/// All that a review is made from, read and not yet calculated with.
pub(crate) struct Draft {
    pub plan: PlanId,
    pub evening: Evening,
    pub sources: Sources,
    snapshot: Snapshot,
    loaded: Loaded,
    states: EarlierStates,
    /// Earlier committed reviews of the plan.
    past: Vec<Past>,
    /// The revision that was read.
    revision: Revision,
}

/// The other committed reviews of a plan, by week and source: what the list of reviews shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Others(Vec<(Week, Option<String>)>);

/// A review with all of its files.
pub(crate) struct Review {
    pub report: Report,
    /// Path in the workspace, and content. The first is what people read.
    pub files: Vec<(String, Vec<u8>)>,
    /// The files that it was made from.
    pub inputs: Inputs,
    pub findings: Vec<Diagnostic>,
}

impl Draft {
    /// Reads what a revision has.
    pub fn read(
        place: &Place,
        repository: &Repository,
        revision: &Revision,
        plan: Option<&str>,
        evening: impl FnOnce(Period) -> Result<Evening, Failure>,
    ) -> Result<Self, Failure> {
        let snapshot = inputs::from_revision(place, repository, revision)?;
        if snapshot.get("salesplan.toml").is_none() {
            return Err(Failure::usage(
                "reviews are committed only to a workspace that has a salesplan.toml",
                "write one (an empty file will do) and commit it",
            ));
        }
        let plan = choose(&snapshot, plan)?;
        let loaded = load(&snapshot, Some(plan.as_str()))?;
        let evening = evening(loaded.folder.plan.period)?;
        let past = review_file::past(place, repository, revision, &plan)?;
        let states = EarlierStates::list(place, repository, revision, &plan, evening.as_of)?;
        let previous = review_file::previous_of(&past, evening.week);
        let digest = states.digest();
        let sources = review_file::sources_of(&loaded, &snapshot, evening, Some(revision), previous, digest);
        Ok(Self {
            plan,
            evening,
            sources,
            snapshot,
            loaded,
            states,
            past,
            revision: *revision,
        })
    }

    /// Whether this clone's history ends before all that the review compares with.
    pub fn is_cut_off(&self) -> bool {
        self.states.is_cut_off()
    }

    /// What a review made now from the same sources would list otherwise: the other reviews.
    pub fn others(&self) -> Others {
        let others = self.past.iter().filter(|past| past.week != self.evening.week);
        Others(others.map(|past| (past.week, past.sources.commit.clone())).collect())
    }

    /// Where people find it in the workspace.
    pub fn path(&self) -> String {
        review_file::path(&self.plan, self.evening.week)
    }

    /// Calculates and renders. Sources that name `commit` are written where the revision read
    /// only stands in for it.
    pub fn make(
        mut self,
        place: &Place,
        repository: &Repository,
        commit: Option<String>,
        console: &mut Console<'_>,
    ) -> Result<Review, Failure> {
        let history = self.states.read(repository, &self.loaded.folder.plan.exchange)?;
        note_gaps(&history, console);
        self.loaded.history = Some(history);
        let at = At {
            place,
            repository,
            revision: &self.revision,
            past: &self.past,
        };
        if let Some(previous) = review_file::previous_of(&self.past, self.evening.week) {
            self.loaded.before = Some(Before::read(at, previous)?);
        }
        let (snapshot, sources) = (&self.snapshot, Some(&self.sources));
        let asked = (sources, Lateness::ByFiles);
        let deals = EveningDeals::read(at, &self.loaded, snapshot, self.evening, asked)?;
        self.loaded.evening = Some(deals);
        if commit.is_some() {
            self.sources.commit = commit;
        }
        let path = self.path();
        let (plan, week) = (self.plan.clone(), self.evening.week);
        let mut report = review_file::report(&self.loaded, &self.snapshot, self.evening, self.sources)?;
        report.with_past(review_file::said_before(&self.past, week));
        let locale = self.loaded.settings.locale;
        let charts = review_file::charts(&mut report, locale, false)?;
        let text = review_file::render(&report, &self.snapshot, locale)?;
        let index = review_file::index(&self.past, &report, &self.snapshot, locale)?;
        let mut files = vec![
            (path, text.into_bytes()),
            (review_file::index_path(&plan), index.into_bytes()),
        ];
        let pages = review_file::team_pages(&self.loaded, &self.snapshot, self.evening, &report)?;
        let sealed = |(path, text): (String, String)| (path, review_file::sealed(&text).into_bytes());
        files.extend(charts.into_iter().chain(pages).map(sealed));
        Ok(Review {
            report,
            files,
            inputs: Parents::read(&self.snapshot).inputs_of(&plan),
            findings: self.loaded.findings,
        })
    }
}
