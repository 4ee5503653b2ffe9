//! What templates may do to a figure: write it the way people read it.

use fluent_bundle::FluentArgs;
use minijinja::value::Kwargs;
use minijinja::{Error, ErrorKind, Value};

use crate::escape;
use crate::language::Language;

/// `1000000.00` as `1,000,000`. Sums of a hundred and more are rounded to whole
/// units for reading (halves away from zero); JSON has every digit.
pub(crate) fn money(language: &Language, value: &Value) -> Result<String, Error> {
    let text = value
        .as_str()
        .ok_or_else(|| wrong("money", "a sum such as \"1200.00\"", value))?;
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(wrong("money", "a sum such as \"1200.00\"", value));
    }
    let numbers = language.numbers();
    if whole.len() > 2 && fraction.bytes().next().is_some_and(|tenths| tenths >= b'5') {
        let rounded_up = whole
            .parse::<u128>()
            .map_err(|_| wrong("money", "a sum that fits", value))?
            .saturating_add(1);
        return Ok(format!("{sign}{}", numbers.grouped(&rounded_up.to_string())));
    }
    let fraction = if whole.len() > 2 { "" } else { fraction };
    let grouped = numbers.grouped(whole);
    Ok(if fraction.bytes().all(|byte| byte == b'0') {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}{}{fraction}", numbers.decimal)
    })
}

/// A count with groups of thousands.
pub(crate) fn count(language: &Language, value: &Value) -> Result<String, Error> {
    let number = i128::try_from(value.clone()).map_err(|_| wrong("count", "a whole number", value))?;
    Ok(language.numbers().grouped(&number.to_string()))
}

/// Money, a count, or an expected count with one decimal, whichever it is.
pub(crate) fn figure(language: &Language, value: &Value) -> Result<String, Error> {
    if value.as_str().is_some() {
        return money(language, value);
    }
    match f64::try_from(value.clone()) {
        Ok(number) if value.is_number() && (number.fract() != 0.0 || number.abs() < 9e15) => {
            Ok(language.numbers().number(number))
        }
        _ => count(language, value),
    }
}

/// The same with every digit, for two figures that are written alike and are not.
pub(crate) fn exact(language: &Language, value: &Value) -> Result<String, Error> {
    let Some(text) = value.as_str() else {
        return figure(language, value);
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = money(language, &Value::from(whole))?;
    if fraction.is_empty() {
        return Ok(whole);
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong("exact", "a sum such as \"1200.00\"", value));
    }
    Ok(format!("{whole}{}{fraction}", language.numbers().decimal))
}

/// `0.595` as `59.5 %`; whole percents without a fraction.
pub(crate) fn percent(language: &Language, value: &Value) -> Result<String, Error> {
    let number = f64::try_from(value.clone()).map_err(|_| wrong("percent", "a number", value))?;
    let tenths = (number * 1000.0).round() / 10.0;
    said(language, "percent", [("n", language.numbers().number(tenths))])
}

/// A chance as percents; never a certainty that it is not.
pub(crate) fn chance(language: &Language, value: &Value) -> Result<String, Error> {
    let number = f64::try_from(value.clone()).map_err(|_| wrong("chance", "a number", value))?;
    if number < 0.001 {
        said(language, "chance-under", [("n", language.numbers().number(0.1))])
    } else if number > 0.999 && number < 1.0 {
        said(language, "chance-over", [("n", language.numbers().number(99.9))])
    } else {
        percent(language, value)
    }
}

/// `0.032` as `+3.2 points`: what is added to a chance.
pub(crate) fn points(language: &Language, value: &Value) -> Result<String, Error> {
    let number = f64::try_from(value.clone()).map_err(|_| wrong("points", "a number", value))?;
    // Adding zero turns a negative zero into a plain one.
    let text = format!("{:+.1}", (number * 1000.0).round() / 10.0 + 0.0);
    said(
        language,
        "points",
        [("n", text.replace('.', &language.numbers().decimal))],
    )
}

/// `0.21345` as `0.2135`: a score, or another figure about a rule.
pub(crate) fn score(value: &Value) -> Result<String, Error> {
    let number = f64::try_from(value.clone()).map_err(|_| wrong("score", "a number", value))?;
    Ok(format!("{number:.4}"))
}

/// The same with its sign: what changes in a score.
pub(crate) fn change(value: &Value) -> Result<String, Error> {
    let number = f64::try_from(value.clone()).map_err(|_| wrong("change", "a number", value))?;
    Ok(format!("{number:+.4}"))
}

