//! Committed lines as text: blocks of TOML, and rows of CSV for people who keep tables.

use salesplan_model::agreement::Quota;
use salesplan_model::commitment::{Commitment, Draft, DraftLine, Rest, Source};
use salesplan_model::money::Money;
use salesplan_model::plan::{Metric, Plan};
use salesplan_model::rate::Rate;
use salesplan_sheets::guarded;

use crate::commitments::COLUMNS;

/// The line with which a block begins.
const HEAD: &str = "[[commitments]]";

/// Texts by column; empty ones are left out.
type Fields = Vec<(&'static str, String)>;

fn fields(line: &Commitment, plan: &Plan) -> Fields {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let of = |column: &str| match column {
        "source" => line.source.as_ref().map(Source::word),
        "segment" => Some(plan.segments[line.segment].id.to_string()),
        "client" => line.client.clone(),
        "deal" => line.deal.as_ref().map(ToString::to_string),
        "amount" => line.brings.amount.map(sum),
        "deals" => line.brings.deals.map(|deals| deals.to_string()),
        "likelihood" => line.likelihood.map(rate),
        "share" => line.share.map(rate),
        "when" => line.when.as_ref().map(|when| when.text.clone()),
        "action" => line.action.clone(),
        "due" => day(line.due),
        "done" => day(line.done),
        _ => None,
    };
    COLUMNS
        .iter()
        .filter_map(|column| Some((*column, of(column)?)))
        .collect()
}

/// A sum without zeros that say nothing.
fn sum(sum: Money) -> String {
    sum.to_decimal().normalize().to_string()
}

/// Whole percents as percents, anything else as its fraction.
fn rate(rate: Rate) -> String {
    let hundredths = u128::from(rate.numerator()) * 100;
    let denominator = u128::from(rate.denominator());
    if hundredths.is_multiple_of(denominator) {
        format!("{}%", hundredths / denominator)
    } else {
        rate.to_string()
    }
}

/// A block of TOML.
pub fn block(line: &Commitment, plan: &Plan) -> String {
    let mut text = format!("{HEAD}\n");
    for (column, value) in fields(line, plan) {
        let value = match column {
            "amount" => grouped(&value),
            "deals" | "due" | "done" => value,
            _ => toml::Value::String(value).to_string(),
        };
        text += &format!("{column} = {value}\n");
    }
    text
}

/// Digits with `_` between thousands, as TOML allows.
fn grouped(number: &str) -> String {
    let (whole, fraction) = number
        .split_once('.')
        .map_or((number, None), |(whole, part)| (whole, Some(part)));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && !out.ends_with('-') {
            out.push('_');
        }
        out.push(digit);
    }
    fraction.map_or(out.clone(), |fraction| format!("{out}.{fraction}"))
}

/// The text of a drafted file. Whatever only the person can say stands in comments.
pub fn draft(draft: &Draft, plan: &Plan, name: &str) -> String {
    let mut text = format!(
        "# What {} brings of \"{}\", from {}: how, and from where.\n",
        one_line(name),
        one_line(&plan.title),
        plan.period,
    );
    for quota in &draft.quotas {
        let Some(index) = plan.segment_index(quota.segment.as_str()) else {
            continue;
        };
        let segment = &plan.segments[index];
        let titles = segment.stages.iter().map(|stage| one_line(&stage.title));
        let stages: Vec<String> = titles
            .zip(&quota.stages)
            .map(|(title, stage)| format!("{title} {}", stage.need))
            .collect();
        let figure = match quota.quota {
            Quota::Revenue(sum) => format!("{} {}", whole(sum), sum.currency),
            Quota::Deals(count) => format!("{count} deals"),
        };
        text += &format!("#   {}: {figure} ({})\n", one_line(&segment.title), stages.join(", "));
    }
    text += "#\n# Change what is here until it is your plan; what stands behind a # is not counted.\n# Then: `salesplan team` shows what is still without a source, `salesplan agree` what is agreed.\n";
    for drafted in &draft.lines {
        text += "\n";
        text += &drafted_block(drafted, plan);
    }
    for rest in &draft.rest {
        text += "\n";
        text += &rest_block(rest, plan);
    }
    text
}

