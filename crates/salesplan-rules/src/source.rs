//! Where the rules come from: the company's file or the bundled one.

use std::sync::Arc;

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

/// The text of the rule that comes with the program.
pub const fn bundled_text(hook: Hook) -> &'static str {
    match hook {
        Hook::Seasonality => include_str!("../../../rules/seasonality.rhai"),
        Hook::Quota => include_str!("../../../rules/quota.rhai"),
        Hook::Conversion => include_str!("../../../rules/conversion.rhai"),
        Hook::Probability => include_str!("../../../rules/probability.rhai"),
        Hook::Priority => include_str!("../../../rules/priority.rhai"),
        Hook::Check => include_str!("../../../rules/check.rhai"),
        Hook::Review => include_str!("../../../rules/review.rhai"),
    }
}

/// The bundled rule of a hook.
pub fn bundled(hook: Hook) -> RuleSource {
    RuleSource {
        hook,
        path: format!("rules/{}.rhai", hook.name()).into(),
        text: bundled_text(hook).to_owned(),
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
        Hook::Check => include_str!("../../../rules/check.test.toml"),
        Hook::Review => include_str!("../../../rules/review.test.toml"),
    }
}
