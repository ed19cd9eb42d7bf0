//! Sites with something wrong in them: which file it is, what is wrong, and what to do.

use super::{done, fails, json, names, site};
use serde_json::json;
use std::fs;

#[test]
fn a_sound_library_is_found_sound() {
    let home = site();
    let home = home.path();
    let files = names(&home.join("site/library")).len() - 1;
    let report = json(home, &["check", "site", "--json"]);
    // The manifest holds some of the packs.
    assert!(report["packs"].as_u64() > Some(files as u64), "{report}");
    let sound = json!({"packs": report["packs"], "pages": 5, "faults": [], "strays": []});
    assert_eq!(report, sound);
    assert!(done(home, &["check", "site"]).starts_with("Sound: "));
    fs::write(home.join("site/library/old.wrq"), "old").unwrap();
    assert!(done(home, &["check", "site"]).starts_with("old.wrq: not part of this library"));
}

#[test]
fn damaged_packs_are_named() {
    let home = site();
    let home = home.path();
    let mut packs = names(&home.join("site/library"));
    packs.retain(|name| name != "manifest.wrq");
    assert!(packs.len() > 2, "{packs:?}");
    for name in &packs {
        let pack = home.join("site/library").join(name);
        let whole = fs::read(&pack).unwrap();
        let mut changed = whole.clone();
        *changed.last_mut().unwrap() ^= 1;
        let mut version = whole.clone();
        version[4] = 99;
        let table: [(Option<&[u8]>, &str); 6] = [
            (Some(&whole[..whole.len() / 2]), "cut short"),
            (Some(b""), "cut short"),
            (Some(&changed), "damaged"),
            (
                Some(b"<!DOCTYPE html><title>404</title>"),
                "another file stands in its place",
            ),
            (Some(&version), "format version 99"),
            (None, "the file is missing"),
        ];
        for (bytes, says) in table {
            match bytes {
                Some(bytes) => fs::write(&pack, bytes).unwrap(),
                None => fs::remove_file(&pack).unwrap(),
            }
            fails(
                home,
                &["check", "site"],
                1,
                &["site/library", name, says, "again", "1 fault in site"],
            );
        }
        fs::write(&pack, whole).unwrap();
    }
    done(home, &["check", "site"]);
    packs
        .iter()
        .for_each(|name| fs::remove_file(home.join("site/library").join(name)).unwrap());
    fails(
        home,
        &["check", "site"],
        1,
        &[&format!("{} faults in site", packs.len())],
    );
    let search = ["search", "site", "كتب"];
    fails(home, &search, 1, &["site/library/", "the file is missing"]);
    // What these need the manifest of a small library holds.
    done(home, &["explain", "site", "كتب"]);
    done(home, &["stats", "site"]);
}

#[test]
fn a_damaged_manifest_is_named() {
    let home = site();
    let home = home.path();
    let manifest = home.join("site/library/manifest.wrq");
    let whole = fs::read(&manifest).unwrap();
    let mut version = whole.clone();
    version[4] = 99;
    let table: [(&[u8], &str); 4] = [
        (&version, "format version 99"),
        (&whole[..whole.len() - 1], "cut short"),
        (b"", "cut short"),
        (b"<!DOCTYPE html>", "another file stands in its place"),
    ];
    for (bytes, says) in table {
        fs::write(&manifest, bytes).unwrap();
        for task in [
            &["check", "site"][..],
            &["search", "site", "كتب"],
            &["stats", "site"],
        ] {
            fails(
                home,
                task,
                1,
                &["in site/library: manifest.wrq", says, "again"],
            );
        }
    }
    // A build replaces a site whatever its state.
    done(home, &["build", "texts", "-o", "site", "--no-app"]);
    done(home, &["check", "site"]);
}
