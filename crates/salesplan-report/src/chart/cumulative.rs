//! Plan and fact from the period's start, week by week, and the goal.

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, WIDTH};

const RIGHT: f64 = WIDTH - 16.0;
const TOP: f64 = 36.0;
const BOTTOM: f64 = 256.0;
const HEIGHT: f64 = 288.0;
/// What the line of years takes, where there are several.
const YEARS: f64 = 16.0;

/// The end of a week.
pub(super) struct Point {
    pub year: String,
    pub label: String,
    pub plan: f64,
    pub fact: Option<f64>,
}

/// Where the period may end: between two sums.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub low: f64,
    pub high: f64,
}

/// `names` are those of plan, fact and goal, and of the range of the end where there is one.
pub(super) fn draw(
    canvas: &Canvas,
    points: &[Point],
    goal: f64,
    end: Option<End>,
    names: [&str; 4],
    figure: &dyn Fn(f64) -> String,
) -> String {
    let mut canvas = canvas.empty();
    let values = points.iter().flat_map(|point| [Some(point.plan), point.fact]).flatten();
    let axis = Axis::over(
        values
            .chain([goal])
            .chain(end.into_iter().flat_map(|end| [end.low, end.high])),
    );
    let left_edge = axis.left(figure);
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * axis.part(value);
    // Everything begins with nothing before the first week.
    let x = |index: usize| left_edge + (RIGHT - left_edge) * (index as f64 + 1.0) / points.len().max(1) as f64;
    for tick in &axis.ticks {
        canvas.line("axis", (left_edge, y(*tick)), (RIGHT, y(*tick)));
        canvas.text("s", (left_edge - 8.0, y(*tick) + 4.0), Anchor::End, &figure(*tick));
    }
    let every = points.len().div_ceil(14).max(1);
    let is_several_years = points.first().map(|point| &point.year) != points.last().map(|point| &point.year);
    let mut year = None;
    for (index, point) in points.iter().enumerate().filter(|(index, _)| index % every == 0) {
        canvas.text("s", (x(index), BOTTOM + 20.0), Anchor::Middle, &point.label);
        if is_several_years && year.replace(&point.year) != Some(&point.year) {
            canvas.text("s", (x(index), BOTTOM + 20.0 + YEARS), Anchor::Middle, &point.year);
        }
    }
    canvas.line("whole", (left_edge, y(goal)), (RIGHT, y(goal)));
    let start = [(left_edge, y(0.0))];
    let plan = points
        .iter()
        .enumerate()
        .map(|(index, point)| (x(index), y(point.plan)));
    canvas.path("plan", &start.into_iter().chain(plan).collect::<Vec<_>>(), true);
    let known = points.iter().enumerate();
    let fact: Vec<(f64, f64)> = known
        .filter_map(|(index, point)| Some((x(index), y(point.fact?))))
        .collect();
    if let Some((end, from)) = end.zip(fact.last().or(Some(&start[0]))) {
        range(
            &mut canvas,
            *from,
            x(points.len().saturating_sub(1)),
            [y(end.low), y(end.high)],
        );
    }
    canvas.path(
        "fact",
        &start.into_iter().chain(fact.iter().copied()).collect::<Vec<_>>(),
        false,
    );
    for point in &fact {
        canvas.dot("fact", *point);
    }
    legend(&mut canvas, left_edge, names, end.is_some());
    canvas.finish(HEIGHT + if is_several_years { YEARS } else { 0.0 })
}

/// What may come of the way until the end, and at the end a bar.
fn range(canvas: &mut Canvas, from: (f64, f64), right: f64, [low, high]: [f64; 2]) {
    canvas.area("range", &[from, (right, high), (right, low)]);
    canvas.path("fact", &[(right, low), (right, high)], false);
}

fn legend(canvas: &mut Canvas, left_edge: f64, [plan, fact, goal, end]: [&str; 4], has_range: bool) {
    if has_range {
        let x = left_edge + 450.0;
        canvas.area("range", &[(x, 16.0), (x + 28.0, 10.0), (x + 28.0, 22.0)]);
        canvas.path("fact", &[(x + 28.0, 10.0), (x + 28.0, 22.0)], false);
        canvas.text("", (x + 36.0, 20.0), Anchor::Start, end);
    }
    let forms: [(&str, &str, bool); 3] = [("fact", fact, false), ("plan", plan, true), ("whole", goal, false)];
    for (index, (class, name, is_dashed)) in forms.into_iter().enumerate() {
        let x = left_edge + 150.0 * index as f64;
        canvas.path(class, &[(x, 16.0), (x + 28.0, 16.0)], is_dashed);
        if class == "fact" {
            canvas.dot(class, (x + 14.0, 16.0));
        }
        canvas.text("", (x + 36.0, 20.0), Anchor::Start, name);
    }
}
