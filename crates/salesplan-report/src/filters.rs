//! What templates may do to a figure: write it the way people read it.

use minijinja::{Error, ErrorKind, Value};

use crate::escape;

/// `1000000.00` as `1,000,000`. Sums of a hundred and more are rounded to whole
/// units for reading (halves away from zero); JSON has every digit.
pub(crate) fn money(value: &Value) -> Result<String, Error> {
    let text = value
        .as_str()
        .ok_or_else(|| wrong("money", "a sum such as \"1200.00\"", value))?;
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return Err(wrong("money", "a sum such as \"1200.00\"", value));
    }
    if whole.len() > 2 && fraction.bytes().next().is_some_and(|tenths| tenths >= b'5') {
        let rounded_up = whole
            .parse::<u128>()
            .map_err(|_| wrong("money", "a sum that fits", value))?
            .saturating_add(1);
        return Ok(format!("{sign}{}", grouped(&rounded_up.to_string())));
    }
    let fraction = if whole.len() > 2 { "" } else { fraction };
    let grouped = grouped(whole);
    Ok(if fraction.bytes().all(|byte| byte == b'0') {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{fraction}")
    })
}

/// A count with groups of thousands.
pub(crate) fn count(value: &Value) -> Result<String, Error> {
    let number = i128::try_from(value.clone()).map_err(|_| wrong("count", "a whole number", value))?;
    let sign = if number < 0 { "-" } else { "" };
    Ok(format!("{sign}{}", grouped(&number.unsigned_abs().to_string())))
}

/// Money, a count, or an expected count with one decimal, whichever it is.
pub(crate) fn figure(value: &Value) -> Result<String, Error> {
    if value.as_str().is_some() {
        return money(value);
    }
    match f64::try_from(value.clone()) {
        Ok(number) if number.fract() != 0.0 => Ok(format!("{number:.1}")),
        Ok(number) if value.is_number() && number.abs() < 9e15 => count(&Value::from(number as i64)),
        _ => count(value),
    }
}

/// `0.595` as `59.5 %`; whole percents without a fraction.
pub(crate) fn percent(value: &Value) -> Result<String, Error> {
    let number = f64::try_from(value.clone()).map_err(|_| wrong("percent", "a number", value))?;
    let tenths = (number * 1000.0).round() / 10.0;
    Ok(if tenths.fract() == 0.0 {
        format!("{tenths:.0} %")
    } else {
        format!("{tenths:.1} %")
    })
}

/// A chance as percents; never a certainty that it is not.
pub(crate) fn chance(value: &Value) -> Result<String, Error> {
    let number = f64::try_from(value.clone()).map_err(|_| wrong("chance", "a number", value))?;
    Ok(if number < 0.001 {
        "under 0.1 %".into()
    } else if number > 0.999 && number < 1.0 {
        "over 99.9 %".into()
    } else {
        percent(value)?
    })
}

/// `0.032` as `+3.2 points`: what is added to a chance.
pub(crate) fn points(value: &Value) -> Result<String, Error> {
    let number = f64::try_from(value.clone()).map_err(|_| wrong("points", "a number", value))?;
    // Adding zero turns a negative zero into a plain one.
    Ok(format!("{:+.1} points", (number * 1000.0).round() / 10.0 + 0.0))
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

pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026-12-02` as `2 December`; the year stands in the head of the review.
pub(crate) fn day(value: &Value) -> Result<String, Error> {
    let date = value
        .as_str()
        .and_then(|text| text.parse::<jiff::civil::Date>().ok())
        .ok_or_else(|| wrong("day", "a date", value))?;
    let month = MONTHS[usize::try_from(date.month() - 1).unwrap_or(0)];
    Ok(format!("{} {month}", date.day()))
}

/// `2026-12-02` as `2 December 2026`.
pub(crate) fn full_day(value: &Value) -> Result<String, Error> {
    let year = value
        .as_str()
        .and_then(|text| text.get(..4))
        .ok_or_else(|| wrong("full_day", "a date", value))?;
    Ok(format!("{} {year}", day(value)?))
}

/// `1 deal`, `2 deals`: the count with the word that goes with it.
pub(crate) fn counted(value: &Value, one: &str, many: &str) -> Result<Value, Error> {
    let text = count(value)?;
    let word = if text == "1" { one } else { many };
    Ok(Value::from_safe_string(format!("{text} {}", escape::markdown(word))))
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
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
        for (sum, text) in [
            ("1000000.00", "1,000,000"),
            ("-1234.50", "-1,235"),
            ("0.00", "0"),
            ("99.50", "99.50"),
            ("999.50", "1,000"),
            ("999999.99", "1,000,000"),
            ("1000.001", "1,000"),
        ] {
            assert_eq!(money(&Value::from(sum)).unwrap(), text);
        }
        for (number, text) in [(0.5951, "59.5 %"), (0.3, "30 %"), (1.0, "100 %"), (0.0, "0 %")] {
            assert_eq!(percent(&Value::from(number)).unwrap(), text);
        }
        assert_eq!(
            label(&Value::from("1. \"New\" <b>`x`")).unwrap().as_str(),
            Some("1#46; #34;New#34; #60;b#62;#96;x#96;")
        );
        assert_eq!(points(&Value::from(-0.00001)).unwrap(), "+0.0 points");
        assert_eq!(day(&Value::from("2026-12-02")).unwrap(), "2 December");
        assert_eq!(count(&Value::from(-1234567)).unwrap(), "-1,234,567");
        assert!(
            money(&Value::from("<b>")).is_err()
                && money(&Value::from(5)).is_err()
                && day(&Value::from("2026")).is_err()
        );
    }
}
