//! `commitments/<person>.toml`: what a person commits to, line by line; the same lines as
//! CSV for people who keep tables.

use jiff::civil::Date;
use salesplan_model::commitment::{Brings, Commitment, Commitments, Source, When};
use salesplan_model::diagnostic::{
    AMBIGUOUS_COMMITMENT, Diagnostic, INVALID_COUNT, INVALID_DATE, MISSING_KEY, PERIOD_REVERSED, UNKNOWN_CHANNEL,
    UNKNOWN_VALUE,
};
use salesplan_model::id::{DealId, PersonId};
use salesplan_model::money::Money;
use salesplan_model::rate::Rate;

use crate::exchange::SumCells;
use crate::lower;
use crate::outline::Outline;
use crate::rows::{Columns, Header, Row, read_csv, read_toml};
use crate::sink::{At, Sink};
use crate::suggest;
use crate::window;

/// The columns, in the order in which they are written.
pub const COLUMNS: &[&str] = &[
    "source",
    "segment",
    "client",
    "deal",
    "amount",
    "deals",
    "currency",
    "likelihood",
    "share",
    "when",
    "action",
    "due",
    "done",
];

const LINES: Columns = Columns {
    fixed: COLUMNS,
    more: &[],
    required: &[],
    families: &[],
};

/// The most deals that one line may bring.
const DEALS_MAX: u64 = 1_000_000;

/// The person whose commitments stand at a path in a plan's folder: `commitments/anna.toml`.
pub fn person_of(name: &str) -> Option<&str> {
    let person = name.strip_prefix("commitments/")?.strip_suffix(".toml")?;
    (!person.contains('/')).then_some(person)
}

pub(crate) fn read_from_toml(text: &str, person: &str, outline: &Outline, sink: &Sink) -> Commitments {
    let mut reader = Reader::new(outline, sink);
    read_toml(text, "commitments", "a commitment", &LINES, sink, |header, row| {
        reader.line(header, row);
    });
    reader.commitments(person)
}

pub(crate) fn read_from_csv(text: &str, person: &str, outline: &Outline, sink: &Sink) -> Commitments {
    let mut reader = Reader::new(outline, sink);
    read_csv(text, &LINES, sink, |header, row| reader.line(header, row));
    reader.commitments(person)
}

struct Reader<'a> {
    outline: &'a Outline,
    sink: &'a Sink,
    lines: Vec<Commitment>,
}

/// The fields of one line.
struct Fields<'a> {
    header: &'a Header,
    row: &'a dyn Row,
    sink: &'a Sink,
}

impl Fields<'_> {
    fn at(&self, name: &str) -> Option<At<String>> {
        let column = self.header.position(name)?;
        Some(At::new(self.row.text(column)?.to_string(), self.row.span(column)))
    }

    fn text(&self, name: &str) -> Option<String> {
        self.at(name).map(|at| at.value)
    }

    fn date(&self, name: &str) -> Option<Date> {
        let text = self.at(name)?;
        lower::date(self.sink, &text.value, &text.span)
    }

    fn rate(&self, name: &str) -> Option<Rate> {
        lower::rate_called(self.sink, &self.at(name)?, name)
    }

    fn missing(&self, key: &str, what: &str, help: &str) {
        self.sink.push(
            Diagnostic::new(&MISSING_KEY, format!("the commitment has no `{key}`"))
                .at(self.sink.location(&self.row.whole()), what)
                .help(help),
        );
    }
}

impl<'a> Reader<'a> {
    fn new(outline: &'a Outline, sink: &'a Sink) -> Self {
        Self {
            outline,
            sink,
            lines: Vec::new(),
        }
    }

    fn commitments(self, person: &str) -> Commitments {
        Commitments {
            person: PersonId::new(person),
            lines: self.lines,
            location: self.sink.location(&(0..0)),
        }
    }

    fn line(&mut self, header: &Header, row: &dyn Row) {
        let fields = Fields {
            header,
            row,
            sink: self.sink,
        };
        let source = self.source(&fields);
        let segment = self.segment(&fields, source.as_ref());
        let likelihood = fields.rate("likelihood");
        let is_earned = source.as_ref().is_some_and(Source::is_earned);
        if !is_earned && fields.at("likelihood").is_none() {
            fields.missing(
                "likelihood",
                "how likely?",
                "add it: likelihood = \"50%\"; only what is signed or recurring may go without",
            );
        }
        let brings = self.brings(&fields);
        let line = Commitment {
            source,
            segment: segment.unwrap_or(0),
            client: fields.text("client"),
            deal: fields.text("deal").map(DealId::new),
            brings,
            likelihood,
            share: fields.rate("share"),
            when: fields.at("when").and_then(|text| self.when(&text)),
            action: fields.text("action"),
            due: fields.date("due"),
            done: fields.date("done"),
            location: self.sink.location(&row.whole()),
        };
        if segment.is_some() {
            self.lines.push(line);
        }
    }

