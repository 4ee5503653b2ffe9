//! Experiments whose truth is known: how often noise is called a winner though somebody looks
//! every week, and how often the stated effect is found.

use jiff::civil::{Date, date};

use super::cases::{Case, Cases, Spent, days_after};
use super::design::{FALSE_WINNERS, ln_needed};
use super::posterior::{Posterior, compare};
use super::wager::wager;
use super::{Arm, Experiment, Measured};
use crate::diagnostic::Location;
use crate::id::{ChannelId, PersonId};
use crate::period::Period;

/// Small and the same everywhere: SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn one_of(&mut self, n: usize) -> usize {
        ((self.next() * n as f64) as usize).min(n - 1)
    }

    /// Normal, by Box and Muller.
    fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.next(), self.next());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }
}

fn experiment(measure: Measured, smallest_effect: f64, n_arms: usize) -> Experiment {
    let location = Location {
        file: "experiments.toml".into(),
        span: 0..0,
    };
    let arm = |index: usize| Arm {
        id: format!("arm-{index}"),
        title: String::new(),
        tag: Some(format!("arm-{index}")),
        channel: None,
        person: None,
        playbook: None,
        days: None,
        location: location.clone(),
    };
    Experiment {
        id: "simulated".into(),
        hypothesis: String::new(),
        owner: PersonId::new("anna"),
        measure,
        segment: 0,
        stage: 0,
        smallest_effect,
        arms: (0..n_arms).map(arm).collect(),
        days: Period {
            from: date(2026, 1, 1),
            to: date(2030, 12, 31),
        },
        cases_per_arm: None,
        harm: None,
        matures_after: None,
        ended: None,
        location: location.clone(),
    }
}

const CHANNELS: [&str; 3] = ["webinar", "referral", "cold"];

/// Cases of two arms, so many a week, of three channels; `value` is what comes of one.
fn cases<'a>(
    channels: &'a [ChannelId],
    dice: &mut Dice,
    n_cases: usize,
    a_week: usize,
    value: impl Fn(&mut Dice, usize, usize, usize) -> f64,
) -> Cases<'a> {
    let mut found = Cases {
        n_young: vec![0, 0],
        ..Cases::default()
    };
    for index in 0..n_cases {
        let week = index / a_week;
        let day = days_after(date(2026, 1, 5), (7 * week + dice.one_of(5)) as u32);
        let (arm, channel) = (dice.one_of(2), dice.one_of(channels.len()));
        found.ripe.push(Case {
            began: day,
            ripe: day,
            arm,
            value: value(dice, arm, channel, week),
            channel: Some(&channels[channel]),
            owner: None,
        });
    }
    found.ripe.sort_by_key(|case| case.ripe);
    found
}

fn channels() -> Vec<ChannelId> {
    CHANNELS.iter().map(|id| ChannelId::new(*id)).collect()
}

/// Conversions that differ by channel and move with the season, and by arm as stated.
fn passes(dice: &mut Dice, arm: usize, channel: usize, week: usize, effect: f64) -> f64 {
    let usual = [0.2, 0.45, 0.25][channel] + 0.05 * (week as f64 / 8.0).sin();
    let rate = if arm == 1 { usual + effect } else { usual };
    f64::from(u8::from(dice.next() < rate))
}

/// The part of so many runs in which somebody who looks every week ever sees the second arm win.
fn winners(runs: u64, run: impl Fn(&mut Dice) -> bool) -> f64 {
    let won = (0..runs).filter(|seed| run(&mut Dice(seed * 7_919 + 1))).count();
    won as f64 / runs as f64
}

#[test]
fn noise_is_rarely_called_a_winner_however_often_one_looks() {
    let channels = channels();
    let of = experiment(Measured::Conversion, 0.15, 2);
    let share = winners(1_000, |dice| {
        let cases = cases(&channels, dice, 500, 8, |dice, arm, channel, week| {
            passes(dice, arm, channel, week, 0.0)
        });
        wager(&of, &cases, (1, 0), Some(0.21), ln_needed(2)).reached.is_some()
    });
    println!("false winners, conversions: {share}");
    assert!(share <= FALSE_WINNERS, "{share}");
}

#[test]
fn an_arm_that_is_worse_is_called_a_winner_even_more_rarely() {
    let channels = channels();
    let of = experiment(Measured::Conversion, 0.15, 2);
    let share = winners(1_000, |dice| {
        let cases = cases(&channels, dice, 500, 8, |dice, arm, channel, week| {
            passes(dice, arm, channel, week, -0.05)
        });
        wager(&of, &cases, (1, 0), Some(0.21), ln_needed(2)).reached.is_some()
    });
    println!("false winners, worse arm: {share}");
    assert!(share <= FALSE_WINNERS / 2.0, "{share}");
}

#[test]
fn noise_in_amounts_with_long_tails_is_rarely_called_a_winner() {
    let channels = channels();
    let of = experiment(Measured::AverageDeal, 60_000.0, 2);
    let share = winners(1_000, |dice| {
        let cases = cases(&channels, dice, 300, 5, |dice, _, channel, _| {
            (200_000.0 + 50_000.0 * channel as f64) * (1.2 * dice.normal()).exp()
        });
        wager(&of, &cases, (1, 0), None, ln_needed(2)).reached.is_some()
    });
    println!("false winners, amounts: {share}");
    assert!(share <= FALSE_WINNERS, "{share}");
}

