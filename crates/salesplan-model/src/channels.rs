//! Where leads come from, and what each source is worth: whether it is better aimed (more of its
//! leads qualify) and warmer (more of them meet, and sooner), what it costs and what it brings.
//!
//! All shares are of leads that had time: who came lately is no failure, and where they have
//! passed already no success either. So sources are compared over the same days of a lead's life.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::actuals::Actuals;
use crate::conversion::{self, Conversion, Counts, interval};
use crate::deal::Deal;
use crate::experiment::{DAYS_MIN, longest};
use crate::parts_of::{Part, Sums};
use crate::plan::{FactSource, Segment};
use crate::settings::{ChannelSettings, Qualified};
use crate::standing::Books;
use crate::steps::Spread;

mod belief;
mod brought;
mod compare;
mod cost;
mod findings;
mod marginal;
mod rates;
mod remaining;
mod response;
mod shift;
mod source;

#[cfg(test)]
mod simulated;

pub use belief::Likely;
pub use brought::{Brought, WorthSpread};
pub use compare::Comparison;
pub use cost::Cost;
pub use findings::{stages_unknown, tag_unused};
pub use marginal::{Answer, Back, Marginal, Told, Trial};
pub use remaining::ToCome;
pub use shift::{InMix, Move, Shift, Verdict};

/// The sources of one segment's leads.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentChannels {
    /// Index of the segment.
    pub segment: usize,
    /// What makes a lead a qualified one.
    pub aimed: Aimed,
    /// Days after which a lead counts as qualified or not.
    pub aimed_after: u32,
    /// Index of the stage by which a lead is warm.
    pub warm: usize,
    /// Days after which a lead counts as warm or not.
    pub warm_after: u32,
    /// Days after which a lead counts as a deal or none.
    pub cycle: u32,
    /// In the order of the plan; leads of channels that it does not have, and of none, last.
    pub channels: Vec<Source>,
    /// By their names; empty where no deal names one.
    pub campaigns: Vec<Source>,
    /// How channels differ in the share that qualifies.
    pub aim_of_channels: Spread,
    /// How channels differ in the share that becomes warm.
    pub warmth_of_channels: Spread,
    /// How campaigns differ in the share that qualifies.
    pub aim_of_campaigns: Spread,
    /// How campaigns differ in the share that becomes warm.
    pub warmth_of_campaigns: Spread,
    /// How channels differ in what a lead brings.
    pub worth_of_channels: WorthSpread,
    /// How campaigns differ in what a lead brings.
    pub worth_of_campaigns: WorthSpread,
    /// Whether leads still to come had better come by another channel; `None` where none can.
    pub shift: Option<Shift>,
}

/// What makes a lead a qualified one in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aimed {
    /// Reaching the stage of that index.
    Stage(usize),
    /// Bearing a tag; nothing says since when.
    Tag(String),
}

/// A channel or campaign in a segment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Source {
    /// Its id; `None` for leads that name none.
    pub id: Option<String>,
    /// Leads from the period's start; `None` for a campaign, and where no channel is planned.
    pub leads: Option<Sums>,
    /// Leads that qualified.
    pub qualified: Share,
    /// Why leads that did not were lost, the most frequent first; `None` where no deal says.
    pub reasons: Vec<(Option<String>, u64)>,
    /// Leads that came to a meeting.
    pub warm: Share,
    /// Median days of those from the lead on.
    pub days_to_warm: Option<i64>,
    /// Shape: one a stage before the last. Who passed the step that begins there.
    pub steps: Vec<Share>,
    /// Leads that became deals.
    pub won: Share,
    /// What these deals brought, of those that state an amount; `None` without money, or where
    /// none does.
    pub brought: Option<Brought>,
    /// How many of these deals state no amount.
    pub n_without_amount: u64,
    /// Median days of these deals from the lead on.
    pub cycle_days: Option<i64>,
    /// Won deals with an amount, whenever they began, of twice the planned average at least;
    /// `None` without a planned average.
    pub large: Option<Share>,
    /// What it cost; `None` where no spending is recorded.
    pub cost: Option<Cost>,
    /// What one more unit of money would bring; `None` for a campaign, and where too little was
    /// spent to say anything.
    pub marginal: Option<Marginal>,
}

/// How many of those that had time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many had time.
    pub trials: u64,
    /// How many of them did.
    pub successes: u64,
    /// How many of the others were still open.
    pub undecided: u64,
}

impl Share {
    /// The part; `None` without trials.
    pub fn rate(self) -> Option<f64> {
        (self.trials > 0).then(|| self.successes as f64 / self.trials as f64)
    }

    /// 90 % of what is likely of the true rate; `None` without trials.
    pub fn interval(self) -> Option<(f64, f64)> {
        let is_whole = self.trials > 0 && self.successes <= self.trials;
        is_whole.then(|| interval(self.successes, self.trials)).flatten()
    }

