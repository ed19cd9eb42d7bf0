//! How good a ranking is, in the measures retrieval is usually given in.

use serde::Serialize;

/// 1 / log2(rank + 1) for the ranks from 1 to 10, written out so that every machine has the same.
const DISCOUNT: [f64; 10] = [
    1.0,
    0.630_929_753_571_457_4,
    0.5,
    0.430_676_558_073_393_06,
    0.386_852_807_234_541_6,
    0.356_207_187_108_022_2,
    0.333_333_333_333_333_3,
    0.315_464_876_785_728_7,
    std::f64::consts::LOG10_2,
    0.289_064_826_317_887_9,
];

/// The measures of one ranking, or their means over many. All are from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Measures {
    /// P@1: the first hit is relevant.
    pub(crate) p_1: f64,
    /// MRR@10: one over the rank of the first relevant hit, 0 if it is not among ten.
    pub(crate) mrr_10: f64,
    /// nDCG@10: the grades of ten hits, discounted by rank, over those of the best order.
    pub(crate) ndcg_10: f64,
    /// Hit@10: one relevant page at least among ten.
    pub(crate) hit_10: f64,
    /// Recall@10: the share of relevant pages among ten hits.
    pub(crate) recall_10: f64,
    /// Recall@100.
    pub(crate) recall_100: f64,
    /// Share of answers without a hit.
    pub(crate) empty: f64,
}

impl Measures {
    /// Measures a ranking. `grades` are those of the hits in their order, 0 for pages not relevant;
    /// `relevant` are the grades, above 0, of all relevant pages in any order, also of those no
    /// ranking can find. Without any, only `empty` is measured.
    pub(crate) fn of(grades: &[u32], relevant: &[u32]) -> Measures {
        let ten = &grades[..grades.len().min(10)];
        let hundred = &grades[..grades.len().min(100)];
        let mut best = relevant.to_vec();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let first = ten.iter().position(|&grade| grade > 0);
        Measures {
            p_1: share(usize::from(first == Some(0)), 1),
            mrr_10: first.map_or(0.0, |before| share(1, before + 1)),
            ndcg_10: if best.is_empty() {
                0.0
            } else {
                gain(ten) / gain(&best)
            },
            hit_10: share(usize::from(first.is_some()), 1),
            recall_10: share(found(ten), relevant.len()),
            recall_100: share(found(hundred), relevant.len()),
            empty: share(usize::from(grades.is_empty()), 1),
        }
    }

    /// The means, in the order given; zeros for none.
    pub(crate) fn mean(all: &[Measures]) -> Measures {
        let mean = |measure: fn(&Measures) -> f64| {
            if all.is_empty() {
                0.0
            } else {
                all.iter().map(measure).sum::<f64>() / all.len() as f64
            }
        };
        Measures {
            p_1: mean(|m| m.p_1),
            mrr_10: mean(|m| m.mrr_10),
            ndcg_10: mean(|m| m.ndcg_10),
            hit_10: mean(|m| m.hit_10),
            recall_10: mean(|m| m.recall_10),
            recall_100: mean(|m| m.recall_100),
            empty: mean(|m| m.empty),
        }
    }
}

/// Discounted cumulative gain of the first ten.
fn gain(grades: &[u32]) -> f64 {
    grades
        .iter()
        .zip(DISCOUNT)
        .map(|(&grade, discount)| f64::from(grade) * discount)
        .sum()
}

fn found(grades: &[u32]) -> usize {
    grades.iter().filter(|&&grade| grade > 0).count()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "an oracle, compared with room")]
    fn discounts_are_those_of_their_ranks() {
        for (i, discount) in DISCOUNT.iter().enumerate() {
            assert!(
                (discount - 1.0 / (i as f64 + 2.0).log2()).abs() < 1e-15,
                "rank {}",
                i + 1
            );
        }
    }

    /// Hits' grades, relevant grades, then P@1, MRR@10, nDCG@10, hit@10, recall@10, recall@100, empty.
    /// Worked out by hand: log2 3 = 1.584963, log2 5 = 2.321928.
    #[test]
    fn measures_of_small_rankings() {
        let late = |zeros: usize| [vec![0; zeros], vec![1]].concat();
        let table: [(Vec<u32>, &[u32], [f64; 7]); 11] = [
            (vec![1], &[1], [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0]),
            (vec![], &[1], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]),
            (vec![0, 0], &[1], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            (vec![0, 1], &[1], [0.0, 0.5, 0.630930, 1.0, 1.0, 1.0, 0.0]),
            // (0.5 + 0.430677) / (1 + 0.630930)
            (
                vec![0, 0, 1, 1],
                &[1, 1],
                [0.0, 1.0 / 3.0, 0.570642, 1.0, 1.0, 1.0, 0.0],
            ),
            // One of three relevant pages: 1 / (1 + 0.630930 + 0.5)
            (
                vec![1, 0],
                &[1, 1, 1],
                [1.0, 1.0, 0.469279, 1.0, 1.0 / 3.0, 1.0 / 3.0, 0.0],
            ),
            // Grades: (1 + 3 * 0.630930) / (3 + 0.630930)
            (
                vec![1, 3],
                &[1, 3],
                [1.0, 1.0, 0.796708, 1.0, 1.0, 1.0, 0.0],
            ),
            (late(9), &[1], [0.0, 0.1, 0.289065, 1.0, 1.0, 1.0, 0.0]),
            (late(10), &[1], [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0]),
            (late(100), &[1], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            (vec![0], &[], [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
        ];
        for (grades, relevant, expected) in table {
            let m = Measures::of(&grades, relevant);
            let got = [
                m.p_1,
                m.mrr_10,
                m.ndcg_10,
                m.hit_10,
                m.recall_10,
                m.recall_100,
                m.empty,
            ];
            for (got, expected) in got.iter().zip(expected) {
                assert!(
                    (got - expected).abs() < 1e-6,
                    "{grades:?} {relevant:?}: {m:?}"
                );
            }
        }
    }

    #[test]
    fn more_than_ten_relevant_pages_can_still_be_ranked_perfectly() {
        let m = Measures::of(&[1; 12], &[1; 20]);
        assert!((m.ndcg_10 - 1.0).abs() < 1e-12);
        assert!((m.recall_10 - 0.5).abs() < 1e-12);
        assert!((m.recall_100 - 0.6).abs() < 1e-12);
    }

    #[test]
    fn means_are_over_rankings() {
        let mean = Measures::mean(&[
            Measures::of(&[1], &[1]),
            Measures::of(&[], &[1]),
            Measures::of(&[0, 1], &[1]),
        ]);
        assert!((mean.p_1 - 1.0 / 3.0).abs() < 1e-12);
        assert!((mean.mrr_10 - 0.5).abs() < 1e-12);
        assert!((mean.empty - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(Measures::mean(&[]), Measures::default());
    }
}
