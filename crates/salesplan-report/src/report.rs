//! The report: everything a review says, as one value with a version.

use salesplan_model::calendar::Calendar;
use salesplan_model::plan::Plan;
use salesplan_model::prepare::Prepared;
use salesplan_model::settings::{Charts, Settings};
use salesplan_model::standing::Standing;
use salesplan_model::team_slice::teams;
use serde::Serialize;

use crate::SCHEMA_VERSION;
use crate::actions::{ActionsView, Decisions};
use crate::channels::{self, SegmentSourcesView};
use crate::chart::{self, Chart, ChartView};
use crate::clients::ClientView;
use crate::deals::DealView;
use crate::decomposition::{DecompositionView, Detail, GoalView, goal_view};
use crate::experiments::{self, ExperimentView};
use crate::figures::Days;
use crate::findings::FindingView;
use crate::language::Language;
use crate::lessons::{LessonsView, SaidView};
use crate::movement::MovementView;
use crate::outlook::OutlookView;
use crate::plan_fact::PlanFactView;
use crate::resources::ResourcesView;
use crate::since::SinceView;
use crate::sources::{Headline, Sources};
use crate::steps::{self, StepView};
use crate::team::{ConsentView, CoverageView};
use crate::team_page::{PageView, file_names};

/// Everything a review says.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The plan's days.
    pub period: Days,
    /// The goal.
    pub goal: GoalView,
    /// The ISO week.
    pub week: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// Whether days of the week inside the period are still to come.
    pub is_unfinished: bool,
    /// Whether the evening is yet to come: what is known, as if nothing more happened.
    pub is_ahead: bool,
    /// Is it a plan at all: who has agreed?
    pub consent: ConsentView,
    /// What people commit to against their quotas.
    pub commitments: CoverageView,
    /// The day from which the baseline is; null before all have agreed.
    pub baseline: Option<String>,
    /// Will the goal be met?
    pub outlook: OutlookView,
    /// Plan against fact, conversions, catch-up.
    pub plan_fact: PlanFactView,
    /// Where leads come from and what each source is worth, by segment; those with leads that had
    /// time to qualify.
    pub sources_of_leads: Vec<SegmentSourcesView>,
    /// What the deals are read from: `files`, or where these are of a much later day than the
    /// evening `review` (the week's own), `history`, or for want of both `later_files`.
    pub deals_basis: &'static str,
    /// Open deals in order of priority.
    pub deals: Vec<DealView>,
    /// Clients, those worth a word first.
    pub clients: Vec<ClientView>,
    /// How many of them the first screen asks to talk about.
    pub n_deals_to_discuss: usize,
    /// The plan tree.
    pub decomposition: DecompositionView,
    /// Is there what the plan needs, and what did the company deliver?
    pub resources: ResourcesView,
    /// How the open deals of the previous review became those of this one; null without deals.
    pub movement: Option<MovementView>,
    /// What else changed since the previous review; null where there is none.
    pub since: Option<SinceView>,
    /// Promises and decisions, and what is worth promising.
    pub actions: ActionsView,
    /// The way of selling, step by step, where to work first; empty before a deal had time to
    /// pass any.
    pub steps: Vec<StepView>,
    /// What runs, and what ended in the week.
    pub experiments: Vec<ExperimentView>,
    /// In what form charts come: `svg`, `mermaid` or `none`.
    pub chart_form: &'static str,
    /// The charts beside the review, or in it.
    pub charts: Vec<ChartView>,
    /// Pages beside the review: one a team within the team.
    pub pages: Vec<PageView>,
    /// What the period teaches; null before its last evening.
    pub lessons: Option<LessonsView>,
    /// What the facts cannot say.
    pub gaps: Gaps,
    /// Warnings about plan and facts.
    pub findings: Vec<FindingView>,
    /// Notes of the company's own rules.
    pub notes: Vec<String>,
    /// What the report was made from.
    pub sources: Sources,
}

/// What the facts cannot say.
#[derive(Debug, Clone, Serialize)]
pub struct Gaps {
    /// Entries into stages, and won deals, without a date; counted nowhere.
    pub undated: u64,
    /// Won deals without an amount; their sums are in no total.
    pub won_without_amount: u64,
}

/// Where the pages of the teams stand, from the review.
fn pages(plan: &Plan, standing: &Standing<'_>) -> Vec<PageView> {
    let teams = teams(&plan.team);
    let files = file_names(&teams);
    let page = |(team, file): (&str, String)| PageView {
        title: team.to_string(),
        file: format!("{}/{file}", standing.evening.week),
    };
    teams.into_iter().zip(files).map(page).collect()
}

/// Findings in the language of the report.
fn said(findings: Vec<FindingView>, language: &Language) -> Vec<FindingView> {
    findings
        .into_iter()
        .map(|finding| finding.in_words_of(language))
        .collect()
}

fn said_of_lines(mut coverage: CoverageView, language: &Language) -> CoverageView {
    for row in &mut coverage.coverage {
        row.findings = said(std::mem::take(&mut row.findings), language);
    }
    coverage
}

