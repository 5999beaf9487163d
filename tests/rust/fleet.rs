//! Several processes with one token: the script in a real Redis, at times the tests make up, against what it is meant to decide.

#[path = "fleet/member.rs"]
mod member;
#[path = "fleet/model.rs"]
mod model;
#[path = "fleet/redis.rs"]
mod redis;
#[path = "simulation/server.rs"]
mod server;
#[path = "fleet/world.rs"]
mod world;

use std::process::{Command, Stdio};

use entryphone::{Arguments, Client, Config, Fleet, Input, Lane, Operation, Reserve, Step, WithoutStore};
use entryphone_tests::Chance;
use model::{Budget, Question, WINDOW_US};
use redis::{Connection, Redis, Reply};
use world::{Course, STORE_EPOCH_US, Scenario, World};

/// In a process of the fleet: the port of the store.
const MEMBER: &str = "ENTRYPHONE_FLEET_MEMBER";

fn run(scenario: Scenario) -> Option<Course> {
    let mut redis = Redis::start()?;
    let entry = "four_processes_use_nearly_all_of_the_allowed_rate_and_are_never_refused";
    let course = World::new(scenario, &mut redis, entry).run();
    assert!(course.failed.is_empty(), "{} calls were lost: {:?}", course.failed.len(), course.failed.first());
    Some(course)
}

/// The part of the limit that was used in all windows, in thousandths.
fn rate(course: &Course, limit: u64) -> u64 {
    let windows = u64::try_from(course.windows.len()).expect("few");
    course.windows.iter().map(|tally| tally.ours + tally.others).sum::<u64>() * 1_000 / (windows * limit)
}

#[test]
fn four_processes_use_nearly_all_of_the_allowed_rate_and_are_never_refused() {
    if member::be_led() {
        return;
    }
    for (limit, lane, phase_ms) in [
        (167, Lane::Interactive, 0),
        (167, Lane::Interactive, 3_700),
        (167, Lane::Bulk, 6_300),
        (1_667, Lane::Interactive, 0),
        (1_667, Lane::Bulk, 5_000),
    ] {
        let Some(course) = run(Scenario { lane, phase_ms, ..Scenario::plain(limit) }) else { return };
        let rate = rate(&course, limit);
        assert!(rate >= 950, "{limit}, {lane:?}: {rate} thousandths of the allowed rate were used");
        assert_eq!(course.refused, 0, "{limit}, {lane:?}: calls were answered with 429");
        let (least, most) = (course.by_process.iter().min(), course.by_process.iter().max());
        let (least, most) = least.copied().zip(most.copied()).expect("there are processes");
        assert!(least * 100 >= most * 95, "{limit}, {lane:?}: a process got more than others: {:?}", course.by_process);
        // In the bulk lane a call asks twice: it is told its place in the line, and comes back for its slot.
        assert!(course.reservations <= course.done * 5 / 2, "the store was asked {} times", course.reservations);
    }
}

#[test]
fn a_fleet_that_knows_no_limit_learns_it_from_the_first_answers() {
    let Some(course) = run(Scenario { has_hint: false, phase_ms: 4_000, ..Scenario::plain(167) }) else { return };
    let rate = rate(&course, 167);
    assert!(rate >= 950, "{rate} thousandths of the allowed rate were used");
    assert_eq!(course.refused, 0, "calls were answered with 429");
}

#[test]
fn a_fleet_makes_room_for_a_client_outside_of_it() {
    // With so many callers a call stands in line for most of a window after its own process has let it through.
    let long_line = |limit| Scenario { callers: 32, is_apart: false, ..Scenario::plain(limit) };
    for plain in [Scenario::plain(167), Scenario::plain(1_667), long_line(167)] {
        let Scenario { limit, callers, .. } = plain;
        let Some(course) = run(Scenario { others_per_window: limit / 3, phase_ms: 2_000, ..plain }) else { return };
        let rate = rate(&course, limit);
        assert!(rate >= 950, "{limit}, {callers} callers: {rate} thousandths of the allowed rate were used");
        // Nobody can know when the other client will call; of few calls in a window, its last few are a larger part.
        assert!(
            course.refused * 25 <= course.done,
            "{limit}, {callers} callers: {} of {} calls were refused",
            course.refused,
            course.done
        );
    }
}

