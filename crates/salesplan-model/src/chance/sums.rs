//! The exact distribution of a sum that can only come to a few values, whatever they are: three
//! deals have eight sums, and need no lattice even where they have no common divisor to speak of.

use super::Trials;
use super::uncertain::Group;
use super::window::{self, Window};

/// How many sums are few.
const SUMS_MAX: usize = 20_000;
/// The most additions that all convolutions together may take.
const WORK_MAX: usize = 4_000_000;

/// The sums below the need, rising, each with its chance.
pub(super) type Sums = Vec<(i64, f64)>;

/// Adds up what independent trials bring, as long as that is little work.
struct Adding {
    needed: i64,
    work_left: usize,
}

/// The chance that the successes together are worth less than `needed`. `None` where they can
/// come to too many different sums.
pub(super) fn short(needed: i64, kinds: &[Trials]) -> Option<f64> {
    Some(total(&below(needed, kinds)?))
}

/// What the successes come to, as far as it is less than `needed`. `None` as above.
pub(super) fn below(needed: i64, kinds: &[Trials]) -> Option<Sums> {
    Adding::new(needed).of_kinds(kinds.iter().copied())
}

/// The same where the groups' rates are uncertain.
pub(super) fn short_uncertain(needed: i64, groups: &[Group]) -> Option<f64> {
    let mut adding = Adding::new(needed);
    let mut sums = adding.nothing();
    for group in groups {
        let mut mixture = Vec::new();
        for (point, mass) in group.masses.iter().enumerate() {
            let at_point = adding.of_kinds(group.at(point).filter(Trials::may_bring))?;
            mixture.extend(at_point.into_iter().map(|(sum, chance)| (sum, chance * mass)));
            adding.spend(mixture.len() / group.masses.len())?;
        }
        sums = adding.join(&sums, &merged(mixture)?)?;
    }
    Some(total(&sums))
}

fn total(sums: &Sums) -> f64 {
    sums.iter().map(|(_, chance)| chance).sum()
}

impl Adding {
    fn new(needed: i64) -> Self {
        Self {
            needed,
            work_left: WORK_MAX,
        }
    }

    /// What no trial brings.
    fn nothing(&self) -> Sums {
        if self.needed > 0 { vec![(0, 1.0)] } else { Vec::new() }
    }

    fn spend(&mut self, work: usize) -> Option<()> {
        self.work_left = self.work_left.checked_sub(work)?;
        Some(())
    }

    fn of_kinds(&mut self, kinds: impl Iterator<Item = Trials>) -> Option<Sums> {
        let mut kinds: Vec<Trials> = kinds.collect();
        // Those that are worth the same first come to few sums.
        kinds.sort_by_key(|kind| kind.worth);
        let mut sums = self.nothing();
        for kind in kinds {
            let brings = self.of_kind(kind)?;
            sums = self.join(&sums, &brings)?;
        }
        Some(sums)
    }

    fn of_kind(&self, kind: Trials) -> Option<Sums> {
        if window::block(window::spread(kind.count, kind.p)) > 1 {
            return None;
        }
        let wins = Window::binomial(kind, 1, super::sum::ceiling(self.needed, kind.worth));
        if wins.mass.len() > SUMS_MAX {
            return None;
        }
        let sum = |(wins, chance): (u64, &f64)| Some((i64::try_from(wins).ok()?.checked_mul(kind.worth)?, *chance));
        // More than 64 bits hold is more than is needed.
        Some((wins.from..).zip(&wins.mass).map_while(sum).collect())
    }

    /// The sums of two independent ones.
    fn join(&mut self, one: &Sums, other: &Sums) -> Option<Sums> {
        self.spend(one.len().checked_mul(other.len())?)?;
        let (few, many) = if one.len() < other.len() {
            (one, other)
        } else {
            (other, one)
        };
        let mut sums = Vec::with_capacity(few.len() * many.len());
        for (have, chance) in few {
            let more = many
                .iter()
                .map_while(|(more, p)| Some((have.checked_add(*more)?, chance * p)));
            sums.extend(more.take_while(|(sum, _)| *sum < self.needed));
        }
        merged(sums)
    }
}

/// In rising order, equal ones as one; `None` where they are many.
fn merged(mut sums: Sums) -> Option<Sums> {
    // Made of a few rising runs, which a stable sort merges.
    sums.sort_by_key(|(sum, _)| *sum);
    sums.dedup_by(|next, kept| {
        let is_same = next.0 == kept.0;
        if is_same {
            kept.1 += next.1;
        }
        is_same
    });
    (sums.len() <= SUMS_MAX).then_some(sums)
}
