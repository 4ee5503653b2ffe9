//! Plan against fact: for one week and to date.

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::decompose::Decomposition;
use crate::money::Money;
use crate::period::{Period, days_before};
use crate::plan::{Basis, GoalAmount, Plan, Segment};
use crate::profit;

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
    /// What was planned when all had agreed for the first time; `None` where nothing was.
    pub baseline: Option<Quantity>,
    /// What of both lies before the period's first day.
    pub before_start: Option<(Quantity, Quantity)>,
}

/// What a row compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowMeasure {
    /// What sales leave after variable costs, leads, commission and fixed costs.
    Profit,
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

impl RowMeasure {
    /// The word of every output and of rules; a stage's own id.
    pub fn word(self, segment: Option<&Segment>) -> &str {
        match (self, segment) {
            (Self::Stage(stage), Some(segment)) => segment.stages[stage].id.as_str(),
            (Self::Deals | Self::Stage(_), _) => "deals",
            (Self::Revenue, _) => "revenue",
            (Self::Profit, _) => "profit",
            (Self::Signed, _) => "signed",
            (Self::Paid, _) => "paid",
        }
    }
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
    /// A line with nothing before the period.
    pub fn new(measure: RowMeasure, segment: Option<usize>, plan: Option<Quantity>, fact: Quantity) -> Self {
        Self {
            measure,
            segment,
            plan,
            fact,
            baseline: None,
            before_start: None,
        }
    }

    /// Fact minus plan.
    pub fn variance(&self) -> Option<Quantity> {
        self.plan
            .map(|plan| self.fact.with_units(self.fact.units().saturating_sub(plan.units())))
    }

    /// Fact minus what was planned when all had agreed for the first time.
    pub fn baseline_variance(&self) -> Option<Quantity> {
        let moved = |baseline: Quantity| self.fact.units().saturating_sub(baseline.units());
        self.baseline.map(|baseline| self.fact.with_units(moved(baseline)))
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

/// Compares within one week of the period, or within its days up to as-of. Rows: the
/// company first, then every segment, down its funnel.
pub fn week(plan: &Plan, decomposition: &Decomposition, actuals: &Actuals, window: Period) -> Vec<Row> {
    Compare {
        plan,
        decomposition,
        actuals,
        window,
        with_before: false,
    }
    .rows()
}

/// Compares all that was to be there by the evening of as-of, with what had to be there
/// before the period began. Rows as in [`week`].
pub fn so_far(plan: &Plan, decomposition: &Decomposition, actuals: &Actuals) -> Vec<Row> {
    Compare {
        plan,
        decomposition,
        actuals,
        window: to_date(plan, actuals),
        with_before: true,
    }
    .rows()
}

struct Compare<'a> {
    plan: &'a Plan,
    decomposition: &'a Decomposition,
    actuals: &'a Actuals,
    window: Period,
    /// Whether what lies before the period's first day counts as well.
    with_before: bool,
}

impl Compare<'_> {
    fn rows(&self) -> Vec<Row> {
        let mut rows = self.company();
        for segment in 0..self.plan.segments.len() {
            rows.extend(self.segment(segment));
        }
        rows
    }

    fn company(&self) -> Vec<Row> {
        let segments = || 0..self.plan.segments.len();
        let parts: Vec<i64> = segments()
            .map(|s| self.decomposition.segments[s].goal.units())
            .collect();
        let mut rows = Vec::new();
        if let (GoalAmount::Profit(goal), Some(fact)) = (self.plan.goal.amount, self.profit(&parts)) {
            let due = self.within(|day| self.decomposition.due_of_all(goal.minor, &parts, day));
            let plan = Money::new(due, goal.currency);
            rows.push(self.row(
                RowMeasure::Profit,
                None,
                Some(Quantity::Money(plan)),
                Quantity::Money(fact),
            ));
        }
        if let Some(currency) = self.plan.goal.currency {
            let beside = self.actuals.revenue_beside_segments(self.plan, self.window);
            let fact = segments().fold(beside, |sum, s| sum.saturating_add(self.revenue(s)));
            if let Some(planned) = self.planned_of_all(&parts) {
                let money = |minor| Quantity::Money(Money::new(minor, currency));
                rows.push(self.row(RowMeasure::Revenue, None, Some(money(planned)), money(fact)));
            }
        }
        let planned = self.within(|day| self.decomposition.deals_due(day));
        let won = segments()
            .map(|s| self.count(s, self.last(s)))
            .fold(0, i64::saturating_add);
        rows.push(self.row(
            RowMeasure::Deals,
            None,
            Some(Quantity::Count(planned)),
            Quantity::Count(won),
        ));
        rows.extend(beside_the_goal(self.plan, self.actuals, self.window));
        rows
    }

    /// The sum of the segments; where a goal in revenue is not that sum, the goal itself
    /// over all of their days.
    fn planned_of_all(&self, parts: &[i64]) -> Option<i64> {
        if let GoalAmount::Revenue(goal) = self.plan.goal.amount
            && parts.iter().sum::<i64>() != goal.minor
        {
            return Some(self.within(|day| self.decomposition.due_of_all(goal.minor, parts, day)));
        }
        let add = |sum: i64, segment| Some(sum.saturating_add(self.planned_revenue(segment)?.minor));
        (0..parts.len()).try_fold(0, add)
    }

