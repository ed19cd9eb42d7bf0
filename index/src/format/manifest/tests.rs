//! Manifests written, read and damaged.

use super::*;
use proptest::prelude::*;

fn sample() -> Manifest {
    let pack = |kind, first| PackEntry {
        kind,
        first,
        hash: u64::from(first) << 40 | 7,
        bytes: 1000 + first,
    };
    Manifest {
        title: "مكتبة".into(),
        pages: 300,
        words: 1 << 33,
        classes: [4, 3, 2, 1],
        packs: vec![
            pack(PackKind::Words, 0),
            pack(PackKind::Related, 0),
            pack(PackKind::Related, 200),
            pack(PackKind::Terms, 0),
            pack(PackKind::Terms, 1),
        ],
        keys: vec![vec![1], vec![9, 9]],
        words_packs: vec![
            Classes::default(),
            Classes {
                root: 1,
                lemma: 2,
                form: 3,
                spelling: 4,
            },
        ],
        held: vec![(1, vec![1, 2, 3])],
        ..Manifest::default()
    }
}

#[test]
fn what_is_written_is_read() {
    let mut manifest = sample();
    let file = manifest.write();
    assert_eq!(Manifest::read(&file), Ok(manifest));
}

#[test]
fn faults_are_told_apart() {
    let file = sample().write();
    let check = |file: &[u8], kind| assert_eq!(Manifest::read(file).unwrap_err().kind, kind);
    check(b"", ErrorKind::Damaged);
    check(b"<!DOCTYPE html>", ErrorKind::NotOurs);
    let mut other = file.clone();
    other[4] = 9;
    check(
        &other,
        ErrorKind::Version {
            expected: VERSION,
            got: 9,
        },
    );
    for cut in 4..file.len() {
        check(&file[..cut], ErrorKind::Damaged);
    }
}

#[test]
fn far_packs_are_found_wherever_they_are_listed() {
    let near = sample();
    let mut parted = sample();
    parted.held.clear();
    assert_eq!(parted.part(5), None);
    let section = parted.part(4).unwrap();
    parted.packs.push(PackEntry {
        kind: PackKind::Listing,
        first: 0,
        hash: 1,
        bytes: 2,
    });
    let mut read = Manifest::read(&parted.write()).unwrap();
    let listing = read.unlisted(PackKind::Related, 0);
    assert_eq!(listing, [PackId(3)]);
    assert_eq!(read.unlisted(PackKind::Words, 0), []);
    assert_eq!(read.pack_of(PackKind::Related, 250), None);
    for cut in 0..section.len() {
        assert!(read.list(&section[..cut]).is_err());
    }
    read.list(&section).unwrap();
    assert_eq!(read, parted);
    assert_eq!(read.unlisted(PackKind::Related, 0), []);
    assert_eq!(read.count(), 6);
    for page in [0, 199, 200, 299] {
        let [one, other] = [&near, &read].map(|manifest| {
            let pack = manifest.pack_of(PackKind::Related, page).unwrap();
            (*manifest.entry(pack).unwrap(), manifest.numbers(pack))
        });
        assert_eq!(one, other, "{page}");
    }
}

#[test]
fn packs_out_of_order_are_refused() {
    let mut manifest = sample();
    manifest.packs.swap(1, 2);
    assert_eq!(
        Manifest::read(&manifest.write()).unwrap_err().kind,
        ErrorKind::Damaged
    );
}

proptest! {
    #[test]
    fn changed_bytes_are_refused(at in 5usize..100, bit in 0u8..8) {
        let mut file = sample().write();
        prop_assume!(at < file.len());
        file[at] ^= 1 << bit;
        prop_assert_eq!(Manifest::read(&file).unwrap_err().kind, ErrorKind::Damaged);
    }

    #[test]
    fn a_body_of_any_bytes_is_read_without_panic(body: Vec<u8>) {
        let mut file = [&MAGIC[..], &[VERSION], &hash(&body).to_le_bytes()].concat();
        file.extend(body);
        let _ = Manifest::read(&file);
    }
}