    fn add(&mut self, trial: conversion::Trial) {
        self.trials += 1;
        self.successes += u64::from(trial.passed);
        self.undecided += u64::from(trial.is_undecided);
    }
}

/// The sources of every segment whose leads have any: a channel of the plan, or of a deal.
///
/// `parts` are the leads by channel, plan against fact. Deals are all that are known, whenever
/// they began.
pub fn channels(
    books: Books<'_>,
    actuals: &Actuals,
    conversions: &[Conversion],
    parts: &[Part],
    to_come: ToCome<'_, '_>,
    settings: &ChannelSettings,
) -> Vec<SegmentChannels> {
    let segments = 0..books.plan.segments.len();
    let found = segments.filter_map(|segment| {
        let look = Look::new(books, actuals, conversions, settings, segment);
        look.is_about_sources().then(|| look.sources(parts, to_come))
    });
    found.collect()
}

/// One segment as it is looked at.
struct Look<'a> {
    books: Books<'a>,
    actuals: &'a Actuals,
    conversions: &'a [Conversion],
    settings: &'a ChannelSettings,
    index: usize,
    segment: &'a Segment,
    deals: Vec<&'a Deal>,
    /// What qualifies.
    aimed: Aimed,
    /// Index of the stage by which a lead is warm.
    warm: usize,
}

impl<'a> Look<'a> {
    fn new(
        books: Books<'a>,
        actuals: &'a Actuals,
        conversions: &'a [Conversion],
        settings: &'a ChannelSettings,
        index: usize,
    ) -> Self {
        let segment = &books.plan.segments[index];
        let second = segment.last_stage().min(1);
        let stage = |id: &str| {
            let found = segment.stages.iter().position(|stage| stage.id.as_str() == id);
            // The first stage is that of the lead itself.
            found.filter(|stage| *stage > 0)
        };
        let aimed = match &settings.qualified {
            Some(Qualified::Tag(tag)) => Aimed::Tag(tag.name.clone()),
            Some(Qualified::Stage(named)) => Aimed::Stage(stage(&named.name).unwrap_or(second)),
            None => Aimed::Stage(second),
        };
        let warm = settings.warm.as_ref().and_then(|named| stage(&named.name));
        let deals = books.given.deals.iter();
        Self {
            deals: deals.filter(|deal| deal.segment == Some(index)).collect(),
            warm: warm.or_else(|| stage("meeting")).unwrap_or(second),
            books,
            actuals,
            conversions,
            settings,
            index,
            segment,
            aimed,
        }
    }

    /// A segment without a funnel has no leads.
    fn is_about_sources(&self) -> bool {
        let mut channels = self.books.plan.channels.iter();
        let has_any = channels.any(|of| of.serves(self.index)) || self.deals.iter().any(|deal| deal.channel.is_some());
        self.segment.last_stage() > 0 && has_any
    }

    fn as_of(&self) -> Date {
        self.actuals.as_of
    }

    /// Whether leads are deals: those that are only counted cannot be followed.
    fn follows_leads(&self) -> bool {
        self.segment.stages[0].source == FactSource::Deals
    }

    /// Days in which a lead comes to a stage, or does not.
    fn days_to(&self, stage: usize) -> u32 {
        let days: u32 = (0..stage).map(|stage| longest(&self.segment.step(stage).lag)).sum();
        days.max(DAYS_MIN)
    }

    fn aimed_after(&self) -> u32 {
        match self.aimed {
            Aimed::Stage(stage) => self.days_to(stage),
            Aimed::Tag(_) => self.days_to(1),
        }
    }

    fn sources(&self, parts: &[Part], to_come: ToCome<'_, '_>) -> SegmentChannels {
        let channels: Vec<Source> = self.by_channel(parts);
        let campaigns = self.by_campaign();
        let aim = |of: &[Source]| spread(of, |source| source.qualified);
        let warmth = |of: &[Source]| spread(of, |source| source.warm);
        SegmentChannels {
            segment: self.index,
            aimed: self.aimed.clone(),
            aimed_after: self.aimed_after(),
            warm: self.warm,
            warm_after: self.days_to(self.warm),
            cycle: self.days_to(self.segment.last_stage()),
            aim_of_channels: aim(&channels),
            warmth_of_channels: warmth(&channels),
            aim_of_campaigns: aim(&campaigns),
            warmth_of_campaigns: warmth(&campaigns),
            worth_of_channels: WorthSpread::of(&channels),
            shift: self.shift(&channels, to_come),
            worth_of_campaigns: WorthSpread::of(&campaigns),
            channels,
            campaigns,
        }
    }

