//! Who goes when, who is passed, and what leaving gives back.

use entryphone::{Admission, Lane, Sent};

use super::{ask, burst, go, taught};

#[test]
fn calls_go_in_the_order_of_joining_and_interactive_ones_first() {
    let mut limiter = taught(10, 0);
    let lanes = [Lane::Bulk, Lane::Interactive, Lane::Bulk, Lane::Interactive];
    let mut tickets = lanes.map(|lane| limiter.join(lane));
    for ticket in tickets.iter_mut().rev() {
        assert_ne!(limiter.poll(ticket, 9_500), Admission::Go);
    }
    let mut order = Vec::new();
    for now_ms in 10_000..16_000 {
        for (number, ticket) in tickets.iter_mut().enumerate().rev() {
            if limiter.poll(ticket, now_ms) == Admission::Go && !order.contains(&number) {
                order.push(number);
            }
        }
    }
    assert_eq!(order, [1, 3, 0, 2]);
}

#[test]
fn interactive_calls_pass_while_bulk_ones_wait() {
    let mut limiter = taught(167, 166);
    let _gone = burst(&mut limiter, Lane::Bulk, 200);
    assert!(burst(&mut limiter, Lane::Interactive, 200) >= 16);
}

#[test]
fn asking_again_changes_nothing() {
    let mut limiter = taught(10, 5);
    let mut ticket = go(&mut limiter, 200);
    let before = limiter.state(300);
    for now_ms in 200..300 {
        assert_eq!(limiter.poll(&mut ticket, now_ms), Admission::Go, "what was granted stays granted");
    }
    assert_eq!(limiter.state(300), before);
    let mut limiter = taught(10, 0);
    let (mut ticket, first) = ask(&mut limiter, Lane::Interactive, 9_500);
    for _ in 0..100 {
        assert_eq!(limiter.poll(&mut ticket, 9_500), first);
    }
}

#[test]
fn a_late_head_of_the_queue_does_not_block_those_behind_when_there_is_room_for_both() {
    let mut limiter = taught(10, 0);
    let (mut head, _) = ask(&mut limiter, Lane::Interactive, 9_500);
    let (mut second, _) = ask(&mut limiter, Lane::Interactive, 9_500);
    let both_ms = (10_000..15_000).find(|now_ms| limiter.poll(&mut second, *now_ms) == Admission::Go);
    assert!(both_ms.is_some_and(|now_ms| now_ms < 11_500), "the second call went at {both_ms:?}");
    assert_eq!(limiter.poll(&mut head, 11_500), Admission::Go, "the head's slot was kept");
}

#[test]
fn callers_that_never_come_back_are_passed() {
    let mut limiter = taught(10, 0);
    for _ in 0..1_000 {
        let _lost = ask(&mut limiter, Lane::Interactive, 500);
    }
    let (mut ticket, _) = ask(&mut limiter, Lane::Interactive, 9_500);
    assert_eq!(limiter.poll(&mut ticket, 10_100), Admission::Go);
}

#[test]
fn a_caller_that_comes_back_too_late_still_has_its_place() {
    let mut limiter = taught(10, 0);
    let (mut late, _) = ask(&mut limiter, Lane::Interactive, 500);
    let (mut prompt, _) = ask(&mut limiter, Lane::Interactive, 9_500);
    assert_eq!(limiter.poll(&mut late, 10_100), Admission::Go);
    assert_ne!(limiter.poll(&mut prompt, 10_100), Admission::Go);
}

#[test]
fn lost_tickets_of_calls_under_way_are_forgotten_after_the_next_window() {
    let mut limiter = taught(10, 9);
    let mut lost = 0;
    for now_ms in 200..10_000 {
        lost += burst(&mut limiter, Lane::Interactive, now_ms);
    }
    assert!(lost >= 9, "the window was not used: {lost}");
    assert_eq!(limiter.state(10_200).remaining, Some(1), "each of them may be counted in the next window");
    assert_eq!(limiter.state(20_300).remaining, Some(10));
}

#[test]
fn leaving_gives_the_place_and_the_slot_back() {
    let mut limiter = taught(10, 9);
    let before = limiter.state(200);
    let ticket = go(&mut limiter, 200);
    assert_ne!(limiter.state(200), before);
    limiter.leave(ticket, Sent::No);
    assert_eq!(limiter.state(200), before);

    let mut limiter = taught(10, 0);
    let (head, _) = ask(&mut limiter, Lane::Interactive, 9_500);
    let (mut second, _) = ask(&mut limiter, Lane::Interactive, 9_500);
    limiter.leave(head, Sent::No);
    assert_eq!(limiter.poll(&mut second, 10_100), Admission::Go);
}

#[test]
fn a_call_that_may_have_reached_the_server_stays_counted() {
    let mut limiter = taught(10, 9);
    let ticket = go(&mut limiter, 200);
    let before = limiter.state(300);
    limiter.leave(ticket, Sent::Maybe);
    assert_eq!(limiter.state(300), before);
}
