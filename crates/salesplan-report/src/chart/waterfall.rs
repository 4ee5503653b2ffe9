//! From what was open to what is: each step begins where the last one ended.

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, WIDTH};

const RIGHT: f64 = WIDTH - 16.0;
const TOP: f64 = 28.0;
const BOTTOM: f64 = 232.0;
const HEIGHT: f64 = 280.0;
/// A bar is no wider.
const BAR_MAX: f64 = 72.0;
/// What a label takes.
const LABEL: f64 = 120.0;

/// What happened, signed.
pub(super) struct Step {
    pub label: String,
    pub amount: f64,
}

/// `ends` are what start and end are called.
pub(super) fn draw(
    canvas: &Canvas,
    (start, end): (f64, f64),
    steps: &[Step],
    ends: &[String; 2],
    figure: &dyn Fn(f64) -> String,
) -> String {
    let mut canvas = canvas.empty();
    let mut levels = vec![start];
    for step in steps {
        levels.push(levels[levels.len() - 1] + step.amount);
    }
    let axis = Axis::over(levels.iter().copied().chain([end]));
    let left_edge = axis.left(figure);
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * axis.part(value);
    for tick in &axis.ticks {
        canvas.line("axis", (left_edge, y(*tick)), (RIGHT, y(*tick)));
        canvas.text("s", (left_edge - 8.0, y(*tick) + 4.0), Anchor::End, &figure(*tick));
    }
    let width = (RIGHT - left_edge) / (steps.len() as f64 + 2.0);
    let bar = (width * 0.64).min(BAR_MAX);
    // Where labels are close they stand on two lines, so that they do not run into each other.
    let is_crowded = width < LABEL;
    let left = |index: usize| left_edge + width * index as f64 + (width - bar) / 2.0;
    let column = |canvas: &mut Canvas, index: usize, class: &str, from: f64, to: f64, said: &str, label: &str| {
        let (top, bottom) = (y(from).min(y(to)), y(from).max(y(to)));
        // Something that did nothing to the sum is still a line.
        canvas.rect(class, left(index), top, bar, (bottom - top).max(1.0));
        let middle = left(index) + bar / 2.0;
        canvas.text("", (middle, top - 5.0), Anchor::Middle, said);
        let below = BOTTOM + if is_crowded && index % 2 == 1 { 34.0 } else { 18.0 };
        canvas.text("s", (middle, below), Anchor::Middle, label);
    };
    column(&mut canvas, 0, "whole", 0.0, start, &figure(start), &ends[0]);
    for (index, step) in steps.iter().enumerate() {
        let class = if step.amount < 0.0 { "down" } else { "up" };
        let sign = if step.amount > 0.0 { "+" } else { "" };
        let said = format!("{sign}{}", figure(step.amount));
        column(
            &mut canvas,
            index + 1,
            class,
            levels[index],
            levels[index + 1],
            &said,
            &step.label,
        );
        canvas.line(
            "axis",
            (left(index), y(levels[index])),
            (left(index + 1) + bar, y(levels[index])),
        );
    }
    column(&mut canvas, steps.len() + 1, "whole", 0.0, end, &figure(end), &ends[1]);
    canvas.finish(HEIGHT)
}
