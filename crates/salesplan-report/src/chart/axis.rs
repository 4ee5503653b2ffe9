//! Round figures along an axis.

/// From nothing, or from below it where there is something, to above the largest value, in
/// steps that people count in: 1, 2 or 5 times a power of ten.
pub(super) struct Axis {
    pub low: f64,
    pub high: f64,
    pub ticks: Vec<f64>,
}

/// Where a drawing begins that has short figures beside it.
const LEFT_MIN: f64 = 84.0;

impl Axis {
    pub fn over(values: impl IntoIterator<Item = f64>) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low == high {
            high = 1.0;
        }
        let step = round_up((high - low) / 4.0);
        let first = (low / step).floor();
        let last = (high / step).ceil();
        // Counted in whole steps, so that no rounding adds up.
        let n_steps = (last - first).clamp(1.0, 20.0) as u32;
        let ticks: Vec<f64> = (0..=n_steps).map(|index| (first + f64::from(index)) * step).collect();
        Self {
            low: ticks[0],
            high: ticks[ticks.len() - 1],
            ticks,
        }
    }

    /// Where the drawing begins, so that the longest figure has room on its left in any font.
    pub fn left(&self, figure: &dyn Fn(f64) -> String) -> f64 {
        let of_character = |c: char| if c.is_alphanumeric() { 7.7 } else { 4.0 };
        let width = |tick: &f64| figure(*tick).chars().map(of_character).sum::<f64>();
        let widest = self.ticks.iter().map(width).fold(0.0, f64::max);
        LEFT_MIN.max(widest + 12.0)
    }

    /// How far along a value is, from 0 to 1.
    pub fn part(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }
}

fn round_up(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    let times = step / power;
    let round = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|round| times <= round * 1.000_001)
        .unwrap_or(10.0);
    round * power
}