    fn last(&self, segment: usize) -> usize {
        self.plan.segments[segment].last_stage()
    }

    fn row(&self, measure: RowMeasure, segment: Option<usize>, plan: Option<Quantity>, fact: Quantity) -> Row {
        Row::new(measure, segment, plan, fact)
    }

    /// What the sales in the window left, by the planned margins: less what was spent on
    /// leads (as recorded, else as the leads that came cost by plan) and less the fixed
    /// costs that were due.
    fn profit(&self, parts: &[i64]) -> Option<Money> {
        let currency = self.plan.goal.currency?;
        let mut left = Money::zero(currency);
        let mut leads = Money::zero(currency);
        for (index, segment) in self.plan.segments.iter().enumerate() {
            let sales = Money::new(self.revenue(index), currency);
            left = left.checked_add(profit::of_sales(segment, sales, Money::zero(currency))?.contribution)?;
            let planned = self.decomposition.segments[index].profit?.lead_costs;
            let need = self.decomposition.need(index, 0).max(1);
            let came = i128::from(self.count(index, 0)) * i128::from(planned.minor) / i128::from(need);
            leads = leads.checked_add(Money::new(i64::try_from(came).ok()?, currency))?;
        }
        let spent = self.actuals.spent(self.plan, self.window).unwrap_or(leads);
        let fixed = profit::fixed_costs(self.plan)?.minor;
        let fixed = self.within(|day| self.decomposition.due_of_all(fixed, parts, day));
        left.checked_sub(spent)?.checked_sub(Money::new(fixed, currency))
    }

    /// What is due within the window, and before it where that counts as well.
    fn within(&self, due: impl Fn(Date) -> i64) -> i64 {
        let before = days_before(self.window.from, 1);
        due(self.window.to) - if self.with_before { 0 } else { due(before) }
    }

    fn segment(&self, segment: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(plan) = self.planned_revenue(segment) {
            let fact = Money::new(self.revenue(segment), plan.currency);
            rows.push(self.row(
                RowMeasure::Revenue,
                Some(segment),
                Some(Quantity::Money(plan)),
                Quantity::Money(fact),
            ));
        }
        rows.extend((0..self.plan.segments[segment].stages.len()).map(|stage| self.stage(segment, stage)));
        rows
    }

    fn stage(&self, segment: usize, stage: usize) -> Row {
        let planned = self.within(|day| self.decomposition.need_to_date(segment, stage, day));
        let before = self.before_start(segment, stage).filter(|_| self.with_before);
        let fact = self.count(segment, stage) + before.map_or(0, |(_, fact)| fact);
        Row {
            before_start: before.map(|(plan, fact)| (Quantity::Count(plan), Quantity::Count(fact))),
            ..self.row(
                RowMeasure::Stage(stage),
                Some(segment),
                Some(Quantity::Count(planned)),
                Quantity::Count(fact),
            )
        }
    }

    /// Plan and fact of what had to be there before the period; `None` where nothing had to.
    fn before_start(&self, segment: usize, stage: usize) -> Option<(i64, i64)> {
        let planned = i64::try_from(self.decomposition.before_start(segment, stage)).ok()?;
        let (first, _) = self.decomposition.segments[segment].schedule.days_of(stage);
        let window = Period::new(first, days_before(self.plan.period.from, 1))?;
        let fact = i64::try_from(self.actuals.count(segment, stage, window)).unwrap_or(i64::MAX);
        (planned > 0 || fact > 0).then_some((planned, fact))
    }

    /// A segment's part of a goal in revenue; for other goals what its deals bring.
    fn planned_revenue(&self, segment: usize) -> Option<Money> {
        let need = &self.decomposition.segments[segment];
        let whole = match need.goal {
            GoalAmount::Revenue(goal) => goal,
            GoalAmount::Profit(_) | GoalAmount::Deals(_) => need.revenue?,
        };
        let due = self.within(|day| need.money_due(whole.minor, day));
        Some(Money::new(due, whole.currency))
    }

    fn revenue(&self, segment: usize) -> i64 {
        self.actuals.revenue(self.plan, segment, self.window)
    }

    fn count(&self, segment: usize, stage: usize) -> i64 {
        i64::try_from(self.actuals.count(segment, stage, self.window)).unwrap_or(i64::MAX)
    }
}

/// What is signed and what is paid within the window, where the goal counts something else.
pub fn beside_the_goal(plan: &Plan, actuals: &Actuals, window: Period) -> Vec<Row> {
    let Some(currency) = plan.goal.currency else {
        return Vec::new();
    };
    let row = |measure, minor| Row::new(measure, None, None, Quantity::Money(Money::new(minor, currency)));
    let mut rows = Vec::new();
    if plan.goal.basis != Basis::Signed {
        let signed = (0..plan.segments.len()).map(|segment| actuals.signed(plan, segment, window));
        rows.push(row(RowMeasure::Signed, signed.fold(0, i64::saturating_add)));
    }
    if plan.goal.basis != Basis::Paid {
        let paid = actuals.paid(plan, window);
        rows.extend(paid.map(|paid| row(RowMeasure::Paid, paid.minor)));
    }
    rows
}
