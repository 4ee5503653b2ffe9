//! What our own Markdown has besides Markdown: folded parts, and text that a page draws.

/// The words between a folded part's `<summary>` and its end, where a line is one.
pub(crate) fn summary(line: &str) -> Option<&str> {
    line.strip_prefix("<summary>")?.strip_suffix("</summary>")
}

/// The text without the drawings that only a page with scripts shows, and without the folded
/// parts that held nothing else.
pub(crate) fn without_drawings(markdown: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    // Where the fold that is open begins, and whether a drawing was left out of it.
    let mut fold: Option<(usize, bool)> = None;
    let mut in_drawing = false;
    for line in markdown.lines() {
        if in_drawing || line == "```mermaid" {
            in_drawing = line != "```";
            fold = fold.map(|(start, _)| (start, true));
            continue;
        }
        match (line, fold) {
            ("<details>", _) => fold = Some((kept.len(), false)),
            ("</details>", Some((start, true))) => {
                fold = None;
                let inside = kept[start + 1..].iter();
                if inside.clone().all(|line| line.is_empty() || summary(line).is_some()) {
                    kept.truncate(start);
                    continue;
                }
            }
            ("</details>", _) => fold = None,
            _ => {}
        }
        kept.push(line);
    }
    kept.iter().flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fold_goes_with_its_drawing_only_where_it_holds_nothing_else() {
        let drawing = "```mermaid\nflowchart LR\n```\n";
        let alone = format!("a\n\n<details>\n<summary>A drawing</summary>\n\n{drawing}\n</details>\n\nb\n");
        assert_eq!(without_drawings(&alone), "a\n\n\nb\n");
        let with_text = format!("<details>\n<summary>Both</summary>\n\n{drawing}\ntext\n\n</details>\n");
        assert_eq!(
            without_drawings(&with_text),
            "<details>\n<summary>Both</summary>\n\n\ntext\n\n</details>\n"
        );
        let empty = "<details>\n<summary>Empty</summary>\n</details>\n";
        assert_eq!(without_drawings(empty), empty);
        assert_eq!(without_drawings("```mermaid\nnever closed\n"), "");
    }
}
