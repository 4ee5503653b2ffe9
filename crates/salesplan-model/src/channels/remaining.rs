//! What remains of a segment's plan by channel: the leads still to come, how many more each
//! channel can bring, what they cost, and what everything else may bring beside them.

use super::rates::Expected;
use super::{Answer, Look, Source};
use crate::catch_up::{CatchUp, supply_of};
use crate::chance::{self, Outcomes, Trials};
use crate::conversion::expected_rates;
use crate::mix::ChannelLeads;
use crate::outlook::left_of;
use crate::parts_of::left_by_source;
use crate::period::{Period, days_before, days_between};
use crate::pipeline::OpenDeal;
use crate::plan::{GoalAmount, Segment};
use crate::profit::fixed_costs;
use crate::rate::Rate;
use num_traits::ToPrimitive;

/// What is known of the goal beside its leads.
#[derive(Debug, Clone, Copy)]
pub struct ToCome<'a, 'd> {
    /// All open deals.
    pub open: &'a [OpenDeal<'d>],
    /// What is still to be done, by segment.
    pub catch_up: &'a [CatchUp],
    /// What is left to bring by new deals, in units of the goal.
    pub to_bring: i64,
}

/// What remains of a segment's leads.
#[derive(Debug, Clone)]
pub struct Remainder {
    /// Those that can bring any, in the order of the plan.
    pub channels: Vec<OfChannel>,
    /// The days from now on in which leads usually still become deals in the period.
    pub days: Period,
    /// Days after which a lead counts as a deal or none.
    pub cycle: u32,
    /// What a deal brings towards the goal, in its units.
    pub worth: i64,
    /// Whether what leads cost is part of the goal.
    pub counts_costs: bool,
    /// Minor units of the budget that nothing planned takes.
    pub spare: f64,
    /// What is needed, in units of the goal.
    pub needed: i64,
    /// What everything but these channels may bring.
    pub beside: Vec<Trials>,
}

/// One channel in it.
#[derive(Debug, Clone, PartialEq)]
pub struct OfChannel {
    /// Index of the channel.
    pub channel: usize,
    /// Leads still to come by the plan.
    pub leads: u64,
    /// How many more it can bring.
    pub room: u64,
    /// Minor units that one lead less saves.
    pub saves: Option<f64>,
    /// Minor units that one lead more costs.
    pub costs: Option<f64>,
    /// Shape: one a step of the funnel.
    pub steps: Vec<Expected>,
    /// Leads that came already.
    pub came: u64,
}

/// Days over which the most that a channel brought is taken for what it can bring.
const BEST_DAYS: u32 = 28;
/// Deals that a plan's own rates count for beside those that were seen.
const LEVEL_DEALS: f64 = 2.0;

impl Remainder {
    /// What everything brings but the channels at these positions.
    pub fn without(&self, out: &[usize], means: &[f64], up_to: i64) -> Outcomes {
        let own = self.channels.iter().zip(means).enumerate();
        let others = own
            .filter(|(position, _)| !out.contains(position))
            .map(|(_, (of, p))| Trials {
                count: of.leads,
                p: *p,
                worth: self.worth,
            });
        Outcomes::of(up_to, &self.beside.iter().copied().chain(others).collect::<Vec<_>>())
    }
}

