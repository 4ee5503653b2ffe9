//! `decompose`: what the goal asks of every segment, stage, channel, person and week.

use std::collections::BTreeMap;

use jiff::civil::Date;
use salesplan_model::calendar::Calendar;
use salesplan_model::chance::{self, PlanChance, UncertainChance};
use salesplan_model::decompose::{Decomposition, SegmentNeed, last_useful_days};
use salesplan_model::family::Figures;
use salesplan_model::mix::ChannelLeads;
use salesplan_model::next_period::next_period_needs;
use salesplan_model::plan::{Brings, Evidence, GoalAmount, Origin, Plan, Segment};
use salesplan_model::prepare::Prepared;
use salesplan_model::settings::ProofSettings;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::family::FamilyView;
use crate::figures::{Days, RateView, goal_amount, rounded};

/// The decomposition of one plan.
#[derive(Debug, Clone, Serialize)]
pub struct DecompositionView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The days it covers.
    pub period: Days,
    /// The goal.
    pub goal: GoalView,
    /// What the segments bring together.
    pub planned: Planned,
    /// From sales to profit; null where a segment has no margin.
    pub profit: Option<ProfitView>,
    /// Every level of the goal, from the lowest; the target alone where no other is stated.
    pub levels: Vec<LevelView>,
    /// Chance of the goal from the planned top-of-funnel counts at the planned rates.
    pub chance: f64,
    /// Units to which successes were rounded down to compute the chance; null when exact.
    pub chance_lattice: Option<i64>,
    /// Segments that count as certain because they have no trials.
    pub chance_assumes: Vec<String>,
    /// The same with what the evidence leaves open of the rates; null where none has evidence.
    pub chance_uncertain: Option<f64>,
    /// Units to which successes were rounded down to compute it; null when exact.
    pub chance_uncertain_lattice: Option<i64>,
    /// Rates without evidence, which that chance takes as they are planned.
    pub chance_uncertain_fixed: Vec<FixedRate>,
    /// Share of the planned revenue (or deals) whose every figure rests on enough facts.
    pub grounded_share: f64,
    /// Planned figures without facts behind them.
    pub assumptions: Vec<Assumption>,
    /// Every segment, in file order.
    pub segments: Vec<SegmentView>,
    /// Everybody's quotas; empty for a plan without people.
    pub people: Vec<PersonQuotas>,
    /// The plans above and below; null where there is neither.
    pub family: Option<FamilyView>,
}

/// What one person is to bring.
#[derive(Debug, Clone, Serialize)]
pub struct PersonQuotas {
    /// Their id.
    pub id: String,
    /// What people call them.
    pub name: String,
    /// Revenue, or deals where the goal counts them. Shape: one a segment; null where they
    /// do not sell.
    pub quotas: Vec<Option<Value>>,
    /// Over all segments.
    pub total: Value,
}

/// A rate that no evidence makes uncertain.
#[derive(Debug, Clone, Serialize)]
pub struct FixedRate {
    /// The segment's id.
    pub segment: String,
    /// The stage the step starts from.
    pub from: String,
    /// The stage it leads to.
    pub to: String,
}

/// The goal as stated.
#[derive(Debug, Clone, Serialize)]
pub struct GoalView {
    /// `revenue` or `deals`.
    pub metric: &'static str,
    /// When a sale counts.
    pub basis: &'static str,
    /// Whether sums are with value-added tax.
    pub vat: &'static str,
    /// Money as text, deals as a number.
    pub amount: Value,
    /// The plan's currency.
    pub currency: Option<String>,
}

/// From sales to profit, line by line.
#[derive(Debug, Clone, Serialize)]
pub struct ProfitView {
    /// Sales.
    pub revenue: String,
    /// What comes with every sale.
    pub variable_costs: String,
    /// What goes to those who sell.
    pub commission: String,
    /// What the leads cost.
    pub lead_costs: String,
    /// What no deal changes: of the goal and of the channels. Null for a segment.
    pub fixed_costs: Option<String>,
    /// What is left.
    pub profit: String,
}

