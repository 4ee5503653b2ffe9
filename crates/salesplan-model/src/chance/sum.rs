//! The chance that independent numbers of wins are together worth enough.

use num_integer::Integer;

use std::collections::BTreeMap;

use super::sums;
use super::window::{self, Window};

/// One kind of trial that may bring part of what is needed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trials {
    /// How many.
    pub count: u64,
    /// The chance of each.
    pub p: f64,
    /// What each success brings, in the units of the need.
    pub worth: i64,
}

/// A chance, and how coarse the lattice was on which it was computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// In [0, 1].
    pub value: f64,
    /// `None` for an exact convolution. Else what a kind of trial brings was rounded down
    /// to a multiple of this many units, so the true chance is at least `value`.
    pub lattice: Option<i64>,
}

impl Chance {
    /// Nothing is needed any more.
    pub(super) const CERTAIN: Self = Self {
        value: 1.0,
        lattice: None,
    };
}

/// How many points a lattice may have. Fewer than the last would round away what single
/// deals bring.
const LATTICE_POINTS: [i64; 6] = [20_000, 16_000, 12_000, 8_000, 6_000, 4_000];
/// The most multiplications all convolutions may take; the estimate is on the high side,
/// so this is well below a tenth of a second.
pub(super) const WORK_MAX: u64 = 320_000_000;

/// Chance that the successes together are worth at least `needed` units:
/// the convolution of the kinds of trial, on a lattice of their common divisor, or where that
/// is too fine over the sums that they can come to; only where those are many on a coarser one.
pub fn of_sum(needed: i64, kinds: &[Trials]) -> Chance {
    if needed <= 0 {
        return Chance::CERTAIN;
    }
    let kinds: Vec<Trials> = kinds.iter().copied().filter(Trials::may_bring).collect();
    let mut wins = WinsByWorth::new(needed);
    wins.add(&kinds);
    let exact = common_divisor(kinds.iter().map(|kind| kind.worth));
    let lattice = Lattice::new(needed, exact, wins.coarsest_block, |step| wins.work(step));
    lattice.chance(
        most(&kinds),
        || sums::short(needed, &kinds),
        || wins.place(&lattice).total(),
    )
}

/// What trials that may bring something come to below a limit: sums in rising order, each with its
/// chance. With it the step of the lattice where neither that nor the sums themselves are exact.
pub(super) fn distribution(limit: i64, kinds: &[Trials]) -> (Vec<(i64, f64)>, Option<i64>) {
    let mut wins = WinsByWorth::new(limit);
    wins.add(kinds);
    let exact = common_divisor(kinds.iter().map(|kind| kind.worth));
    let lattice = Lattice::new(limit, exact, wins.coarsest_block, |step| wins.work(step));
    let rounds = lattice.rounds();
    if let Some(sums) = rounds.and_then(|_| sums::below(limit, kinds)) {
        return (sums, None);
    }
    let placed = wins.place(&lattice);
    let sum = |cell: u64| i64::try_from(cell).unwrap_or(i64::MAX).saturating_mul(lattice.step);
    ((placed.from..).map(sum).zip(placed.mass).collect(), rounds)
}

impl Trials {
    pub(super) fn may_bring(&self) -> bool {
        self.worth > 0 && self.count > 0 && self.p > 0.0
    }
}

/// What all the trials bring where every one succeeds.
pub(super) fn most(kinds: &[Trials]) -> i128 {
    let brings = |kind: &Trials| i128::from(kind.count) * i128::from(kind.worth);
    kinds.iter().map(brings).fold(0, i128::saturating_add)
}

/// Wins that are worth the same are counted together, in small numbers, before
/// they meet the lattice.
#[derive(Debug)]
pub(super) struct WinsByWorth {
    needed: i64,
    by_worth: BTreeMap<i64, Vec<Window>>,
    pub coarsest_block: Option<i64>,
}

impl WinsByWorth {
    pub fn new(needed: i64) -> Self {
        Self {
            needed,
            by_worth: BTreeMap::new(),
            coarsest_block: None,
        }
    }

    /// Independent kinds.
    pub fn add(&mut self, kinds: &[Trials]) {
        for kind in kinds {
            let block = window::block(window::spread(kind.count, kind.p));
            self.add_blocks(kind.worth, block, |enough| Window::binomial(*kind, block, enough));
        }
    }

