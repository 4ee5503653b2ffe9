//! Digests by which a review names its sources.

use sha2::{Digest, Sha256};

/// SHA-256 over named parts, each with its length before it so that no two
/// different lists of parts run together. Written `sha256:` and 64 hex digits.
pub fn of_parts<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in parts {
        hash.update((name.len() as u64).to_be_bytes());
        hash.update(name.as_bytes());
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    written(&hash.finalize())
}

/// SHA-256 of bytes as they are, as any other program computes it.
pub fn of_bytes(bytes: &[u8]) -> String {
    written(&Sha256::digest(bytes))
}

/// SHA-256 of a text whose lines end by LF, however a checkout has ended them.
pub fn of_text(text: &str) -> String {
    of_bytes(text.replace("\r\n", "\n").as_bytes())
}

fn written(hash: &[u8]) -> String {
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let digest = |parts: &[(&str, &str)]| of_parts(parts.iter().map(|(n, b)| (*n, b.as_bytes())));
        assert_ne!(digest(&[("ab", "c")]), digest(&[("a", "bc")]));
        assert_ne!(digest(&[("a", ""), ("b", "")]), digest(&[("a", "b")]));
        assert_eq!(digest(&[("a", "b")]).len(), "sha256:".len() + 64);
    }
}
