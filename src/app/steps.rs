//! What is drawn bit by bit, so that the page can answer its reader in between.

use crate::browser;
use leptos::prelude::set_timeout;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

/// How long the browser has for a frame, in milliseconds. Frames themselves are not waited for: in a window that is hardly
/// seen they come once a second.
const FRAME: u64 = 16;
/// What is drawn later than this, in milliseconds, keeps the reader waiting.
const IN_TIME: u64 = 22;

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

/// Does `step` for 0, 1, 2 and so on, until it says that nothing is left to do: one step, then in time for each frame twice as many
/// as before, but one after a frame that was late.
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
    let drawn = move || {
        let late = browser::now() - began > IN_TIME;
        frame(if late { 1 } else { (many * 2).min(MOST) });
    };
    set_timeout(drawn, Duration::from_millis(FRAME));
}
