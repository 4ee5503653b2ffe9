//! What of a plan concerns one team within the team: what its people are to bring together
//! against what they brought, one by one, and their deals.

use crate::action::Watched;
use crate::id::PersonId;
use crate::parts_of::{Part, parts_of};
use crate::pipeline::OpenDeal;
use crate::plan::{Plan, Team};
use crate::plan_fact::{Quantity, Row};
use crate::slice::{OfOne, Whose, rows_of_all};
use crate::standing::{Books, Standing};

/// One team's part of a plan on an evening.
#[derive(Debug, Clone)]
pub struct TeamSlice<'a> {
    /// What people call the team, as team.toml writes it.
    pub team: &'a str,
    /// Indices of its people.
    pub members: Vec<usize>,
    /// Plan against fact in the week: the team first, then every segment down its funnel.
    pub week: Vec<Row>,
    /// The same from the period's start.
    pub to_date: Vec<Row>,
    /// The same person by person, with what they did for it.
    pub people: Vec<Part>,
    /// Their open deals in order of priority.
    pub open: Vec<OpenDeal<'a>>,
    /// Indices of their promises and decisions among those of the standing.
    pub actions: Vec<usize>,
}

/// The teams within the team, in the order in which team.toml first names them.
pub fn teams(team: &Team) -> Vec<&str> {
    let mut teams: Vec<&str> = Vec::new();
    for name in team.people.iter().filter_map(|person| person.team.as_deref()) {
        if !teams.contains(&name) {
            teams.push(name);
        }
    }
    teams
}

/// Indices of a team's people.
pub fn members(team: &Team, name: &str) -> Vec<usize> {
    let people = team.people.iter().enumerate();
    let theirs = people.filter(|(_, person)| person.team.as_deref() == Some(name));
    theirs.map(|(index, _)| index).collect()
}

/// Takes every team's part out of a plan's books. Rows of people are added up, so that those of
/// a team are the sum of what its people see.
pub fn team_slices<'a>(books: Books<'a>, standing: &Standing<'a>) -> Vec<TeamSlice<'a>> {
    let plan: &'a Plan = books.plan;
    let teams = teams(&plan.team);
    if teams.is_empty() {
        return Vec::new();
    }
    let rows = rows_of_all(books, standing.evening);
    let slice = |team: &'a str| {
        let members = members(&plan.team, team);
        let is_member = |index: Option<usize>| index.is_some_and(|index| members.contains(&index));
        let of_team: Vec<&OfOne> = rows
            .iter()
            .filter(|of| match of.whose {
                Whose::Person(index) => is_member(Some(index)),
                Whose::Nobody => false,
            })
            .collect();
        let is_theirs =
            |id: Option<&PersonId>| is_member(plan.team.people.iter().position(|person| Some(&person.id) == id));
        let is_action_theirs = |watched: &Watched<'_>| is_theirs(watched.action.owner.as_ref());
        let actions = standing.actions.iter().enumerate();
        TeamSlice {
            team,
            week: summed(of_team.iter().map(|of| &of.week)),
            to_date: summed(of_team.iter().map(|of| &of.to_date)),
            people: parts_of(books, of_team.iter().copied()),
            open: standing
                .open
                .iter()
                .filter(|open| is_theirs(open.deal.owner.as_ref()))
                .cloned()
                .collect(),
            actions: actions
                .filter(|(_, watched)| is_action_theirs(watched))
                .map(|(index, _)| index)
                .collect(),
            members,
        }
    };
    teams.into_iter().map(slice).collect()
}

/// Rows of several people added up, each measure of a segment once.
fn summed<'r>(all: impl Iterator<Item = &'r Vec<Row>>) -> Vec<Row> {
    let mut sums: Vec<Row> = Vec::new();
    for row in all.flatten() {
        let same = |sum: &&mut Row| (sum.measure, sum.segment) == (row.measure, row.segment);
        match sums.iter_mut().find(same) {
            Some(sum) => add(sum, row),
            None => sums.push(row.clone()),
        }
    }
    // The company's rows stand first for each of them; segments keep the plan's order.
    sums.sort_by_key(|row| row.segment);
    sums
}

fn add(sum: &mut Row, row: &Row) {
    sum.plan = match (sum.plan, row.plan) {
        (Some(a), Some(b)) => Some(added(a, b)),
        (one, other) => one.or(other),
    };
    sum.fact = added(sum.fact, row.fact);
    sum.before_start = match (sum.before_start, row.before_start) {
        (Some(a), Some(b)) => Some((added(a.0, b.0), added(a.1, b.1))),
        (one, other) => one.or(other),
    };
}

fn added(a: Quantity, b: Quantity) -> Quantity {
    a.with_units(a.units().saturating_add(b.units()))
}
