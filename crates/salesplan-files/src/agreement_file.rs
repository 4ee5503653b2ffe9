//! `agreements/<person>.toml`: what a person answered, with what was asked in full.
//!
//! The tool writes these files. The part from the line `[agreed]` to the end has one form for
//! one content, and the digest above it is that of its bytes: whoever doubts an agreement can
//! check it with any program that computes SHA-256.

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::agreement::{
    AgreedLine, AgreedQuota, AgreedStage, Agreement, Answer, Content, Countersigned, Promises, Quota,
};
use salesplan_model::commitment::{Brings, Source};
use salesplan_model::diagnostic::{AGREEMENT_DAMAGED, Diagnostic, Location};
use salesplan_model::id::{ChannelId, DealId, PersonId, PlanId, SegmentId, StageId};
use salesplan_model::money::{Currency, Money};
use salesplan_model::period::Period;
use salesplan_model::plan::Metric;
use salesplan_model::rate::Rate;
use serde::{Deserialize, Serialize};

use crate::digest;
use crate::sink::Sink;

/// The line with which the agreed part begins.
const AGREED: &str = "[agreed]\n";

/// The person whose agreement stands at a path in a plan's folder: `agreements/anna.toml`.
pub fn person_of(name: &str) -> Option<&str> {
    let person = name.strip_prefix("agreements/")?.strip_suffix(".toml")?;
    (!person.contains('/')).then_some(person)
}

/// The path of a person's agreement.
pub fn path(plan: &PlanId, person: &PersonId) -> String {
    format!("plans/{plan}/agreements/{person}.toml")
}

