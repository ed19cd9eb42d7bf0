//! Tells cargo when the command must be made anew because the app it carries has changed.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A debug build reads the app from its folder when it runs; without `build` there is no command.
    let carries_the_app = env::var_os("CARGO_FEATURE_BUILD").is_some()
        && env::var("PROFILE").as_deref() == Ok("release");
    if carries_the_app {
        println!("cargo::rerun-if-changed=../dist");
    }
}
