//! All that a plan says, as a list of named figures.

use super::{Figure, Section};
use crate::money::Money;
use crate::plan::{
    AverageDeal, Brings, Channel, FactSource, GoalAmount, Lag, Part, Person, Plan, Segment, Share, Stage,
};
use crate::rate::Rate;

/// One figure that a plan says.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Where it is written.
    pub section: Section,
    /// Its name; each stands once.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The figure.
    pub value: Figure,
}

/// Everything that a plan says, as it is written, in the order of its files.
pub fn said(plan: &Plan) -> Vec<Said> {
    let mut list = List {
        section: Section::Plan,
        said: Vec::new(),
    };
    list.text("title", "the title", Some(plan.title.as_str()));
    list.add("period", "the period", Figure::Days(plan.period));
    list.goal(plan);
    for segment in &plan.segments {
        list.segment(segment);
    }
    for channel in &plan.channels {
        list.channel(plan, channel);
    }
    let resources = &plan.resources;
    list.text(
        "resources.owner",
        "who answers for the resources",
        resources.owner.as_ref().map(|owner| owner.as_str()),
    );
    list.money("resources.budget", "the budget for leads", resources.budget);
    list.number(
        "resources.hours-per-week",
        "the promised hours a week",
        resources.hours_per_week,
    );
    for scenario in &plan.scenarios {
        let settings: Vec<String> = scenario
            .settings
            .iter()
            .map(|(setting, _)| format!("{} = {}", setting.figure, setting.value))
            .collect();
        let title = format!("the scenario {}", scenario.title);
        list.text(&format!("scenario.{}", scenario.id), &title, Some(&settings.join(", ")));
    }
    list.section = Section::Organisation;
    let parent = plan.family.parent.as_ref().map(|(parent, _)| parent.as_str());
    list.text("parent", "the plan above", parent);
    for assigned in &plan.family.assigned {
        let title = format!("what {} is to bring", assigned.plan);
        list.add(&format!("children.{}", assigned.plan), &title, amount(assigned.amount));
    }
    list.number(
        "children.over-assignment",
        "the children's goals together, as a multiple",
        plan.family.over_assignment,
    );
    list.text("head", "the head", plan.team.head.as_deref());
    for person in &plan.team.people {
        list.person(person);
    }
    let quotas = &plan.team.quotas;
    let step = quotas.step.map_or(Figure::Nothing, Figure::Count);
    list.add("quotas.step", "the step of quotas", step);
    list.number(
        "quotas.over-assignment",
        "the quotas together, as a multiple",
        quotas.over_assignment,
    );
    list.said
}

struct List {
    section: Section,
    said: Vec<Said>,
}

impl List {
    fn add(&mut self, name: &str, title: &str, value: Figure) {
        self.said.push(Said {
            section: self.section,
            name: name.to_string(),
            title: title.to_string(),
            value,
        });
    }

    fn text(&mut self, name: &str, title: &str, text: Option<&str>) {
        let value = text.map_or(Figure::Nothing, |text| Figure::Text(text.to_string()));
        self.add(name, title, value);
    }

    fn money(&mut self, name: &str, title: &str, sum: Option<Money>) {
        self.add(name, title, sum.map_or(Figure::Nothing, Figure::Money));
    }

    fn rate(&mut self, name: &str, title: &str, rate: Option<Rate>) {
        self.add(name, title, rate.map_or(Figure::Nothing, Figure::Rate));
    }

    fn count(&mut self, name: &str, title: &str, count: Option<u64>) {
        self.add(name, title, count.map_or(Figure::Nothing, Figure::Count));
    }

    fn number(&mut self, name: &str, title: &str, number: Option<rust_decimal::Decimal>) {
        let value = number.map_or(Figure::Nothing, |number| Figure::Number(number.normalize()));
        self.add(name, title, value);
    }

