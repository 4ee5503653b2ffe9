//! Bytes into a *sheet*: a header and rows of cells, each with its place.
//!
//! Whatever another program exports (CSV of any dialect and encoding, an Excel
//! workbook, a page with a table that calls itself `.xls`) becomes delimited text, since
//! everybody can look into that: a finding underlines a cell in it, and rows that were not
//! understood are handed back in it. Row 7 of a workbook is line 7 of its text.
//!
//! Files come from elsewhere and may be made to hurt, so everything that grows has a limit.
//! This crate knows nothing of sales.

#![forbid(unsafe_code)]

mod dialect;
mod encoding;
mod formula;
mod gather;
mod html;
mod rows;
mod workbook;

pub use dialect::Dialect;
pub use encoding_rs::Encoding;
pub use formula::{guarded, unguarded};
pub use rows::{Row, Rows};

/// The most columns that a sheet may have.
pub const COLUMNS_MAX: usize = 2_000;
/// The most bytes of a sheet as text.
pub const TEXT_MAX: usize = 512 << 20;
/// The most characters of one cell: what a spreadsheet can hold.
pub const CELL_MAX: usize = 32_767;

/// What stands for bytes that fit no character.
pub const UNDECODED: char = char::REPLACEMENT_CHARACTER;

/// What the reader is told about a file; what is not told is found out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// Used unless a byte order mark says otherwise.
    pub encoding: Option<&'static Encoding>,
    /// Between two fields of a text file.
    pub delimiter: Option<u8>,
    /// Which sheet of a workbook; its first one without a name.
    pub sheet: Option<&'a str>,
}

/// A file as delimited text.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The text, with the header in its first line that is not blank.
    pub text: String,
    /// How the text is cut into fields.
    pub dialect: Dialect,
    /// What the file was.
    pub form: Form,
}

/// What a file was before it became text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Delimited text in an encoding.
    Text {
        /// The encoding's name.
        encoding: &'static str,
        /// How many characters did not fit it.
        n_undecoded: usize,
    },
    /// A sheet of an Excel workbook.
    Workbook {
        /// The sheet's name.
        sheet: String,
        /// Names of the other sheets.
        others: Vec<String>,
    },
    /// A table of a page.
    Page,
}

/// Why a file gives no sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A binary workbook of Excel before 2007.
    OldWorkbook,
    /// A workbook or archive that is no Excel workbook.
    OtherArchive,
    /// A workbook that its program's own reader refuses, and why.
    Damaged(String),
    /// A workbook without the sheet of that name; the names that there are.
    NoSuchSheet(Vec<String>),
    /// Markup without a table.
    NoTable,
    /// Past a limit: of what, and the most there may be.
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        max: usize,
    },
}

/// A text in whatever encoding its bytes show.
pub fn decoded(bytes: &[u8]) -> String {
    encoding::decode(bytes, None).text
}

/// Reads a file of any form.
pub fn read(bytes: &[u8], told: &Told<'_>) -> Result<Sheet, Unreadable> {
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes, told.sheet);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(Unreadable::OldWorkbook);
    }
    let decoded = encoding::decode(bytes, told.encoding);
    if decoded.text.len() > TEXT_MAX {
        return Err(Unreadable::TooLarge {
            what: "bytes of text",
            max: TEXT_MAX,
        });
    }
    if html::is_markup(&decoded.text) {
        return html::read(&decoded.text);
    }
    let dialect = dialect::sniff(&decoded.text, told.delimiter);
    let sheet = Sheet {
        dialect,
        form: Form::Text {
            encoding: decoded.encoding.name(),
            n_undecoded: decoded.n_undecoded,
        },
        text: decoded.text,
    };
    if Rows::of(&sheet).headers().len() > COLUMNS_MAX {
        return Err(too_many_columns());
    }
    Ok(sheet)
}

fn too_many_columns() -> Unreadable {
    Unreadable::TooLarge {
        what: "columns",
        max: COLUMNS_MAX,
    }
}
