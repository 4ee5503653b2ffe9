//! What a review was made from, machine-readable at its end, so that anyone can
//! make it again and nobody overwrites what somebody edited by hand.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The sources of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// The plan.
    pub plan: String,
    /// The ISO week.
    pub week: String,
    /// The last evening that was visible.
    pub as_of: String,
    /// SHA-256 over path and blob id of every input file.
    pub inputs_digest: Option<String>,
    /// The commit the inputs were read from; null for a work tree outside a repository.
    pub commit: Option<String>,
    /// Whether input files differed from that commit; never in a committed review.
    pub dirty: bool,
    /// The newest committed review of an earlier week.
    pub previous: Option<Previous>,
    /// SHA-256 over the days and blob ids of earlier states of the deals, up to the evening;
    /// null where there are none.
    pub history_digest: Option<String>,
    /// SHA-256 over hooks, scripts and parameters.
    pub rules_digest: String,
    /// The program's version.
    pub version: String,
    /// The version of the report's form.
    pub report_schema: u32,
    /// Language and number format.
    pub locale: String,
}

/// The review before this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// The commit that its inputs were read from.
    pub commit: String,
    /// Its week.
    pub week: String,
    /// The last evening that was visible in it; none in reviews of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
}

impl Sources {
    /// Whether the commits named are commit ids; somebody may have written anything there.
    pub fn names_commits(&self) -> bool {
        let is_id = |text: &str| matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.commit.as_deref().is_none_or(is_id)
            && self.previous.as_ref().is_none_or(|previous| is_id(&previous.commit))
    }

    /// Whether a review from `self` would say the same as one from `other`:
    /// everything but the commit is equal.
    pub fn same_but_commit(&self, other: &Self) -> bool {
        Self {
            commit: None,
            ..self.clone()
        } == Self {
            commit: None,
            ..other.clone()
        }
    }

    /// Whether both speak of one evening from the same files and the same history of the deals.
    pub fn same_inputs(&self, other: &Self) -> bool {
        let of = |sources: &Self| {
            let Self {
                plan,
                as_of,
                inputs_digest,
                history_digest,
                ..
            } = sources.clone();
            (plan, as_of, inputs_digest, history_digest)
        };
        of(self) == of(other)
    }

    /// The trailers of the review's commit, name and value.
    pub fn trailers(&self) -> Vec<(&'static str, String)> {
        let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".into());
        vec![
            ("Salesplan-Plan", self.plan.clone()),
            ("Salesplan-Week", self.week.clone()),
            ("Salesplan-As-Of", self.as_of.clone()),
            ("Salesplan-Inputs", or_none(&self.inputs_digest)),
            ("Salesplan-Commit", or_none(&self.commit)),
            (
                "Salesplan-Previous",
                self.previous
                    .as_ref()
                    .map_or("none".into(), |p| format!("{} {}", p.commit, p.week)),
            ),
            ("Salesplan-History", or_none(&self.history_digest)),
            ("Salesplan-Rules", self.rules_digest.clone()),
            ("Salesplan-Version", self.version.clone()),
            ("Salesplan-Report-Schema", self.report_schema.to_string()),
            ("Salesplan-Locale", self.locale.clone()),
        ]
    }
}

/// What a review says in a line, so that other pages need not read its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// `reached`, `missed`, `on_pace`, `behind` or `at_risk`.
    pub verdict: String,
    /// What was reached to date: money as text, or a count.
    pub fact: Value,
    /// The goal.
    pub goal: Value,
    /// What the plan asked for to date; null where it cannot be said.
    pub plan_to_date: Option<Value>,
    /// Chance that the open deals alone bring what is missing.
    pub chance_from_open: f64,
    /// Where that is only a lower bound, the step to which deals were rounded down.
    #[serde(default)]
    pub chance_lattice: Option<i64>,
}

const OPENING: &str = "<!-- salesplan-sources ";
const CLOSING: &str = " -->\n";

/// A committed review taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct CommittedReview<'t> {
    /// What people read.
    pub body: &'t str,
    /// What it was made from.
    pub sources: Sources,
    /// The body's digest at the time of writing.
    pub body_digest: String,
    /// What it says in a line; none in reviews of older versions.
    pub headline: Option<Headline>,
}

