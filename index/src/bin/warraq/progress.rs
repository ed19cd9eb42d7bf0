//! How far a build is, shown on the terminal while it runs.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;
use warraq::build::{Progress, Stage};

/// A line on a terminal's standard error; nothing where there is no terminal.
pub(crate) struct Line {
    bar: ProgressBar,
}

impl Line {
    /// A line, or none if `quiet`.
    pub(crate) fn new(quiet: bool) -> Line {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}  {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Line { bar }
    }

    /// Takes the line away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Line {
    fn stage(&self, stage: Stage) {
        self.bar.set_message(match stage {
            Stage::Reading => "reading",
            Stage::Learning => "learning lemmas and roots",
            Stage::Indexing => "gathering postings and near pages",
            Stage::Writing => "writing",
        });
    }

    fn pages(&self, read: u32) {
        self.bar.set_message(format!("reading: {read} pages"));
    }
}