/// One level of the goal.
#[derive(Debug, Clone, Serialize)]
pub struct LevelView {
    /// `minimum`, `target` or `stretch`.
    pub level: &'static str,
    /// In the goal's metric.
    pub amount: Value,
    /// Its chance from what is planned for the target.
    pub chance: f64,
}

/// Sums over the segments.
#[derive(Debug, Clone, Serialize)]
pub struct Planned {
    /// Null without an average deal somewhere.
    pub revenue: Option<String>,
    /// Null where a segment has no margin.
    pub profit: Option<String>,
    /// All deals.
    pub deals: u64,
}

/// A planned figure that rests on no facts, or on too few.
#[derive(Debug, Clone, Serialize)]
pub struct Assumption {
    /// The segment.
    pub segment: String,
    /// Its title.
    pub title: String,
    /// The channel whose own figure it is.
    pub channel: Option<String>,
    /// The step's two stages; both empty for the average deal.
    pub from: String,
    /// The stage that the step leads to.
    pub to: String,
    /// `conversion`, `purchase_rate`, `average_deal`, or `deals` where nothing else is planned.
    pub figure: &'static str,
    /// The rate (a number) or the sum (a text).
    pub value: Value,
    /// The facts that are named but too few; null where none is named.
    pub evidence: Option<String>,
}

/// One segment.
#[derive(Debug, Clone, Serialize)]
pub struct SegmentView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Its part of the goal.
    pub goal: Value,
    /// Deals times average deal.
    pub revenue: Option<String>,
    /// Deals needed.
    pub deals: u64,
    /// The planned average deal.
    pub average_deal: Option<String>,
    /// Clients who buy again, where stated.
    pub clients: Option<u64>,
    /// How they buy; null where the plan does not say.
    pub purchase: Option<PurchaseView>,
    /// From its sales to what they leave before fixed costs; null without a margin.
    pub profit: Option<ProfitView>,
    /// Chance of at least the needed deals; null where it counts as certain.
    pub chance: Option<f64>,
    /// The same with what the evidence leaves open; null where it counts as certain.
    pub chance_uncertain: Option<f64>,
    /// Top-of-funnel entries for a chance of 80, 90 and 95 %; empty where it counts as certain.
    pub leads_for: BTreeMap<&'static str, u64>,
    /// Its stages, first to last.
    pub funnel: Vec<FunnelStage>,
    /// Entries that must lie before the period's first day, by stage.
    pub before_start: BTreeMap<String, u64>,
    /// What each week needs.
    pub weeks: Vec<WeekView>,
    /// Where its leads come from; empty for a segment without channels.
    pub channels: Vec<ChannelView>,
    /// Who brings how much; empty for a plan without people.
    pub people: Vec<PersonView>,
    /// What a step of rounding leaves of the quotas with nobody; null where nothing is left.
    pub unassigned: Option<Value>,
}

/// How clients buy again.
#[derive(Debug, Clone, Serialize)]
pub struct PurchaseView {
    /// The share that buys in one interval.
    pub rate: RateView,
    /// Days between two purchases.
    pub interval_days: Option<u32>,
    /// The facts the rate rests on; null for an assumption.
    pub evidence: Option<String>,
    /// How often the clients can buy in the period, all together.
    pub occasions: u64,
    /// How many purchases that makes on average.
    pub expected: f64,
}

/// What a channel is to bring for a segment.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelView {
    /// Its id; null for leads that no channel brings.
    pub id: Option<String>,
    /// What people call it.
    pub title: Option<String>,
    /// Leads in the period.
    pub leads: u64,
    /// Its share of the mix; null for a fixed supply.
    pub share: Option<RateView>,
    /// The conversions its leads are planned with, by the stage they start from.
    pub conversions: BTreeMap<String, RateView>,
    /// What these leads cost; null where the plan does not say.
    pub cost: Option<String>,
    /// Leads due before the period's first day.
    pub before_start: u64,
    /// Leads due in each week of the period.
    pub weeks: Vec<u64>,
}

