import { useEffect, useRef } from "preact/hooks";

import { Failure } from "./failure.jsx";

/** How far below the edge the end of a list is fetched. */
const AHEAD = "600px";

/** A feed as a list that grows when its end comes near. */
export function List({ feed, label, children, empty }) {
  const end = useRef(null);
  const items = feed.items.value;
  const isOver = feed.isOver.value;
  const error = feed.error.value;
  useEffect(() => {
    if (isOver || error) return;
    // Made anew for every page: whoever is in sight already is told so at once.
    const watch = new IntersectionObserver(([entry]) => entry.isIntersecting && feed.more(), {
      root: end.current.closest(".scroll"),
      rootMargin: AHEAD,
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [feed, items, isOver, error]);
  const isEmpty = items.length === 0 && isOver && !error;
  return (
    <>
      <ul class={`rows${feed.isStale.value ? " is-stale" : ""}`} aria-label={label} aria-busy={feed.isLoading.value}>
        {items.map((item) => (
          <li key={item.id}>{children(item)}</li>
        ))}
      </ul>
      {isEmpty && empty}
      {error && <Failure error={error} onRetry={() => feed.more()} />}
      <div ref={end} class="end">
        {feed.isLoading.value && (items.length > 0 ? <Skeleton rows={1} /> : <Skeleton rows={7} />)}
      </div>
    </>
  );
}

/** The shape of what is to come. */
export const Skeleton = ({ rows }) => (
  <div class="skeleton" aria-hidden="true">
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} class="skeleton-row">
        <span />
        <p>
          <span />
          <span />
        </p>
      </div>
    ))}
  </div>
);

/** What stands where nothing is. */
export const Empty = ({ title, children }) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children && <p>{children}</p>}
  </div>
);
