//! The command `warraq`: makes a library of static files from texts, shows it, asks it and checks it.
//!
//! Exit status: 0 done, 1 failed, 2 wrong usage.

mod build;
mod check;
mod eval;
mod explain;
mod lines;
mod search;
mod serve;
mod stats;

mod app;
mod asked;
mod carried;
mod edition;
mod host;
mod http;
mod names;
mod output;
mod plain;
mod progress;
mod site;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// A build puts aside what it can and gives memory back; the allocator of the C library keeps most of what
/// is given back, for each thread, and a build of a million pages takes half as much again.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Makes a library of static files from a folder of Arabic texts.
#[derive(Debug, Parser)]
#[command(
    name = "warraq",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Build(build::Build),
    Serve(serve::Serve),
    Search(search::Search),
    Lines(lines::Lines),
    Explain(explain::Explain),
    Eval(eval::Eval),
    Check(check::Check),
    Stats(stats::Stats),
}

fn main() -> ExitCode {
    let command = Command::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    let done = run(command.task, &mut out).and_then(|()| Ok(out.flush()?));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // What was found comes before what is said about it.
            let _ = out.flush();
            eprintln!("warraq: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task, out: &mut dyn Write) -> Result<()> {
    match task {
        Task::Build(build) => build.run(out),
        Task::Serve(serve) => serve.run(out),
        Task::Search(search) => search.run(out),
        Task::Lines(lines) => lines.run(out),
        Task::Explain(explain) => explain.run(out),
        Task::Eval(eval) => eval.run(out),
        Task::Check(check) => check.run(out),
        Task::Stats(stats) => stats.run(out),
    }
}

/// True if whoever reads the output has read enough, as `head` does.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = match error.downcast_ref::<serde_json::Error>() {
        Some(error) => error.io_error_kind(),
        None => error.downcast_ref::<io::Error>().map(io::Error::kind),
    };
    kind == Some(io::ErrorKind::BrokenPipe)
}
