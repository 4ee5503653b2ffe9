//! Movements counted by hand, and that every one of them balances.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::history::Recorded;
use crate::id::{PersonId, SegmentId};
use crate::money::{Currency, Money};

const MONDAY: Date = date(2026, 11, 1);
const SUNDAY: Date = date(2026, 11, 8);

fn open(amount: i64) -> Known {
    Known {
        client: None,
        owner: Some(PersonId::new("anna")),
        segment: Some(SegmentId::new("new")),
        status: Status::Open,
        decided_on: None,
        expected_close: Some(date(2026, 12, 1)),
        has_amount: true,
        stated: None,
        worth: Worth {
            stated: amount,
            at_average: 0,
        },
        has_segment: true,
        is_in_time: true,
    }
}

fn later(amount: i64) -> Known {
    Known {
        expected_close: Some(date(2027, 1, 15)),
        is_in_time: false,
        ..open(amount)
    }
}

fn decided(status: Status, amount: i64, day: Date) -> Known {
    Known {
        status,
        decided_on: Some(day),
        ..open(amount)
    }
}

fn averaged(average: i64) -> Known {
    Known {
        has_amount: false,
        worth: Worth {
            stated: 0,
            at_average: average,
        },
        ..open(0)
    }
}

/// The kinds and stated amounts of what one deal did.
fn did(was: Option<Known>, is: Option<Known>) -> Vec<(Kind, i64)> {
    let movement = moved(was, is, None);
    movement
        .buckets
        .iter()
        .map(|(kind, total)| (*kind, total.worth.stated))
        .collect()
}

fn moved(was: Option<Known>, is: Option<Known>, history: Option<&History>) -> Movement {
    let id = DealId::new("D-1");
    let side = |as_of, known: Option<Known>| Side::of(as_of, known.map(|known| (id.clone(), known)));
    let (before, after) = (side(MONDAY, was), side(SUNDAY, is));
    let movement = movement(
        Compared {
            before: &before,
            after: &after,
            history,
        },
        |_| true,
    );
    assert_balances(&movement);
    movement
}

fn assert_balances(movement: &Movement) {
    let sum = |total: &Total| {
        total.deals.iter().fold(Worth::default(), |mut sum, (_, worth)| {
            sum += *worth;
            sum
        })
    };
    let mut balance = movement.start.worth;
    for total in movement.buckets.values() {
        assert_eq!(sum(total), total.worth);
        balance += total.worth;
    }
    assert_eq!(balance, movement.end.worth);
}

#[test]
fn a_deal_that_stays_has_only_a_change_of_its_amount() {
    assert_eq!(did(Some(open(100)), Some(open(100))), []);
    assert_eq!(did(Some(open(100)), Some(open(150))), [(Kind::Grown, 50)]);
    assert_eq!(did(Some(open(100)), Some(open(60))), [(Kind::Shrunk, -40)]);
    // Another average is the plan's doing; an amount of its own is the deal's.
    let of_plan = moved(Some(averaged(200)), Some(averaged(250)), None);
    assert_eq!(
        of_plan.buckets[&Kind::Plan].worth,
        Worth {
            stated: 0,
            at_average: 50
        }
    );
    let stated = moved(Some(averaged(200)), Some(open(180)), None);
    assert_eq!(
        stated.buckets[&Kind::Shrunk].worth,
        Worth {
            stated: 180,
            at_average: -200
        }
    );
}

#[test]
fn an_exit_is_at_the_final_amount_after_its_change() {
    let day = date(2026, 11, 5);
    let won = decided(Status::Won, 120, day);
    assert_eq!(did(Some(open(100)), Some(won)), [(Kind::Grown, 20), (Kind::Won, -120)]);
    let lost = decided(Status::Lost, 100, day);
    assert_eq!(did(Some(open(100)), Some(lost)), [(Kind::Lost, -100)]);
    assert_eq!(did(Some(open(100)), None), [(Kind::Gone, -100)]);
    assert_eq!(
        did(Some(open(100)), Some(later(90))),
        [(Kind::Shrunk, -10), (Kind::Slipped, -90)]
    );
    // The plan's period ends earlier: nothing happened to the deal.
    let outside = Known {
        is_in_time: false,
        ..open(100)
    };
    assert_eq!(did(Some(open(100)), Some(outside)), [(Kind::Plan, -100)]);
}

