//! Lines of a text, found once, for telling where a place in it is.

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub fn new(text: &'t str) -> Self {
        let after_breaks = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The line of a byte offset, counted from 0; the last one for an offset beyond the text.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let before = self
            .text
            .get(self.starts[line]..offset.min(self.text.len()))
            .unwrap_or("");
        (line + 1, before.chars().count() + 1)
    }

    /// The bytes of the lines from `first` to `last`, both from 0 and included.
    pub fn bytes(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(first).copied().unwrap_or(self.text.len());
        let end = self.starts.get(last + 1).copied().unwrap_or(self.text.len());
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_from_one_in_characters() {
        let lines = Lines::new("я = 1\nb = 2\n");
        assert_eq!(lines.place(0), (1, 1));
        assert_eq!(lines.place(3), (1, 3));
        assert_eq!(lines.place(7), (2, 1));
        assert_eq!(lines.place(1000), (3, 1));
        assert_eq!(&lines.text()[lines.bytes(1, 1)], "b = 2\n");
        assert_eq!(Lines::new("").place(0), (1, 1));
    }
}
