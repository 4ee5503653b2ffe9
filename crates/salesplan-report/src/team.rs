//! `team`: what people commit to against their quotas, and whether they have agreed.

use std::collections::BTreeMap;

use salesplan_model::agreement::{Change, Consent, Figure, Quota, State, Subject};
use salesplan_model::commitment::Kind;
use salesplan_model::coverage::{Counted, Coverage, Sums};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::plan::Plan;
use salesplan_model::standing::Standing;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::figures::{Days, rounded};
use crate::findings::FindingView;

/// The team's plan.
#[derive(Debug, Clone, Serialize)]
pub struct TeamView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The plan's days.
    pub period: Days,
    /// The last evening that was visible.
    pub as_of: String,
    /// Commitments against quotas, and the leads they need.
    #[serde(flatten)]
    pub commitments: CoverageView,
    /// Who has agreed.
    #[serde(flatten)]
    pub consent: ConsentView,
}

/// Commitments against quotas.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageView {
    /// `money` or `count`: what quotas are counted in.
    pub unit: &'static str,
    /// Currency of the sums.
    pub currency: Option<String>,
    /// One a person and segment.
    pub coverage: Vec<CoverageRow>,
    /// The same over segments. Shape: one a person.
    pub people: Vec<CoverageSum>,
    /// The same by team; empty where nobody belongs to one.
    pub teams: Vec<CoverageSum>,
    /// The same over people. Shape: one a segment.
    pub segments: Vec<CoverageSum>,
    /// All of it.
    pub all: CoverageSum,
    /// Every committed line.
    pub lines: Vec<LineView>,
    /// Leads that lines with new clients count on, by channel.
    pub leads: Vec<LeadsView>,
}

/// What one person commits to in one segment.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageRow {
    /// The person's id.
    pub person: String,
    /// What people call them.
    pub name: String,
    /// Their team.
    pub team: Option<String>,
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// The figures.
    #[serde(flatten)]
    pub sums: SumsView,
    /// What is wrong with the lines.
    pub findings: Vec<FindingView>,
}

/// What something commits to in all.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageSum {
    /// The id of a person or segment, the name of a team; empty for all.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The figures.
    #[serde(flatten)]
    pub sums: SumsView,
}

/// Figures of commitments: money as text, deals as numbers.
#[derive(Debug, Clone, Serialize)]
pub struct SumsView {
    /// What is asked.
    pub quota: Value,
    /// What is committed.
    pub raw: Value,
    /// The same by likelihood.
    pub weighted: Value,
    /// Committed by quota; null where nothing is asked.
    pub raw_share: Option<f64>,
    /// Weighted by quota.
    pub weighted_share: Option<f64>,
    /// `raw` by `current`, `repeat` and `new`.
    pub by_source: BTreeMap<&'static str, Value>,
    /// What lines without a source would bring; not in `raw`.
    pub no_source: Value,
    /// What of `raw` has been won.
    pub won: Value,
    /// Quota less `raw`, not below nothing.
    pub gap: Value,
    /// Whether `raw` is less than the quota.
    pub is_short: bool,
}

/// One committed line.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// The person's id.
    pub person: String,
    /// What people call them.
    pub name: String,
    /// Where it comes from; null where the line does not say.
    pub source: Option<String>,
    /// The segment's id.
    pub segment: String,
    /// Who buys.
    pub client: Option<String>,
    /// The deal.
    pub deal: Option<String>,
    /// What it counts for: money as text, deals as a number.
    pub counts: Value,
    /// Whether it counts.
    pub is_counted: bool,
    /// Whether its deal has been won.
    pub is_won: bool,
    /// How likely; null for what is as good as earned.
    pub likelihood: Option<f64>,
    /// The person's part of the deal.
    pub share: Option<String>,
    /// When it comes, as written.
    pub when: Option<String>,
    /// What is done for it.
    pub action: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// When it was done.
    pub done: Option<String>,
    /// The deals that a line with new clients is.
    pub deals: Option<u64>,
    /// The leads that it silently needs.
    pub leads: Option<u64>,
}

