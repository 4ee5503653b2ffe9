//! `channels`: where leads come from, how well aimed and how warm they are, what they cost and
//! what they bring.

use jiff::civil::Date;
use salesplan_model::channels::{Aimed, SegmentChannels, Share, Source, WorthSpread};
use salesplan_model::money::Money;
use salesplan_model::plan::{Channel, Plan, Segment};
use salesplan_model::steps::Spread;
use serde::Serialize;

use crate::SCHEMA_VERSION;
use crate::figures::{quantity, rounded};
use crate::marginal::MarginalView;
use crate::shift::ShiftView;
use crate::steps::{SpreadView, spread_view};

/// The sources of a plan's leads on an evening.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelsView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// Those whose leads have a source, in file order.
    pub segments: Vec<SegmentSourcesView>,
}

/// The sources of one segment's leads.
#[derive(Debug, Clone, Serialize)]
pub struct SegmentSourcesView {
    /// The segment's id.
    pub segment: String,
    /// What people call it.
    pub segment_title: String,
    /// The stage that makes a lead a qualified one; null where a tag does.
    pub qualified_stage: Option<String>,
    /// What people call it.
    pub qualified_stage_title: Option<String>,
    /// The tag that does; null where a stage does.
    pub qualified_tag: Option<String>,
    /// Days after which a lead counts as qualified or not.
    pub qualified_after_days: u32,
    /// The stage by which a lead is warm.
    pub warm_stage: String,
    /// What people call it.
    pub warm_stage_title: String,
    /// Days after which a lead counts as warm or not.
    pub warm_after_days: u32,
    /// Days after which a lead counts as a deal or none.
    pub deal_after_days: u32,
    /// In the order of the plan; leads that name no channel last.
    pub channels: Vec<SourceView>,
    /// By their names; leads that name no campaign last.
    pub campaigns: Vec<SourceView>,
    /// How channels differ in the share that qualifies.
    pub better_aimed: SpreadView,
    /// How channels differ in the share that becomes warm.
    pub warmer: SpreadView,
    /// How campaigns differ in the share that qualifies.
    pub campaigns_better_aimed: SpreadView,
    /// How campaigns differ in the share that becomes warm.
    pub campaigns_warmer: SpreadView,
    /// How channels differ in what a lead brings.
    pub worth: WorthView,
    /// How campaigns differ in what a lead brings.
    pub campaigns_worth: WorthView,
    /// Whether leads still to come had better come by another channel; null where none can, and
    /// where nothing is missing any more.
    pub shift: Option<ShiftView>,
}

/// How sources differ in what a lead brings.
#[derive(Debug, Clone, Serialize)]
pub struct WorthView {
    /// `differ`, `by_chance`, or `too_few` where nothing can be said.
    pub verdict: &'static str,
    /// The chance of so large a spread where all are alike.
    pub by_chance: Option<f64>,
    /// What people call the one whose leads bring most; null where the spread is chance.
    pub best_title: Option<String>,
}

/// A channel or campaign in a segment.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// Its id; null for leads that name none.
    pub id: Option<String>,
    /// What people call it.
    pub title: Option<String>,
    /// Leads planned from the period's start; null where none are.
    pub leads_plan: Option<serde_json::Value>,
    /// Leads that came from the period's start; null where they are not counted by source.
    pub leads_fact: Option<serde_json::Value>,
    /// Leads that qualified.
    pub qualified: ShareView,
    /// Why leads that did not were lost, the most frequent first.
    pub reasons: Vec<ReasonView>,
    /// Leads that came to a meeting.
    pub warm: ShareView,
    /// Median days of those from the lead on.
    pub days_to_warm: Option<i64>,
    /// Every step of the funnel.
    pub steps: Vec<SourceStepView>,
    /// Leads that became deals.
    pub won: ShareView,
    /// What a lead that had time brought; null without money or amounts.
    pub revenue_per_lead: Option<String>,
    /// The lower end of 90 % of what is likely that a lead brings.
    pub revenue_per_lead_low: Option<String>,
    /// The upper end.
    pub revenue_per_lead_high: Option<String>,
    /// What is left of it after variable costs and commission, before the cost of the lead; null
    /// where the plan states no margin.
    pub margin_per_lead: Option<String>,
    /// Deals among these without an amount.
    pub won_without_amount: u64,
    /// Median days of these deals from the lead on.
    pub cycle_days: Option<i64>,
    /// Won deals of twice the planned average at least; null without a planned average.
    pub large: Option<ShareView>,
    /// What a lead cost; null where no spending is recorded.
    pub cost_per_lead: Option<String>,
    /// The lower end of 90 % of what is likely of it.
    pub cost_per_lead_low: Option<String>,
    /// The upper end.
    pub cost_per_lead_high: Option<String>,
    /// What the plan says a lead costs; null where it does not.
    pub planned_cost_per_lead: Option<String>,
    /// What a deal cost; null without spending or deals.
    pub cost_per_deal: Option<String>,
    /// The lower end of 90 % of what is likely of it.
    pub cost_per_deal_low: Option<String>,
    /// The upper end.
    pub cost_per_deal_high: Option<String>,
    /// The first day of spending; null without.
    pub spending_from: Option<String>,
    /// What one more unit of money would bring; null for a campaign, and with too little spending.
    pub marginal: Option<MarginalView>,
}

