//! What happened, gathered from entered facts and from the dates of deals, as it
//! was known on the evening of a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use num_traits::ToPrimitive;

use crate::deal::{Deal, Status};
use crate::fact::{Fact, Measure};
use crate::id::ChannelId;
use crate::money::Money;
use crate::period::Period;
use crate::plan::{Basis, FactSource, Plan};

/// Everything that had happened by `as_of`.
#[derive(Debug, Clone)]
pub struct Actuals {
    /// The last evening that is visible.
    pub as_of: Date,
    /// Shape: one a segment, then one a stage.
    pub stages: Vec<Vec<StageActuals>>,
    /// Money that arrived, by day, with the segment where it is stated.
    paid: Vec<Sum>,
    /// Deliveries, by day.
    shipped: Vec<Sum>,
    /// Money spent on leads, by day.
    spend: Vec<Sum>,
}

/// What happened in one stage.
#[derive(Debug, Clone, Default)]
pub struct StageActuals {
    /// Sorted by day.
    entries: Vec<Entry>,
    /// Recorded open stock by day, sorted.
    stock: Vec<Stock>,
    /// Deals that reached the stage on a day that nobody recorded; counted nowhere.
    pub n_undated: u64,
    /// Won deals without an amount; their sum is in no total.
    pub n_without_amount: u64,
}

/// Counts by the index of the channel; `None` for what came by no channel of the plan.
pub type ByChannel = BTreeMap<Option<usize>, u64>;

#[derive(Debug, Clone, Copy)]
struct Entry {
    date: Date,
    channel: Option<usize>,
    count: u64,
    minor: i64,
}

#[derive(Debug, Clone, Copy)]
struct Stock {
    date: Date,
    channel: Option<usize>,
    count: u64,
}

#[derive(Debug, Clone, Copy)]
struct Sum {
    date: Date,
    segment: Option<usize>,
    minor: i64,
}

impl Actuals {
    /// Gathers each stage's facts from the source that the plan names for it.
    /// Whatever is dated after `as_of` is invisible.
    pub fn gather<'a>(
        plan: &Plan,
        deals: impl IntoIterator<Item = &'a Deal>,
        facts: impl IntoIterator<Item = &'a Fact>,
        as_of: Date,
    ) -> Self {
        let stages = plan
            .segments
            .iter()
            .map(|segment| vec![StageActuals::default(); segment.stages.len()])
            .collect();
        let mut actuals = Self {
            as_of,
            stages,
            paid: Vec::new(),
            shipped: Vec::new(),
            spend: Vec::new(),
        };
        for fact in facts.into_iter().filter(|fact| fact.date <= as_of) {
            actuals.add_fact(plan, fact);
        }
        for deal in deals {
            actuals.add_deal(plan, deal);
        }
        for stage in actuals.stages.iter_mut().flatten() {
            // Figures are asked for by day and channel, and a day may have thousands of rows.
            stage.entries.sort_by_key(|entry| (entry.date, entry.channel));
            stage.entries.dedup_by(|entry, kept| {
                let is_same = (entry.date, entry.channel) == (kept.date, kept.channel);
                if is_same {
                    kept.count = kept.count.saturating_add(entry.count);
                    kept.minor = kept.minor.saturating_add(entry.minor);
                }
                is_same
            });
            stage.stock.sort_by_key(|stock| stock.date);
        }
        for sums in [&mut actuals.paid, &mut actuals.shipped, &mut actuals.spend] {
            sums.sort_by_key(|sum| (sum.date, sum.segment));
            sums.dedup_by(|sum, kept| {
                let is_same = (sum.date, sum.segment) == (kept.date, kept.segment);
                if is_same {
                    kept.minor = kept.minor.saturating_add(sum.minor);
                }
                is_same
            });
        }
        actuals
    }

    fn add_fact(&mut self, plan: &Plan, fact: &Fact) {
        let channel = channel_index(plan, fact.channel.as_ref());
        let minor = fact.amount.map_or(0, |amount| amount.minor);
        let count = fact.count.and_then(|count| count.to_u64()).unwrap_or(0);
        match (&fact.measure, fact.segment) {
            (Measure::Entry { stage }, Some(segment)) => {
                self.stages[segment][*stage].entries.push(Entry {
                    date: fact.date,
                    channel,
                    count,
                    minor,
                });
            }
            (Measure::Stock { stage }, Some(segment)) => self.stages[segment][*stage].stock.push(Stock {
                date: fact.date,
                channel,
                count,
            }),
            (Measure::Paid, segment) => self.paid.push(Sum {
                date: fact.date,
                segment,
                minor,
            }),
            (Measure::Shipped, segment) => self.shipped.push(Sum {
                date: fact.date,
                segment,
                minor,
            }),
            (Measure::Spend, segment) => self.spend.push(Sum {
                date: fact.date,
                segment,
                minor,
            }),
            _ => {}
        }
    }

    fn add_deal(&mut self, plan: &Plan, deal: &Deal) {
        let Some(index) = deal.segment else { return };
        let segment = &plan.segments[index];
        let Some(state) = deal.state(Some(segment), self.as_of) else {
            return;
        };
        let channel = channel_index(plan, deal.channel.as_ref());
        for (stage, actuals) in self.stages[index].iter_mut().enumerate() {
            if segment.stages[stage].source != FactSource::Deals {
                continue;
            }
            let last = stage == segment.last_stage();
            match deal.reached(segment, stage) {
                Some(date) if date <= self.as_of => {
                    let minor = if last {
                        deal.amount.map_or(0, |amount| amount.minor)
                    } else {
                        0
                    };
                    actuals.entries.push(Entry {
                        date,
                        channel,
                        count: 1,
                        minor,
                    });
                    actuals.n_without_amount += u64::from(last && deal.amount.is_none());
                }
                None if state.stage.is_some_and(|reached| reached >= stage) => actuals.n_undated += 1,
                _ => {}
            }
        }
    }

    /// Entries into a stage within the window.
    pub fn count(&self, segment: usize, stage: usize, window: Period) -> u64 {
        self.stages[segment][stage]
            .within(window)
            .fold(0, |sum, entry| sum.saturating_add(entry.count))
    }

    /// The same by the channel that they came by.
    pub fn count_by_channel(&self, segment: usize, stage: usize, window: Period) -> ByChannel {
        let entries = self.stages[segment][stage].within(window);
        by_channel(entries.map(|entry| (entry.channel, entry.count)))
    }

    /// Minor units that a segment brought within the window, on the goal's basis.
    pub fn revenue(&self, plan: &Plan, segment: usize, window: Period) -> i64 {
        let of = |sums: &[Sum]| {
            let mine = sums
                .iter()
                .filter(|sum| sum.segment == Some(segment) && window.contains(sum.date));
            mine.fold(0, |total: i64, sum| total.saturating_add(sum.minor))
        };
        match plan.goal.basis {
            Basis::Signed => self.signed(plan, segment, window),
            Basis::Paid => of(&self.paid),
            Basis::Shipped => of(&self.shipped),
        }
    }

    /// Minor units of the deals that a segment won within the window, whatever the goal's basis.
    pub fn signed(&self, plan: &Plan, segment: usize, window: Period) -> i64 {
        let last = plan.segments[segment].last_stage();
        self.stages[segment][last]
            .within(window)
            .fold(0, |sum: i64, entry| sum.saturating_add(entry.minor))
    }

    /// Minor units that a segment has signed within the window and that do not yet
    /// count on the goal's basis; none for a goal that counts what is signed.
    pub fn in_hand(&self, plan: &Plan, segment: usize, window: Period) -> i64 {
        self.signed(plan, segment, window)
            .saturating_sub(self.revenue(plan, segment, window))
            .max(0)
    }

    /// Money spent on leads within the window; `None` where no spending is recorded at all.
    pub fn spent(&self, plan: &Plan, window: Period) -> Option<Money> {
        total(&self.spend, plan, window)
    }

    /// Money that arrived within the window, over all segments and beside them;
    /// `None` where no payment is recorded at all.
    pub fn paid(&self, plan: &Plan, window: Period) -> Option<Money> {
        total(&self.paid, plan, window)
    }

    /// Money on the goal's basis that names no segment, within the window.
    pub fn revenue_beside_segments(&self, plan: &Plan, window: Period) -> i64 {
        let sums = match plan.goal.basis {
            Basis::Signed => return 0,
            Basis::Paid => &self.paid,
            Basis::Shipped => &self.shipped,
        };
        sums.iter()
            .filter(|sum| sum.segment.is_none() && window.contains(sum.date))
            .fold(0, |total, sum| total.saturating_add(sum.minor))
    }
}

