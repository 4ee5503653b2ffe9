//! What the command line says over a profile.

use crate::sink::{At, Sink};

use super::{Column, Profile, format};

impl Profile {
    /// Lets one of our columns come from this header, read as before. `Err` with the columns
    /// that there are.
    pub fn map_column(&mut self, theirs: &str, ours: &str) -> Result<(), String> {
        let known = self.known_columns();
        let is_stage_day = self.kind == super::Kind::Deals && ours.starts_with(crate::deals::ENTERED);
        if !known.contains(&ours) && !is_stage_day {
            return Err(crate::suggest::help(ours, known.iter().copied()));
        }
        let before = self.column(ours).cloned();
        let column = Column {
            map: before.as_ref().map(|column| column.map.clone()).unwrap_or_default(),
            empty: before.as_ref().map(|column| column.empty.clone()).unwrap_or_default(),
            known_from: before.and_then(|column| column.known_from),
            ..Column::of_header(ours, theirs.trim())
        };
        self.columns.retain(|column| column.name != ours);
        self.columns.push(column);
        Ok(())
    }

    /// Lets deals of which nothing says the segment belong to this one.
    pub fn set_segment(&mut self, segment: &str) {
        for column in self.columns.iter_mut().filter(|column| column.name == "segment") {
            column.default = None;
        }
        // A column of its own, for the profile's may be one that this file lacks.
        self.columns.push(Column {
            default: Some(At::new(segment.to_string(), 0..0)),
            ..Column::nowhere("segment".into(), 0..0, false)
        });
    }

    /// Calls one of their stages one of ours, `won` or `lost`.
    pub fn map_stage(&mut self, theirs: &str, ours: &str) {
        insert(&mut self.stages, theirs, ours);
    }

    /// Calls one of their people one of ours.
    pub fn map_person(&mut self, theirs: &str, ours: &str) {
        insert(&mut self.people, theirs, ours);
    }

    /// Reads days in these forms only. `Err` with the form that says no day.
    pub fn set_date_formats(&mut self, forms: &[String]) -> Result<(), String> {
        let sink = Sink::new(&self.path);
        for form in forms {
            format::read_date_format(At::new(form.clone(), 0..0), &sink).ok_or(form)?;
        }
        self.format.date_formats = forms.to_vec();
        Ok(())
    }

    /// Whether each export has all open deals.
    pub fn set_complete(&mut self, is_complete: bool) {
        self.is_complete = is_complete;
    }

    /// Places in a text that is not at hand would underline something else.
    pub(super) fn forget_places(&mut self) {
        for column in &mut self.columns {
            column.place = 0..0;
            let texts = column.headers.iter_mut().chain(&mut column.joined);
            let texts = texts.chain(column.map.values_mut());
            let texts = texts.chain(&mut column.value).chain(&mut column.default);
            for text in texts.chain(&mut column.known_from) {
                text.span = 0..0;
            }
        }
        for text in self.stages.values_mut().chain(self.people.values_mut()) {
            text.span = 0..0;
        }
    }
}

fn insert(map: &mut std::collections::BTreeMap<String, At<String>>, theirs: &str, ours: &str) {
    let theirs = theirs.trim();
    map.retain(|known, _| known.to_lowercase() != theirs.to_lowercase());
    map.insert(theirs.to_string(), At::new(ours.trim().to_string(), 0..0));
}
