//! Reading what an import is told to read: regular files of bounded size, and
//! profiles of the workspace through no link.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use salesplan_files::profile;
use salesplan_files::snapshot::{Content, Snapshot, bytes_max};
use salesplan_files::workspace::valid_plan_id;
use salesplan_git::Repository;

use crate::console::one_line;
use crate::failure::Failure;
use crate::place::{Place, Reads};
use crate::writing::{failed, kind_at, name_of, shown};

/// The workspace's folder of profiles.
const PROFILES: &str = "profiles";

/// Refuses a profile of the workspace that is none: it came with the repository, so a link may
/// not choose what is read.
pub(super) fn check_no_link(snapshot: &Snapshot, path: &str) -> Result<(), Failure> {
    for path in [PROFILES, path] {
        match snapshot.get(path).map(|file| &file.content) {
            Some(Content::NotAFile(what)) => return Err(not_followed(path, what)),
            Some(Content::TooLarge { .. }) => return Err(too_large(Path::new(path), bytes_max(path))),
            _ => {}
        }
    }
    Ok(())
}

fn not_followed(path: &str, what: &str) -> Failure {
    let message = format!("{path} is {what}, and no profile is read through it");
    Failure::usage(message, "put the profile itself in its place, or give the path of one")
}

/// The bytes of a file that the user named, to which a link may lead. A pipe or a
/// device would never end, and a file may grow while it is read.
pub(crate) fn read_regular(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Failure> {
    let could_not = |error| failed("read", path, &error);
    let metadata = fs::metadata(path).map_err(could_not)?;
    if !metadata.is_file() {
        let message = format!(
            "{} is {}, not a regular file",
            shown(path),
            name_of(metadata.file_type())
        );
        return Err(Failure::usage(
            message,
            "copy what is to be read into a file, and name that",
        ));
    }
    if metadata.len() > bytes_max {
        return Err(too_large(path, bytes_max));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(could_not)?;
    file.take(bytes_max + 1).read_to_end(&mut bytes).map_err(could_not)?;
    if bytes.len() as u64 > bytes_max {
        return Err(too_large(path, bytes_max));
    }
    Ok(bytes)
}

fn too_large(path: &Path, bytes_max: u64) -> Failure {
    let message = format!(
        "{} is larger than {} MiB, the most that is read",
        shown(path),
        bytes_max >> 20
    );
    Failure::usage(message, "take out what is not needed, or split the file")
}

/// Refuses a path for a new file where there is anything that would be lost;
/// gives its folder and its name.
pub(super) fn check_is_free(path: &Path) -> Result<(&Path, &Path), Failure> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        let message = format!("{} is no name of a file", shown(path));
        return Err(Failure::usage(message, "name a file: --rejected FILE"));
    };
    if !folder.is_dir() {
        let message = format!("there is no folder {}", shown(folder));
        return Err(Failure::usage(message, "make it, or name another file"));
    }
    let found = kind_at(path)?;
    let is_empty = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.len() == 0);
    match found {
        None => Ok((folder, Path::new(name))),
        Some(kind) if kind.is_file() && is_empty(path) => Ok((folder, Path::new(name))),
        Some(kind) if kind.is_file() => {
            let message = format!("{} exists, and --rejected overwrites nothing", shown(path));
            Err(Failure::usage(message, "name another file or remove it"))
        }
        Some(kind) => {
            let message = format!("{} is {}, and --rejected writes a new file", shown(path), name_of(kind));
            Err(Failure::usage(message, "name another file"))
        }
    }
}

/// Says what profiles there are; and of one that is on disk only, that it must be committed.
pub(super) fn unknown_profile(place: &Place, snapshot: &Snapshot, name: &str) -> Failure {
    let on_disk = |repository: &Repository| Some(repository.work_dir()?.join(place.in_repository(PROFILES)));
    let folder = match &place.reads {
        Reads::Files(root) => Some(root.join(PROFILES)),
        Reads::Revision(_) => place.repository.as_ref().and_then(on_disk),
    };
    let known = folder.as_deref().map(profiles_in).unwrap_or_default();
    if matches!(place.reads, Reads::Revision(_)) && known.iter().any(|known| known == name) {
        return Failure::usage(
            format!(
                "profile `{}` is not committed, and --commit reads the branch",
                one_line(name)
            ),
            "commit it: `git add profiles && git commit -m \"Profile\"`",
        );
    }
    let names: Vec<String> = profile::all(snapshot)
        .value
        .unwrap_or_default()
        .into_iter()
        .map(|named| named.profile.name)
        .collect();
    let help = format!("there is: {}; or give the path of one", names.join(", "));
    Failure::usage(format!("there is no import profile `{}`", one_line(name)), help)
}

/// The names of the profiles in a folder, sorted.
fn profiles_in(folder: &Path) -> Vec<String> {
    let is_folder = kind_at(folder).is_ok_and(|kind| kind.is_some_and(|kind| kind.is_dir()));
    let entries = is_folder.then(|| fs::read_dir(folder).ok()).flatten();
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".toml")?.to_string()))
        .filter(|name| valid_plan_id(name))
        .collect();
    names.sort();
    names
}
