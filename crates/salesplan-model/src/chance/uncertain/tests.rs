//! Against exact answers: the beta-binomial distribution, stage after stage.

use super::*;
use crate::chance::{StepRate, at_least, of_sum, path_points};

fn seen(successes: u64, trials: u64) -> StepRate {
    StepRate::Seen { successes, trials }
}

/// Beta-binomial chances of 0..=n, by the ratio of neighbours:
/// C(n, k) B(k + a, n - k + b) / B(a, b).
fn beta_binomial(n: usize, a: f64, b: f64) -> Vec<f64> {
    let nf = n as f64;
    let mut logs = vec![0.0_f64];
    for k in 0..n {
        let k = k as f64;
        let ratio = (nf - k) / (k + 1.0) * (k + a) / (nf - k - 1.0 + b);
        logs.push(logs[logs.len() - 1] + ratio.ln());
    }
    let top = logs.iter().copied().fold(f64::MIN, f64::max);
    let total: f64 = logs.iter().map(|log| (log - top).exp()).sum();
    logs.iter().map(|log| (log - top).exp() / total).collect()
}

/// The exact distribution of wins: thinned stage after stage, each stage's unknown rate
/// integrated out.
fn thinned(n: usize, steps: &[StepRate]) -> Vec<f64> {
    let mut now = vec![0.0; n + 1];
    now[n] = 1.0;
    for step in steps {
        let mut next = vec![0.0; n + 1];
        for (have, chance) in now.iter().enumerate().filter(|(_, chance)| **chance > 1e-14) {
            let pass = match *step {
                StepRate::Fixed(p) => {
                    let one = Trials {
                        count: have as u64,
                        p,
                        worth: 1,
                    };
                    let window = Window::binomial(one, 1, u64::MAX);
                    let mut pass = vec![0.0; have + 1];
                    for (k, mass) in (window.from as usize..).zip(&window.mass) {
                        pass[k] = *mass;
                    }
                    pass
                }
                StepRate::Seen { successes, trials } => {
                    beta_binomial(have, 1.0 + successes as f64, 1.0 + (trials - successes) as f64)
                }
            };
            for (k, p) in pass.iter().enumerate() {
                next[k] += chance * p;
            }
        }
        now = next;
    }
    now
}

/// The largest difference of the distribution functions of the wins.
fn error(n: usize, steps: &[StepRate], points: &[(f64, f64)]) -> f64 {
    let mixture = Group::of_path(points, &[(n as u64, 1)]).mixed_wins(1, u64::MAX);
    let (mut exact, mut ours, mut top) = (0.0, 0.0, 0.0_f64);
    for (wins, chance) in (0_u64..).zip(thinned(n, steps)) {
        let at = wins.checked_sub(mixture.from).and_then(|at| usize::try_from(at).ok());
        exact += chance;
        ours += at.and_then(|at| mixture.mass.get(at)).copied().unwrap_or(0.0);
        top = top.max((exact - ours).abs());
    }
    top
}

#[test]
fn one_segment_is_as_good_as_exact() {
    let evidence = [(1, 3), (0, 2), (3, 3), (10, 20), (30, 100), (300, 1000), (90, 100)];
    for len in 1..=4 {
        for start in 0..evidence.len() {
            let turn = start % 3;
            let rates = (0..len).map(|step| evidence[(start + step * turn) % evidence.len()]);
            let steps: Vec<StepRate> = rates.map(|(s, t)| seen(s, t)).collect();
            let points = path_points(&steps);
            for n in [1, 3, 20, 130] {
                assert!(error(n, &steps, &points) < 1e-4, "{n} leads, {steps:?}");
            }
        }
    }
    for steps in [
        vec![seen(1, 3)],
        vec![seen(300, 1000), StepRate::Fixed(0.5)],
        vec![seen(90, 100), seen(1, 3), seen(0, 2), seen(3, 3)],
    ] {
        let points = path_points(&steps);
        let error = error(400, &steps, &points);
        assert!(error < 1e-4, "400 leads, {steps:?}: {error}");
        let exact: f64 = thinned(400, &steps).iter().skip(60).sum();
        assert!((segment_uncertain(60, 400, &points) - exact).abs() < 1e-4);
    }
}

