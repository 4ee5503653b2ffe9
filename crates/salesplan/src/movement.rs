//! The movement since the previous review: the two states that are compared, and where the
//! earlier one comes from.

use jiff::civil::Date;
use salesplan_git::{Repository, Revision};
use salesplan_model::changes::{self, Books};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::id::{PersonId, PlanId};
use salesplan_model::movement::{
    Compared, Known, Movement, Side, movement, movements_by, paths, restated, won_differs,
};
use salesplan_model::pipeline::{Scope, scope};
use salesplan_model::plan::Plan;
use salesplan_model::standing::Evening;
use salesplan_report::movement::{Moved, MovementView};
use salesplan_report::since::SinceView;

use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::origin::{self, Origin};
use crate::place::Place;
use crate::recorded::{End, States, side, start_of};
use crate::review_file::{self, Past};
use crate::rules_moved::rules_moved;

/// The previous review.
pub(crate) struct Before {
    week: String,
    /// What it was made from; `None` where nobody can read that any more.
    made_from: Option<Box<MadeFrom>>,
}

/// What the previous review was made from.
pub(crate) struct MadeFrom {
    pub loaded: Loaded,
    /// What was recorded by its evening, where it was made too late to speak for it.
    recorded: Option<Box<Loaded>>,
    as_of: Date,
}

impl Before {
    /// Reads what the previous review was made from, as a revision's history has it.
    ///
    /// # Errors
    /// It may lie where this clone's history is cut off.
    pub fn read(place: &Place, repository: &Repository, revision: &Revision, previous: &Past) -> Result<Self, Failure> {
        let (sources, week) = (&previous.sources, previous.week.to_string());
        let path = place.in_repository(&review_file::path(&PlanId::new(&sources.plan), previous.week));
        let origin = origin::find(place, repository, revision, &path, sources)?;
        if origin == Origin::CutOff {
            return Err(Failure::usage(
                format!(
                    "the previous review, that of {week}, was made from commit {}, which is not in this clone",
                    sources.commit.as_deref().unwrap_or_default()
                ),
                "fetch the whole history: `git fetch --unshallow`",
            ));
        }
        let loaded = match origin.revision() {
            Some(source) => load(&inputs::from_revision(place, repository, &source)?, Some(&sources.plan)).ok(),
            None => None,
        };
        let made_from = loaded.and_then(|loaded| {
            let as_of = sources.as_of.parse().ok()?;
            Some((origin.revision()?, loaded, as_of))
        });
        let made_from = match made_from {
            Some((source, loaded, as_of)) => {
                let states = States::list(place, repository, &source, &sources.plan)?;
                let recorded = if states.are_too_late_for(as_of) {
                    states.by(as_of)?
                } else {
                    None
                };
                Some(Box::new(MadeFrom {
                    loaded,
                    recorded,
                    as_of,
                }))
            }
            None => None,
        };
        Ok(Self { week, made_from })
    }

    /// What it was made from; `None` where nobody can read that any more.
    pub fn made_from(&self) -> Option<&MadeFrom> {
        self.made_from.as_deref()
    }

    /// The same by itself.
    pub fn into_made_from(self) -> Option<Box<MadeFrom>> {
        self.made_from
    }
}

impl MadeFrom {
    /// The deals of its evening, as it had them.
    fn side(&self, scope: Scope) -> Side {
        side(&self.loaded, self.recorded.as_deref(), self.as_of, scope)
    }

    /// Its files, and those that speak for its evening.
    pub fn states(&self) -> impl Iterator<Item = &Loaded> {
        std::iter::once(&self.loaded).chain(self.recorded.as_deref())
    }

    /// Whether it speaks of an evening.
    pub fn is_of(&self, evening: Date) -> bool {
        self.as_of == evening
    }
}

/// The movement up to an evening, with what was found about it, and what changed beside the
/// deals. `None` where the plan has no deals.
pub(crate) fn since_the_previous_review(
    loaded: &Loaded,
    evening: Evening,
) -> (Option<MovementView>, Option<SinceView>, Vec<Diagnostic>) {
    let since = loaded.before.as_ref().and_then(|before| since(before, loaded));
    let Some((view, findings)) = moved(loaded, evening) else {
        return (None, since, Vec::new());
    };
    (Some(view), since, findings)
}

