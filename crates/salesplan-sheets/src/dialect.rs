//! How a text is cut into fields: its delimiter, and how a quote stands inside of quotes.

use std::io::BufRead;

/// How a text is cut into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Between two fields.
    pub delimiter: u8,
    /// Whether a quote inside of quotes is written `\"` (some programs) rather than `""`
    /// (RFC 4180).
    pub has_backslashes: bool,
    /// Where the text begins: behind a line such as `sep=;`, which spreadsheets write.
    pub begin: usize,
}

impl Dialect {
    /// Commas and doubled quotes.
    pub const PLAIN: Self = Self {
        delimiter: b',',
        has_backslashes: false,
        begin: 0,
    };

    pub(crate) fn reader(self, text: &str) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .escape(self.has_backslashes.then_some(b'\\'))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(&text.as_bytes()[self.begin.min(text.len())..])
    }

    /// One row in this dialect, with its line end.
    pub fn write_row<'c>(self, cells: impl IntoIterator<Item = &'c str>) -> String {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.delimiter)
            .double_quote(!self.has_backslashes)
            .terminator(csv::Terminator::Any(b'\n'))
            .flexible(true)
            .from_writer(Vec::new());
        let written = writer.write_record(cells).and_then(|()| Ok(writer.flush()?));
        let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// Those that programs write, in the order in which they win where nothing tells them apart.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// How many rows are compared to find the delimiter.
const ROWS: usize = 50;

pub(crate) fn sniff(text: &str, told: Option<u8>) -> Dialect {
    let (begin, named) = separator_line(text);
    let plain = Dialect {
        delimiter: b',',
        has_backslashes: false,
        begin,
    };
    let delimiter = told.or(named).unwrap_or_else(|| {
        let looks = |delimiter: u8| {
            let dialect = Dialect { delimiter, ..plain };
            // Blanks in a title are no columns: the header decides, the rows confirm.
            let fit = Fit::of(text, dialect, ROWS);
            (fit.n_fields > 1 && fit.n_alike * 2 >= fit.n_rows, fit.n_fields)
        };
        // The last of the largest is taken, so the list is read backwards.
        let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| looks(*delimiter));
        best.filter(|delimiter| looks(*delimiter).1 > 1).unwrap_or(b',')
    });
    let doubled = Dialect { delimiter, ..plain };
    let has_backslashes = text.contains("\\\"") && {
        let backslashes = Dialect {
            has_backslashes: true,
            ..doubled
        };
        Fit::of(text, backslashes, usize::MAX).n_alike > Fit::of(text, doubled, usize::MAX).n_alike
    };
    Dialect {
        has_backslashes,
        ..doubled
    }
}

/// `sep=;` in the first line.
fn separator_line(text: &str) -> (usize, Option<u8>) {
    let behind_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - behind_mark.len();
    let mut line = Vec::new();
    let read = std::io::Cursor::new(behind_mark)
        .read_until(b'\n', &mut line)
        .unwrap_or(0);
    match line.trim_ascii_end() {
        [b's', b'e', b'p', b'=', delimiter] if delimiter.is_ascii() => (offset + read, Some(*delimiter)),
        _ => (offset, None),
    }
}

/// How well a dialect fits a text.
struct Fit {
    /// Fields of the header.
    n_fields: usize,
    n_rows: usize,
    /// Rows with as many fields as the header.
    n_alike: usize,
}

impl Fit {
    fn of(text: &str, dialect: Dialect, rows_max: usize) -> Self {
        let mut reader = dialect.reader(text);
        let n_fields = reader.byte_headers().map_or(0, csv::ByteRecord::len);
        let mut fit = Self {
            n_fields,
            n_rows: 0,
            n_alike: 0,
        };
        let mut record = csv::ByteRecord::new();
        while fit.n_rows < rows_max && matches!(reader.read_byte_record(&mut record), Ok(true)) {
            fit.n_rows += 1;
            fit.n_alike += usize::from(record.len() == n_fields);
        }
        fit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_all_rows_alike() {
        for (text, delimiter) in [
            ("ID,Name\n1,x\n", b','),
            ("ID;Название;Бюджет\n1;\"a;b\";1 234,56\n2;c;5,5\n", b';'),
            ("ID\tName\n1\tA,B\n2\tC,D\n", b'\t'),
            ("ID|Name, first|Sum\n1|x|2\n", b'|'),
            ("only\n1\n", b','),
            ("", b','),
            ("sep=;\nID;A,B\n", b';'),
            ("\u{feff}sep=|\nID|A\n", b'|'),
        ] {
            assert_eq!(sniff(text, None).delimiter, delimiter, "{text}");
        }
        assert_eq!(sniff("a,b;c,d\n", Some(b';')).delimiter, b';');
    }

    #[test]
    fn quotes_are_doubled_unless_backslashes_cut_more_rows_right() {
        let bitrix = "ID;Название;Сумма\n1;\"ООО \\\"Ромашка; и Ко\\\"\";5\n2;\"x\";6\n";
        assert!(sniff(bitrix, None).has_backslashes);
        let paths = "ID,Folder,Sum\n1,\"C:\\\",5\n2,\"say \"\"hi\"\"\",6\n";
        assert!(!sniff(paths, None).has_backslashes);
    }
}
