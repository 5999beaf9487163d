//! Ranges of versions are written so that they read well and outlive a new version.

use xtask::catalog::ranges::{Timeline, VersionSet};

fn timeline(versions: &[&str]) -> Timeline {
    Timeline::new(versions.iter().copied()).expect("they are versions")
}

fn set(timeline: &Timeline, versions: &[&str]) -> VersionSet {
    let places = versions.iter().map(|name| timeline.place(name).expect("it is known"));
    places.map(VersionSet::only).fold(VersionSet::EMPTY, VersionSet::union)
}

#[test]
fn versions_are_ordered_by_number_and_preview_is_last() {
    let timeline = timeline(&["Preview", "2.9", "2.16", "2.10"]);
    assert_eq!(timeline.names(), ["2.9", "2.10", "2.16", "Preview"]);
}

#[test]
fn a_range_is_read_as_it_was_written() {
    let timeline = timeline(&["2.9", "2.10", "2.11", "2.12", "Preview"]);
    let cases: [(&[&str], &str); 7] = [
        (&["2.9", "2.10", "2.11", "2.12", "Preview"], "2.9.."),
        (&["2.11", "2.12", "Preview"], "2.11.."),
        (&["2.10", "2.11"], "2.10..2.11"),
        (&["2.11", "2.12"], "2.11..<Preview"),
        (&["2.10"], "2.10"),
        (&["Preview"], "Preview"),
        (&["2.9", "2.10", "Preview"], "2.9..2.10, Preview"),
    ];
    for (versions, text) in cases {
        let versions = set(&timeline, versions);
        assert_eq!(timeline.write(versions, timeline.all()), text);
        assert_eq!(timeline.read(text, timeline.all()).expect("it is a range"), versions, "{text}");
    }
}

#[test]
fn a_range_is_read_inside_what_holds_it() {
    let timeline = timeline(&["2.9", "2.10", "2.11", "2.12", "Preview"]);
    let holder = set(&timeline, &["2.9", "2.11", "2.12"]);
    let versions = set(&timeline, &["2.11", "2.12"]);
    assert_eq!(timeline.write(versions, holder), "2.11..");
    assert_eq!(timeline.read("2.11..", holder).expect("it is a range"), versions);
    assert_eq!(timeline.write(holder, holder), "2.9..", "what the holder does not have breaks no run");
}

#[test]
fn every_set_of_versions_can_be_written() {
    let timeline = timeline(&["2.9", "2.10", "2.11", "2.12", "Preview"]);
    for bits in 1_u32..32 {
        let places = (0..5).filter(|place| bits & (1 << place) != 0);
        let versions = places.map(VersionSet::only).fold(VersionSet::EMPTY, VersionSet::union);
        let text = timeline.write(versions, timeline.all());
        assert_eq!(timeline.read(&text, timeline.all()).expect("it is a range"), versions, "{text}");
    }
}

#[test]
fn what_is_no_range_is_refused() {
    let timeline = timeline(&["2.9", "2.10", "Preview"]);
    for (text, reason) in [
        ("2.8..", "version `2.8` is not one of 2.9, 2.10, Preview"),
        ("2.10..2.9", "the range `2.10..2.9` runs backwards"),
        ("", "version `` is not one of"),
    ] {
        let error = timeline.read(text, timeline.all()).expect_err(text);
        assert!(error.to_string().contains(reason), "{error}");
    }
    let inside = set(&timeline, &["2.9"]);
    let error = timeline.read("2.10..", inside).expect_err("nothing is left of it");
    assert!(error.to_string().contains("covers no version of what holds it"), "{error}");
}

#[test]
fn what_is_no_version_is_refused() {
    let error = Timeline::new(["2.9", "3"]).expect_err("a version has two numbers");
    assert!(error.to_string().contains("`3` is not a version"), "{error}");
    let error = Timeline::new(["2.9", "2.9"]).expect_err("it is there already");
    assert!(error.to_string().contains("version 2.9 occurs twice"), "{error}");
}
