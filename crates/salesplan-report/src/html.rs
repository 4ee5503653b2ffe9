//! Our own Markdown as one HTML file that needs nothing else: no script, no request, a small
//! style for light and dark screens and for paper.
//!
//! Markdown is taken apart by a library. Of raw HTML only the tags that templates write
//! themselves come through: folded parts. Texts of files are escaped in the Markdown already,
//! and whatever else looks like HTML becomes text here.

use std::collections::BTreeMap;

use crate::escape::plain;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Everything that reads well in a page of its own.
const STYLE: &str = "\
:root{color-scheme:light dark;--text:#1f2328;--soft:#57606a;--line:#d0d7de;--band:#f6f8fa;--page:#fff;--link:#0969da}\
@media screen and (prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9198a1;--line:#3d444d;--band:#151b23;--page:#0d1117;--link:#4493f8}}\
*{box-sizing:border-box}\
body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:var(--page);color:var(--text);\
font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}\
h1{font-size:1.7rem;line-height:1.25;margin:0 0 1rem}\
h2{font-size:1.2rem;margin:2.2rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}\
p,ul,ol{margin:.6rem 0}li{margin:.2rem 0}li>p{margin:.15rem 0}a{color:var(--link)}\
.wide{overflow-x:auto;margin:.8rem 0}\
table{border-collapse:collapse;font-size:.92rem;font-variant-numeric:tabular-nums}\
th,td{padding:.32rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}\
th{background:var(--band);font-weight:600;vertical-align:bottom}td:first-child{min-width:7rem}\
td[style*=right]{white-space:nowrap}\
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--band);padding:.1em .35em;border-radius:4px}\
details{margin:.8rem 0;border:1px solid var(--line);border-radius:6px;padding:.2rem .9rem}\
summary{cursor:pointer;font-weight:600;padding:.35rem 0}\
figure{margin:1rem 0;overflow-x:auto}figure svg{max-width:100%;min-width:38rem;height:auto}\
hr{border:0;border-top:1px solid var(--line);margin:2rem 0 1rem}\
@page{size:A4;margin:12mm 15mm}\
@media print{html{font-size:9pt}body{max-width:none;padding:0;font-size:1rem;line-height:1.35}p,ul,ol{margin:.45rem 0}h1{font-size:1.5rem;margin:0 0 .6rem}.wide{overflow:visible;margin:.5rem 0}h2{margin:1.1rem 0 .5rem}\
th,td{padding:.14rem .5rem}h2,summary,p:has(+.wide),p:has(+ul),p:has(+ol){break-after:avoid}tr,figure,li{break-inside:avoid}thead{display:table-header-group}\
table:has(th:nth-child(7)){width:100%}table:has(th:nth-child(7)) td:first-child{min-width:0}\
table:has(th:nth-child(9)){font-size:.8rem}table:has(th:nth-child(9)) td:first-child{min-width:5rem}table:has(th:nth-child(9)) :is(th,td){padding:.12rem .3rem}\
figure{margin:.5rem 0;overflow:visible}figure svg{width:13cm;min-width:0}hr{margin:.8rem 0 .4rem}\
details{border:0;padding:0}summary{list-style:none}summary::-webkit-details-marker{display:none}\
details::details-content{content-visibility:visible;block-size:auto}}";

/// A page from our Markdown. `language` is its code; `charts` are drawings by the names of
/// their files, which take the place of the pictures that the Markdown names.
pub fn page(markdown: &str, language: &str, charts: &BTreeMap<String, String>) -> String {
    let mut body = String::with_capacity(markdown.len() * 2);
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    pulldown_cmark::html::push_html(&mut body, Reader::new(charts).read(events).into_iter());
    let body = body.replace("<table>", "<div class=\"wide\"><table>");
    let body = body.replace("</table>", "</table></div>");
    let title = markdown
        .lines()
        .find_map(|line| line.strip_prefix("# "))
        .map(plain)
        .unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escaped(language),
        escaped(&title),
    )
}

/// Reads the parts of a text and leaves out what a page must not have.
struct Reader<'c> {
    charts: &'c BTreeMap<String, String>,
    /// Where the folded part that is being read begins; it goes when nothing is in it.
    folded_from: Option<usize>,
    /// What is left out until its end.
    skipped: Option<TagEnd>,
}

impl<'c> Reader<'c> {
    fn new(charts: &'c BTreeMap<String, String>) -> Self {
        Self {
            charts,
            folded_from: None,
            skipped: None,
        }
    }

