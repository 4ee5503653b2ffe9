//! Is there what the plan needs: leads, clients, hours, money, and a way of selling that
//! works as planned? Every gap is an action.

use jiff::civil::Date;

use crate::conversion::{Conversion, WayOfSelling};
use crate::decompose::Decomposition;
use crate::money::Money;
use crate::period::{Week, WeekSpan};
use crate::plan::Plan;
use crate::rate::Rate;
use crate::settings::ProofSettings;
use crate::standing::Books;

mod hours;
pub(crate) mod leads;
mod promises;
mod start;
mod ways;

pub use promises::{Promise, Promised};
pub use start::{AtStart, at_start};

/// What the check looks at.
#[derive(Debug, Clone, Copy)]
pub struct Looked<'a> {
    /// The plan, its deals and its facts.
    pub books: Books<'a>,
    /// The conversions as seen by the evening.
    pub conversions: &'a [Conversion],
    /// When a way of selling counts as proven or refuted.
    pub proof: &'a ProofSettings,
    /// The last evening that is visible.
    pub as_of: Date,
}

/// The check of a plan's resources.
#[derive(Debug, Clone, PartialEq)]
pub struct Resources {
    /// Need against supply: leads, what must be there at the start, clients, hours, money,
    /// ways of selling, in this order.
    pub needs: Vec<Need>,
    /// What the company promised for each week up to the evening, and what came.
    pub promises: Vec<Promise>,
}

/// One need against its supply.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Of what.
    pub kind: Kind,
    /// How much; `None` for a way of selling.
    pub need: Option<Amount>,
    /// How much there is; `None` where the plan does not say.
    pub supply: Option<Amount>,
    /// What is missing; zero where nothing is.
    pub gap: Option<Amount>,
    /// From when on something is missing.
    pub since: Option<Week>,
    /// By when all of it is missing.
    pub by: Option<Week>,
    /// Week by week, where it is a matter of weeks.
    pub weeks: Vec<WeekNeed>,
    /// For a way of selling: what the facts say.
    pub proof: Option<Proof>,
    /// What to do about the gap.
    pub action: Option<Action>,
}

/// What is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Leads through the channel of that index; `None` for leads that no channel brings.
    Leads(Option<usize>),
    /// Entries before the period's first day: indices of segment and stage.
    AtStart(usize, usize),
    /// Purchases of the regular clients of the segment of that index.
    Clients(usize),
    /// Working hours of the person of that index; `None` for all together.
    Hours(Option<usize>),
    /// Money for leads.
    Money,
    /// A conversion: indices of segment and stage.
    Step(usize, usize),
    /// The whole way from the first stage to the deal of the segment of that index.
    Path(usize),
    /// The average deal of the segment of that index.
    AverageDeal(usize),
}

/// An amount of a resource.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Things.
    Count(u64),
    /// Hours, or purchases on average.
    Number(f64),
    /// A sum.
    Money(Money),
}

/// One week of a need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekNeed {
    /// The week and its days inside the period.
    pub span: WeekSpan,
    /// What it needs.
    pub need: Amount,
    /// What there is.
    pub supply: Option<Amount>,
}

/// What the facts say about a way of selling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proof {
    /// The verdict.
    pub verdict: WayOfSelling,
    /// How many were seen.
    pub trials: u64,
    /// How many of them passed; `None` for an average deal and a whole way.
    pub successes: Option<u64>,
    /// The planned rate, or the planned average deal in minor units.
    pub plan: f64,
    /// What was seen; `None` where nothing was.
    pub seen: Option<f64>,
    /// The chance that the truth is at least what is planned; `None` where nothing was seen.
    pub at_least_plan: Option<f64>,
}

/// What to do about a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Action {
    /// Bring more leads through the channel, and what that costs.
    BringLeads(usize, u64, Option<Money>),
    /// Find a channel for leads that none brings.
    FindChannel(u64),
    /// Have more entries in the stage before the period begins: segment, stage and count.
    FillPipeline(usize, usize, u64),
    /// Win more regular clients of the segment, or plan fewer deals with them.
    WinClients(usize, u64),
    /// Free or hire hours.
    AddHours(Option<usize>, f64),
    /// Raise the budget, or plan cheaper leads.
    RaiseBudget(Money),
    /// Develop the way of selling, or plan with as many leads as the seen rate asks for:
    /// segment, stage (`None` for the whole way) and leads.
    DevelopWay(usize, Option<usize>, Option<u64>),
    /// Sell larger deals, or plan with the average that was seen.
    RaiseAverageDeal(usize, Money),
}

