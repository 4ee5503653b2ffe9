//! `decompose`: what the goal asks of every segment, stage, channel, person and week.

use salesplan_model::calendar::Calendar;
use salesplan_model::chance::{self, PlanChance, UncertainChance};
use salesplan_model::decompose::Decomposition;
use salesplan_model::family::Figures;
use salesplan_model::plan::{GoalAmount, Plan};
use salesplan_model::prepare::Prepared;
use salesplan_model::settings::ProofSettings;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::family::FamilyView;
use crate::figures::{Days, goal_amount, rounded};

mod channels;
mod grounds;
mod people;
mod segment;

pub use channels::ChannelView;
pub use grounds::{Assumption, FixedRate};
pub use people::{PersonQuotas, PersonView};
pub use segment::{ConversionView, FunnelStage, PurchaseView, SegmentView, WeekView};

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
    /// Units to which successes were rounded down to compute it; null when exact.
    pub chance_lattice: Option<i64>,
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
    fn levels(&self) -> Vec<LevelView> {
        let goal = &self.plan.goal;
        let levels = [
            ("minimum", goal.minimum),
            ("target", Some(goal.amount)),
            ("stretch", goal.stretch),
        ];
        let level = |(level, amount): (&'static str, Option<GoalAmount>)| {
            let amount = amount?;
            let chance = chance::of_amount(self.plan, self.decomposition, amount).goal;
            Some(LevelView {
                level,
                amount: goal_amount(amount),
                chance: rounded(chance.value),
                chance_lattice: chance.lattice,
            })
        };
        levels.into_iter().filter_map(level).collect()
    }
}
