//! A script as the quick way holds it.

use super::value::Value;

/// A lowered script.
pub(crate) struct Program {
    pub(super) body: Node,
    /// Places for variables; the inputs come first, in the order of the rule's inputs.
    pub(super) places: usize,
    /// Steps of one walk through it.
    pub(super) size: u64,
}

/// A statement or an expression.
pub(super) enum Node {
    Constant(Value<'static>),
    /// A value that is not there; reading it is Rhai's to complain of.
    Missing,
    Input(usize),
    Local(usize),
    Operate(Operator, Box<[Node; 2]>),
    Compare(Comparison, Box<[Node; 2]>),
    Not(Box<Node>),
    Negate(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    Template(Vec<Node>),
    List(Vec<Node>),
    /// In the order of the names, evaluated in that of the script.
    Map(Vec<(String, Node)>),
    Property(Box<Node>, String),
    Index(Box<[Node; 2]>),
    /// Whether the second is in the first.
    Contains(Box<[Node; 2]>),
    Call(Function, Vec<Node>),
    /// Asks a closure about every item of a list.
    Each(Each, Box<(Node, Closure)>),
    If(Box<[Node; 3]>),
    Block(Vec<Node>),
    Let(usize, Box<Node>),
    Set(usize, Option<Operator>, Box<Node>),
    Push(usize, Box<Node>),
    For(Box<For>),
    Return(Box<Node>),
    Break,
    Continue,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What is done with the answers of a closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Each {
    Map,
    Filter,
    Some,
    All,
}

pub(super) struct Closure {
    pub(super) place: usize,
    /// Inputs and variables from around; Rhai asks for all of them beforehand.
    pub(super) captured: Vec<Node>,
    pub(super) body: Node,
    pub(super) size: u64,
}

pub(super) struct For {
    pub(super) place: usize,
    /// Where the count stands, as `for (x, count) in list` has it.
    pub(super) counter: Option<usize>,
    pub(super) list: Node,
    pub(super) body: Node,
    pub(super) size: u64,
}

/// A host function, told apart by what it does with the values it is given.
pub(super) type Function = for<'a> fn(&[Value<'a>]) -> Option<Value<'a>>;

impl Node {
    /// Whether it only gives a value, so that it may be evaluated in any order.
    pub(super) fn is_pure(&self) -> bool {
        match self {
            Self::Constant(_) | Self::Missing | Self::Input(_) | Self::Local(_) => true,
            Self::Let(..)
            | Self::Set(..)
            | Self::Push(..)
            | Self::For(_)
            | Self::Return(_)
            | Self::Break
            | Self::Continue => false,
            Self::Each(_, each) => each.0.is_pure() && each.1.body.is_pure(),
            Self::Map(parts) => parts.iter().all(|(_, part)| part.is_pure()),
            other => other.parts().iter().all(Self::is_pure),
        }
    }

    /// How many steps one walk through it takes at most; loops count their own.
    pub(super) fn size(&self) -> u64 {
        1 + match self {
            Self::Each(_, each) => each.0.size() + each.1.captured.len() as u64 + 2,
            Self::For(walk) => walk.list.size() + 2,
            Self::Let(_, part) | Self::Set(_, _, part) | Self::Push(_, part) | Self::Return(part) => part.size(),
            Self::Map(parts) => parts.iter().map(|(_, part)| part.size()).sum(),
            other => other.parts().iter().map(Self::size).sum(),
        }
    }

    fn parts(&self) -> &[Self] {
        match self {
            Self::Operate(_, parts) | Self::Compare(_, parts) | Self::Index(parts) | Self::Contains(parts) => {
                &parts[..]
            }
            Self::Not(part) | Self::Negate(part) | Self::Property(part, _) => std::slice::from_ref(part),
            Self::All(parts)
            | Self::Any(parts)
            | Self::Template(parts)
            | Self::List(parts)
            | Self::Call(_, parts)
            | Self::Block(parts) => parts,
            Self::If(parts) => &parts[..],
            _ => &[],
        }
    }
}