/// Leads that are counted on against what there can be.
#[derive(Debug, Clone, Serialize)]
pub struct LeadsView {
    /// The channel's id; null for leads from anywhere.
    pub channel: Option<String>,
    /// What people call it.
    pub title: Option<String>,
    /// What the commitments need.
    pub needed: u64,
    /// What the plan has the channel bring.
    pub planned: u64,
    /// The most it can bring in the period.
    pub supply: Option<u64>,
    /// Whether more is needed than it can bring.
    pub is_short: bool,
}

/// Whether it is a plan at all.
#[derive(Debug, Clone, Serialize)]
pub struct ConsentView {
    /// Whether everybody has agreed to what is asked now; false for a plan without people.
    pub is_plan: bool,
    /// How many have agreed.
    pub n_agreed: usize,
    /// One a person of whom something is asked.
    pub agreements: Vec<AgreementView>,
}

/// Where one person stands with the plan.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementView {
    /// The person's id.
    pub person: String,
    /// What people call them.
    pub name: String,
    /// `agreed`, `declined`, `stale`, `damaged` or `missing`.
    pub state: &'static str,
    /// Whether the person wrote how the sum will come.
    pub has_written: bool,
    /// The day of the answer.
    pub date: Option<String>,
    /// What the person had to say.
    pub comment: Option<String>,
    /// Who of the company's side signed as well, and when.
    pub countersigned: Option<CountersignedView>,
    /// What has changed since the answer.
    pub changes: Vec<ChangeView>,
}

/// The head's consent.
#[derive(Debug, Clone, Serialize)]
pub struct CountersignedView {
    /// Who.
    pub by: String,
    /// When.
    pub date: String,
}

/// A figure that is not what was agreed.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// Which figure, in words.
    pub what: String,
    /// As agreed; null for nothing. Money as text, rates as `30%`.
    pub before: Option<Value>,
    /// As it is now.
    pub after: Option<Value>,
    /// `money`, `count`, `hours`, `rate`, `days` or `text`.
    pub unit: &'static str,
}

impl TeamView {
    /// Shapes a plan's standing for output. `text_of` gives a file's text, for places.
    pub fn new<'t>(plan: &Plan, standing: &Standing<'_>, text_of: &dyn Fn(&str) -> Option<&'t str>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            period: Days::new(plan.period.from, plan.period.to),
            as_of: standing.evening.as_of.to_string(),
            commitments: CoverageView::new(plan, &standing.coverage, text_of),
            consent: ConsentView::new(plan, &standing.consents),
        }
    }
}

