//! Channels whose truth is known: how often the interval of an elasticity holds it, how far the
//! estimate is off, how often channels that are alike are said to differ in what they bring, and
//! whether a shift that is proposed helps as often as it says.

use jiff::civil::date;

use super::rates::{Expected, Rates};
use super::remaining::{OfChannel, Remainder};
use super::response::{Response, Spell};
use super::{Brought, Share, Shift, Source, WorthSpread};
use crate::chance::{Trials, of_sum};
use crate::dice::Dice;
use crate::period::Period;

/// Weeks of spending that is by turns a half and twice the usual, with leads whose mean is
/// `level` at the usual spending and whose variance is `spread` times the mean.
fn weeks(dice: &mut Dice, n: usize, level: f64, elasticity: f64, spread: f64) -> Vec<Spell> {
    let week = |index: usize, dice: &mut Dice| {
        let usual = 200_000.0;
        let factor = [0.5, 1.0, 2.0][index % 3];
        let mean = level * f64::powf(factor, elasticity);
        // A Poisson count whose mean is gamma is negative binomial.
        let mean = if spread > 1.0 {
            dice.gamma(mean / (spread - 1.0), mean)
        } else {
            mean
        };
        Spell {
            weeks: 1.0,
            per_week: usual * factor,
            leads: dice.poisson(mean),
        }
    };
    (0..n).map(|index| week(index, dice)).collect()
}

const PLANS: u64 = 400;

struct Seen {
    /// The part of the plans whose 90 % interval holds the true elasticity.
    holds: f64,
    /// The same for the cost of one more lead.
    cost_holds: f64,
    /// The mean distance of the middle of the belief from the truth.
    bias: f64,
    told: f64,
}

fn simulate(n: usize, level: f64, elasticity: f64, spread: f64) -> Seen {
    let (mut holds, mut cost_holds, mut bias, mut told) = (0, 0, 0.0, 0);
    for seed in 0..PLANS {
        let dice = &mut Dice::new(seed * 6_151 + 3);
        let Some(response) = Response::of(weeks(dice, n, level, elasticity, spread)) else {
            continue;
        };
        let likely = response.belief.likely();
        holds += u32::from((likely.low..=likely.high).contains(&elasticity));
        bias += likely.middle - elasticity;
        told += u32::from(response.is_told());
        let cost = response.cost_of_one_more(200_000.0).unwrap().likely();
        let truth = 200_000.0 / (elasticity * level);
        cost_holds += u32::from((cost.low..=cost.high).contains(&truth));
    }
    let part = |count: u32| f64::from(count) / PLANS as f64;
    Seen {
        holds: part(holds),
        cost_holds: part(cost_holds),
        bias: bias / PLANS as f64,
        told: part(told),
    }
}

/// Elasticities near the ends of what is possible are drawn inwards by the flat prior, where
/// weeks are few; so the bias is only held to where they are many.
#[test]
fn the_interval_holds_the_truth_as_often_as_it_says() {
    for (n, level, elasticity, spread) in [
        (12, 15.0, 0.6, 1.0),
        (12, 15.0, 0.6, 3.0),
        (12, 15.0, 0.3, 2.0),
        (26, 20.0, 0.9, 2.0),
        (52, 20.0, 0.5, 3.0),
        (12, 3.0, 0.5, 1.5),
    ] {
        let seen = simulate(n, level, elasticity, spread);
        println!(
            "{n} weeks of {level} leads, elasticity {elasticity}, spread {spread}: interval holds {:.3}, of the cost {:.3}, bias {:+.3}, told {:.2}",
            seen.holds, seen.cost_holds, seen.bias, seen.told
        );
        // Three deviations of 400 draws of 90 % are 4.5 points.
        assert!(
            seen.holds >= 0.855 && seen.cost_holds >= 0.855,
            "{n} {elasticity} {spread}"
        );
        assert!(n < 26 || seen.bias.abs() < 0.06, "{}", seen.bias);
    }
}

