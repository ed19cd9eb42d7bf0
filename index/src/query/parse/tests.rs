//! What queries are read as.

use super::*;
use proptest::prelude::*;

/// A clause in short: `|` either, `!` without, `t:` title, the depth's letter, the kind's signs, the words.
fn short(clause: &Clause) -> String {
    let word = |word: &Typed| match word.choice.forms.is_empty() {
        true => word.text.clone(),
        false => {
            let sign = if word.choice.only { '=' } else { '-' };
            format!("{}[{sign}{}]", word.text, word.choice.forms.join(" "))
        }
    };
    let words: Vec<String> = clause.words.iter().map(word).collect();
    let depth = clause.depth.map_or("", |depth| match depth {
        Depth::Spelling => "s:",
        Depth::Form => "f:",
        Depth::Lemma => "l:",
        Depth::Root => "r:",
    });
    let (before, after) = match clause.kind {
        ClauseKind::Word => ("", String::new()),
        ClauseKind::Phrase => ("[", "]".into()),
        ClauseKind::Near(within) => ("[", format!("]{within}")),
        ClauseKind::Prefix => ("", "*".into()),
        ClauseKind::Wildcard => ("{", "}".into()),
        ClauseKind::Pattern => ("(", ")".into()),
    };
    format!(
        "{}{}{}{depth}{before}{}{after}",
        if clause.either { "|" } else { "" },
        if clause.without { "!" } else { "" },
        if clause.title { "t:" } else { "" },
        words.join("+")
    )
}

#[test]
fn what_was_typed_is_read() {
    let check = |query: &str, expected: &str| {
        let got: Vec<String> = parse(query).iter().map(short).collect();
        assert_eq!(got.join(" "), expected, "{query}");
    };
    check("", "");
    check("  ,  - * \" ", "");
    check("صلاة الجماعة", "صلاة الجماعة");
    check("\"بسم الله\" الرحمن", "[بسم+الله] الرحمن");
    check("«غرب أفريقيا»", "[غرب+أفريقيا]");
    check("\"غرب أفريق", "[غرب+أفريق]");
    check("قبل\"غرب أفريقيا\"بعد", "قبل [غرب+أفريقيا] بعد");
    check("بيع -ربا", "بيع !ربا");
    check("بيع بدون:ربا", "بيع !ربا");
    check("-\"أكل الربا\" مال", "![أكل+الربا] مال");
    check("=كتاب جذر:كتب root:علم", "s:كتاب r:كتب r:علم");
    check("-=كتاب", "!s:كتاب");
    check("=\"كتاب الله\"", "s:[كتاب+الله]");
    check("جذر:ر-ه-ب", "r:رهب");
    check("مكت*", "مكت*");
    check("\"كتاب\"", "كتاب");
    check("نوفمبر2020", "نوفمبر 2020");
    check("جذر: كتب", "جذر كتب");
    check("a-b", "a b");
    // Either.
    check("قمح OR شعير", "قمح |شعير");
    check("قمح | شعير|أرز خبز", "قمح |شعير |أرز خبز");
    check("قمح |أو| شعير", "قمح |شعير");
    check("قمح | أو | شعير", "قمح |شعير");
    check("قمح أو شعير", "قمح أو شعير");
    check("قمح | أو شعير", "قمح |أو شعير");
    check("قمح || شعير", "قمح |شعير");
    check("| قمح |", "قمح");
    check("قمح OR", "قمح");
    check("OR gate", "OR gate");
    check("قمح ORGAN or شعير", "قمح ORGAN or شعير");
    check("قمح | -شعير | أرز", "قمح !شعير أرز");
    check("\"غرب أفريقيا\"|\"شرق آسيا\"", "[غرب+أفريقيا] |[شرق+آسيا]");
    check("أرز | نوفمبر2020", "أرز |نوفمبر 2020");
    // Near.
    check("\"بيع قبض\"~5", "[بيع+قبض]5");
    check("«بيع قبض»~٥ ربا", "[بيع+قبض]5 ربا");
    check("\"بيع قبض ربا\"~1", "[بيع+قبض+ربا]2");
    check("\"بيع قبض\"~99999999999", "[بيع+قبض]16");
    let many = vec!["بيع"; 20];
    let (words, read) = (many.join(" "), many.join("+"));
    check(&format!("\"{words}\"~3"), &format!("[{read}]19"));
    check("\"بيع قبض\"~", "[بيع+قبض]");
    check("\"بيع قبض\"~قليل", "[بيع+قبض] قليل");
    check("\"بيع\"~5", "بيع");
    check("-=\"بيع قبض\"~5", "!s:[بيع+قبض]5");
    // Chosen forms.
    check("كتاب[-مكتبة -كاتب]", "كتاب[-مكتبة كاتب]");
    check("كتاب[=كتب الكتب] قلم", "كتاب[=كتب الكتب] قلم");
    check("جذر:كتب[-مكتبة]قلم", "r:كتب[-مكتبة] قلم");
    check("-كتاب[=كتب] | قلم", "!كتاب[=كتب] قلم");
    check("مكت*[-مكتوب]", "مكت[-مكتوب]*");
    check("نوفمبر2020[-نوفمبر]", "نوفمبر 2020[-نوفمبر]");
    check("كتاب[-مك", "كتاب[-مك]");
    check("كتاب[-", "كتاب");
    check("كتاب[-] قلم", "كتاب قلم");
    check("كتاب[1] قلم [=كتب]", "كتاب 1 قلم كتب");
    check("كتاب [-قلم]", "كتاب قلم");
    check("كتاب[=\"كتب\" الكتب]", "كتاب[=كتب الكتب]");
    check("\"كتاب[-كتب] الله\"", "[كتاب+كتب+الله]");
    // Wildcards.
    check("*ون", "{*ون}");
    check("م?توب", "{م?توب}");
    check("م؟توب", "{م؟توب}");
    check("*كتب*", "{*كتب*}");
    check("م*ت*ب", "{م*ت*ب}");
    check("مكت??", "مكت");
    check("مكت??*", "{مكت??*}");
    check("مكت\u{066D}", "مكت*");
    check("صيغة:*كتب", "f:{*كتب}");
    check("?كتب", "كتب");
    check("ما الكتاب؟", "ما الكتاب");
    check("أين نزل؟ ومتى؟!", "أين نزل ومتى");
    check("؟؟؟ ،،، ** ?*", "");
    check("* كتاب", "كتاب");
    check("كتاب،*قلم", "كتاب {*قلم}");
    check("\"مكت* كبيرة\"", "[مكت+كبيرة]");
    // Patterns.
    check("وزن:مفاعل", "(مفاعل)");
    check("-weight:فعال", "!(فعال)");
    check("وزن:\"فعال مفعل\"", "(فعال) (مفعل)");
    check("وزن: فعل", "وزن فعل");
    // Titles.
    check("عنوان:الورق", "t:الورق");
    check(
        "title:=الورق -عنوان:\"سوق الورق\"",
        "t:s:الورق !t:[سوق+الورق]",
    );
    check("=عنوان:الورق", "t:s:الورق");
    check("عنوان:|x", "عنوان |x");
}

