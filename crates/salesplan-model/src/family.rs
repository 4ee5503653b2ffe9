//! Plans within plans: is what the children are to bring what the plan above asks of them?
//!
//! From below the children's goals are added up, from above what is assigned to each is held
//! against its goal. Plans nest to any depth; each is held against its own children alone.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::ToPrimitive;
use rust_decimal::Decimal;

use crate::diagnostic::{
    ASSIGNED_DIFFERS, ASSIGNED_IN_ALL, ASSIGNED_TO_NO_CHILD, CHILD_NOT_COMPARABLE, CHILD_OUTSIDE_PERIOD,
    CHILDREN_DIFFER, Diagnostic, NOTHING_ASSIGNED, PARENT_CYCLE, UNKNOWN_PARENT,
};
use crate::id::PlanId;
use crate::money::Money;
use crate::plan::{Assigned, GoalAmount, Metric, Plan};
use crate::suggest::Suggestions;

/// A plan of which there is a folder, but whose file has mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The name of its folder.
    pub id: PlanId,
    /// The plan that it is a part of, as far as could be read.
    pub parent: Option<PlanId>,
}

/// The plans of a workspace and how they nest.
#[derive(Debug)]
pub struct Families<'p> {
    plans: &'p [Plan],
    by_id: BTreeMap<&'p str, usize>,
    unreadable: BTreeSet<&'p str>,
    /// The parent of each plan, where it is there and no descendant of the plan.
    parents: Vec<Option<usize>>,
    /// The children of each plan, in the order of the plans.
    children: Vec<Vec<usize>>,
    /// The children of each plan that could not be read.
    unreadable_children: BTreeMap<&'p str, Vec<&'p PlanId>>,
    /// Plans that are parts of each other in a ring, each after the one that is a part of it.
    rings: Vec<Vec<usize>>,
}

/// How a plan's goal stands to those of its children.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures<'p> {
    /// The plan that it is a part of.
    pub parent: Option<&'p PlanId>,
    /// What the parent assigns to it.
    pub assigned: Option<GoalAmount>,
    /// The children's goals together are to be this many times the goal.
    pub over_assignment: Decimal,
    /// The children, in the order of the plans.
    pub children: Vec<Child<'p>>,
    /// Their goals together; `None` without children, or where they cannot be added up.
    pub children_goal: Option<GoalAmount>,
    /// What they are asked for together; `None` without children.
    pub expected: Option<GoalAmount>,
    /// How much more the children's goals are, in units of the goal.
    pub difference: Option<i64>,
}

/// A child beside what is assigned to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Child<'p> {
    /// The child.
    pub plan: &'p Plan,
    /// What its parent assigns to it.
    pub assigned: Option<GoalAmount>,
}

