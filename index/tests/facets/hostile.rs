//! Facets and dates that are not what they should be do no harm.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the packs of facets and dates hold, asking never panics.
    #[test]
    fn foreign_sections_do_no_harm(dates: bool, at in any::<prop::sample::Index>(), byte: u8, cut in 0usize..9) {
        let built = some();
        let mut library = open(built.folder.path());
        for pack in (0..library.manifest().count() as u32).map(PackId) {
            let known = library.manifest().entry(pack).copied();
            let Some(entry) = known.filter(|entry| !entry.kind.is_bundle()) else {
                continue;
            };
            let file = file_of(built.folder.path(), &library, pack);
            let mut section = opened(&entry.accept(&file).unwrap());
            if entry.kind == if dates { PackKind::Dates } else { PackKind::Facets } {
                let at = at.index(section.len());
                section[at] = byte;
                section.truncate(section.len().saturating_sub(cut));
            }
            let _ = library.feed(pack, section);
        }
        for query in ["كتاب مؤلف:أحمد", "سنة:1990..", "قلم -وسم:أدب", "كتاب:صفحات"] {
            for order in [Order::Relevance, Order::Newest, Order::Oldest, Order::Author] {
                let request = SearchRequest { order, facets: true, ..ask(query) };
                if let Ok(Step::Done(answer)) = library.search(&request) {
                    prop_assert!(answer.total <= 4);
                }
                let _ = (library.preview(&request), library.fields());
            }
        }
    }
}
