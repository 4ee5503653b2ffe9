//! The profiles that come with the program, and those of a workspace, which replace the
//! bundled ones of their names.

use salesplan_model::diagnostic::Diagnostic;

use super::{Profile, path, read};
use crate::snapshot::Snapshot;
use crate::workspace::{self, Read};

/// By name; each is a file in `profiles/`.
pub const BUNDLED: &[(&str, &str)] = &[
    ("amocrm", include_str!("../../../../profiles/amocrm.toml")),
    ("bitrix24", include_str!("../../../../profiles/bitrix24.toml")),
    ("bitrix24-en", include_str!("../../../../profiles/bitrix24-en.toml")),
    (
        "bitrix24-stage-history",
        include_str!("../../../../profiles/bitrix24-stage-history.toml"),
    ),
    (
        "generic-clients",
        include_str!("../../../../profiles/generic-clients.toml"),
    ),
    ("generic-deals", include_str!("../../../../profiles/generic-deals.toml")),
    ("generic-facts", include_str!("../../../../profiles/generic-facts.toml")),
    ("generic-leads", include_str!("../../../../profiles/generic-leads.toml")),
    ("hubspot-deals", include_str!("../../../../profiles/hubspot-deals.toml")),
    ("pipedrive", include_str!("../../../../profiles/pipedrive.toml")),
    (
        "salesforce-history",
        include_str!("../../../../profiles/salesforce-history.toml"),
    ),
    (
        "salesforce-report",
        include_str!("../../../../profiles/salesforce-report.toml"),
    ),
    ("stage-events", include_str!("../../../../profiles/stage-events.toml")),
    ("zoho", include_str!("../../../../profiles/zoho.toml")),
];

/// A profile of the workspace or the program, with its text.
#[derive(Debug, Clone)]
pub struct Named {
    /// The profile.
    pub profile: Profile,
    /// The text that it was read from.
    pub text: String,
    /// Whether it is the workspace's own.
    pub is_own: bool,
}

/// What every bundled profile is called in findings.
pub(super) fn bundled_path(name: &str) -> String {
    format!("bundled:{}", path(name))
}

/// The text of a bundled profile.
pub(super) fn bundled_text(name: &str) -> Option<&'static str> {
    BUNDLED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// All profiles by name, the workspace's own before the bundled ones that they replace.
/// What is wrong with an own one is a finding, and it is left out.
pub fn all(snapshot: &Snapshot) -> Read<Vec<Named>> {
    let mut found: Vec<Named> = Vec::new();
    let mut findings: Vec<Diagnostic> = Vec::new();
    let mut own_names = Vec::new();
    for file in snapshot.below("profiles/") {
        let name = file.path["profiles/".len()..].trim_end_matches(".toml");
        own_names.push(name.to_string());
        let text = match workspace::source_text(file) {
            Ok(text) => text,
            Err(faults) => {
                findings.extend(faults);
                continue;
            }
        };
        let read = read(&file.path, text);
        findings.extend(read.findings);
        found.extend(read.value.map(|profile| Named {
            profile,
            text: text.to_string(),
            is_own: true,
        }));
    }
    for (name, text) in BUNDLED
        .iter()
        .filter(|(name, _)| !own_names.iter().any(|own| own == name))
    {
        let read = read(&bundled_path(name), text);
        findings.extend(read.findings);
        found.extend(read.value.map(|profile| Named {
            profile,
            text: (*text).to_string(),
            is_own: false,
        }));
    }
    found.sort_by(|one, other| one.profile.name.cmp(&other.profile.name));
    Read {
        value: Some(found),
        findings,
    }
}
