//! Splitting whole units so that the parts add up to the whole.

pub mod over_time;

use num_rational::Ratio;

/// Splits `whole` by `weights` with the method of largest remainders (Hamilton);
/// equal remainders go to the earlier part.
///
/// Shape: one part for each weight, in order. `None` where the weights sum to
/// zero, one is negative, or the products do not fit 128 bits.
pub fn by_weight(whole: i64, weights: &[Ratio<i128>]) -> Option<Vec<i64>> {
    let zero = Ratio::new_raw(0, 1);
    if weights.iter().any(|weight| *weight < zero) {
        return None;
    }
    let total = weights.iter().try_fold(zero, |sum, weight| checked_add(sum, *weight))?;
    if total == zero {
        return None;
    }
    let whole_ratio = Ratio::from_integer(i128::from(whole));
    let exact: Vec<Ratio<i128>> = weights
        .iter()
        .map(|weight| checked_mul(whole_ratio, checked_div(*weight, total)?))
        .collect::<Option<_>>()?;
    let mut parts: Vec<i128> = exact.iter().map(|part| part.floor().to_integer()).collect();
    let left = usize::try_from(i128::from(whole) - parts.iter().sum::<i128>()).ok()?;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    // A stable sort keeps file order among equal remainders.
    order.sort_by(|a, b| (exact[*b] - exact[*b].floor()).cmp(&(exact[*a] - exact[*a].floor())));
    for index in order.into_iter().take(left) {
        parts[index] += 1;
    }
    parts.into_iter().map(|part| i64::try_from(part).ok()).collect()
}

/// Splits `whole` by integer weights, largest remainders first, equal ones in order.
///
/// Shape: one part for each weight. `None` where the weights sum to zero or to more than
/// [`over_time::MAX_TOTAL`].
pub fn by_integer_weight(whole: u64, weights: &[u128]) -> Option<Vec<u64>> {
    let total = weights
        .iter()
        .try_fold(0_u128, |sum, weight| sum.checked_add(*weight))?;
    if !(1..=over_time::MAX_TOTAL).contains(&total) {
        return None;
    }
    let (mut parts, rests): (Vec<u64>, Vec<u128>) = weights
        .iter()
        .map(|weight| over_time::mul_div(whole, *weight, total))
        .unzip();
    let left = whole - parts.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| rests[*b].cmp(&rests[*a]));
    for index in order.into_iter().take(usize::try_from(left).ok()?) {
        parts[index] += 1;
    }
    Some(parts)
}

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul};

fn checked_add(a: Ratio<i128>, b: Ratio<i128>) -> Option<Ratio<i128>> {
    a.checked_add(&b)
}

fn checked_mul(a: Ratio<i128>, b: Ratio<i128>) -> Option<Ratio<i128>> {
    a.checked_mul(&b)
}

fn checked_div(a: Ratio<i128>, b: Ratio<i128>) -> Option<Ratio<i128>> {
    a.checked_div(&b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ties_go_to_the_earlier_part() {
        let third = Ratio::new(1, 3);
        assert_eq!(by_weight(100, &[third, third, third]), Some(vec![34, 33, 33]));
        assert_eq!(by_weight(5, &[Ratio::new(1, 2), Ratio::new(1, 2)]), Some(vec![3, 2]));
        assert_eq!(by_weight(5, &[Ratio::new(0, 1)]), None);
    }

    proptest! {
        #[test]
        fn integer_weights_split_as_fractions_do(whole in 0_u64..10_000_000_000, weights in prop::collection::vec(0_u128..1000, 1..40)) {
            let ratios: Vec<_> = weights.iter().map(|w| Ratio::from_integer(*w as i128)).collect();
            let by_fraction = by_weight(i64::try_from(whole).unwrap(), &ratios);
            let by_integer = by_integer_weight(whole, &weights).map(|parts| parts.into_iter().map(|part| i64::try_from(part).unwrap()).collect());
            prop_assert_eq!(by_fraction, by_integer);
        }

        #[test]
        fn parts_sum_to_the_whole_and_are_within_one(whole in 0_i64..10_000_000_000, weights in prop::collection::vec(0_i128..1000, 1..40)) {
            prop_assume!(weights.iter().sum::<i128>() > 0);
            let ratios: Vec<_> = weights.iter().map(|w| Ratio::from_integer(*w)).collect();
            let parts = by_weight(whole, &ratios).unwrap();
            prop_assert_eq!(parts.iter().sum::<i64>(), whole);
            let total: i128 = weights.iter().sum();
            for (part, weight) in parts.iter().zip(&weights) {
                let off = i128::from(*part) * total - i128::from(whole) * weight;
                prop_assert!(off.abs() < total);
            }
        }

        #[test]
        fn running_totals_are_monotonic_end_at_the_whole_and_are_within_one(whole in 0_i64..1_000_000, days in 1_usize..400) {
            let total = |elapsed: usize| over_time::company_running_total(whole.unsigned_abs(), elapsed as u128, days as u128);
            let totals: Vec<i64> = (0..=days).map(|elapsed| i64::try_from(total(elapsed)).unwrap()).collect();
            prop_assert_eq!(totals[0], 0);
            prop_assert_eq!(totals[days], whole);
            for (elapsed, pair) in totals.windows(2).enumerate() {
                prop_assert!(pair[0] <= pair[1]);
                let off = i128::from(pair[1]) * days as i128 - i128::from(whole) * (elapsed as i128 + 1);
                prop_assert!(2 * off.abs() <= days as i128);
            }
        }
    }
}