#[test]
fn fixed_rates_and_endless_evidence_give_the_certain_answer() {
    let fixed = path_points(&[StepRate::Fixed(0.5), StepRate::Fixed(0.3)]);
    assert!((segment_uncertain(3, 20, &fixed) - at_least(3, 20, 0.15)).abs() < 1e-12);
    let proven = path_points(&[seen(500_000_000, 1_000_000_000), seen(300_000_000, 1_000_000_000)]);
    for (wins, n) in [(3, 20), (60, 400), (300, 2_000)] {
        assert!((segment_uncertain(wins, n, &proven) - at_least(wins, n, 0.15)).abs() < 1e-3);
    }
    let kinds = [(20, 30_000), (50, 7_000)];
    let trials = kinds.map(|(count, worth)| Trials { count, p: 0.15, worth });
    let certain = of_sum(110_000, &trials);
    let uncertain = of_sum_uncertain(110_000, &[Group::of_path(&proven, &kinds)]);
    assert!((certain.value - uncertain.value).abs() < 1e-3);
    assert_eq!((certain.lattice, uncertain.lattice), (None, None));
}

/// ln B(a, b)
fn ln_beta(a: f64, b: f64) -> f64 {
    statrs::function::beta::ln_beta(a, b)
}

#[test]
fn segments_of_one_funnel_rise_and_fall_together() {
    // 12 of 40; the joint distribution of the wins of two segments given one unknown rate is
    // C(n, w) C(m, v) B(a + w + v, b + n + m - w - v) / B(a, b).
    let (a, b) = (13.0, 29.0);
    let (n, m) = (30_u64, 70_u64);
    let (large, small) = (50_000, 20_000);
    let points = path_points(&[seen(12, 40)]);
    let choose = |n: u64, k: u64| statrs::function::factorial::ln_binomial(n, k);
    let alone = (beta_binomial(30, a, b), beta_binomial(70, a, b));
    let (mut shared_before, mut apart_before) = (1.0, 1.0);
    for needed in [300_000, 700_000, 900_000, 1_400_000] {
        let (mut together, mut apart) = (0.0, 0.0);
        for w in 0..=n {
            for v in 0..=m {
                if w as i64 * large + v as i64 * small >= needed {
                    let (won, lost) = ((w + v) as f64, (n + m - w - v) as f64);
                    together += (choose(n, w) + choose(m, v) + ln_beta(a + won, b + lost) - ln_beta(a, b)).exp();
                    apart += alone.0[w as usize] * alone.1[v as usize];
                }
            }
        }
        let one = of_sum_uncertain(needed, &[Group::of_path(&points, &[(n, large), (m, small)])]);
        let two = [(n, large), (m, small)].map(|kind| Group::of_path(&points, &[kind]));
        let two = of_sum_uncertain(needed, &two);
        assert!((one.value - together).abs() < 1e-4, "{needed}: {one:?}, {together}");
        assert!((two.value - apart).abs() < 1e-4, "{needed}: {two:?}, {apart}");
        assert_eq!((one.lattice, two.lattice), (None, None));
        // With fewer points, as where time is short.
        let coarse = Group::of_path(&points, &[(n, large), (m, small)]).halved().halved();
        assert!((of_sum_uncertain(needed, &[coarse]).value - together).abs() < 5e-4);
        // Wider: a low sum is less sure, a high one likelier.
        let (shared_now, apart_now) = (shared_before - together, apart_before - apart);
        assert!(if needed < 800_000 {
            together < apart
        } else {
            needed < 1_000_000 || together > apart
        });
        assert!(shared_now > 0.0 && apart_now > 0.0);
        (shared_before, apart_before) = (together, apart);
    }
}

