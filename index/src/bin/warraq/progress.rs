//! How far a build is, shown on the terminal while it runs.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use warraq::build::{Progress, Stage};

/// A line on a terminal's standard error; nothing where there is no terminal.
pub(crate) struct Line {
    bar: ProgressBar,
    /// When each stage began.
    began: Mutex<Vec<(Stage, Instant)>>,
}

/// Seconds that each part of the work took.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Stages {
    reading: f64,
    learning: f64,
    indexing: f64,
    writing: f64,
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
        Line {
            bar,
            began: Mutex::default(),
        }
    }

    /// Takes the line away; tells what took how long until now.
    pub(crate) fn finish(&self) -> Stages {
        self.bar.finish_and_clear();
        let began = self.began.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = began.iter().skip(1).map(|&(_, end)| end);
        let mut stages = Stages::default();
        for (&(stage, start), end) in began.iter().zip(ends.chain([Instant::now()])) {
            let seconds = match stage {
                Stage::Reading => &mut stages.reading,
                Stage::Learning => &mut stages.learning,
                Stage::Indexing => &mut stages.indexing,
                Stage::Writing => &mut stages.writing,
            };
            *seconds += end.duration_since(start).as_secs_f64();
        }
        stages
    }
}

impl Progress for Line {
    fn stage(&self, stage: Stage) {
        let mut began = self.began.lock().unwrap_or_else(PoisonError::into_inner);
        began.push((stage, Instant::now()));
        drop(began);
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
