//! A word of the query that the library lacks is analysed as the builder would have analysed it.

use super::Lexicon;
use super::gold::NEWS;
use warraq::text::unknown::doublings;
use warraq::text::{display, unknown};

/// Every form as if the library had all the others and not itself: how many there are whose lemma
/// lives on in other forms, and how many of these lead to it.
fn check(lexicon: &Lexicon) -> (u32, u32) {
    let (mut forms, mut same) = (0, 0);
    let mut missed = std::collections::BTreeMap::<String, u32>::new();
    for (form, (entry, class)) in lexicon.forms.iter().filter(|(form, _)| {
        form.len() > 2
            && form.iter().all(|&b| b < 0x1E)
            && warraq::text::function_words::closed(form).is_none()
    }) {
        let own = doublings(entry.count);
        let known = |stem: &[u8]| {
            let (lemma, attested) = lexicon.lemma_of_stem(stem)?;
            let others = attested - if lemma == class.lemma { own } else { 0 };
            (others > 0).then_some((lemma, others))
        };
        if known(&class.lemma).is_none() {
            continue;
        }
        forms += 1;
        let marbuta = entry.feminine * 2 > entry.count;
        let found = unknown(form, marbuta, &lexicon.weights, &known);
        let right = found.is_some_and(|(_, lemma)| lemma == class.lemma);
        same += u32::from(right);
        if !right && forms % 37 == 0 {
            let f = found.map(|(a, l)| (display(&a.stem), display(l)));
            println!(
                "{} {} -> {} / {:?}",
                entry.count,
                display(form),
                display(&class.lemma),
                f
            );
        }
        if !right {
            let (p, q) = (class.prefix as usize, form.len() - class.suffix as usize);
            let f = found
                .map(|(a, _)| {
                    format!(
                        "{}+{}",
                        display(&form[..a.prefix as usize]),
                        display(&form[form.len() - a.suffix as usize..])
                    )
                })
                .unwrap_or_default();
            *missed
                .entry(format!(
                    "{}+{} -> {f}",
                    display(&form[..p]),
                    display(&form[q..])
                ))
                .or_default() += 1;
        }
    }
    let mut m: Vec<_> = missed.into_iter().map(|(a, b)| (b, a)).collect();
    m.sort();
    for x in m.iter().rev().take(40) {
        println!("{x:?}");
    }
    (forms, same)
}

#[test]
fn query_and_library_agree() {
    let Some(news) = &*NEWS else { return };
    let (forms, same) = check(news);
    let share = f64::from(same) / f64::from(forms);
    println!("analysed as a query word like as a word of the library: {share:.4} of {forms}");
    assert!(share > 0.94);
}
