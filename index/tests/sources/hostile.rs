//! Files nobody would write on purpose.

use super::outcome;
use proptest::prelude::*;
use warraq::page::BlockKind;

#[test]
fn deep_markup() {
    let html = format!(
        "{}نص{}",
        "<div><ul><li>".repeat(1_000),
        "</li></ul></div>".repeat(1_000)
    );
    let markdown = format!("{} نص", ">".repeat(20_000));
    let table = format!("{}نص", "<table><tr><td>".repeat(1_000));
    let read = outcome(&[
        ("a.html", html.as_bytes()),
        ("b.md", markdown.as_bytes()),
        ("c.html", table.as_bytes()),
    ]);
    assert_eq!(read.report.pages, 3);
    assert!(
        read.pages()
            .all(|page| page.blocks.iter().any(|block| block.text.contains("نص")))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is in a file, reading goes on and blocks keep their promise.
    #[test]
    fn any_bytes(bytes in pieces()) {
        let names = ["a.txt", "b.md", "c.html", "d.jsonl", "e.jsonl.gz"];
        let record = serde_json::json!({ "id": "r", "text": String::from_utf8_lossy(&bytes) }).to_string();
        let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, bytes.as_slice())).collect();
        files.push(("f.jsonl", record.as_bytes()));
        let read = outcome(&files);
        for page in read.pages() {
            prop_assert!(!page.title.contains(char::is_control));
            for block in &page.blocks {
                let tabs = matches!(block.kind, BlockKind::Verse | BlockKind::Row(_));
                prop_assert!(!block.text.contains(|c: char| c.is_control() && !(c == '\t' && tabs)), "{:?}", block);
                prop_assert!(!block.text.trim().is_empty());
            }
        }
    }
}

/// Bytes that look a little like sources: words and signs that mean something to one of the
/// readers, among bytes that mean nothing.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    const SIGNS: &[&str] = &[
        "\n",
        "\n\n",
        "\r",
        "\t",
        "    ",
        " ",
        "---\n",
        "title: ",
        "# ",
        "- ",
        "> ",
        "| a | b |\n| - | - |\n",
        "[^1]",
        "[^1]: ",
        "**",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "<br>",
        "<sup>1</sup>",
        "<h1>",
        "<article>",
        "<!--",
        "{\"id\":",
        "\"title\":\"",
        "\"}",
        "\u{200F}",
        "\u{2028}",
        "***",
        "…",
        "مقالات ذات صلة",
        "زر الذهاب إلى الأعلى",
        "الوسوم: ",
        "كتب",
        "بقلم: ",
        "15 رمضان 1436",
        "عام 1990",
        "سبتمبر",
        "كان الوراقون ينسخون الكتب ويبيعونها في السوق",
        "2014",
        "،",
        "؟",
        ".",
    ];
    let sign = proptest::sample::select(SIGNS).prop_map(|sign| sign.as_bytes().to_vec());
    let noise = proptest::collection::vec(any::<u8>(), 0..6);
    proptest::collection::vec(prop_oneof![6 => sign, 1 => noise], 0..40)
        .prop_map(|pieces| pieces.concat())
}
