//! Where a plan stands on an evening: every calculation, in the order in which
//! each may use the ones before it.

use jiff::civil::Date;

use crate::action::{self, Proposal, Watched, proposals, watched};
use crate::actuals::Actuals;
use crate::agreement::{Consent, consents};
use crate::catch_up::{CatchUp, catch_up, coming_days};
use crate::channels::{SegmentChannels, ToCome, channels};
use crate::client::{self, Account, accounts};
use crate::conversion::{Conversion, conversions};
use crate::coverage::{Coverage, coverage};
use crate::decompose::Decomposition;
use crate::diagnostic::Diagnostic;
use crate::evening_deals::Basis;
use crate::experiment::{Verdict, verdicts};
use crate::findings;
use crate::flow;
use crate::lessons::{Lost, lost};
use crate::outlook::{Outlook, Weighed, outlook};
use crate::parts_of::{Part, Point, by_channel, curve};
use crate::period::{Period, Week, days_before};
use crate::pipeline::{OpenDeal, open_deals, scope};
use crate::plan::Plan;
use crate::plan_fact::{self, Row};
use crate::playbook::Playbook;
use crate::policy::Held;
use crate::prepare::Given;
use crate::resources::{self, Looked, Resources};
use crate::rules::{Hook, PlanQuestion, Rules};
use crate::settings::Settings;
use crate::steps::{StepSpread, steps};
use crate::surroundings::Surroundings;
use crate::track_record::TrackRecord;

/// The evening for which a plan is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evening {
    /// The ISO week at hand.
    pub week: Week,
    /// Everything up to this day is visible.
    pub as_of: Date,
    /// Whether that day is yet to come: what is known is looked at as if nothing more happened, and nothing
    /// is over that only that day would end.
    pub is_ahead: bool,
}

/// Why an evening cannot be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutsidePeriod {
    /// The week that was asked for.
    pub week: Week,
    /// The plan's period.
    pub period: Period,
}

impl Evening {
    /// The evening of a week's Sunday, or of the period's last day where that is earlier.
    ///
    /// # Errors
    /// The week does not touch the period.
    pub fn of_week(week: Week, period: Period) -> Result<Self, OutsidePeriod> {
        let as_of = week.sunday().min(period.to);
        if as_of < period.from || week.monday() > period.to {
            return Err(OutsidePeriod { week, period });
        }
        Ok(Self {
            week,
            as_of,
            is_ahead: false,
        })
    }

    /// The evening of a day, or of the period's last day where that is earlier.
    ///
    /// # Errors
    /// The day is before the period.
    pub fn of_day(day: Date, period: Period) -> Result<Self, OutsidePeriod> {
        let as_of = day.min(period.to);
        let week = Week::of(as_of);
        if as_of < period.from {
            Err(OutsidePeriod { week, period })
        } else {
            Ok(Self {
                week,
                as_of,
                is_ahead: false,
            })
        }
    }

    /// The same evening, looked at on a day: it may be yet to come.
    #[must_use]
    pub fn seen_on(self, today: Date) -> Self {
        Self {
            is_ahead: self.as_of > today,
            ..self
        }
    }

    /// Whether the period is over on this evening.
    pub fn is_last(&self, period: Period) -> bool {
        self.as_of >= period.to && !self.is_ahead
    }

    /// Whether the week's days inside the period are not all over.
    pub fn is_unfinished(&self, period: Period) -> bool {
        self.as_of < self.week.sunday().min(period.to)
    }
}

/// A plan with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Books<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What it asks for.
    pub decomposition: &'a Decomposition,
    /// What stands beside it.
    pub given: Given<'a>,
}

