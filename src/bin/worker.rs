//! The worker's program.

fn main() {
    app::worker::run();
}
