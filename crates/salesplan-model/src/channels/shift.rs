//! Whether leads still to come had better come by another channel: one move, from one channel to
//! one other, as large as the limits allow.
//!
//! The other design was a whole new mix by linear programming. One move is what a head of sales
//! can say yes to, its figures can be checked by hand, and what is gained by a second one is
//! seen a week later.

use super::belief::{Belief, Likely};
use super::compare::Comparison;
use super::rates::{Expected, Rates};
use super::remaining::Remainder;
use crate::period::days_between;

/// What is said of the mix of a segment's leads that are still to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// What to make of the move that promises most.
    pub verdict: Verdict,
    /// The channels, in the order of the plan.
    pub channels: Vec<InMix>,
    /// The move that promises most, where any can be made.
    pub best: Option<Move>,
    /// What can be told apart instead, where the move is not likely enough to help.
    pub comparison: Option<Comparison>,
    /// What it would be worth to know the true rates before the leads come: units of the goal,
    /// on average.
    pub knowing: f64,
}

/// What to make of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is likely enough to help.
    Move,
    /// It is not: the channels may differ by chance alone.
    NotYet,
    /// It is, but the channel that would bring fewer may yet be the best, and keeps all of its
    /// leads so that it can be told.
    Kept,
    /// The mix is as good as any within the limits.
    None,
}

/// One channel in what remains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InMix {
    /// Index of the channel.
    pub channel: usize,
    /// Leads still to come by the plan.
    pub leads: u64,
    /// How many more than these it can bring.
    pub room: u64,
    /// Minor units that one lead more costs; `None` where nothing tells it.
    pub costs: Option<f64>,
    /// The share of leads that is believed to become deals.
    pub rate: Likely,
    /// The chance that its leads are worth more than those of every other.
    pub is_best: f64,
    /// Leads that it keeps whatever is moved, so that it can be told from the best.
    pub keeps: u64,
    /// Weeks until then; `None` where it keeps none for that.
    pub weeks: Option<u64>,
}

/// Leads that come by another channel than planned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// Index of the channel that brings fewer.
    pub from: usize,
    /// Index of the channel that brings more.
    pub to: usize,
    /// How many.
    pub leads: u64,
    /// The chance that it helps at all: that leads of the other channel are worth more.
    pub helps: f64,
    /// The chance of the goal at the expected rates, without it and with it.
    pub chance: (f64, f64),
    /// What it adds to the chance of the goal over all that the rates may be: the middle, and
    /// the ends of 80 %.
    pub change: Likely,
    /// What it adds to the outcome on average, in units of the goal.
    pub gain: f64,
    /// Minor units that it costs more, or less; `None` where a cost is not known.
    pub cost: Option<f64>,
}

/// From this chance that it helps on, a move is proposed.
pub const HELPS: f64 = 0.8;
/// A channel with a smaller chance to be the best is not kept for that.
const MAY_BE_BEST: f64 = 0.05;
/// The chance of the goal is reckoned over every so many of the draws.
const EVERY: usize = 8;
/// Half of what lies outside of 80 %.
const TAIL: f64 = 0.1;
/// Two shares are told apart at 5 % on one side, in four of five cases: (1.645 + 0.842)².
const TOLD_APART: f64 = 6.183;

impl Shift {
    /// Of what remains; `None` where no move is possible at all.
    pub fn of(remainder: &Remainder) -> Option<Self> {
        let expected: Vec<Vec<Expected>> = remainder.channels.iter().map(|of| of.steps.clone()).collect();
        let rates = Rates::of(&expected);
        let seen = Seen::of(remainder, &rates);
        let channels = seen.outlooks();
        let moves = seen.moves();
        let better = |best: Candidate, of: &Candidate| if of.gain > best.gain { *of } else { best };
        let best = moves.iter().fold(*moves.first()?, better);
        let (verdict, best) = seen.verdict(best, channels[best.from].keeps);
        Some(Self {
            knowing: seen.knowing(&moves),
            best: (verdict != Verdict::None).then(|| seen.effect(best)),
            verdict,
            channels,
            comparison: None,
        })
    }

    /// The move, where it is to be made.
    pub fn proposed(&self) -> Option<&Move> {
        self.best.as_ref().filter(|_| self.verdict == Verdict::Move)
    }