    fn read<'t>(mut self, events: impl Iterator<Item = Event<'t>>) -> Vec<Event<'t>> {
        let mut kept: Vec<Event<'t>> = Vec::new();
        for event in events {
            if let Some(end) = self.skipped {
                if matches!(&event, Event::End(tag) if *tag == end) {
                    self.skipped = None;
                }
                continue;
            }
            match event {
                // A drawing in the language of another program needs that program.
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) if &*kind == "mermaid" => {
                    self.skipped = Some(TagEnd::CodeBlock);
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    self.skipped = Some(TagEnd::Image);
                    let drawing = self.charts.get(&*dest_url);
                    kept.extend(drawing.map(|svg| Event::Html(format!("<figure>{svg}</figure>").into())));
                }
                Event::Start(Tag::Link { ref dest_url, .. }) if !is_plain_link(dest_url) => {
                    kept.push(Event::Start(Tag::Emphasis));
                }
                Event::Html(text) | Event::InlineHtml(text) => self.html(&text, &mut kept),
                Event::Text(text) => kept.push(Event::Text(unbroken(&text).into())),
                other => kept.push(other),
            }
        }
        kept
    }

    fn html<'t>(&mut self, text: &str, kept: &mut Vec<Event<'t>>) {
        for line in text.split_inclusive('\n') {
            let tag = line.trim();
            let summary = tag
                .strip_prefix("<summary>")
                .and_then(|rest| rest.strip_suffix("</summary>"));
            if tag == "<details>" {
                self.folded_from = Some(kept.len());
                kept.push(Event::Html("<details>\n".into()));
            } else if tag == "</details>" {
                let from = self.folded_from.take();
                // Its mark and its title alone are nothing to unfold.
                let is_empty = from.is_some_and(|from| {
                    kept[from..].iter().all(|event| {
                        matches!(
                            event,
                            Event::Html(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)
                        )
                    }) && !kept[from..]
                        .iter()
                        .any(|event| matches!(event, Event::Html(html) if html.contains("<svg")))
                });
                match from.filter(|_| is_empty) {
                    Some(from) => kept.truncate(from),
                    None => kept.push(Event::Html("</details>\n".into())),
                }
            } else if let Some(title) = summary {
                kept.push(Event::Html(
                    format!("<summary>{}</summary>\n", escaped(&plain(title))).into(),
                ));
            } else if !tag.starts_with("<!--") && !tag.is_empty() {
                kept.push(Event::Text(line.to_string().into()));
            }
        }
    }
}

/// A day stays with its month and a figure with its sign: `13 November`, `50 %`.
fn unbroken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut last = ' ';
    while let Some(c) = rest.next() {
        let is_bound = rest.peek().is_some_and(|next| next.is_uppercase() || *next == '%');
        out.push(if c == ' ' && last.is_ascii_digit() && is_bound {
            '\u{a0}'
        } else {
            c
        });
        last = c;
    }
    out
}

/// A link to a page beside this one. Others are not ours, and may do anything.
fn is_plain_link(url: &str) -> bool {
    !url.contains(':') && !url.starts_with("//")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(markdown: &str) -> String {
        let page = page(markdown, "en", &BTreeMap::new());
        let (_, body) = page.split_once("<body>\n").unwrap();
        body.replace("</body>\n</html>\n", "")
    }

    #[test]
    fn html_in_texts_stays_text() {
        for hostile in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<svg onload=alert(1)>",
            "<details open ontoggle=alert(1)>",
            "<style>*{display:none}</style>",
            "<iframe src=//x></iframe>",
        ] {
            let html = body(hostile);
            assert!(
                !html.contains("<script") && !html.contains("<img") && !html.contains("<svg"),
                "{html}"
            );
            assert!(
                !html.contains("<details") && !html.contains("<style") && !html.contains("<iframe"),
                "{html}"
            );
        }
    }

    #[test]
    fn links_lead_only_to_pages_beside_this_one() {
        assert!(body("[x](2026-W45.md)").contains("href=\"2026-W45.md\""));
        for url in [
            "javascript:alert(1)",
            "https://example.org",
            "data:text/html,x",
            "//example.org",
        ] {
            let html = body(&format!("[x]({url})"));
            assert!(!html.contains("href"), "{html}");
        }
        assert!(!body("![x](https://example.org/x.png)").contains("example.org"));
    }

    #[test]
    fn a_day_stays_with_its_month_and_a_figure_with_its_sign() {
        let html = body("by 13 November 50 % of 20 leads");
        assert_eq!(html, "<p>by 13\u{a0}November 50\u{a0}% of 20 leads</p>\n");
    }

    #[test]
    fn folded_parts_fold_and_empty_ones_go() {
        let folded = body("<details>\n<summary>A \\| B</summary>\n\nText\n\n</details>\n");
        assert!(
            folded.contains("<summary>A | B</summary>") && folded.contains("</details>"),
            "{folded}"
        );
        let drawing =
            body("<details>\n<summary>A drawing</summary>\n\n```mermaid\nflowchart\n```\n\n</details>\n\nAfter\n");
        assert!(!drawing.contains("details") && drawing.contains("After"), "{drawing}");
    }

    #[test]
    fn charts_take_the_place_of_their_pictures() {
        let charts = [("w/goal.svg".to_string(), "<svg>drawn</svg>".to_string())].into();
        let page = page("# A\n\n![about](w/goal.svg)\n", "ru", &charts);
        assert!(
            page.contains("<figure><svg>drawn</svg></figure>") && page.contains("<html lang=\"ru\">"),
            "{page}"
        );
        assert!(page.contains("<title>A</title>") && !page.contains("about"), "{page}");
    }
}
