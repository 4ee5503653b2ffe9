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