#[derive(Serialize, Deserialize)]
struct Block {
    body_digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    headline: Option<Headline>,
    sources: Sources,
}

/// Closes a review's body with the block that names its sources.
///
/// # Errors
/// None in practice: plain texts always serialise.
pub fn seal(
    body: &str,
    sources: &Sources,
    headline: Option<&Headline>,
    body_digest: &str,
) -> Result<String, serde_json::Error> {
    let block = Block {
        body_digest: body_digest.to_string(),
        headline: headline.cloned(),
        sources: sources.clone(),
    };
    // A comment must not contain `--`, and no name may close it early.
    let json = serde_json::to_string(&block)?
        .replace("--", "-\\u002d")
        .replace('>', "\\u003e");
    let gap = if body.ends_with('\n') { "\n" } else { "\n\n" };
    Ok(format!("{body}{gap}{OPENING}{json}{CLOSING}"))
}

/// Takes a committed review apart; `None` where the block is missing or damaged.
pub fn open(text: &str) -> Option<CommittedReview<'_>> {
    let start = text.rfind(OPENING)?;
    let json = text[start + OPENING.len()..].strip_suffix(CLOSING)?;
    let block: Block = serde_json::from_str(json).ok()?;
    Some(CommittedReview {
        body: text[..start].strip_suffix('\n')?,
        sources: block.sources,
        body_digest: block.body_digest,
        headline: block.headline,
    })
}

const SEALED: &str = "<!-- salesplan-sealed ";

/// Closes what stands beside reviews, a list of them or a chart, so that nobody's edit of it is lost.
pub fn seal_page(body: &str, body_digest: &str) -> String {
    format!("{body}\n{SEALED}{body_digest}{CLOSING}")
}

/// The body of such a file and its digest at the time of writing; `None` for any other text.
pub fn open_page(text: &str) -> Option<(&str, &str)> {
    let start = text.rfind(SEALED)?;
    let digest = text[start + SEALED.len()..].strip_suffix(CLOSING)?;
    Some((text[..start].strip_suffix('\n')?, digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        Sources {
            plan: "a--b".into(),
            week: "2026-W45".into(),
            as_of: "2026-11-08".into(),
            inputs_digest: Some("sha256:00".into()),
            commit: Some("c0ffee".into()),
            dirty: false,
            previous: Some(Previous {
                commit: "beef".into(),
                week: "2026-W44".into(),
                as_of: None,
            }),
            history_digest: None,
            rules_digest: "sha256:11".into(),
            version: "0.1.0".into(),
            report_schema: 1,
            locale: "en".into(),
        }
    }

    #[test]
    fn a_sealed_review_opens_to_what_was_sealed() {
        let text = seal("# A review\n", &sources(), None, "sha256:22").unwrap();
        let opened = open(&text).unwrap();
        assert_eq!(
            (opened.body, &opened.sources, opened.body_digest.as_str()),
            ("# A review\n", &sources(), "sha256:22")
        );
        let comment = &text[text.find("<!--").unwrap() + 4..text.rfind("-->").unwrap()];
        assert!(!comment.contains("--"), "{comment}");
    }

    #[test]
    fn a_page_opens_to_what_was_sealed() {
        let text = seal_page("# Reviews\n", "sha256:22");
        assert_eq!(open_page(&text), Some(("# Reviews\n", "sha256:22")));
        assert_eq!(open_page(&format!("{text}more")), None);
        assert_eq!(open_page("# Reviews\n"), None);
    }

    #[test]
    fn damaged_blocks_do_not_open() {
        let text = seal("# A review\n", &sources(), None, "sha256:22").unwrap();
        for damaged in [
            "",
            "# A review\n",
            &text.replace("sources", "source"),
            &format!("{text}more"),
            &text.replace('"', "'"),
        ] {
            assert_eq!(open(damaged), None);
        }
    }

    #[test]
    fn the_commit_alone_makes_no_difference() {
        assert!(sources().same_but_commit(&Sources {
            commit: Some("other".into()),
            ..sources()
        }));
        assert!(!sources().same_but_commit(&Sources {
            previous: None,
            ..sources()
        }));
    }
}