/// An answer that is to be written.
#[derive(Debug, Clone)]
pub struct NewAnswer<'a> {
    /// Who.
    pub person: &'a PersonId,
    /// Yes or no.
    pub answer: Answer,
    /// The day.
    pub date: Date,
    /// What the person has to say.
    pub comment: Option<&'a str>,
    /// The head's consent.
    pub countersigned: Option<&'a Countersigned>,
    /// What is asked.
    pub content: &'a Content,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Head {
    person: String,
    answer: String,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    digest: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    countersigned: Option<Countersign>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Countersign {
    by: String,
    date: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    agreed: Agreed,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Agreed {
    plan: String,
    from: String,
    to: String,
    metric: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    promises: Promised,
    #[serde(default)]
    quotas: Vec<QuotaEntry>,
    #[serde(default)]
    commitments: Vec<LineEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Promised {
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours_per_week: Option<String>,
    #[serde(default)]
    leads: Vec<LeadsEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LeadsEntry {
    channel: String,
    per_week: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct QuotaEntry {
    segment: String,
    share: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deals: Option<u64>,
    stages: Vec<StageEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct StageEntry {
    stage: String,
    need: u64,
    of: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LineEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    segment: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deal: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deals: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    likelihood: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
}

/// The agreed part of a file, in its one form.
pub fn canonical(content: &Content) -> String {
    let body = Body {
        agreed: agreed(content),
    };
    let text = toml::to_string(&body).expect("texts and numbers in named places are TOML");
    // The table of the whole comes first, so the text begins with its line.
    text[text.find(AGREED).unwrap_or(0)..].to_string()
}

/// The digest of an agreed part.
pub fn digest(canonical: &str) -> String {
    digest::of_bytes(canonical.as_bytes())
}

/// The text of a file.
pub fn write(answer: &NewAnswer<'_>) -> String {
    let body = canonical(answer.content);
    let head = Head {
        person: answer.person.to_string(),
        answer: answer.answer.word().to_string(),
        date: answer.date.to_string(),
        comment: answer.comment.map(str::to_string),
        digest: digest(&body),
        countersigned: answer.countersigned.map(|signed| Countersign {
            by: signed.by.clone(),
            date: signed.date.to_string(),
        }),
    };
    let head = toml::to_string(&head).expect("texts in named places are TOML");
    format!(
        "# Written by `salesplan agree {}`. All from the line [agreed] to the end has the digest below.\n{head}\n{body}",
        answer.person
    )
}

/// Reads a file. Whatever is wrong with it is one finding: nobody writes such files by hand.
pub(crate) fn read(text: &str, person: &str, sink: &Sink) -> Option<Agreement> {
    let read = parse(text, person, &sink.location(&(0..0)).file);
    let told = match &read {
        Err(why) => Some(why.clone()),
        Ok(agreement) if !agreement.is_intact => {
            Some("what was agreed has another digest than the one beside it: somebody has changed it".to_string())
        }
        Ok(_) => None,
    };
    if let Some(why) = told {
        sink.push(
            Diagnostic::new(
                &AGREEMENT_DAMAGED,
                format!("the agreement of `{person}` does not count: {why}"),
            )
            .at(sink.location(&(0..0)), "")
            .help(format!(
                "bring the committed file back, or ask again: `salesplan agree {person}`"
            )),
        );
    }
    read.ok()
}

/// Reads the text of a file at a path.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn parse(text: &str, person: &str, path: &str) -> Result<Agreement, String> {
    // A checkout may have put line ends of another kind.
    let text = text.replace("\r\n", "\n");
    let at = text.find("\n[agreed]\n").ok_or("it has no line [agreed]".to_string())? + 1;
    let (head, body) = text.split_at(at);
    let plain = |error: toml::de::Error| error.message().to_string();
    let head: Head = toml::from_str(head).map_err(plain)?;
    let agreed: Body = toml::from_str(body).map_err(plain)?;
    if head.person != person {
        return Err(format!("it is that of `{}`", head.person));
    }
    let answer = Answer::WORDS.iter().find(|(word, _)| *word == head.answer);
    let (_, answer) = answer.ok_or_else(|| format!("`{}` is no answer", head.answer))?;
    let countersigned = match head.countersigned {
        Some(signed) => Some(Countersigned {
            by: signed.by,
            date: day(&signed.date)?,
        }),
        None => None,
    };
    Ok(Agreement {
        person: PersonId::new(person),
        answer: *answer,
        date: day(&head.date)?,
        comment: head.comment,
        is_intact: digest(body) == head.digest,
        digest: head.digest,
        countersigned,
        content: content(agreed.agreed)?,
        location: Location {
            file: path.into(),
            span: 0..0,
        },
    })
}

fn agreed(content: &Content) -> Agreed {
    let sum = |money: Money| money.to_decimal().to_string();
    let rate = |rate: Rate| rate.to_string();
    let currency = |quota: &AgreedQuota| match quota.quota {
        Quota::Revenue(sum) => Some(sum.currency),
        Quota::Deals(_) => None,
    };
    let of_lines = content
        .commitments
        .iter()
        .filter_map(|line| Some(line.brings.amount?.currency));
    let of_budget = content.promises.budget.map(|budget| budget.currency);
    let currency = content
        .quotas
        .iter()
        .find_map(currency)
        .or_else(|| of_lines.chain(of_budget).next());
    Agreed {
        plan: content.plan.to_string(),
        from: content.period.from.to_string(),
        to: content.period.to.to_string(),
        metric: content.metric.word().to_string(),
        currency: currency.map(|currency| currency.code().to_string()),
        promises: Promised {
            owner: content.promises.owner.as_ref().map(ToString::to_string),
            budget: content.promises.budget.map(sum),
            hours_per_week: content
                .promises
                .hours_per_week
                .map(|hours| hours.normalize().to_string()),
            leads: content
                .promises
                .leads_per_week
                .iter()
                .map(|(channel, per_week)| LeadsEntry {
                    channel: channel.to_string(),
                    per_week: *per_week,
                })
                .collect(),
        },
        quotas: content
            .quotas
            .iter()
            .map(|quota| QuotaEntry {
                segment: quota.segment.to_string(),
                share: rate(quota.share),
                amount: match quota.quota {
                    Quota::Revenue(money) => Some(sum(money)),
                    Quota::Deals(_) => None,
                },
                deals: match quota.quota {
                    Quota::Deals(count) => Some(count),
                    Quota::Revenue(_) => None,
                },
                stages: quota
                    .stages
                    .iter()
                    .map(|stage| StageEntry {
                        stage: stage.stage.to_string(),
                        need: stage.need,
                        of: stage.of,
                    })
                    .collect(),
            })
            .collect(),
        commitments: content
            .commitments
            .iter()
            .map(|line| LineEntry {
                source: line.source.as_ref().map(Source::word),
                segment: line.segment.to_string(),
                client: line.client.clone(),
                deal: line.deal.as_ref().map(ToString::to_string),
                amount: line.brings.amount.map(sum),
                deals: line.brings.deals,
                likelihood: line.likelihood.map(rate),
                share: line.share.map(rate),
                when: line.when.clone(),
                action: line.action.clone(),
                due: line.due.map(|due| due.to_string()),
            })
            .collect(),
    }
}

fn content(agreed: Agreed) -> Result<Content, String> {
    let currency = match &agreed.currency {
        Some(code) => Some(Currency::parse(code).ok_or_else(|| format!("`{code}` is no currency"))?),
        None => None,
    };
    let sum = |text: &String| {
        let currency = currency.ok_or("it has sums and no currency".to_string())?;
        Money::parse(text, currency).map_err(|_| format!("`{text}` is no sum"))
    };
    let rate = |text: &String| Rate::parse(text).map_err(|_| format!("`{text}` is no share"));
    let metric = Metric::WORDS.iter().find(|(word, _)| *word == agreed.metric);
    let period = Period::new(day(&agreed.from)?, day(&agreed.to)?);
    let mut quotas = Vec::new();
    for entry in &agreed.quotas {
        let quota = match (&entry.amount, entry.deals) {
            (Some(amount), None) => Quota::Revenue(sum(amount)?),
            (None, Some(deals)) => Quota::Deals(deals),
            _ => return Err(format!("the quota in `{}` is neither a sum nor a count", entry.segment)),
        };
        let stage = |entry: &StageEntry| AgreedStage {
            stage: StageId::new(entry.stage.as_str()),
            need: entry.need,
            of: entry.of,
        };
        quotas.push(AgreedQuota {
            segment: SegmentId::new(entry.segment.as_str()),
            share: rate(&entry.share)?,
            quota,
            stages: entry.stages.iter().map(stage).collect(),
        });
    }
    let mut commitments = Vec::new();
    for entry in &agreed.commitments {
        let source = match &entry.source {
            Some(word) => Some(Source::parse(word).ok_or_else(|| format!("`{word}` is no source"))?),
            None => None,
        };
        commitments.push(AgreedLine {
            source,
            segment: SegmentId::new(entry.segment.as_str()),
            client: entry.client.clone(),
            deal: entry.deal.as_deref().map(DealId::new),
            brings: Brings {
                amount: entry.amount.as_ref().map(sum).transpose()?,
                deals: entry.deals,
            },
            likelihood: entry.likelihood.as_ref().map(rate).transpose()?,
            share: entry.share.as_ref().map(rate).transpose()?,
            when: entry.when.clone(),
            action: entry.action.clone(),
            due: entry.due.as_deref().map(day).transpose()?,
        });
    }
    let hours = |text: &String| Decimal::from_str_exact(text).map_err(|_| format!("`{text}` is no number of hours"));
    let promises = &agreed.promises;
    let leads = promises.leads.iter();
    Ok(Content {
        plan: PlanId::new(agreed.plan.as_str()),
        period: period.ok_or("its period ends before it begins".to_string())?,
        metric: metric.ok_or_else(|| format!("`{}` is no metric", agreed.metric))?.1,
        quotas,
        commitments,
        promises: Promises {
            owner: promises.owner.as_deref().map(PersonId::new),
            leads_per_week: leads
                .map(|leads| (ChannelId::new(leads.channel.as_str()), leads.per_week))
                .collect(),
            budget: promises.budget.as_ref().map(sum).transpose()?,
            hours_per_week: promises.hours_per_week.as_ref().map(hours).transpose()?,
        },
    })
}

fn day(text: &str) -> Result<Date, String> {
    let day = text.parse().ok().filter(|_| text.len() == 10);
    day.ok_or_else(|| format!("`{text}` is no day"))
}