impl Look<'_> {
    /// What remains by channel; `None` where leads cannot be followed, none are to come any
    /// more, nothing is missing, or fewer than two channels could bring them.
    pub(super) fn remainder(&self, sources: &[Source], to_come: ToCome<'_, '_>) -> Option<Remainder> {
        let plan = self.books.plan;
        let by = to_come.catch_up.iter().find(|of| of.segment == self.index)?.stages[0].by;
        let days_left = Period::new(self.as_of().tomorrow().ok()?, by)?;
        let days = days_between(self.as_of(), by);
        if !self.follows_leads() || to_come.to_bring <= 0 {
            return None;
        }
        let left = left_by_source(self.books, self.index, self.as_of())?;
        let levels = self.levels(sources);
        let channels: Vec<OfChannel> = left
            .iter()
            .filter_map(|(part, leads)| self.of_channel(part, *leads, sources, &levels, days))
            .filter(|of| of.leads > 0 || of.room > 0)
            .collect();
        if channels.len() < 2 || channels.iter().all(|of| of.leads == 0) {
            return None;
        }
        let worth = chance::worth_of_deal(plan, self.segment);
        let nowhere = left.iter().filter(|(part, _)| part.channel.is_none());
        let beside = nowhere.map(|(part, leads)| Trials {
            count: *leads,
            p: expected(part, &levels).product(),
            worth,
        });
        let counts_costs = matches!(plan.goal.amount, GoalAmount::Profit(_));
        let to_pay = if counts_costs { self.still_to_pay() } else { 0 };
        Some(Remainder {
            beside: beside.chain(self.beside_the_segment(to_come)).collect(),
            channels,
            days: days_left,
            cycle: self.days_to(self.segment.last_stage()),
            worth,
            counts_costs,
            spare: self.spare(),
            needed: to_come.to_bring.saturating_add(to_pay),
        })
    }

    /// How those who passed each step stand to those that the plan's rates expect of the same
    /// trials: an indirect standardisation, drawn towards 1 by two deals. Shape: one a step.
    fn levels(&self, sources: &[Source]) -> Vec<f64> {
        let parts = &self.books.decomposition.segments[self.index].leads;
        let level = |stage: usize| {
            let (mut seen, mut expected) = (LEVEL_DEALS, LEVEL_DEALS);
            for part in parts {
                if let Some(source) = part.channel.and_then(|index| self.source_of(sources, index)) {
                    seen += source.steps[stage].successes as f64;
                    expected += source.steps[stage].trials as f64 * part.rates[stage].to_f64();
                }
            }
            seen / expected
        };
        (0..self.segment.last_stage()).map(level).collect()
    }

    fn source_of<'s>(&self, sources: &'s [Source], channel: usize) -> Option<&'s Source> {
        let id = self.books.plan.channels[channel].id.as_str();
        sources.iter().find(|source| source.id.as_deref() == Some(id))
    }

    fn of_channel(
        &self,
        part: &ChannelLeads,
        leads: u64,
        sources: &[Source],
        levels: &[f64],
        days: i64,
    ) -> Option<OfChannel> {
        let index = part.channel?;
        let channel = &self.books.plan.channels[index];
        let source = self.source_of(sources, index)?;
        let stated = supply_of(self.books.plan, self.books.decomposition, part, days);
        let most = stated.unwrap_or_else(|| self.most_so_far(channel.id.as_str(), index, days));
        let planned = channel
            .cost_per_lead
            .or(self.segment.cost_per_lead)
            .map(|cost| cost.minor as f64);
        let seen = source.cost.and_then(|cost| cost.per_lead()).filter(|cost| *cost > 0.0);
        let told = source.marginal.as_ref().and_then(|marginal| match &marginal.answer {
            Answer::Told(told) => Some(told.lead.middle),
            _ => None,
        });
        Some(OfChannel {
            channel: index,
            leads,
            room: most.saturating_sub(leads),
            saves: seen.or(planned),
            costs: told.or(seen).or(planned),
            steps: expected(part, levels)
                .zip(&source.steps)
                .map(|(rate, seen)| Expected { rate, seen: *seen })
                .collect(),
            came: source
                .leads
                .map_or(0, |sums| u64::try_from(sums.fact.units()).unwrap_or(0)),
        })
    }

    /// Leads of so many days at the pace of the best four weeks so far: where the plan states no
    /// limit, more than a channel ever brought is not counted on.
    fn most_so_far(&self, id: &str, index: usize, days: i64) -> u64 {
        let from = self.books.plan.period.from;
        let evenings = (0..).map(|weeks| days_before(self.as_of(), 7 * weeks));
        let windows = evenings.take_while(|to| *to >= from).take(520).map(|to| Period {
            from: days_before(to, BEST_DAYS - 1),
            to,
        });
        let best = windows
            .map(|days| self.leads(id, Some(index), self.index, days))
            .max()
            .unwrap_or(0);
        best.saturating_mul(days.unsigned_abs()) / u64::from(BEST_DAYS)
    }

    /// What the other segments and the open deals may bring.
    fn beside_the_segment(&self, to_come: ToCome<'_, '_>) -> Vec<Trials> {
        let plan = self.books.plan;
        let rates = expected_rates(plan, self.conversions);
        let open = to_come.open.iter().filter(|deal| deal.in_scope);
        let mut all: Vec<Trials> = open
            .map(|deal| Trials {
                count: 1,
                p: deal.probability.to_f64().unwrap_or(0.0),
                worth: match plan.goal.amount {
                    GoalAmount::Deals(_) => 1,
                    _ => deal.value.map_or(0, |value| left_of(plan, deal.deal, value)),
                },
            })
            .collect();
        for (index, segment) in plan
            .segments
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != self.index)
        {
            let n_open = to_come
                .open
                .iter()
                .filter(|of| of.in_scope && of.deal.segment == Some(index))
                .count();
            all.extend(self.left_of_segment(index, segment, &rates[index], n_open as u64));
        }
        all
    }

    /// What is left of another segment's plan: its leads, its clients' occasions, or its deals
    /// where they count as certain, less those that are open already.
    fn left_of_segment(&self, index: usize, segment: &Segment, expected: &[Rate], n_open: u64) -> Vec<Trials> {
        let (plan, decomposition) = (self.books.plan, self.books.decomposition);
        let need = &decomposition.segments[index];
        let worth = chance::worth_of_deal(plan, segment);
        let left = |whole: u64| {
            let whole = i64::try_from(whole).unwrap_or(i64::MAX);
            u64::try_from(whole - need.schedule.due(0, whole, self.as_of())).unwrap_or(0)
        };
        let trials = chance::trials(plan, decomposition, index);
        if trials.is_empty() {
            let count = left(need.deals).saturating_sub(n_open);
            return vec![Trials { count, p: 1.0, worth }];
        }
        let level = if segment.purchase.is_some() {
            1.0
        } else {
            path(expected) / path(&need.rates)
        };
        let trial = |(count, p): (u64, f64)| Trials {
            count: left(count),
            p: (p * level).min(1.0),
            worth,
        };
        trials.into_iter().map(trial).collect()
    }

    /// Minor units that a goal in profit has to earn beside itself until the period's end: fixed
    /// costs that are not due yet, and the leads to come.
    fn still_to_pay(&self) -> i64 {
        let decomposition = self.books.decomposition;
        let fixed = fixed_costs(self.books.plan).map_or(0, |costs| costs.minor);
        let parts: Vec<i64> = decomposition.segments.iter().map(|need| need.goal.units()).collect();
        let due = decomposition.due_of_all(fixed, &parts, self.as_of());
        fixed
            .saturating_sub(due)
            .saturating_add(self.planned_money().ceil() as i64)
    }

    /// What the leads that are still to come cost by the plan, over all segments.
    fn planned_money(&self) -> f64 {
        let plan = self.books.plan;
        let of_segment = |(index, segment): (usize, &Segment)| -> f64 {
            let Some(left) = left_by_source(self.books, index, self.as_of()) else {
                let general = segment.cost_per_lead.filter(|_| segment.last_stage() > 0);
                let need = self.books.decomposition.need(index, 0);
                let left = need - self.books.decomposition.need_to_date(index, 0, self.as_of());
                return general.map_or(0.0, |cost| cost.minor as f64 * left as f64);
            };
            let cost = |part: &ChannelLeads| {
                let own = part.channel.and_then(|channel| plan.channels[channel].cost_per_lead);
                own.or(segment.cost_per_lead).map_or(0.0, |cost| cost.minor as f64)
            };
            left.iter().map(|(part, leads)| *leads as f64 * cost(part)).sum()
        };
        plan.segments.iter().enumerate().map(of_segment).sum()
    }

    /// Minor units of the budget that are neither spent nor planned for; none without a budget.
    fn spare(&self) -> f64 {
        let plan = self.books.plan;
        let window = Period {
            from: plan.period.from,
            to: self.as_of(),
        };
        let (Some(budget), Some(spent)) = (plan.resources.budget, self.actuals.spent(plan, window)) else {
            return 0.0;
        };
        ((budget.minor - spent.minor) as f64 - self.planned_money()).max(0.0)
    }
}

fn path(rates: &[Rate]) -> f64 {
    rates.iter().map(|rate| rate.to_f64()).product()
}

/// The rate to expect of each step; one of nought or all would leave nothing to learn.
fn expected(part: &ChannelLeads, levels: &[f64]) -> impl Iterator<Item = f64> {
    let steps = part.rates.iter().zip(levels);
    steps.map(|(rate, level)| (rate.to_f64() * level).clamp(1e-3, 0.99))
}