/// How many of those that had time.
#[derive(Debug, Clone, Serialize)]
pub struct ShareView {
    /// How many had time.
    pub trials: u64,
    /// How many of them did.
    pub successes: u64,
    /// The part; null without trials.
    pub rate: Option<f64>,
    /// The lower end of 90 % of what is likely; null without trials.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

/// A step of a source's leads.
#[derive(Debug, Clone, Serialize)]
pub struct SourceStepView {
    /// The stage it starts from.
    pub from: String,
    /// What people call it.
    pub from_title: String,
    /// What people call the stage it leads to.
    pub to_title: String,
    /// Who passed it.
    pub passed: ShareView,
}

/// Why leads were lost.
#[derive(Debug, Clone, Serialize)]
pub struct ReasonView {
    /// In the words of the files; null where no deal says.
    pub reason: Option<String>,
    /// How many.
    pub count: u64,
}

impl ShareView {
    fn new(share: Share) -> Self {
        let interval = share.interval();
        Self {
            trials: share.trials,
            successes: share.successes,
            rate: share.rate().map(rounded),
            low: interval.map(|(low, _)| rounded(low)),
            high: interval.map(|(_, high)| rounded(high)),
        }
    }
}

impl ChannelsView {
    /// Shapes sources for output.
    pub fn new(plan: &Plan, as_of: Date, sources: &[SegmentChannels]) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            plan: plan.id.to_string(),
            title: plan.title.clone(),
            as_of: as_of.to_string(),
            segments: segments(plan, sources),
        }
    }
}

/// The sources of every segment.
fn segments(plan: &Plan, sources: &[SegmentChannels]) -> Vec<SegmentSourcesView> {
    sources.iter().map(|of| segment_view(plan, of)).collect()
}

/// Those of the segments of which anything can be said yet.
pub(crate) fn of_review(plan: &Plan, sources: &[SegmentChannels]) -> Vec<SegmentSourcesView> {
    let says_something = |of: &&SegmentChannels| of.channels.iter().any(|source| source.qualified.trials > 0);
    sources
        .iter()
        .filter(says_something)
        .map(|of| segment_view(plan, of))
        .collect()
}

fn segment_view(plan: &Plan, of: &SegmentChannels) -> SegmentSourcesView {
    let segment = &plan.segments[of.segment];
    let stage = |index: usize| &segment.stages[index];
    let (aimed, tag) = match &of.aimed {
        Aimed::Stage(index) => (Some(*index), None),
        Aimed::Tag(tag) => (None, Some(tag.clone())),
    };
    let spread = |spread: &Spread| spread_view(spread, &|id| title(plan, id));
    let views = |sources: &[Source]| sources.iter().map(|source| view(plan, segment, source)).collect();
    SegmentSourcesView {
        segment: segment.id.to_string(),
        segment_title: segment.title.clone(),
        qualified_stage: aimed.map(|index| stage(index).id.to_string()),
        qualified_stage_title: aimed.map(|index| stage(index).title.clone()),
        qualified_tag: tag,
        qualified_after_days: of.aimed_after,
        warm_stage: stage(of.warm).id.to_string(),
        warm_stage_title: stage(of.warm).title.clone(),
        warm_after_days: of.warm_after,
        deal_after_days: of.cycle,
        channels: views(&of.channels),
        campaigns: views(&of.campaigns),
        better_aimed: spread(&of.aim_of_channels),
        warmer: spread(&of.warmth_of_channels),
        campaigns_better_aimed: spread(&of.aim_of_campaigns),
        campaigns_warmer: spread(&of.warmth_of_campaigns),
        worth: worth_view(plan, &of.worth_of_channels),
        campaigns_worth: worth_view(plan, &of.worth_of_campaigns),
        shift: of.shift.as_ref().map(|shift| ShiftView::new(plan, of.segment, shift)),
    }
}