/// A text inside the label of a drawing: every character that the drawing's language might
/// take for its own is written as its number.
pub(crate) fn label(value: &Value) -> Result<Value, Error> {
    let text = value.as_str().ok_or_else(|| wrong("label", "a text", value))?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '%') => out.push(c),
            _ if c.is_control() => out.push(' '),
            _ => out.push_str(&format!("#{};", u32::from(c))),
        }
    }
    Ok(Value::from_safe_string(out))
}

/// A chart of the report in a drawing's language, whose texts are written for it already: as it is.
/// Its fence is not for it to end.
pub(crate) fn drawing(value: &Value) -> Result<Value, Error> {
    let text = value.as_str().ok_or_else(|| wrong("drawing", "a chart", value))?;
    Ok(Value::from_safe_string(text.replace("```", "")))
}

/// `2026-12-02` as `2 December`; the year stands in the head of the review.
pub(crate) fn day(language: &Language, value: &Value) -> Result<String, Error> {
    date(language, value, "day")
}

/// The same with its year.
pub(crate) fn full_day(language: &Language, value: &Value) -> Result<String, Error> {
    date(language, value, "full-day")
}

fn date(language: &Language, value: &Value, key: &'static str) -> Result<String, Error> {
    let date = value
        .as_str()
        .and_then(|text| text.parse::<jiff::civil::Date>().ok())
        .ok_or_else(|| wrong(key, "a date", value))?;
    language.date(key, date).map_err(unsaid)
}

/// `t("key", name=value)`: a message of the catalogue. Texts of files are escaped before they
/// are put into it; numbers choose the plural.
pub(crate) fn message(language: &Language, key: &str, arguments: &Kwargs) -> Result<Value, Error> {
    let mut given = FluentArgs::new();
    for name in arguments.args() {
        let value: Value = arguments.get(name)?;
        match value.as_str() {
            Some(text) if value.is_safe() => given.set(name.to_string(), text.to_string()),
            Some(text) => given.set(name.to_string(), escape::markdown(text)),
            None if value.is_number() => {
                let number = f64::try_from(value.clone())?;
                given.set(name.to_string(), number);
            }
            None => return Err(wrong("t", "texts and numbers", &value)),
        }
    }
    let text = language.say(key, &given).map_err(unsaid)?;
    Ok(Value::from_safe_string(text))
}

fn said<const N: usize>(
    language: &Language,
    key: &str,
    arguments: [(&'static str, String); N],
) -> Result<String, Error> {
    let arguments: FluentArgs<'_> = arguments.into_iter().collect();
    language.say(key, &arguments).map_err(unsaid)
}

fn unsaid(why: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, why)
}

/// `1 deal`, `2 deals`: the count with the word that goes with it.
pub(crate) fn counted(language: &Language, value: &Value, one: &str, many: &str) -> Result<Value, Error> {
    let text = count(language, value)?;
    let word = if text == "1" { one } else { many };
    Ok(Value::from_safe_string(format!("{text} {}", escape::markdown(word))))
}

fn wrong(filter: &str, wanted: &str, value: &Value) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("the filter `{filter}` wants {wanted}, not {}", value.kind()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_people_read_them() {
        let en = &Language::of("en");
        for (sum, text) in [
            ("1000000.00", "1,000,000"),
            ("-1234.50", "-1,235"),
            ("0.00", "0"),
            ("99.50", "99.50"),
            ("999.50", "1,000"),
            ("999999.99", "1,000,000"),
            ("1000.001", "1,000"),
        ] {
            assert_eq!(money(en, &Value::from(sum)).unwrap(), text);
        }
        for (sum, text) in [
            ("-999999.80", "-999,999.80"),
            ("1000.00", "1,000.00"),
            ("1000", "1,000"),
        ] {
            assert_eq!(exact(en, &Value::from(sum)).unwrap(), text);
        }
        assert!(exact(en, &Value::from("1.x")).is_err());
        for (number, text) in [(0.5951, "59.5 %"), (0.3, "30 %"), (1.0, "100 %"), (0.0, "0 %")] {
            // A figure and its sign stay on one line.
            let text = text.replace(' ', "\u{a0}");
            assert_eq!(percent(en, &Value::from(number)).unwrap(), text);
        }
        assert_eq!(
            label(&Value::from("1. \"New\" <b>`x`")).unwrap().as_str(),
            Some("1#46; #34;New#34; #60;b#62;#96;x#96;")
        );
        assert_eq!(points(en, &Value::from(-0.00001)).unwrap(), "+0.0 points");
        assert_eq!(day(en, &Value::from("2026-12-02")).unwrap(), "2\u{a0}December");
        assert_eq!(count(en, &Value::from(-1234567)).unwrap(), "-1,234,567");
        assert!(
            money(en, &Value::from("<b>")).is_err()
                && money(en, &Value::from(5)).is_err()
                && day(en, &Value::from("2026")).is_err()
        );
    }
}