/// As the power calculation promises: after the weeks that it asks for the elasticity is told in
/// four of five plans, and of spending that hardly varies it never is.
#[test]
fn the_weeks_of_a_trial_are_enough_and_without_variation_nothing_is_told() {
    let flat = |n: usize, dice: &mut Dice| -> Vec<Spell> {
        let spell = |dice: &mut Dice| Spell {
            weeks: 1.0,
            per_week: 200_000.0 * (1.0 + 0.02 * dice.normal()).max(0.5),
            leads: dice.poisson(20.0),
        };
        (0..n).map(|_| spell(dice)).collect()
    };
    let (mut told_before, mut told_after) = (0, 0);
    for seed in 0..PLANS {
        let dice = &mut Dice::new(seed * 977 + 5);
        let mut spells = flat(12, dice);
        let response = Response::of(spells.clone()).unwrap();
        told_before += u32::from(response.is_told());
        let n = response.weeks_of_trial(0.5, 20.0).unwrap();
        for week in 0..n {
            let factor = if week % 2 == 0 { 1.5 } else { 0.5 };
            spells.push(Spell {
                weeks: 1.0,
                per_week: 200_000.0 * factor,
                leads: dice.poisson(20.0 * f64::powf(factor, 0.6)),
            });
        }
        told_after += u32::from(Response::of(spells).unwrap().is_told());
    }
    let part = |count: u32| f64::from(count) / PLANS as f64;
    println!(
        "told before the trial {:.3}, after it {:.3}",
        part(told_before),
        part(told_after)
    );
    assert!(part(told_before) < 0.02 && part(told_after) > 0.75);
}

#[test]
fn channels_that_are_alike_rarely_differ_in_what_a_lead_brings() {
    let source = |dice: &mut Dice, id: &str, n: u64, rate: f64| {
        let amount = |dice: &mut Dice| (10_000_000.0 * (0.8 * dice.normal()).exp()) as i64;
        let n_won = (0..n).filter(|_| dice.next() < rate).count() as u64;
        let amounts: Vec<i64> = (0..n_won).map(|_| amount(dice)).collect();
        Source {
            id: Some(id.to_string()),
            won: Share {
                trials: n,
                successes: n_won,
                ..Share::default()
            },
            brought: Brought::of(&amounts, Some(10_000_000)),
            ..Source::default()
        }
    };
    let differ = |rates: [f64; 3]| {
        let of = |seed: u64| {
            let dice = &mut Dice::new(seed * 31 + 7);
            let sources = [("a", 60, rates[0]), ("b", 90, rates[1]), ("c", 40, rates[2])];
            let sources: Vec<Source> = sources.map(|(id, n, rate)| source(dice, id, n, rate)).to_vec();
            WorthSpread::of(&sources).best.is_some()
        };
        (0..1_000).filter(|seed| of(*seed)).count()
    };
    let (alike, apart) = (differ([0.15; 3]), differ([0.1, 0.1, 0.45]));
    println!("what a lead brings: alike ones differ in {alike} of 1,000, others in {apart}");
    assert!(alike <= 25, "{alike}");
    assert!(apart >= 600, "{apart}");
}

/// Three channels with leads to come, of which so many were seen, at those true rates.
fn remainder(dice: &mut Dice, truth: [f64; 3]) -> Remainder {
    let channel = |index: usize, dice: &mut Dice| {
        let trials = [60, 40, 25][index];
        let successes = (0..trials).filter(|_| dice.next() < truth[index]).count() as u64;
        OfChannel {
            channel: index,
            leads: [40, 30, 20][index],
            room: 30,
            saves: Some(50_000.0),
            costs: Some(50_000.0),
            steps: vec![Expected {
                rate: 0.15,
                seen: Share {
                    trials,
                    successes,
                    ..Share::default()
                },
            }],
            came: trials,
        }
    };
    Remainder {
        channels: (0..3).map(|index| channel(index, dice)).collect(),
        days: Period {
            from: date(2026, 11, 2),
            to: date(2026, 12, 6),
        },
        cycle: 30,
        worth: 10_000_000,
        counts_costs: false,
        spare: 0.0,
        needed: 160_000_000,
        beside: vec![Trials {
            count: 6,
            p: 0.4,
            worth: 10_000_000,
        }],
    }
}

