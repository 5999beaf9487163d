//! The retry budget.

use entryphone::{RetryBudget, RetryCause};

#[test]
fn it_rides_out_a_burst_of_failures_and_then_says_no() {
    for (cause, retries) in [(RetryCause::Lost, 50), (RetryCause::Server, 100), (RetryCause::Throttled, 500)] {
        let mut budget = RetryBudget::new();
        assert_eq!((0..1_000).filter(|_| budget.spend(cause)).count(), retries, "{cause:?}");
        assert_eq!(budget.tokens(), 0);
    }
}

#[test]
fn a_refusal_costs_nothing() {
    let mut budget = RetryBudget::new();
    while budget.tokens() > 4 {
        assert!(budget.spend(RetryCause::Throttled));
    }
    assert!(!budget.spend(RetryCause::Lost));
    assert!(!budget.spend(RetryCause::Server));
    assert_eq!(budget.tokens(), 4);
    assert!(budget.spend(RetryCause::Throttled), "what is left still pays for a cheap retry");
}

#[test]
fn successes_fill_it_up_and_not_over() {
    let mut budget = RetryBudget::new();
    assert!(budget.spend(RetryCause::Lost));
    budget.refund(Some(RetryCause::Lost));
    assert_eq!(budget.tokens(), RetryBudget::CAPACITY, "a retry that succeeded costs nothing");
    assert!(budget.spend(RetryCause::Server));
    budget.refund(None);
    assert_eq!(budget.tokens(), RetryBudget::CAPACITY - 4);
    for _ in 0..10 {
        budget.refund(Some(RetryCause::Lost));
    }
    assert_eq!(budget.tokens(), RetryBudget::CAPACITY);
}

#[test]
fn in_a_lasting_outage_retries_cease_and_resume_after_it() {
    let mut budget = RetryBudget::new();
    let retries = (0..10_000).filter(|_| budget.spend(RetryCause::Server)).count();
    assert_eq!(retries, 100, "10,000 failing calls are retried a hundred times, not 30,000");
    for _ in 0..5 {
        budget.refund(None);
    }
    assert!(budget.spend(RetryCause::Server));
}
