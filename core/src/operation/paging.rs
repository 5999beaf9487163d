//! How lists are paged.

/// How a list is paged and where its items stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Paging {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// The path of the array of items in the answer, dotted (`data.articles`); empty when the answer is the array.
    pub items: &'static str,
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageStyle {
    /// The whole list comes at once.
    Unpaged,
    /// `starting_after` in the query, from `pages.next.starting_after`.
    CursorQuery,
    /// `pagination.starting_after` in the body, from `pages.next.starting_after`.
    CursorBody,
    /// `cursor` in the query, from `next_cursor` while `has_more`.
    CursorFlat,
    /// `page` in the query, from `pages.next` or by counting to `pages.total_pages`.
    PageQuery,
    /// `page` in the query, by counting to a `total_pages` that stands at the top of the answer.
    PageFlat,
    /// `page` in the body, by counting to `pages.total_pages`.
    PageBody,
    /// `scroll_param` in the query, until a page is empty.
    Scroll,
    /// The query of the address in `pages.next`.
    Link,
}

impl PageStyle {
    /// Every style.
    pub const ALL: [PageStyle; 9] = [
        PageStyle::Unpaged,
        PageStyle::CursorQuery,
        PageStyle::CursorBody,
        PageStyle::CursorFlat,
        PageStyle::PageQuery,
        PageStyle::PageFlat,
        PageStyle::PageBody,
        PageStyle::Scroll,
        PageStyle::Link,
    ];

    /// The style as the catalog writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            PageStyle::Unpaged => "unpaged",
            PageStyle::CursorQuery => "cursor_query",
            PageStyle::CursorBody => "cursor_body",
            PageStyle::CursorFlat => "cursor_flat",
            PageStyle::PageQuery => "page_query",
            PageStyle::PageFlat => "page_flat",
            PageStyle::PageBody => "page_body",
            PageStyle::Scroll => "scroll",
            PageStyle::Link => "link",
        }
    }
}
