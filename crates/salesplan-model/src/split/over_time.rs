//! Splitting whole units over parts and time at once, so that every week adds up.
//!
//! Rounding every person's weeks on their own would not: ten people with one deal
//! each would all be given it in the same week. Here the whole's own rounded
//! running total says how many units a week brings, and each unit goes to the part
//! that must have it first (earliest due first, the rule of just-in-time level
//! schedules; Steiner & Yeomans 1993).
//!
//! # The law
//! With E = whole × weight ÷ total, the exact running total of a part, its units up
//! to a slot are ⌊E⌋ or ⌈E⌉ there. So unit k may not be given before E passes k - 1
//! and is due where E reaches k. The slots bring R, the rounded sum of all E.
//!
//! # Why it never gets stuck
//! Give every unit one place, in order of slots; units not due by the last slot may
//! stay without one.
//!
//! - *No unit is late for want of places.* The units whose whole time lies within some
//!   slots number at most the growth of ΣE over them, and so at most n = ⌊growth⌋.
//!   Rounding keeps order and carries whole steps over, so R grows by n or more there.
//! - *No place stays empty for want of units.* Take some slots, the last of them s.
//!   Units begun by s are Σ⌈E⌉, which is at least R(s), the places up to s. Only units
//!   whose time lies in the gaps between the slots are of no use to them, and by the
//!   first point these are no more than the places in the gaps.
//!
//! These are Hall's conditions for either side, and where each side can be matched
//! on its own both can be at once (Mendelsohn & Dulmage). Earliest due first finds
//! such a matching: in any that agrees with it so far, the unit it picks next can
//! change places with the one that stands there, which is due no earlier.

/// The largest total of weights: a product with 32 bits more still fits 128.
pub const MAX_TOTAL: u128 = 1 << 90;

/// Whole units at the end of every slot, each figure including those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningTotals {
    /// The whole, one figure a slot.
    pub company: Vec<u64>,
    /// Part after part in one piece, one figure a slot each. Shape: parts × slots
    parts: Vec<u64>,
}

impl RunningTotals {
    /// The parts in file order, one figure a slot each; they sum to `company`.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = &[u64]> {
        self.parts.chunks_exact(self.company.len())
    }
}

/// Splits `whole` over parts and slots. A part's weight at a slot is what it weighs
/// up to the end of that slot. Shape: parts × slots
///
/// `None` where the parts have no slots or not equally many, weights fall from one
/// slot to the next, or their total is zero or above [`MAX_TOTAL`].
pub fn running_totals(whole: u64, weights: &[impl AsRef<[u128]>]) -> Option<RunningTotals> {
    let slots = weights.first()?.as_ref().len();
    let mut total = 0_u128;
    for row in weights.iter().map(AsRef::as_ref) {
        if row.len() != slots || !row.is_sorted() {
            return None;
        }
        total = total.checked_add(*row.last()?).filter(|total| *total <= MAX_TOTAL)?;
    }
    if total == 0 {
        return None;
    }
    let mut elapsed = vec![0; slots];
    let mut exact = Exact::with_capacity(weights.len(), slots);
    for row in weights.iter().map(AsRef::as_ref) {
        elapsed.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        exact.push(whole, row, total);
    }
    let company: Vec<u64> = elapsed
        .iter()
        .map(|elapsed| company_running_total(whole, *elapsed, total))
        .collect();
    let parts = earliest_due_first(&company, exact);
    Some(RunningTotals { company, parts })
}

/// The running total of `whole` when `elapsed` of `total` has gone by, rounded to the
/// nearest unit (halves up).
///
/// # Panics
/// Where `total` is zero or above [`MAX_TOTAL`], or `elapsed` is above `total`.
pub fn company_running_total(whole: u64, elapsed: u128, total: u128) -> u64 {
    assert!(
        elapsed <= total && (1..=MAX_TOTAL).contains(&total),
        "{elapsed} of {total} is no share"
    );
    let (units, rest) = mul_div(whole, elapsed, total);
    units + u64::from(2 * rest >= total)
}

