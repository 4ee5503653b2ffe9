//! Templates: the bundled ones, and those of the company in their place.
//!
//! A template is not trusted. It sees the report and nothing else; it reads no
//! file (its includes come from the same set); fuel, depth and size are bounded.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};
use salesplan_model::diagnostic::{Diagnostic, Location, TEMPLATE_FAULT};
use serde::Serialize;

use crate::language::Language;
use crate::{escape, filters};

/// Steps a template may take, whatever it is about.
const FUEL: u64 = 5_000_000;
/// Steps it may take for each row of what it is about: a deal's line takes some 110.
const FUEL_PER_ROW: u64 = 500;
/// How deep includes, macros and loops may nest.
const DEPTH_MAX: usize = 64;
/// The largest template.
///
/// Somewhat less than 64 KiB: the template language counts lines and columns in 16 bits.
const BYTES_MAX: usize = 65_000;
/// The largest rendered text.
const OUTPUT_MAX: usize = 16 << 20;

/// The bundled templates: name and text.
pub const BUNDLED: &[(&str, &str)] = &[
    ("review.md.j2", include_str!("../../../templates/review.md.j2")),
    (
        "review-person.md.j2",
        include_str!("../../../templates/review-person.md.j2"),
    ),
    (
        "review-team.md.j2",
        include_str!("../../../templates/review-team.md.j2"),
    ),
    ("status.md.j2", include_str!("../../../templates/status.md.j2")),
    ("deals.md.j2", include_str!("../../../templates/deals.md.j2")),
    ("decompose.md.j2", include_str!("../../../templates/decompose.md.j2")),
    ("breakdown.md.j2", include_str!("../../../templates/breakdown.md.j2")),
    ("explain.md.j2", include_str!("../../../templates/explain.md.j2")),
    (
        "explain-names.md.j2",
        include_str!("../../../templates/explain-names.md.j2"),
    ),
    ("needs.md.j2", include_str!("../../../templates/needs.md.j2")),
    ("agree.md.j2", include_str!("../../../templates/agree.md.j2")),
    ("agreements.md.j2", include_str!("../../../templates/agreements.md.j2")),
    ("consent.md.j2", include_str!("../../../templates/consent.md.j2")),
    ("team.md.j2", include_str!("../../../templates/team.md.j2")),
    ("diff.md.j2", include_str!("../../../templates/diff.md.j2")),
    ("log.md.j2", include_str!("../../../templates/log.md.j2")),
    ("resources.md.j2", include_str!("../../../templates/resources.md.j2")),
    ("levers.md.j2", include_str!("../../../templates/levers.md.j2")),
    ("scenarios.md.j2", include_str!("../../../templates/scenarios.md.j2")),
    ("variants.md.j2", include_str!("../../../templates/variants.md.j2")),
    ("what-if.md.j2", include_str!("../../../templates/what-if.md.j2")),
    ("replay.md.j2", include_str!("../../../templates/replay.md.j2")),
    ("rules.md.j2", include_str!("../../../templates/rules.md.j2")),
    ("family.md.j2", include_str!("../../../templates/family.md.j2")),
    (
        "first-screen.md.j2",
        include_str!("../../../templates/first-screen.md.j2"),
    ),
    ("actions.md.j2", include_str!("../../../templates/actions.md.j2")),
    (
        "action-list.md.j2",
        include_str!("../../../templates/action-list.md.j2"),
    ),
    (
        "movement-page.md.j2",
        include_str!("../../../templates/movement-page.md.j2"),
    ),
    (
        "experiments.md.j2",
        include_str!("../../../templates/experiments.md.j2"),
    ),
    (
        "experiment-adopt.md.j2",
        include_str!("../../../templates/experiment-adopt.md.j2"),
    ),
    (
        "experiment-list.md.j2",
        include_str!("../../../templates/experiment-list.md.j2"),
    ),
    (
        "experiment-show.md.j2",
        include_str!("../../../templates/experiment-show.md.j2"),
    ),
    ("channels.md.j2", include_str!("../../../templates/channels.md.j2")),
    ("sources.md.j2", include_str!("../../../templates/sources.md.j2")),
    ("steps.md.j2", include_str!("../../../templates/steps.md.j2")),
    (
        "playbook-list.md.j2",
        include_str!("../../../templates/playbook-list.md.j2"),
    ),
    ("ways.md.j2", include_str!("../../../templates/ways.md.j2")),
    ("message.md.j2", include_str!("../../../templates/message.md.j2")),
    ("sheet.md.j2", include_str!("../../../templates/sheet.md.j2")),
    ("index.md.j2", include_str!("../../../templates/index.md.j2")),
    ("movement.md.j2", include_str!("../../../templates/movement.md.j2")),
    ("figures.md.j2", include_str!("../../../templates/figures.md.j2")),
];

/// Templates by name, ready to render.
pub struct Templates {
    environment: Environment<'static>,
    texts: BTreeMap<String, String>,
}

impl Templates {
    /// Takes the bundled templates and puts the company's own in their place.
    ///
    /// `n_rows` is the size of what will be rendered (its deals): long lists may take
    /// more steps.
    ///
    /// # Errors
    /// Every template that cannot be parsed.
    pub fn new(own: Vec<(String, String)>, language: Language, n_rows: usize) -> Result<Self, Vec<Diagnostic>> {
        let bundled = BUNDLED
            .iter()
            .map(|(name, text)| ((*name).to_string(), (*text).to_string()));
        let texts: BTreeMap<String, String> = bundled.chain(own).collect();
        let mut environment = environment(language, n_rows);
        let mut faults = Vec::new();
        for (name, text) in &texts {
            let parsed =
                check_size(name, text).and_then(|()| environment.add_template_owned(name.clone(), text.clone()));
            if let Err(error) = parsed {
                faults.push(fault(&texts, name, &error));
            }
        }
        if faults.is_empty() {
            Ok(Self { environment, texts })
        } else {
            Err(faults)
        }
    }

