//! What charts are drawn on: a picture with a title, shapes at tenths of a unit, and colours
//! for light and dark pages. Plan and fact differ in form as well as in colour.

use std::fmt::Write;

/// Wide enough for a page, narrow enough for a phone held across.
pub(super) const WIDTH: f64 = 720.0;

/// Room for the title above the drawing.
const HEAD: f64 = 28.0;

/// Characters of a label at most; the rest would run into the drawing.
const LABEL_MAX: usize = 26;

/// A drawing has a ground of its own: the page around it may be dark where the reader's system
/// is light. Contrast of texts is above 7, of shapes above 3, on white and on the dark of common pages.
const STYLE: &str = ".ground{fill:#fff}text{font:12px sans-serif;fill:#24292f}.title{font:600 14px sans-serif}.s{fill:#57606a}\
.axis{stroke:#d0d7de}.range{fill:#0969da;fill-opacity:.2}.plan{stroke:#6e7781;fill:none}.fact{stroke:#0969da;fill:#0969da}\
.up{stroke:#1a7f37;fill:#1a7f37}.down{stroke:#bc4c00;fill:#bc4c00}.whole{stroke:#57606a;fill:#57606a}\
@media screen and (prefers-color-scheme:dark){.ground{fill:#0d1117}text{fill:#e6edf3}.s{fill:#9198a1}.axis{stroke:#3d444d}.range{fill:#4493f8}\
.plan{stroke:#9198a1}.fact{stroke:#4493f8;fill:#4493f8}.up{stroke:#3fb950;fill:#3fb950}\
.down{stroke:#db6d28;fill:#db6d28}.whole{stroke:#9198a1;fill:#9198a1}}";

/// A picture that is being drawn.
pub(super) struct Canvas {
    out: String,
    title: String,
    about: String,
}

/// Where a text begins, ends or has its middle.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    /// An empty picture with what it is called and what it shows.
    pub fn new(title: &str, about: &str) -> Self {
        Self {
            out: String::new(),
            title: title.to_string(),
            about: about.to_string(),
        }
    }

    /// Begins anew under the same name.
    pub fn empty(&self) -> Self {
        Self::new(&self.title, &self.about)
    }

    pub fn rect(&mut self, class: &str, x: f64, y: f64, width: f64, height: f64) {
        let (x, y, width, height) = (at(x), at(y), at(width.max(0.0)), at(height.max(0.0)));
        let _ = writeln!(
            self.out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }

    pub fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let (x1, y1, x2, y2) = (at(x1), at(y1), at(x2), at(y2));
        let _ = writeln!(
            self.out,
            "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"
        );
    }

    /// A line through points; dashed where it is what was planned.
    pub fn path(&mut self, class: &str, points: &[(f64, f64)], is_dashed: bool) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).collect();
        let dashes = if is_dashed { " stroke-dasharray=\"6 4\"" } else { "" };
        let _ = writeln!(
            self.out,
            "<polyline class=\"{class}\" points=\"{}\" style=\"fill:none\" stroke-width=\"2\"{dashes}/>",
            points.join(" ")
        );
    }

    /// A shape through points, shaded.
    pub fn area(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).collect();
        let _ = writeln!(self.out, "<polygon class=\"{class}\" points=\"{}\"/>", points.join(" "));
    }

    pub fn dot(&mut self, class: &str, (x, y): (f64, f64)) {
        let _ = writeln!(
            self.out,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"3\"/>",
            at(x),
            at(y)
        );
    }

    pub fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(
            self.out,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            at(x),
            at(y),
            escaped(&short(text))
        );
    }

    /// The picture as a file.
    pub fn finish(&self, height: f64) -> String {
        let (width, height, head) = (at(WIDTH), at(height + HEAD), at(HEAD));
        let title = escaped(&self.title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
             <title>{title}</title>\n<desc>{}</desc>\n<style>{STYLE}</style>\n\
             <rect class=\"ground\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\n\
             <text class=\"title\" x=\"16\" y=\"24\">{title}</text>\n<g transform=\"translate(0 {head})\">\n{}</g>\n</svg>\n",
            escaped(&self.about),
            self.out
        )
    }
}

/// A coordinate to a tenth; no more is seen, and other digits might differ between machines.
fn at(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0 + 0.0;
    if !tenths.is_finite() {
        return "0".into();
    }
    format!("{tenths}")
}

/// The beginning of a text that is too long for its place.
fn short(text: &str) -> String {
    if text.chars().count() <= LABEL_MAX {
        return text.to_string();
    }
    let begin: String = text.chars().take(LABEL_MAX - 1).collect();
    format!("{}…", begin.trim_end())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