impl<'p> Families<'p> {
    /// Puts the plans of a workspace in their places.
    pub fn new(plans: &'p [Plan], unreadable: &'p [Unreadable]) -> Self {
        let by_id: BTreeMap<&str, usize> = plans.iter().map(|plan| plan.id.as_str()).zip(0..).collect();
        let parent_of = |plan: &Plan| {
            let (parent, _) = plan.family.parent.as_ref()?;
            by_id.get(parent.as_str()).copied()
        };
        let mut parents: Vec<Option<usize>> = plans.iter().map(parent_of).collect();
        let rings = rings(&parents);
        for plan in rings.iter().flatten() {
            parents[*plan] = None;
        }
        let mut children = vec![Vec::new(); plans.len()];
        for (plan, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(plan);
            }
        }
        let mut unreadable_children: BTreeMap<&str, Vec<&PlanId>> = BTreeMap::new();
        for plan in unreadable {
            if let Some(parent) = &plan.parent {
                unreadable_children.entry(parent.as_str()).or_default().push(&plan.id);
            }
        }
        Self {
            plans,
            by_id,
            unreadable: unreadable.iter().map(|plan| plan.id.as_str()).collect(),
            parents,
            children,
            unreadable_children,
            rings,
        }
    }

    /// What is wrong between the plans, each finding once.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let mut suggestions = self.suggestions();
        let mut found = Vec::new();
        for plan in 0..self.plans.len() {
            found.extend(self.unknown_parent(plan, &mut suggestions));
            found.extend(self.as_child(plan));
            self.as_parent(plan, &mut found);
        }
        found.extend(self.rings.iter().map(|ring| self.in_a_ring(ring)));
        found
    }

    /// What is wrong between one plan, its parent and its children.
    pub fn findings_of(&self, id: &PlanId) -> Vec<Diagnostic> {
        let Some(plan) = self.by_id.get(id.as_str()).copied() else {
            return Vec::new();
        };
        let mut found: Vec<Diagnostic> = self.unknown_parent(plan, &mut self.suggestions()).into_iter().collect();
        let mut ring = self.rings.iter().filter(|ring| ring.contains(&plan));
        found.extend(ring.next().map(|ring| self.in_a_ring(ring)));
        found.extend(self.as_child(plan));
        if let Some(parent) = self.parents[plan] {
            let parent = &self.plans[parent];
            found.extend(assigned_to(parent, &assigned(parent), &self.plans[plan]));
        }
        for child in &self.children[plan] {
            found.extend(self.as_child(*child));
        }
        self.as_parent(plan, &mut found);
        found
    }

    /// A plan's figures beside those of its parent and children; `None` where it has neither.
    /// The plan may have other figures than the one of that id that was given before.
    pub fn figures<'f>(&'f self, plan: &'f Plan) -> Option<Figures<'f>> {
        let place = self.by_id.get(plan.id.as_str()).copied()?;
        let parent = self.parents[place].map(|parent| &self.plans[parent]);
        let named = plan.family.parent.as_ref().map(|(parent, _)| parent);
        if named.is_none() && self.children[place].is_empty() && self.unreadable_children(plan).is_empty() {
            return None;
        }
        let to = assigned(plan);
        let children: Vec<Child<'_>> = self.children[place]
            .iter()
            .map(|child| &self.plans[*child])
            .map(|child| Child {
                plan: child,
                assigned: to.get(child.id.as_str()).map(|assigned| assigned.amount),
            })
            .collect();
        let sum = self.sum_of_children(plan, place);
        let expected = expected(plan).filter(|_| !children.is_empty());
        let difference = sum.zip(expected).map(|(sum, expected)| sum.saturating_sub(expected));
        let amount = |units: i128| Some(plan.goal.amount.with_units(i64::try_from(units).ok()?));
        Some(Figures {
            parent: named,
            assigned: parent.and_then(|parent| assigned(parent).get(plan.id.as_str()).map(|assigned| assigned.amount)),
            over_assignment: plan.family.over_assignment.unwrap_or(Decimal::ONE),
            children_goal: sum.and_then(amount),
            expected: expected.and_then(amount),
            difference: difference.and_then(|difference| i64::try_from(difference).ok()),
            children,
        })
    }

    fn suggestions(&self) -> Suggestions<'_> {
        Suggestions::new(self.by_id.keys().chain(&self.unreadable).copied())
    }

    fn unreadable_children(&self, plan: &Plan) -> &[&'p PlanId] {
        self.unreadable_children
            .get(plan.id.as_str())
            .map_or(&[], Vec::as_slice)
    }

    fn unknown_parent(&self, plan: usize, suggestions: &mut Suggestions<'_>) -> Option<Diagnostic> {
        let (parent, place) = self.plans[plan].family.parent.as_ref()?;
        if self.by_id.contains_key(parent.as_str()) || self.unreadable.contains(parent.as_str()) {
            return None;
        }
        let finding = Diagnostic::new(
            &UNKNOWN_PARENT,
            format!("there is no plan `{}`", parent.as_str().escape_debug()),
        )
        .at(place.clone(), "unknown parent");
        let help = suggestions.help(parent.as_str());
        Some(finding.help(help.unwrap_or_else(|| "name a folder below plans/".into())))
    }

    fn in_a_ring(&self, ring: &[usize]) -> Diagnostic {
        const SHOWN: usize = 4;
        let plan = |index: &usize| &self.plans[*index];
        let line: Vec<String> = ring
            .iter()
            .take(SHOWN)
            .map(|index| format!("`{}`", plan(index).id))
            .collect();
        let message = match ring.len() {
            1 => format!("{} is its own parent", line[0]),
            n if n > SHOWN => format!(
                "{} and {} more plans are parts of each other",
                line.join(", "),
                n - SHOWN
            ),
            _ => format!("{} are parts of each other", line.join(" and ")),
        };
        let mut finding = Diagnostic::new(&PARENT_CYCLE, message).help("let the plan above all others name no parent");
        for (number, member) in ring.iter().take(SHOWN).map(plan).enumerate() {
            let Some((parent, place)) = &member.family.parent else {
                continue;
            };
            let part = format!("`{}` is a part of `{parent}`", member.id);
            finding = if number == 0 {
                finding.at(place.clone(), part)
            } else {
                finding.see(place.clone(), part)
            };
        }
        finding
    }

    /// Whether a child can be held against its parent: its days, and what its goal counts.
    fn as_child(&self, plan: usize) -> Vec<Diagnostic> {
        let Some(parent) = self.parents[plan].map(|parent| &self.plans[parent]) else {
            return Vec::new();
        };
        let plan = &self.plans[plan];
        let Some((_, place)) = &plan.family.parent else {
            return Vec::new();
        };
        let mut found = Vec::new();
        if !is_within(plan, parent) {
            found.push(
                Diagnostic::new(
                    &CHILD_OUTSIDE_PERIOD,
                    format!(
                        "`{}` runs from {}, and `{}`, which it is a part of, from {}",
                        plan.id, plan.period, parent.id, parent.period
                    ),
                )
                .at(place.clone(), "its days are not all days of the parent")
                .help("let the child's period lie within its parent's; until then its goal is not added to others"),
            );
        }
        let unlike = unlike(plan, parent);
        if !unlike.is_empty() {
            found.push(
                Diagnostic::new(
                    &CHILD_NOT_COMPARABLE,
                    format!(
                        "the goal of `{}` cannot be added up for `{}`: {}",
                        plan.id,
                        parent.id,
                        unlike.join(", ")
                    ),
                )
                .at(place.clone(), "a part of this plan")
                .see(plan.goal.location.clone(), "the child's goal")
                .see(parent.goal.location.clone(), "the parent's goal")
                .help("state both goals alike"),
            );
        }
        found
    }

    fn as_parent(&self, place: usize, found: &mut Vec<Diagnostic>) {
        let plan = &self.plans[place];
        let unreadable = self.unreadable_children(plan);
        let at = plan.family.location.as_ref().unwrap_or(&plan.goal.location);
        if let Some(first) = unreadable.first() {
            let others = match unreadable.len() {
                1 => String::new(),
                n => format!(" and {} more", n - 1),
            };
            found.push(
                Diagnostic::new(
                    &CHILD_NOT_COMPARABLE,
                    format!(
                        "the goals of the children of `{}` cannot be added up: `{first}`{others} cannot be read",
                        plan.id
                    ),
                )
                .at(at.clone(), "of these children")
                .help(format!("see `salesplan check {first}`")),
            );
        }
        if !self.children[place].is_empty()
            && let (Some(sum), Some(expected)) = (self.sum_of_children(plan, place), expected(plan))
            && sum != expected
        {
            let finding = Diagnostic::new(
                &CHILDREN_DIFFER,
                format!(
                    "the children of `{}` are to bring {}{}",
                    plan.id,
                    show(plan, sum),
                    beside(plan, sum, expected)
                ),
            )
            .at(at.clone(), self.listed(place))
            .help("change the children's goals, the goal, or `over-assignment` in [children]");
            found.push(if at == &plan.goal.location {
                finding
            } else {
                finding.see(plan.goal.location.clone(), "the goal")
            });
        }
        self.assigned_from_above(place, found);
    }

    /// The children's goals together; `None` where they cannot be added up.
    fn sum_of_children(&self, plan: &Plan, place: usize) -> Option<i128> {
        if !self.unreadable_children(plan).is_empty() || self.children[place].is_empty() {
            return None;
        }
        let children = self.children[place].iter().map(|child| &self.plans[*child]);
        let mut sum = 0_i128;
        for child in children {
            if !is_comparable(child, plan) {
                return None;
            }
            sum = sum.checked_add(child.goal.amount.units().into())?;
        }
        Some(sum)
    }

    fn listed(&self, place: usize) -> String {
        const SHOWN: usize = 5;
        let children = &self.children[place];
        let names = children.iter().take(SHOWN).map(|child| self.plans[*child].id.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        match children.len().checked_sub(SHOWN) {
            Some(n_more) if n_more > 0 => format!("the children: {names} and {n_more} more"),
            _ => format!("the children: {names}"),
        }
    }

    /// What the plan assigns to its children, against their goals and its own.
    fn assigned_from_above(&self, place: usize, found: &mut Vec<Diagnostic>) {
        let plan = &self.plans[place];
        let to = assigned(plan);
        let Some(first) = plan.family.assigned.first() else {
            return;
        };
        for assigned in &plan.family.assigned {
            let child = self.by_id.get(assigned.plan.as_str());
            let is_child = child.is_some_and(|child| self.parents[*child] == Some(place));
            // Of a plan with mistakes nobody knows whose part it is.
            if !is_child && !self.unreadable.contains(assigned.plan.as_str()) {
                found.push(assigned_to_no_child(plan, assigned, child.is_some()));
            }
        }
        for child in self.children[place].iter().map(|child| &self.plans[*child]) {
            found.extend(assigned_to(plan, &to, child));
        }
        let sum = plan.family.assigned.iter();
        let sum = sum.fold(0_i128, |sum, assigned| {
            sum.saturating_add(assigned.amount.units().into())
        });
        if let Some(expected) = expected(plan).filter(|expected| *expected != sum) {
            let at = plan.family.location.as_ref().unwrap_or(&first.location);
            found.push(
                Diagnostic::new(
                    &ASSIGNED_IN_ALL,
                    format!(
                        "`{}` assigns its children {}{}",
                        plan.id,
                        show(plan, sum),
                        beside(plan, sum, expected)
                    ),
                )
                .at(at.clone(), "assigned here")
                .see(plan.goal.location.clone(), "the goal")
                .help("assign as much as the goal asks of the children, or say by `over-assignment` how much more"),
            );
        }
    }
}