/// Deals of two arms for the money of a year; a deal costs `cost` of the second arm 30,000 less
/// where the arms differ. Weeks are good and bad for both.
fn spending(dice: &mut Dice, cost: f64, less: f64) -> Cases<'static> {
    let mut found = Cases {
        n_young: vec![0, 0],
        ..Cases::default()
    };
    for week in 0..52 {
        let day = days_after(date(2026, 1, 5), 7 * week);
        let good = if dice.next() < 0.3 { 1.8 } else { 0.65 };
        for arm in 0..2 {
            let minor = 100_000.0 * (1.0 + dice.next());
            found.spent.push(Spent { ripe: day, arm, minor });
            let cost = if arm == 1 { cost - less } else { cost };
            let mean: f64 = good * minor / cost;
            // Poisson, by multiplication (Knuth).
            let (mut deals, mut product) = (0, dice.next());
            while product > (-mean).exp() {
                deals += 1;
                product *= dice.next();
            }
            for _ in 0..deals {
                found.ripe.push(Case {
                    began: day,
                    ripe: day,
                    arm,
                    value: 1.0,
                    channel: None,
                    owner: None,
                });
            }
        }
    }
    found.ripe.sort_by_key(|case: &Case<'_>| case.ripe);
    found
}

#[test]
fn noise_in_costs_is_rarely_called_a_winner_and_a_cheaper_arm_is() {
    let of = experiment(Measured::CostPerDeal, 30_000.0, 2);
    let share = |less: f64| {
        winners(1_000, |dice| {
            let cases = spending(dice, 100_000.0, less);
            wager(&of, &cases, (1, 0), None, ln_needed(2)).reached.is_some()
        })
    };
    let (noise, cheaper) = (share(0.0), share(40_000.0));
    println!("costs: false winners {noise}, found {cheaper}");
    assert!(noise <= FALSE_WINNERS, "{noise}");
    assert!(cheaper >= 0.8, "{cheaper}");
}

/// Cases that the design asks of each arm, for a share.
fn cases_per_arm(of: &Experiment, planned: f64) -> usize {
    super::design::cases_per_arm(of, planned, planned * (1.0 - planned)).ceil() as usize
}

#[test]
fn the_stated_effect_is_found_as_often_as_the_design_says() {
    let channels = channels();
    for effect in [0.1, 0.2] {
        let of = experiment(Measured::Conversion, effect, 2);
        let n = 2 * cases_per_arm(&of, 0.3);
        let share = winners(200, |dice| {
            let cases = cases(&channels, dice, n, 15, |dice, arm, channel, week| {
                passes(dice, arm, channel, week, effect)
            });
            wager(&of, &cases, (1, 0), Some(0.21), ln_needed(2)).reached.is_some()
        });
        println!("effect {effect}: {n} cases, found {share}");
        assert!(share >= 0.8, "{effect}: {share}");
    }
}

#[test]
fn a_better_mix_is_no_better_arm() {
    // The second arm gets nearly all of the channel that converts well, and sells no better.
    let channels = channels();
    let of = experiment(Measured::Conversion, 0.15, 2);
    let share = winners(500, |dice| {
        let mut cases = cases(&channels, dice, 400, 10, |_, _, _, _| 0.0);
        for case in &mut cases.ripe {
            let good = if case.arm == 1 { 0.8 } else { 0.2 };
            let channel = usize::from(dice.next() < good);
            case.channel = Some(&channels[channel]);
            case.value = f64::from(u8::from(dice.next() < [0.2, 0.6][channel]));
        }
        wager(&of, &cases, (1, 0), Some(0.21), ln_needed(2)).reached.is_some()
    });
    assert!(share <= FALSE_WINNERS, "{share}");
}

/// Why the verdict is not the usual one: choosing as soon as the expected loss is small, looked at
/// every week, calls noise a winner much more often.
#[test]
fn the_rule_of_expected_loss_alone_would_call_noise_a_winner() {
    let channels = channels();
    let calls = |loss: f64| {
        winners(100, |dice| {
            let cases = cases(&channels, dice, 300, 8, |dice, _, _, _| {
                f64::from(u8::from(dice.next() < 0.3))
            });
            let mut counts = [[1.0_f64; 2]; 2];
            let mut by_week: Vec<(Date, [[f64; 2]; 2])> = Vec::new();
            for case in &cases.ripe {
                counts[case.arm][usize::from(case.value < 0.5)] += 1.0;
                let week = crate::period::Week::of(case.ripe).sunday();
                match by_week.last_mut() {
                    Some((last, known)) if *last == week => *known = counts,
                    _ => by_week.push((week, counts)),
                }
            }
            by_week.iter().any(|(_, counts)| {
                let belief = |of: [f64; 2]| {
                    let n = of[0] + of[1];
                    let mean = of[0] / n;
                    Posterior::share(mean, mean * (1.0 - mean) / (n + 1.0)).unwrap()
                };
                let is_enough = counts.iter().all(|of| of[0] + of[1] >= 20.0);
                let standings = compare(&[belief(counts[0]), belief(counts[1])], true);
                is_enough && standings[1].expected_loss < loss
            })
        })
    };
    let share = calls(0.005);
    println!("false winners by expected loss under half a point: {share}");
    assert!(share > 2.0 * FALSE_WINNERS, "{share}");
}
