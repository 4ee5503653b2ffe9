//! The movement since the previous review: the two evenings that are compared, and what the
//! earlier one is read from.

use jiff::civil::Date;
use salesplan_git::Revision;
use salesplan_model::changes::{self, Books};
use salesplan_model::deal::Deal;
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::evening_deals::Basis;
use salesplan_model::id::{PersonId, PlanId};
use salesplan_model::movement::{
    Compared, Known, Movement, Side, movement, movements_by, paths, restated, won_differs,
};
use salesplan_model::plan::Plan;
use salesplan_model::standing::Evening;
use salesplan_report::movement::{Moved, MovementView};
use salesplan_report::since::SinceView;
use salesplan_report::sources::Sources;

use crate::evening_deals::{At, EveningDeals, Lateness, evening_before, source_of};
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::review_file::{self, Past};
use crate::rules_moved::rules_moved;

/// The previous review.
pub(crate) struct Before {
    week: String,
    /// Its evening, and what it was made from with the deals that spoke for it; `None` where
    /// nobody can read that any more.
    made_from: Option<(Date, Box<Loaded>)>,
}

impl Before {
    /// Reads what the previous review was made from, as a revision's history has it.
    ///
    /// # Errors
    /// It may lie where this clone's history is cut off.
    pub fn read(at: At<'_>, previous: &Past) -> Result<Self, Failure> {
        let plan = PlanId::new(&previous.sources.plan);
        let source = source_of(at, &plan, previous)?;
        let made_from = match source.zip(previous.evening()) {
            Some((source, evening)) => made_from(at, &source, &plan, evening, &previous.sources)?,
            None => None,
        };
        Ok(Self {
            week: previous.week.to_string(),
            made_from,
        })
    }

    /// What it was made from; `None` where nobody can read that any more.
    pub fn made_from(&self) -> Option<&Loaded> {
        self.made_from.as_ref().map(|(_, loaded)| &**loaded)
    }
}

fn made_from(
    at: At<'_>,
    source: &Revision,
    plan: &PlanId,
    evening: Evening,
    sources: &Sources,
) -> Result<Option<(Date, Box<Loaded>)>, Failure> {
    let snapshot = inputs::from_revision(at.place, at.repository, source)?;
    let Ok(mut loaded) = load(&snapshot, Some(plan.as_str())) else {
        return Ok(None);
    };
    let past = review_file::past(at.place, at.repository, source, plan)?;
    let at = At {
        revision: source,
        past: &past,
        ..at
    };
    let asked = (Some(sources), Lateness::ByFiles);
    loaded.evening = Some(EveningDeals::read(at, &loaded, &snapshot, evening, asked)?);
    Ok(Some((evening.as_of, Box::new(loaded))))
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
    let history = loaded.history.as_ref();
    let after = side(loaded, evening.as_of);
    let before = loaded.before.as_ref().and_then(|before| before.made_from.as_ref());
    let before = before.filter(|(as_of, _)| *as_of < evening.as_of);
    let recorded = loaded.evening.as_ref().and_then(|evening| evening.before.as_ref());
    let start = |deals: &[Deal]| Side::gather(plan, deals, evening_before(plan, evening));
    let (basis, side) = match (before, recorded) {
        (Some((as_of, before)), _) => ("review", side(before, *as_of)),
        (None, Some(recorded)) if recorded.basis == Basis::LaterFiles => ("dates", start(&recorded.deals)),
        (None, Some(recorded)) => ("history", start(&recorded.deals)),
        (None, None) => ("dates", start(loaded.deals())),
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
    let restated = before.map_or_else(Vec::new, |(as_of, before)| {
        restated(books(before), books(loaded), *as_of)
    });
    let found = won_differs(books(loaded), &whole, side.as_of, evening.as_of);
    let view = MovementView::new(Moved {
        plan,
        basis,
        end_basis: loaded.basis().word(),
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

/// The deals of an evening as files have them that were loaded for it.
fn side(loaded: &Loaded, as_of: Date) -> Side {
    Side::gather(loaded.plan(), loaded.deals(), as_of)
}

fn books(loaded: &Loaded) -> Books<'_> {
    Books {
        plan: loaded.plan(),
        deals: loaded.deals(),
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
    let then = before.made_from()?;
    let written = changes::written(&changes::said(&then.folder.plan), &changes::said(&loaded.folder.plan));
    Some(SinceView::new(&before.week, &written, rules_moved(then, loaded)))
}
