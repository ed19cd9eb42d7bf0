//! The phrases by which the furniture of web pages is known, in ordinary spelling.

use super::skeleton;
use std::sync::LazyLock;

/// The button no article contains: where it stands, a page ended.
const TOP: &str = "زر الذهاب إلى الأعلى";

/// Lines that are furniture if they say nothing else, a number of comments or so aside.
const WHOLE: &[&str] = &[
    TOP,
    "الذهاب إلى الأعلى",
    "العودة إلى الأعلى",
    "العودة للأعلى",
    "عودة إلى الأعلى",
    "إلى الأعلى",
    "أعلى الصفحة",
    "مقالات ذات صلة",
    "أخبار ذات صلة",
    "مواضيع ذات صلة",
    "موضوعات ذات صلة",
    "مواد ذات صلة",
    "روابط ذات صلة",
    "ذات صلة",
    "مقالات مشابهة",
    "مواضيع مشابهة",
    "مواضيع متعلقة",
    "قد يعجبك أيضا",
    "قد يهمك أيضا",
    "ربما يعجبك أيضا",
    "اقرأ أيضا",
    "اقرئي أيضا",
    "شاهد أيضا",
    "اقرأ المزيد",
    "قراءة المزيد",
    "لقراءة المزيد",
    "عرض المزيد",
    "المزيد",
    "المزيد من الأخبار",
    "الأكثر قراءة",
    "الأكثر مشاهدة",
    "شارك",
    "شاركها",
    "شاركه",
    "مشاركة",
    "شارك المقال",
    "شارك الخبر",
    "شارك الموضوع",
    "شارك هذا المقال",
    "شارك هذا الخبر",
    "شارك هذا الموضوع",
    "شارك هذه الصفحة",
    "شارك مع أصدقائك",
    "شارك عبر",
    "شارك على",
    "انشر المقال",
    "تابعنا",
    "تابعونا",
    "تابعنا على",
    "تابعونا على",
    "جميع الحقوق محفوظة",
    "كل الحقوق محفوظة",
    "حقوق النشر محفوظة",
    "التعليقات",
    "تعليقات",
    "تعليق",
    "تعليق واحد",
    "لا تعليقات",
    "لا توجد تعليقات",
    "لا يوجد تعليقات",
    "التعليقات مغلقة",
    "أضف تعليقا",
    "أضف تعليق",
    "إضافة تعليق",
    "اكتب تعليقا",
    "اترك تعليقا",
    "اترك تعليق",
    "اترك ردا",
    "اترك رد",
    "إلغاء الرد",
    "طباعة",
    "اطبع",
    "اطبع المقال",
    "طباعة المقال",
    "طباعة الصفحة",
    "طباعة مشاركة",
    "مشاركة طباعة",
    "مشاركة عبر البريد",
    "أرسل إلى صديق",
    "إرسال إلى صديق",
    "أرسل لصديق",
    "نسخ الرابط",
    "انسخ الرابط",
    "تم نسخ الرابط",
    "رابط مختصر",
    "الرابط المختصر",
    "حجم الخط",
    "النشرة البريدية",
    "اشترك في النشرة البريدية",
    "اشترك في قائمتنا البريدية",
    "الوسوم",
    "وسوم",
    "الكلمات الدلالية",
    "كلمات دلالية",
];

/// Lines that are furniture when they begin so, whatever link text follows.
const BEGINNING: &[&str] = &[
    "جميع الحقوق محفوظة",
    "كل الحقوق محفوظة",
    "حقوق النشر محفوظة",
    "اقرأ أيضا",
    "شاهد أيضا",
    "اقرأ المزيد",
    "مقالات ذات صلة",
    "أخبار ذات صلة",
    "مواضيع ذات صلة",
    "قد يعجبك أيضا",
    "قد يهمك أيضا",
    "اترك تعليقا",
    "أضف تعليقا",
    "انقر للمشاركة",
    "اضغط للمشاركة",
    "لن يتم نشر عنوان بريدك",
    "الحقول الإلزامية مشار إليها",
];

/// Lines that are furniture when they begin so and name a place to share.
const SHARING: &[&str] = &[
    "شارك",
    "شاركها",
    "شاركه",
    "شاركوا",
    "مشاركة",
    "تابعنا",
    "تابعونا",
    "تابع",
    "انشر",
    "انضم",
    "انضموا",
];

/// Places to share, as words of a sharing line.
const NETWORKS: &[&str] = &[
    "فيسبوك",
    "الفيسبوك",
    "فيس",
    "تويتر",
    "واتساب",
    "الواتساب",
    "واتس",
    "تيليجرام",
    "تليجرام",
    "تلغرام",
    "تيليغرام",
    "إنستغرام",
    "انستجرام",
    "إنستقرام",
    "يوتيوب",
    "لينكدإن",
    "لينكد",
    "بينتيريست",
    "ماسنجر",
    "التواصل",
    "facebook",
    "twitter",
    "whatsapp",
    "telegram",
    "instagram",
    "youtube",
    "linkedin",
    "pinterest",
    "messenger",
    "x",
];

/// What tags follow.
const TAGS: &[&str] = &[
    "الوسوم",
    "وسوم",
    "الكلمات الدلالية",
    "كلمات دلالية",
    "الكلمات المفتاحية",
    "كلمات مفتاحية",
];

/// Phrases that a careless copy glues to the end of the last sentence.
const GLUED: &[&str] = &[
    TOP,
    "مقالات ذات صلة",
    "أخبار ذات صلة",
    "مواضيع ذات صلة",
    "العودة إلى الأعلى",
    "جميع الحقوق محفوظة",
    "لا توجد تعليقات",
    "اترك تعليقا",
    "أضف تعليقا",
    "اقرأ المزيد",
    "شارك هذا الموضوع",
    "شارك هذا المقال",
    "تابعنا على",
    "اقرأ أيضا",
    "المزيد",
];

/// The phrases, folded for comparison.
pub(super) struct Phrases {
    /// Whole lines.
    pub(super) whole: Vec<Vec<u8>>,
    /// Beginnings of lines, the notice of rights first.
    pub(super) beginning: Vec<Vec<u8>>,
    /// Beginnings of lines that name a place to share.
    pub(super) sharing: Vec<Vec<u8>>,
    /// Places to share.
    pub(super) networks: Vec<Vec<u8>>,
    /// What tags follow.
    pub(super) tags: Vec<Vec<u8>>,
    /// Ends of texts, without spaces.
    pub(super) glued: Vec<Vec<u8>>,
    /// The button to the top, without spaces.
    pub(super) top: Vec<u8>,
}

/// The phrases every reader of sources compares with.
pub(super) static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let fold = |phrases: &[&str]| {
        phrases
            .iter()
            .map(|phrase| skeleton::words(phrase))
            .collect::<Vec<_>>()
    };
    let letters = |phrase: &str| {
        skeleton::letters(phrase)
            .into_iter()
            .map(|(letter, _)| letter)
            .collect::<Vec<_>>()
    };
    Phrases {
        whole: fold(WHOLE),
        beginning: fold(BEGINNING),
        sharing: fold(SHARING),
        networks: fold(NETWORKS),
        tags: fold(TAGS),
        glued: GLUED.iter().map(|phrase| letters(phrase)).collect(),
        top: letters(TOP),
    }
});
