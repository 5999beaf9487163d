/** How far a listing is, for whoever wants to show it. */

/** A function that is told each page, and tells `progress` how many items came so far, and of how many where the API says it. */
export function watching(progress) {
  if (progress === undefined) return undefined;
  let items = 0;
  return (page) => {
    items += page.data.length;
    const total = page.body?.total_count;
    progress({ items, total: typeof total === "number" ? total : null });
  };
}
