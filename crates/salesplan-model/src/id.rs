//! Names that the files give to things, as types of their own, so that a stage
//! cannot be handed over where a segment is asked for.

use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text as it stands; the file formats check its form.
            pub fn new(text: impl Into<String>) -> Self {
                Self(Arc::from(text.into()))
            }

            /// The text of the id.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// A plan: the name of its folder below `plans/`.
    PlanId,
    /// A slice of the goal with its own economics.
    SegmentId,
    /// A stage of a funnel.
    StageId,
    /// A person of the team.
    PersonId,
    /// Where leads come from.
    ChannelId,
    /// One opportunity.
    DealId,
}