    /// Renders a template over a value: the report, or another view.
    ///
    /// # Errors
    /// A `template-fault` that points into the template.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        let render = || {
            let template = self.environment.get_template(name)?;
            let text = template.render(Value::from(Serde(view)))?;
            if text.len() > OUTPUT_MAX {
                return Err(Error::new(
                    ErrorKind::InvalidOperation,
                    "the rendered text is larger than 16 MiB",
                ));
            }
            Ok(tidy(&text))
        };
        render().map_err(|error| Box::new(fault(&self.texts, name, &error)))
    }
}

fn environment(language: Language, n_rows: usize) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(format_value);
    environment.set_fuel(Some(FUEL + FUEL_PER_ROW * n_rows as u64));
    environment.set_recursion_limit(DEPTH_MAX);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .expect("the standard delimiters are valid"),
    );
    // Byte ranges of errors need the debug mode; its dump of the context is never printed.
    environment.set_debug(true);
    environment.remove_global("debug");
    // Texts of files reach the page escaped or not at all.
    for filter in ["safe", "pprint"] {
        environment.remove_filter(filter);
    }
    add_words(&mut environment, Arc::new(language));
    environment
}

/// The filters and the function `t`, which write in one language.
fn add_words(environment: &mut Environment<'static>, language: Arc<Language>) {
    type Write = fn(&Language, &Value) -> Result<String, Error>;
    let written: [(&'static str, Write); 9] = [
        ("money", filters::money),
        ("count", filters::count),
        ("figure", filters::figure),
        ("exact", filters::exact),
        ("chance", filters::chance),
        ("points", filters::points),
        ("percent", filters::percent),
        ("day", filters::day),
        ("full_day", filters::full_day),
    ];
    for (name, write) in written {
        let language = Arc::clone(&language);
        environment.add_filter(name, move |value: Value| write(&language, &value));
    }
    environment.add_filter("label", |value: Value| filters::label(&value));
    environment.add_filter("drawing", |value: Value| filters::drawing(&value));
    environment.add_filter("score", |value: Value| filters::score(&value));
    environment.add_filter("change", |value: Value| filters::change(&value));
    // What the program wrote in English where it arose: how a figure is derived, or its name.
    let of_phrases = Arc::clone(&language);
    environment.add_filter("phrase", move |text: String, kind: String| {
        of_phrases.phrase_of(&kind, &text)
    });
    let in_words = Arc::clone(&language);
    environment.add_filter("counted", move |value: Value, one: String, many: String| {
        filters::counted(&in_words, &value, &one, &many)
    });
    environment.add_function("t", move |key: String, arguments: Kwargs| {
        filters::message(&language, &key, &arguments)
    });
}

/// Texts are escaped unless a filter has vouched for them; nothing undefined is printed.
fn format_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::new(ErrorKind::UndefinedError, "the value is undefined"));
    }
    match (value.kind(), value.as_str()) {
        (_, Some(text)) if !value.is_safe() => out.write_str(&escape::markdown(text))?,
        (ValueKind::None, _) => {}
        (ValueKind::Map | ValueKind::Seq, _) => {
            return Err(Error::new(
                ErrorKind::InvalidOperation,
                "a list or table cannot be printed as text",
            ));
        }
        _ => out.write_str(&value.to_string())?,
    }
    Ok(())
}

fn check_size(name: &str, text: &str) -> Result<(), Error> {
    if text.len() > BYTES_MAX {
        return Err(Error::new(
            ErrorKind::SyntaxError,
            format!("{name} is larger than {BYTES_MAX} bytes"),
        ));
    }
    Ok(())
}

/// Ends lines without blanks, keeps at most one empty line between, ends with a newline.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut n_empty = 0;
    for line in text.lines().map(str::trim_end) {
        n_empty = if line.is_empty() { n_empty + 1 } else { 0 };
        if n_empty < 2 && !(out.is_empty() && line.is_empty()) {
            out.push_str(line);
            out.push('\n');
        }
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    if out.is_empty() {
        // A text of nothing is still a line, so that a sealed review opens again.
        out.push('\n');
    }
    out
}

fn fault(texts: &BTreeMap<String, String>, name: &str, error: &Error) -> Diagnostic {
    let file = error.name().unwrap_or(name);
    let text = texts.get(file).map_or("", String::as_str);
    let span = error
        .range()
        .unwrap_or_else(|| line_span(text, error.line().unwrap_or(1)));
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_string);
    let help = match error.kind() {
        ErrorKind::UndefinedError => "`salesplan review --format json` prints every name that a template may use",
        ErrorKind::OutOfFuel => "the template takes too many steps; loop over less",
        ErrorKind::TemplateNotFound => "only files of templates/ can be included",
        _ => "mend the template, or remove it to use the bundled one",
    };
    Diagnostic::new(
        &TEMPLATE_FAULT,
        format!(
            "the template cannot be rendered: {}",
            detail.lines().next().unwrap_or_default()
        ),
    )
    .at(
        Location {
            file: Arc::from(format!("templates/{file}")),
            span,
        },
        "here",
    )
    .help(help)
}

fn line_span(text: &str, line: usize) -> std::ops::Range<usize> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    start..end
}