#[test]
fn what_is_told_late_is_restated_and_not_this_weeks_business() {
    for status in [Status::Won, Status::Lost] {
        let late = decided(status, 100, date(2026, 10, 28));
        assert_eq!(did(Some(open(100)), Some(late)), [(Kind::Restated, -100)]);
    }
    let late = decided(Status::Won, 100, MONDAY);
    assert_eq!(did(None, Some(late)), []);
}

#[test]
fn an_entry_is_at_the_final_amount() {
    assert_eq!(did(None, Some(open(100))), [(Kind::New, 100)]);
    assert_eq!(did(Some(later(80)), Some(open(100))), [(Kind::PulledIn, 100)]);
    let lost = decided(Status::Lost, 100, date(2026, 10, 1));
    assert_eq!(did(Some(lost), Some(open(70))), [(Kind::Reopened, 70)]);
    let without = Known {
        has_segment: false,
        segment: None,
        ..open(50)
    };
    assert_eq!(did(Some(without), Some(open(50))), [(Kind::MovedIn, 50)]);
}

#[test]
fn a_deal_that_came_and_went_has_an_entry_and_an_exit() {
    let day = date(2026, 11, 5);
    let won = || decided(Status::Won, 100, day);
    assert_eq!(did(None, Some(won())), [(Kind::New, 100), (Kind::Won, -100)]);
    assert_eq!(
        did(Some(later(90)), Some(won())),
        [(Kind::PulledIn, 100), (Kind::Won, -100)]
    );
    let lost = decided(Status::Lost, 100, day);
    assert_eq!(did(None, Some(lost)), [(Kind::New, 100), (Kind::Lost, -100)]);
    // A deal of next year that is lost never counted here.
    let lost_later = Known {
        status: Status::Lost,
        decided_on: Some(day),
        ..later(100)
    };
    assert_eq!(did(Some(later(100)), Some(lost_later)), []);
    // Won before and won still: nothing happened.
    let won_before = decided(Status::Won, 100, date(2026, 10, 3));
    assert_eq!(did(Some(won_before.clone()), Some(won_before)), []);
}

#[test]
fn a_close_that_was_in_the_period_for_a_day_shows() {
    let mut history = History::default();
    let recorded = |day| Recorded {
        expected_close: Some(day),
        ..Recorded::default()
    };
    history.record(date(2026, 11, 3), [(DealId::new("D-1"), recorded(date(2026, 12, 20)))]);
    history.record(date(2026, 11, 5), [(DealId::new("D-1"), recorded(date(2027, 1, 15)))]);
    let movement = moved(Some(later(100)), Some(later(100)), Some(&history));
    let kinds: Vec<Kind> = movement.buckets.keys().copied().collect();
    assert_eq!(kinds, [Kind::PulledIn, Kind::Slipped]);
}

#[test]
fn another_reading_of_the_source_is_no_business() {
    let mut history = History::default();
    let recorded = Recorded {
        amount: Some(Money::new(70, Currency::parse("RUB").unwrap())),
        ..Recorded::default()
    };
    history.record(date(2026, 11, 3), [(DealId::new("D-1"), recorded)]);
    let plain = moved(Some(open(100)), Some(open(70)), Some(&history));
    assert!(plain.buckets.contains_key(&Kind::Shrunk));
    history.note_other_mapping(date(2026, 11, 3));
    let remapped = moved(Some(open(100)), Some(open(70)), Some(&history));
    assert_eq!(remapped.buckets[&Kind::Mapping].worth.stated, -30);
}

#[test]
fn in_a_slice_it_belongs_to_whoever_has_it_at_the_end() {
    let boris = |known: Known| Known {
        owner: Some(PersonId::new("boris")),
        ..known
    };
    let id = DealId::new("D-1");
    let of = |name: &str, was: Known, is: Known| {
        let before = Side::of(MONDAY, [(id.clone(), was)]);
        let after = Side::of(SUNDAY, [(id.clone(), is)]);
        let owner = PersonId::new(name);
        let movement = movement(
            Compared {
                before: &before,
                after: &after,
                history: None,
            },
            |known| known.owner.as_ref() == Some(&owner),
        );
        assert_balances(&movement);
        let told = movement.buckets.iter().map(|(kind, total)| (*kind, total.worth.stated));
        told.collect::<Vec<_>>()
    };
    let won = decided(Status::Won, 100, date(2026, 11, 5));
    assert_eq!(
        of("anna", open(80), boris(won.clone())),
        [(Kind::Grown, 20), (Kind::MovedOut, -100)]
    );
    assert_eq!(
        of("boris", open(80), boris(won)),
        [(Kind::MovedIn, 100), (Kind::Won, -100)]
    );
    assert_eq!(of("boris", open(80), boris(open(80))), [(Kind::MovedIn, 80)]);
}