/// Where a plan stands.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The evening.
    pub evening: Evening,
    /// What the deals that speak for it are read from.
    pub basis: Basis,
    /// Plan against fact in the week.
    pub week: Vec<Row>,
    /// Plan against fact from the period's start.
    pub to_date: Vec<Row>,
    /// The plan of the week that follows, where one does within the period.
    pub coming: Option<(Period, Vec<Row>)>,
    /// Leads by segment and channel.
    pub channels: Vec<Part>,
    /// How good the sources of leads are, by segment.
    pub sources: Vec<SegmentChannels>,
    /// The way to the goal, week by week.
    pub curve: Vec<Point>,
    /// Every step of every funnel.
    pub conversions: Vec<Conversion>,
    /// The same with who differs in it and what a point brings, where to work first.
    pub steps: Vec<StepSpread>,
    /// Versions of the steps' playbooks, in file order.
    pub playbooks: &'a [Playbook],
    /// Open deals in order of priority.
    pub open: Vec<OpenDeal<'a>>,
    /// What is still to be done.
    pub catch_up: Vec<CatchUp>,
    /// Will the goal be met?
    pub outlook: Outlook,
    /// Is there what the plan needs?
    pub resources: Resources,
    /// Have people said how to bring it?
    pub coverage: Coverage<'a>,
    /// Have they agreed to? One a person of whom something is asked, in the team's order.
    pub consents: Vec<Consent<'a>>,
    /// Deals that reached a stage on no recorded day, and won deals without an amount.
    pub gaps: FactGaps,
    /// What the facts leave open, and what the company's own `check` rule finds.
    pub findings: Vec<Diagnostic>,
    /// The day on which the last one agreed to the first version; `None` before that.
    pub baseline: Option<Date>,
    /// What does not hold of what the company asks of a plan before it counts.
    pub policy: Vec<Diagnostic>,
    /// What the company's own `review` rule has to say.
    pub notes: Vec<String>,
    /// Clients, those worth a word first.
    pub accounts: Vec<Account<'a>>,
    /// Promises and decisions, in file order.
    pub actions: Vec<Watched<'a>>,
    /// What is worth promising.
    pub proposals: Vec<Proposal>,
    /// What the experiments say, in file order.
    pub experiments: Vec<Verdict<'a>>,
    /// Where deals were lost; `None` before the period's last evening.
    pub lost: Option<Vec<Lost>>,
}

impl Standing<'_> {
    /// The days of the week at hand, up to the evening.
    pub fn days_of_week(&self, period: Period) -> Period {
        Period {
            from: self.evening.week.monday().max(period.from),
            to: self.evening.as_of,
        }
    }
}

/// What the facts cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactGaps {
    /// Entries into stages, and won deals, that carry no date and are counted nowhere.
    pub n_undated: u64,
    /// Won deals without an amount, whose sums are in no total.
    pub n_won_without_amount: u64,
}

