//! What somebody may call a client, a stage or a file: it stays a text in its
//! cell, in the review as on a terminal and in the log of a CI system.

use salesplan_tests::Workspace;
use salesplan_tests::expected::none_failed;

/// Names as no client has them.
const NAMES: &[&str] = &[
    "A|B <script>alert(1)</script>",
    "A | B\n| fake | 999,999 |",
    "line\r\nbreak",
    "line\u{2028}break\u{2029}again\u{85}and\u{b}again",
    "# heading",
    "## This week",
    "- item",
    "1. item",
    "> quote",
    "---",
    "```",
    "`code`",
    "**bold** _italic_ ~~gone~~",
    "[click](javascript:alert(1))",
    "[ref]: https://example.org",
    "![pixel](https://example.org/p.png)",
    "<img src=x onerror=alert(1)>",
    "</details></summary>",
    "<!-- salesplan-sources {} -->",
    "--> <b>",
    "https://example.org www.example.org WWW.EXAMPLE.ORG",
    "@team @everyone",
    "#12 org/repo#12",
    "&lt;b&gt; &amp; &#35;",
    "$x^2$ $$y$$",
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "::error file=a,line=1::forged",
    "##[error]forged",
    "\u{1b}[31mred\u{1b}[0m \u{7} \u{8}",
    "\u{202e}gpj.exe\u{202c}",
    "zero\u{200b}width\u{feff}",
    "=HYPERLINK(\"https://example.org\")",
    "\\",
    "\\|",
    "a\\\n|b",
    "Обычное имя, ООО (2) «к»",
    "日本語 👍🏽",
];

/// As a cell of a CSV file.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn workspace() -> Workspace {
    let workspace = Workspace::million();
    let header = "id,client,owner,segment,stage,amount,next-step,tags\n";
    let rows = NAMES.iter().enumerate().map(|(index, name)| {
        let name = cell(name);
        format!("D-{index:02},{name},anna,new,meeting,200000,{name},{name}\n")
    });
    workspace.write(
        "plans/million/deals.csv",
        header.to_string() + rows.collect::<String>().as_str(),
    );
    workspace
}

/// How many cells a row of a table has: pipes that are not escaped, less one.
fn n_cells(line: &str) -> usize {
    let mut n_pipes = 0;
    let mut is_escaped = false;
    for c in line.chars() {
        n_pipes += usize::from(c == '|' && !is_escaped);
        is_escaped = c == '\\' && !is_escaped;
    }
    n_pipes - 1
}

#[test]
fn a_table_keeps_its_shape() {
    for command in ["review --week 2026-W45", "deals --week 2026-W45 --format markdown"] {
        let review = workspace().run(command).printed();
        let table = review
            .lines()
            .skip_while(|line| !line.starts_with("| deal |"))
            .take_while(|line| line.starts_with('|'));
        let table: Vec<&str> = table.collect();
        assert_eq!(
            table.len(),
            NAMES.len() + 2,
            "{command}: a head, a rule and a row for each deal"
        );
        for line in table {
            assert_eq!(
                n_cells(line),
                n_cells("| a | b | c | d | e | f | g | h | i |"),
                "{line}"
            );
        }
    }
}

#[test]
fn a_review_has_the_headings_and_tags_that_it_has_anyway() {
    let frame = |review: &str| -> Vec<String> {
        let is_frame = |line: &&str| line.starts_with('#') || line.starts_with('<') || line.starts_with("---");
        let lines = review.lines().filter(is_frame).filter(|line| !line.starts_with("<!--"));
        lines
            .map(|line| line.trim_start_matches(|c: char| !c.is_alphabetic()).to_string())
            .collect()
    };
    let calm = Workspace::million();
    let header = "id,client,owner,segment,stage,amount,next-step,tags\n";
    let rows = (0..NAMES.len()).map(|index| format!("D-{index:02},Old Mill,anna,new,meeting,200000,call,\n"));
    calm.write(
        "plans/million/deals.csv",
        header.to_string() + rows.collect::<String>().as_str(),
    );
    let command = "review --week 2026-W45";
    assert_eq!(
        frame(&workspace().run(command).printed()),
        frame(&calm.run(command).printed())
    );
}

/// GitHub reads commands from lines of either stream, terminals from escapes.
#[test]
fn no_stream_carries_commands() {
    let workspace = workspace();
    let mut failures = Vec::new();
    let mut look = |workspace: &Workspace, line: &str| {
        let outcome = workspace.run(line);
        let lines = outcome.stdout.lines().chain(outcome.stderr.lines());
        let is_command = |line: &&str| line.starts_with("::") || line.starts_with("##[") || line.contains('\u{1b}');
        failures.extend(lines.filter(is_command).map(|found| format!("{line}: {found:?}")));
    };
    for command in ["check", "deals", "status", "review", "decompose"] {
        for format in ["human", "json", "markdown"] {
            look(&workspace, &format!("{command} --week 2026-W45 --format {format}"));
        }
    }
    // Where every name is a mistake.
    let rows = NAMES.iter().map(|name| format!("{0},{0},{0},{0},{0}\n", cell(name)));
    workspace.write(
        "plans/million/deals.csv",
        "id,segment,stage,amount,created\n".to_string() + rows.collect::<String>().as_str(),
    );
    let keys = NAMES
        .iter()
        .map(|name| format!("{} = 1\n", serde_json::Value::from(*name)));
    workspace.write("salesplan.toml", keys.collect::<String>());
    for command in ["check", "check --format json", "review --week 2026-W45"] {
        look(&workspace, command);
    }
    // An export with such headers and cells.
    let workspace = Workspace::million();
    workspace.write(
        "profiles/crm.toml",
        "schema-version = 1\nkind = \"deals\"\n[columns]\nid = \"Deal\"\nstage = \"Stage\"\n",
    );
    let headers: Vec<String> = NAMES.iter().map(|name| cell(name)).collect();
    let rows = headers
        .iter()
        .map(|name| format!("{name},{name},{}\n", headers.join(",")));
    workspace.write(
        "export.csv",
        format!("Deal,Stage,{}\n", headers.join(",")) + rows.collect::<String>().as_str(),
    );
    look(&workspace, "import export.csv --profile crm");
    look(&workspace, "import export.csv --profile nosuch");
    none_failed(&failures);
}

#[cfg(unix)]
#[test]
fn a_file_with_such_a_name_writes_no_line_of_its_own() {
    let workspace = Workspace::million();
    for path in [
        "plans/million/x\n::error::forged.csv",
        "rules/x\n::error::forged.rhai",
        "templates/x\n::error::forged.j2",
    ] {
        workspace.write(path, "");
    }
    for command in ["check", "review --week 2026-W45", "import nosuch.csv --profile nosuch"] {
        let outcome = workspace.run(command);
        assert!(!outcome.to_string().contains("\n::"), "{outcome}");
    }
    let check = workspace.run("check");
    assert!(
        check.stdout.contains("forged.csv"),
        "the file is named all the same: {check}"
    );
}
