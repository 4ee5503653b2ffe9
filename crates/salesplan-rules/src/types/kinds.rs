//! A set of types, as the words of the documentation tell them apart.

use std::ops::BitOr;

use rhai::{Dynamic, ImmutableString};
use rust_decimal::Decimal;

use crate::inputs::InputType;
use crate::ratio::Ratio;

/// A set of types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kinds(u16);

impl Kinds {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const NOTHING: Self = Self(1);
    pub(crate) const FLAG: Self = Self(1 << 1);
    pub(crate) const WHOLE: Self = Self(1 << 2);
    pub(crate) const NUMBER: Self = Self(1 << 3);
    pub(crate) const RATIO: Self = Self(1 << 4);
    pub(crate) const TEXT: Self = Self(1 << 5);
    pub(crate) const CHARACTER: Self = Self(1 << 6);
    pub(crate) const DAY: Self = Self(1 << 7);
    pub(crate) const LIST: Self = Self(1 << 8);
    pub(crate) const MAP: Self = Self(1 << 9);
    pub(crate) const CLOSURE: Self = Self(1 << 10);
    /// Whatever else Rhai has, as ranges.
    pub(crate) const OTHER: Self = Self(1 << 11);
    pub(crate) const ALL: Self = Self((1 << 12) - 1);
    pub(crate) const NUMBERS: Self = Self(Self::WHOLE.0 | Self::NUMBER.0 | Self::RATIO.0);

    /// The types whose arithmetic is known to the last pair.
    pub(crate) const SIMPLE: Self = Self(Self::NUMBERS.0 | Self::FLAG.0 | Self::TEXT.0 | Self::DAY.0);

    const WORDS: [(Self, &'static str); 11] = [
        (Self::NOTHING, "nothing"),
        (Self::FLAG, "true or false"),
        (Self::WHOLE, "a whole number"),
        (Self::NUMBER, "a number"),
        (Self::RATIO, "a ratio"),
        (Self::TEXT, "a text"),
        (Self::CHARACTER, "a character"),
        (Self::DAY, "a date"),
        (Self::LIST, "a list"),
        (Self::MAP, "a map"),
        (Self::CLOSURE, "a function"),
    ];

    pub(crate) fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub(crate) fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Each type of the set as a set of its own.
    pub(crate) fn each(self) -> impl Iterator<Item = Self> {
        (0..12).map(|bit| Self(1 << bit)).filter(move |one| self.meets(*one))
    }

    /// The set in words: `a text`, `a number or a text`.
    pub(crate) fn words(self) -> String {
        if self.0.count_ones() > 1 && self.within(Self::NUMBERS) {
            return "a number".to_owned();
        }
        let words = Self::WORDS
            .iter()
            .filter(|(kind, _)| self.meets(*kind))
            .map(|(_, word)| *word);
        words.collect::<Vec<_>>().join(" or ")
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What an expression may be, and what may be in it where it is a list or a map. What is
/// in those again is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Type {
    pub(crate) kinds: Kinds,
    pub(crate) items: Kinds,
}

impl Type {
    /// Of what never has a value.
    pub(crate) const NEVER: Self = Self::of(Kinds::NONE);
    /// Of what nothing is known about.
    pub(crate) const UNKNOWN: Self = Self {
        kinds: Kinds::ALL,
        items: Kinds::ALL,
    };

    pub(crate) const fn of(kinds: Kinds) -> Self {
        Self {
            kinds,
            items: Kinds::NONE,
        }
    }

    pub(crate) const fn list(items: Kinds) -> Self {
        Self {
            kinds: Kinds::LIST,
            items,
        }
    }

    /// Of something that is in a list or a map.
    pub(crate) fn item(kinds: Kinds) -> Self {
        let holds = kinds.meets(Kinds::LIST | Kinds::MAP);
        Self {
            kinds,
            items: if holds { Kinds::ALL } else { Kinds::NONE },
        }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            kinds: self.kinds | other.kinds,
            items: self.items | other.items,
        }
    }

    /// Of a parameter's value.
    pub(crate) fn of_value(value: &Dynamic) -> Self {
        let kinds = if value.is::<Decimal>() {
            Kinds::NUMBER
        } else if value.is_int() {
            Kinds::WHOLE
        } else if value.is_bool() {
            Kinds::FLAG
        } else if value.is::<ImmutableString>() {
            Kinds::TEXT
        } else if value.is::<Ratio>() {
            Kinds::RATIO
        } else if value.is::<jiff::civil::Date>() {
            Kinds::DAY
        } else if value.is_fnptr() {
            Kinds::CLOSURE
        } else {
            return Self::UNKNOWN;
        };
        Self::of(kinds)
    }
}

impl From<InputType> for Type {
    fn from(kind: InputType) -> Self {
        match kind {
            InputType::Number => Self::of(Kinds::NUMBER),
            InputType::Ratio => Self::of(Kinds::RATIO),
            InputType::Text => Self::of(Kinds::TEXT),
            InputType::Flag => Self::of(Kinds::FLAG),
            InputType::Day => Self::of(Kinds::DAY),
            InputType::Texts => Self::list(Kinds::TEXT),
            InputType::Days => Self::list(Kinds::DAY),
            InputType::Maps => Self::list(Kinds::MAP),
            InputType::DaysByName => Self::of(Kinds::MAP),
            InputType::Calendar => Self::UNKNOWN,
        }
    }
}
