const SHAPES = {
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.3M18 14.2a6.5 6.5 0 0 1 3.5 5.8",
  talk: "M20 11.5a7.5 7.5 0 0 1-11 6.6L4 20l1.9-5A7.5 7.5 0 1 1 20 11.5Z",
  download: "M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M4 19.5h16",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-1.5L20 20",
  back: "M14.5 5.5 8 12l6.5 6.5",
  edit: "M4 20h4L19.5 8.5l-4-4L4 16v4Zm9.5-13.5 4 4",
  cross: "M6.5 6.5l11 11m0-11-11 11",
  alert: "M12 8.5v4.5m0 3.2v.1M10.3 4.3 2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0Z",
  offline:
    "M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4.3-2.5m5 .1A10 10 0 0 1 19 12M1.8 8.6A15 15 0 0 1 6 6m4.2-1A15 15 0 0 1 22.2 8.6M12 19.2v.1",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2",
};

/** A picture beside words that say the same. */
export const Icon = ({ name, size = 20 }) => (
  <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
    <path d={SHAPES[name]} />
  </svg>
);
