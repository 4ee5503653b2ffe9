//! Plan and fact side by side: the fact as a bar, the plan as a frame around its length.

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, WIDTH};

/// More rows are no picture any more; the table has them all.
pub(super) const ROWS_MAX: usize = 16;

const LEFT: f64 = 200.0;
const RIGHT: f64 = WIDTH - 120.0;
const TOP: f64 = 36.0;
const ROW: f64 = 30.0;

/// A row.
pub(super) struct Bar {
    pub label: String,
    pub plan: Option<f64>,
    pub fact: f64,
}

/// Rows, and what their forms are called.
pub(super) struct Bars<'a> {
    pub bars: &'a [Bar],
    pub plan: &'a str,
    pub fact: &'a str,
    /// What is said of rows that do not fit.
    pub more: &'a str,
}

impl Bars<'_> {
    pub fn draw(&self, canvas: &Canvas, figure: &dyn Fn(f64) -> String) -> String {
        let mut canvas = canvas.empty();
        let rows = &self.bars[..self.bars.len().min(ROWS_MAX)];
        let axis = Axis::over(rows.iter().flat_map(|bar| [Some(bar.fact), bar.plan]).flatten());
        let x = |value: f64| LEFT + (RIGHT - LEFT) * axis.part(value);
        let nothing = x(0.0);
        for (index, bar) in rows.iter().enumerate() {
            let top = TOP + ROW * index as f64;
            canvas.text("", (LEFT - 10.0, top + 16.0), Anchor::End, &bar.label);
            let (from, to) = (nothing.min(x(bar.fact)), nothing.max(x(bar.fact)));
            canvas.rect("fact", from, top + 6.0, to - from, 12.0);
            let mut said = figure(bar.fact);
            if let Some(plan) = bar.plan {
                let (from, to) = (nothing.min(x(plan)), nothing.max(x(plan)));
                canvas.rect("plan", from, top + 2.0, to - from, 20.0);
                said = format!("{said} / {}", figure(plan));
            }
            let end = x(bar.fact).max(bar.plan.map_or(0.0, x));
            canvas.text("s", (end + 8.0, top + 16.0), Anchor::Start, &said);
        }
        canvas.line("axis", (nothing, TOP - 4.0), (nothing, TOP + ROW * rows.len() as f64));
        canvas.rect("fact", LEFT, 11.0, 28.0, 10.0);
        canvas.text("", (LEFT + 36.0, 20.0), Anchor::Start, self.fact);
        canvas.rect("plan", LEFT + 150.0, 8.0, 28.0, 16.0);
        canvas.text("", (LEFT + 186.0, 20.0), Anchor::Start, self.plan);
        let mut height = TOP + ROW * rows.len() as f64 + 12.0;
        if self.bars.len() > rows.len() {
            canvas.text("s", (LEFT, height + 8.0), Anchor::Start, self.more);
            height += 20.0;
        }
        canvas.finish(height)
    }
}
