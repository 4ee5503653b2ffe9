//! What a plan wants to be told every week: its measures, as people would be asked for them.

use salesplan_model::plan::{Basis, FactSource, Plan};

/// A measure that is recorded by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The measure in the words of the files.
    pub measure: String,
    /// The segment's id, where the plan has several and the measure belongs to one.
    pub segment: Option<String>,
    /// What people call it.
    pub title: String,
    /// What is asked for.
    pub wants: Wants,
}

/// What a measure consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// How many.
    Count,
    /// How much money.
    Sum,
    /// How many, and for how much money together.
    CountAndSum,
}

/// What is recorded by hand for a plan, in the order of its funnels. Stages that are counted
/// from the deals are not asked for.
pub fn asked_of(plan: &Plan) -> Vec<Asked> {
    let has_money = plan.goal.currency.is_some();
    let n_segments = plan.segments.len();
    let mut asked = Vec::new();
    for segment in &plan.segments {
        let of = |title: &str| match n_segments {
            1 => title.to_string(),
            _ => format!("{title}, {}", segment.title),
        };
        let id = || (n_segments > 1).then(|| segment.id.to_string());
        for (index, stage) in segment.stages.iter().enumerate() {
            if stage.source == FactSource::Deals {
                continue;
            }
            let is_sold = index == segment.last_stage() && has_money;
            asked.push(Asked {
                measure: stage.id.to_string(),
                segment: id(),
                title: of(&stage.title),
                wants: if is_sold { Wants::CountAndSum } else { Wants::Count },
            });
        }
        // A goal in what arrived asks which segment it arrived for.
        let of_goal = match plan.goal.basis {
            Basis::Signed => None,
            Basis::Shipped => Some("shipped"),
            Basis::Paid => Some("paid"),
        };
        asked.extend(of_goal.filter(|_| has_money).map(|measure| Asked {
            measure: measure.to_string(),
            segment: id(),
            title: of(measure),
            wants: Wants::Sum,
        }));
    }
    let plain = |measure: &str, title: &str, wants| Asked {
        measure: measure.to_string(),
        segment: None,
        title: title.to_string(),
        wants,
    };
    if has_money && plan.goal.basis != Basis::Paid {
        asked.push(plain("paid", "paid", Wants::Sum));
    }
    if has_money && !plan.channels.is_empty() {
        asked.push(plain("spend", "spent on leads", Wants::Sum));
    }
    let stages = || plan.segments.iter().flat_map(|segment| &segment.stages);
    if stages().any(|stage| stage.hours.is_some()) {
        asked.push(plain("hours", "hours of selling", Wants::Count));
    }
    for (activity, _) in stages().flat_map(|stage| &stage.activities) {
        let measure = format!("activity.{activity}");
        if !asked.iter().any(|known| known.measure == measure) {
            asked.push(plain(&measure, activity, Wants::Count));
        }
    }
    asked
}
