//! A segment's funnel with its channels: how many entries each stage needs, and how
//! many leads each channel is to bring.
//!
//! Channels convert differently, so the conversion of a step is that of the entries that
//! get so far. Everything is exact; needs are rounded up once a stage (rounding up channel
//! by channel asks for 21 leads where 20 do).

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::{BigRational, Ratio};
use num_traits::{One, ToPrimitive, Zero};

use crate::money::Money;
use crate::plan::{Brings, Channel, Plan, Segment};
use crate::rate::Rate;
use crate::split;

/// What a count of deals asks of one segment's funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelNeed {
    /// Shape: one a stage, first to last. Entries the stage needs.
    pub needs: Vec<u64>,
    /// Shape: one a stage before the last. The conversion of the mix that is planned; where
    /// 64 bits do not hold the exact fraction, the nearest one.
    pub rates: Vec<Rate>,
    /// The first stage's need by where it comes from; empty for a segment without channels.
    pub leads: Vec<ChannelLeads>,
}

/// What one channel is to bring.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelLeads {
    /// Index of the channel; `None` for leads that no channel brings.
    pub channel: Option<usize>,
    /// Leads in the period.
    pub leads: u64,
    /// Shape: one a stage before the last. The conversions its leads are planned with.
    pub rates: Vec<Rate>,
}

/// One source of a segment's leads.
struct Source {
    channel: Option<usize>,
    rates: Vec<Rate>,
    /// Entries into each stage: of a whole lead for a share of the mix, of all of its leads
    /// for a fixed supply. Shape: one a stage.
    entries: Vec<BigRational>,
}

/// The sources of a segment's leads.
struct Mix {
    /// The share of the mix, and its source; shares sum to one.
    shares: Vec<(BigRational, Source)>,
    /// The count of leads, and its source.
    fixed: Vec<(u64, Source)>,
}

/// Decomposes `deals` of the segment of that index down to its leads.
/// `None` where 64 bits do not hold a figure.
pub fn funnel_need(plan: &Plan, index: usize, deals: u64) -> Option<FunnelNeed> {
    let segment = &plan.segments[index];
    let channels: Vec<(usize, &Channel)> = serving(plan, index).collect();
    if channels.is_empty() || segment.last_stage() == 0 {
        let rates: Vec<Rate> = (0..segment.last_stage()).map(|stage| segment.rate(stage)).collect();
        let needs = needs_at(&rates, deals)?;
        return Some(FunnelNeed {
            needs,
            rates,
            leads: Vec::new(),
        });
    }
    let mix = Mix::of(segment, &channels);
    let needs = mix.needs(segment, deals)?;
    let leads = mix.leads(needs[0])?;
    let rates = mix.rates(segment, &leads);
    Some(FunnelNeed { needs, rates, leads })
}

/// The entries that every stage needs for `deals`, by the given rates.
/// Shape: one a stage. `None` where 63 bits do not hold a figure.
pub fn needs_at(rates: &[Rate], deals: u64) -> Option<Vec<u64>> {
    let mut needs = vec![deals; rates.len() + 1];
    for index in (0..rates.len()).rev() {
        needs[index] = rates[index].needed_for(needs[index + 1])?;
    }
    // Running totals and variances are signed.
    needs.iter().all(|need| i64::try_from(*need).is_ok()).then_some(needs)
}

/// The channels that bring leads for a segment, with their indices.
pub fn serving(plan: &Plan, segment: usize) -> impl Iterator<Item = (usize, &Channel)> {
    let channels = plan.channels.iter().enumerate();
    channels.filter(move |(_, channel)| channel.serves(segment))
}

/// What those leads cost: each channel's cost per lead, else the segment's.
/// `None` where 64 bits do not hold it, or where nothing says what a lead costs.
pub fn lead_cost(plan: &Plan, index: usize, leads: u64, by_channel: &[ChannelLeads]) -> Option<Money> {
    let general = plan.segments[index].cost_per_lead;
    let mut total = Money::zero(plan.goal.currency?);
    if by_channel.is_empty() {
        return total.checked_add(general?.checked_times(leads)?);
    }
    let mut known = false;
    for part in by_channel {
        let own = part.channel.and_then(|channel| plan.channels[channel].cost_per_lead);
        if let Some(cost) = own.or(general) {
            total = total.checked_add(cost.checked_times(part.leads)?)?;
            known = true;
        }
    }
    known.then_some(total)
}

