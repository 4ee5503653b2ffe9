//! What people commit to: from where, how likely and by which action each brings their part.

use jiff::civil::Date;

mod draft;

pub use draft::{Draft, DraftLine, Rest, draft};

use crate::diagnostic::Location;
use crate::id::{ChannelId, DealId, PersonId};
use crate::money::Money;
use crate::period::Period;
use crate::rate::Rate;

/// All that one person commits to, as they wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Commitments {
    /// Who: the name of the file.
    pub person: PersonId,
    /// In file order.
    pub lines: Vec<Commitment>,
    /// The beginning of the file.
    pub location: Location,
}

/// One line: a sum or a number of deals, from one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Commitment {
    /// Where it comes from; `None` where the line does not say.
    pub source: Option<Source>,
    /// Index of the segment.
    pub segment: usize,
    /// Who buys.
    pub client: Option<String>,
    /// The deal that is counted on.
    pub deal: Option<DealId>,
    /// How much.
    pub brings: Brings,
    /// How likely; `None` only where the money is as good as earned.
    pub likelihood: Option<Rate>,
    /// The person's part of a deal that several people count on.
    pub share: Option<Rate>,
    /// When it comes.
    pub when: Option<When>,
    /// What the person does for it.
    pub action: Option<String>,
    /// When that is due.
    pub due: Option<Date>,
    /// When it was done.
    pub done: Option<Date>,
    /// Where the line stands.
    pub location: Location,
}

/// How much a line brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brings {
    /// The sum; `None` where the goal counts deals and the line states none.
    pub amount: Option<Money>,
    /// The number of deals, where it is stated.
    pub deals: Option<u64>,
}

/// Days on which something is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The days.
    pub days: Period,
    /// As written: `2026-11`, `2026-W45`.
    pub text: String,
}

/// Where a committed sum comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Signed, and the money is still to come.
    SignedUnpaid,
    /// Comes again without being sold again.
    Recurring,
    /// A deal in hand.
    OpenDeal,
    /// A client who has bought before.
    Repeat,
    /// A new client, through a channel or wherever leads come from.
    New(Option<ChannelId>),
    /// A new client whom the person finds without the company's leads.
    OwnProspecting,
}

/// The three kinds of sources that the method asks for, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What is already being earned.
    Current,
    /// Clients who buy again.
    Repeat,
    /// New clients.
    New,
}

impl Kind {
    /// All, in the order in which they are asked for.
    pub const ALL: [Self; 3] = [Self::Current, Self::Repeat, Self::New];

    /// The word of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Repeat => "repeat",
            Self::New => "new",
        }
    }
}

impl Source {
    /// The words of the files that stand alone; `new:<channel>` names a channel as well.
    pub const WORDS: &'static [&'static str] = &[
        "signed-unpaid",
        "recurring",
        "open-deal",
        "repeat",
        "new",
        "own-prospecting",
    ];

    /// Reads the word of a file. `None` where it is no source.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "signed-unpaid" => Some(Self::SignedUnpaid),
            "recurring" => Some(Self::Recurring),
            "open-deal" => Some(Self::OpenDeal),
            "repeat" => Some(Self::Repeat),
            "new" => Some(Self::New(None)),
            "own-prospecting" => Some(Self::OwnProspecting),
            _ => {
                let channel = word.strip_prefix("new:")?.trim();
                (!channel.is_empty()).then(|| Self::New(Some(ChannelId::new(channel))))
            }
        }
    }

    /// The word of the files and of every output.
    pub fn word(&self) -> String {
        match self {
            Self::SignedUnpaid => "signed-unpaid".into(),
            Self::Recurring => "recurring".into(),
            Self::OpenDeal => "open-deal".into(),
            Self::Repeat => "repeat".into(),
            Self::New(None) => "new".into(),
            Self::New(Some(channel)) => format!("new:{channel}"),
            Self::OwnProspecting => "own-prospecting".into(),
        }
    }

    /// Which of the three it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::SignedUnpaid | Self::Recurring | Self::OpenDeal => Kind::Current,
            Self::Repeat => Kind::Repeat,
            Self::New(_) | Self::OwnProspecting => Kind::New,
        }
    }

    /// Whether the money comes without anything more being sold: such a line needs neither
    /// a likelihood nor an action.
    pub fn is_earned(&self) -> bool {
        matches!(self, Self::SignedUnpaid | Self::Recurring)
    }
}

impl Commitment {
    /// In units of quotas: minor units of money, or deals. A line of a goal in deals that
    /// states no number is one deal.
    pub fn units(&self, counts_deals: bool) -> i64 {
        if counts_deals {
            i64::try_from(self.brings.deals.unwrap_or(1)).unwrap_or(i64::MAX)
        } else {
            self.brings.amount.map_or(0, |amount| amount.minor)
        }
    }

    /// What to expect of it: certain where nothing is said of what is as good as earned.
    pub fn certainty(&self) -> Rate {
        self.likelihood.unwrap_or(Rate::one())
    }

    /// Whether its action should be done by the evening of a day, and is not.
    pub fn is_overdue(&self, as_of: Date) -> bool {
        let not_done = self.done.is_none_or(|done| done > as_of);
        not_done && self.due.is_some_and(|due| due < as_of)
    }
}