impl CoverageView {
    /// Shapes commitments against quotas.
    pub fn new<'t>(plan: &Plan, coverage: &Coverage<'_>, text_of: &dyn Fn(&str) -> Option<&'t str>) -> Self {
        let sum = |id: &str, title: &str, sums: Sums| CoverageSum {
            id: id.to_string(),
            title: title.to_string(),
            sums: SumsView::new(coverage.kind, &sums),
        };
        let people = plan.team.people.iter().enumerate();
        let has_row = |person: usize| coverage.rows.iter().any(|row| row.person == person);
        let mut teams: Vec<&str> = plan
            .team
            .people
            .iter()
            .filter_map(|person| person.team.as_deref())
            .collect();
        teams.sort_unstable();
        teams.dedup();
        let of_team = |team: &str| coverage.sum(|row| plan.team.people[row.person].team.as_deref() == Some(team));
        let segments = plan.segments.iter().enumerate();
        Self {
            unit: match coverage.kind {
                Quota::Revenue(_) => "money",
                Quota::Deals(_) => "count",
            },
            currency: plan.goal.currency.map(|currency| currency.to_string()),
            coverage: coverage
                .rows
                .iter()
                .map(|row| {
                    let (person, segment) = (&plan.team.people[row.person], &plan.segments[row.segment]);
                    let of_row = coverage
                        .lines
                        .iter()
                        .filter(|line| line.person == row.person && line.line.segment == row.segment);
                    let findings: Vec<Diagnostic> = of_row.flat_map(|line| line.findings.iter().cloned()).collect();
                    CoverageRow {
                        person: person.id.to_string(),
                        name: person.name.clone(),
                        team: person.team.clone(),
                        segment: segment.id.to_string(),
                        segment_title: segment.title.clone(),
                        sums: SumsView::new(coverage.kind, &row.sums),
                        findings: FindingView::all(&findings, text_of),
                    }
                })
                .collect(),
            people: people
                .filter(|(index, _)| has_row(*index))
                .map(|(index, person)| {
                    sum(
                        person.id.as_str(),
                        &person.name,
                        coverage.sum(|row| row.person == index),
                    )
                })
                .collect(),
            teams: teams.into_iter().map(|team| sum(team, team, of_team(team))).collect(),
            segments: segments
                .map(|(index, segment)| {
                    let sums = coverage.sum(|row| row.segment == index);
                    sum(segment.id.as_str(), &segment.title, sums)
                })
                .collect(),
            all: sum("", "", coverage.all()),
            lines: lines(plan, coverage),
            leads: coverage
                .channels
                .iter()
                .map(|need| {
                    let channel = need.channel.map(|index| &plan.channels[index]);
                    LeadsView {
                        channel: channel.map(|channel| channel.id.to_string()),
                        title: channel.map(|channel| channel.title.clone()),
                        needed: need.needed,
                        planned: need.planned,
                        supply: need.supply,
                        is_short: need.finding.is_some(),
                    }
                })
                .collect(),
        }
    }
}

/// Every committed line of everybody.
pub(crate) fn lines(plan: &Plan, coverage: &Coverage<'_>) -> Vec<LineView> {
    let line = |(index, counted): (usize, &salesplan_model::coverage::CountedLine<'_>)| {
        let (line, person) = (counted.line, &plan.team.people[counted.person]);
        let (units, is_counted, is_won) = match counted.counted {
            Counted::Yes { units, is_won } => (units, true, is_won),
            Counted::NoSource { .. } | Counted::No => (0, false, false),
        };
        let leads = coverage.leads.iter().find(|leads| leads.line == index);
        LineView {
            person: person.id.to_string(),
            name: person.name.clone(),
            source: line.source.as_ref().map(salesplan_model::commitment::Source::word),
            segment: plan.segments[line.segment].id.to_string(),
            client: line.client.clone(),
            deal: line.deal.as_ref().map(ToString::to_string),
            counts: figure(coverage.kind, units),
            is_counted,
            is_won,
            likelihood: line.likelihood.map(|rate| rounded(rate.to_f64())),
            share: line.share.map(|share| share.to_string()),
            when: line.when.as_ref().map(|when| when.text.clone()),
            action: line.action.clone(),
            due: line.due.map(|day| day.to_string()),
            done: line.done.map(|day| day.to_string()),
            deals: leads.map(|leads| leads.deals),
            leads: leads.map(|leads| leads.leads),
        }
    };
    coverage.lines.iter().enumerate().map(line).collect()
}

impl SumsView {
    fn new(kind: Quota, sums: &Sums) -> Self {
        let figure = |units| figure(kind, units);
        Self {
            quota: figure(sums.quota),
            raw: figure(sums.raw),
            weighted: figure(sums.weighted),
            raw_share: sums.raw_share().map(rounded),
            weighted_share: sums.weighted_share().map(rounded),
            by_source: Kind::ALL
                .iter()
                .zip(sums.by_kind)
                .map(|(kind, units)| (kind.word(), figure(units)))
                .collect(),
            no_source: figure(sums.no_source),
            won: figure(sums.won),
            gap: figure(sums.gap().max(0)),
            is_short: sums.gap() > 0,
        }
    }
}