/// The exact running totals of all parts, as far as whole units need to know them.
struct Exact {
    /// Units completed: ⌊E⌋. Shape: parts × slots
    done: Vec<u64>,
    /// Whether the next unit has begun: E > ⌊E⌋. Shape: parts × slots
    begun: Vec<bool>,
    /// What is left at the last slot, in shares of a unit. Shape: parts
    rest: Vec<u128>,
}

impl Exact {
    fn with_capacity(parts: usize, slots: usize) -> Self {
        let cells = parts * slots;
        Self {
            done: Vec::with_capacity(cells),
            begun: Vec::with_capacity(cells),
            rest: Vec::with_capacity(parts),
        }
    }

    /// Carries the remainder from slot to slot: most steps are less than a unit then,
    /// and cost no division.
    fn push(&mut self, whole: u64, row: &[u128], total: u128) {
        let (mut done, mut rest, mut before) = (0, 0, 0);
        for weight in row {
            let (units, left) = mul_div(whole, weight - before, total);
            (done, rest, before) = (done + units, rest + left, *weight);
            if rest >= total {
                (done, rest) = (done + 1, rest - total);
            }
            self.done.push(done);
            self.begun.push(rest > 0);
        }
        self.rest.push(rest);
    }
}

/// The parts' running totals. Each is written over the `done` of its cell, which no
/// later slot looks at. Shape: parts × slots
fn earliest_due_first(company: &[u64], exact: Exact) -> Vec<u64> {
    let Exact {
        done: mut cells,
        begun,
        rest,
    } = exact;
    let (slots, parts) = (company.len(), rest.len());
    // Among units that are never due the one nearest to completion goes first. A
    // stable sort keeps file order among equal ones.
    let mut nearest: Vec<usize> = (0..parts).collect();
    nearest.sort_by(|a, b| rest[*b].cmp(&rest[*a]));
    // Ranks are due slots; behind them come `slots`, never due, and this one.
    let not_waiting = slots + 1;
    let mut given = vec![0_u64; parts];
    // Where the next unit of a part is due. It only moves on, so a step costs little.
    let mut due = vec![0; parts];
    // The rank of parts that may have that unit at this slot, and how many have each.
    let mut waiting = vec![not_waiting; parts];
    let mut turns = vec![0_u64; slots + 2];
    for (slot, units) in company.iter().enumerate() {
        let mut left = *units;
        turns.fill(0);
        for part in 0..parts {
            let done = &cells[part * slots..][..slots];
            let lower = given[part].max(done[slot]);
            while due[part] < slots && done[due[part]] <= lower {
                due[part] += 1;
            }
            let may = begun[part * slots + slot] && lower == done[slot];
            waiting[part] = if may { due[part] } else { not_waiting };
            turns[waiting[part]] += 1;
            debug_assert!(lower <= left, "more units are due by slot {slot} than it has");
            left -= lower;
            given[part] = lower;
        }
        turns[not_waiting] = 0;
        give(left, &mut turns, &waiting, &nearest, &mut given);
        given
            .iter()
            .enumerate()
            .for_each(|(part, given)| cells[part * slots + slot] = *given);
    }
    cells
}

/// Gives the units `left` at a slot to the parts `waiting`, by rank. `turns` says how
/// many wait in each, so no sort is needed to know how far the units go.
fn give(mut left: u64, turns: &mut [u64], waiting: &[usize], nearest: &[usize], given: &mut [u64]) {
    for turns in turns.iter_mut() {
        *turns = left.min(*turns);
        left -= *turns;
    }
    debug_assert_eq!(left, 0, "too few units have begun");
    let never = turns.len() - 2;
    let undated = std::mem::take(&mut turns[never]) as usize;
    for part in nearest.iter().filter(|part| waiting[**part] == never).take(undated) {
        given[*part] += 1;
    }
    // Without a branch, which nothing could predict.
    for (given, due) in given.iter_mut().zip(waiting) {
        let turn = turns[*due].min(1);
        turns[*due] -= turn;
        *given += turn;
    }
}

