package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Keys;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.CenterId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a carrier fetches at one center by one service with one truck.
 *
 * @param id its id, made of center, carrier, service and pickup: there is one for each
 * @param center where it is fetched
 * @param carrier who fetches it
 * @param service by which of the carrier's services it travels
 * @param pickup when it is fetched
 * @param state where it stands
 * @param since since when it stands there
 * @param parcels how many parcels are on it
 * @param actualGrams what they weigh together
 * @param billableGrams what the carrier charges for together
 * @param revision counts what was put on it, taken off it, and altered on it
 * @param closedAt when it was closed
 * @param reference the carrier's name for it; may be empty
 * @param problem why the carrier does not take it; empty if it does, or has not answered
 */
public record Manifest(
    String id,
    CenterId center,
    String carrier,
    String service,
    Instant pickup,
    State state,
    Instant since,
    int parcels,
    long actualGrams,
    long billableGrams,
    long revision,
    Optional<Instant> closedAt,
    String reference,
    String problem) {
  static final String BY_CENTER = "center";

  static final DocumentType<Manifest> TYPE =
      new DocumentType<>("manifest", Manifest.class, Manifest::id, Manifest::indexes);

  /** Where a manifest stands; what is not in the table of {@link #next} does not happen. */
  public enum State {
    /** Parcels are put on it and taken off it. */
    OPEN,
    /** Nothing is put on it or taken off it any more; its parcels may be loaded. */
    CLOSED,
    /** The carrier has it. */
    TRANSMITTED,
    /** The carrier has confirmed it. */
    ACKNOWLEDGED;

    private static final Map<State, Set<State>> NEXT =
        Map.of(
            OPEN, EnumSet.of(CLOSED),
            // A confirmation may come before anybody knows that the manifest arrived.
            CLOSED, EnumSet.of(TRANSMITTED, ACKNOWLEDGED),
            TRANSMITTED, EnumSet.of(ACKNOWLEDGED),
            ACKNOWLEDGED, EnumSet.noneOf(State.class));

    /**
     * Returns the states that may follow.
     *
     * @return the states; empty at the end
     */
    public Set<State> next() {
      return Set.copyOf(NEXT.getOrDefault(this, Set.of()));
    }
  }

  static String id(CenterId center, String carrier, String service, Instant pickup) {
    return Keys.of(center, carrier, service, pickup);
  }

  static Manifest open(
      CenterId center, String carrier, String service, Instant pickup, Instant now) {
    return new Manifest(
        id(center, carrier, service, pickup),
        center,
        carrier,
        service,
        pickup,
        State.OPEN,
        now,
        0,
        0,
        0,
        0,
        Optional.empty(),
        "",
        "");
  }

  private List<IndexEntry> indexes() {
    return List.of(
        new IndexEntry(BY_CENTER, byCenter(center, state) + "|" + Sortable.time(pickup)));
  }

  static String byCenter(CenterId center, State state) {
    return center + "|" + state;
  }

  Manifest plus(int more, long actual, long billable) {
    return new Manifest(
        id,
        center,
        carrier,
        service,
        pickup,
        state,
        since,
        parcels + more,
        actualGrams + actual,
        billableGrams + billable,
        revision + 1,
        closedAt,
        reference,
        problem);
  }

  /** Something on it is told otherwise from now on. */
  Manifest altered() {
    return plus(0, 0, 0);
  }

  Manifest in(State next, Instant now, String name) {
    return copy(next, now, next == State.CLOSED ? Optional.of(now) : closedAt, name, "");
  }

  Manifest rejected(String why) {
    return copy(state, since, closedAt, reference, why);
  }

  private Manifest copy(
      State own, Instant from, Optional<Instant> closed, String name, String trouble) {
    return new Manifest(
        id,
        center,
        carrier,
        service,
        pickup,
        own,
        from,
        parcels,
        actualGrams,
        billableGrams,
        revision,
        closed,
        name,
        trouble);
  }
}
