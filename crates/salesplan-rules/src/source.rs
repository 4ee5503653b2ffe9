//! Where the rules come from: the company's file or the bundled one, and the
//! parameters that the bundled rules read.

use std::sync::Arc;

use rust_decimal::Decimal;
use salesplan_model::rules::Hook;

/// One rule file: where it came from and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSource {
    /// The hook that the file answers.
    pub hook: Hook,
    /// Path relative to the workspace root: `rules/priority.rhai`.
    pub path: Arc<str>,
    /// The whole text.
    pub text: String,
    /// Whether it is the one that comes with the program.
    pub bundled: bool,
}

/// A parameter that a bundled rule reads, with the value it has where
/// `salesplan.toml` gives none. It serves the company's own file as well, so that
/// a copied bundled rule runs unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundledParameter {
    /// Its name in the script; `salesplan.toml` may write `-` for `_`.
    pub name: &'static str,
    /// The value; `None` for a number that has no default. Then `has_NAME` is false in
    /// the script and reading NAME is an error.
    pub value: Option<Decimal>,
    /// What it means, with its unit.
    pub about: &'static str,
}

/// The bundled rule of a hook.
pub fn bundled(hook: Hook) -> RuleSource {
    let (path, text) = match hook {
        Hook::Seasonality => (
            "rules/seasonality.rhai",
            include_str!("../../../rules/seasonality.rhai"),
        ),
        Hook::Quota => ("rules/quota.rhai", include_str!("../../../rules/quota.rhai")),
        Hook::Conversion => ("rules/conversion.rhai", include_str!("../../../rules/conversion.rhai")),
        Hook::Probability => (
            "rules/probability.rhai",
            include_str!("../../../rules/probability.rhai"),
        ),
        Hook::Priority => ("rules/priority.rhai", include_str!("../../../rules/priority.rhai")),
    };
    RuleSource {
        hook,
        path: Arc::from(path),
        text: text.to_owned(),
        bundled: true,
    }
}

/// The test cases of a hook's bundled rule, as `rules/HOOK.test.toml`.
pub fn bundled_tests(hook: Hook) -> &'static str {
    match hook {
        Hook::Seasonality => include_str!("../../../rules/seasonality.test.toml"),
        Hook::Quota => include_str!("../../../rules/quota.test.toml"),
        Hook::Conversion => include_str!("../../../rules/conversion.test.toml"),
        Hook::Probability => include_str!("../../../rules/probability.test.toml"),
        Hook::Priority => include_str!("../../../rules/priority.test.toml"),
    }
}

/// The parameters of a hook's bundled rule.
pub fn bundled_parameters(hook: Hook) -> &'static [BundledParameter] {
    match hook {
        Hook::Seasonality | Hook::Quota => &[],
        Hook::Conversion => CONVERSION,
        Hook::Probability => PROBABILITY,
        Hook::Priority => PRIORITY,
    }
}

const fn parameter(name: &'static str, value: Decimal, about: &'static str) -> BundledParameter {
    BundledParameter {
        name,
        value: Some(value),
        about,
    }
}

const fn number(digits: u32, scale: u32) -> Decimal {
    Decimal::from_parts(digits, 0, 0, false, scale)
}

const CONVERSION: &[BundledParameter] = &[parameter(
    "weight",
    number(20, 0),
    "how many trials the planned rate counts for; at least 1",
)];

const PROBABILITY: &[BundledParameter] = &[
    parameter(
        "patience",
        number(2, 0),
        "a deal may wait this many times the usual days of its way at full chance",
    ),
    parameter(
        "grace_days",
        number(14, 0),
        "days that a deal may wait at full chance in any case; at least 1",
    ),
    parameter(
        "without_stage",
        number(0, 0),
        "the chance of a deal whose stage is not known",
    ),
];

const PRIORITY: &[BundledParameter] = &[
    BundledParameter {
        name: "large",
        value: None,
        about: "a deal of this amount or more is large; else large_factor says",
    },
    parameter(
        "large_factor",
        number(15, 1),
        "a deal of this many average deals or more is large",
    ),
    parameter(
        "silent_after_days",
        number(14, 0),
        "days without activity after which a deal counts as silent",
    ),
    parameter(
        "soon_days",
        number(7, 0),
        "days before the expected close within which a deal counts as closing",
    ),
    parameter(
        "large_weight",
        number(2, 0),
        "what a large deal's score is multiplied by",
    ),
    parameter("no_next_step_weight", number(15, 1), "likewise without a next step"),
    parameter(
        "overdue_weight",
        number(13, 1),
        "likewise with a next step that is overdue",
    ),
    parameter(
        "passed_weight",
        number(15, 1),
        "likewise when the expected close has passed",
    ),
    parameter("soon_weight", number(12, 1), "likewise when it closes soon"),
    parameter(
        "waiting_weight",
        number(12, 1),
        "likewise when it stays in its stage longer than its way usually takes",
    ),
    parameter("silent_weight", number(13, 1), "likewise when the client is silent"),
];
