//! What is drawn bit by bit, so that the page can answer its reader in between.

use crate::browser;
use leptos::prelude::set_timeout;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

/// How long the browser has for a frame, in milliseconds. Frames themselves are not waited for: in a window that is hardly
/// seen they come once a second.
const FRAME: u64 = 16;
/// What is painted later than this, in milliseconds, keeps the reader waiting.
const IN_TIME: u64 = 22;
/// How long doing steps and laying out what they made may take before one frame, in milliseconds: as long again goes by
/// until it is painted.
const SPEND: u64 = 10;

/// Steps before one frame at most.
const MOST: u32 = 64;

/// A step of something; false when nothing of it is left.
type Step = Box<dyn FnMut() -> bool>;

/// What is being drawn.
struct Steps {
    /// Each does a step in turn.
    left: VecDeque<Step>,
    /// True if the next frame will see to them.
    going: bool,
}

thread_local! {
    static STEPS: RefCell<Steps> = const { RefCell::new(Steps { left: VecDeque::new(), going: false }) };
}

/// Does `step` for 0, 1, 2 and so on, until it says that nothing is left to do: one step, then before each frame as many as the
/// last ones tell that there is time for, at most twice as many as before, and one after a frame that was late.
pub(crate) fn in_steps(mut step: impl FnMut(usize) -> bool + 'static) {
    let mut number = 0;
    let step: Step = Box::new(move || {
        number += 1;
        step(number - 1)
    });
    let going = STEPS.with_borrow_mut(|steps| {
        steps.left.push_back(step);
        std::mem::replace(&mut steps.going, true)
    });
    if !going {
        set_timeout(|| frame(1), Duration::ZERO);
    }
}

/// Does all that is left at once.
pub(crate) fn finish_steps() {
    while let Some(mut step) = STEPS.with_borrow_mut(|steps| steps.left.pop_front()) {
        while step() {}
    }
}

fn frame(many: u32) {
    let began = browser::now();
    for _ in 0..many {
        // A step may well begin something else.
        let Some(mut step) = STEPS.with_borrow_mut(|steps| steps.left.pop_front()) else {
            return STEPS.with_borrow_mut(|steps| steps.going = false);
        };
        if step() {
            STEPS.with_borrow_mut(|steps| steps.left.push_back(step));
        }
    }
    browser::lay_out();
    let spent = browser::now() - began;
    let most = (many * 2).min(MOST);
    let drawn = move || {
        let late = browser::now() - began > spent + IN_TIME;
        frame(if late {
            1
        } else {
            in_time(many, spent).min(most)
        });
    };
    set_timeout(drawn, Duration::from_millis(FRAME));
}

/// How many steps there is time for, if `many` took `spent` milliseconds.
fn in_time(many: u32, spent: u64) -> u32 {
    let enough = u64::from(many) * SPEND / spent.max(1);
    u32::try_from(enough).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_steps_as_there_is_time_for() {
        let check = |many, spent, expected| assert_eq!(in_time(many, spent), expected);
        check(1, 0, 10);
        check(1, 9, 1);
        check(1, 40, 1);
        check(4, 10, 4);
        check(4, 20, 2);
        check(64, 1000, 1);
        check(u32::MAX, 0, u32::MAX);
    }
}
