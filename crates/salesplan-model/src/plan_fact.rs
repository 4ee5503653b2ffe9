//! Plan against fact: for one week and to date.

use crate::actuals::Actuals;
use crate::decompose::Decomposition;
use crate::money::Money;
use crate::period::{Period, days_before};
use crate::plan::{Basis, GoalAmount, Plan};

/// One line of plan against fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is compared.
    pub measure: RowMeasure,
    /// Index of the segment; `None` for the company.
    pub segment: Option<usize>,
    /// The planned figure; `None` where the plan says nothing.
    pub plan: Option<Quantity>,
    /// What happened.
    pub fact: Quantity,
}

/// What a row compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowMeasure {
    /// Sales on the goal's basis.
    Revenue,
    /// Won deals.
    Deals,
    /// Entries into the stage of that index.
    Stage(usize),
    /// What is signed, where the goal counts something else.
    Signed,
    /// Money that arrived, where the goal counts something else.
    Paid,
}

/// A figure of plan or fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// A sum.
    Money(Money),
    /// A number of things.
    Count(i64),
}

impl Quantity {
    /// Minor units or things.
    pub fn units(self) -> i64 {
        match self {
            Self::Money(money) => money.minor,
            Self::Count(count) => count,
        }
    }

    /// The same without its sign.
    pub fn magnitude(self) -> Self {
        self.with_units(self.units().saturating_abs())
    }

    /// As many units of the same kind.
    pub fn with_units(self, units: i64) -> Self {
        match self {
            Self::Money(money) => Self::Money(Money::new(units, money.currency)),
            Self::Count(_) => Self::Count(units),
        }
    }
}

impl Row {
    /// Fact minus plan.
    pub fn variance(&self) -> Option<Quantity> {
        self.plan
            .map(|plan| self.fact.with_units(self.fact.units().saturating_sub(plan.units())))
    }

    /// Fact by plan; `None` without a plan or with a plan of nothing.
    pub fn attainment(&self) -> Option<f64> {
        let plan = self.plan?.units();
        (plan != 0).then(|| self.fact.units() as f64 / plan as f64)
    }
}

/// The part of the plan's period that ends on the evening of as-of.
pub fn to_date(plan: &Plan, actuals: &Actuals) -> Period {
    Period {
        from: plan.period.from,
        to: actuals.as_of,
    }
}

/// Compares within `window`, which ends on or before as-of and begins within the
/// plan's period. Rows: the company first, then every segment, down its funnel.
pub fn rows(plan: &Plan, decomposition: &Decomposition, actuals: &Actuals, window: Period) -> Vec<Row> {
    let compare = Compare {
        plan,
        decomposition,
        actuals,
        window,
    };
    let mut rows = compare.company();
    for segment in 0..plan.segments.len() {
        rows.extend(compare.segment(segment));
    }
    rows
}

struct Compare<'a> {
    plan: &'a Plan,
    decomposition: &'a Decomposition,
    actuals: &'a Actuals,
    window: Period,
}

impl Compare<'_> {
    /// Totals have running totals of their own: a sum of rounded parts would jump by
    /// as many units as there are segments.
    fn company(&self) -> Vec<Row> {
        let segments = 0..self.plan.segments.len();
        let mut rows = Vec::new();
        if let Some(currency) = self.plan.goal.currency {
            let whole = match self.plan.goal.amount {
                GoalAmount::Revenue(goal) => Some(goal.minor),
                GoalAmount::Deals(_) => self.decomposition.revenue.map(|revenue| revenue.minor),
            };
            let beside = self.actuals.revenue_beside_segments(self.plan, self.window);
            let fact = segments
                .clone()
                .fold(beside, |sum, s| sum.saturating_add(self.revenue(s)));
            if let Some(whole) = whole {
                rows.push(Row {
                    measure: RowMeasure::Revenue,
                    segment: None,
                    plan: Some(Quantity::Money(Money::new(self.due(whole), currency))),
                    fact: Quantity::Money(Money::new(fact, currency)),
                });
            }
        }
        let last = |segment: usize| self.plan.segments[segment].last_stage();
        rows.push(Row {
            measure: RowMeasure::Deals,
            segment: None,
            plan: Some(Quantity::Count(
                self.due(i64::try_from(self.decomposition.deals).unwrap_or(i64::MAX)),
            )),
            fact: Quantity::Count(segments.map(|s| self.count(s, last(s))).fold(0, i64::saturating_add)),
        });
        rows.extend(self.beside_the_goal());
        rows
    }

    /// What is signed and what is paid, where the goal counts something else.
    fn beside_the_goal(&self) -> Vec<Row> {
        let Some(currency) = self.plan.goal.currency else {
            return Vec::new();
        };
        let row = |measure, minor| Row {
            measure,
            segment: None,
            plan: None,
            fact: Quantity::Money(Money::new(minor, currency)),
        };
        let mut rows = Vec::new();
        if self.plan.goal.basis != Basis::Signed {
            let signed = (0..self.plan.segments.len()).map(|s| self.actuals.signed(self.plan, s, self.window));
            rows.push(row(RowMeasure::Signed, signed.fold(0, i64::saturating_add)));
        }
        if self.plan.goal.basis != Basis::Paid {
            rows.extend(
                self.actuals
                    .paid(self.plan, self.window)
                    .map(|paid| row(RowMeasure::Paid, paid.minor)),
            );
        }
        rows
    }

    /// What is due of `whole` within the window.
    fn due(&self, whole: i64) -> i64 {
        let before = days_before(self.window.from, 1);
        self.decomposition.due(whole, self.window.to) - self.decomposition.due(whole, before)
    }

    fn segment(&self, segment: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(plan) = self.planned_revenue(segment) {
            rows.push(Row {
                measure: RowMeasure::Revenue,
                segment: Some(segment),
                plan: Some(Quantity::Money(plan)),
                fact: Quantity::Money(Money::new(self.revenue(segment), plan.currency)),
            });
        }
        for stage in 0..self.plan.segments[segment].stages.len() {
            let need = i64::try_from(self.decomposition.segments[segment].needs[stage]).unwrap_or(i64::MAX);
            rows.push(Row {
                measure: RowMeasure::Stage(stage),
                segment: Some(segment),
                plan: Some(Quantity::Count(self.due(need))),
                fact: Quantity::Count(self.count(segment, stage)),
            });
        }
        rows
    }

    /// A segment's part of a goal in revenue; for a goal in deals what its deals bring.
    fn planned_revenue(&self, segment: usize) -> Option<Money> {
        let need = &self.decomposition.segments[segment];
        let whole = match need.goal {
            GoalAmount::Revenue(goal) => goal,
            GoalAmount::Deals(_) => need.revenue?,
        };
        Some(Money::new(self.due(whole.minor), whole.currency))
    }

    fn revenue(&self, segment: usize) -> i64 {
        self.actuals.revenue(self.plan, segment, self.window)
    }

    fn count(&self, segment: usize, stage: usize) -> i64 {
        i64::try_from(self.actuals.count(segment, stage, self.window)).unwrap_or(i64::MAX)
    }
}
