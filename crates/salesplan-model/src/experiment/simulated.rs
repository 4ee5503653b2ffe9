//! Experiments whose truth is known: how often noise is called a winner though somebody looks
//! every week, and how often the stated effect is found.

use jiff::civil::{Date, date};

use super::cases::{Case, Cases, Spent, days_after};
use super::design::{FALSE_WINNERS, ln_needed};
use super::posterior::{Posterior, compare, worse_by};
use super::wager::wager;
use super::{Arm, Experiment, Measured};
use crate::diagnostic::Location;
use crate::dice::Dice;
use crate::id::{ChannelId, PersonId};
use crate::period::Period;

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
    let won = (0..runs).filter(|seed| run(&mut Dice::new(seed * 7_919 + 1))).count();
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

/// The design holds for sums too: with as many deals as it asks for, amounts of a usual spread.
#[test]
fn a_larger_average_deal_is_found_as_often_as_the_design_says() {
    let channels = channels();
    let (planned, deviation, effect) = (250_000.0, 0.5, 60_000.0);
    // Log-normal: the mean is the median times exp(σ² / 2), the variance mean² (exp(σ²) - 1).
    let spread = planned * planned * (f64::exp(deviation * deviation) - 1.0);
    let of = experiment(Measured::AverageDeal, effect, 2);
    let n = 2 * super::design::cases_per_arm(&of, planned, spread).ceil() as usize;
    let share = winners(200, |dice| {
        let cases = cases(&channels, dice, n, 15, |dice, arm, _, _| {
            let mean = planned + if arm == 1 { effect } else { 0.0 };
            mean * (deviation * dice.normal() - deviation * deviation / 2.0).exp()
        });
        wager(&of, &cases, (1, 0), Some(spread), ln_needed(2)).reached.is_some()
    });
    println!("average deal: {n} deals, found {share}");
    assert!(share >= 0.8, "{share}");
}

/// Days from a stage to the deal: log-normal, other by channel, longer in some seasons, fewer
/// for the second arm where the arms differ.
fn cycle(dice: &mut Dice, arm: usize, channel: usize, week: usize, fewer: f64) -> f64 {
    let usual = [30.0, 18.0, 40.0][channel] + 6.0 * (week as f64 / 8.0).sin();
    let mean = usual - if arm == 1 { fewer } else { 0.0 };
    const DEVIATION: f64 = 0.4;
    (mean * (DEVIATION * dice.normal() - DEVIATION * DEVIATION / 2.0).exp()).round()
}

#[test]
fn noise_in_days_is_rarely_called_a_winner_and_a_shorter_cycle_is_found() {
    let channels = channels();
    let of = experiment(Measured::CycleDays, 7.0, 2);
    // Of one channel, as the design takes it; the wager compares within channels.
    let spread = 30.0 * 30.0 * (f64::exp(0.16) - 1.0);
    let n = 2 * super::design::cases_per_arm(&of, 30.0, spread).ceil() as usize;
    let share = |runs: u64, n_cases: usize, fewer: f64| {
        winners(runs, |dice| {
            let cases = cases(&channels, dice, n_cases, 12, |dice, arm, channel, week| {
                cycle(dice, arm, channel, week, fewer)
            });
            wager(&of, &cases, (1, 0), Some(spread), ln_needed(2)).reached.is_some()
        })
    };
    let (noise, longer, found) = (share(1_000, 400, 0.0), share(1_000, 400, -4.0), share(200, n, 7.0));
    println!("days: false winners {noise}, of a longer cycle {longer}; {n} deals, found {found}");
    assert!(
        noise <= FALSE_WINNERS && longer <= FALSE_WINNERS / 2.0,
        "{noise} {longer}"
    );
    assert!(found >= 0.8, "{found}");
}

/// Three arms, of which none is better: each needs so many times more that all together are
/// wrong no more often.
#[test]
fn of_three_arms_without_a_difference_rarely_any_is_called_a_winner() {
    let channels = channels();
    let of = experiment(Measured::Conversion, 0.15, 3);
    let share = winners(1_000, |dice| {
        let mut cases = cases(&channels, dice, 600, 10, |dice, arm, channel, week| {
            passes(dice, arm, channel, week, 0.0)
        });
        for case in &mut cases.ripe {
            case.arm = dice.one_of(3);
        }
        (1..3).any(|arm| wager(&of, &cases, (arm, 0), Some(0.21), ln_needed(3)).reached.is_some())
    });
    println!("false winners, three arms: {share}");
    assert!(share <= FALSE_WINNERS, "{share}");
}

/// Harm is a belief and no wager: it is to stop early, and stopping what does no harm costs an
/// experiment, not money. How often that happens with one look a week is measured here.
#[test]
fn harm_is_seldom_called_where_there_is_none_and_mostly_where_there_is() {
    let channels = channels();
    let share = |runs: u64, worse: f64| {
        winners(runs, |dice| {
            let cases = cases(&channels, dice, 300, 8, |dice, arm, _, _| {
                let rate = if arm == 1 { 0.4 - worse } else { 0.4 };
                f64::from(u8::from(dice.next() < rate))
            });
            let mut counts = [[0.0_f64; 2]; 2];
            let mut cases = cases.ripe.iter().peekable();
            while let Some(case) = cases.next() {
                counts[case.arm][usize::from(case.value < 0.5)] += 1.0;
                let week = |case: &Case<'_>| crate::period::Week::of(case.ripe);
                let is_evening = cases.peek().is_none_or(|next| week(next) != week(case));
                let is_enough = counts
                    .iter()
                    .all(|of| of[0] + of[1] >= super::verdict::CASES_TO_JUDGE_HARM as f64);
                // The plan's figure counts as two cases, as without evidence.
                let belief = |of: [f64; 2]| {
                    let (passed, n) = (of[0] + 2.0 * 0.4, of[0] + of[1] + 2.0);
                    let mean = passed / n;
                    Posterior::share(mean, mean * (1.0 - mean) / (n + 1.0)).unwrap()
                };
                let seen = |of: [f64; 2]| of[0] / (of[0] + of[1]).max(1.0);
                // A chance of nine in ten of more than 15 points is none where fewer were seen.
                let is_possible = seen(counts[0]) - seen(counts[1]) > 0.1;
                if is_evening && is_enough && is_possible {
                    let chance = worse_by(&belief(counts[1]), &belief(counts[0]), 0.15, true);
                    if chance >= super::verdict::HARM_LIKELY {
                        return true;
                    }
                }
            }
            false
        })
    };
    let (none, harmful) = (share(200, 0.0), share(100, 0.3));
    println!("harm called: equal {none}, worse by twice the limit {harmful}");
    assert!(none <= 0.05, "{none}");
    assert!(harmful >= 0.9, "{harmful}");
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
            let deals = dice.poisson(mean);
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
