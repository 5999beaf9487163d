//! Goes through the children of arrays and objects.

use std::iter::FusedIterator;

use super::text::Text;
use super::value::Value;

/// The items of an array, from [`Value::items`].
#[derive(Clone, Debug)]
pub struct Items<'a> {
    next: Value<'a>,
    left: usize,
}

impl<'a> Items<'a> {
    #[inline]
    pub(super) fn new(first: Value<'a>, length: usize) -> Self {
        Self { next: first, left: length }
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Value<'a>;

    #[inline]
    fn next(&mut self) -> Option<Value<'a>> {
        self.left = self.left.checked_sub(1)?;
        let item = self.next;
        self.next = item.next_sibling();
        Some(item)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Items<'_> {}
impl FusedIterator for Items<'_> {}

/// The members of an object as keys and values, from [`Value::members`].
#[derive(Clone, Debug)]
pub struct Members<'a> {
    next: Value<'a>,
    left: usize,
}

impl<'a> Members<'a> {
    #[inline]
    pub(super) fn new(first: Value<'a>, length: usize) -> Self {
        Self { next: first, left: length }
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (Text<'a>, Value<'a>);

    #[inline]
    fn next(&mut self) -> Option<(Text<'a>, Value<'a>)> {
        self.left = self.left.checked_sub(1)?;
        let key = self.next;
        let value = key.next_sibling();
        self.next = value.next_sibling();
        Some((key.as_text()?, value))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Members<'_> {}
impl FusedIterator for Members<'_> {}