/// ⌊a × b ÷ c⌋ and the remainder, for b ≤ c ≤ [`MAX_TOTAL`].
///
/// All splits of a large plan pass here, so small products take a shorter way.
pub(crate) fn mul_div(a: u64, b: u128, c: u128) -> (u64, u128) {
    debug_assert!(b <= c && c <= MAX_TOTAL);
    let Some(product) = u128::from(a).checked_mul(b) else {
        // Long division with two digits of 32 bits: what is carried stays below c.
        let (high, carried) = div_rem(u128::from(a >> 32) * b, c);
        let (low, rest) = div_rem((carried << 32) + u128::from(a & u64::from(u32::MAX)) * b, c);
        return (narrow((high << 32) + low), rest);
    };
    if product < c {
        return (0, product);
    }
    if let (Ok(product), Ok(c)) = (u64::try_from(product), u64::try_from(c)) {
        return (product / c, u128::from(product % c));
    }
    let (units, rest) = div_rem(product, c);
    (narrow(units), rest)
}

/// One division; `%` would be another one.
fn div_rem(a: u128, b: u128) -> (u128, u128) {
    let quotient = a / b;
    (quotient, a - quotient * b)
}

fn narrow(share: u128) -> u64 {
    u64::try_from(share).expect("a share of a 64-bit number fits 64 bits")
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::*;
    use proptest::prelude::*;

    /// a × b in digits of 64 bits: 2^64 units of a total of 2^90 pass 128 bits.
    fn wide(a: u128, b: u128) -> [u128; 3] {
        let digits = |n: u128| (n >> 64, n & u128::from(u64::MAX));
        let ((a1, a0), (b1, b0)) = (digits(a), digits(b));
        let (carry, low) = digits(a0 * b0);
        let (high, mid) = digits(a1 * b0 + a0 * b1 + carry);
        [a1 * b1 + high, mid, low]
    }

    fn rows(split: &RunningTotals) -> Vec<Vec<u64>> {
        split.parts().map(<[u64]>::to_vec).collect()
    }

    /// Splits, and holds the result against everything that is promised.
    fn lawful(whole: u64, weights: &[Vec<u128>]) -> RunningTotals {
        let split = running_totals(whole, weights).unwrap();
        let slots = weights[0].len();
        let total: u128 = weights.iter().map(|row| row[slots - 1]).sum();
        assert_eq!((split.parts().len(), split.company.len()), (weights.len(), slots));
        assert_eq!(split.company[slots - 1], whole);
        for slot in 0..slots {
            let company = split.company[slot];
            assert_eq!(
                split.parts().map(|row| u128::from(row[slot])).sum::<u128>(),
                u128::from(company)
            );
            // R - 1/2 <= C < R + 1/2
            let elapsed: u128 = weights.iter().map(|row| row[slot]).sum();
            let (twice, exact) = (2 * u128::from(company), wide(2 * u128::from(whole), elapsed));
            assert!(exact < wide(twice + 1, total) && (twice == 0 || wide(twice - 1, total) <= exact));
        }
        for (row, weights) in split.parts().zip(weights) {
            assert!(row.is_sorted());
            for (units, weight) in row.iter().zip(weights) {
                // a - 1 < E < a + 1
                let (units, exact) = (u128::from(*units), wide(u128::from(whole), *weight));
                assert!(exact < wide(units + 1, total) && (units == 0 || wide(units - 1, total) < exact));
            }
        }
        split
    }

    /// The method word for word, with a sort a slot and no thought for speed.
    fn by_definition(whole: u128, weights: &[Vec<u128>]) -> Vec<Vec<u64>> {
        let slots = weights[0].len();
        let total: u128 = weights.iter().map(|row| row[slots - 1]).sum();
        let mut given: Vec<Vec<u64>> = vec![Vec::new(); weights.len()];
        for slot in 0..slots {
            let elapsed: u128 = weights.iter().map(|row| row[slot]).sum();
            let mut left = (2 * whole * elapsed + total) / (2 * total);
            let mut waiting = Vec::new();
            for (part, row) in weights.iter().enumerate() {
                let before = given[part].last().copied().unwrap_or(0);
                let lower = before.max((whole * row[slot] / total) as u64);
                given[part].push(lower);
                left -= u128::from(lower);
                let next = (u128::from(lower) + 1) * total;
                if whole * row[slot] > next - total {
                    let due = row.iter().position(|weight| whole * weight >= next).unwrap_or(slots);
                    let rest = if due == slots {
                        whole * row[slots - 1] % total
                    } else {
                        0
                    };
                    waiting.push((due, Reverse(rest), part));
                }
            }
            waiting.sort();
            assert!(
                left <= waiting.len() as u128,
                "too few have begun at {slot}: {whole} over {weights:?}"
            );
            waiting
                .iter()
                .take(left as usize)
                .for_each(|(_, _, part)| given[*part][slot] += 1);
        }
        given
    }

    /// Cumulative weights with steps below `step`, and weeks in which nothing happens.
    fn arrivals(parts: usize, slots: usize, step: u128) -> impl Strategy<Value = Vec<Vec<u128>>> {
        let steps = prop_oneof![2 => Just(0), 3 => 0..step, 1 => 0..3_u128];
        (1..=parts, 1..=slots)
            .prop_flat_map(move |(parts, slots)| {
                prop::collection::vec(prop::collection::vec(steps.clone(), slots), parts)
            })
            .prop_map(|rows| rows.iter().map(|row| cumulative(row)).collect::<Vec<_>>())
            .prop_filter("a total", |rows| rows.iter().any(|row| row.last() != Some(&0)))
    }

    fn cumulative(steps: &[u128]) -> Vec<u128> {
        steps
            .iter()
            .scan(0, |sum, step| Some(*sum + step).inspect(|next| *sum = *next))
            .collect()
    }

    fn even(weight: u128, slots: u128) -> Vec<u128> {
        (1..=slots).map(|slot| weight * slot).collect()
    }

    #[test]
    fn one_deal_each_is_spread_over_the_weeks_in_file_order() {
        let split = lawful(10, &vec![even(1, 13); 10]);
        assert_eq!(split.company, [1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10]);
        let week = |row: &[u64]| row.iter().position(|units| *units == 1).unwrap() + 1;
        assert_eq!(
            split.parts().map(week).collect::<Vec<_>>(),
            [1, 2, 4, 5, 6, 8, 9, 10, 12, 13]
        );
    }

    #[test]
    fn who_is_due_first_goes_first_and_the_largest_remainder_goes_before_the_others() {
        // E = 1/4 1/2, 1/2 1, 3/4 3/2; the last unit of the third is never due.
        let split = lawful(3, &[vec![1, 2], vec![2, 4], vec![3, 6]]);
        assert_eq!(
            (split.company.as_slice(), rows(&split)),
            (&[2, 3][..], vec![vec![0, 1], vec![1, 1], vec![1, 1]])
        );
        // E = 0.3, 0.9, 0.9, 0.9: what is left goes by remainder, then by file order.
        let split = lawful(3, &[vec![1], vec![3], vec![3], vec![3]]);
        assert_eq!(rows(&split), [[0], [1], [1], [1]]);
        let split = lawful(2, &[vec![1], vec![3], vec![3], vec![3]]);
        assert_eq!(rows(&split), [[0], [1], [1], [0]]);
    }

    #[test]
    fn a_part_that_starts_late_gets_nothing_before_and_one_without_weight_never() {
        let split = lawful(6, &[vec![1, 2, 3, 4], vec![0; 4], vec![0, 0, 1, 2]]);
        assert_eq!(rows(&split), [[1, 2, 3, 4], [0; 4], [0, 0, 1, 2]]);
    }

    #[test]
    fn a_move_in_the_file_moves_the_row_where_nothing_is_tied() {
        let rows_of = |order: [usize; 3]| {
            let weights = [vec![5, 20, 21, 22], vec![1, 2, 17, 18], vec![0, 9, 10, 31]];
            let split = lawful(7, &order.map(|part| weights[part].clone()));
            let mut rows: Vec<_> = order.into_iter().zip(rows(&split)).collect();
            rows.sort();
            rows
        };
        for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            assert_eq!(rows_of(order), rows_of([0, 1, 2]));
        }
    }

    #[test]
    fn the_largest_figures_fit() {
        for whole in [1 << 62, (1 << 63) - 1, u64::MAX] {
            lawful(whole, &[vec![1, (1 << 89) - 1], vec![1 << 88, 1 << 89], vec![0, 1]]);
            lawful(whole, &[vec![MAX_TOTAL / 3, MAX_TOTAL]]);
            assert_eq!(company_running_total(whole, MAX_TOTAL, MAX_TOTAL), whole);
        }
    }

    #[test]
    fn what_cannot_be_split_is_none() {
        assert_eq!(running_totals(1, &[] as &[Vec<u128>]), None);
        for weights in [
            vec![vec![], vec![]],
            vec![vec![0, 0]],
            vec![vec![1, 2], vec![1]],
            vec![vec![2, 1]],
            vec![vec![MAX_TOTAL], vec![1]],
            vec![vec![u128::MAX], vec![u128::MAX]],
        ] {
            assert_eq!(running_totals(1, &weights), None, "{weights:?}");
        }
    }

    #[test]
    fn every_small_split_is_by_definition() {
        for code in 1..3_u32.pow(9) {
            let step = |cell| u128::from(code / 3_u32.pow(cell) % 3);
            let weights = [0, 3, 6].map(|part| cumulative(&[step(part), step(part + 1), step(part + 2)]));
            for whole in 1..5 {
                let split = running_totals(whole, &weights).unwrap();
                assert_eq!(
                    rows(&split),
                    by_definition(u128::from(whole), &weights),
                    "{whole} over {weights:?}"
                );
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_arrivals_are_split_lawfully_and_by_definition(whole in 0_u64..60, weights in arrivals(12, 14, 40)) {
            prop_assert_eq!(rows(&lawful(whole, &weights)), by_definition(u128::from(whole), &weights));
        }

        #[test]
        fn many_units_are_split_lawfully_and_by_definition(whole in 0_u64..1 << 40, weights in arrivals(6, 10, 1 << 70)) {
            prop_assert_eq!(rows(&lawful(whole, &weights)), by_definition(u128::from(whole), &weights));
        }

        #[test]
        fn large_figures_are_split_lawfully(whole: u64, weights in arrivals(8, 8, 1 << 84)) {
            lawful(whole, &weights);
        }

        #[test]
        fn a_single_part_gets_what_the_company_gets(whole: u64, weights in arrivals(1, 20, 1 << 80)) {
            let split = lawful(whole, &weights);
            prop_assert_eq!(split.parts().next(), Some(split.company.as_slice()));
        }

        #[test]
        fn of_two_equal_parts_the_earlier_is_never_behind(whole in 0_u64..60, weights in arrivals(8, 10, 20)) {
            let twice: Vec<_> = weights.iter().chain(&weights).cloned().collect();
            let rows = rows(&lawful(whole, &twice));
            for (earlier, later) in rows.iter().zip(&rows[weights.len()..]) {
                prop_assert!(earlier.iter().zip(later).all(|(earlier, later)| earlier >= later));
            }
        }

        #[test]
        fn another_file_order_keeps_the_company(whole in 0_u64..60, weights in arrivals(8, 10, 20)) {
            let company = lawful(whole, &weights).company;
            let turned: Vec<_> = weights.into_iter().rev().collect();
            prop_assert_eq!(lawful(whole, &turned).company, company);
        }

        #[test]
        fn products_are_divided_exactly(a: u64, small in 0_u32..64, b: u128, c in 1..=MAX_TOTAL, shift in 0_u32..90) {
            let (a, c) = (a >> small, (c >> shift).max(1));
            let b = b % (c + 1);
            let (units, rest) = mul_div(a, b, c);
            let product = wide(u128::from(a), b);
            prop_assert!(wide(u128::from(units), c) <= product && product < wide(u128::from(units) + 1, c));
            // Their difference is below c, so its low bits are all of it.
            prop_assert_eq!(u128::from(a).wrapping_mul(b).wrapping_sub(u128::from(units).wrapping_mul(c)), rest);
        }

        #[test]
        fn days_are_rounded_as_days_are(whole in 0_i64..1 << 40, days in 1_usize..400, elapsed in 0_usize..400) {
            let elapsed = elapsed.min(days);
            let units = company_running_total(whole as u64, elapsed as u128, days as u128);
            let (whole, elapsed, days) = (i128::from(whole), elapsed as i128, days as i128);
            prop_assert_eq!(i128::from(units), (2 * whole * elapsed + days).div_euclid(2 * days));
        }
    }
}