#[test]
fn interactive_calls_hardly_wait_while_bulk_ones_take_all_there_is() {
    for limit in [167, 1_667] {
        // Bulk calls that have to make way ask the store so often that it would take long with processes apart.
        let scenario = Scenario { lane: Lane::Bulk, interactive: 1, is_apart: false, ..Scenario::plain(limit) };
        let Some(course) = run(scenario) else { return };
        let waits = &course.interactive_waits_ms;
        assert!(waits.len() > 100, "{limit}: only {} interactive calls were made", waits.len());
        let (half, all) = (waits[waits.len() / 2], waits[waits.len() - 1]);
        assert!(
            half <= 10 && all <= 1_000,
            "{limit}: interactive calls waited, half of them up to {half} ms, one {all} ms"
        );
        let rate = rate(&course, limit);
        assert!(rate >= 950, "{limit}: {rate} thousandths of the allowed rate were used");
        assert_eq!(course.refused, 0, "{limit}: calls were answered with 429");
    }
}

#[test]
fn a_store_that_is_killed_and_comes_back_empty_loses_no_call() {
    // Without a store each process keeps to what it sees of the limit by itself, and runs ahead by a burst of its own.
    for (to_ms, refused_at_most) in [(43_500, 10), (58_000, 40)] {
        let scenario = Scenario { outage_ms: Some((43_000, to_ms)), ..Scenario::plain(167) };
        let Some(course) = run(scenario) else { return };
        assert!(course.unavailable > 0, "nobody noticed that the store was gone");
        assert!(course.refused <= refused_at_most, "{} calls were answered with 429", course.refused);
        let rate = rate(&course, 167);
        assert!(rate >= 950, "{rate} thousandths of the allowed rate were used");
    }
}

#[test]
fn the_script_decides_as_it_is_meant_to() {
    let Some(redis) = Redis::start() else { return };
    let mut connection = redis.connect();
    let mut chance = Chance(7);
    let mut refused = 0;
    for sequence in 0..3_000 {
        let limit = chance.pick(&[1, 2, 10, 167, 1_667, 100_000]);
        let mut reserve = Reserve { key: format!("sequence-{sequence}"), ..a_reservation() };
        let mut budget = Budget::default();
        let mut now_us = STORE_EPOCH_US;
        for _ in 0..chance.between(1, 24) {
            let question = question(&mut chance, limit);
            reserve.arguments = question.arguments();
            let reply = connection.reserve_at(&reserve, now_us).expect("the store answers");
            let meant = budget.reserve(i64::try_from(now_us).expect("a time"), question);
            assert_eq!(reply, meant, "sequence {sequence} at {now_us}: {question:?}, {budget:?}");
            refused += u64::from(reply[0] == 0);
            now_us = match chance.between(0, 39) {
                // The store's clock is set back.
                0 => now_us - chance.between(0, 3_600_000_000),
                1..10 => now_us,
                10..20 => now_us + chance.between(0, 12_000_000),
                _ => now_us + chance.between(0, 50_000),
            };
        }
    }
    assert!(refused > 3_000, "only {refused} questions were told to come back, so the sequences are too tame");
}

/// A question that mostly makes sense.
fn question(chance: &mut Chance, limit: i64) -> Question {
    let number = |chance: &mut Chance, most: i64| {
        i64::try_from(chance.between(0, u64::try_from(most).expect("positive"))).expect("small")
    };
    let some = |chance: &mut Chance, one_in: u64, number: i64| (!chance.one_in(one_in)).then_some(number);
    let (left, resets_in_ms) = (number(chance, limit), number(chance, 12_000));
    Question {
        lane: if chance.one_in(2) { Lane::Interactive } else { Lane::Bulk },
        is_back: chance.one_in(2),
        hint: some(chance, 3, limit * 2),
        limit: some(chance, 2, limit),
        left: chance.one_in(3).then_some(left),
        resets_in_ms: some(chance, 3, resets_in_ms),
    }
}

#[test]
fn any_ten_seconds_hold_no_more_slots_than_the_limit() {
    let limit = 167;
    for lane in [Lane::Interactive, Lane::Bulk] {
        let question = Question { lane, is_back: true, hint: None, limit: Some(limit), left: None, resets_in_ms: None };
        let (mut budget, mut chance, mut now_us) = (Budget::default(), Chance(11), WINDOW_US);
        let mut slots = Vec::new();
        while slots.len() < 20_000 {
            if let [1, in_ms] = budget.reserve(now_us, question) {
                slots.push(now_us / 1_000 + in_ms);
            }
            // Saturated, with a pause now and then, so that bursts follow.
            now_us += i64::try_from(chance.between(0, 60_000)).expect("small");
            now_us += if chance.one_in(500) { 700_000 } else { 0 };
        }
        slots.sort_unstable();
        let limit = usize::try_from(limit).expect("small");
        for window in slots.windows(limit + 1) {
            assert!(
                window[limit] - window[0] > WINDOW_US / 1_000,
                "{} slots in ten seconds from {}",
                limit + 1,
                window[0]
            );
        }
    }
}

