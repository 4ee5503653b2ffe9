//! One walk through a lowered script for one question.

use super::closures;
use super::operators::{compare, contains, index, negate, operate, property};
use super::tree::{For, Node, Program};
use super::value::Value;
use crate::engine::OPERATIONS_MAX;
use crate::inputs::Told;

/// More than Rhai counts for any step of ours, so that it never reaches its limit before we stand aside.
pub(super) const OPERATIONS_A_STEP: u64 = 8;

/// Why an expression has no value.
pub(super) enum Stop {
    /// Rhai is to be asked.
    Aside,
    /// The script has returned; its answer is kept in the [`Walk`].
    Return,
    Break,
    Continue,
}

pub(super) type Outcome<T> = Result<T, Stop>;

/// The state of a walk: `'a` is how long the question and the script live.
pub(super) struct Walk<'a, 'r> {
    places: Vec<Value<'a>>,
    read: &'r dyn Fn(usize) -> Option<Told<'a>>,
    returned: Option<Value<'a>>,
    steps: u64,
}

impl Program {
    /// The answer with the steps it took, or `None` where Rhai is to be asked.
    /// `read` gives an input by its number; it is only asked for those that are needed.
    pub(crate) fn run<'a>(&'a self, read: &dyn Fn(usize) -> Option<Told<'a>>) -> Option<(Value<'a>, u64)> {
        let mut places = Vec::with_capacity(self.places);
        places.resize_with(self.places, || Value::Unread);
        let mut walk = Walk {
            places,
            read,
            returned: None,
            steps: self.size,
        };
        let answer = match walk.value(&self.body) {
            Ok(value) => value,
            Err(Stop::Return) => walk.returned.take()?,
            Err(_) => return None,
        };
        Some((answer, walk.steps))
    }
}

pub(super) fn known<T>(value: Option<T>) -> Outcome<T> {
    value.ok_or(Stop::Aside)
}

