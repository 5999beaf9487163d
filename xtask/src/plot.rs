//! One picture per language: bars that compare the same work done in several ways.

use std::fmt::Write as _;

use indexmap::IndexMap;
use serde::Deserialize;

/// The same work, done in several ways in one run.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// What is done.
    pub name: String,
    /// What the figures count; fewer are better.
    pub unit: String,
    /// What each way takes.
    pub ways: IndexMap<String, f64>,
}

const WIDTH: f64 = 760.0;
const LABELS: f64 = 190.0;
/// What the figure behind the longest bar takes.
const FIGURES: f64 = 120.0;
const LINE: f64 = 24.0;
const HEADING: f64 = 38.0;

/// Draws comparisons below each other, each to a scale of its own, as SVG that reads well on a light and on a dark page.
pub fn svg(title: &str, comparisons: &[Comparison]) -> String {
    let mut bars = String::new();
    let mut top = 8.0;
    for comparison in comparisons {
        let longest = comparison.ways.values().copied().fold(f64::MIN_POSITIVE, f64::max);
        writeln!(bars, r#"<text class="heading" x="0" y="{:.0}">{}</text>"#, top + 22.0, text(&comparison.name))
            .expect("a string takes any text");
        top += HEADING;
        for (way, &figure) in &comparison.ways {
            let length = (figure / longest * (WIDTH - LABELS - FIGURES)).max(1.5);
            let class = if way == OURS { "ours" } else { "theirs" };
            writeln!(
                bars,
                r#"<text x="{:.0}" y="{:.0}" text-anchor="end">{}</text><rect class="{class}" x="{LABELS:.0}" y="{:.0}" width="{length:.1}" height="16" rx="2"/><text x="{:.1}" y="{:.0}">{} {}</text>"#,
                LABELS - 10.0,
                top + 13.0,
                text(way),
                top,
                LABELS + length + 8.0,
                top + 13.0,
                rounded(figure),
                text(&comparison.unit),
            )
            .expect("a string takes any text");
            top += LINE;
        }
        top += 8.0;
    }
    let title = text(title);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0} {top:.0}" role="img" aria-label="{title}">
<title>{title}</title>
<style>
text {{ font: 13px system-ui, sans-serif; fill: #1f2328 }}
.heading {{ font-weight: 600 }}
.ours {{ fill: #1f7a5c }}
.theirs {{ fill: #b4bcc4 }}
@media (prefers-color-scheme: dark) {{ text {{ fill: #e6edf3 }} .ours {{ fill: #3fb68b }} .theirs {{ fill: #5b6570 }} }}
</style>
{bars}</svg>
"#
    )
}

/// The way whose bar is to be seen first.
const OURS: &str = "entryphone";

/// Three digits, which is more than two runs have in common.
fn rounded(figure: f64) -> String {
    match figure {
        100.0.. => format!("{figure:.0}"),
        10.0.. => format!("{figure:.1}"),
        _ => format!("{figure:.2}"),
    }
}

fn text(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{Comparison, svg};

    #[test]
    fn bars_are_as_long_as_their_figures_are_large() {
        let comparison: Comparison = serde_json::from_str(
            r#"{ "name": "a page & more", "unit": "ms", "ways": { "entryphone": 0.5, "another": 100 } }"#,
        )
        .expect("a comparison");
        let picture = svg("a test", &[comparison]);
        assert!(picture.contains("a page &amp; more"));
        assert!(picture.contains(r#"class="theirs" x="190" y="70" width="450.0""#), "{picture}");
        assert!(picture.contains(r#"class="ours" x="190" y="46" width="2.2""#), "{picture}");
        assert!(picture.contains(">0.50 ms<") && picture.contains(">100 ms<"));
    }
}