/// What is assigned to a child against the child's own goal.
fn assigned_to(parent: &Plan, to: &BTreeMap<&str, &Assigned>, child: &Plan) -> Option<Diagnostic> {
    let Some(assigned) = to.get(child.id.as_str()) else {
        return (!to.is_empty()).then(|| nothing_assigned(parent, child));
    };
    let (own, given) = (child.goal.amount.units(), assigned.amount.units());
    if own == given || !is_comparable(child, parent) {
        return None;
    }
    let difference = i128::from(own) - i128::from(given);
    let than = if difference < 0 { "less" } else { "more" };
    Some(
        Diagnostic::new(
            &ASSIGNED_DIFFERS,
            format!(
                "`{}` is assigned {} and has a goal of {}: {} {than}",
                child.id,
                show(parent, given.into()),
                show(parent, own.into()),
                show(parent, difference.abs()),
            ),
        )
        .at(assigned.location.clone(), format!("assigned by `{}`", parent.id))
        .see(child.goal.location.clone(), format!("the goal of `{}`", child.id))
        .help("let them be the same once both have agreed"),
    )
}

fn nothing_assigned(parent: &Plan, child: &Plan) -> Diagnostic {
    let place = child
        .family
        .parent
        .as_ref()
        .map_or(&child.goal.location, |(_, place)| place);
    let finding = Diagnostic::new(
        &NOTHING_ASSIGNED,
        format!(
            "`{}` assigns something to its children, and nothing to `{}`",
            parent.id, child.id
        ),
    )
    .at(place.clone(), "a part of this plan");
    let finding = match &parent.family.location {
        Some(place) => finding.see(place.clone(), "assigned here"),
        None => finding,
    };
    finding.help(format!("add `{} = …` to `assigned`", child.id))
}

