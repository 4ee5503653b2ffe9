//! From profit to the deals that bring it: margins, commission, leads and fixed costs.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use crate::mix::{FunnelNeed, funnel_need, lead_cost, states_lead_cost};
use crate::money::Money;
use crate::plan::{Plan, Segment};
use crate::rate::Rate;

/// What a plan's sales leave, line by line. Each line is rounded to the minor unit by itself,
/// the profit from the exact sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profit {
    /// Sales.
    pub revenue: Money,
    /// What comes with every sale: revenue less margin.
    pub variable_costs: Money,
    /// What goes to those who sell.
    pub commission: Money,
    /// What the leads cost.
    pub lead_costs: Money,
    /// What is left of the sales of one segment, or of all.
    pub contribution: Money,
}

/// Why no count of deals brings a profit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfitFault {
    /// A deal leaves nothing after variable costs and commission.
    NothingLeft,
    /// The leads of a deal cost as much as it leaves, or nearly so.
    LeadsTooDear,
    /// A figure does not fit 64 bits.
    TooLarge,
}

/// More attempts than a margin takes that is worth planning with.
const ATTEMPTS_MAX: usize = 20_000;

/// What one deal of the segment leaves after variable costs and commission, in minor units.
/// `None` without a margin or an average deal.
pub fn left_per_deal(segment: &Segment) -> Option<BigRational> {
    let average = segment.average_deal.as_ref()?.amount.minor;
    let kept = segment.margin?.to_big() - segment.commission.map_or(BigRational::zero(), Rate::to_big);
    Some(kept * BigRational::from_integer(BigInt::from(average)))
}

/// The smallest count of deals that leaves at least `part` after the cost of its leads.
///
/// Counts are tried from below: as many deals as pay for `part` and for the leads of the
/// count before. Leads cost no less for more deals, so no smaller count is passed over.
///
/// # Errors
/// Why there is none.
pub fn deals_for_profit(plan: &Plan, index: usize, part: Money) -> Result<u64, ProfitFault> {
    let segment = &plan.segments[index];
    let left = left_per_deal(segment).filter(|left| *left > BigRational::zero());
    let left = left.ok_or(ProfitFault::NothingLeft)?;
    let deals_to_pay = |lead_cost: i64| {
        let needed = BigInt::from(part.minor) + BigInt::from(lead_cost);
        let deals = (BigRational::from_integer(needed) / &left).ceil().to_integer();
        deals.to_u64().filter(|deals| i64::try_from(*deals).is_ok())
    };
    let mut deals = deals_to_pay(0).ok_or(ProfitFault::TooLarge)?;
    if let Some(least) = least_left(plan, index, &left) {
        // No deal leaves more than this after its leads, so fewer deals will not do.
        if least <= BigRational::zero() {
            return Err(ProfitFault::LeadsTooDear);
        }
        let part = BigRational::from_integer(BigInt::from(part.minor));
        let fewest = (part / least).ceil().to_integer().to_u64();
        deals = deals.max(fewest.ok_or(ProfitFault::TooLarge)?);
    }
    funnel_need(plan, index, deals).ok_or(ProfitFault::TooLarge)?;
    for _ in 0..ATTEMPTS_MAX {
        // The deals without their leads fit, so what no longer does is what the leads add.
        let need = funnel_need(plan, index, deals).ok_or(ProfitFault::LeadsTooDear)?;
        let cost = stated_lead_cost(plan, index, &need).ok_or(ProfitFault::LeadsTooDear)?;
        let next = deals_to_pay(cost.minor).ok_or(ProfitFault::LeadsTooDear)?;
        if next <= deals {
            return Ok(deals);
        }
        deals = next;
    }
    Err(ProfitFault::LeadsTooDear)
}

/// What the leads cost: nothing where nothing says so. `None` where 64 bits do not hold it.
fn stated_lead_cost(plan: &Plan, index: usize, need: &FunnelNeed) -> Option<Money> {
    if states_lead_cost(plan, index) {
        lead_cost(plan, index, need.needs[0], &need.leads)
    } else {
        plan.goal.currency.map(Money::zero)
    }
}

/// What a deal leaves after the leads that it takes on average, for a segment without
/// channels; `None` for others, and where leads cost nothing.
fn least_left(plan: &Plan, index: usize, left: &BigRational) -> Option<BigRational> {
    let segment = &plan.segments[index];
    let cost = segment.cost_per_lead?;
    if segment.last_stage() == 0 || crate::mix::serving(plan, index).next().is_some() {
        return None;
    }
    let path = (0..segment.last_stage()).map(|stage| segment.rate(stage).to_big());
    let leads = path.fold(BigRational::from_integer(BigInt::from(1)), |leads, rate| leads / rate);
    Some(left - leads * BigRational::from_integer(BigInt::from(cost.minor)))
}

/// What a segment's planned deals leave. `None` without a margin or an average deal, or
/// where 64 bits do not hold it.
pub fn of_segment(plan: &Plan, index: usize, deals: u64, need: &FunnelNeed) -> Option<Profit> {
    let segment = &plan.segments[index];
    let revenue = segment.average_deal.as_ref()?.amount.checked_times(deals)?;
    let lead_costs = stated_lead_cost(plan, index, need)?;
    of_sales(segment, revenue, lead_costs)
}

/// What sales of a segment leave, by its planned margin and commission.
pub fn of_sales(segment: &Segment, revenue: Money, lead_costs: Money) -> Option<Profit> {
    let sales = BigRational::from_integer(BigInt::from(revenue.minor));
    let margin = segment.margin?.to_big();
    let commission = segment.commission.map_or(BigRational::zero(), Rate::to_big);
    let money = |exact: BigRational| Some(Money::new(exact.round().to_integer().to_i64()?, revenue.currency));
    let kept = &sales * (&margin - &commission);
    Some(Profit {
        revenue,
        variable_costs: money(&sales - &sales * &margin)?,
        commission: money(&sales * &commission)?,
        lead_costs,
        // A part of a minor unit that is left is not there to be spent.
        contribution: Money::new(
            kept.floor().to_integer().to_i64()?.checked_sub(lead_costs.minor)?,
            revenue.currency,
        ),
    })
}

/// Costs of the period that no deal changes: those of the goal and of the channels.
pub fn fixed_costs(plan: &Plan) -> Option<Money> {
    let own = plan.goal.fixed_costs.unwrap_or(Money::zero(plan.goal.currency?));
    let costs = plan.channels.iter().filter_map(|channel| channel.cost);
    costs.into_iter().try_fold(own, Money::checked_add)
}

impl Profit {
    /// Two segments together. `None` where 64 bits do not hold it.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self {
            revenue: self.revenue.checked_add(other.revenue)?,
            variable_costs: self.variable_costs.checked_add(other.variable_costs)?,
            commission: self.commission.checked_add(other.commission)?,
            lead_costs: self.lead_costs.checked_add(other.lead_costs)?,
            contribution: self.contribution.checked_add(other.contribution)?,
        })
    }
}
