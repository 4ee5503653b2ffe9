//! What a commit is about to do, written down before it does it.
//!
//! The text lies in `index.lock` itself, so the lock and the note about it
//! appear and vanish together. It tells a later run that the lock is ours and
//! what to finish. Its last line is `end`: a torn note is nobody's note.

use git2::Oid;

/// One file on its way from the tip's content to ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) path: String,
    /// Mode the tree has for it, executable or not.
    pub(crate) mode: u32,
    /// The blob at the tip; none for a new file.
    pub(crate) old: Option<Oid>,
    /// The blob we commit; none for a removal.
    pub(crate) new: Option<Oid>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Journal {
    pub(crate) pid: u32,
    pub(crate) ref_name: String,
    pub(crate) commit: Oid,
    pub(crate) steps: Vec<Step>,
}

const TITLE: &str = "salesplan-git journal 1";

impl Journal {
    pub(crate) fn to_text(&self) -> String {
        let mut text = format!(
            "{TITLE}\npid {}\nreference {}\ncommit {}\n",
            self.pid, self.ref_name, self.commit
        );
        for Step { path, mode, old, new } in &self.steps {
            // Paths were checked to hold no control characters, so one line each.
            let (old, new) = (id_or_dash(*old), id_or_dash(*new));
            text.push_str(&format!("file {mode:o} {old} {new} {path}\n"));
        }
        text.push_str("end\n");
        text
    }

    /// The journal in `bytes`; none when they are anything else.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Journal> {
        let text = std::str::from_utf8(bytes).ok()?;
        let body = text.strip_prefix(TITLE)?.strip_prefix('\n')?.strip_suffix("end\n")?;
        let mut lines = body.lines();
        let pid = lines.next()?.strip_prefix("pid ")?.parse().ok()?;
        let ref_name = lines.next()?.strip_prefix("reference ")?.to_owned();
        let commit = Oid::from_str(lines.next()?.strip_prefix("commit ")?).ok()?;
        let steps = lines.map(parse_step).collect::<Option<Vec<Step>>>()?;
        Some(Journal {
            pid,
            ref_name,
            commit,
            steps,
        })
    }
}

fn parse_step(line: &str) -> Option<Step> {
    let mut words = line.strip_prefix("file ")?.splitn(4, ' ');
    let mode = u32::from_str_radix(words.next()?, 8).ok()?;
    let old = parse_id(words.next()?)?;
    let new = parse_id(words.next()?)?;
    let path = words.next()?.to_owned();
    // The file could have been written by anyone; what it names must be as
    // harmless as what we would write ourselves.
    crate::path::check(&path).ok()?;
    Some(Step { path, mode, old, new })
}

fn id_or_dash(id: Option<Oid>) -> String {
    id.map_or_else(|| "-".to_owned(), |id| id.to_string())
}

fn parse_id(word: &str) -> Option<Option<Oid>> {
    if word == "-" {
        return Some(None);
    }
    Oid::from_str(word).ok().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal() -> Journal {
        let id = |n: u8| Oid::from_bytes(&[n; 20]).unwrap();
        Journal {
            pid: 4711,
            ref_name: "refs/heads/main".into(),
            commit: id(1),
            steps: vec![
                Step {
                    path: "reviews/a b.md".into(),
                    mode: 0o100_644,
                    old: None,
                    new: Some(id(2)),
                },
                Step {
                    path: "x".into(),
                    mode: 0o100_755,
                    old: Some(id(3)),
                    new: None,
                },
            ],
        }
    }

    #[test]
    fn survives_the_round_trip() {
        let journal = journal();
        assert_eq!(Journal::parse(journal.to_text().as_bytes()), Some(journal));
    }

    #[test]
    fn a_torn_journal_is_nobodys() {
        let text = journal().to_text();
        for end in 0..text.len() {
            assert_eq!(Journal::parse(&text.as_bytes()[..end]), None, "cut at {end}");
        }
    }

    #[test]
    fn a_forged_path_is_not_taken() {
        let text = journal().to_text().replace("reviews/a b.md", "../../etc/x");
        assert_eq!(Journal::parse(text.as_bytes()), None);
        assert_eq!(Journal::parse(b"DIRC\0\0\0\x02"), None);
    }
}