impl<'a> Walk<'a, '_> {
    pub(super) fn value(&mut self, node: &'a Node) -> Outcome<Value<'a>> {
        match node {
            Node::Constant(value) => Ok(value.borrowed()),
            Node::Missing => Err(Stop::Aside),
            Node::Input(place) => {
                self.fill(*place)?;
                self.copy(*place)
            }
            Node::Local(place) => self.copy(*place),
            Node::Operate(operator, parts) => self.pair(parts, |a, b| operate(*operator, a, b)),
            Node::Compare(..) | Node::Contains(_) | Node::Not(_) | Node::All(_) | Node::Any(_) => {
                self.flag(node).map(Value::Flag)
            }
            Node::Index(parts) => self.pair(parts, index),
            Node::Property(whole, name) => {
                let made = self.made(whole)?;
                known(property(self.seen(whole, &made), name))
            }
            Node::Negate(part) => {
                let made = self.made(part)?;
                known(negate(self.seen(part, &made)))
            }
            Node::Template(parts) => self.template(parts),
            Node::List(parts) => {
                let items = parts.iter().map(|part| self.value(part)).collect::<Outcome<Vec<_>>>()?;
                known(Some(Value::List(items)).filter(Value::fits))
            }
            Node::Map(parts) => {
                let value = |(name, part): &'a (String, Node)| Ok((name.as_str(), self.value(part)?));
                let entries = parts.iter().map(value).collect::<Outcome<Vec<_>>>()?;
                known(Some(Value::Map(entries)).filter(Value::fits))
            }
            Node::Call(function, parts) => self.call(*function, parts),
            Node::Each(each, parts) => closures::each(self, *each, &parts.0, &parts.1),
            Node::If(parts) => {
                let [condition, body, branch] = &**parts;
                if self.flag(condition)? {
                    self.value(body)
                } else {
                    self.value(branch)
                }
            }
            Node::Block(parts) => {
                let Some((last, before)) = parts.split_last() else {
                    return Ok(Value::Unit);
                };
                for part in before {
                    self.value(part)?;
                }
                self.value(last)
            }
            Node::Let(place, part) => {
                let value = self.value(part)?;
                self.set(*place, value);
                Ok(Value::Unit)
            }
            Node::Set(place, operator, part) => {
                let value = self.value(part)?;
                let value = match operator {
                    Some(operator) => known(operate(*operator, &self.places[*place], &value))?,
                    None => value,
                };
                self.set(*place, value);
                Ok(Value::Unit)
            }
            Node::Push(place, part) => {
                let item = self.value(part)?;
                let Value::List(list) = &mut self.places[*place] else {
                    return Err(Stop::Aside);
                };
                list.push(item);
                known(self.places[*place].fits().then_some(Value::Unit))
            }
            Node::For(walk) => self.walk_through(walk),
            Node::Return(part) => {
                self.returned = Some(self.value(part)?);
                Err(Stop::Return)
            }
            Node::Break => Err(Stop::Break),
            Node::Continue => Err(Stop::Continue),
        }
    }

    pub(super) fn set(&mut self, place: usize, value: Value<'a>) {
        self.places[place] = value;
    }

    /// Counts steps beyond those of one walk through the script.
    pub(super) fn charge(&mut self, steps: u64) -> Outcome<()> {
        self.steps += steps;
        known((self.steps * OPERATIONS_A_STEP <= OPERATIONS_MAX).then_some(()))
    }

    /// A value that must be true or false, without making one of what compares.
    pub(super) fn flag(&mut self, node: &'a Node) -> Outcome<bool> {
        match node {
            Node::Compare(comparison, parts) => self.pair(parts, |a, b| compare(*comparison, a, b)),
            Node::Contains(parts) => {
                let is_in = self.pair(parts, |whole, part| Some((contains(whole, part)?, whole.weight())));
                let (is_in, weight) = is_in?;
                self.charge(weight)?;
                Ok(is_in)
            }
            Node::Not(part) => self.flag(part).map(|flag| !flag),
            Node::All(parts) => {
                for part in parts {
                    if !self.flag(part)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Node::Any(parts) => {
                for part in parts {
                    if self.flag(part)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            other => {
                let made = self.made(other)?;
                match self.seen(other, &made) {
                    Value::Flag(flag) => Ok(*flag),
                    _ => Err(Stop::Aside),
                }
            }
        }
    }

    fn copy(&mut self, place: usize) -> Outcome<Value<'a>> {
        let value = self.places[place].clone();
        self.charge(value.weight())?;
        Ok(value)
    }

    /// Reads an input where that has not been done yet.
    fn fill(&mut self, place: usize) -> Outcome<()> {
        if matches!(self.places[place], Value::Unread) {
            self.places[place] = known((self.read)(place).and_then(Value::told))?;
        }
        Ok(())
    }

    /// The node's value, unless it is a variable: that is looked at where it is, by [`Walk::seen`].
    fn made(&mut self, node: &'a Node) -> Outcome<Option<Value<'a>>> {
        match node {
            Node::Local(_) | Node::Constant(_) => Ok(None),
            Node::Input(place) => self.fill(*place).map(|()| None),
            other => self.value(other).map(Some),
        }
    }

    #[inline]
    fn seen<'s>(&'s self, node: &'s Node, made: &'s Option<Value<'a>>) -> &'s Value<'a>
    where
        'a: 's,
    {
        match (made, node) {
            (Some(value), _) => value,
            (None, Node::Local(place) | Node::Input(place)) => &self.places[*place],
            (None, Node::Constant(value)) => value,
            (None, _) => &Value::Unit,
        }
    }

    #[inline]
    fn pair<T>(&mut self, parts: &'a [Node; 2], f: impl FnOnce(&Value<'a>, &Value<'a>) -> Option<T>) -> Outcome<T> {
        let [a, b] = parts;
        let (made_a, made_b) = (self.made(a)?, self.made(b)?);
        known(f(self.seen(a, &made_a), self.seen(b, &made_b)))
    }

    fn call(&mut self, function: super::tree::Function, parts: &'a [Node]) -> Outcome<Value<'a>> {
        let answer = match parts {
            [a] => {
                let a = self.value(a)?;
                function(&[a])
            }
            [a, b] => {
                let values = [self.value(a)?, self.value(b)?];
                function(&values)
            }
            _ => {
                let values = parts.iter().map(|part| self.value(part)).collect::<Outcome<Vec<_>>>()?;
                function(&values)
            }
        };
        known(answer)
    }

    fn template(&mut self, parts: &'a [Node]) -> Outcome<Value<'a>> {
        let mut text = String::with_capacity(48);
        for part in parts {
            let made = self.made(part)?;
            known(self.seen(part, &made).write(&mut text))?;
        }
        known(Some(Value::Text(text.into())).filter(Value::fits))
    }

    fn walk_through(&mut self, walk: &'a For) -> Outcome<Value<'a>> {
        let Value::List(list) = self.value(&walk.list)? else {
            return Err(Stop::Aside);
        };
        for (count, item) in list.into_iter().enumerate() {
            self.charge(walk.size)?;
            if let Some(counter) = walk.counter {
                self.set(counter, Value::Whole(count as i64));
            }
            self.set(walk.place, item);
            match self.value(&walk.body) {
                Ok(_) | Err(Stop::Continue) => {}
                Err(Stop::Break) => break,
                Err(stop) => return Err(stop),
            }
        }
        Ok(Value::Unit)
    }
}
