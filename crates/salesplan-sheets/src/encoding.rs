//! The encoding of a text file: its byte order mark, what we are told, else what the bytes show.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

use crate::UNDECODED;

/// How far a file is looked into.
const SAMPLE: usize = 256 << 10;

pub(crate) struct Decoded {
    pub text: String,
    pub encoding: &'static Encoding,
    pub n_undecoded: usize,
}

pub(crate) fn decode(bytes: &[u8], told: Option<&'static Encoding>) -> Decoded {
    let encoding = told.unwrap_or_else(|| detect(bytes));
    // A byte order mark wins.
    let (text, encoding, had_errors) = encoding.decode(bytes);
    let n_undecoded = if had_errors { text.matches(UNDECODED).count() } else { 0 };
    Decoded {
        text: text.into_owned(),
        encoding,
        n_undecoded,
    }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf_16(sample) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    charset_of_page(sample).unwrap_or_else(|| single_byte(bytes))
}

/// Text of two bytes a character without a mark: every other byte of what is ASCII is 0.
fn utf_16(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 8;
    if odd > many && even * 4 < odd {
        Some(UTF_16LE)
    } else if even > many && odd * 4 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// `charset=…` in the head of a page.
fn charset_of_page(sample: &[u8]) -> Option<&'static Encoding> {
    if sample.trim_ascii_start().first() != Some(&b'<') {
        return None;
    }
    let head = String::from_utf8_lossy(&sample[..sample.len().min(4096)]).to_ascii_lowercase();
    let label = head.split("charset=").nth(1)?;
    let label: String = label
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// UTF-8 with a few broken places; else Russian, where letters beyond ASCII stand side by
/// side; else Western, where they stand alone among others.
fn single_byte(bytes: &[u8]) -> &'static Encoding {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if good > broken {
        return UTF_8;
    }
    let is_letter = |byte: &u8| *byte >= 0xc0;
    let n_letters = bytes.iter().filter(|byte| is_letter(byte)).count();
    let n_side_by_side = bytes.windows(2).filter(|pair| pair.iter().all(is_letter)).count();
    if n_side_by_side * 2 > n_letters {
        WINDOWS_1251
    } else {
        WINDOWS_1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        decode(bytes, None).encoding.name()
    }

    #[test]
    fn the_encoding_is_found() {
        let russian = "ID;Название сделки;Бюджет\n1;Ромашка;5\n";
        let utf_16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        assert_eq!(name(russian.as_bytes()), "UTF-8");
        assert_eq!(name(format!("\u{feff}{russian}").as_bytes()), "UTF-8");
        assert_eq!(name(&WINDOWS_1251.encode(russian).0), "windows-1251");
        assert_eq!(name("Id,Client\n1,Café Müller\n2,Crème\n".as_bytes()), "UTF-8");
        assert_eq!(name(b"Id,Client\n1,Caf\xe9 M\xfcller\n2,Cr\xe8me\n"), "windows-1252");
        assert_eq!(name(&utf_16("\u{feff}ID\tClient\n")), "UTF-16LE");
        assert_eq!(name(&utf_16("ID\tClient\n1\tAcme\n")), "UTF-16LE");
        assert_eq!(name(b"\xfe\xff\0I\0D"), "UTF-16BE");
        assert_eq!(name(b"\0I\0D\0,\0N\0\n\x001\0,\0x\0\n"), "UTF-16BE");
    }

    #[test]
    fn a_few_broken_bytes_do_not_make_a_text_another() {
        let mut bytes = "ID;Название\n1;Ромашка".as_bytes().to_vec();
        bytes.pop();
        let decoded = decode(&bytes, None);
        assert_eq!((decoded.encoding.name(), decoded.n_undecoded), ("UTF-8", 1));
    }

    #[test]
    fn a_page_names_its_own() {
        let page = "<meta content=\"text/html; charset=windows-1251\"><table><tr><td>\u{418}\u{434}</td></tr></table>";
        assert_eq!(name(&WINDOWS_1251.encode(page).0), "windows-1251");
    }
}
