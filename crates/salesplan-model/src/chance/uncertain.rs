//! The chance where the rates themselves are only known from evidence.

use super::sum::{self, Chance, Lattice, Trials, WORK_MAX, WinsByWorth};
use super::sums;
use super::window::{self, Window};

#[cfg(test)]
mod tests;

/// Kinds of trial that share one draw of rates: those of one funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The masses of the points of the draw; they sum to 1.
    pub masses: Vec<f64>,
    /// Given the point, the kinds are independent.
    pub kinds: Vec<SharedTrials>,
}

/// One kind of trial of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedTrials {
    /// How many.
    pub count: u64,
    /// The chance of each. Shape: one a point of the group.
    pub p: Vec<f64>,
    /// What each success brings, in the units of the need.
    pub worth: i64,
}

/// Several kinds of different worth are convolved point by point: with no fewer points
/// than these, where time is short.
const POINTS_MIN: usize = 64;
/// The range of the wins of all points, in the blocks for which [`window::block`] counts one.
const RANGE: f64 = 100.0;

impl Group {
    /// Kinds that all go the same path, from [`path_points`](super::path_points):
    /// each a count and what a success brings.
    pub fn of_path(points: &[(f64, f64)], kinds: &[(u64, i64)]) -> Self {
        let p: Vec<f64> = points.iter().map(|(p, _)| *p).collect();
        let kind = |&(count, worth): &(u64, i64)| SharedTrials {
            count,
            p: p.clone(),
            worth,
        };
        Self {
            masses: points.iter().map(|(_, mass)| *mass).collect(),
            kinds: kinds.iter().map(kind).collect(),
        }
    }

    /// At a point of the draw.
    pub(super) fn at(&self, point: usize) -> impl Iterator<Item = Trials> {
        self.kinds.iter().map(move |kind| Trials {
            count: kind.count,
            p: kind.p.get(point).copied().unwrap_or(0.0),
            worth: kind.worth,
        })
    }

    fn that_may_bring(&self) -> Self {
        let may = |kind: &&SharedTrials| kind.count > 0 && kind.worth > 0 && kind.p.iter().any(|p| *p > 0.0);
        Self {
            masses: self.masses.clone(),
            kinds: self.kinds.iter().filter(may).cloned().collect(),
        }
    }

    /// Neighbouring points drawn together, to half as many.
    fn halved(&self) -> Self {
        let masses = self.masses.chunks(2).map(|pair| pair.iter().sum()).collect();
        let kind = |kind: &SharedTrials| {
            let pairs = self.masses.chunks(2).zip(kind.p.chunks(2));
            let mean = |(masses, chances): (&[f64], &[f64])| {
                let weighted: f64 = masses.iter().zip(chances).map(|(mass, p)| mass * p).sum();
                weighted / masses.iter().sum::<f64>()
            };
            SharedTrials {
                p: pairs.map(mean).collect(),
                ..*kind
            }
        };
        Self {
            kinds: self.kinds.iter().map(kind).collect(),
            masses,
        }
    }

    /// The block in which all points of the group count their wins: each point's wins keep a
    /// quarter of the detail of wins at a certain rate, and all points together a range in reason.
    fn block(&self) -> u64 {
        let wins = |point| self.at(point).map(|kind| kind.count as f64 * kind.p).sum::<f64>();
        let spread = |point| {
            let variance = |kind: Trials| window::spread(kind.count, kind.p).powi(2);
            self.at(point).map(variance).sum::<f64>().sqrt()
        };
        let points = 0..self.masses.len();
        let widest = points.clone().map(spread).fold(0.0, f64::max);
        let (low, high) = points
            .map(wins)
            .fold((f64::MAX, 0.0), |(low, high), wins| (wins.min(low), wins.max(high)));
        window::block(f64::max(widest * 4.0, (high - low) / RANGE))
    }

    /// The wins of kinds that are worth the same: the mixture of their sums at the points.
    fn mixed_wins(&self, block: u64, enough: u64) -> Window {
        let mut mixture = Window::none();
        for (point, mass) in self.masses.iter().enumerate() {
            let wins = self.at(point).map(|kind| Window::binomial(kind, block, enough));
            if let Some(wins) = wins.reduce(|sum, more| sum.plus(&more, enough)) {
                mixture.mix(&wins, *mass);
            }
        }
        mixture
    }