/// Whether anything says what a lead of the segment costs, so that [`lead_cost`] is only
/// missing where 64 bits do not hold it.
pub fn states_lead_cost(plan: &Plan, index: usize) -> bool {
    let segment = &plan.segments[index];
    let of_channel = || segment.last_stage() > 0 && serving(plan, index).any(|(_, of)| of.cost_per_lead.is_some());
    segment.cost_per_lead.is_some() || of_channel()
}

fn whole(count: u64) -> BigRational {
    Ratio::from_integer(BigInt::from(count))
}

impl Source {
    fn new(channel: Option<(usize, &Channel)>, segment: &Segment, of: &BigRational) -> Self {
        let own = |stage: usize| {
            let (_, channel) = channel?;
            Some(channel.conversions.get(&segment.stages[stage].id)?.rate)
        };
        let rates: Vec<Rate> = (0..segment.last_stage())
            .map(|stage| own(stage).unwrap_or(segment.rate(stage)))
            .collect();
        let mut entries = vec![of.clone()];
        for rate in &rates {
            let next = &entries[entries.len() - 1] * rate.to_big();
            entries.push(next);
        }
        Self {
            channel: channel.map(|(index, _)| index),
            rates,
            entries,
        }
    }
}

impl Mix {
    fn of(segment: &Segment, channels: &[(usize, &Channel)]) -> Self {
        let mut mix = Self {
            shares: Vec::new(),
            fixed: Vec::new(),
        };
        let mut unclaimed = BigRational::one();
        for (index, channel) in channels {
            match channel.brings {
                Brings::Share(share) => {
                    unclaimed -= share.to_big();
                    let source = Source::new(Some((*index, channel)), segment, &BigRational::one());
                    mix.shares.push((share.to_big(), source));
                }
                Brings::Leads(count) => {
                    let source = Source::new(Some((*index, channel)), segment, &whole(count));
                    mix.fixed.push((count, source));
                }
            }
        }
        // What no channel claims converts as the funnel says, and comes from nowhere yet.
        if unclaimed > BigRational::zero() {
            mix.shares
                .push((unclaimed, Source::new(None, segment, &BigRational::one())));
        }
        mix
    }

    /// Entries into a stage that the fixed supplies bring.
    fn fixed_at(&self, stage: usize) -> BigRational {
        self.fixed.iter().map(|(_, source)| &source.entries[stage]).sum()
    }

    /// Entries into a stage of one lead of the mix.
    fn shared_at(&self, stage: usize) -> BigRational {
        let entries = self.shares.iter().map(|(share, source)| share * &source.entries[stage]);
        entries.fold(BigRational::zero(), |sum, part| sum + part)
    }

    /// Backwards from the deals: the fixed supplies bring what they bring, the mix the rest.
    fn needs(&self, segment: &Segment, deals: u64) -> Option<Vec<u64>> {
        let mut needs = vec![deals; segment.stages.len()];
        for stage in (0..segment.last_stage()).rev() {
            let next = whole(needs[stage + 1]);
            let (fixed, fixed_next) = (self.fixed_at(stage), self.fixed_at(stage + 1));
            let need = if next > fixed_next {
                let rate = self.shared_at(stage + 1) / self.shared_at(stage);
                fixed + (next - fixed_next) / rate
            } else if fixed_next.is_zero() {
                BigRational::zero()
            } else {
                // The fixed supplies bring more than enough.
                next * fixed / fixed_next
            };
            needs[stage] = need.ceil().to_integer().to_u64()?;
        }
        needs.iter().all(|need| i64::try_from(*need).is_ok()).then_some(needs)
    }