/// What a person is to bring for a segment.
#[derive(Debug, Clone, Serialize)]
pub struct PersonView {
    /// Their id.
    pub id: String,
    /// What people call them.
    pub name: String,
    /// Revenue, or deals where the goal counts them.
    pub quota: Value,
    /// Entries by stage.
    pub stages: BTreeMap<String, u64>,
    /// Entries due before the period's first day, by stage.
    pub before_start: BTreeMap<String, u64>,
    /// Entries due in each week of the period, by stage; in the report of a review left out.
    pub weeks: Vec<BTreeMap<String, u64>>,
}

/// One stage of a segment's funnel.
#[derive(Debug, Clone, Serialize)]
pub struct FunnelStage {
    /// Its id.
    pub stage: String,
    /// What people call it.
    pub title: String,
    /// Entries needed in the period.
    pub need: u64,
    /// Working hours for all of them, where planned.
    pub hours: Option<String>,
    /// How often each activity is done for all of them, where planned.
    pub activities: BTreeMap<String, String>,
    /// The way on; null for the last stage.
    pub conversion: Option<ConversionView>,
    /// Last day on which an entry usually still becomes a deal in the period.
    pub last_useful: String,
}

/// A planned conversion.
#[derive(Debug, Clone, Serialize)]
pub struct ConversionView {
    /// The stage it leads to.
    pub to: String,
    /// The nearest number.
    pub rate: f64,
    /// The exact fraction.
    pub ratio: String,
    /// The facts it rests on; null for an assumption.
    pub evidence: Option<String>,
    /// `written`, `measured` (drawn towards the written one), `rule`, or `mix` of channels.
    pub origin: &'static str,
    /// The written rate, where another is planned with.
    pub written: Option<RateView>,
    /// Days it usually takes.
    pub lag_days: u32,
    /// The facts the days rest on; null for an assumption.
    pub lag_evidence: Option<String>,
}

/// One week of a segment.
#[derive(Debug, Clone, Serialize)]
pub struct WeekView {
    /// The ISO week.
    pub week: String,
    /// Its days inside the period.
    pub days: Days,
    /// Entries needed by stage.
    pub stages: BTreeMap<String, u64>,
    /// Entries needed by stage for the periods that follow, where this plan is repeated.
    pub next_period: BTreeMap<String, u64>,
    /// Revenue needed.
    pub revenue: Option<String>,
}

/// The chances for which top-of-funnel counts are stated.
const WANTED: [(&str, f64); 3] = [("0.80", 0.80), ("0.90", 0.90), ("0.95", 0.95)];

/// How much of the tree is spelt out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything, each person's weeks too.
    Full,
    /// Without the weeks of single persons.
    Totals,
    /// Without single persons, save for their quotas.
    Outline,
}

impl DecompositionView {
    /// Shapes a decomposition and its chance for output.
    pub fn new(prepared: &Prepared, calendar: &Calendar, proof: &ProofSettings, detail: Detail) -> Self {
        let Prepared { plan, decomposition } = prepared;
        let chance = chance::of_plan(plan, decomposition);
        let uncertain = chance::of_plan_uncertain(plan, decomposition);
        let view = View {
            plan,
            calendar,
            decomposition,
            chance: &chance,
            uncertain: &uncertain,
            proof,
            detail,
        };
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            period: Days::new(plan.period.from, plan.period.to),
            goal: goal_view(plan),
            planned: Planned {
                revenue: decomposition.revenue.map(|sum| sum.to_string()),
                profit: decomposition.profit.map(|planned| planned.profit.to_string()),
                deals: decomposition.deals,
            },
            profit: decomposition.profit.map(|planned| ProfitView {
                fixed_costs: Some(planned.fixed_costs.to_string()),
                profit: planned.profit.to_string(),
                ..profit_view(planned.sales)
            }),
            levels: view.levels(),
            chance: rounded(chance.goal.value),
            chance_lattice: chance.goal.lattice,
            chance_assumes: chance
                .certain
                .iter()
                .map(|index| plan.segments[*index].id.to_string())
                .collect(),
            chance_uncertain: view.has_evidence().then(|| rounded(uncertain.goal.value)),
            chance_uncertain_lattice: uncertain.goal.lattice.filter(|_| view.has_evidence()),
            chance_uncertain_fixed: uncertain
                .fixed
                .iter()
                .map(|(segment, stage)| view.fixed_rate(*segment, *stage))
                .collect(),
            grounded_share: rounded(view.grounded_share()),
            assumptions: (0..plan.segments.len())
                .flat_map(|index| view.assumptions(index))
                .collect(),
            segments: (0..plan.segments.len()).map(|index| view.segment(index)).collect(),
            people: view.quotas(),
            family: None,
        }
    }

    /// With how the plan stands to those above and below it.
    #[must_use]
    pub fn with_family(mut self, figures: Option<Figures<'_>>) -> Self {
        self.family = figures.as_ref().map(FamilyView::new);
        self
    }
}

