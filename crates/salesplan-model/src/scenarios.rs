//! Checks of the scenarios that a plan keeps: figures that it has, values that can be read.

use crate::diagnostic::{Diagnostic, INVALID_SETTING, UNKNOWN_FIGURE};
use crate::plan::Plan;
use crate::suggest::Suggestions;
use crate::what_if::{SettingError, faults, figures};

/// Every setting of every scenario that cannot be made. Whether the plan can be worked with
/// under a scenario is not asked here.
pub fn findings(plan: &Plan) -> Vec<Diagnostic> {
    let settings: Vec<_> = plan.scenarios.iter().flat_map(|scenario| &scenario.settings).collect();
    if settings.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = figures(plan).into_iter().map(|(name, _)| name).collect();
    let mut suggestions = Suggestions::new(names.iter().map(String::as_str));
    let faults = faults(plan, settings.iter().map(|(setting, _)| setting));
    let finding = |(index, error): (usize, SettingError)| {
        let (setting, location) = settings[index];
        let finding = match error {
            SettingError::UnknownFigure => Diagnostic::new(
                &UNKNOWN_FIGURE,
                format!("the plan has no figure `{}`", setting.figure.escape_debug()),
            )
            .at(location.clone(), "this value sets nothing"),
            SettingError::WrongValue(_) => Diagnostic::new(
                &INVALID_SETTING,
                format!("`{}` cannot be `{}`", setting.figure, setting.value.escape_debug()),
            )
            .at(location.clone(), "cannot be read"),
        };
        let help = match error {
            SettingError::UnknownFigure => suggestions.help(&setting.figure),
            SettingError::WrongValue(wanted) => Some(format!("write {wanted}")),
        };
        match help {
            Some(help) => finding.help(help),
            None => finding,
        }
    };
    faults.into_iter().map(finding).collect()
}