    /// Independent wins, each `worth` so much, counted in blocks up to how many are enough.
    pub fn add_blocks(&mut self, worth: i64, block: u64, wins: impl FnOnce(u64) -> Window) {
        let worth = worth.saturating_mul(i64::try_from(block).unwrap_or(i64::MAX));
        if block > 1 {
            self.coarsest_block = self.coarsest_block.max(Some(worth));
        }
        let enough = ceiling(self.needed, worth);
        let same = self.by_worth.entry(worth).or_default();
        same.push(wins(enough));
        // Like lengths first, as an odometer carries: that keeps the products small.
        while let [.., before, last] = same.as_slice() {
            if before.mass.len() / 2 > last.mass.len() || !before.is_quick_to_add(last) {
                break;
            }
            let sum = before.plus(last, enough);
            same.truncate(same.len() - 2);
            same.push(sum);
        }
    }

    /// The distribution of what all wins bring, in steps of the lattice.
    pub fn place(self, lattice: &Lattice) -> Window {
        let mut sum = Window::certain(0, lattice.points);
        for (worth, mut wins) in self.by_worth {
            let enough = ceiling(self.needed, worth);
            while let Some(last) = wins.pop() {
                match wins.last_mut() {
                    Some(before) if before.is_quick_to_add(&last) => *before = before.plus(&last, enough),
                    _ => sum = sum.plus(&last.scaled(worth, lattice.step, lattice.points), lattice.points),
                }
            }
        }
        sum
    }

    pub fn is_empty(&self) -> bool {
        self.by_worth.is_empty()
    }

    /// About how many multiplications `place` takes.
    pub fn work(&self, step: i64) -> u64 {
        let points = ceiling(self.needed, step);
        let (mut work, mut span) = (0_u64, 1_u64);
        let windows = self
            .by_worth
            .iter()
            .flat_map(|(worth, wins)| wins.iter().map(move |wins| (*worth, wins)));
        for (worth, wins) in windows {
            let listed = wins.mass.len() as u64;
            let cells = i128::from(listed) * i128::from(worth) / i128::from(step) + 1;
            let cells = u64::try_from(cells).unwrap_or(u64::MAX).min(points);
            work = work.saturating_add(listed.min(cells).saturating_mul(span));
            span = span.saturating_add(cells).min(points);
        }
        work
    }
}

/// So many of `part` bring all that is needed.
pub(super) fn ceiling(needed: i64, part: i64) -> u64 {
    u64::try_from(needed.div_euclid(part) + i64::from(needed % part != 0)).unwrap_or(0)
}

/// Where sums are kept: multiples of `step`, of which `points` lie below the need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lattice {
    pub step: i64,
    pub points: u64,
    needed: i64,
    rounds: Option<i64>,
}

impl Lattice {
    /// The common divisor of what single successes bring, or so coarse that `work` keeps
    /// within its limit. `blocks`: how coarse wins were counted already.
    pub fn new(needed: i64, exact: i64, blocks: Option<i64>, work: impl Fn(i64) -> u64) -> Self {
        let step = LATTICE_POINTS
            .map(|points| step_of(needed, exact, points))
            .into_iter()
            .reduce(|step, coarser| if work(step) > WORK_MAX { coarser } else { step })
            .unwrap_or(exact);
        Self {
            step,
            points: ceiling(needed, step),
            needed,
            rounds: (step != exact).then_some(step).max(blocks),
        }
    }

    /// How coarse it is; `None` where it is exact.
    pub fn rounds(&self) -> Option<i64> {
        self.rounds
    }

    /// From what all trials may bring, and the chance of falling short of the need: counted out
    /// where the lattice is coarse and the sums are few, else on the lattice.
    pub fn chance(
        &self,
        most: i128,
        counted_out: impl FnOnce() -> Option<f64>,
        on_lattice: impl FnOnce() -> f64,
    ) -> Chance {
        if most < i128::from(self.needed) {
            return Chance {
                value: 0.0,
                lattice: None,
            };
        }
        let exactly = self.rounds.and_then(|_| counted_out());
        Chance {
            value: (1.0 - exactly.unwrap_or_else(on_lattice)).clamp(0.0, 1.0),
            lattice: self.rounds.filter(|_| exactly.is_none()),
        }
    }
}

/// The step of the finest lattice.
pub(super) fn finest(needed: i64, exact: i64) -> i64 {
    step_of(needed, exact, LATTICE_POINTS[0])
}

fn step_of(needed: i64, exact: i64, points: i64) -> i64 {
    exact.max(needed.div_euclid(points).max(1))
}

/// Of all of `worths`; at least 1.
pub(super) fn common_divisor(worths: impl Iterator<Item = i64>) -> i64 {
    worths.fold(0, |common: i64, worth| common.gcd(&worth)).max(1)
}
