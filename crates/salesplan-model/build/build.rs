//! Lists the codes of the languages that there are.

mod languages;

fn main() {
    let line = |code: &str, _: &std::path::Path| format!("({code:?}, Locale({code:?})), ");
    languages::write_list("locales.rs", "&[", line, "]\n");
}
