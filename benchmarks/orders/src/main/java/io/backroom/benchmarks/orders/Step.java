package io.backroom.benchmarks.orders;

/** Where the peer's order stands: the way to delivery, nothing else. */
enum Step {
  PLACED,
  RELEASED,
  PICKING,
  PACKED,
  MANIFESTED,
  LOADED,
  IN_TRANSIT,
  OUT_FOR_DELIVERY,
  DELIVERED;

  /** What brings an order from one step to the next. */
  enum Signal {
    AUTHORIZE(PLACED, RELEASED),
    PICK(RELEASED, PICKING),
    PACK(PICKING, PACKED),
    MANIFEST(PACKED, MANIFESTED),
    LOAD(MANIFESTED, LOADED),
    CAPTURE(LOADED, IN_TRANSIT),
    OUT_FOR_DELIVERY(IN_TRANSIT, Step.OUT_FOR_DELIVERY),
    DELIVER(Step.OUT_FOR_DELIVERY, DELIVERED);

    private final Step from;
    private final Step to;

    Signal(Step from, Step to) {
      this.from = from;
      this.to = to;
    }

    Step from() {
      return from;
    }

    Step to() {
      return to;
    }
  }
}
