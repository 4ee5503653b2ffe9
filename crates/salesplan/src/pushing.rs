//! Commits that are pushed, and made again where somebody else was quicker.

use salesplan_git::Pushed;

use crate::commands::review::Made;
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::place::{Place, Reads};

/// Whoever loses so often is in a queue that is better waited out.
const TRIES: usize = 5;

/// Makes a commit and pushes its branch; where the remote has moved meanwhile, goes over to what
/// it has and makes the commit again. Only a commit of our own is ever left behind.
pub(crate) fn until_pushed(
    mut place: Place,
    remote: Option<&str>,
    make: &dyn Fn(&Place, &mut Console<'_>) -> Result<Made, Failure>,
    console: &mut Console<'_>,
) -> Result<Made, Failure> {
    let repository = place.repository.as_ref().expect("a place at a tip has a repository");
    let branch = repository.branch_name()?;
    let remote = repository.remote_of(&branch, remote)?;
    for _ in 0..TRIES {
        let Reads::Revision(base) = place.reads else {
            unreachable!("a place at a tip reads a revision");
        };
        let made = make(&place, console)?;
        let repository = place.repository.as_ref().expect("a place at a tip has a repository");
        match repository.push(&remote, &branch)? {
            Pushed::Done => {
                console.note(&format!("Pushed {branch} to {remote}."));
                return Ok(made);
            }
            Pushed::Behind => {
                if !repository.follow(&remote, &branch, &base)? {
                    return Err(Failure::Message {
                        code: exit::TRY_AGAIN,
                        message: format!("{remote} has commits that are not here, and there is work of yours on top"),
                        help: Some("the review is committed here: `git pull --rebase`, then run it again".into()),
                    });
                }
                console.note(&format!("{remote} has moved: the review is made again on top."));
                let tip = repository.resolve("HEAD")?;
                place.reads = Reads::Revision(tip);
            }
        }
    }
    Err(Failure::Message {
        code: exit::TRY_AGAIN,
        message: format!("{remote} moved each of {TRIES} times"),
        help: Some("try again later".into()),
    })
}
