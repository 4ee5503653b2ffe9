//! The changed rule: its file, its hook, and the rules with it in place.

use std::fs;
use std::sync::Arc;

use salesplan_files::snapshot::{Content, Snapshot, SourceFile, bytes_max};
use salesplan_files::workspace::{read_settings, source_text};
use salesplan_model::rules::Hook;
use salesplan_model::settings::Settings;
use salesplan_rules::{RuleSet, RuleSource};

use crate::args::{Global, Replay};
use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{compile, rule_sources};
use crate::place::{self, Place};

/// A rule script on disk.
pub(super) struct Script {
    pub hook: Hook,
    /// The file, by the path that the user gave.
    pub file: SourceFile,
}

impl Script {
    pub fn read(args: &Replay, global: &Global, console: &Console<'_>) -> Result<Self, Failure> {
        let path = place::start(global, console)?.join(&args.rule);
        let hook = hook(args)?;
        let failed = |error: std::io::Error| Failure::io("read", &path, &error);
        let metadata = fs::metadata(&path).map_err(failed)?;
        let content = if !metadata.is_file() {
            Content::NotAFile("a folder, a pipe or a device")
        } else if metadata.len() > bytes_max(".rhai") {
            Content::TooLarge { bytes: metadata.len() }
        } else {
            Content::Bytes(fs::read(&path).map_err(failed)?)
        };
        let file = SourceFile {
            path: Arc::from(one_line(&args.rule.to_string_lossy())),
            blob_id: None,
            content,
        };
        Ok(Self { hook, file })
    }

    /// The path that the user gave.
    pub fn path(&self) -> &str {
        &self.file.path
    }

    /// The rules of `now` with this one in the place of its hook's. It has the parameters of the
    /// files at hand, the others have those of `now`.
    pub fn compile(&self, place: &Place, now: &Snapshot, settings: &Settings) -> Result<RuleSet, Failure> {
        let mut here = inputs::snapshot(place)?;
        let own = read_settings(&here);
        here.insert(&self.file.path, None, self.file.content.clone());
        let Some(own) = own.value else {
            return Err(Failure::findings(own.findings, &here));
        };
        let text = source_text(&self.file).map_err(|faults| Failure::findings(faults, &here))?;
        let (mut sources, faults) = rule_sources(now);
        if !faults.is_empty() {
            return Err(Failure::findings(faults, now));
        }
        sources.retain(|source| source.hook != self.hook);
        sources.push(RuleSource {
            hook: self.hook,
            path: self.file.path.clone(),
            text: text.to_string(),
            bundled: false,
        });
        let mut parameters = settings.parameters.clone();
        parameters.remove(&self.hook);
        parameters.extend(
            own.parameters
                .get_key_value(&self.hook)
                .map(|(hook, of_hook)| (*hook, of_hook.clone())),
        );
        compile(sources, &parameters).map_err(|faults| Failure::findings(faults, &here))
    }
}

/// The hook that is named, else that of the file's name: the last word before `.rhai`.
fn hook(args: &Replay) -> Result<Hook, Failure> {
    let names = || Hook::ALL.iter().map(|hook| hook.name()).collect::<Vec<_>>().join(", ");
    if let Some(name) = &args.hook {
        return Hook::of_name(name)
            .ok_or_else(|| Failure::usage(format!("there is no hook `{name}`"), format!("hooks are {}", names())));
    }
    let name = args.rule.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let word = name.strip_suffix(".rhai").and_then(|stem| stem.rsplit('.').next());
    word.and_then(Hook::of_name).ok_or_else(|| {
        Failure::usage(
            format!("{name} does not say which hook it answers"),
            format!("name it after its hook, such as probability.rhai or shorter.probability.rhai, or say --hook; hooks are {}", names()),
        )
    })
}
