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
    // What is of no segment is in no sum of the plan: it comes in, and goes, with its segment.
    assert_eq!(did(Some(without.clone()), Some(open(50))), [(Kind::New, 50)]);
    assert_eq!(did(Some(open(50)), Some(without)), [(Kind::Gone, -50)]);
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
    // Put off or lost with the new owner.
    assert_eq!(of("anna", open(80), boris(later(80))), [(Kind::MovedOut, -80)]);
    assert_eq!(
        of("boris", open(80), boris(later(80))),
        [(Kind::MovedIn, 80), (Kind::Slipped, -80)]
    );
    let lost = boris(decided(Status::Lost, 80, date(2026, 11, 5)));
    assert_eq!(of("boris", open(80), lost), [(Kind::MovedIn, 80), (Kind::Lost, -80)]);
}

#[test]
fn an_amount_that_comes_or_goes_is_told_by_what_the_deal_is_worth() {
    let both = |was, is| {
        let movement = moved(Some(was), Some(is), None);
        let told = movement.buckets.iter().map(|(kind, total)| (*kind, total.worth));
        told.collect::<Vec<_>>()
    };
    let worth = |stated, at_average| Worth { stated, at_average };
    assert_eq!(both(open(80), averaged(100)), [(Kind::Grown, worth(-80, 100))]);
    assert_eq!(both(averaged(200), open(150)), [(Kind::Shrunk, worth(150, -200))]);
    // Another segment has another average: the deal changed, not the plan.
    let other = Known {
        segment: Some(SegmentId::new("repeat")),
        ..averaged(60)
    };
    assert_eq!(both(averaged(100), other), [(Kind::Shrunk, worth(0, -40))]);
}

#[test]
fn lost_and_open_again_and_lost_within_a_week_shows() {
    let mut history = History::default();
    let state = Recorded {
        expected_close: Some(date(2026, 12, 1)),
        ..Recorded::default()
    };
    history.record(date(2026, 11, 4), [(DealId::new("D-1"), state)]);
    let lost = |day| decided(Status::Lost, 100, day);
    let (was, is) = (lost(date(2026, 10, 20)), lost(date(2026, 11, 6)));
    let movement = moved(Some(was), Some(is), Some(&history));
    let kinds: Vec<Kind> = movement.buckets.keys().copied().collect();
    assert_eq!(kinds, [Kind::Reopened, Kind::Lost]);
}

#[test]
fn what_came_and_went_between_two_evenings_shows() {
    let mut history = History::default();
    let state = Recorded {
        amount: Some(Money::new(70, Currency::parse("RUB").unwrap())),
        expected_close: Some(date(2026, 12, 1)),
        segment: Some(SegmentId::new("new")),
        ..Recorded::default()
    };
    history.record(date(2026, 11, 4), [(DealId::new("D-1"), state.clone())]);
    let told = |was, history: &History| {
        let movement = moved(was, None, Some(history));
        let told = movement.buckets.iter().map(|(kind, total)| (*kind, total.worth.stated));
        told.collect::<Vec<_>>()
    };
    assert_eq!(told(None, &history), [(Kind::New, 70), (Kind::Gone, -70)]);
    let lost = decided(Status::Lost, 100, date(2026, 10, 20));
    assert_eq!(told(Some(lost), &history), [(Kind::Reopened, 70), (Kind::Gone, -70)]);
    // It counted neither before nor in between.
    let mut elsewhere = History::default();
    elsewhere.record(
        date(2026, 11, 4),
        [(
            DealId::new("D-1"),
            Recorded {
                segment: Some(SegmentId::new("other")),
                ..state
            },
        )],
    );
    assert_eq!(told(None, &elsewhere), []);
}

