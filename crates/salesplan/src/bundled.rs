//! Files that come with the program: rules, templates and calendars that
//! serve where a workspace has none of its own, and what `init` and `demo` write.

use salesplan_model::rules::Hook;

/// The text of a bundled rule, template or calendar, by the path it would have in a workspace.
pub(crate) fn text(path: &str) -> Option<&'static str> {
    let template = path.strip_prefix("templates/");
    let template = template.and_then(|name| {
        salesplan_report::template::BUNDLED
            .iter()
            .find(|(known, _)| *known == name)
    });
    template
        .map(|(_, text)| *text)
        .or_else(|| rule(path))
        .or_else(|| calendar(path))
}

fn calendar(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix("calendars/")?.strip_suffix(".toml")?;
    let calendar = salesplan_files::calendars::BUNDLED
        .iter()
        .find(|(known, _)| *known == name);
    calendar.map(|(_, text)| *text)
}

fn rule(path: &str) -> Option<&'static str> {
    let name = path.strip_prefix("rules/")?.strip_suffix(".rhai")?;
    Hook::of_name(name).map(|hook| match hook {
        Hook::Seasonality => include_str!("../../../rules/seasonality.rhai"),
        Hook::Quota => include_str!("../../../rules/quota.rhai"),
        Hook::Conversion => include_str!("../../../rules/conversion.rhai"),
        Hook::Probability => include_str!("../../../rules/probability.rhai"),
        Hook::Priority => PRIORITY_RULE,
    })
}

/// The bundled priority rule, which `demo` writes so that it can be changed.
pub(crate) const PRIORITY_RULE: &str = include_str!("../../../rules/priority.rhai");
/// The reference plan.
pub(crate) const MILLION_PLAN: &str = include_str!("../../../plans/million/plan.toml");
/// Its team.
pub(crate) const MILLION_TEAM: &str = include_str!("../../../plans/million/team.toml");