    fn goal(&mut self, plan: &Plan) {
        let goal = &plan.goal;
        self.text("goal.metric", "what the goal counts", Some(goal.amount.metric().word()));
        self.add("goal.amount", "the goal", amount(goal.amount));
        let level = |level: Option<GoalAmount>| level.map_or(Figure::Nothing, amount);
        self.add("goal.minimum", "the minimum", level(goal.minimum));
        self.add("goal.stretch", "the stretch", level(goal.stretch));
        self.text("goal.basis", "when a sale counts", Some(goal.basis.word()));
        self.text("goal.vat", "value-added tax", Some(goal.vat.word()));
        self.number("goal.vat-rate", "the rate of value-added tax", plan.exchange.vat_rate);
        for (currency, rate) in &plan.exchange.rates {
            let title = format!("the rate of {currency}");
            self.number(&format!("rates.{currency}"), &title, Some(*rate));
        }
        self.money("goal.fixed-costs", "the fixed costs", goal.fixed_costs);
    }

    fn segment(&mut self, segment: &Segment) {
        let (id, title) = (&segment.id, &segment.title);
        let part = match segment.part {
            Part::Amount(sum) => Figure::Money(sum),
            Part::Share(rate) => Figure::Rate(rate),
            Part::Deals(count) => Figure::Count(count),
        };
        self.add(&format!("{id}.part"), &format!("{title}: the part of the goal"), part);
        let average = segment.average_deal.as_ref();
        self.money(
            &format!("{id}.average-deal"),
            &format!("{title}: the average deal"),
            average.map(|average| average.amount),
        );
        self.text(
            &format!("{id}.average-deal.evidence"),
            &format!("{title}: what the average deal rests on"),
            average.and_then(average_evidence).as_deref(),
        );
        self.rate(&format!("{id}.margin"), &format!("{title}: the margin"), segment.margin);
        self.rate(
            &format!("{id}.commission"),
            &format!("{title}: the commission"),
            segment.commission,
        );
        self.money(
            &format!("{id}.cost-per-lead"),
            &format!("{title}: the cost of a lead"),
            segment.cost_per_lead,
        );
        self.count(
            &format!("{id}.clients"),
            &format!("{title}: clients who buy again"),
            segment.clients,
        );
        let purchase = segment.purchase.as_ref();
        self.rate(
            &format!("{id}.purchase-rate"),
            &format!("{title}: how many of them buy in an interval"),
            purchase.map(|purchase| purchase.rate),
        );
        self.count(
            &format!("{id}.interval-days"),
            &format!("{title}: days between two purchases"),
            purchase.and_then(|purchase| purchase.interval_days).map(u64::from),
        );
        for (index, stage) in segment.stages.iter().enumerate() {
            self.stage(segment, stage, segment.stages.get(index + 1));
        }
    }

    fn stage(&mut self, segment: &Segment, stage: &Stage, next: Option<&Stage>) {
        let name = |what: &str| format!("{}.{}.{what}", segment.id, stage.id);
        let to = next.map_or_else(
            || stage.title.clone(),
            |next| format!("{} to {}", stage.title, next.title),
        );
        let title = |what: &str| format!("{}: {to}{what}", segment.title);
        if let Some(step) = &stage.step {
            self.rate(&name("conversion"), &title(""), Some(step.rate));
            let evidence = step.evidence.as_ref().map(|evidence| evidence.text.as_str());
            self.text(&name("conversion.evidence"), &title(", what it rests on"), evidence);
            self.text(&name("lag-days"), &title(", days"), Some(&lag(&step.lag)));
        }
        let own = |what: &str| format!("{}: {}, {what}", segment.title, stage.title);
        self.number(&name("hours"), &own("hours each"), stage.hours);
        for (activity, times) in &stage.activities {
            self.number(&name(activity), &own(activity), Some(*times));
        }
        let source = match stage.source {
            FactSource::Entered => "entered",
            FactSource::Deals => "deals",
        };
        self.text(&name("facts"), &own("where its facts come from"), Some(source));
    }