    fn source(&self, fields: &Fields<'_>) -> Option<Source> {
        let word = fields.at("source")?;
        let source = Source::parse(&word.value);
        let channels = &self.outline.channels;
        match &source {
            None => self.sink.push(
                Diagnostic::new(&UNKNOWN_VALUE, format!("`{}` is not a source", word.value))
                    .at(self.sink.location(&word.span), "unknown source")
                    .help(suggest::help(&word.value, Source::WORDS.iter().copied())),
            ),
            Some(Source::New(Some(channel)))
                if !channels.is_empty() && !channels.iter().any(|known| known == channel.as_str()) =>
            {
                self.sink.push(
                    Diagnostic::new(&UNKNOWN_CHANNEL, format!("the plan has no channel `{channel}`"))
                        .at(self.sink.location(&word.span), "unknown channel")
                        .help(suggest::help(channel.as_str(), channels.iter().map(String::as_str))),
                );
            }
            Some(_) => {}
        }
        source
    }

    /// The named segment, else the only one that such a source can bring something to.
    fn segment(&self, fields: &Fields<'_>, source: Option<&Source>) -> Option<usize> {
        let segments = &self.outline.segments;
        if let Some(name) = fields.at("segment") {
            let index = self.outline.segment_index(&name.value);
            if index.is_none() && self.outline.is_complete {
                let place = self.sink.location(&name.span);
                self.sink.push(self.outline.unknown_segment(&name.value, place));
            }
            return index;
        }
        let fits = |index: &usize| {
            let has_steps = segments[*index].stages.len() > 1;
            match source {
                Some(Source::New(_) | Source::OwnProspecting) => has_steps,
                Some(Source::Repeat) => !has_steps,
                _ => true,
            }
        };
        let fitting: Vec<usize> = (0..segments.len()).filter(fits).collect();
        if let [only] = fitting[..] {
            return Some(only);
        }
        if self.outline.is_complete {
            let known: Vec<String> = segments.iter().map(|segment| format!("`{}`", segment.id)).collect();
            self.sink.push(
                Diagnostic::new(&AMBIGUOUS_COMMITMENT, "the commitment names no segment")
                    .at(self.sink.location(&fields.row.whole()), "which segment?")
                    .help(format!("add `segment`: {}", known.join(" or "))),
            );
        }
        None
    }

    fn brings(&self, fields: &Fields<'_>) -> Brings {
        let amount = fields.at("amount");
        let deals = fields.at("deals");
        if amount.is_none() && !self.outline.counts_deals {
            fields.missing("amount", "how much?", "add it: amount = 200_000");
        }
        Brings {
            amount: amount.and_then(|amount| self.amount(amount, fields.at("currency"))),
            deals: deals.and_then(|text| self.deals(&text)),
        }
    }

    /// What is promised in another currency counts by the plan's rate.
    fn amount(&self, amount: At<String>, currency: Option<At<String>>) -> Option<Money> {
        let sum = SumCells {
            amount,
            currency,
            vat: None,
        };
        sum.read(&self.outline.exchange, self.sink).map(|(amount, _)| amount)
    }

    fn deals(&self, text: &At<String>) -> Option<u64> {
        let count = text.value.parse().ok().filter(|count| (1..=DEALS_MAX).contains(count));
        if count.is_none() {
            self.sink.push(
                Diagnostic::new(&INVALID_COUNT, format!("`{}` is not a number of deals", text.value))
                    .at(self.sink.location(&text.span), "how many deals?")
                    .help("write a whole number above 0, such as 2"),
            );
        }
        count
    }

    fn when(&self, text: &At<String>) -> Option<When> {
        let (kind, message, help) = match window::parse(&text.value) {
            Ok(days) => {
                return Some(When {
                    days,
                    text: text.value.clone(),
                });
            }
            Err(window::Fault::Form) => (
                &INVALID_DATE,
                format!("`{}` names no days", text.value),
                "name a month or a week: \"2026-11\" or \"2026-W45\"",
            ),
            Err(window::Fault::Reversed) => (
                &PERIOD_REVERSED,
                format!("`{}` ends before it begins", text.value),
                "swap the two dates",
            ),
        };
        let place = self.sink.location(&text.span);
        self.sink
            .push(Diagnostic::new(kind, message).at(place, "these days").help(help));
        None
    }
}
