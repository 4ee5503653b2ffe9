//! How alike two orders of the same things are.

/// Kendall's rank correlation of two orders (M. G. Kendall, "A new measure of rank
/// correlation", Biometrika 30 (1938)): 1 for the same order, -1 for the reverse, and
/// (1 + tau) / 2 of all pairs stand the same way round. `None` for fewer than two things.
///
/// `places` has the place in the second order of each thing, in the first order; no place
/// occurs twice. So there are no ties, and tau-a, tau-b and gamma are the same.
pub fn kendall_tau(places: &[usize]) -> Option<f64> {
    let n = places.len() as f64;
    if places.len() < 2 {
        return None;
    }
    let mut sorted = places.to_vec();
    let discordant = sort_and_count(&mut sorted, &mut Vec::with_capacity(places.len()));
    Some(1.0 - 4.0 * discordant as f64 / (n * (n - 1.0)))
}

/// Merge sort; gives the number of pairs that stood the wrong way round (W. R. Knight, "A
/// computer method for calculating Kendall's tau with ungrouped data", JASA 61 (1966)).
fn sort_and_count(places: &mut [usize], spare: &mut Vec<usize>) -> u64 {
    let middle = places.len() / 2;
    if middle == 0 {
        return 0;
    }
    let (left, right) = places.split_at_mut(middle);
    let mut n_swapped = sort_and_count(left, spare) + sort_and_count(right, spare);
    spare.clear();
    let (mut from_left, mut from_right) = (0, 0);
    while from_left < left.len() && from_right < right.len() {
        if left[from_left] <= right[from_right] {
            spare.push(left[from_left]);
            from_left += 1;
        } else {
            n_swapped += (left.len() - from_left) as u64;
            spare.push(right[from_right]);
            from_right += 1;
        }
    }
    spare.extend_from_slice(&left[from_left..]);
    spare.extend_from_slice(&right[from_right..]);
    places.copy_from_slice(spare);
    n_swapped
}

/// How many of the first `n` of one order are among the first `n` of the other; `places` as for
/// [`kendall_tau`], counted from 0.
pub fn n_common_of_first(places: &[usize], n: usize) -> usize {
    places.iter().take(n).filter(|place| **place < n).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tau_counts_the_pairs_that_changed_sides() {
        assert_eq!(kendall_tau(&[0, 1, 2, 3]), Some(1.0));
        assert_eq!(kendall_tau(&[3, 2, 1, 0]), Some(-1.0));
        // Of six pairs, (1, 0) and (3, 2) changed sides.
        assert!((kendall_tau(&[1, 0, 3, 2]).unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(kendall_tau(&[0]), None);
    }

    #[test]
    fn the_quick_count_is_the_plain_one() {
        // A fixed shuffle: 37 and 101 have no common divisor.
        let places: Vec<usize> = (0..101).map(|n| n * 37 % 101).collect();
        let pairs = (0..101).flat_map(|a| (a + 1..101).map(move |b| (a, b)));
        let discordant = pairs.filter(|(a, b)| places[*a] > places[*b]).count();
        let plain = 1.0 - 4.0 * discordant as f64 / (101.0 * 100.0);
        assert_eq!(kendall_tau(&places), Some(plain));
    }

    #[test]
    fn the_first_few_are_compared_as_sets() {
        assert_eq!(n_common_of_first(&[2, 0, 4, 1], 3), 2);
        assert_eq!(n_common_of_first(&[0, 1], 3), 2);
    }
}
