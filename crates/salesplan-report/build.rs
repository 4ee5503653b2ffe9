//! Lists the languages that there are, with their catalogues.

#[path = "../salesplan-model/build/languages.rs"]
mod languages;

fn main() {
    let before = "/// Every language with its catalogue.\npub const CATALOGUES: &[(&str, &str)] = &[\n";
    let line = |code: &str, path: &std::path::Path| {
        format!("    ({code:?}, include_str!({:?})),\n", path.display().to_string())
    };
    languages::write_list("catalogues.rs", before, line, "];\n");
}
