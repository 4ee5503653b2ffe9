//! Clients beside their deals.

use fluent_bundle::FluentArgs;
use salesplan_model::client::{Account, Reason};
use salesplan_model::money::Money;
use salesplan_model::plan::Plan;
use serde::Serialize;

use crate::actions::{DecisionView, Decisions};
use crate::language::Language;

/// One client.
#[derive(Debug, Clone, Serialize)]
pub struct ClientView {
    /// What deals call it.
    pub name: String,
    /// Another name by which deals may call it.
    pub id: Option<String>,
    /// How much it matters, in the company's word.
    pub tier: Option<String>,
    /// What it could buy in the period.
    pub potential: Option<String>,
    /// The owner's id.
    pub owner: Option<String>,
    /// What people call the owner.
    pub owner_name: Option<String>,
    /// Its open deals.
    pub open: Vec<String>,
    /// Their stated amounts; null for a plan without money.
    pub open_amount: Option<String>,
    /// What it bought in the period so far; null for a plan without money.
    pub won_amount: Option<String>,
    /// What happens next.
    pub next_step: Option<String>,
    /// When that is due.
    pub next_step_date: Option<String>,
    /// What was last decided about it; null where nothing was.
    pub decision: Option<DecisionView>,
    /// Why it is worth a word, in the language of the report; nothing where it is not.
    pub reasons: Vec<String>,
}

impl ClientView {
    /// Shapes a client for output.
    ///
    /// # Errors
    /// A message that the catalogue lacks, which its test excludes.
    pub fn new(
        plan: &Plan,
        account: &Account<'_>,
        decisions: &Decisions<'_>,
        language: &Language,
    ) -> Result<Self, String> {
        let client = account.client;
        let money = |minor: i64| {
            plan.goal
                .currency
                .map(|currency| Money::new(minor, currency).to_string())
        };
        let person = client
            .owner
            .as_ref()
            .and_then(|owner| plan.team.people.iter().find(|person| person.id == *owner));
        let owner = client.owner.as_ref().map(ToString::to_string);
        let reasons = account.reasons.iter().map(|reason| {
            let mut arguments = FluentArgs::new();
            let (key, days) = match reason {
                Reason::NoDeal => ("client-no-deal", 0),
                Reason::NamedAlike(deal) => {
                    arguments.set("deal", deal.to_string());
                    ("client-named-alike", 0)
                }
                Reason::Small => ("client-small", 0),
                Reason::NoNextStep => ("client-no-step", 0),
                Reason::Overdue(days) => ("client-overdue", *days),
                Reason::Silent(days) => ("client-silent", *days),
            };
            arguments.set("n", days);
            language.say(key, &arguments)
        });
        Ok(Self {
            name: client.name.clone(),
            id: client.id.clone(),
            tier: client.tier.clone(),
            potential: client.potential.map(|potential| potential.to_string()),
            owner_name: person.map(|person| person.name.clone()).or_else(|| owner.clone()),
            owner,
            open: account.open.iter().map(ToString::to_string).collect(),
            open_amount: money(account.open_minor),
            won_amount: money(account.won_minor),
            next_step: client.next_step.clone(),
            next_step_date: client.next_step_date.map(|day| day.to_string()),
            decision: decisions.about_client(plan, client),
            reasons: reasons.collect::<Result<_, _>>()?,
        })
    }
}