#[test]
fn a_kind_may_go_another_path_than_its_group() {
    // A channel whose last rate is half as good, in every draw.
    let points = path_points(&[seen(12, 40)]);
    let mut group = Group::of_path(&points, &[(40, 1), (40, 1)]);
    for p in &mut group.kinds[1].p {
        *p *= 0.5;
    }
    let given = |p: f64| {
        let half = Trials {
            count: 40,
            p: p / 2.0,
            worth: 1,
        };
        of_sum(15, &[Trials { p, ..half }, half]).value
    };
    let direct: f64 = points.iter().map(|(p, mass)| mass * given(*p)).sum();
    assert!((of_sum_uncertain(15, &[group]).value - direct).abs() < 1e-9);
}

#[test]
fn the_ends_of_the_range() {
    let none = path_points(&[seen(0, 0)]);
    // A uniform rate makes every number of wins as likely.
    assert!((segment_uncertain(3, 9, &none) - 0.7).abs() < 1e-4);
    assert_eq!(segment_uncertain(0, 0, &none), 1.0);
    assert_eq!(segment_uncertain(1, 0, &none), 0.0);
    assert_eq!(segment_uncertain(10, 9, &none), 0.0);
    assert_eq!(segment_uncertain(9, 9, &path_points(&[StepRate::Fixed(1.0)])), 1.0);
    assert_eq!(segment_uncertain(1, 9, &path_points(&[StepRate::Fixed(0.0)])), 0.0);
    assert_eq!(segment_uncertain(9, 9, &path_points(&[])), 1.0);
    assert_eq!(of_sum_uncertain(0, &[]), Chance::CERTAIN);
    assert_eq!(of_sum_uncertain(1, &[]).value, 0.0);
    assert_eq!(of_sum_uncertain(1, &[Group::of_path(&none, &[])]).value, 0.0);
    assert_eq!(of_sum_uncertain(5, &[Group::of_path(&none, &[(9, 0)])]).value, 0.0);
    // What is worth nothing does not force the lattice either.
    let beside = of_sum_uncertain(5, &[Group::of_path(&none, &[(9, 0), (9, 1)])]);
    assert!(
        (beside.value - 0.5).abs() < 1e-4 && beside.lattice.is_none(),
        "{beside:?}"
    );
}

#[test]
fn any_number_of_leads_is_answered() {
    let points = path_points(&[seen(12, 40)]);
    let limit = crate::chance::path_at_least(&points, 0.25);
    for n in [1_000_000_000, u64::MAX / 4] {
        let some = segment_uncertain(n / 4, n, &points);
        assert!((some - limit).abs() < 0.005, "{n}: {some}, {limit}");
        let money = [(n, 1_000_000), (n / 2, 700_001)].map(|kind| Group::of_path(&points, &[kind]));
        assert_eq!(of_sum_uncertain(i64::MAX, &money[..1]).value > 0.999, n > 1_000_000_000);
        let both = of_sum_uncertain(i64::MAX, &money);
        assert!((0.0..=1.0).contains(&both.value), "{both:?}");
        // A billion leads cannot bring so much, and that is certain.
        assert_eq!(both.lattice.is_some(), n > 1_000_000_000, "{both:?}");
    }
    let endless = path_points(&[
        seen(u64::MAX / 4, u64::MAX),
        seen(1, u64::MAX),
        seen(u64::MAX, u64::MAX),
    ]);
    assert!(endless.iter().all(|(p, mass)| (0.0..=1.0).contains(p) && *mass > 0.0));
}

#[test]
fn many_kinds_meet_the_limits_of_work_without_promising_more() {
    let points = path_points(&[seen(30, 100), seen(8, 20)]);
    let kinds: Vec<(u64, i64)> = (8..20).map(|i| (150, 101_000 * i)).collect();
    let exact = of_sum_uncertain(250_000_000, &[Group::of_path(&points, &kinds)]);
    // One kind more, which brings nothing to speak of, takes the common divisor away.
    let kinds: Vec<(u64, i64)> = kinds.into_iter().chain([(1, 1)]).collect();
    let coarse = of_sum_uncertain(250_000_000, &[Group::of_path(&points, &kinds)]);
    assert!(exact.lattice.is_none() && coarse.lattice.is_some());
    assert!(
        coarse.value < exact.value && exact.value - coarse.value < 0.01,
        "{coarse:?}, {exact:?}"
    );
}