#[test]
fn the_way_between_two_evenings_is_kept() {
    let mut history = History::default();
    let rub = Currency::parse("RUB").unwrap();
    for (day, amount, close) in [(1, 100, 1), (3, 150, 1), (5, 100, 1), (6, 100, 9), (9, 70, 9)] {
        let state = Recorded {
            amount: Some(Money::new(amount, rub)),
            expected_close: Some(date(2026, 12, close)),
            ..Recorded::default()
        };
        history.record(date(2026, 11, day), [(DealId::new("D-1"), state)]);
    }
    let after = Side::of(SUNDAY, [(DealId::new("D-1"), open(100)), (DealId::new("D-2"), open(5))]);
    let found = paths(&after, &history, MONDAY);
    let days: Vec<i8> = found[0].steps.iter().map(|step| step.day.day()).collect();
    assert_eq!((found.len(), days), (1, vec![1, 3, 5, 6]));
    // Once is no path: its two ends tell it.
    assert_eq!(paths(&after, &history, date(2026, 11, 5)), []);
}

fn known() -> impl Strategy<Value = Known> {
    let status = prop::sample::select(vec![Status::Open, Status::Won, Status::Lost]);
    (status, -5..300_i64, any::<bool>(), any::<bool>(), 0..4_u8, 20..40_i8).prop_map(
        |(status, amount, has_amount, has_segment, who, day)| {
            let base = if has_amount { open(amount) } else { averaged(amount) };
            let on = if day <= 31 {
                date(2026, 10, day)
            } else {
                date(2026, 11, day - 31)
            };
            Known {
                status,
                decided_on: (status != Status::Open).then_some(on),
                has_segment,
                is_in_time: who % 2 == 0,
                owner: Some(PersonId::new(if who < 2 { "anna" } else { "boris" })),
                ..base
            }
        },
    )
}

fn sides() -> impl Strategy<Value = (Side, Side)> {
    let deals = || prop::collection::btree_map(0..12_u8, known(), 0..12);
    (deals(), deals()).prop_map(|(before, after)| {
        let side = |as_of, deals: BTreeMap<u8, Known>| {
            Side::of(
                as_of,
                deals
                    .into_iter()
                    .map(|(id, known)| (DealId::new(id.to_string()), known)),
            )
        };
        (side(MONDAY, before), side(SUNDAY, after))
    })
}

proptest! {
    #[test]
    fn every_movement_balances_and_its_slices_sum_to_it((before, after) in sides()) {
        let compared = Compared { before: &before, after: &after, history: None };
        let whole = movement(compared, |_| true);
        assert_balances(&whole);
        let of = |name: &str| {
            let owner = PersonId::new(name);
            let part = movement(compared, move |known| known.owner.as_ref() == Some(&owner));
            assert_balances(&part);
            part
        };
        let (anna, boris) = (of("anna"), of("boris"));
        let at_once = movements_by(compared, |known| known.owner.clone());
        for (name, part) in [("anna", &anna), ("boris", &boris)] {
            let same = at_once.get(&Some(PersonId::new(name))).cloned().unwrap_or_default();
            prop_assert_eq!(&same, part);
        }
        let sum = |get: &dyn Fn(&Movement) -> Worth| {
            let mut sum = get(&anna);
            sum += get(&boris);
            sum
        };
        prop_assert_eq!(sum(&|m| m.start.worth), whole.start.worth);
        prop_assert_eq!(sum(&|m| m.end.worth), whole.end.worth);
        let won = |m: &Movement| m.buckets.get(&Kind::Won).map_or(Worth::default(), |total| total.worth);
        prop_assert_eq!(sum(&won), won(&whole));
    }
}