fn total(sums: &[Sum], plan: &Plan, window: Period) -> Option<Money> {
    let currency = plan.goal.currency?;
    let within = sums.iter().filter(|sum| window.contains(sum.date));
    (!sums.is_empty()).then(|| {
        Money::new(
            within.fold(0, |total: i64, sum| total.saturating_add(sum.minor)),
            currency,
        )
    })
}

impl StageActuals {
    fn within(&self, window: Period) -> impl Iterator<Item = &Entry> {
        let from = self.entries.partition_point(|entry| entry.date < window.from);
        let to = self.entries.partition_point(|entry| entry.date <= window.to);
        self.entries[from..to.max(from)].iter()
    }

    /// The newest recorded stock of an evening before `day`; `None` where none is recorded.
    pub fn stock_before(&self, day: Date) -> Option<ByChannel> {
        let end = self.stock.partition_point(|stock| stock.date < day);
        let date = self.stock[..end].last()?.date;
        // Several rows of one evening (a person each) add up.
        let same_evening = self.stock[..end].iter().rev().take_while(|other| other.date == date);
        Some(by_channel(same_evening.map(|stock| (stock.channel, stock.count))))
    }
}

fn by_channel(counts: impl Iterator<Item = (Option<usize>, u64)>) -> ByChannel {
    let mut sums = ByChannel::new();
    for (channel, count) in counts {
        let sum = sums.entry(channel).or_default();
        *sum = sum.saturating_add(count);
    }
    sums
}

/// The index of a channel; `None` where the plan has none of that id.
pub(crate) fn channel_index(plan: &Plan, id: Option<&ChannelId>) -> Option<usize> {
    let id = id?;
    plan.channels.iter().position(|channel| channel.id == *id)
}

/// Whether a deal is one of the open ones on the evening of `as_of`.
pub fn is_open(plan: &Plan, deal: &Deal, as_of: Date) -> bool {
    let segment = deal.segment.map(|index| &plan.segments[index]);
    deal.state(segment, as_of)
        .is_some_and(|state| state.status == Status::Open)
}
