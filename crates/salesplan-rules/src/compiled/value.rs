//! The values of the quick way: those of a rule without a box around each.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write;

use jiff::civil::Date;
use rhai::Dynamic;
use rust_decimal::Decimal;

use crate::engine::{ARRAY_MAX, MAP_MAX, STRING_MAX};
use crate::inputs::Told;
use crate::ratio::Ratio;

/// A value; texts and tags of the question and of the script are borrowed from there.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    /// An input that nobody has asked for yet; never the value of an expression.
    Unread,
    Unit,
    Flag(bool),
    Whole(i64),
    Number(Decimal),
    /// Boxed, since it would make all others twice as large.
    Ratio(Box<Ratio>),
    Day(Date),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    /// In the order of the names.
    Map(Vec<(&'a str, Value<'a>)>),
}

impl<'a> Value<'a> {
    pub(super) fn ratio(ratio: Ratio) -> Self {
        Self::Ratio(Box::new(ratio))
    }

    /// What a rule is told, or `None` where it is larger than a value of a rule may be.
    pub(super) fn told(told: Told<'a>) -> Option<Self> {
        let value = match told {
            Told::Number(number) => Self::Number(number),
            Told::Ratio(ratio) => Self::ratio(ratio),
            Told::Flag(flag) => Self::Flag(flag),
            Told::Day(day) => Self::Day(day),
            Told::Text(text) => Self::Text(Cow::Borrowed(text)),
            Told::Texts(texts) => Self::List(texts.iter().map(|text| Self::Text(Cow::Borrowed(text))).collect()),
            Told::Made(_) => return None,
        };
        value.fits().then_some(value)
    }

    /// A simple value of Rhai's, as parameters and literals are; `None` for any other.
    pub(super) fn simple(value: &Dynamic) -> Option<Value<'static>> {
        if let Ok(number) = value.as_decimal() {
            return Some(Value::Number(number));
        }
        if let Ok(whole) = value.as_int() {
            return Some(Value::Whole(whole));
        }
        if let Ok(flag) = value.as_bool() {
            return Some(Value::Flag(flag));
        }
        if let Some(day) = value.read_lock::<Date>() {
            return Some(Value::Day(*day));
        }
        let text = value.as_immutable_string_ref().ok()?;
        Some(Value::Text(Cow::Owned(text.to_string())))
    }

    /// The same value without what it owns: a constant of the script as a call uses it.
    pub(super) fn borrowed(&'a self) -> Value<'a> {
        match self {
            Self::Text(text) => Self::Text(Cow::Borrowed(text)),
            other => other.clone(),
        }
    }

    pub(super) fn exact(&self) -> Option<Ratio> {
        match self {
            Self::Ratio(ratio) => Some(**ratio),
            Self::Whole(whole) => Some(Ratio::from_int(*whole)),
            Self::Number(number) => Some(Ratio::from_decimal(*number)),
            _ => None,
        }
    }

    /// A number as a decimal, a ratio rounded.
    pub(super) fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Whole(whole) => Some(Decimal::from(*whole)),
            Self::Ratio(ratio) => ratio.to_decimal(),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Which of two like values is the larger; `None` for unlike ones and those without order.
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
        Some(match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Whole(a), Self::Whole(b)) => a.cmp(b),
            (Self::Number(a), Self::Whole(b)) => a.cmp(&Decimal::from(*b)),
            (Self::Whole(a), Self::Number(b)) => Decimal::from(*a).cmp(b),
            (Self::Text(a), Self::Text(b)) => a.as_ref().cmp(b.as_ref()),
            (Self::Day(a), Self::Day(b)) => a.cmp(b),
            (Self::Ratio(_), _) | (_, Self::Ratio(_)) => self.exact()?.cmp(&other.exact()?),
            _ => return None,
        })
    }

    /// Whether two like values are equal.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Flag(a), Self::Flag(b)) => Some(a == b),
            _ => self.order(other).map(Ordering::is_eq),
        }
    }

    /// Appends the value as `${}` writes it.
    pub(super) fn write(&self, text: &mut String) -> Option<()> {
        match self {
            Self::Text(part) => {
                text.push_str(part);
                return Some(());
            }
            // Most are whole, and those are written much quicker.
            Self::Number(number) if number.scale() == 0 && !number.is_zero() => write!(text, "{}", number.mantissa()),
            Self::Number(number) => write!(text, "{number}"),
            Self::Whole(whole) => write!(text, "{whole}"),
            Self::Ratio(ratio) => write!(text, "{ratio}"),
            Self::Flag(flag) => write!(text, "{flag}"),
            Self::Day(day) => write!(text, "{day}"),
            _ => return None,
        }
        .ok()
    }

    /// Whether it is within the limits of texts, lists and maps.
    pub(super) fn fits(&self) -> bool {
        match self {
            Self::Text(text) => text.len() <= STRING_MAX,
            Self::List(_) | Self::Map(_) => {
                let mut sizes = Sizes::default();
                sizes.add(self);
                sizes.text <= STRING_MAX && sizes.items <= ARRAY_MAX && sizes.entries <= MAP_MAX
            }
            _ => true,
        }
    }

    /// What copying or searching the value costs beside a step.
    pub(super) fn weight(&self) -> u64 {
        let parts = match self {
            Self::List(list) => list.len(),
            Self::Map(map) => map.len(),
            _ => 0,
        };
        parts as u64
    }
}

/// What Rhai adds up of a value before it compares with the limits.
#[derive(Default)]
struct Sizes {
    text: usize,
    items: usize,
    entries: usize,
}

impl Sizes {
    fn add(&mut self, value: &Value<'_>) {
        match value {
            Value::Text(text) => self.text += text.len(),
            Value::List(list) => {
                self.items += list.len();
                list.iter().for_each(|item| self.add(item));
            }
            Value::Map(map) => {
                self.entries += map.len();
                map.iter().for_each(|(_, item)| self.add(item));
            }
            _ => {}
        }
    }
}