#[test]
fn what_another_reading_left_out_is_not_gone() {
    let mut history = History::default();
    assert_eq!(moved(Some(open(100)), None, Some(&history)).buckets.len(), 1);
    history.note_other_mapping(date(2026, 11, 4));
    history.note_left_out(date(2026, 11, 4), DealId::new("D-1"));
    let movement = moved(Some(open(100)), None, Some(&history));
    assert_eq!(movement.buckets[&Kind::Mapping].worth.stated, -100);
    // In another week it is.
    history = History::default();
    history.note_left_out(date(2026, 11, 9), DealId::new("D-1"));
    let movement = moved(Some(open(100)), None, Some(&history));
    assert_eq!(movement.buckets[&Kind::Gone].worth.stated, -100);
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
    let segment = prop::sample::select(vec![None, Some("new"), Some("repeat")]);
    let owner = prop::sample::select(vec!["anna", "boris"]);
    (status, -5..300_i64, any::<bool>(), segment, owner, 20..40_i8, 0..3_i8).prop_map(
        |(status, amount, has_amount, segment, owner, day, close)| {
            let base = if has_amount { open(amount) } else { averaged(amount) };
            let on = if day <= 31 {
                date(2026, 10, day)
            } else {
                date(2026, 11, day - 31)
            };
            Known {
                status,
                decided_on: (status != Status::Open).then_some(on),
                has_segment: segment.is_some(),
                segment: segment.map(SegmentId::new),
                expected_close: Some(date(2026 + i16::from(close / 2), 12, 1 + close)),
                is_in_time: close < 2,
                owner: Some(PersonId::new(owner)),
                ..base
            }
        },
    )
}

/// Two evenings and what was recorded between: deals that are gone, reopened, handed over and
/// put off, and that did several of these at once.
fn weeks() -> impl Strategy<Value = (Side, Side, History)> {
    let deals = || prop::collection::btree_map(0..12_u8, known(), 0..12);
    let recorded = prop::collection::vec((0..12_u8, 2..9_i8, 0..3_i8, any::<bool>()), 0..12);
    (deals(), deals(), recorded, any::<bool>()).prop_map(|(before, after, mut recorded, is_remapped)| {
        let side = |as_of, deals: BTreeMap<u8, Known>| {
            let named = deals
                .into_iter()
                .map(|(id, known)| (DealId::new(id.to_string()), known));
            Side::of(as_of, named)
        };
        let mut history = History::default();
        recorded.sort_by_key(|(_, day, ..)| *day);
        for (id, day, close, is_open) in recorded {
            let state = Recorded {
                expected_close: Some(date(2026 + i16::from(close / 2), 12, 1 + close)),
                status: Some(if is_open { Status::Open } else { Status::Lost }),
                amount: (id % 3 > 0).then(|| Money::new(i64::from(day) * 10, Currency::parse("RUB").unwrap())),
                owner: (id % 2 > 0).then(|| PersonId::new("boris")),
                segment: (id % 4 > 0).then(|| SegmentId::new("new")),
                ..Recorded::default()
            };
            history.record(date(2026, 11, day), [(DealId::new(id.to_string()), state)]);
        }
        if is_remapped {
            history.note_other_mapping(date(2026, 11, 4));
        }
        (side(MONDAY, before), side(SUNDAY, after), history)
    })
}

/// What all slices did, by kind.
fn together<'a>(slices: impl Iterator<Item = &'a Movement>) -> BTreeMap<Kind, Worth> {
    let mut sums: BTreeMap<Kind, Worth> = BTreeMap::new();
    for (kind, total) in slices.flat_map(|slice| &slice.buckets) {
        *sums.entry(*kind).or_default() += total.worth;
    }
    sums
}

proptest! {
    #[test]
    fn every_movement_balances_and_its_slices_sum_to_it((before, after, history) in weeks()) {
        let compared = Compared { before: &before, after: &after, history: Some(&history) };
        let whole = movement(compared, |_| true);
        assert_balances(&whole);
        let is_handing_over = |kind: &Kind| matches!(kind, Kind::MovedIn | Kind::MovedOut);
        prop_assert!(!whole.buckets.keys().any(is_handing_over));
        let people = movements_by(compared, |known| known.owner.clone());
        for (owner, part) in &people {
            prop_assert_eq!(&movement(compared, |known| known.owner == *owner), part);
        }
        let segments = movements_by(compared, |known| known.segment.clone());
        let (people, segments): (Vec<_>, Vec<_>) = (people.values().collect(), segments.values().collect());
        for slices in [people, segments] {
            let (mut start, mut end) = (Worth::default(), Worth::default());
            for slice in &slices {
                assert_balances(slice);
                start += slice.start.worth;
                end += slice.end.worth;
            }
            prop_assert_eq!((start, end), (whole.start.worth, whole.end.worth));
            let mut sums = together(slices.into_iter());
            let mut handed = sums.remove(&Kind::MovedIn).unwrap_or_default();
            handed += sums.remove(&Kind::MovedOut).unwrap_or_default();
            prop_assert_eq!(handed, Worth::default());
            prop_assert_eq!(sums, together(std::iter::once(&whole)));
        }
    }
}
