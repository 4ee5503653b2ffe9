//! `rules new`: the bundled rule as one of the workspace's own, with test cases.

use std::path::Path;

use salesplan_files::rule_tests;
use salesplan_rules::{bundled, bundled_tests};

use super::question;
use crate::args::{Global, NewRule};
use crate::console::Console;
use crate::failure::{Failure, exit};
use crate::place::{Place, Reads};
use crate::writing::{self, kind_at};

pub(crate) fn run(global: &Global, args: &NewRule, console: &mut Console<'_>) -> Result<u8, Failure> {
    let place = Place::find(global, console)?;
    let Reads::Files(root) = &place.reads else {
        return Err(Failure::usage(
            "a rule is written into the work tree, and a revision is read here",
            "leave --at out, and start in a folder with a work tree",
        ));
    };
    let hook = args.hook;
    let source = bundled(hook);
    let tests = rule_tests::path(hook);
    for path in [&*source.path, &tests] {
        writing::check(root, Path::new(path))?;
        if kind_at(&root.join(path))?.is_some() {
            return Err(Failure::usage(
                format!("{path} is there already"),
                format!(
                    "change it, or move it out of the way first; `salesplan rules test {hook}`",
                    hook = hook.name()
                ),
            ));
        }
    }
    writing::create(root, Path::new(&*source.path), source.text.as_bytes())?;
    writing::create(root, Path::new(&tests), bundled_tests(hook).as_bytes())?;
    let name = hook.name();
    let options = question::options(hook);
    let said = console.phrases(&format!(
        "Wrote {} and {tests}. Now:\n  \
         1. change them: what the rule is to answer, then the rule\n  \
         2. salesplan rules test {name}\n  \
         3. salesplan rules run {name} {options}\n  \
         4. salesplan check",
        source.path
    ));
    console.note(&said);
    Ok(exit::DONE)
}