impl Report {
    /// Shapes a plan's standing for output.
    ///
    /// # Errors
    /// A message that the catalogue lacks, which its test excludes.
    pub fn new<'t>(
        prepared: &Prepared,
        calendar: &Calendar,
        standing: &Standing<'_>,
        settings: &Settings,
        findings: Vec<FindingView>,
        sources: Sources,
        text_of: &dyn Fn(&str) -> Option<&'t str>,
    ) -> Result<Self, String> {
        let plan = &prepared.plan;
        let language = Language::of(settings.locale.word());
        let decisions = Decisions::new(&standing.actions);
        Ok(Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            period: Days::new(plan.period.from, plan.period.to),
            goal: goal_view(plan),
            week: standing.evening.week.to_string(),
            as_of: standing.evening.as_of.to_string(),
            is_unfinished: standing.evening.is_unfinished(plan.period),
            is_ahead: standing.evening.is_ahead,
            consent: ConsentView::new(plan, &standing.consents),
            commitments: said_of_lines(CoverageView::new(plan, &standing.coverage, text_of), &language),
            baseline: standing.baseline.map(|day| day.to_string()),
            outlook: OutlookView::new(&standing.outlook),
            plan_fact: PlanFactView::new(plan, standing),
            sources_of_leads: channels::of_review(plan, &standing.sources),
            deals_basis: standing.basis.word(),
            deals: standing
                .open
                .iter()
                .map(|deal| {
                    DealView::new(plan, deal)
                        .in_words_of(&language)
                        .with_gaps(&settings.review.qualification, &deal.deal.tags)
                        .with_decision(decisions.about_deal(plan, &deal.deal.id))
                })
                .collect(),
            clients: standing
                .accounts
                .iter()
                .map(|account| ClientView::new(plan, account, &decisions, &language))
                .collect::<Result<_, _>>()?,
            n_deals_to_discuss: settings.review.n_deals_to_discuss,
            decomposition: DecompositionView::new(prepared, calendar, &settings.proof, Detail::Totals),
            resources: ResourcesView::new(plan, &standing.resources, standing.evening.as_of),
            movement: None,
            since: None,
            actions: ActionsView::new(
                plan,
                &standing.actions,
                &standing.proposals,
                &standing.resources.promises,
                standing.days_of_week(plan.period),
                &language,
            )?,
            steps: steps::of_review(plan, standing),
            experiments: experiments::of_review(plan, &standing.experiments, standing.days_of_week(plan.period)),
            chart_form: settings.review.charts.word(),
            charts: Vec::new(),
            pages: pages(plan, standing),
            lessons: standing
                .lost
                .as_ref()
                .map(|lost| LessonsView::new(plan, lost, &standing.actions)),
            gaps: Gaps {
                undated: standing.gaps.n_undated,
                won_without_amount: standing.gaps.n_won_without_amount,
            },
            findings: said(findings, &language),
            notes: standing.notes.clone(),
            sources,
        })
    }

    /// The report with what happened since the previous review.
    #[must_use]
    pub fn with_movement(self, movement: Option<MovementView>, since: Option<SinceView>) -> Self {
        Self {
            movement,
            since,
            ..self
        }
    }

    /// Draws the charts that go beside the review, and names them in it; those that stand in the review
    /// are written into it, except where it becomes a `page`, which has no program to draw them.
    ///
    /// # Errors
    /// A message that the catalogue lacks, which its test excludes.
    pub fn draw_charts(&mut self, language: &Language, is_page: bool) -> Result<Vec<Chart>, String> {
        if self.chart_form == Charts::None.word() {
            return Ok(Vec::new());
        }
        if self.chart_form == Charts::Mermaid.word() && !is_page {
            self.charts = chart::write(self, language)?;
            return Ok(Vec::new());
        }
        let charts = chart::draw(self, language)?;
        self.charts = charts.iter().map(|chart| chart.view.clone()).collect();
        Ok(charts)
    }

    /// Adds what earlier committed reviews said, to learn from it at the end.
    pub fn with_past(&mut self, said: impl Iterator<Item = (String, Option<Headline>)>) {
        if let Some(lessons) = &mut self.lessons {
            lessons.weeks = said
                .filter_map(|(week, headline)| {
                    Some(SaidView {
                        week,
                        headline: headline?,
                    })
                })
                .collect();
        }
    }

    /// What it says in a line.
    pub fn in_a_line(&self) -> Headline {
        Headline {
            verdict: self.outlook.verdict.to_string(),
            fact: self.outlook.fact.clone(),
            goal: self.outlook.goal.clone(),
            plan_to_date: self.outlook.plan_to_date.clone(),
            chance_from_open: self.outlook.chance_from_open,
            chance_lattice: self.outlook.chance_lattice,
        }
    }

    /// What a review's commit says in one line: week and attainment.
    pub fn headline(&self) -> String {
        // A tenth, as on the page; a goal that is not reached is never all of it.
        let tenths = (self.outlook.attainment * 1000.0).round() / 10.0;
        let most = if self.outlook.attainment < 1.0 { 99.9 } else { tenths };
        let share = format!("{} %", tenths.min(most));
        let verdict = self.outlook.verdict.replace('_', " ");
        let evening = if self.is_unfinished {
            format!(" as of {}", self.as_of)
        } else {
            String::new()
        };
        format!(
            "Review {} of {}{evening}: {share} of the goal, {verdict}",
            self.week, self.plan
        )
    }
}
