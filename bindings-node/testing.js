import testing from "./testing.cjs";

export const { VirtualClock, cassette, record, replay } = testing;
