//! What was recorded of a plan by an evening: which state of its files speaks for it. It is a
//! matter of the revision and the evening alone, so that a movement begins where the one before
//! it ended.

use jiff::civil::Date;
use salesplan_git::{Past, Repository, Revision};
use salesplan_model::movement::Side;
use salesplan_model::period::{days_before, days_between};
use salesplan_model::pipeline::Scope;
use salesplan_model::plan::Plan;
use salesplan_model::standing::Evening;
use salesplan_report::sources::Sources;

use crate::failure::Failure;
use crate::history::day_of;
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::movement::{Before, MadeFrom};
use crate::origin;
use crate::place::Place;
use crate::review_file;

/// What was recorded of the plan by the two evenings of a movement.
#[derive(Default)]
pub(crate) struct Recorded {
    /// By that before the week; `None` where there is a previous review, or nothing was.
    pub start: Option<Box<Loaded>>,
    pub end: End,
}

/// What the later evening is read from.
#[derive(Default)]
pub(crate) enum End {
    /// The files.
    #[default]
    Files,
    /// What was recorded by then, since the files are of too late a day to speak for it.
    Recorded(Box<Loaded>),
    /// What the week's own review was made from, likewise: the next movement begins there.
    Review(Box<MadeFrom>),
}

/// Files of a later day than this many after an evening do not speak for it: a review of a week
/// is made in the one that follows, and what is put right meanwhile belongs to it.
const DAYS_TO_REVIEW: i64 = 7;

impl Recorded {
    /// Reads what the first parents of a revision recorded by the evenings of a movement that
    /// ends on `evening` and, where no review is the start, begins on the one before its week.
    /// `past` are the committed reviews that the revision has, `sources` what a review made now
    /// is made from.
    ///
    /// # Errors
    /// What the week's own review was made from may lie where this clone's history is cut off.
    pub fn read(
        place: &Place,
        repository: &Repository,
        revision: &Revision,
        loaded: &Loaded,
        evening: Evening,
        (past, sources): (&[review_file::Past], &Sources),
    ) -> Result<Self, Failure> {
        let own = review_file::own_of(past, evening.week);
        if let Some(own) = own.filter(|own| own.sources.same_inputs(sources)) {
            // That is the very review that is asked for, and says what it said when it was made.
            let path = place.in_repository(&review_file::path(&loaded.folder.plan.id, evening.week));
            let source = origin::find(place, repository, revision, &path, &own.sources)?.revision();
            if let Some(source) = source.filter(|source| source != revision) {
                let past = review_file::past(place, repository, &source, &loaded.folder.plan.id)?;
                return Self::read(place, repository, &source, loaded, evening, (&past[..], sources));
            }
        }
        let own = own.filter(|own| !own.sources.same_inputs(sources));
        let states = States::list(place, repository, revision, loaded.folder.plan.id.as_str())?;
        let start = match loaded.before.as_ref().and_then(Before::made_from) {
            Some(_) => None,
            None => states.by(start_of(loaded.plan(), evening))?,
        };
        let own = match own.filter(|_| states.are_too_late_for(evening.as_of)) {
            Some(own) => Before::read(place, repository, revision, own)?.into_made_from(),
            None => None,
        };
        let end = match own.filter(|own| own.is_of(evening.as_of)) {
            Some(own) => End::Review(own),
            None if states.are_too_late_for(evening.as_of) => {
                states.by(evening.as_of)?.map_or(End::Files, End::Recorded)
            }
            None => End::Files,
        };
        Ok(Self { start, end })
    }

    /// All files that a movement is told from beside the present ones.
    pub fn states(&self) -> impl Iterator<Item = &Loaded> {
        let (then, own) = match &self.end {
            End::Files => (None, None),
            End::Recorded(then) => (Some(&**then), None),
            End::Review(own) => (None, Some(own)),
        };
        let own = own.into_iter().flat_map(|own| own.states());
        self.start.as_deref().into_iter().chain(then).chain(own)
    }
}

/// The evening before the week.
pub(crate) fn start_of(plan: &Plan, evening: Evening) -> Date {
    days_before(evening.week.monday().max(plan.period.from), 1)
}

/// The states of a plan's folder along the first parents of a revision.
pub(crate) struct States<'a> {
    place: &'a Place,
    repository: &'a Repository,
    plan: &'a str,
    /// Oldest first, each with the day that it speaks of.
    states: Vec<(Date, Revision)>,
}

impl<'a> States<'a> {
    pub fn list(
        place: &'a Place,
        repository: &'a Repository,
        revision: &Revision,
        plan: &'a str,
    ) -> Result<Self, Failure> {
        let folder = place.in_repository(&format!("plans/{plan}/"));
        let found = repository.history(revision, &[&folder])?;
        let state = |past: Past| Some((day_of(&past.details)?, past.revision));
        Ok(Self {
            place,
            repository,
            plan,
            states: found.states.into_iter().rev().filter_map(state).collect(),
        })
    }

    /// The last one recorded by an evening, if it has deals and its plan can be worked with.
    pub fn by(&self, evening: Date) -> Result<Option<Box<Loaded>>, Failure> {
        let by_then = self.states.iter().filter(|(day, _)| *day <= evening);
        let Some((_, revision)) = by_then.max_by_key(|(day, _)| *day) else {
            return Ok(None);
        };
        let snapshot = inputs::from_revision(self.place, self.repository, revision)?;
        let loaded = load(&snapshot, Some(self.plan)).ok().map(Box::new);
        // A plan that was there before its deals says nothing of them.
        Ok(loaded.filter(|loaded| !loaded.folder.deals.is_empty()))
    }

    /// Whether the revision's files are of too late a day to speak for an evening.
    pub fn are_too_late_for(&self, evening: Date) -> bool {
        let newest = self.states.last();
        newest.is_some_and(|(day, _)| days_between(evening, *day) >= DAYS_TO_REVIEW)
    }
}

/// The deals of an evening, by files and by what was recorded where they do not speak for it.
pub(crate) fn side(files: &Loaded, recorded: Option<&Loaded>, as_of: Date, scope: Scope) -> Side {
    let gather = |loaded: &Loaded| Side::gather(loaded.plan(), &loaded.folder.deals, as_of, scope);
    match recorded {
        Some(recorded) => gather(files).as_recorded(gather(recorded)),
        None => gather(files),
    }
}
