//! Pictures stay within their frame, whatever they are drawn from, and are the same each time.

use proptest::prelude::*;

use super::bars::Bar;
use super::*;

fn figure(value: f64) -> String {
    format!("{value:.0}")
}

fn canvas() -> Canvas {
    Canvas::new("A <title> & \"more\"", "What it shows")
}

/// All numbers of attributes that place something.
fn places(svg: &str) -> Vec<f64> {
    let names = [
        " x=\"",
        " y=\"",
        " x1=\"",
        " y1=\"",
        " x2=\"",
        " y2=\"",
        " cx=\"",
        " cy=\"",
        " width=\"",
        " height=\"",
    ];
    names
        .iter()
        .flat_map(|name| svg.split(name).skip(1))
        .map(|rest| rest.split('"').next().unwrap().parse::<f64>().expect("a number"))
        .collect()
}

fn is_within(svg: &str) -> bool {
    places(svg)
        .iter()
        .all(|place| place.is_finite() && (0.0..=1000.0).contains(place))
}

#[test]
fn texts_are_texts() {
    let bars = [Bar {
        label: "</text><script>alert(1)</script>".into(),
        plan: Some(2.0),
        fact: 1.0,
    }];
    let svg = Bars {
        bars: &bars,
        plan: "plan",
        fact: "fact",
        more: "",
    }
    .draw(&canvas(), &figure);
    assert!(!svg.contains("<script") && svg.contains("&lt;/text&gt;"), "{svg}");
    assert!(
        svg.contains("<title>A &lt;title&gt; &amp; &quot;more&quot;</title>"),
        "{svg}"
    );
}

#[test]
fn an_axis_has_round_figures() {
    let ticks = |values: &[f64]| Axis::over(values.iter().copied()).ticks;
    use super::axis::Axis;
    assert_eq!(ticks(&[1_000_000.0]), [0.0, 500_000.0, 1_000_000.0]);
    assert_eq!(ticks(&[7.0, -3.0]), [-5.0, 0.0, 5.0, 10.0]);
    assert_eq!(ticks(&[]), [0.0, 0.5, 1.0]);
}

#[test]
fn a_year_is_said_where_it_begins_and_where_there_are_several() {
    let drawn = |years: &[&str]| {
        let point = |year: &&str| cumulative::Point {
            year: (*year).to_string(),
            label: "W".into(),
            plan: 1.0,
            fact: None,
        };
        let points: Vec<cumulative::Point> = years.iter().map(point).collect();
        cumulative::draw(&canvas(), &points, 1.0, None, ["a", "b", "c", "d"], &figure)
    };
    let several = drawn(&["2026", "2026", "2027", "2027"]);
    assert_eq!(
        (several.matches(">2026<").count(), several.matches(">2027<").count()),
        (1, 1)
    );
    assert_eq!(drawn(&["2026", "2026"]).matches(">2026<").count(), 0);
}

#[test]
fn many_rows_are_cut_and_it_says_so() {
    let bars: Vec<Bar> = (0..200)
        .map(|index| Bar {
            label: format!("channel {index}"),
            plan: None,
            fact: f64::from(index),
        })
        .collect();
    let svg = Bars {
        bars: &bars,
        plan: "plan",
        fact: "fact",
        more: "and 184 more",
    }
    .draw(&canvas(), &figure);
    assert!(svg.contains("channel 15<") && !svg.contains("channel 16<") && svg.contains("and 184 more"));
}

proptest! {
    #[test]
    fn everything_stays_within_the_frame(
        values in prop::collection::vec((prop::option::of(-1e12..1e12_f64), -1e12..1e12_f64), 0..60),
        goal in 0.0..1e12_f64,
        end in prop::option::of((-1e12..1e12_f64, 0.0..1e12_f64)),
    ) {
        let points: Vec<cumulative::Point> = values
            .iter()
            .map(|(fact, plan)| cumulative::Point { year: "2026".into(), label: "W".into(), plan: *plan, fact: *fact })
            .collect();
        let end = end.map(|(low, more)| cumulative::End { low, high: low + more });
        let svg = cumulative::draw(&canvas(), &points, goal, end, ["a", "b", "c", "d"], &figure);
        prop_assert!(is_within(&svg), "{svg}");
        let bars: Vec<Bar> = values
            .iter()
            .map(|(plan, fact)| Bar { label: "x".repeat(60), plan: *plan, fact: *fact })
            .collect();
        let svg = Bars { bars: &bars, plan: "plan", fact: "fact", more: "" }.draw(&canvas(), &figure);
        prop_assert!(is_within(&svg), "{svg}");
        let steps: Vec<waterfall::Step> = values
            .iter()
            .map(|(_, amount)| waterfall::Step { label: "s".into(), amount: *amount })
            .collect();
        let ends = ["start".to_string(), "end".to_string()];
        let end = goal + steps.iter().map(|step| step.amount).sum::<f64>();
        let svg = waterfall::draw(&canvas(), (goal, end), &steps, &ends, &figure);
        prop_assert!(is_within(&svg), "{svg}");
        let again = waterfall::draw(&canvas(), (goal, end), &steps, &ends, &figure);
        prop_assert_eq!(svg, again);
    }
}

/// A figure that loses its first digit at the edge is another figure.
#[test]
fn the_longest_figure_has_room_beside_the_axis() {
    let axis = axis::Axis::over([20_000_000_000.0]);
    let short = |_: f64| "20,000".to_string();
    let long = |_: f64| "20,000,000,000".to_string();
    assert_eq!(axis.left(&short), 84.0);
    // Eleven digits of the widest common font, and three commas.
    assert!(
        axis.left(&long) - 8.0 > 11.0 * 7.63 + 3.0 * 3.82,
        "{}",
        axis.left(&long)
    );
}
