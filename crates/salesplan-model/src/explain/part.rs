//! Whose part a planned figure is: a person's or a channel's.

use super::{Derivation, Explained, Explaining};
use crate::money::Money;
use crate::period::Week;
use crate::plan::{Brings, GoalAmount};

impl Explaining<'_> {
    pub(super) fn quota(&self, index: usize, position: usize) -> Option<Derivation> {
        let need = &self.books.decomposition.segments[index];
        let person = &self.books.plan.team.people[need.schedule.parts[position].person?];
        let units = *need.quotas.units.get(position)?;
        let value = match (need.goal, self.books.plan.goal.currency) {
            (GoalAmount::Deals(_), _) | (_, None) => Explained::Count(units.unsigned_abs()),
            (_, Some(currency)) => Explained::Money(Money::new(units, currency)),
        };
        let share = person.share_of(self.segment(index).id.as_str());
        let stated = share.map(|share| {
            let name = format!("people.{}.share", person.id);
            Derivation::written(name, Explained::Rate(share), Some(&person.location))
        });
        let how = if share.is_some() {
            "the agreed share of the segment, by largest remainders"
        } else {
            "the part of the segment that no agreed share claims, by hours and days at full work"
        };
        let whole = match need.goal {
            GoalAmount::Profit(_) => self.revenue(index)?,
            _ => self.segment_goal(index),
        };
        let presence = Derivation {
            how: "who is there, and since when".into(),
            ..Derivation::written(
                format!("people.{}", person.id),
                Explained::Text(person.name.clone()),
                Some(&person.location),
            )
        };
        let from = [Some(whole), stated, Some(presence)].into_iter().flatten().collect();
        Some(Derivation::derived(
            self.name(index, person.id.as_str()),
            value,
            how,
            from,
        ))
    }

    pub(super) fn person(&self, index: usize, stage: usize, position: usize, week: Option<Week>) -> Option<Derivation> {
        let totals = self.books.decomposition.by_person(index, stage);
        let own = totals.parts().nth(position)?;
        let part = self.books.decomposition.segments[index].schedule.parts[position];
        let person = &self.books.plan.team.people[part.person?];
        let name = format!("{}.{}", self.stage_name(index, stage), person.id);
        let whole = match week {
            None => self.need(index, stage),
            Some(week) => self.week(index, stage, week)?,
        };
        let quota = self.quota(index, position);
        let (figure, count) = match week {
            None => (name, own[own.len() - 1]),
            Some(week) => {
                let number = self.week_number(week)?;
                (format!("{name}.{week}"), own[number + 1] - own[number])
            }
        };
        let how = "of the company's whole entries, those that fall to this person: each goes to whoever has begun the next one and is due first";
        Some(Derivation::derived(
            figure,
            Explained::Count(count),
            how,
            std::iter::once(whole).chain(quota).collect(),
        ))
    }

    pub(super) fn channel(&self, index: usize, position: usize, week: Option<Week>) -> Option<Derivation> {
        let part = &self.books.decomposition.segments[index].leads[position];
        let channel = &self.books.plan.channels[part.channel?];
        let name = format!("{}.{}", self.stage_name(index, 0), channel.id);
        let brings = match channel.brings {
            Brings::Share(share) => Derivation::written(
                format!("channels.{}.share", channel.id),
                Explained::Rate(share),
                Some(&channel.location),
            ),
            Brings::Leads(leads) => Derivation::written(
                format!("channels.{}.leads", channel.id),
                Explained::Count(leads),
                Some(&channel.location),
            ),
        };
        let (figure, count, whole) = match week {
            None => (name, part.leads, self.need(index, 0)),
            Some(week) => {
                let number = self.week_number(week)?;
                // Where no leads are needed there is nothing to share out.
                let totals = self.books.decomposition.by_channel(index);
                let own = totals.as_ref().and_then(|totals| totals.parts().nth(position));
                let count = own.map_or(0, |own| own[number + 1] - own[number]);
                (format!("{name}.{week}"), count, self.week(index, 0, week)?)
            }
        };
        let how = "fixed supplies first, the rest by the shares of the mix, by largest remainders";
        Some(Derivation::derived(
            figure,
            Explained::Count(count),
            how,
            vec![whole, brings],
        ))
    }
}
