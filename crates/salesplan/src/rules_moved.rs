//! What differs in the rules and settings of two versions.

use salesplan_model::rules::Hook;
use salesplan_model::settings::Settings;
use salesplan_report::changes::RuleMoved;
use salesplan_rules::RuleSet;

use crate::loaded::Loaded;

/// Rules that another file serves or that say something else, and settings.
pub(crate) fn rules_moved(old: &Loaded, new: &Loaded) -> Vec<RuleMoved> {
    let mut moved = Vec::new();
    let mut note = |name: String, before: String, after: String| {
        if before != after {
            moved.push(RuleMoved { name, before, after });
        }
    };
    for hook in Hook::ALL {
        let (was, is) = (served(&old.rules, *hook), served(&new.rules, *hook));
        let same_text = was.1 == is.1;
        let after = if was.0 == is.0 && !same_text {
            format!("{}, changed", is.0)
        } else {
            is.0
        };
        note(hook.name().to_string(), was.0, after);
        let values = |settings: &Settings| {
            let of_hook = settings.parameters.get(hook).cloned().unwrap_or_default();
            of_hook
                .into_iter()
                .map(|(name, parameter)| (name, parameter.value.to_string()))
                .collect::<Vec<_>>()
        };
        let (was, is) = (values(&old.settings), values(&new.settings));
        let mut names: Vec<&String> = was.iter().chain(&is).map(|(name, _)| name).collect();
        names.sort();
        names.dedup();
        for name in names {
            let of = |list: &[(String, String)]| {
                let found = list.iter().find(|(other, _)| other == name);
                found.map_or("the default".to_string(), |(_, value)| value.clone())
            };
            note(format!("{}.{name}", hook.name()), of(&was), of(&is));
        }
    }
    let (was, is) = (&old.settings, &new.settings);
    note(
        "proof.trials-min".into(),
        was.proof.trials_min.to_string(),
        is.proof.trials_min.to_string(),
    );
    note(
        "proof.proven-from".into(),
        was.proof.proven_from.to_string(),
        is.proof.proven_from.to_string(),
    );
    note(
        "proof.refuted-to".into(),
        was.proof.refuted_to.to_string(),
        is.proof.refuted_to.to_string(),
    );
    let tolerance = |settings: &Settings| settings.tolerance.map_or("none".to_string(), |part| part.to_string());
    note("agreement.tolerance".into(), tolerance(was), tolerance(is));
    if was.policy != is.policy {
        note("policy".into(), "as it was".into(), "changed".into());
    }
    moved
}

/// Which file serves a hook, and its text.
fn served(rules: &RuleSet, hook: Hook) -> (String, String) {
    let source = rules.served().find(|source| source.hook == hook);
    source.map_or_else(Default::default, |source| {
        let name = if source.bundled {
            "the bundled rule".to_string()
        } else {
            source.path.to_string()
        };
        (name, source.text.clone())
    })
}
