package io.backroom.memory.stock;

import static io.backroom.memory.stock.ReservationSteps.emptied;
import static io.backroom.memory.stock.ReservationSteps.extended;
import static io.backroom.memory.stock.ReservationSteps.settled;
import static io.backroom.memory.stock.ReservationSteps.taken;

import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.inventory.StockResult.Shortage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides one command and collects what it would change, apart from the store. A draft that is
 * thrown away, because units lack or a counter would overflow, has changed nothing.
 *
 * <p>Reservations are replaced as a whole; what that means for the counters follows in one place,
 * {@link #replace}, so that counters and reservations cannot disagree.
 */
final class StockDraft {
  private static final Comparator<ExpectedReceipt> EARLIEST_FIRST =
      Comparator.comparing(ExpectedReceipt::expectedAt).thenComparing(ExpectedReceipt::id);

  private final StockView store;
  private final Instant now;
  private final SortedMap<Place, StockLevel> levels = new TreeMap<>();
  private final Map<ReservationId, Reservation> reservations = new HashMap<>();
  private final List<Shortage> shortages = new ArrayList<>();

  StockDraft(StockView store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /** Returns the changed levels, in the order of (SKU, center). */
  Collection<StockLevel> levels() {
    return levels.values();
  }

  /** Returns the changed reservations. */
  Collection<Reservation> reservations() {
    return reservations.values();
  }

  /** Ends those of the given holds that keep units where units lack. */
  void endHolds(Stream<Reservation> holds, StockResult.Short lack) {
    Set<Place> places =
        lack.shortages().stream()
            .map(shortage -> new Place(shortage.sku(), shortage.center()))
            .collect(Collectors.toSet());
    holds
        .filter(hold -> hold.lines().stream().anyMatch(line -> places.contains(Place.of(line))))
        .forEach(hold -> replace(hold, emptied(State.EXPIRED, hold)));
  }

  /** Returns the answer to a command. */
  StockResult decide(StockCommand command) {
    if (command instanceof StockCommand.Reserve c) {
      return reserve(c);
    } else if (command instanceof StockCommand.Extend c) {
      return change(c.reservation(), this::isHeld, r -> extended(r, c.expiresAt()));
    } else if (command instanceof StockCommand.Commit c) {
      return change(c.reservation(), this::isHeld, ReservationSteps::committed);
    } else if (command instanceof StockCommand.Release c) {
      return change(c.reservation(), StockDraft::isOpen, r -> released(r, c));
    } else if (command instanceof StockCommand.Expire c) {
      return change(c.reservation(), r -> r.hasExpired(now), r -> emptied(State.EXPIRED, r));
    } else if (command instanceof StockCommand.Ship c) {
      return change(
          c.reservation(),
          StockDraft::isCommitted,
          r -> moved(r, c.lines(), Line::kept, ReservationSteps::shipped));
    } else if (command instanceof StockCommand.Fill c) {
      return change(
          c.reservation(),
          StockDraft::isCommitted,
          r -> moved(r, c.lines(), this::fillable, ReservationSteps::filled));
    } else if (command instanceof StockCommand.Move c) {
      return change(c.reservation(), r -> isHeld(r) || isCommitted(r), r -> rehoused(r, c));
    } else if (command instanceof StockCommand.Receive c) {
      return receive(c);
    } else if (command instanceof StockCommand.Expect c) {
      return expect(c);
    } else if (command instanceof StockCommand.Count c) {
      return count(c);
    } else if (command instanceof StockCommand.Transfer c) {
      return transfer(c);
    } else {
      return adjust((StockCommand.Adjust) command);
    }
  }

  private StockResult reserve(StockCommand.Reserve c) {
    Optional<Reservation> existing = find(c.reservation());
    if (existing.isPresent()) {
      return ended(existing.get());
    }
    for (ReservationId id : c.replaces()) {
      find(id)
          .filter(r -> r.state() == State.HELD && r.owner().equals(c.owner()))
          .ifPresent(r -> replace(r, emptied(State.RELEASED, r)));
    }
    SortedMap<Place, Long> kept = Place.sum(c.lines().stream());
    SortedMap<Place, Long> backordered =
        Place.sum(c.backorders().stream().map(BackorderLine::line));
    Map<Place, Integer> limits = new HashMap<>();
    c.backorders().forEach(b -> limits.merge(Place.of(b.line()), b.limit(), Math::min));
    Set<Place> places = new TreeSet<>(kept.keySet());
    places.addAll(backordered.keySet());
    List<Line> lines = new ArrayList<>();
    for (Place place : places) {
      StockLevel level = level(place);
      long units = kept.getOrDefault(place, 0L);
      long later = backordered.getOrDefault(place, 0L);
      long holdable = (long) c.heldMax() - level.reserved();
      lacks(place, units, Math.min(holdable, level.availableToPromise()));
      lacks(place, later, limits.getOrDefault(place, 0) - level.backordered());
      lines.add(new Line(place.sku(), place.center(), (int) units, (int) later, 0));
    }
    Reservation after =
        new Reservation(c.reservation(), c.owner(), State.HELD, lines, c.expiresAt());
    return answer(emptied(State.HELD, after), after);
  }

  private StockResult change(
      ReservationId id, Predicate<Reservation> possible, UnaryOperator<Reservation> next) {
    Optional<Reservation> found = find(id);
    if (found.isEmpty()) {
      return new StockResult.NotFound();
    }
    Reservation before = found.get();
    if (!possible.test(before)) {
      return ended(before);
    }
    Reservation after = next.apply(before);
    // A step of several has put what stands before its last in the draft.
    return answer(reservations.getOrDefault(id, before), after);
  }

  private StockResult ended(Reservation reservation) {
    return new StockResult.Ended(reservation.hasExpired(now) ? State.EXPIRED : reservation.state());
  }

  private StockResult answer(Reservation before, Reservation after) {
    if (!shortages.isEmpty()) {
      return new StockResult.Short(shortages);
    }
    replace(before, after);
    return new StockResult.Applied(Optional.of(after));
  }

  private boolean isHeld(Reservation r) {
    return r.state() == State.HELD && !r.hasExpired(now);
  }

  private static boolean isCommitted(Reservation r) {
    return r.state() == State.COMMITTED;
  }

  private static boolean isOpen(Reservation r) {
    // Who gives back a hold that has run out only does early what the sweep would do.
    return r.state() == State.HELD || r.state() == State.COMMITTED;
  }

  private Reservation released(Reservation r, StockCommand.Release c) {
    if (c.lines().isEmpty() && c.backorders().isEmpty()) {
      return settled(r, emptied(r.state(), r).lines());
    }
    Reservation less = moved(r, c.lines(), Line::kept, ReservationSteps::letGo);
    return moved(less, c.backorders(), ReservationSteps::left, ReservationSteps::givenBack);
  }

  /** Takes units out of lines, or notes where they lack. */
  private Reservation moved(
      Reservation r,
      List<StockLine> wanted,
      ToLongFunction<Line> available,
      BiFunction<Line, Integer, Line> after) {
    SortedMap<Place, Line> lines = new TreeMap<>();
    r.lines().forEach(line -> lines.put(Place.of(line), line));
    Place.sum(wanted.stream())
        .forEach(
            (place, units) -> {
              Line line = lines.getOrDefault(place, new Line(place.sku(), place.center(), 0, 0, 0));
              if (!lacks(place, units, available.applyAsLong(line))) {
                lines.put(place, after.apply(line, units.intValue()));
              }
            });
    return settled(r, List.copyOf(lines.values()));
  }

  /** Gives units up where they are kept, and keeps as many where the command says. */
  private Reservation rehoused(Reservation r, StockCommand.Move c) {
    SortedMap<Place, Line> lines = new TreeMap<>();
    SortedMap<Place, Long> wanted = Place.sum(c.to().stream());
    wanted.keySet().forEach(p -> lines.put(p, new Line(p.sku(), p.center(), 0, 0, 0)));
    r.lines().forEach(line -> lines.put(Place.of(line), line));
    Reservation before = with(r, lines);
    Reservation less = moved(before, c.lines(), Line::kept, ReservationSteps::letGo);
    less = moved(less, c.backorders(), ReservationSteps::left, ReservationSteps::givenBack);
    less.lines().forEach(line -> lines.put(Place.of(line), line));
    Reservation givenUp = with(r, lines);
    if (!shortages.isEmpty()) {
      return before;
    }
    replace(before, givenUp);
    wanted.forEach(
        (place, units) -> {
          if (!lacks(place, units, level(place).availableToPromise())) {
            lines.computeIfPresent(place, (p, line) -> taken(line, units.intValue()));
          }
        });
    return with(r, lines);
  }

  private static Reservation with(Reservation r, SortedMap<Place, Line> lines) {
    return new Reservation(
        r.id(), r.owner(), r.state(), List.copyOf(lines.values()), r.expiresAt());
  }

  private long fillable(Line line) {
    return Math.min(line.backordered(), level(Place.of(line)).unpromised());
  }

  /** Puts a reservation in the place of the one before; the counters follow from the two. */
  private void replace(Reservation before, Reservation after) {
    for (int i = 0; i < after.lines().size(); i++) {
      Line was = before.lines().get(i);
      Line is = after.lines().get(i);
      add(
          Place.of(is),
          was.shipped() - is.shipped(),
          0,
          keptAs(State.HELD, after, is) - keptAs(State.HELD, before, was),
          keptAs(State.COMMITTED, after, is) - keptAs(State.COMMITTED, before, was),
          is.backordered() - was.backordered());
    }
    reservations.put(after.id(), after);
  }

  private static int keptAs(State state, Reservation reservation, Line line) {
    return reservation.state() == state ? line.kept() : 0;
  }

  private StockResult receive(StockCommand.Receive c) {
    Place place = Place.of(c.line());
    if (c.expected().isPresent()) {
      Optional<ExpectedReceipt> receipt = store.receipt(c.expected().get());
      if (receipt.isEmpty() || !Place.of(receipt.get().line()).equals(place)) {
        return new StockResult.NotFound();
      }
      int left = receipt.get().line().quantity() - c.line().quantity();
      announce(place, receipt.get().id(), left, receipt.get().expectedAt());
    }
    add(place, c.line().quantity(), 0, 0, 0, 0);
    return new StockResult.Applied(Optional.empty());
  }

  private StockResult expect(StockCommand.Expect c) {
    Place place = new Place(c.sku(), c.center());
    Optional<ExpectedReceipt> before = store.receipt(c.receipt());
    if (before.isPresent() && !Place.of(before.get().line()).equals(place)) {
      return new StockResult.NotFound();
    }
    announce(place, c.receipt(), c.quantity(), c.expectedAt());
    return new StockResult.Applied(Optional.empty());
  }

  private void announce(Place place, ReceiptId id, int quantity, Instant expectedAt) {
    StockLevel l = level(place);
    List<ExpectedReceipt> expected = new ArrayList<>(l.expected());
    expected.removeIf(other -> other.id().equals(id));
    if (quantity > 0) {
      StockLine line = new StockLine(place.sku(), place.center(), quantity);
      expected.add(new ExpectedReceipt(id, line, expectedAt));
    }
    expected.sort(EARLIEST_FIRST);
    levels.put(
        place,
        new StockLevel(
            l.sku(),
            l.center(),
            l.onHand(),
            l.unavailable(),
            l.reserved(),
            l.allocated(),
            l.backordered(),
            expected));
  }

  private StockResult count(StockCommand.Count c) {
    Place place = new Place(c.sku(), c.center());
    StockLevel level = level(place);
    long bound = (long) level.onHand() - level.unpromised();
    if (lacks(place, bound, c.counted())) {
      return new StockResult.Short(shortages);
    }
    add(place, c.counted() - level.onHand(), 0, 0, 0, 0);
    return new StockResult.Applied(Optional.empty());
  }

  private StockResult transfer(StockCommand.Transfer c) {
    Place from = Place.of(c.line());
    int units = c.line().quantity();
    if (store.receipt(c.receipt()).isPresent()) {
      return new StockResult.NotFound();
    } else if (lacks(from, units, level(from).availableToPromise())) {
      return new StockResult.Short(shortages);
    }
    add(from, -units, 0, 0, 0, 0);
    announce(new Place(from.sku(), c.to()), c.receipt(), units, c.expectedAt());
    return new StockResult.Applied(Optional.empty());
  }

  private StockResult adjust(StockCommand.Adjust c) {
    Place place = new Place(c.sku(), c.center());
    StockLevel level = level(place);
    boolean lacks =
        lacks(place, -(long) c.unavailable(), level.unavailable())
            || lacks(place, (long) c.unavailable() - c.onHand(), level.unpromised());
    if (lacks) {
      return new StockResult.Short(shortages);
    }
    add(place, c.onHand(), c.unavailable(), 0, 0, 0);
    return new StockResult.Applied(Optional.empty());
  }

  private boolean lacks(Place place, long wanted, long available) {
    long some = Math.max(0, available);
    if (wanted <= some) {
      return false;
    }
    int most = Integer.MAX_VALUE;
    shortages.add(
        new Shortage(
            place.sku(), place.center(), (int) Math.min(wanted, most), (int) Math.min(some, most)));
    return true;
  }

  private void add(
      Place place, int onHand, int unavailable, int reserved, int allocated, int backordered) {
    StockLevel l = level(place);
    levels.put(
        place,
        new StockLevel(
            l.sku(),
            l.center(),
            Math.addExact(l.onHand(), onHand),
            Math.addExact(l.unavailable(), unavailable),
            Math.addExact(l.reserved(), reserved),
            Math.addExact(l.allocated(), allocated),
            Math.addExact(l.backordered(), backordered),
            l.expected()));
  }

  private StockLevel level(Place place) {
    StockLevel changed = levels.get(place);
    return changed == null ? store.level(place.sku(), place.center()) : changed;
  }

  private Optional<Reservation> find(ReservationId id) {
    return Optional.ofNullable(reservations.get(id)).or(() -> store.find(id));
  }

  /** Returns what changed between two levels, if a counter did. */
  static Optional<StockMovement> movement(
      long sequence, Instant at, StockCommand cause, StockLevel before, StockLevel after) {
    int onHand = after.onHand() - before.onHand();
    int unavailable = after.unavailable() - before.unavailable();
    int reserved = after.reserved() - before.reserved();
    int allocated = after.allocated() - before.allocated();
    int backordered = after.backordered() - before.backordered();
    if (onHand == 0 && unavailable == 0 && reserved == 0 && allocated == 0 && backordered == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new StockMovement(
            sequence,
            at,
            cause.id(),
            cause.getClass().getSimpleName(),
            after.sku(),
            after.center(),
            onHand,
            unavailable,
            reserved,
            allocated,
            backordered));
  }
}