    fn shift(&self, channels: &[Source], to_come: ToCome<'_, '_>) -> Option<Shift> {
        let remainder = self.remainder(channels, to_come)?;
        let mut shift = Shift::of(&remainder)?;
        let comparison = shift
            .refused()
            .and_then(|refused| self.comparison(refused, remainder.days));
        shift.comparison = comparison;
        Some(shift)
    }

    fn by_channel(&self, parts: &[Part]) -> Vec<Source> {
        let plan = self.books.plan;
        let planned = plan.channels.iter().filter(|of| of.serves(self.index));
        let mut ids: Vec<Option<&str>> = planned.map(|of| Some(of.id.as_str())).collect();
        let named: BTreeSet<Option<&str>> = self.deals.iter().map(|deal| channel_of(deal)).collect();
        let others: Vec<Option<&str>> = named.iter().copied().filter(|id| !ids.contains(id)).collect();
        // Those that name none come last.
        ids.extend(others.iter().filter(|id| id.is_some()));
        ids.extend(others.iter().filter(|id| id.is_none()));
        let of_segment = || parts.iter().filter(|part| part.segment == Some(self.index));
        let sources = ids.into_iter().map(|id| {
            let deals: Vec<&Deal> = self
                .deals
                .iter()
                .copied()
                .filter(|deal| channel_of(deal) == id)
                .collect();
            let index = id.and_then(|id| plan.channels.iter().position(|of| of.id.as_str() == id));
            let mut source = self.source(&deals);
            self.add_counted(&mut source, index);
            source.id = id.map(str::to_string);
            // Leads of all channels that the plan does not have stand in one part.
            let is_own = id.is_none() || index.is_some();
            source.leads = of_segment()
                .find(|part| is_own && part.index == index)
                .map(|part| part.to_date);
            source.cost = id.and_then(|id| self.cost_of_channel(id, index, &deals));
            source.marginal = id.and_then(|id| self.marginal(id, index, &source));
            if let (Some(cost), Some(marginal)) = (&mut source.cost, &source.marginal) {
                cost.overdispersion = marginal.overdispersion;
            }
            source
        });
        sources.collect()
    }

    fn by_campaign(&self) -> Vec<Source> {
        let mut named: BTreeMap<Option<&str>, Vec<&Deal>> = BTreeMap::new();
        for deal in &self.deals {
            named.entry(self.campaign_of(deal)).or_default().push(deal);
        }
        if !named.keys().any(Option::is_some) {
            return Vec::new();
        }
        let mut sources: Vec<Source> = named
            .into_iter()
            .map(|(id, deals)| Source {
                id: id.map(str::to_string),
                cost: id.and_then(|id| self.cost_of_campaign(id, &deals)),
                ..self.source(&deals)
            })
            .collect();
        // Those that name none come last, as with channels.
        sources.sort_by_key(|source| source.id.is_none());
        sources
    }

    /// The first of a deal's tags that names one, without what all of them begin with.
    fn campaign_of<'d>(&self, deal: &'d Deal) -> Option<&'d str> {
        let mut tags = deal.tags.iter();
        tags.find_map(|tag| tag.strip_prefix(&self.settings.campaign))
            .filter(|id| !id.is_empty())
    }

    /// Where leads are only counted, those counts stand in for the deals that nobody followed.
    fn add_counted(&self, source: &mut Source, channel: Option<usize>) {
        for (stage, share) in source.steps.iter_mut().enumerate() {
            let from_deals = |stage: usize| self.segment.stages[stage].source == FactSource::Deals;
            if from_deals(stage) && from_deals(stage + 1) {
                continue;
            }
            let mut all = self.conversions.iter();
            let step = all.find(|of| of.segment == self.index && of.stage == stage);
            let own = step.and_then(|of| of.by_channel.iter().find(|(index, _)| Some(*index) == channel));
            *share = own.map_or(Share::default(), |(_, judged)| Share {
                trials: judged.trials,
                successes: judged.successes,
                undecided: judged.undecided,
            });
        }
        if !self.follows_leads() {
            if self.aimed == Aimed::Stage(1) {
                source.qualified = source.steps[0];
            }
            if self.warm == 1 {
                source.warm = source.steps[0];
            }
        }
    }
}

fn channel_of(deal: &Deal) -> Option<&str> {
    deal.channel.as_ref().map(|id| id.as_str())
}

/// Leads of no named source are a mix, which is compared with nothing.
fn spread(sources: &[Source], share: impl Fn(&Source) -> Share) -> Spread {
    let named = sources.iter().filter_map(|source| {
        let share = share(source);
        let counts = Counts {
            trials: share.trials,
            successes: share.successes.min(share.trials),
            undecided: share.undecided,
        };
        Some((source.id.clone()?, counts))
    });
    Spread::of(named)
}
