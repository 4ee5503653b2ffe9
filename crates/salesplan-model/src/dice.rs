//! Chance for tests whose truth is known: the same on every machine, every time.

/// Small and the same everywhere: SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn one_of(&mut self, n: usize) -> usize {
        ((self.next() * n as f64) as usize).min(n - 1)
    }

    /// Normal, by Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.next(), self.next());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }

    /// Poisson, by multiplication (Knuth); for means up to some hundred.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let (mut count, mut product) = (0, self.next());
        while product > (-mean).exp() {
            count += 1;
            product *= self.next();
        }
        count
    }

    /// Gamma of a whole or broken shape and that mean, by Marsaglia and Tsang (2000).
    pub fn gamma(&mut self, shape: f64, mean: f64) -> f64 {
        let (d, boost) = if shape < 1.0 {
            (shape + 2.0 / 3.0, self.next().powf(1.0 / shape))
        } else {
            (shape - 1.0 / 3.0, 1.0)
        };
        loop {
            let x = self.normal();
            let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && self.next().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v * boost * mean / shape;
            }
        }
    }
}
