//! Tables for spreadsheets.

/// A table as CSV, with its heads. Ids begin with a letter or digit (see `table::check_id`),
/// so that no cell can be taken for a formula.
pub fn csv_text<const N: usize>(heads: &[&str; N], rows: &[[String; N]]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    let heads = std::iter::once(heads.map(str::to_string));
    for row in heads.chain(rows.iter().cloned()) {
        writer
            .write_record(&row)
            .expect("rows of one length are written to memory");
    }
    let bytes = writer.into_inner().expect("memory takes what is flushed into it");
    String::from_utf8(bytes).expect("texts stay texts")
}
