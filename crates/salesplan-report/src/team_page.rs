//! `review --for TEAM`, and the page of a team beside a committed review.

use salesplan_model::plan::Plan;
use salesplan_model::plan_fact::Row;
use salesplan_model::standing::Standing;
use salesplan_model::team_slice::TeamSlice;
use serde::Serialize;

use crate::SCHEMA_VERSION;
use crate::actions::{ActionView, Decisions, action_view};
use crate::deals::DealView;
use crate::figures::Days;
use crate::language::Language;
use crate::plan_fact::{PartView, WindowView, people_views, row_view};
use crate::sources::Sources;
use crate::team::AgreementView;

/// Everything that one team's page says. Its figures are those of its people.
#[derive(Debug, Clone, Serialize)]
pub struct TeamReport {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The plan's days.
    pub period: Days,
    /// What the goal counts: `revenue`, `profit` or `deals`, and on which basis.
    pub goal: TeamGoal,
    /// The ISO week.
    pub week: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// Whether days of the week inside the period are still to come.
    pub is_unfinished: bool,
    /// The team.
    pub team: String,
    /// Whether there is more than one segment to tell apart.
    pub has_segments: bool,
    /// Where its people stand with the plan.
    pub agreements: Vec<AgreementView>,
    /// The team's part against what its people brought, in the week.
    pub in_week: WindowView,
    /// The same from the period's start.
    pub to_date: WindowView,
    /// The same person by person, with what they did for it.
    pub people: Vec<PartView>,
    /// What the deals are read from: `files`, or where these are of a much later day than the
    /// evening `review` (the week's own), `history`, or for want of both `later_files`.
    pub deals_basis: &'static str,
    /// Their open deals in order of priority, with the rule's reasons.
    pub deals: Vec<DealView>,
    /// How many of them are to be talked about.
    pub n_deals_to_discuss: usize,
    /// Their promises and decisions that are open, or were due or ended in the week.
    pub actions: Vec<ActionView>,
    /// What the report was made from.
    pub sources: Sources,
}

/// What the goal counts.
#[derive(Debug, Clone, Serialize)]
pub struct TeamGoal {
    /// `revenue`, `profit` or `deals`.
    pub metric: &'static str,
    /// `signed`, `shipped` or `paid`.
    pub basis: &'static str,
}

/// A page beside a review.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// What people call the team.
    pub title: String,
    /// The file, from the folder of the review.
    pub file: String,
}

impl TeamReport {
    /// Shapes one team's part for output.
    pub fn new(
        plan: &Plan,
        slice: &TeamSlice<'_>,
        standing: &Standing<'_>,
        n_deals_to_discuss: usize,
        language: &Language,
        sources: Sources,
    ) -> Self {
        let evening = standing.evening;
        let days_of_week = standing.days_of_week(plan.period);
        let window = |from, rows: &[Row]| WindowView {
            days: Days::new(from, evening.as_of),
            rows: rows.iter().map(|row| row_view(plan, row)).collect(),
        };
        let decisions = Decisions::new(&standing.actions);
        let deal = |open| {
            let view = DealView::new(plan, open).in_words_of(language);
            view.with_decision(decisions.about_deal(plan, &open.deal.id))
        };
        let actions = slice.actions.iter().map(|index| &standing.actions[*index]);
        let consents = standing.consents.iter();
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            period: Days::new(plan.period.from, plan.period.to),
            goal: TeamGoal {
                metric: plan.goal.amount.metric().word(),
                basis: plan.goal.basis.word(),
            },
            week: evening.week.to_string(),
            as_of: evening.as_of.to_string(),
            is_unfinished: evening.is_unfinished(plan.period),
            team: slice.team.to_string(),
            has_segments: plan.segments.len() > 1,
            agreements: consents
                .filter(|consent| slice.members.contains(&consent.person))
                .map(|consent| AgreementView::new(plan, consent))
                .collect(),
            in_week: window(days_of_week.from, &slice.week),
            to_date: window(plan.period.from, &slice.to_date),
            people: people_views(plan, &slice.people),
            deals_basis: standing.basis.word(),
            deals: slice.open.iter().map(deal).collect(),
            n_deals_to_discuss,
            actions: actions
                .filter(|watched| watched.concerns(days_of_week))
                .map(|watched| action_view(plan, watched))
                .collect(),
            sources,
        }
    }
}

/// The names of the teams' pages in the folder beside a review, one a team.
pub fn file_names(teams: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for team in teams {
        let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
        let slug: String = team.to_lowercase().chars().map(plain).collect();
        let words: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).collect();
        let name = format!("team-{}", words.join("-"));
        let n_before = names.iter().filter(|other| **other == format!("{name}.md")).count();
        let again = |number: usize| match number {
            0 => format!("{name}.md"),
            number => format!("{name}-{}.md", number + 1),
        };
        let free = (n_before..).map(again).find(|name| !names.contains(name));
        names.push(free.expect("there are more numbers than teams"));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_team_has_a_file_of_its_own() {
        assert_eq!(
            file_names(&["North", "Key accounts / EU", "north!", "Север", "../x", "***", "+++"]),
            [
                "team-north.md",
                "team-key-accounts-eu.md",
                "team-north-2.md",
                "team-север.md",
                "team-x.md",
                "team-.md",
                "team--2.md"
            ]
        );
    }
}