/// Of statistics, to the minor unit; null without a currency.
pub(crate) fn money(plan: &Plan, minor: f64) -> Option<String> {
    Some(Money::new(minor.round() as i64, plan.goal.currency?).to_string())
}

/// The same for an estimate: three digits, since more of them would not be known.
pub(crate) fn estimate(plan: &Plan, minor: f64) -> Option<String> {
    let digits = minor.abs().max(1.0).log10().floor() - 2.0;
    let unit = 10_f64.powf(digits.max(0.0));
    money(plan, (minor / unit).round() * unit)
}

fn channel<'p>(plan: &'p Plan, id: &str) -> Option<&'p Channel> {
    plan.channels.iter().find(|channel| channel.id.as_str() == id)
}

fn title(plan: &Plan, id: &str) -> String {
    channel(plan, id).map_or_else(|| id.to_string(), |channel| channel.title.clone())
}

fn worth_view(plan: &Plan, spread: &WorthSpread) -> WorthView {
    WorthView {
        verdict: match (spread.by_chance, &spread.best) {
            (None, _) => "too_few",
            (Some(_), None) => "by_chance",
            (Some(_), Some(_)) => "differ",
        },
        by_chance: spread.by_chance.map(rounded),
        best_title: spread.best.as_deref().map(|id| title(plan, id)),
    }
}

fn view(plan: &Plan, segment: &Segment, source: &Source) -> SourceView {
    let money = |minor: f64| money(plan, minor);
    let revenue = source
        .brought
        .map(|brought| brought.minor as f64 / source.won.trials.max(1) as f64);
    let likely = source.brought.and_then(|brought| brought.likely(source.won.trials));
    let cost_likely = source.cost.and_then(|cost| cost.lead_likely());
    let deal_likely = source
        .cost
        .and_then(|cost| cost.deal_likely().filter(|_| cost.deals > 0));
    let kept = segment.margin.map(|margin| {
        let commission = segment.commission.map_or(0.0, |part| part.to_f64());
        margin.to_f64() - commission
    });
    // A campaign may be called as a channel is.
    let own = source
        .id
        .as_deref()
        .filter(|_| source.leads.is_some() || source.cost.is_some());
    let planned = own.and_then(|id| channel(plan, id)?.cost_per_lead);
    SourceView {
        title: source.id.as_deref().map(|id| title(plan, id)),
        id: source.id.clone(),
        leads_plan: source.leads.and_then(|sums| sums.plan).map(quantity),
        leads_fact: source.leads.map(|sums| quantity(sums.fact)),
        qualified: ShareView::new(source.qualified),
        reasons: source
            .reasons
            .iter()
            .map(|(reason, count)| ReasonView {
                reason: reason.clone(),
                count: *count,
            })
            .collect(),
        warm: ShareView::new(source.warm),
        days_to_warm: source.days_to_warm,
        steps: steps(segment, source),
        won: ShareView::new(source.won),
        revenue_per_lead: revenue.and_then(money),
        revenue_per_lead_low: likely.and_then(|likely| estimate(plan, likely.low)),
        revenue_per_lead_high: likely.and_then(|likely| estimate(plan, likely.high)),
        margin_per_lead: revenue.zip(kept).and_then(|(revenue, kept)| money(revenue * kept)),
        won_without_amount: source.n_without_amount,
        cycle_days: source.cycle_days,
        large: source.large.map(ShareView::new),
        cost_per_lead: source.cost.and_then(|cost| money(cost.per_lead()?)),
        cost_per_lead_low: cost_likely.and_then(|likely| estimate(plan, likely.low)),
        cost_per_lead_high: cost_likely.and_then(|likely| estimate(plan, likely.high)),
        planned_cost_per_lead: planned.map(|cost| cost.to_string()),
        cost_per_deal: source.cost.and_then(|cost| money(cost.per_deal()?)),
        cost_per_deal_low: deal_likely.and_then(|likely| estimate(plan, likely.low)),
        cost_per_deal_high: deal_likely.and_then(|likely| estimate(plan, likely.high)),
        spending_from: source.cost.map(|cost| cost.from.to_string()),
        marginal: source
            .marginal
            .as_ref()
            .map(|marginal| MarginalView::new(plan, marginal)),
    }
}

fn steps(segment: &Segment, source: &Source) -> Vec<SourceStepView> {
    let passed = source.steps.iter().enumerate();
    passed
        .map(|(stage, share)| SourceStepView {
            from: segment.stages[stage].id.to_string(),
            from_title: segment.stages[stage].title.clone(),
            to_title: segment.stages[stage + 1].title.clone(),
            passed: ShareView::new(*share),
        })
        .collect()
}