/// Computes where the plan stands on an evening.
///
/// # Errors
/// All faults of the rules.
pub fn standing<'a>(
    books: Books<'a>,
    settings: &Settings,
    rules: &dyn Rules,
    evening: Evening,
) -> Result<Standing<'a>, Vec<Diagnostic>> {
    let Books {
        plan,
        decomposition,
        given,
    } = books;
    let Given {
        calendar, deals, facts, ..
    } = given;
    let actuals = Actuals::gather(plan, deals, facts, evening.as_of);
    let conversions = conversions(
        plan,
        decomposition,
        deals,
        given.experiments,
        &actuals,
        &settings.proof,
        rules,
    )?;
    let mut to_date = plan_fact::so_far(plan, decomposition, &actuals);
    let surroundings = Surroundings::gather(books, &to_date, evening.as_of);
    let open = open_deals(plan, deals, &conversions, &surroundings, evening.as_of, rules)?;
    let window = Period {
        from: evening.week.monday().max(plan.period.from),
        to: evening.as_of,
    };
    let mut week = plan_fact::week(plan, decomposition, &actuals, window);
    if let Some(baseline) = given.baseline {
        for row in &mut to_date {
            row.baseline = baseline.due(plan, row, evening.as_of);
        }
        for row in &mut week {
            row.baseline = baseline.due_within(plan, row, window.from, window.to);
        }
    }
    let coming = coming_days(evening.as_of, plan.period)
        .map(|days| (days, plan_fact::week(plan, decomposition, &actuals, days)));
    let catch_up = catch_up(plan, decomposition, &actuals, &conversions, &open, calendar);
    let so_far = plan_fact::to_date(plan, &actuals);
    let outlook = outlook(
        plan,
        Weighed {
            to_date: &to_date,
            is_over: evening.is_last(plan.period),
            as_of: evening.as_of,
            in_hand: (0..plan.segments.len())
                .map(|segment| actuals.in_hand(plan, segment, so_far))
                .fold(0, i64::saturating_add),
            open: &open,
            scope: scope(deals),
            catch_up: &catch_up,
            track_record: TrackRecord::gather(plan, deals, evening.as_of),
        },
    );
    let resources = resources::check(&Looked {
        books,
        conversions: &conversions,
        proof: &settings.proof,
        as_of: evening.as_of,
    });
    let coverage = coverage(books, evening.as_of);
    let consents = consents(books);
    let policy = settings.policy.findings(&Held {
        plan,
        consents: &consents,
        coverage: coverage.all(),
        conversions: &conversions,
    });
    let stages = || actuals.stages.iter().flatten();
    let mut findings = findings::of_facts(plan, deals, &actuals);
    findings.extend(flow::overtaken(plan, decomposition, &actuals));
    findings.extend(client::findings(books));
    findings.extend(action::findings(books));
    findings.extend(open.iter().flat_map(|deal| deal.findings.iter().cloned()));
    let by_channel = by_channel(books, &actuals, window);
    let to_come = ToCome {
        open: &open,
        catch_up: &catch_up,
        to_bring: outlook.to_bring.units(),
    };
    let sources = channels(books, &actuals, &conversions, &by_channel, to_come, &settings.channels);
    let standing = Standing {
        evening,
        basis: given.basis,
        sources,
        steps: steps(books, &conversions, evening.as_of),
        playbooks: given.playbooks,
        channels: by_channel,
        curve: curve(books, &actuals),
        week,
        coming,
        catch_up,
        conversions,
        open,
        outlook,
        resources,
        coverage,
        consents,
        policy,
        baseline: given.baseline.map(|baseline| baseline.date),
        gaps: FactGaps {
            n_undated: stages().map(|stage| stage.n_undated).sum(),
            n_won_without_amount: stages().map(|stage| stage.n_without_amount).sum(),
        },
        findings,
        notes: Vec::new(),
        accounts: accounts(books, evening.as_of),
        actions: watched(books, &actuals),
        proposals: Vec::new(),
        experiments: verdicts(books, evening.as_of),
        lost: evening.is_last(plan.period).then(|| lost(plan, deals, evening.as_of)),
        to_date,
    };
    let n_deals = settings.review.n_deals_to_discuss;
    let proposals = proposals(
        &standing,
        &standing.actions,
        plan.period.to,
        n_deals,
        plan.resources.owner.as_ref(),
    );
    with_own_words(books, Standing { proposals, ..standing }, rules)
}

/// Asks the rules about the whole plan: first for findings, then for notes, which may speak
/// of the findings. The bundled rules say nothing.
fn with_own_words<'a>(
    books: Books<'a>,
    mut standing: Standing<'a>,
    rules: &dyn Rules,
) -> Result<Standing<'a>, Vec<Diagnostic>> {
    let told = |fault: Box<Diagnostic>| vec![*fault];
    if !rules.is_bundled(Hook::Check) {
        let question = PlanQuestion {
            books,
            standing: &standing,
        };
        let own = rules.check_plan(&question).map_err(told)?;
        standing.findings.extend(own);
    }
    if !rules.is_bundled(Hook::Review) {
        let question = PlanQuestion {
            books,
            standing: &standing,
        };
        standing.notes = rules.review(&question).map_err(told)?;
    }
    Ok(standing)
}

/// The conversions that the plan rests on, for a plan whose period has not begun: as of the
/// evening before its first day.
///
/// # Errors
/// All faults of the rules.
pub fn before_the_period(
    books: Books<'_>,
    settings: &Settings,
    rules: &dyn Rules,
) -> Result<(Date, Vec<Conversion>), Vec<Diagnostic>> {
    let as_of = days_before(books.plan.period.from, 1);
    let actuals = Actuals::gather(books.plan, books.given.deals, books.given.facts, as_of);
    let seen = conversions(
        books.plan,
        books.decomposition,
        books.given.deals,
        books.given.experiments,
        &actuals,
        &settings.proof,
        rules,
    )?;
    Ok((as_of, seen))
}
