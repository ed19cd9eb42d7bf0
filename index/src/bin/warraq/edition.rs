//! The app's part of a site, and what tells one build of a site from another: `edition.json` lists all that is in it,
//! for the service worker; the start page carries the edition's name and has its manifest asked for ahead; and hosts
//! that read `_headers` are told how long each file keeps.

use crate::carried::{Named, PAGE};
use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs;
use warraq::build::site::{Draft, LIBRARY, MANIFEST};
use warraq::fnv::fnv;

/// Where the start page is given the edition's head: behind what must be first.
const MARK: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// The headers of hosts that take them from a file, as Netlify and Cloudflare Pages do. Names with a hash keep for
/// ever; all else is asked for anew. The patterns mean the same to both: `:name` is a whole step of a path to the one
/// and a part of a step to the other, so there is none; and of the rules that give one header no two match one path, as
/// both would join what they say.
const HEADERS: &str = "\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'
/app-*
  Cache-Control: public, max-age=31536000, immutable
/worker-*
  Cache-Control: public, max-age=31536000, immutable
/later-*
  Cache-Control: public, max-age=31536000, immutable
/boot-*
  Cache-Control: public, max-age=31536000, immutable
/fonts/*.woff2
  Cache-Control: public, max-age=31536000, immutable
/library/manifest.wrq
  Cache-Control: no-cache
";

/// All files of an edition.
#[derive(Serialize)]
struct Edition {
    edition: String,
    /// The app and the manifest, each with its SHA-256.
    app: Vec<(String, String)>,
    /// The packs, each with its bytes.
    library: Vec<(String, u64)>,
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Adds the app to a site whose library is made.
pub(crate) fn add(
    draft: &Draft,
    mut files: Vec<(String, Cow<'static, [u8]>)>,
    named: Named<'_>,
) -> Result<()> {
    files.retain(|(name, _)| name != PAGE);
    if files.is_empty() {
        return Ok(());
    }
    let manifest = fs::read(draft.library().join(MANIFEST)).context("cannot read the manifest")?;
    files.push((
        "site.webmanifest".into(),
        web_manifest(named.title).into_bytes().into(),
    ));
    let mut app: Vec<(String, String)> = files
        .iter()
        .map(|(name, bytes)| (name.clone(), sha256(bytes)))
        .collect();
    app.push((format!("{LIBRARY}/{MANIFEST}"), sha256(&manifest)));
    let edition = sha256(serde_json::to_string(&(&app, named.title, named.language))?.as_bytes())
        [..16]
        .to_owned();
    for (name, bytes) in &mut files {
        if name == "index.html" {
            let page = String::from_utf8_lossy(bytes);
            let head = head(&edition, &manifest);
            let page = page.replacen(MARK, &format!("{head}{MARK}"), 1);
            *bytes = named.page(&page).into_bytes().into();
        }
        draft.add(name, bytes)?;
    }
    for (name, hash) in &mut app {
        if let Some((_, page)) = files
            .iter()
            .find(|(file, _)| file == name && name == "index.html")
        {
            *hash = sha256(page);
        }
    }
    // Licences and the worker's own script are no part of what a page is shown with.
    app.retain(|(name, _)| name != "sw.js" && !name.ends_with(".txt"));
    let edition = Edition {
        edition,
        app,
        library: packs(draft)?,
    };
    draft.add("edition.json", &serde_json::to_vec(&edition)?)?;
    draft.add("_headers", HEADERS.as_bytes())?;
    Ok(())
}

/// What the start page has in its head of its edition: the name, the FNV-1a of the manifest (32 bits, in hex), and that
/// the manifest is asked for before any script runs, at the address at which public/engine.js asks for it.
fn head(edition: &str, manifest: &[u8]) -> String {
    let sum = fnv(manifest.iter().copied());
    format!(
        "<meta name=\"edition\" content=\"{edition}\" data-manifest=\"{sum:x}\">\
         <link rel=\"preload\" as=\"fetch\" crossorigin href=\"./{LIBRARY}/{MANIFEST}?{edition}\">"
    )
}

/// The packs of the library, by name.
fn packs(draft: &Draft) -> Result<Vec<(String, u64)>> {
    let mut packs = Vec::new();
    for entry in fs::read_dir(draft.library())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != MANIFEST {
            packs.push((format!("{LIBRARY}/{name}"), entry.metadata()?.len()));
        }
    }
    packs.sort();
    Ok(packs)
}

/// What a browser needs to put the library beside other apps.
fn web_manifest(title: &str) -> String {
    let name = if title.is_empty() {
        "ور\u{651}اق"
    } else {
        title
    };
    let icon = |size: u32| json!({ "src": format!("icon-{size}.png"), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": "any maskable" });
    json!({
        "name": name, "short_name": name, "lang": "ar", "dir": "rtl", "start_url": "./", "scope": "./", "display": "standalone",
        "background_color": "#faf8f3", "theme_color": "#faf8f3", "icons": [icon(192), icon(512)],
    })
    .to_string()
}
