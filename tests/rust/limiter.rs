//! What the limiter and the retry budget promise.

#[path = "limiter/properties.rs"]
mod properties;
#[path = "limiter/queue.rs"]
mod queue;
#[path = "limiter/retry_budget.rs"]
mod retry_budget;

use entryphone::{Admission, Lane, Limiter, RateLimit, Sent, Ticket};

const WINDOW_MS: u64 = 10_000;

/// What an answer says.
fn headers(limit: u64, remaining: u64, resets_in_ms: u64) -> RateLimit {
    RateLimit { limit: Some(limit), remaining: Some(remaining), resets_in_ms: Some(resets_in_ms) }
}

/// Joins and asks.
fn ask(limiter: &mut Limiter, lane: Lane, now_ms: u64) -> (Ticket, Admission) {
    let mut ticket = limiter.join(lane);
    let admission = limiter.poll(&mut ticket, now_ms);
    (ticket, admission)
}

/// Joins, expects to be let through, and hands back the ticket.
fn go(limiter: &mut Limiter, now_ms: u64) -> Ticket {
    let (ticket, admission) = ask(limiter, Lane::Interactive, now_ms);
    assert_eq!(admission, Admission::Go, "a call was held back at {now_ms} ms: {limiter:?}");
    ticket
}

/// A limiter that has seen one answer at 100 ms, in a window that has just begun.
fn taught(limit: u64, remaining: u64) -> Limiter {
    let mut limiter = Limiter::new();
    let ticket = go(&mut limiter, 0);
    limiter.observe(100, ticket, Some(headers(limit, remaining, 9_000)), false);
    limiter
}

/// How many calls of a lane are let through at once.
fn burst(limiter: &mut Limiter, lane: Lane, now_ms: u64) -> usize {
    let goes = |_: &u32| {
        let (ticket, admission) = ask(limiter, lane, now_ms);
        if admission != Admission::Go {
            limiter.leave(ticket, Sent::No);
        }
        admission == Admission::Go
    };
    (0..10_000).take_while(goes).count()
}

fn until(admission: Admission) -> u64 {
    match admission {
        Admission::WaitUntil(until_ms) => until_ms,
        Admission::Go => panic!("a call was let through that should wait"),
    }
}

#[test]
fn nothing_is_held_back_before_a_limit_is_known() {
    let mut limiter = Limiter::new();
    assert_eq!(burst(&mut limiter, Lane::Bulk, 0), 10_000);
    assert_eq!(limiter.state(0), RateLimit::default());
    let ticket = go(&mut limiter, 1);
    limiter.observe(50, ticket, None, false);
    assert_eq!(burst(&mut limiter, Lane::Bulk, 51), 10_000, "an answer without headers says nothing about a limit");
}

#[test]
fn the_state_is_readable() {
    let mut limiter = taught(167, 150);
    let _under_way = go(&mut limiter, 200);
    let state = limiter.state(200);
    assert_eq!((state.limit, state.remaining), (Some(167), Some(149)), "a call under way is counted as used");
    assert_eq!(state.resets_in_ms, Some(9_900), "a reset 9 s off, in whole seconds, is 10 s off at the most");
    let next = limiter.state(10_100);
    assert_eq!(next.remaining, Some(166), "the call under way may be counted in the next window as well");
    assert_eq!(limiter.state(20_200).remaining, Some(167));
}

#[test]
fn a_single_call_of_an_idle_client_is_never_delayed() {
    let mut limiter = taught(2, 1);
    for second in (11..20_000).step_by(11) {
        let now_ms = second * 1_000;
        let ticket = go(&mut limiter, now_ms);
        limiter.observe(now_ms + 80, ticket, Some(headers(2, 1, 10_000 - now_ms % 10_000)), false);
    }
}

#[test]
fn a_small_burst_goes_at_once_when_the_window_has_room() {
    assert!(burst(&mut taught(167, 166), Lane::Interactive, 200) >= 32, "an interactive burst at a window's begin");
    assert!(burst(&mut taught(167, 166), Lane::Bulk, 200) >= 4, "a bulk burst at a window's begin");
    assert!(
        burst(&mut taught(167, 166), Lane::Interactive, 9_000) >= 160,
        "all that is left when the window ends soon"
    );
}

#[test]
fn a_lasting_demand_is_spread_over_the_window() {
    let mut limiter = taught(100, 99);
    let mut per_second = [0; 8];
    let mut waiting: Vec<Ticket> = (0..200).map(|_| limiter.join(Lane::Bulk)).collect();
    for now_ms in 200..8_200 {
        waiting.retain_mut(|ticket| match limiter.poll(ticket, now_ms) {
            Admission::Go => {
                per_second[usize::try_from((now_ms - 200) / 1_000).expect("small")] += 1;
                false
            }
            Admission::WaitUntil(_) => true,
        });
    }
    assert!(per_second.iter().all(|calls| (9..=16).contains(calls)), "not even: {per_second:?}");
}

#[test]
fn a_window_that_is_used_up_opens_when_the_old_one_is_surely_over() {
    let mut limiter = taught(10, 0);
    let (mut ticket, admission) = ask(&mut limiter, Lane::Interactive, 200);
    assert!(until(admission) > 200);
    // The answer left the server between 0 and 100 ms, when the window had more than 8 s to go and at most 10.
    assert!(matches!(limiter.poll(&mut ticket, 9_999), Admission::WaitUntil(10_100)));
    assert_eq!(limiter.poll(&mut ticket, 10_100), Admission::Go);
}

