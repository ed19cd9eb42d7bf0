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
    let words = |first, bytes| PackEntry {
        hash: 7,
        bytes,
        ..pack(PackKind::Words, first)
    };
    let bundle = |first, bytes| PackEntry {
        bytes,
        ..pack(PackKind::WordBundle, first)
    };
    Manifest {
        title: "مكتبة".into(),
        pages: 300,
        words: 1 << 33,
        classes: [6, 5, 4, 3],
        died: true,
        packs: vec![
            words(0, 600),
            words(2, 500),
            words(3, 400),
            pack(PackKind::Related, 0),
            pack(PackKind::Related, 200),
            pack(PackKind::Terms, 0),
            pack(PackKind::Terms, 1),
            bundle(0, 1100),
            bundle(3, 400),
        ],
        keys: vec![vec![1], vec![9, 9]],
        words_packs: [[0; 4], [1, 2, 3, 4], [2, 3, 4, 5], [3, 4, 5, 6]]
            .map(|[root, lemma, form, spelling]| Classes {
                root,
                lemma,
                form,
                spelling,
            })
            .to_vec(),
        held: vec![(3, vec![1, 2, 3])],
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
    let mut near = sample();
    near.held.clear();
    let mut parted = sample();
    parted.held.clear();
    for first in [0, 100] {
        let pack = PackEntry {
            kind: PackKind::Records,
            first,
            hash: 9,
            bytes: 8,
        };
        for manifest in [&mut near, &mut parted] {
            manifest.packs.insert(usize::from(first > 0), pack);
        }
    }
    assert_eq!(parted.part(11), []);
    let sections = parted.part(10);
    assert_eq!(parted.far, [2, 2]);
    let behind = parted.packs.len() - 2;
    for &(first, _) in &sections {
        let listing = PackEntry {
            kind: PackKind::Listing,
            first,
            hash: 1,
            bytes: 2,
        };
        parted.packs.insert(behind + first as usize, listing);
    }
    let mut read = Manifest::read(&parted.write()).unwrap();
    assert_eq!(read.unread(), [PackId(5), PackId(6)]);
    assert_eq!(read.unlisted(PackKind::Records, 0), [PackId(5)]);
    assert_eq!(read.unlisted(PackKind::Related, 0), [PackId(6)]);
    assert_eq!(read.unlisted(PackKind::Words, 0), []);
    assert_eq!(read.pack_of(PackKind::Related, 250), None);
    // The second before the first: neither waits for the other.
    for (part, kind) in [(1, PackKind::Related), (0, PackKind::Records)] {
        let (listing, section) = (PackId(5 + part as u32), &sections[part].1);
        for cut in 0..section.len() {
            assert!(read.list(listing, &section[..cut]).is_err());
        }
        assert!(read.list(listing, &sections[1 - part].1).is_err());
        read.list(listing, section).unwrap();
        assert_eq!(read.unlisted(kind, 0), []);
        for page in [0, 99, 100, 199, 200, 299] {
            let [one, other] = [&near, &read].map(|manifest| {
                let pack = manifest.pack_of(kind, page).unwrap();
                (*manifest.entry(pack).unwrap(), manifest.numbers(pack))
            });
            assert_eq!(one, other, "{page}");
        }
        let named = |manifest: &Manifest| {
            let of_kind = |(pack, entry): (PackId, &PackEntry)| {
                (entry.kind == kind).then_some((
                    manifest.pack_of(kind, entry.first) == Some(pack),
                    entry.first,
                ))
            };
            manifest.all().filter_map(of_kind).collect::<Vec<_>>()
        };
        assert_eq!(named(&read), named(&near));
        assert!(named(&read).iter().all(|(right, _)| *right));
    }
    assert_eq!(read, parted);
    assert_eq!(read.unread(), []);
    assert_eq!(read.count(), 13);
}

#[test]
fn words_are_parts_of_their_files() {
    let mut manifest = sample();
    let names: Vec<String> = manifest.packs[7..]
        .iter()
        .map(PackEntry::file_name)
        .collect();
    let mut check = |held: &[(u32, Vec<u8>)], pack, file: usize, range: Range<u32>, bytes| {
        manifest.held = held.to_vec();
        let place = manifest.place(PackId(pack)).unwrap();
        assert_eq!(place.is_part(), range.len() < place.size as usize);
        assert_eq!((&place.name, place.range), (&names[file], range));
        assert_eq!(manifest.held(PackId(pack)), bytes, "{pack}");
    };
    check(&[], 0, 0, 0..600, None);
    check(&[], 1, 0, 600..1100, None);
    check(&[], 2, 1, 0..400, None);
    let file: Vec<u8> = (0..1100u32).map(|at| (at / 100) as u8).collect();
    check(&[(7, file.clone())], 0, 0, 0..600, Some(&file[..600]));
    check(&[(7, file.clone())], 1, 0, 600..1100, Some(&file[600..]));
    check(&[(7, file.clone())], 2, 1, 0..400, None);
    check(&[(7, file[..700].to_vec())], 1, 0, 600..1100, None);
    let named: Vec<u32> = manifest.all().map(|(pack, _)| pack.0).collect();
    assert_eq!(named, [3, 4, 5, 6, 7, 8]);
}

#[test]
fn lists_that_contradict_themselves_are_refused() {
    let check = |change: fn(&mut Manifest)| {
        let mut manifest = sample();
        change(&mut manifest);
        let read = Manifest::read(&manifest.write());
        assert_eq!(read.map_err(|error| error.kind), Err(ErrorKind::Damaged));
    };
    // Kinds that come twice.
    check(|manifest| manifest.packs.swap(4, 5));
    // Files of words that have less or more than their packs, or begin in the midst of one.
    check(|manifest| manifest.packs[7].bytes -= 1);
    check(|manifest| manifest.packs[8].bytes += 1);
    check(|manifest| manifest.packs[8].first = 2);
    check(|manifest| manifest.packs.truncate(8));
    check(|manifest| manifest.packs.truncate(7));
    // Classes that are not all of the library's.
    check(|manifest| manifest.classes[2] += 1);
    check(|manifest| manifest.words_packs[1].form = 0);
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