pub(crate) fn goal_view(plan: &Plan) -> GoalView {
    GoalView {
        metric: plan.goal.amount.metric().word(),
        basis: plan.goal.basis.word(),
        vat: plan.goal.vat.word(),
        amount: goal_amount(plan.goal.amount),
        currency: plan.goal.currency.map(|currency| currency.to_string()),
    }
}

fn profit_view(profit: salesplan_model::profit::Profit) -> ProfitView {
    ProfitView {
        revenue: profit.revenue.to_string(),
        variable_costs: profit.variable_costs.to_string(),
        commission: profit.commission.to_string(),
        lead_costs: profit.lead_costs.to_string(),
        fixed_costs: None,
        profit: profit.contribution.to_string(),
    }
}

struct View<'a> {
    plan: &'a Plan,
    calendar: &'a Calendar,
    decomposition: &'a Decomposition,
    chance: &'a PlanChance,
    uncertain: &'a UncertainChance,
    proof: &'a ProofSettings,
    detail: Detail,
}

impl View<'_> {
    fn has_evidence(&self) -> bool {
        let of_segment = |segment: &Segment| {
            let steps = segment.stages.iter().filter_map(|stage| stage.step.as_ref());
            let seen = steps.clone().any(|step| step.evidence.is_some());
            seen || segment
                .purchase
                .as_ref()
                .is_some_and(|purchase| purchase.evidence.is_some())
        };
        let of_channel =
            |channel: &salesplan_model::plan::Channel| channel.conversions.values().any(|rate| rate.evidence.is_some());
        self.plan.segments.iter().any(of_segment) || self.plan.channels.iter().any(of_channel)
    }

    fn fixed_rate(&self, segment: usize, stage: usize) -> FixedRate {
        let segment = &self.plan.segments[segment];
        FixedRate {
            segment: segment.id.to_string(),
            from: segment.stages[stage].id.to_string(),
            to: segment.stages[stage + 1].id.to_string(),
        }
    }

    fn levels(&self) -> Vec<LevelView> {
        let goal = &self.plan.goal;
        let levels = [
            ("minimum", goal.minimum),
            ("target", Some(goal.amount)),
            ("stretch", goal.stretch),
        ];
        let level = |(level, amount): (&'static str, Option<GoalAmount>)| {
            let amount = amount?;
            let chance = chance::of_amount(self.plan, self.decomposition, amount).goal.value;
            Some(LevelView {
                level,
                amount: goal_amount(amount),
                chance: rounded(chance),
            })
        };
        levels.into_iter().filter_map(level).collect()
    }

    fn segment(&self, index: usize) -> SegmentView {
        let (segment, need) = (&self.plan.segments[index], &self.decomposition.segments[index]);
        let names = || segment.stages.iter().map(|stage| stage.id.to_string());
        // Clients are as many as they are: more of them is not a lever that the plan has.
        let path = chance::path(self.plan, self.decomposition, index).filter(|_| segment.purchase.is_none());
        let leads = |(name, wanted): (&'static str, f64)| Some((name, chance::trials_for(need.deals, path?, wanted)?));
        let next = next_period_needs(self.plan, self.decomposition, self.calendar, index).unwrap_or_default();
        let weeks = self.decomposition.weeks(index).into_iter().enumerate();
        SegmentView {
            id: segment.id.to_string(),
            title: segment.title.clone(),
            goal: goal_amount(need.goal),
            revenue: need.revenue.map(|sum| sum.to_string()),
            deals: need.deals,
            average_deal: segment.average_deal.as_ref().map(|average| average.amount.to_string()),
            clients: segment.clients,
            purchase: self.purchase(segment),
            profit: need.profit.map(profit_view),
            chance: self.chance.segments[index].map(rounded),
            chance_uncertain: self.uncertain.segments[index].map(rounded),
            leads_for: WANTED.into_iter().filter_map(leads).collect(),
            funnel: self.funnel(index),
            before_start: names()
                .enumerate()
                .map(|(stage, name)| (name, self.decomposition.before_start(index, stage)))
                .collect(),
            weeks: weeks
                .map(|(number, week)| WeekView {
                    week: week.span.week.to_string(),
                    days: Days::new(week.span.days.from, week.span.days.to),
                    stages: names().zip(week.stages).collect(),
                    next_period: names()
                        .zip(next.get(number).into_iter().flatten().copied())
                        .filter(|(_, need)| *need > 0)
                        .collect(),
                    revenue: week.revenue.map(|sum| sum.to_string()),
                })
                .collect(),
            channels: self.channels(index),
            people: self.people(index),
            unassigned: (need.quotas.remainder != 0).then(|| self.quota(need, need.quotas.remainder)),
        }
    }

    fn purchase(&self, segment: &Segment) -> Option<PurchaseView> {
        let purchase = segment.purchase.as_ref()?;
        let occasions = chance::purchase_occasions(self.plan, segment)?;
        Some(PurchaseView {
            rate: RateView::new(purchase.rate),
            interval_days: purchase.interval_days,
            evidence: purchase.evidence.as_ref().map(|evidence| evidence.text.clone()),
            occasions,
            expected: rounded(occasions as f64 * purchase.rate.to_f64()),
        })
    }

    /// A quota is revenue, or deals where the goal counts them.
    fn quota(&self, need: &SegmentNeed, units: i64) -> Value {
        match (need.goal, self.plan.goal.currency) {
            (GoalAmount::Revenue(_) | GoalAmount::Profit(_), Some(currency)) => {
                Value::from(salesplan_model::money::Money::new(units, currency).to_string())
            }
            _ => Value::from(units),
        }
    }

    /// Everybody's quotas, person by person.
    fn quotas(&self) -> Vec<PersonQuotas> {
        let segments = &self.decomposition.segments;
        let n_people = self.plan.team.people.len();
        let mut units: Vec<Vec<Option<i64>>> = vec![vec![None; segments.len()]; n_people];
        for (index, need) in segments.iter().enumerate() {
            for (part, quota) in need.schedule.parts.iter().zip(&need.quotas.units) {
                if let Some(person) = part.person {
                    units[person][index] = Some(*quota);
                }
            }
        }
        let people = self.plan.team.people.iter().zip(units);
        people
            .filter(|(_, units)| units.iter().any(Option::is_some))
            .map(|(person, units)| PersonQuotas {
                id: person.id.to_string(),
                name: person.name.clone(),
                total: self.quota(
                    &segments[0],
                    units
                        .iter()
                        .flatten()
                        .fold(0, |sum: i64, part| sum.saturating_add(*part)),
                ),
                quotas: units
                    .into_iter()
                    .zip(segments)
                    .map(|(units, need)| units.map(|units| self.quota(need, units)))
                    .collect(),
            })
            .collect()
    }

    fn channels(&self, index: usize) -> Vec<ChannelView> {
        let (segment, need) = (&self.plan.segments[index], &self.decomposition.segments[index]);
        let totals = self.decomposition.by_channel(index);
        let none = vec![0; self.decomposition.weeks.len() + 1];
        need.leads
            .iter()
            .enumerate()
            .map(|(position, part)| {
                let channel = part.channel.map(|channel| &self.plan.channels[channel]);
                let totals = totals
                    .as_ref()
                    .and_then(|totals| totals.parts().nth(position))
                    .unwrap_or(&none);
                let cost = channel
                    .and_then(|channel| channel.cost_per_lead)
                    .or(segment.cost_per_lead);
                let stages = segment.stages.iter().map(|stage| stage.id.to_string());
                ChannelView {
                    id: channel.map(|channel| channel.id.to_string()),
                    title: channel.map(|channel| channel.title.clone()),
                    leads: part.leads,
                    share: channel.and_then(|channel| match channel.brings {
                        Brings::Share(share) => Some(RateView::new(share)),
                        Brings::Leads(_) => None,
                    }),
                    conversions: stages.zip(part.rates.iter().copied().map(RateView::new)).collect(),
                    cost: cost
                        .and_then(|cost| cost.checked_times(part.leads))
                        .map(|cost| cost.to_string()),
                    before_start: totals[0],
                    weeks: totals.windows(2).map(|pair| pair[1] - pair[0]).collect(),
                }
            })
            .collect()
    }

    fn people(&self, index: usize) -> Vec<PersonView> {
        let (segment, need) = (&self.plan.segments[index], &self.decomposition.segments[index]);
        if self.detail == Detail::Outline || need.schedule.parts.iter().all(|part| part.person.is_none()) {
            return Vec::new();
        }
        let totals: Vec<_> = (0..segment.stages.len())
            .map(|stage| self.decomposition.by_person(index, stage))
            .collect();
        let cells: Vec<Vec<&[u64]>> = totals.iter().map(|totals| totals.parts().collect()).collect();
        let names = || segment.stages.iter().map(|stage| stage.id.to_string());
        let n_weeks = match self.detail {
            Detail::Full => self.decomposition.weeks.len(),
            Detail::Totals | Detail::Outline => 0,
        };
        need.schedule
            .parts
            .iter()
            .enumerate()
            .filter_map(|(position, part)| {
                let person = &self.plan.team.people[part.person?];
                let of = |slot: &dyn Fn(&[u64]) -> u64| {
                    names().zip(cells.iter().map(|stage| slot(stage[position]))).collect()
                };
                Some(PersonView {
                    id: person.id.to_string(),
                    name: person.name.clone(),
                    quota: self.quota(need, need.quotas.units.get(position).copied().unwrap_or(0)),
                    stages: of(&|totals| totals[totals.len() - 1]),
                    before_start: of(&|totals| totals[0]),
                    weeks: (0..n_weeks)
                        .map(|week| of(&|totals| totals[week + 1] - totals[week]))
                        .collect(),
                })
            })
            .collect()
    }

    fn funnel(&self, index: usize) -> Vec<FunnelStage> {
        let days = last_useful_days(self.plan, &self.plan.segments[index], self.calendar);
        days.into_iter()
            .enumerate()
            .map(|(stage, day)| self.stage(index, stage, day))
            .collect()
    }

    fn stage(&self, index: usize, stage_index: usize, last_useful: Date) -> FunnelStage {
        let segment = &self.plan.segments[index];
        let stage = &segment.stages[stage_index];
        let need = self.decomposition.segments[index].needs[stage_index];
        let of_all = |each: rust_decimal::Decimal| each.checked_mul(need.into()).map(|all| all.normalize().to_string());
        FunnelStage {
            stage: stage.id.to_string(),
            title: stage.title.clone(),
            need,
            hours: stage.hours.and_then(of_all),
            activities: stage
                .activities
                .iter()
                .filter_map(|(name, each)| Some((name.clone(), of_all(*each)?)))
                .collect(),
            conversion: stage.step.as_ref().map(|step| {
                let planned = self.decomposition.segments[index].rates[stage_index];
                let (origin, written) = match step.origin {
                    _ if planned != step.rate => ("mix", Some(step.rate)),
                    Origin::Written => ("written", None),
                    Origin::Measured { written } => ("measured", Some(written)),
                    Origin::Rule { written } => ("rule", written),
                };
                ConversionView {
                    to: segment.stages[stage_index + 1].id.to_string(),
                    rate: planned.to_f64(),
                    ratio: planned.to_string(),
                    evidence: step.evidence.as_ref().map(|evidence| evidence.text.clone()),
                    origin,
                    written: written.map(RateView::new),
                    lag_days: step.lag.days,
                    lag_evidence: step.lag.evidence.as_ref().map(|(_, text)| text.clone()),
                }
            }),
            last_useful: last_useful.to_string(),
        }
    }

    /// By revenue, or by deals where not every segment has an average deal.
    fn grounded_share(&self) -> f64 {
        let by_revenue = self.decomposition.revenue.is_some();
        let weight = |index: usize| {
            let need = &self.decomposition.segments[index];
            need.revenue
                .filter(|_| by_revenue)
                .map_or(need.deals as f64, |revenue| revenue.minor as f64)
        };
        let all: f64 = (0..self.plan.segments.len()).map(weight).sum();
        let grounded: f64 = (0..self.plan.segments.len())
            .filter(|index| self.assumptions(*index).is_empty())
            .map(weight)
            .sum();
        if all > 0.0 { grounded / all } else { 0.0 }
    }

    /// The figures of a segment that rest on fewer facts than the settings ask for.
    fn assumptions(&self, index: usize) -> Vec<Assumption> {
        let segment = &self.plan.segments[index];
        let mut assumptions = self.assumed_conversions(index);
        if let Some(purchase) = segment
            .purchase
            .as_ref()
            .filter(|purchase| self.is_thin(purchase.evidence.as_ref()))
        {
            let value = purchase.rate.to_f64().into();
            assumptions.push(Assumption::of(
                segment,
                "purchase_rate",
                value,
                text_of(purchase.evidence.as_ref()),
            ));
        }
        let seen = segment.average_deal.as_ref().map(|average| average.evidence.as_ref());
        let n_deals = seen.flatten().map_or(0, |seen| seen.n_deals);
        if let Some(average) = segment
            .average_deal
            .as_ref()
            .filter(|_| n_deals < self.proof.trials_min)
        {
            let evidence = average.evidence.as_ref().map(|seen| seen.text.clone());
            let value = average.amount.to_string().into();
            assumptions.push(Assumption::of(segment, "average_deal", value, evidence));
        }
        let says_nothing = segment.last_stage() == 0 && segment.purchase.is_none() && seen.flatten().is_none();
        if assumptions.is_empty() && says_nothing {
            assumptions.push(Assumption::of(segment, "deals", "".into(), None));
        }
        assumptions
    }

    /// The funnel's conversions where some lead goes by them, and those of the channels.
    fn assumed_conversions(&self, index: usize) -> Vec<Assumption> {
        let segment = &self.plan.segments[index];
        let sources = &self.decomposition.segments[index].leads;
        let mut assumptions = Vec::new();
        for pair in segment.stages.windows(2) {
            let Some(step) = &pair[0].step else { continue };
            let own = |part: &ChannelLeads| {
                let channel = &self.plan.channels[part.channel?];
                Some((channel, channel.conversions.get(&pair[0].id)?))
            };
            let all_have_own = !sources.is_empty() && sources.iter().all(|part| own(part).is_some());
            let of_step = |assumption: Assumption| Assumption {
                from: pair[0].title.clone(),
                to: pair[1].title.clone(),
                ..assumption
            };
            if !all_have_own && self.is_thin(step.evidence.as_ref()) {
                let evidence = text_of(step.evidence.as_ref());
                let assumption = Assumption::of(segment, "conversion", step.rate.to_f64().into(), evidence);
                assumptions.push(of_step(assumption));
            }
            for (channel, own) in sources.iter().filter_map(own) {
                if self.is_thin(own.evidence.as_ref()) {
                    let evidence = text_of(own.evidence.as_ref());
                    let assumption = Assumption::of(segment, "conversion", own.rate.to_f64().into(), evidence);
                    assumptions.push(of_step(Assumption {
                        channel: Some(channel.title.clone()),
                        ..assumption
                    }));
                }
            }
        }
        assumptions
    }

    fn is_thin(&self, evidence: Option<&Evidence>) -> bool {
        evidence.is_none_or(|evidence| evidence.trials < self.proof.trials_min)
    }
}

fn text_of(evidence: Option<&Evidence>) -> Option<String> {
    evidence.map(|evidence| evidence.text.clone())
}

impl Assumption {
    fn of(segment: &Segment, figure: &'static str, value: Value, evidence: Option<String>) -> Self {
        Self {
            segment: segment.id.to_string(),
            title: segment.title.clone(),
            channel: None,
            from: String::new(),
            to: String::new(),
            figure,
            value,
            evidence,
        }
    }
}