    /// The move that is not to be made yet.
    pub fn refused(&self) -> Option<&Move> {
        self.best.as_ref().filter(|_| self.verdict != Verdict::Move)
    }
}

impl Verdict {
    /// The word of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::NotYet => "not_yet",
            Self::Kept => "kept",
            Self::None => "none",
        }
    }
}

/// A move between two of the remainder's channels, by their positions there.
#[derive(Clone, Copy)]
struct Candidate {
    from: usize,
    to: usize,
    leads: u64,
    gain: f64,
}

/// What remains, at all the rates that channels may have.
struct Seen<'a> {
    remainder: &'a Remainder,
    rates: &'a Rates,
    means: Vec<f64>,
}

impl<'a> Seen<'a> {
    fn of(remainder: &'a Remainder, rates: &'a Rates) -> Self {
        Self {
            remainder,
            rates,
            means: rates.means(),
        }
    }

    /// What a lead of a channel is worth at that rate, in units of the goal.
    fn worth(&self, channel: usize, rate: f64) -> f64 {
        let of = &self.remainder.channels[channel];
        let paid = if self.remainder.counts_costs {
            of.costs.unwrap_or(0.0)
        } else {
            0.0
        };
        rate * self.remainder.worth as f64 - paid
    }

    fn outlooks(&self) -> Vec<InMix> {
        let n_channels = self.means.len();
        let best = (0..n_channels)
            .max_by(|a, b| {
                self.worth(*a, self.means[*a])
                    .total_cmp(&self.worth(*b, self.means[*b]))
            })
            .unwrap_or(0);
        let mut n_best = vec![0_u64; n_channels];
        for draw in self.rates.draws() {
            let top = (0..n_channels).max_by(|a, b| self.worth(*a, draw[*a]).total_cmp(&self.worth(*b, draw[*b])));
            n_best[top.unwrap_or(0)] += 1;
        }
        let n_draws = self.rates.draws().len() as f64;
        let outlook = |position: usize| {
            let of = &self.remainder.channels[position];
            let is_best = (n_best[position] as f64 + 0.5) / (n_draws + n_channels as f64 / 2.0);
            let is_open = position != best && is_best >= MAY_BE_BEST;
            let keeps = if is_open { self.to_tell_apart(position, best) } else { 0 };
            let values = self.rates.draws().map(|draw| (draw[position], 1.0)).collect();
            let rate = Belief::of(values).map(|belief| belief.likely());
            Some(InMix {
                channel: of.channel,
                leads: of.leads,
                room: of.room,
                costs: of.costs,
                rate: rate?,
                is_best,
                keeps,
                weeks: (keeps > 0).then(|| self.weeks_for(of.leads, keeps)),
            })
        };
        (0..n_channels).filter_map(outlook).collect()
    }

    /// Leads, beside those that came already, until a channel is told from the best where they
    /// differ as expected; at most all that are to come.
    fn to_tell_apart(&self, position: usize, best: usize) -> u64 {
        let of = &self.remainder.channels[position];
        let (own, its) = (self.means[position], self.means[best]);
        let spread = own * (1.0 - own) + its * (1.0 - its);
        let needed = TOLD_APART * spread / (own - its).powi(2);
        let known = of.came as f64;
        // Where they do not differ at all no number is enough.
        (needed - known).ceil().clamp(0.0, of.leads as f64) as u64
    }

    /// At the pace of the plan, and until the last of them has had its time.
    fn weeks_for(&self, leads: u64, keeps: u64) -> u64 {
        let left = days_between(self.remainder.days.from, self.remainder.days.to) as f64 + 1.0;
        let days = left * keeps as f64 / leads.max(1) as f64;
        ((days + f64::from(self.remainder.cycle)) / 7.0).ceil() as u64
    }

    /// Every move of one lead at least.
    fn moves(&self) -> Vec<Candidate> {
        let mut moves = Vec::new();
        for (from, giver) in self.remainder.channels.iter().enumerate() {
            for (to, taker) in self.remainder.channels.iter().enumerate() {
                let leads = giver.leads.min(taker.room).min(self.affordable(from, to));
                if from != to && leads > 0 {
                    let each = self.worth(to, self.means[to]) - self.worth(from, self.means[from]);
                    moves.push(Candidate {
                        from,
                        to,
                        leads,
                        gain: leads as f64 * each,
                    });
                }
            }
        }
        moves
    }