fn drafted_block(drafted: &DraftLine, plan: &Plan) -> String {
    let mut text = format!("# {}\n", one_line(&drafted.why));
    let mut own = block(&drafted.line, plan);
    let is_earned = drafted.line.source.as_ref().is_some_and(Source::is_earned);
    let asks = [
        (
            drafted.line.likelihood.is_none() && !is_earned,
            "likelihood = \"\"     # how likely?",
        ),
        (
            drafted.line.when.is_none() && !is_earned,
            "when = \"\"           # in which month or week?",
        ),
        (
            drafted.line.action.is_none() && !is_earned,
            "action = \"\"         # what do you do for it?",
        ),
        (
            drafted.line.due.is_none() && !is_earned,
            "due = 2026-01-01    # and until when?",
        ),
    ];
    for (_, ask) in asks.iter().filter(|(is_asked, _)| *is_asked) {
        own += &format!("# {ask}\n");
    }
    if drafted.is_open {
        own = own
            .lines()
            .map(|line| format!("# {}\n", line.trim_start_matches("# ")))
            .collect();
    }
    text += &own;
    text
}

/// A sum in whole units, with `_` between thousands.
fn whole(sum: Money) -> String {
    grouped(&sum.to_decimal().round().to_string())
}

/// What is left, as lines to fill in.
fn rest_block(rest: &Rest, plan: &Plan) -> String {
    let segment = &plan.segments[rest.segment];
    let figure = match plan
        .goal
        .currency
        .filter(|_| plan.goal.amount.metric() != Metric::Deals)
    {
        Some(currency) => whole(Money::new(rest.units, currency)),
        None => rest.units.to_string(),
    };
    let deals = if rest.deals == 1 {
        "1 deal".to_string()
    } else {
        format!("{} deals", rest.deals)
    };
    let leads = rest
        .leads
        .map(|leads| format!(", for which it takes {leads} leads"))
        .unwrap_or_default();
    let mut text = format!(
        "# {} of {} have no source yet, weighed by likelihood: {deals}{leads}.\n",
        figure,
        one_line(&segment.title)
    );
    let source = match rest.channels.first() {
        Some(channel) => format!("new:{channel}"),
        None if segment.last_stage() > 0 => "new".to_string(),
        None => "repeat".to_string(),
    };
    let others: Vec<String> = rest
        .channels
        .iter()
        .skip(1)
        .map(|channel| format!("new:{channel}"))
        .collect();
    if segment.last_stage() > 0 {
        let also: Vec<String> = others.into_iter().chain(["own-prospecting".to_string()]).collect();
        text += &format!("# Sources: {source}, {}.\n", also.join(", "));
    }
    let amount = match plan.goal.amount.metric() {
        Metric::Deals => format!("deals = {}", rest.deals),
        _ => format!("amount = {figure}"),
    };
    let lines = [
        HEAD.to_string(),
        format!("source = {}", toml::Value::String(source)),
        format!("segment = \"{}\"", segment.id),
        amount,
        "likelihood = \"\"".into(),
        "when = \"\"".into(),
        "action = \"\"".into(),
        format!("due = {}", plan.period.from),
    ];
    text += &lines.map(|line| format!("# {line}\n")).concat();
    text
}

