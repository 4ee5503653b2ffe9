//! Changing a few files of a plan: into the work tree, or as a commit of them alone.

use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace;
use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Tip};
use salesplan_model::diagnostic::any_error;

use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::Loaded;
use crate::place::{Place, Reads};
use crate::writing;

/// Files as they are to be, and what is said of that.
pub(super) struct Changed {
    /// Path in the workspace and text.
    pub files: Vec<(String, String)>,
    pub said: String,
}

/// Makes a change out of what is there. On a branch that moves it is asked again.
pub(super) type ChangeOf<'c> = dyn FnMut(&Place, &Snapshot, &mut Console<'_>) -> Result<Changed, Failure> + 'c;

/// Writes the change into the work tree, or commits it to the branch tip. Says so.
pub(super) fn write(
    global: &Global,
    is_commit: bool,
    change: &mut ChangeOf<'_>,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    if !is_commit {
        let place = Place::find(global, console)?;
        let Reads::Files(root) = &place.reads else {
            return Err(Failure::usage(
                "there is no work tree to write into",
                "run it in a clone with files, or with --commit",
            ));
        };
        let _turn = writing::take_turn(root)?;
        let snapshot = inputs::snapshot(&place)?;
        let changed = change(&place, &snapshot, console)?;
        for (path, _) in &changed.files {
            writing::check(root, path.as_ref())?;
        }
        for (path, text) in &changed.files {
            writing::replace(root, path.as_ref(), text.as_bytes())?;
        }
        console.note(&changed.said);
        return Ok(());
    }
    let place = Place::at_tip(global, console)?;
    let repository = place.repository.as_ref().expect("a place at a tip has a repository");
    let mut said = String::new();
    let outcome = repository.commit(
        &CommitOptions::default(),
        |tip: &Tip| -> Result<Option<Change>, Failure> {
            let Some(revision) = &tip.revision else { return Ok(None) };
            let snapshot = inputs::from_revision(&place, repository, revision)?;
            let changed = change(&place, &snapshot, console)?;
            said = changed.said;
            let file = |(path, text): (String, String)| NewFile {
                path: place.in_repository(&path),
                bytes: text.into_bytes(),
            };
            let files: Vec<NewFile> = changed.files.into_iter().map(file).collect();
            Ok((!files.is_empty()).then(|| Change {
                files,
                removed: Vec::new(),
                message: format!("{said}\n"),
            }))
        },
    )?;
    console.note(&said);
    if let CommitOutcome::Committed { revision, .. } = outcome {
        let short: String = revision.to_string().chars().take(12).collect();
        console.note(&format!("Committed as {short}."));
    }
    Ok(())
}

/// The snapshot with these files, or what they would have wrong with them.
pub(super) fn checked(loaded: &Loaded, snapshot: &Snapshot, files: &[(String, String)]) -> Result<Snapshot, Failure> {
    let mut changed = snapshot.clone();
    for (path, text) in files {
        changed.insert(path, None, Content::Bytes(text.clone().into_bytes()));
    }
    let read = workspace::read_plan(&changed, &loaded.folder.plan.id, &loaded.settings);
    if any_error(&read.findings) {
        return Err(Failure::findings(read.findings, &changed));
    }
    Ok(changed)
}