    /// What to make of a move, and the move without the leads that its channel keeps.
    fn verdict(&self, of: Candidate, keeps: u64) -> (Verdict, Candidate) {
        let most = self.remainder.channels[of.from].leads - keeps;
        let leads = of.leads.min(most);
        match (of.gain > 0.0, self.helps(of) >= HELPS) {
            (false, _) => (Verdict::None, of),
            (true, false) => (Verdict::NotYet, of),
            (true, true) if leads == 0 => (Verdict::Kept, of),
            (true, true) => {
                let gain = of.gain * leads as f64 / of.leads as f64;
                (Verdict::Move, Candidate { leads, gain, ..of })
            }
        }
    }

    /// The chance that leads of the other channel are worth more; never a certainty, of which draws
    /// know nothing.
    fn helps(&self, of: Candidate) -> f64 {
        let better = |draw: &&[f64]| self.worth(of.to, draw[of.to]) > self.worth(of.from, draw[of.from]);
        let draws = self.rates.draws();
        let n_draws = draws.len() as f64;
        (draws.filter(better).count() as f64 + 0.5) / (n_draws + 1.0)
    }

    /// What one lead that moves costs more; `None` where a cost is not known.
    fn dearer(&self, from: usize, to: usize) -> Option<f64> {
        let channels = &self.remainder.channels;
        Some(channels[to].costs? - channels[from].saves?)
    }

    /// How many may move without more money than is planned.
    fn affordable(&self, from: usize, to: usize) -> u64 {
        match self.dearer(from, to) {
            Some(dearer) if dearer > 0.0 => (self.remainder.spare / dearer).floor() as u64,
            _ => u64::MAX,
        }
    }

    /// What it is worth to know the rates: the mean of the best move at each draw, less the best
    /// move on average (the expected value of perfect information; Raiffa and Schlaifer 1961).
    fn knowing(&self, moves: &[Candidate]) -> f64 {
        let gain = |of: &Candidate, draw: &[f64]| {
            of.leads as f64 * (self.worth(of.to, draw[of.to]) - self.worth(of.from, draw[of.from]))
        };
        let draws = self.rates.draws();
        let n_draws = draws.len() as f64;
        let at_best: f64 = draws
            .map(|draw| moves.iter().map(|of| gain(of, draw)).fold(0.0, f64::max))
            .sum();
        let on_average = moves.iter().map(|of| of.gain).fold(0.0, f64::max);
        (at_best / n_draws - on_average).max(0.0)
    }

    fn effect(&self, of: Candidate) -> Move {
        let Candidate { from, to, leads, gain } = of;
        let channels = &self.remainder.channels;
        let dearer = self.dearer(from, to);
        let cost = dearer.map(|dearer| dearer * leads as f64);
        let needed = self.remainder.needed;
        // What is paid more has to be earned as well, where the goal is in profit.
        let paid = if self.remainder.counts_costs {
            cost.unwrap_or(0.0).ceil() as i64
        } else {
            0
        };
        let others = self
            .remainder
            .without(&[from, to], &self.means, needed.saturating_add(paid.max(0)));
        let chance = |draw: &[f64]| {
            let (gives, takes) = (channels[from].leads, channels[to].leads);
            let with = |moved: u64| [(gives - moved, draw[from]), (takes + moved, draw[to])];
            let worth = self.remainder.worth;
            let before = others.chance_with(needed, worth, &with(0));
            (
                before,
                others.chance_with(needed.saturating_add(paid), worth, &with(leads)),
            )
        };
        let mut changes: Vec<f64> = self
            .rates
            .draws()
            .step_by(EVERY)
            .map(chance)
            .map(|(before, after)| after - before)
            .collect();
        changes.sort_by(f64::total_cmp);
        let at = |part: f64| changes[((changes.len() - 1) as f64 * part).round() as usize];
        Move {
            from: channels[from].channel,
            to: channels[to].channel,
            leads,
            helps: self.helps(of),
            chance: chance(&self.means),
            change: Likely {
                middle: at(0.5),
                low: at(TAIL),
                high: at(1.0 - TAIL),
            },
            gain,
            cost,
        }
    }
}