/// A text inside a comment.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Lines as a table.
pub fn to_csv(lines: &[Commitment], plan: &Plan) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for line in lines {
        let fields = fields(line, plan);
        let cell = |column: &&str| {
            let text = fields
                .iter()
                .find(|(name, _)| name == column)
                .map_or("", |(_, text)| text.as_str());
            guarded(text).into_owned()
        };
        let _ = writer.write_record(COLUMNS.iter().map(cell));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A table as a spreadsheet saved it, with commas between its fields. Lines that are empty but for separators are left out.
pub fn plain_csv(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: char| first.matches(delimiter).count();
    let delimiter = [';', '\t', ',']
        .into_iter()
        .max_by_key(|delimiter| (count(*delimiter), *delimiter == ','));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.map_or(b',', |delimiter| u8::try_from(delimiter).unwrap_or(b',')))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in reader.records().map_while(Result::ok) {
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let _ = writer.write_record(&record);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The text of a file with other lines: blocks of lines that stay as they are keep their
/// bytes, with the comments in and above them.
pub fn replaced(text: &str, before: &[Commitment], after: &[Commitment], plan: &Plan) -> String {
    let (head, blocks) = blocks(text);
    if blocks.len() != before.len() {
        // Lines that are written in another way than in blocks are written anew.
        let all: Vec<String> = after.iter().map(|line| block(line, plan)).collect();
        return joined(String::new(), &all);
    }
    let mut old: Vec<(Fields, Option<&str>)> = before
        .iter()
        .zip(&blocks)
        .map(|(line, block)| (fields(line, plan), Some(*block)))
        .collect();
    let of_line = |line: &Commitment| {
        let own = fields(line, plan);
        let same = old.iter_mut().find(|(fields, block)| block.is_some() && *fields == own);
        let kept = same.and_then(|(_, block)| block.take());
        kept.map_or_else(|| block(line, plan), str::to_string)
    };
    let new: Vec<String> = after.iter().map(of_line).collect();
    if new.iter().map(String::as_str).eq(blocks.iter().copied()) {
        return text.to_string();
    }
    joined(head.to_string(), &new)
}

/// The texts of two files after some blocks of the first have moved to the end of the second.
/// Shape of `moves`: one a block of the first. `None` where it is not written in blocks.
pub fn moved(from: &str, to: &str, moves: &[bool]) -> Option<(String, String)> {
    let (head, own) = blocks(from);
    if own.len() != moves.len() {
        return None;
    }
    let (mut stay, mut go) = (Vec::new(), Vec::new());
    for (block, moves) in own.iter().zip(moves) {
        if *moves {
            let (line, rest) = line_and_rest(block);
            go.push(line.to_string());
            stay.extend((!rest.trim().is_empty()).then(|| rest.trim_start_matches(['\r', '\n']).to_string()));
        } else {
            stay.push(block.to_string());
        }
    }
    Some((joined(head.to_string(), &stay), joined(to.to_string(), &go)))
}

/// A block up to the first empty line after it, and what follows: it speaks of other things.
fn line_and_rest(block: &str) -> (&str, &str) {
    let head = block.find(HEAD).unwrap_or(0);
    let mut at = head;
    for line in block[head..].split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        at += line.len();
    }
    block.split_at(at)
}

fn joined(head: String, blocks: &[String]) -> String {
    let mut text = head;
    for block in blocks {
        if !text.is_empty() {
            text.truncate(text.trim_end().len());
            text += "\n\n";
        }
        text += block;
    }
    text
}

/// The text before the first block, and the blocks, each with the comments right above it.
fn blocks(text: &str) -> (&str, Vec<&str>) {
    let mut starts = Vec::new();
    let mut comment = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let plain = line.trim();
        if plain.starts_with(HEAD) {
            starts.push(comment.take().unwrap_or(at));
        } else if plain.starts_with('#') {
            comment = comment.or(Some(at));
        } else {
            comment = None;
        }
        at += line.len();
    }
    // What stands at the top of the file speaks of all of it.
    if let Some(first) = starts.first_mut().filter(|first| **first == 0) {
        *first = text.find(HEAD).unwrap_or(0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let blocks = starts.iter().zip(ends).map(|(from, to)| &text[*from..to]).collect();
    (&text[..starts.first().copied().unwrap_or(text.len())], blocks)
}
