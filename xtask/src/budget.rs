//! `tests/budget.toml`: what is promised of speed, memory and size, and whether the figures keep to it.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use crate::checkout::root;

/// The figures that one face has measured, by the names of its budgets.
pub type Figures = BTreeMap<String, f64>;

/// Everything that is promised.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budgets {
    #[serde(rename = "budget")]
    rows: Vec<Budget>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    face: String,
    name: String,
    /// What is promised.
    must: f64,
    /// What is striven for.
    aim: Option<f64>,
    unit: String,
    /// Whether figures are to exceed `must`, rather than to stay below it.
    #[serde(default)]
    at_least: bool,
}

impl Budget {
    fn is_kept(&self, figure: f64) -> bool {
        if self.at_least { figure >= self.must } else { figure <= self.must }
    }
}

impl Budgets {
    /// Reads the file of the checkout.
    ///
    /// # Errors
    /// The file cannot be read, or has a member that nobody knows.
    pub fn read() -> Result<Budgets> {
        let file = root().join("tests/budget.toml");
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        text.parse()
    }

    /// Holds the figures of those faces that were measured against what is promised of them.
    ///
    /// # Errors
    /// A figure has no budget, or a budget of a face that was measured no figure.
    pub fn check(&self, measured: &BTreeMap<String, Figures>) -> Result<Report> {
        let mut table = format!("{:8}{:46}{:>10}{:>10}{:>10}\n", "", "", "figure", "must", "aim");
        let mut missed = Vec::new();
        for row in &self.rows {
            let Some(figures) = measured.get(&row.face) else { continue };
            let figure =
                *figures.get(&row.name).with_context(|| format!("{}: {} was not measured", row.face, row.name))?;
            let is_kept = row.is_kept(figure);
            if !is_kept {
                missed.push(format!("{}: {}", row.face, row.name));
            }
            let sign = if row.at_least { '≥' } else { '≤' };
            let limit = |limit: f64| format!("{sign} {}", short(limit));
            let (must, aim) = (limit(row.must), row.aim.map(limit).unwrap_or_default());
            let (mark, figure) = (if is_kept { ' ' } else { '✗' }, short(figure));
            let line = format!("{:8}{:46}{figure:>10}{must:>10}{aim:>10}  {} {mark}", row.face, row.name, row.unit);
            table.extend([line.trim_end(), "\n"]);
        }
        for (face, figures) in measured {
            for name in figures.keys() {
                let has_row = self.rows.iter().any(|row| row.face == *face && row.name == *name);
                ensure!(has_row, "{face}: {name} was measured, and tests/budget.toml promises nothing about it");
            }
        }
        Ok(Report { table, missed })
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// All rows, with the figures.
    pub table: String,
    missed: Vec<String>,
}

impl Report {
    /// Refuses figures that miss what is promised.
    ///
    /// # Errors
    /// Names them.
    pub fn ensure_kept(&self) -> Result<()> {
        ensure!(self.missed.is_empty(), "over budget: {}", self.missed.join(", "));
        Ok(())
    }
}

impl std::str::FromStr for Budgets {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Budgets> {
        toml::from_str(text).context("tests/budget.toml does not say what it should")
    }
}

/// A number with three significant digits, or all before the point.
fn short(number: f64) -> String {
    let decimals = if number < 10.0 { 2 } else { usize::from(number < 100.0) };
    let text = format!("{number:.decimals$}");
    if decimals == 0 { text } else { text.trim_end_matches('0').trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"
        [[budget]]
        face = "Python"
        name = "one call"
        must = 30
        aim = 10
        unit = "µs"

        [[budget]]
        face = "Python"
        name = "times as fast"
        must = 250
        unit = "×"
        at_least = true
    "#;

    fn check(figures: &[(&str, f64)]) -> Result<Report> {
        let figures = figures.iter().map(|(name, figure)| ((*name).to_owned(), *figure)).collect();
        TWO.parse::<Budgets>()?.check(&BTreeMap::from([("Python".to_owned(), figures)]))
    }

    fn refusal(figures: &[(&str, f64)]) -> String {
        check(figures).and_then(|report| report.ensure_kept()).expect_err("it is refused").to_string()
    }

    #[test]
    fn figures_within_their_limits_are_shown() {
        let table = check(&[("one call", 4.567), ("times as fast", 380.2)]).expect("both are kept").table;
        let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(rows[1], ["Python", "one", "call", "4.57", "≤", "30", "≤", "10", "µs"]);
        assert_eq!(rows[2], ["Python", "times", "as", "fast", "380", "≥", "250", "×"]);
    }

    #[test]
    fn a_figure_on_the_wrong_side_of_its_limit_is_refused() {
        let said = refusal(&[("one call", 30.1), ("times as fast", 249.0)]);
        assert!(said.ends_with("over budget: Python: one call, Python: times as fast"), "{said}");
    }

    #[test]
    fn rows_and_figures_belong_together() {
        assert!(refusal(&[("one call", 4.0)]).contains("times as fast was not measured"));
        let strange = [("one call", 4.0), ("times as fast", 380.0), ("surprise", 1.0)];
        assert!(refusal(&strange).contains("surprise was measured"));
    }

    #[test]
    fn the_file_of_the_checkout_can_be_read() {
        assert!(!Budgets::read().expect("it says what it should").rows.is_empty());
    }
}