/// Proposals of simulated plans: how many, how many that help in truth, and as how likely to help
/// they were called on average.
fn proposals(truth: impl Fn(&mut Dice) -> [f64; 3]) -> (usize, f64, f64) {
    let mut said = Vec::new();
    for seed in 0..PLANS {
        let dice = &mut Dice::new(seed * 4_447 + 11);
        let truth = truth(dice);
        let shift = Shift::of(&remainder(dice, truth)).unwrap();
        said.extend(shift.proposed().map(|of| (of.helps, truth[of.to] > truth[of.from])));
    }
    let n = said.len().max(1) as f64;
    let right = said.iter().filter(|(_, helps)| *helps).count() as f64 / n;
    (said.len(), right, said.iter().map(|(helps, _)| helps).sum::<f64>() / n)
}

#[test]
fn a_shift_is_called_as_likely_to_help_as_it_is() {
    // Channels that differ as plans' channels do.
    let (n, right, said) = proposals(|dice| [0; 3].map(|_| 0.02 + 0.3 * dice.next()));
    println!("proposed in {n} of {PLANS} plans: helps in {right:.3}, said {said:.3}");
    assert!(n > 100 && right >= said - 0.05, "{n} {right} {said}");
    let (n, right, _) = proposals(|_| [0.06, 0.15, 0.32]);
    println!("where they differ: proposed in {n} of {PLANS} plans, helps in {right:.3}");
    assert!(n as u64 > PLANS / 2 && right > 0.98, "{n} {right}");
    let (n, ..) = proposals(|_| [0.15; 3]);
    println!("where they are alike: proposed in {n} of {PLANS} plans");
    assert!((n as u64) < PLANS / 5, "{n}");
}

#[test]
fn a_shift_keeps_to_its_limits() {
    for seed in 0..60 {
        let dice = &mut Dice::new(seed * 601 + 13);
        let mut of = remainder(dice, [0.05, 0.1, 0.3]);
        let dear = 20_000.0 + 100_000.0 * dice.next();
        of.channels[2].costs = Some(dear);
        of.channels[2].room = 5 + seed % 20;
        of.spare = 500_000.0 * dice.next();
        let Some(shift) = Shift::of(&of) else { continue };
        if let Some(best) = &shift.best {
            let (giver, taker) = (&shift.channels[best.from], &shift.channels[best.to]);
            let kept = if shift.proposed().is_some() { giver.keeps } else { 0 };
            assert!(best.leads > 0 && best.leads <= giver.leads - kept && best.leads <= taker.room);
            assert!(best.cost.unwrap() <= of.spare.max(0.0) + 1e-6);
            let (before, after) = best.chance;
            assert!((0.0..=1.0).contains(&before) && (0.0..=1.0).contains(&after) && after >= before - 1e-9);
            assert!(best.change.low <= best.change.middle && best.change.middle <= best.change.high);
        }
        assert!(shift.knowing >= 0.0);
        let best: f64 = shift.channels.iter().map(|of| of.is_best).sum();
        assert!((best - 1.0).abs() < 1e-9);
    }
}

/// Every way in which the leads of two channels may end, counted out.
#[test]
fn the_chance_of_a_shift_is_that_of_its_trials() {
    let of = remainder(&mut Dice::new(5), [0.05, 0.1, 0.3]);
    let shift = Shift::of(&of).unwrap();
    let best = shift.proposed().unwrap();
    let rates: Vec<Vec<Expected>> = of.channels.iter().map(|of| of.steps.clone()).collect();
    let means = Rates::of(&rates).means();
    let chance = |moved: u64| {
        let kinds = (0..3).map(|index| {
            let leads = of.channels[index].leads;
            let count = match index {
                index if index == best.from => leads - moved,
                index if index == best.to => leads + moved,
                _ => leads,
            };
            Trials {
                count,
                p: means[index],
                worth: of.worth,
            }
        });
        of_sum(of.needed, &kinds.chain(of.beside.iter().copied()).collect::<Vec<_>>()).value
    };
    assert!((chance(0) - best.chance.0).abs() < 1e-9 && (chance(best.leads) - best.chance.1).abs() < 1e-9);
    // What it adds on average is the difference of the rates, by lead.
    let each = (means[best.to] - means[best.from]) * of.worth as f64;
    assert!((best.gain - best.leads as f64 * each).abs() < 1.0);
}