/// Checks everything that a plan needs.
pub fn check(looked: &Looked<'_>) -> Resources {
    let mut needs = leads::needs(looked);
    needs.extend(start::needs(looked));
    needs.extend(clients(looked));
    needs.extend(hours::needs(looked));
    needs.extend(money(looked));
    needs.extend(ways::needs(looked));
    Resources {
        needs,
        promises: promises::promises(looked),
    }
}

impl Need {
    fn of(kind: Kind) -> Self {
        Self {
            kind,
            need: None,
            supply: None,
            gap: None,
            since: None,
            by: None,
            weeks: Vec::new(),
            proof: None,
            action: None,
        }
    }
}

fn clients(looked: &Looked<'_>) -> Vec<Need> {
    let plan = looked.books.plan;
    let of_segment = |index: usize| {
        let segment = &plan.segments[index];
        let purchase = segment.purchase.as_ref()?;
        let occasions = crate::chance::purchase_occasions(plan, segment)?;
        let clients = segment.clients?;
        let deals = looked.books.decomposition.segments[index].deals;
        let expected = occasions as f64 * purchase.rate.to_f64();
        // Whole clients: as many as bring the deals on average.
        let asked = purchase.rate.needed_for(deals)?;
        let needed_clients = asked.checked_mul(clients)?.div_ceil(occasions.max(1));
        let missing = needed_clients.saturating_sub(clients);
        Some(Need {
            need: Some(Amount::Number(deals as f64)),
            supply: Some(Amount::Number(expected)),
            gap: Some(Amount::Number((deals as f64 - expected).max(0.0))),
            action: (missing > 0).then_some(Action::WinClients(index, missing)),
            ..Need::of(Kind::Clients(index))
        })
    };
    (0..plan.segments.len()).filter_map(of_segment).collect()
}

/// What the planned leads and the channels cost, against the budget.
fn money(looked: &Looked<'_>) -> Option<Need> {
    let plan = looked.books.plan;
    let mut need = Money::zero(plan.goal.currency?);
    let mut is_known = false;
    for index in 0..plan.segments.len() {
        if let Some(cost) = lead_costs(plan, looked.books.decomposition, index) {
            need = need.checked_add(cost)?;
            is_known = true;
        }
    }
    for cost in plan.channels.iter().filter_map(|channel| channel.cost) {
        need = need.checked_add(cost)?;
        is_known = true;
    }
    if !is_known && plan.resources.budget.is_none() {
        return None;
    }
    let gap = plan.resources.budget.and_then(|budget| need.checked_sub(budget));
    let gap = gap.map(|gap| Money::new(gap.minor.max(0), gap.currency));
    Some(Need {
        need: Some(Amount::Money(need)),
        supply: plan.resources.budget.map(Amount::Money),
        gap: gap.map(Amount::Money),
        action: gap.filter(|gap| gap.minor > 0).map(Action::RaiseBudget),
        ..Need::of(Kind::Money)
    })
}

/// What a segment's planned leads cost; `None` where nothing says so.
pub fn lead_costs(plan: &Plan, decomposition: &Decomposition, index: usize) -> Option<Money> {
    let need = &decomposition.segments[index];
    if let Some(planned) = need.profit {
        return (planned.lead_costs.minor > 0).then_some(planned.lead_costs);
    }
    crate::mix::lead_cost(plan, index, need.needs[0], &need.leads)
}

fn verdict(at_least: Option<f64>, trials: u64, proof: &ProofSettings) -> WayOfSelling {
    let Some(chance) = at_least.filter(|_| trials >= proof.trials_min) else {
        return WayOfSelling::Unproven;
    };
    if chance >= rate(proof.proven_from) {
        WayOfSelling::Proven
    } else if chance <= rate(proof.refuted_to) {
        WayOfSelling::Refuted
    } else {
        WayOfSelling::Unproven
    }
}

fn rate(rate: Rate) -> f64 {
    rate.to_f64()
}