    /// Shares out the first stage's need: fixed supplies first, then the mix, by largest remainders.
    fn leads(&self, need: u64) -> Option<Vec<ChannelLeads>> {
        let supplied = self
            .fixed
            .iter()
            .fold(0_u64, |sum, (count, _)| sum.saturating_add(*count));
        let taken = need.min(supplied);
        let counts: Vec<u128> = self.fixed.iter().map(|(count, _)| u128::from(*count)).collect();
        let fixed = if taken == 0 {
            vec![0; counts.len()]
        } else {
            split::by_integer_weight(taken, &counts)?
        };
        let left = need - taken;
        let mixed = if left == 0 {
            vec![0; self.shares.len()]
        } else {
            split::by_integer_weight(left, &integer_weights(&self.shares)?)?
        };
        let sources = self.fixed.iter().map(|(_, source)| source);
        let sources = sources.chain(self.shares.iter().map(|(_, source)| source));
        let part = |(source, leads): (&Source, u64)| ChannelLeads {
            channel: source.channel,
            leads,
            rates: source.rates.clone(),
        };
        let mut parts: Vec<ChannelLeads> = sources.zip(fixed.into_iter().chain(mixed)).map(part).collect();
        // In file order, and what has no channel last.
        parts.sort_by_key(|part| part.channel.unwrap_or(usize::MAX));
        Some(parts)
    }

    /// The conversion of each step over all sources, by the leads they are to bring.
    fn rates(&self, segment: &Segment, leads: &[ChannelLeads]) -> Vec<Rate> {
        let all: u64 = leads.iter().map(|part| part.leads).sum();
        let fixed: BigRational = self.fixed_at(0);
        let total = whole(all);
        // Before rounding, the mix brings what the fixed supplies leave.
        let (fixed_part, mixed) = if total >= fixed || fixed.is_zero() {
            (BigRational::one(), total - fixed)
        } else {
            (total / fixed, BigRational::zero())
        };
        let at = |stage: usize| &fixed_part * self.fixed_at(stage) + &mixed * self.shared_at(stage);
        (0..segment.last_stage())
            .map(|stage| {
                let before = at(stage);
                if before.is_zero() {
                    return segment.rate(stage);
                }
                let rate = at(stage + 1) / before;
                nearest(&rate).unwrap_or(segment.rate(stage))
            })
            .collect()
    }
}

/// The mean of rates, each counted so many times; exact, as long as 64 bits hold it. `None`
/// where none counts.
pub(crate) fn mean_rate(rates: impl Iterator<Item = (u64, Rate)>) -> Option<Rate> {
    let (mut passed, mut tried) = (BigRational::zero(), BigRational::zero());
    for (count, rate) in rates {
        passed += whole(count) * rate.to_big();
        tried += whole(count);
    }
    if tried.is_zero() {
        None
    } else {
        nearest(&(passed / tried))
    }
}

/// The rate itself where 64 bits hold it, else the nearest with a denominator of 10^15.
fn nearest(rate: &BigRational) -> Option<Rate> {
    let of = |numerator: &BigInt, denominator: &BigInt| Rate::of(numerator.to_u64()?, denominator.to_u64()?).ok();
    of(rate.numer(), rate.denom()).or_else(|| {
        let scale = BigInt::from(10_u64.pow(15));
        let scaled = (rate * BigRational::from_integer(scale.clone())).round().to_integer();
        of(&scaled, &scale)
    })
}

/// The shares over their common denominator; `None` where 90 bits do not hold it.
fn integer_weights(shares: &[(BigRational, Source)]) -> Option<Vec<u128>> {
    let mut common = BigInt::one();
    for (share, _) in shares {
        common = common.lcm(share.denom());
    }
    let weight = |(share, _): &(BigRational, Source)| (share * BigRational::from_integer(common.clone())).to_integer();
    let weights: Option<Vec<u128>> = shares.iter().map(|part| weight(part).to_u128()).collect();
    weights.filter(|weights| {
        weights
            .iter()
            .try_fold(0_u128, |sum, w| sum.checked_add(*w))
            .is_some_and(|sum| sum < 1 << 90)
    })
}