fn moved(loaded: &Loaded, evening: Evening) -> Option<(MovementView, Vec<Diagnostic>)> {
    let plan = loaded.plan();
    let deals = &loaded.folder.deals;
    let scope = scope(deals);
    let history = loaded.history.as_ref();
    let recorded = &loaded.recorded;
    let (end_basis, after, at_end) = match &recorded.end {
        End::Files => ("files", side(loaded, None, evening.as_of, scope), loaded),
        End::Recorded(then) => ("history", side(loaded, Some(then), evening.as_of, scope), loaded),
        End::Review(own) => ("review", own.side(scope), &own.loaded),
    };
    let made_from = loaded.before.as_ref().and_then(Before::made_from);
    let before = made_from.filter(|before| before.as_of < evening.as_of);
    let (basis, side) = match (before, &recorded.start) {
        (Some(before), _) => ("review", before.side(scope)),
        (None, Some(start)) => ("history", side(loaded, Some(start), start_of(plan, evening), scope)),
        (None, None) => ("dates", side(loaded, None, start_of(plan, evening), scope)),
    };
    let compared = Compared {
        before: &side,
        after: &after,
        history,
    };
    let whole = movement(compared, |_| true);
    if whole.is_empty() {
        return None;
    }
    let by_person = by_person(plan, compared);
    let by_segment = by_segment(plan, compared);
    let paths = history.map_or_else(Vec::new, |history| paths(&after, history, side.as_of));
    let restated = before.map_or_else(Vec::new, |before| {
        restated(books(&before.loaded), books(at_end), before.as_of)
    });
    let found = won_differs(books(at_end), &whole, side.as_of, evening.as_of);
    let view = MovementView::new(Moved {
        plan,
        scope,
        basis,
        end_basis,
        previous_week: loaded.before.as_ref().map(|before| before.week.as_str()),
        before: &side,
        after: &after,
        whole: &whole,
        by_person: &by_person,
        by_segment: &by_segment,
        paths: &paths,
        restated: &restated,
    });
    Some((view, found.into_iter().collect()))
}

fn books(loaded: &Loaded) -> Books<'_> {
    Books {
        plan: loaded.plan(),
        deals: &loaded.folder.deals,
        facts: &loaded.folder.facts,
    }
}

type Slices = Vec<(Option<String>, Option<String>, Movement)>;

fn by_person(plan: &Plan, compared: Compared<'_>) -> Slices {
    let name = |owner: &PersonId| {
        let person = plan.team.people.iter().find(|person| person.id == *owner);
        person.map_or_else(|| owner.to_string(), |person| person.name.clone())
    };
    let slices = movements_by(compared, |known: &Known| known.owner.clone());
    let slices = slices.into_iter().map(|(owner, movement)| {
        let name = owner.as_ref().map(name);
        (owner.map(|owner| owner.to_string()), name, movement)
    });
    several(slices.collect())
}

fn by_segment(plan: &Plan, compared: Compared<'_>) -> Slices {
    let mut slices = movements_by(compared, |known: &Known| known.segment.clone());
    let slices = plan.segments.iter().filter_map(|segment| {
        let movement = slices.remove(&Some(segment.id.clone()))?;
        Some((Some(segment.id.to_string()), Some(segment.title.clone()), movement))
    });
    several(slices.collect())
}

/// Slices in which something is; none where only one is, which says what the whole says.
fn several(slices: Slices) -> Slices {
    let slices: Slices = slices
        .into_iter()
        .filter(|(_, _, movement)| !movement.is_empty())
        .collect();
    if slices.len() > 1 { slices } else { Vec::new() }
}

/// What changed in the plan and in the rules.
fn since(before: &Before, loaded: &Loaded) -> Option<SinceView> {
    let then = &before.made_from()?.loaded;
    let written = changes::written(&changes::said(&then.folder.plan), &changes::said(&loaded.folder.plan));
    Some(SinceView::new(&before.week, &written, rules_moved(then, loaded)))
}
