//! Plan against fact: for one week and to date.

use crate::actuals::Actuals;
use crate::decompose::Decomposition;
use crate::money::Money;
use crate::period::{Period, days_before};
use crate::plan::{GoalAmount, Plan};

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
    fn company(&self) -> Vec<Row> {
        let segments = 0..self.plan.segments.len();
        let mut rows = Vec::new();
        if let Some(currency) = self.plan.goal.currency {
            let planned: Option<i64> = segments.clone().map(|s| self.planned_revenue(s).map(|m| m.minor)).sum();
            let beside = self.actuals.revenue_beside_segments(self.plan, self.window);
            let fact = segments
                .clone()
                .fold(beside, |sum, s| sum.saturating_add(self.revenue(s)));
            let is_goal = matches!(self.plan.goal.amount, GoalAmount::Revenue(_));
            if is_goal || planned.is_some() {
                rows.push(Row {
                    measure: RowMeasure::Revenue,
                    segment: None,
                    plan: planned.map(|minor| Quantity::Money(Money::new(minor, currency))),
                    fact: Quantity::Money(Money::new(fact, currency)),
                });
            }
        }
        rows.push(self.count_row(RowMeasure::Deals, None, |compare| {
            let deals = |s: usize| compare.plan.segments[s].last_stage();
            let plan = segments.clone().map(|s| compare.planned_count(s, deals(s))).sum();
            let fact = segments.clone().map(|s| compare.count(s, deals(s))).sum();
            (plan, fact)
        }));
        if self.plan.goal.basis != crate::plan::Basis::Paid
            && let Some(paid) = self.actuals.paid(self.plan, self.window)
        {
            rows.push(Row {
                measure: RowMeasure::Paid,
                segment: None,
                plan: None,
                fact: Quantity::Money(paid),
            });
        }
        rows
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
            rows.push(self.count_row(RowMeasure::Stage(stage), Some(segment), |compare| {
                (compare.planned_count(segment, stage), compare.count(segment, stage))
            }));
        }
        rows
    }

    fn count_row(&self, measure: RowMeasure, segment: Option<usize>, figures: impl Fn(&Self) -> (i64, i64)) -> Row {
        let (plan, fact) = figures(self);
        Row {
            measure,
            segment,
            plan: Some(Quantity::Count(plan)),
            fact: Quantity::Count(fact),
        }
    }

    fn planned_revenue(&self, segment: usize) -> Option<Money> {
        let until = |day| self.decomposition.revenue_to_date(segment, day);
        until(self.window.to)?.checked_sub(until(days_before(self.window.from, 1))?)
    }

    fn planned_count(&self, segment: usize, stage: usize) -> i64 {
        let until = |day| self.decomposition.need_to_date(segment, stage, day);
        until(self.window.to) - until(days_before(self.window.from, 1))
    }

    fn revenue(&self, segment: usize) -> i64 {
        self.actuals.revenue(self.plan, segment, self.window)
    }

    fn count(&self, segment: usize, stage: usize) -> i64 {
        i64::try_from(self.actuals.count(segment, stage, self.window)).unwrap_or(i64::MAX)
    }
}