fn figure(kind: Quota, units: i64) -> Value {
    match kind.with_units(units) {
        Quota::Revenue(sum) => Value::from(sum.to_string()),
        Quota::Deals(count) => Value::from(count),
    }
}

impl ConsentView {
    /// Shapes who has agreed.
    pub fn new(plan: &Plan, consents: &[Consent<'_>]) -> Self {
        let n_agreed = consents.iter().filter(|consent| consent.state == State::Agreed).count();
        Self {
            is_plan: n_agreed > 0 && n_agreed == consents.len(),
            n_agreed,
            agreements: consents
                .iter()
                .map(|consent| AgreementView::new(plan, consent))
                .collect(),
        }
    }
}

impl AgreementView {
    /// Shapes where one person stands.
    pub fn new(plan: &Plan, consent: &Consent<'_>) -> Self {
        let person = &plan.team.people[consent.person];
        let answer = consent.agreement;
        let changes = match &consent.state {
            State::Stale(changes) => changes.as_slice(),
            _ => &[],
        };
        Self {
            person: person.id.to_string(),
            name: person.name.clone(),
            state: consent.state.word(),
            has_written: consent.has_written,
            date: answer.map(|answer| answer.date.to_string()),
            comment: answer.and_then(|answer| answer.comment.clone()),
            countersigned: answer
                .and_then(|answer| answer.countersigned.as_ref())
                .map(|signed| CountersignedView {
                    by: signed.by.clone(),
                    date: signed.date.to_string(),
                }),
            changes: changes.iter().map(|change| ChangeView::new(plan, change)).collect(),
        }
    }
}

impl ChangeView {
    /// Says what has changed, in the words of the plan.
    pub fn new(plan: &Plan, change: &Change) -> Self {
        let (before, unit) = figure_value(&change.before);
        let (after, unit_after) = figure_value(&change.after);
        Self {
            what: subject(plan, &change.subject),
            before,
            after,
            unit: unit.or(unit_after).unwrap_or("text"),
        }
    }
}

fn subject(plan: &Plan, subject: &Subject) -> String {
    let segment = |id: &str| plan.segments.iter().find(|segment| segment.id.as_str() == id);
    let title = |id: &str| segment(id).map_or(id.to_string(), |segment| segment.title.clone());
    match subject {
        Subject::Period => "the period".into(),
        Subject::Metric => "what the goal counts".into(),
        Subject::Quota(id) => format!("the quota in {}", title(id.as_str())),
        Subject::Stage(id, stage) => {
            let own = segment(id.as_str()).and_then(|segment| segment.stages.iter().find(|own| own.id == *stage));
            let name = own.map_or(stage.to_string(), |stage| stage.title.clone());
            format!("{name} in {}", title(id.as_str()))
        }
        Subject::Line { line, figure: "line" } => format!("the commitment `{line}`"),
        Subject::Line { line, figure } => format!("{figure} of the commitment `{line}`"),
        Subject::Leads(channel) => {
            let own = plan.channels.iter().find(|own| own.id == *channel);
            let name = own.map_or(channel.to_string(), |channel| channel.title.clone());
            format!("the leads a week that are promised from {name}")
        }
        Subject::Budget => "the promised budget".into(),
        Subject::Hours => "the promised hours a week".into(),
    }
}

/// A figure as JSON with its unit.
pub(crate) fn figure_value(figure: &Figure) -> (Option<Value>, Option<&'static str>) {
    let (value, unit) = match figure {
        Figure::Nothing => return (None, None),
        Figure::Money(sum) => (Value::from(sum.to_string()), "money"),
        Figure::Count(count) => (Value::from(*count), "count"),
        Figure::Number(hours) => (Value::from(hours.normalize().to_string()), "hours"),
        Figure::Rate(rate) => (Value::from(rounded(rate.to_f64())), "rate"),
        Figure::Days(days) => (Value::from(days.to_string()), "days"),
        Figure::Text(text) => (Value::from(text.clone()), "text"),
    };
    (Some(value), Some(unit))
}
