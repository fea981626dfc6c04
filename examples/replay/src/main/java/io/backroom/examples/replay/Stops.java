package io.backroom.examples.replay;

import io.backroom.fulfillment.Fulfillment;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.policy.RecallRequest;
import io.backroom.spi.policy.Warehouse;
import io.backroom.spi.value.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The people at the packing tables, asked to stop. Some have to look first, and some never do. */
final class Stops implements Warehouse {
  private static final double STOPS = 0.6;
  private static final double LOOKS = 0.7;
  private static final double FORGETS = 0.15;
  private static final double FINDS = 0.7;
  private static final Duration LOOKING = Duration.ofMinutes(20);

  private final Chance chance;
  private final VirtualClock clock;
  private final List<Looking> looking = new ArrayList<>();
  private final Tally tally = new Tally();

  private record Looking(String shipment, Instant since) {}

  Stops(Chance chance, VirtualClock clock) {
    this.chance = chance;
    this.clock = clock;
  }

  Tally tally() {
    return tally;
  }

  @Override
  public synchronized RecallAnswer recall(RecallRequest request) {
    tally.add("asked");
    String subject = request.shipment() + request.until();
    if (chance.happens(STOPS, "stops", subject)) {
      tally.add("stopped at once");
      return RecallAnswer.ACCEPTED;
    } else if (chance.happens(LOOKS, "looks", subject)) {
      looking.add(new Looking(request.shipment(), clock.instant()));
      return RecallAnswer.PENDING;
    }
    tally.add("too far");
    return RecallAnswer.TOO_LATE;
  }

  /** Tells what came of looking. */
  synchronized void look(Fulfillment fulfillment) {
    Instant before = clock.instant().minus(LOOKING);
    for (Looking one : List.copyOf(looking)) {
      if (!one.since().isAfter(before)) {
        looking.remove(one);
        answer(fulfillment, one);
      }
    }
  }

  private void answer(Fulfillment fulfillment, Looking one) {
    String subject = one.shipment() + one.since();
    if (chance.happens(FORGETS, "forgets to answer", subject)) {
      tally.add("never answered");
      return;
    }
    boolean found = chance.happens(FINDS, "finds the carton", subject);
    boolean counts =
        fulfillment.recalled(Shop.WAREHOUSE, one.shipment(), found) instanceof Result.Done;
    tally.add(counts ? (found ? "stopped after a look" : "too far after a look") : "answered late");
  }
}
