//! OpenPGP signatures, made and looked at by `gpg`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::error::GitError;
use crate::signature::Signature;
use crate::signing::{Signer, no_signature, program};

const MEND: &str = "see that `gpg --list-secret-keys` shows the key of `git config user.signingKey`";

pub(crate) fn sign(signer: &Signer, key: &str, text: &str) -> Result<String, GitError> {
    let mut command = Command::new(&signer.program.path);
    command.args(["--status-fd=2", "-bsau", key]);
    let shown = program::shown(&command);
    let ended = signer.run(&mut command, &shown, Some(text.as_bytes()), MEND)?;
    if status_lines(&ended.errors).any(|line| line.starts_with("SIG_CREATED ")) {
        Ok(ended.output)
    } else {
        Err(no_signature(&shown).with_help(MEND))
    }
}

/// How such a signature begins; old programs write the second.
pub(crate) const BEGINNINGS: [&str; 2] = ["-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----"];

pub(crate) fn verify(program: &Path, patience: Duration, signature: &str, text: &[u8]) -> Result<Signature, GitError> {
    let folder = program::private_folder()?;
    let file = folder.path().join("signature");
    program::write(&file, signature)?;
    let mut command = Command::new(program);
    command.args(["--keyid-format=long", "--status-fd=1", "--verify"]);
    command.arg(&file).arg("-");
    Ok(match program::run(&mut command, Some(text), patience) {
        Ok(ended) => verdict(&ended.output, ended.status.success()).unwrap_or_else(|| {
            Signature::CannotTell(format!(
                "{} says nothing of use: {}",
                program.display(),
                ended.complaint()
            ))
        }),
        Err(fault) => Signature::CannotTell(format!("{} {}", program.display(), fault.reason())),
    })
}

/// What gpg's lines for machines say of one signature; none when they say nothing.
fn verdict(output: &str, is_success: bool) -> Option<Signature> {
    let judgements: Vec<(&str, &str)> = status_lines(output).filter_map(judgement).collect();
    let [(word, rest)] = judgements.as_slice() else {
        // Of several signatures, one could be anyone's.
        let several = || Signature::CannotTell("there is more than one signature".into());
        return (!judgements.is_empty()).then(several);
    };
    let (key_id, signer) = rest.split_once(' ').unwrap_or((rest, ""));
    // The last word is the primary key's fingerprint, by which people know a key.
    let valid = status_lines(output).find_map(|line| line.strip_prefix("VALIDSIG "));
    let fingerprint = valid.and_then(|words| words.split(' ').next_back());
    let key = fingerprint.unwrap_or(key_id).to_owned();
    let untrusted = |why: &str| Signature::GoodButUnknown {
        key: key.clone(),
        why: why.to_owned(),
    };
    Some(match *word {
        "GOODSIG" if !is_success || fingerprint.is_none() => return None,
        "GOODSIG" if is_trusted(output) => Signature::Good {
            signer: signer.to_owned(),
            key,
        },
        "GOODSIG" => untrusted("the key is in your keyring, and nothing says that it is its owner's"),
        "EXPSIG" => untrusted("the signature has expired"),
        "EXPKEYSIG" => untrusted("the key has expired"),
        "REVKEYSIG" => untrusted("the key has been revoked"),
        "BADSIG" => Signature::Bad,
        _ => Signature::CannotTell(format!(
            "the key {key_id} is not in your keyring, or of a kind gpg does not know"
        )),
    })
}

/// The word that judges a signature, and what follows it.
fn judgement(line: &str) -> Option<(&str, &str)> {
    const WORDS: [&str; 6] = ["GOODSIG", "BADSIG", "ERRSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG"];
    let (word, rest) = line.split_once(' ')?;
    WORDS.contains(&word).then_some((word, rest))
}

fn is_trusted(output: &str) -> bool {
    status_lines(output).any(|line| {
        ["TRUST_ULTIMATE", "TRUST_FULLY", "TRUST_MARGINAL"]
            .iter()
            .any(|word| line.split(' ').next() == Some(word))
    })
}

fn status_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("[GNUPG:] "))
        .map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALID: &str = "[GNUPG:] VALIDSIG AB 2026-01-01 1 0 4 0 22 8 00 CD";

    fn said(lines: &[&str]) -> Option<Signature> {
        verdict(&lines.join("\n"), true)
    }

    #[test]
    fn trust_decides_between_good_and_unknown() {
        let good = "[GNUPG:] GOODSIG 12 Anna <anna@example.com>";
        let trusted = said(&[good, VALID, "[GNUPG:] TRUST_FULLY 0 pgp"]);
        assert_eq!(
            trusted,
            Some(Signature::Good {
                signer: "Anna <anna@example.com>".into(),
                key: "CD".into()
            })
        );
        for trust in [
            "[GNUPG:] TRUST_NEVER",
            "[GNUPG:] TRUST_UNDEFINED 0 pgp",
            "TRUST_FULLY",
            "",
        ] {
            assert!(matches!(
                said(&[good, VALID, trust]),
                Some(Signature::GoodButUnknown { key, .. }) if key == "CD"
            ));
        }
        assert_eq!(verdict(&format!("{good}\n{VALID}"), false), None);
        assert_eq!(said(&[good]), None);
    }

    #[test]
    fn revoked_and_expired_are_never_good() {
        for (word, why) in [
            ("EXPSIG", "the signature has expired"),
            ("EXPKEYSIG", "the key has expired"),
            ("REVKEYSIG", "the key has been revoked"),
        ] {
            let line = format!("[GNUPG:] {word} 12 Anna");
            let said = said(&[&line, VALID, "[GNUPG:] TRUST_ULTIMATE"]);
            assert!(
                matches!(said, Some(Signature::GoodButUnknown { why: told, .. }) if told == why),
                "{word}"
            );
        }
    }

    #[test]
    fn two_signatures_or_none_cannot_be_told() {
        let two = said(&["[GNUPG:] GOODSIG 12 Anna", "[GNUPG:] BADSIG 13 Boris", VALID]);
        assert!(matches!(two, Some(Signature::CannotTell(_))));
        assert!(matches!(
            said(&["[GNUPG:] ERRSIG 12 22 8 00 1 9 -"]),
            Some(Signature::CannotTell(_))
        ));
        assert_eq!(said(&["[GNUPG:] BADSIG 12 Anna"]), Some(Signature::Bad));
        assert_eq!(said(&["gpg: hello"]), None);
    }
}