/// How many processes ask at once, and how often each.
const MEMBERS: usize = 4;
const QUESTIONS: usize = 300;

#[test]
fn processes_that_ask_at_once_never_get_the_same_slot() {
    let lane = Lane::Interactive;
    let question = Question { lane, is_back: true, hint: Some(1_667), limit: None, left: None, resets_in_ms: None };
    if let Ok(port) = std::env::var(MEMBER) {
        return be_a_member(port.parse().expect("a port"), question);
    }
    let Some(redis) = Redis::start() else { return };
    let members: Vec<_> = (0..MEMBERS)
        .map(|_| {
            Command::new(std::env::current_exe().expect("a test knows its program"))
                .args(["--exact", "processes_that_ask_at_once_never_get_the_same_slot", "--nocapture"])
                .env(MEMBER, redis.port.to_string())
                .stdout(Stdio::piped())
                .spawn()
                .expect("a test can start itself")
        })
        .collect();
    let mut slots: Vec<Vec<i64>> = Vec::new();
    for member in members {
        let output = member.wait_with_output().expect("a member ends");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "a member failed: {text}");
        let lines = text.lines().filter_map(|line| line.strip_prefix("slot "));
        slots.extend(lines.map(|line| line.split(' ').map(|number| number.parse().expect("a number")).collect()));
    }
    let mut budget = Budget::default();
    let now_us = i64::try_from(STORE_EPOCH_US).expect("a time");
    let alone = (0..MEMBERS * QUESTIONS).map(|_| budget.reserve(now_us, question).to_vec());
    let mut alone: Vec<Vec<i64>> = alone.collect();
    slots.sort_unstable();
    alone.sort_unstable();
    assert_eq!(slots, alone, "together they get what a single process would");
    assert!(
        [0, 1].iter().all(|given| alone.iter().any(|reply| reply[0] == *given)),
        "there is something to compete for"
    );
}

/// What a process of the fleet does: it asks at one instant, and says what it got.
#[expect(clippy::print_stdout, reason = "it is how the process that started this one learns of it")]
fn be_a_member(port: u16, question: Question) {
    let mut connection = Connection::open(port).expect("the store takes connections");
    let reserve = Reserve { key: "at once".to_owned(), arguments: question.arguments(), ..a_reservation() };
    // It begins a line of its own, whatever the test harness has begun to say.
    println!();
    for _ in 0..QUESTIONS {
        let reply = connection.reserve_at(&reserve, STORE_EPOCH_US).expect("the store answers");
        println!("slot {} {}", reply[0], reply[1]);
    }
}

#[test]
fn the_script_runs_by_its_hash_at_the_clock_of_the_store() {
    let Some(redis) = Redis::start() else { return };
    let mut connection = redis.connect();
    let mut reserve = a_reservation();
    // So few calls are more than ten seconds apart, and no machine is so slow.
    "2".clone_into(&mut reserve.arguments[3]);
    assert_eq!(connection.reserve(&reserve), Ok(vec![1, 0]), "a store that has never seen the script is shown it");
    let words = ["SCRIPT", "EXISTS", reserve.script_sha1].map(str::to_owned);
    assert_eq!(connection.run(&words), Ok(Reply::List(vec![Reply::Integer(1)])), "its hash is the one the core says");
    let reply = connection.reserve(&reserve).expect("the store answers");
    assert!(matches!(reply[..], [0, 1..=5_000]), "by the store's clock the next slot is far: {reply:?}");
    let words = ["PTTL", &reserve.key].map(str::to_owned);
    let Ok(Reply::Integer(expires_in_ms)) = connection.run(&words) else { panic!("the key has no expiry") };
    assert!((1..=3_600_000).contains(&expires_in_ms), "the key expires in {expires_in_ms} ms");
}

/// What a call asks of the store.
fn a_reservation() -> Reserve {
    let fleet = Fleet { name: "fleet".to_owned(), limit_hint: Some(167), without_store: WithoutStore::Closed };
    let client = Client::new(Config { fleet: Some(fleet), ..Config::default() }).expect("the settings are sound");
    let list = Operation::find("contacts.list").expect("a row of the catalog");
    let mut call = client.start(list, &Arguments::default(), 0).expect("no arguments are needed");
    match call.step(0, Input::Start) {
        Step::Reserve(reserve) => reserve,
        other => panic!("a call of a fleet asks for a slot first, not for {other:?}"),
    }
}