fn assigned_to_no_child(plan: &Plan, assigned: &Assigned, is_there: bool) -> Diagnostic {
    let to = assigned.plan.as_str().escape_debug();
    let (message, help) = if is_there {
        (
            format!("`{}` assigns something to `{to}`, which is no part of it", plan.id),
            format!("write `parent = \"{}\"` in its plan.toml, or remove the line", plan.id),
        )
    } else {
        (
            format!("`{}` assigns something to `{to}`, and there is no such plan", plan.id),
            "write the plan, or remove the line".to_string(),
        )
    };
    Diagnostic::new(&ASSIGNED_TO_NO_CHILD, message)
        .at(assigned.location.clone(), "assigned to no child")
        .help(help)
}

/// What a plan assigns, by child.
fn assigned(plan: &Plan) -> BTreeMap<&str, &Assigned> {
    let assigned = plan.family.assigned.iter();
    assigned.map(|assigned| (assigned.plan.as_str(), assigned)).collect()
}

/// What the children are asked for together, in units of the goal, rounded to whole ones.
fn expected(plan: &Plan) -> Option<i128> {
    let goal = Decimal::from(plan.goal.amount.units());
    let ratio = plan.family.over_assignment.unwrap_or(Decimal::ONE);
    goal.checked_mul(ratio)?.round().to_i128()
}