#[test]
fn many_answers_narrow_the_doubt_about_the_windows_end() {
    let mut limiter = taught(1_000, 999);
    let mut used = 1;
    for now_ms in (200..60_000).step_by(50) {
        // The server's windows end at 4,700 ms, 14,700 ms …
        let since_ms = (now_ms + 30 + 5_300) % WINDOW_MS;
        used = if since_ms < 50 { 1 } else { used + 1 };
        let ticket = go(&mut limiter, now_ms);
        let (reset_s, date_s) = ((now_ms + 30 + WINDOW_MS - since_ms) / 1_000, (now_ms + 30) / 1_000);
        limiter.observe(now_ms + 49, ticket, Some(headers(1_000, 1_000 - used, (reset_s - date_s) * 1_000)), false);
    }
    let closes_ms = 60_000 + limiter.state(60_000).resets_in_ms.expect("it is known");
    assert!((64_700..64_780).contains(&closes_ms), "{closes_ms} ms is not within 80 ms after the end at 64,700 ms");
}

#[test]
fn what_another_client_used_counts_at_once() {
    let mut limiter = taught(167, 166);
    let ticket = go(&mut limiter, 200);
    limiter.observe(300, ticket, Some(headers(167, 20, 9_000)), false);
    assert_eq!(limiter.state(300).remaining, Some(20));
    assert!(burst(&mut limiter, Lane::Interactive, 300) <= 20);
}

#[test]
fn an_answer_that_was_overtaken_does_not_give_slots_back() {
    let mut limiter = taught(167, 166);
    let (early, late) = (go(&mut limiter, 200), go(&mut limiter, 201));
    limiter.observe(300, late, Some(headers(167, 120, 9_000)), false);
    limiter.observe(400, early, Some(headers(167, 165, 9_000)), false);
    assert_eq!(limiter.state(400).remaining, Some(120));
}

#[test]
fn an_answer_that_took_half_a_window_tells_nothing_of_it() {
    let mut limiter = taught(167, 166);
    let ticket = go(&mut limiter, 200);
    limiter.observe(5_300, ticket, Some(headers(167, 20, 5_000)), false);
    assert_eq!(limiter.state(5_300).remaining, Some(165), "the call is counted, and nothing else");
}

#[test]
fn a_fresh_window_is_recognized_by_what_is_left_of_it() {
    let mut limiter = taught(167, 3);
    // Without a reset the old window might last until 10,100 ms; the second answer says that it is over.
    let ticket = go(&mut limiter, 2_000);
    let fresh = Some(RateLimit { limit: Some(167), remaining: Some(166), resets_in_ms: None });
    limiter.observe(9_500, ticket, fresh, false);
    let ticket = go(&mut limiter, 9_600);
    limiter.observe(9_700, ticket, fresh, false);
    assert_eq!(limiter.state(9_700).remaining, Some(166));
}

#[test]
fn a_429_closes_the_window_until_its_end() {
    let mut limiter = taught(167, 100);
    let ticket = go(&mut limiter, 5_000);
    limiter.observe(5_300, ticket, Some(headers(167, 0, 4_000)), true);
    assert_eq!(burst(&mut limiter, Lane::Interactive, 5_300), 0);
    assert_eq!(burst(&mut limiter, Lane::Interactive, 10_099), 0);
    assert!(burst(&mut limiter, Lane::Interactive, 10_100) > 0);
}

#[test]
fn a_429_closes_the_window_even_when_it_says_nothing_else() {
    let mut limiter = Limiter::new();
    let ticket = go(&mut limiter, 0);
    limiter.observe(100, ticket, None, true);
    let (_, admission) = ask(&mut limiter, Lane::Interactive, 100);
    assert!(until(admission) > 100);
    assert!(burst(&mut limiter, Lane::Interactive, 10_100) > 0, "no window lasts longer than ten seconds");
}

#[test]
fn a_429_about_a_quota_does_not_close_the_window() {
    let mut limiter = taught(167, 100);
    let ticket = go(&mut limiter, 200);
    limiter.observe(300, ticket, Some(headers(167, 99, 9_000)), true);
    assert!(burst(&mut limiter, Lane::Interactive, 300) > 0);
}

#[test]
fn a_pause_of_years_and_a_clock_that_runs_backwards_do_no_harm() {
    let mut limiter = taught(10, 9);
    for now_ms in [1_000, 500, 0, u64::MAX / 2, 7, u64::MAX - 1, u64::MAX, 3] {
        let ticket = go(&mut limiter, now_ms);
        limiter.observe(now_ms, ticket, Some(headers(10, 9, 9_000)), false);
    }
}

#[test]
fn senseless_headers_do_no_harm() {
    let numbers = [None, Some(0), Some(1), Some(10), Some(u64::MAX - 1), Some(u64::MAX)];
    for limit in numbers {
        for remaining in numbers {
            for resets_in_ms in numbers {
                for is_throttled in [false, true] {
                    let mut limiter = taught(10, 9);
                    let ticket = go(&mut limiter, 200);
                    limiter.observe(300, ticket, Some(RateLimit { limit, remaining, resets_in_ms }), is_throttled);
                    assert!(
                        burst(&mut limiter, Lane::Interactive, 30_000) > 0,
                        "{limit:?} {remaining:?} {resets_in_ms:?}"
                    );
                }
            }
        }
    }
}