#[test]
fn ranges_hold_the_operator() {
    let query = "x -=كتاب جذر:رهب مكت* | م?توب عنوان:وزن:فعل \"بيع قبض\"~3";
    let clauses = parse(query);
    let got: Vec<&str> = clauses
        .iter()
        .flat_map(|c| &c.words)
        .map(|word| &query[word.range.clone()])
        .collect();
    let expected = [
        "x",
        "-=كتاب",
        "جذر:رهب",
        "مكت*",
        "م?توب",
        "عنوان:وزن:فعل",
        "بيع",
        "قبض",
    ];
    assert_eq!(got, expected);
}

#[test]
fn long_queries_are_cut() {
    let words: usize = parse(&"كلمة \"اثنان ثلاثة\" ".repeat(100))
        .iter()
        .map(|c| c.words.len())
        .sum();
    assert_eq!(words, WORDS);
}

proptest! {
    #[test]
    fn any_query_is_read_without_panic(
        query in "([ \"«»“”=*?؟|~:\\[\\]اأبأو\\-\u{064B}\u{0640}\u{064E}\u{200F}a1٣]|جذر:|وزن:|عنوان:| OR ){0,30}"
    ) {
        let mut end = 0;
        for clause in parse(&query) {
            prop_assert!(!clause.words.is_empty());
            for word in clause.words {
                prop_assert!(end <= word.range.start && word.range.start < word.range.end);
                end = word.range.end;
                prop_assert!(query[word.range].contains(word.text.as_str()) || clause.depth == Some(Depth::Root));
                prop_assert!(!wild_key(&word.text).is_empty());
            }
        }
    }
}