fn is_comparable(child: &Plan, parent: &Plan) -> bool {
    is_within(child, parent) && unlike(child, parent).is_empty()
}

fn is_within(child: &Plan, parent: &Plan) -> bool {
    parent.period.contains(child.period.from) && parent.period.contains(child.period.to)
}

/// In what the goals of a child and its parent are not alike. Deals have neither currency
/// nor tax.
fn unlike(child: &Plan, parent: &Plan) -> Vec<String> {
    let (own, above) = (&child.goal, &parent.goal);
    let (metric, wanted) = (own.amount.metric(), above.amount.metric());
    let mut unlike = Vec::new();
    let mut differ = |what: &str, own: &str, above: &str| {
        if own != above {
            unlike.push(format!("its {what} is {own} and not {above}"));
        }
    };
    differ("metric", metric.word(), wanted.word());
    if metric != Metric::Deals && wanted != Metric::Deals {
        let code = |plan: &Plan| {
            plan.goal
                .currency
                .map_or_else(|| "none".to_string(), |currency| currency.to_string())
        };
        differ("currency", &code(child), &code(parent));
    }
    differ("basis", own.basis.word(), above.basis.word());
    if (metric, wanted) == (Metric::Revenue, Metric::Revenue) {
        differ("VAT", own.vat.word(), above.vat.word());
    }
    unlike
}

/// Units of a plan's goal as people read them.
fn show(plan: &Plan, units: i128) -> String {
    let Ok(units) = i64::try_from(units) else {
        return "more than can be counted".into();
    };
    match plan.goal.amount {
        GoalAmount::Revenue(goal) | GoalAmount::Profit(goal) => {
            format!("{} {}", Money::new(units, goal.currency), goal.currency)
        }
        GoalAmount::Deals(_) if units == 1 => "1 deal".into(),
        GoalAmount::Deals(_) => format!("{units} deals"),
    }
}

/// How far a sum is from what is expected.
fn beside(plan: &Plan, sum: i128, expected: i128) -> String {
    let ratio = plan.family.over_assignment.filter(|ratio| *ratio != Decimal::ONE);
    let wanted = match ratio {
        Some(ratio) => format!("{}, {} times its goal", show(plan, expected), ratio.normalize()),
        None => show(plan, expected),
    };
    let (difference, than) = match sum.saturating_sub(expected) {
        less if less < 0 => (less.saturating_neg(), "missing"),
        more => (more, "too much"),
    };
    format!(" of {wanted}: {} {than}", show(plan, difference))
}

/// The rings among plans that each have one parent at most, in the order of their first
/// plan, which comes first.
fn rings(parents: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut seen_from: Vec<Option<usize>> = vec![None; parents.len()];
    let mut rings = Vec::new();
    for start in 0..parents.len() {
        let mut at = start;
        let met = loop {
            if let Some(walk) = seen_from[at] {
                // What an earlier walk has met is known already.
                break (walk == start).then_some(at);
            }
            seen_from[at] = Some(start);
            match parents[at] {
                Some(parent) => at = parent,
                None => break None,
            }
        };
        let Some(met) = met else { continue };
        let upwards = std::iter::successors(parents[met], |plan| parents[*plan]);
        let mut ring = vec![met];
        ring.extend(upwards.take_while(|plan| *plan != met));
        let first = (0..ring.len()).min_by_key(|place| ring[*place]).unwrap_or(0);
        ring.rotate_left(first);
        rings.push(ring);
    }
    rings.sort();
    rings
}

#[cfg(test)]
mod tests;