    fn channel(&mut self, plan: &Plan, channel: &Channel) {
        let name = |what: &str| format!("channels.{}.{what}", channel.id);
        let title = |what: &str| format!("{}: {what}", channel.title);
        let brings = match channel.brings {
            Brings::Share(rate) => Figure::Rate(rate),
            Brings::Leads(count) => Figure::Count(count),
        };
        self.add(&name("brings"), &title("what it brings"), brings);
        let serves = channel.segments.iter().filter_map(|index| plan.segments.get(*index));
        let serves: Vec<&str> = serves.map(|segment| segment.title.as_str()).collect();
        self.text(&name("segments"), &title("for whom"), Some(&serves.join(", ")));
        for (stage, rate) in &channel.conversions {
            let what = format!("conversion from {stage}");
            self.rate(&name(&format!("{stage}.conversion")), &title(&what), Some(rate.rate));
        }
        self.money(
            &name("cost-per-lead"),
            &title("the cost of a lead"),
            channel.cost_per_lead,
        );
        self.money(&name("cost"), &title("its cost"), channel.cost);
        self.count(
            &name("supply-per-week"),
            &title("the most leads a week"),
            channel.supply_per_week,
        );
        self.count(
            &name("promised-per-week"),
            &title("promised leads a week"),
            channel.promised_per_week,
        );
    }

    fn person(&mut self, person: &Person) {
        let name = |what: &str| format!("people.{}{what}", person.id);
        let title = |what: &str| format!("{}: {what}", person.name);
        self.text(&name(""), &title("with the team"), Some(&person.name));
        self.text(&name(".team"), &title("team"), person.team.as_deref());
        self.text(
            &name(".from"),
            &title("first day"),
            person.from.map(|day| day.to_string()).as_deref(),
        );
        self.text(
            &name(".to"),
            &title("last day"),
            person.to.map(|day| day.to_string()).as_deref(),
        );
        self.number(&name(".hours-per-week"), &title("hours a week"), person.hours_per_week);
        match &person.share {
            Share::Open => self.rate(&name(".share"), &title("share"), None),
            Share::Whole(rate) => self.rate(&name(".share"), &title("share"), Some(*rate)),
            Share::BySegment(shares) => {
                for (segment, rate) in shares {
                    self.rate(
                        &name(&format!(".share.{segment}")),
                        &title(&format!("share of {segment}")),
                        Some(*rate),
                    );
                }
            }
        }
        let ramp: Vec<String> = person
            .ramp
            .iter()
            .map(|step| format!("{} until {}", step.at, step.until))
            .collect();
        self.text(&name(".ramp"), &title("ramp"), listed(&ramp).as_deref());
        let absences: Vec<String> = person.absences.iter().map(ToString::to_string).collect();
        self.text(&name(".absences"), &title("away"), listed(&absences).as_deref());
        self.text(
            &name(".segments"),
            &title("sells in"),
            listed(&person.segments).as_deref(),
        );
    }
}

fn listed(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join(", "))
}

fn amount(amount: GoalAmount) -> Figure {
    match amount {
        GoalAmount::Revenue(sum) | GoalAmount::Profit(sum) => Figure::Money(sum),
        GoalAmount::Deals(count) => Figure::Count(count),
    }
}

fn average_evidence(average: &AverageDeal) -> Option<String> {
    average.evidence.as_ref().map(|evidence| evidence.text.clone())
}

/// A lag as it is stated: `21`, or `p10 7, p50 21`.
fn lag(lag: &Lag) -> String {
    if lag.quantiles.is_empty() {
        return lag.days.to_string();
    }
    let stated: Vec<String> = lag
        .quantiles
        .iter()
        .map(|(percent, days)| format!("p{percent} {days}"))
        .collect();
    stated.join(", ")
}
