//! Where contacts are. Requests cannot say it, so the store keeps no more than the number of a place.

use serde_json::{Value, json};

/// Country, its code, the continent's and a city.
pub(super) const PLACES: [[&str; 4]; 24] = [
    ["United Kingdom", "GBR", "EU", "London"],
    ["United States", "USA", "NA", "New York"],
    ["France", "FRA", "EU", "Paris"],
    ["United Kingdom", "GBR", "EU", "Manchester"],
    ["Austria", "AUT", "EU", "Vienna"],
    ["United States", "USA", "NA", "Hampton"],
    ["Japan", "JPN", "AS", "Kyoto"],
    ["Hungary", "HUN", "EU", "Budapest"],
    ["Germany", "DEU", "EU", "Göttingen"],
    ["India", "IND", "AS", "Chennai"],
    ["Poland", "POL", "EU", "Kraków"],
    ["Netherlands", "NLD", "EU", "Rotterdam"],
    ["United States", "USA", "NA", "Boston"],
    ["Denmark", "DNK", "EU", "København"],
    ["Sweden", "SWE", "EU", "Stockholm"],
    ["United States", "USA", "NA", "Seattle"],
    ["Brazil", "BRA", "SA", "Recife"],
    ["Austria", "AUT", "EU", "Vienna"],
    ["United States", "USA", "NA", "Berkeley"],
    ["United States", "USA", "NA", "Stanford"],
    ["Iran", "IRN", "AS", "Tehran"],
    ["United Kingdom", "GBR", "EU", "Oxford"],
    ["Ireland", "IRL", "EU", "Cork"],
    ["United States", "USA", "NA", "Cambridge"],
];

/// The location of a contact that is at the place with this number, or nowhere in particular.
pub(super) fn view(place: Option<&Value>) -> Value {
    let place = place.and_then(Value::as_u64).and_then(|place| usize::try_from(place).ok());
    let place = place.and_then(|place| PLACES.get(place));
    let [country, country_code, continent_code, city] =
        place.map_or_else(Default::default, |place| place.map(Value::from));
    json!({
        "type": "location",
        "country": country,
        "region": null,
        "city": city,
        "country_code": country_code,
        "continent_code": continent_code,
    })
}