    /// The wins at one point, by worth.
    fn wins_at(&self, point: usize, block: u64, needed: i64) -> WinsByWorth {
        let mut wins = WinsByWorth::new(needed);
        for kind in self.at(point).filter(Trials::may_bring) {
            wins.add_blocks(kind.worth, block, |enough| Window::binomial(kind, block, enough));
        }
        wins
    }
}

/// A group whose kinds are worth different amounts, so that it needs the lattice.
struct Several {
    group: Group,
    block: u64,
    /// As at the middle of the points: how much work a point is.
    typical: WinsByWorth,
}

impl Several {
    fn new(group: Group, needed: i64) -> Self {
        let block = group.block();
        Self {
            typical: group.wins_at(group.masses.len() / 2, block, needed),
            group,
            block,
        }
    }

    fn work(&self, step: i64) -> u64 {
        self.typical.work(step).saturating_mul(self.group.masses.len() as u64)
    }

    fn place(&self, lattice: &Lattice, needed: i64) -> Window {
        let mut mixture = Window::none();
        for (point, mass) in self.group.masses.iter().enumerate() {
            mixture.mix(&self.group.wins_at(point, self.block, needed).place(lattice), *mass);
        }
        mixture
    }
}

/// Chance that the successes together are worth at least `needed` units, where the
/// groups' rates are uncertain. Groups are independent of each other; within a group
/// all kinds meet the same draw, so good and bad luck with the rates is common to them.
pub fn of_sum_uncertain(needed: i64, groups: &[Group]) -> Chance {
    if needed <= 0 {
        return Chance::CERTAIN;
    }
    let groups: Vec<Group> = groups.iter().map(Group::that_may_bring).collect();
    let kinds: Vec<Trials> = groups.iter().flat_map(|group| group.at(0)).collect();
    let exact = sum::common_divisor(kinds.iter().map(|kind| kind.worth));

    let mut wins = WinsByWorth::new(needed);
    let mut several = Vec::new();
    for group in groups.iter().cloned() {
        let Some(worth) = group.kinds.first().map(|kind| kind.worth) else {
            continue;
        };
        if group.kinds.iter().all(|kind| kind.worth == worth) {
            let block = group.block();
            wins.add_blocks(worth, block, |enough| group.mixed_wins(block, enough));
        } else {
            several.push(Several::new(group, needed));
        }
    }
    let finest = sum::finest(needed, exact);
    let share = WORK_MAX / several.len().max(1) as u64;
    for several in &mut several {
        while several.work(finest) > share && several.group.masses.len() >= 2 * POINTS_MIN {
            several.group = several.group.halved();
        }
    }

    let blocks = several.iter().map(|several| several.typical.coarsest_block);
    let blocks = blocks.fold(wins.coarsest_block, Option::max);
    let joins = several.len() as u64 - u64::from(wins.is_empty() && !several.is_empty());
    let lattice = Lattice::new(needed, exact, blocks, |step| {
        let points = sum::ceiling(needed, step);
        let join = points.saturating_mul(points) / 2 * joins;
        let each = several.iter().map(|several| several.work(step));
        each.fold(wins.work(step).saturating_add(join), u64::saturating_add)
    });
    let on_lattice = || {
        let mut short = wins.place(&lattice);
        for several in &several {
            short = short.plus(&several.place(&lattice, needed), lattice.points);
        }
        short.total()
    };
    lattice.chance(sum::most(&kinds), || sums::short_uncertain(needed, &groups), on_lattice)
}

/// Chance of at least `wins` of `trials`, where the chance of each is one of `points`.
pub fn segment_uncertain(wins: u64, trials: u64, points: &[(f64, f64)]) -> f64 {
    let needed = i64::try_from(wins).unwrap_or(i64::MAX);
    of_sum_uncertain(needed, &[Group::of_path(points, &[(trials, 1)])]).value
}
