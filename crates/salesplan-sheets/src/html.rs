//! A table of a page. Some programs write one and call it `.xls`.
//!
//! Only tokens are read, one after another: no tree is built, so nothing nests too deep.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::dialect::Dialect;
use crate::gather::Gather;
use crate::{CELL_MAX, COLUMNS_MAX, Form, Sheet, Unreadable};

/// Whether a text is markup rather than delimited text.
pub(crate) fn is_markup(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && {
        let second = text[1..].chars().next();
        second.is_some_and(|char| char.is_ascii_alphabetic() || matches!(char, '!' | '?'))
    }
}

pub(crate) fn read(text: &str) -> Result<Sheet, Unreadable> {
    let mut emitter = DefaultEmitter::default();
    // What stands in <style> and <script> is no markup.
    emitter.naively_switch_states(true);
    let mut table = Table::default();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => table.open(&tag)?,
            Token::EndTag(tag) if table.close(&tag.name)? => break,
            Token::String(text) => table.text(&text.value)?,
            _ => {}
        }
    }
    table.end_row()?;
    if table.n_rows == 0 {
        return Err(Unreadable::NoTable);
    }
    Ok(Sheet {
        text: table.rows.into_text()?,
        dialect: Dialect::PLAIN,
        form: Form::Page,
    })
}

/// The first table that has a row; tables inside of its cells are part of their text.
#[derive(Default)]
struct Table {
    rows: Gather,
    n_rows: usize,
    /// How many tables are open.
    depth: usize,
    row: Option<Vec<String>>,
    /// The open cell, and how many columns it spans.
    cell: Option<(Vec<u8>, usize)>,
    is_hidden: bool,
}

impl Table {
    fn open(&mut self, tag: &StartTag<()>) -> Result<(), Unreadable> {
        match &**tag.name {
            b"table" => self.depth += 1,
            b"style" | b"script" if !tag.self_closing => self.is_hidden = true,
            b"tr" if self.depth == 1 => {
                self.end_row()?;
                self.row = Some(Vec::new());
            }
            b"td" | b"th" if self.depth == 1 => {
                self.end_cell()?;
                let spans = tag.attributes.get(b"colspan".as_slice());
                let spans = spans.and_then(|spans| std::str::from_utf8(&spans.value).ok()?.trim().parse().ok());
                self.row.get_or_insert_with(Vec::new);
                self.cell = Some((Vec::new(), spans.unwrap_or(1).clamp(1, COLUMNS_MAX)));
            }
            b"br" | b"p" | b"div" => self.text(b" ")?,
            _ => {}
        }
        Ok(())
    }

    /// Whether the table is over.
    fn close(&mut self, name: &[u8]) -> Result<bool, Unreadable> {
        match name {
            b"table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_row()?;
                    return Ok(self.n_rows > 0);
                }
            }
            b"style" | b"script" => self.is_hidden = false,
            b"tr" if self.depth == 1 => self.end_row()?,
            b"td" | b"th" if self.depth == 1 => self.end_cell()?,
            _ => {}
        }
        Ok(false)
    }

    fn text(&mut self, text: &[u8]) -> Result<(), Unreadable> {
        let Some((cell, _)) = self.cell.as_mut().filter(|_| !self.is_hidden) else {
            return Ok(());
        };
        cell.extend_from_slice(text);
        if cell.len() > CELL_MAX * 4 {
            return Err(Unreadable::TooLarge {
                what: "characters in a cell",
                max: CELL_MAX,
            });
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Unreadable> {
        let (Some((cell, spans)), Some(row)) = (self.cell.take(), &mut self.row) else {
            return Ok(());
        };
        row.push(String::from_utf8_lossy(&cell).trim().to_string());
        row.resize(row.len() + spans - 1, String::new());
        if row.len() > COLUMNS_MAX * 2 {
            return Err(crate::too_many_columns());
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unreadable> {
        self.end_cell()?;
        if let Some(row) = self.row.take() {
            self.n_rows += 1;
            self.rows.row(row)?;
        }
        Ok(())
    }
}
