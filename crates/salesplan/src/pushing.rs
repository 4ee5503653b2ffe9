//! Commits that are pushed, and made again where somebody else was quicker.

use std::thread::sleep;
use std::time::Duration;

use salesplan_git::{Followed, PushTarget, Pushed, Revision};

use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::place::{Place, Reads};

/// Whoever loses so often is in a queue that is better waited out.
const TRIES: usize = 5;

/// How long to wait where the remote is just being pushed to.
const PAUSE: Duration = Duration::from_millis(300);

/// Makes commits, with what else comes of it.
pub(crate) type Make<'m, T> = dyn Fn(&Place, &mut Console<'_>) -> Result<(T, Vec<Revision>), Failure> + 'm;

/// Makes commits and pushes their branch; where the remote has moved meanwhile, goes over to what
/// it has and makes them again. Only commits of our own are ever left behind.
pub(crate) fn until_pushed<T>(
    mut place: Place,
    remote: Option<&str>,
    make: &Make<'_, T>,
    console: &mut Console<'_>,
) -> Result<T, Failure> {
    let target = {
        let repository = place.repository.as_ref().expect("a place at a tip has a repository");
        repository.push_target(remote)?
    };
    for _ in 0..TRIES {
        let Reads::Revision(base) = place.reads else {
            unreachable!("a place at a tip reads a revision");
        };
        let (done, made) = make(&place, console)?;
        let repository = place.repository.as_ref().expect("a place at a tip has a repository");
        if repository.push(&target, made.last().unwrap_or(&base))? == Pushed::Done {
            console.note(&format!("Pushed {target}."));
            return Ok(done);
        }
        let tip = match repository.follow(&target, &base, &made)? {
            Followed::To(tip) => tip,
            other => return Err(not_followed(&target, other)),
        };
        if tip == base {
            sleep(PAUSE);
        }
        console.note(&format!(
            "{} has moved: the review is made again on top.",
            target.remote()
        ));
        place.reads = Reads::Revision(tip);
    }
    Err(Failure::Message {
        code: exit::TRY_AGAIN,
        message: format!("{} moved each of {TRIES} times", target.remote()),
        help: Some("try again later".into()),
    })
}

/// Why the branch stays where it is.
fn not_followed(target: &PushTarget, why: Followed) -> Failure {
    let remote = target.remote();
    let (why, help) = match why {
        Followed::Staged => (
            "something is staged".to_string(),
            "commit or `git stash` it, then `git pull --rebase` and run it again",
        ),
        Followed::InTheWay(said) => (
            format!("files here are in the way: {said}"),
            "commit or `git stash` them, then `git pull --rebase` and run it again",
        ),
        Followed::OwnWork | Followed::To(_) => (
            "there is work of yours on top".to_string(),
            "`git pull --rebase`, then run it again",
        ),
    };
    Failure::Message {
        code: exit::TRY_AGAIN,
        message: format!("{remote} has commits that are not here, and {why}"),
        help: Some(format!("the review is committed here: {help}")),
    }
}
