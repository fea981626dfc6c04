package io.backroom.inventory;

import io.backroom.inventory.HoldPolicy.Cap;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Sortable;
import io.backroom.kernel.Transaction;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the documents of holds, for the room above that offers them: who holds how much, until
 * when, and what becomes of it. Units are written down here before they are reserved, so that no
 * cap is ever exceeded; a crash in between counts against the owner until the hold would have
 * ended.
 */
public final class HoldDesk {
  private final Kernel kernel;
  private final Reservations reservations;
  private final HoldPolicy policy;
  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

  private enum Count {
    MADE,
    EXTENDED,
    ORDERED,
    GIVEN_BACK,
    REPLACED,
    EXPIRED,
    CAPPED
  }

  /**
   * What somebody wants to hold.
   *
   * @param owner whose it will be
   * @param anonymous whether the owner is a session of somebody unknown
   * @param lines what was asked for and what is to be held of it
   * @param units units of all stocked SKUs together
   */
  public record Wish(CustomerId owner, boolean anonymous, List<Hold.Line> lines, long units) {}

  /** The answer to a wish. */
  public sealed interface Opening {
    /**
     * It was written down; its units can be reserved.
     *
     * @param hold the hold
     * @param now whether it was written down by this call, not by an earlier one with the same key
     */
    record Opened(HoldRecord hold, boolean now) implements Opening {}

    /** A hold whose place it was to take does not stand any more. */
    record Moved() implements Opening {}

    /**
     * It would be too much.
     *
     * @param cap of what
     */
    record Over(Cap cap) implements Opening {}

    /**
     * The key was used with another content.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Opening {}
  }

  /**
   * Creates the desk; the shop's builder does.
   *
   * @param kernel documents, time and ids
   * @param reservations the reservations of the same ids
   * @param policy what the host allows
   */
  public HoldDesk(Kernel kernel, Reservations reservations, HoldPolicy policy) {
    this.kernel = kernel;
    this.reservations = reservations;
    this.policy = policy;
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  private void count(Count what) {
    counter(what).increment();
  }

  private LongAdder counter(Count what) {
    return Objects.requireNonNull(counts.get(what));
  }

  /**
   * Returns what the host allows.
   *
   * @return the policy
   */
  public HoldPolicy policy() {
    return policy;
  }

  /**
   * Writes a hold down before its units are reserved.
   *
   * @param once the memory of the client's key, if there is one
   * @param wish what is wanted
   * @param instead holds whose units are free for it; their places it is to take
   * @return the hold, or why not
   */
  public Opening open(Optional<Once> once, Wish wish, List<ReservationId> instead) {
    Opening opening = kernel.transact(tx -> open(tx, once, wish, instead));
    if (opening instanceof Opening.Over) {
      count(Count.CAPPED);
    }
    return opening;
  }

  private Opening open(
      Transaction tx, Optional<Once> once, Wish wish, List<ReservationId> instead) {
    Optional<Result<String>> earlier = once.flatMap(o -> o.earlier(tx));
    if (earlier.isPresent() && earlier.get() instanceof Result.Refused<String> reused) {
      return new Opening.Refused(reused.refusal());
    }
    Optional<HoldRecord> same =
        earlier
            .flatMap(id -> tx.find(HoldRecord.TYPE, id.orThrow()))
            .filter(hold -> hold.state() != HoldRecord.State.VOID);
    if (same.isPresent()) {
      return new Opening.Opened(same.get(), false);
    }
    if (!instead.stream().allMatch(id -> isOpen(tx, id))) {
      return new Opening.Moved();
    }
    HoldBook book = book(tx, wish.owner());
    Optional<Cap> over = over(book.without(instead), wish);
    if (over.isPresent()) {
      return new Opening.Over(over.get());
    }
    ReservationId id = ReservationId.of(tx.newId());
    HoldRecord hold =
        new HoldRecord(
            id,
            wish.owner(),
            wish.anonymous(),
            HoldRecord.State.OPEN,
            tx.now(),
            tx.now().plus(policy.life()),
            0,
            false,
            wish.lines(),
            Optional.empty(),
            Optional.empty());
    tx.create(HoldRecord.TYPE, hold);
    tx.put(HoldBook.TYPE, book.with(new HoldBook.Entry(id, (int) wish.units(), hold.until())));
    once.ifPresent(o -> o.remember(tx, id.value()));
    succeed(tx, instead, id);
    return new Opening.Opened(hold, true);
  }

  private static HoldBook book(Transaction tx, CustomerId owner) {
    return tx.find(HoldBook.TYPE, owner.value())
        .orElseGet(() -> new HoldBook(owner, List.of()))
        .at(tx.now());
  }

  private Optional<Cap> over(HoldBook others, Wish wish) {
    Cap units = wish.anonymous() ? Cap.SESSION : Cap.CUSTOMER;
    if (others.units() + wish.units() > policy.most(units)) {
      return Optional.of(units);
    }
    return others.entries().size() >= policy.holdsMax() ? Optional.of(Cap.HOLDS) : Optional.empty();
  }

  /** Notes that a hold's units were refused by the cap of a place. */
  public void overPlace() {
    count(Count.CAPPED);
  }

  /**
   * Names the reservation that is to take the place of holds: from now on none of them is taken by
   * an order as it is, so that nobody builds on units that are about to go.
   *
   * @param holds which holds
   * @param by the reservation
   * @return whether all of them stood; if not, nothing was changed
   */
  public boolean succeed(List<ReservationId> holds, ReservationId by) {
    return kernel.transact(
        tx -> {
          boolean allOpen = holds.stream().allMatch(id -> isOpen(tx, id));
          if (allOpen) {
            succeed(tx, holds, by);
          }
          return allOpen;
        });
  }

  private static boolean isOpen(Transaction tx, ReservationId id) {
    return tx.get(HoldRecord.TYPE, id.value()).state() == HoldRecord.State.OPEN;
  }

  private static void succeed(Transaction tx, List<ReservationId> holds, ReservationId by) {
    holds.forEach(id -> tx.put(HoldRecord.TYPE, tx.get(HoldRecord.TYPE, id.value()).succeeded(by)));
  }

  /**
   * Notes that the units of a hold are reserved.
   *
   * @param hold the hold as it was written down
   * @param lines what is held
   * @param instead the holds whose place it has taken
   * @return the hold as it stands
   */
  public Hold made(HoldRecord hold, List<Hold.Line> lines, List<ReservationId> instead) {
    count(Count.MADE);
    // Another call with the same key may have written other lines down and not come to reserve.
    HoldRecord made = hold.holding(lines);
    if (!instead.isEmpty() || !made.equals(hold)) {
      kernel.transact(
          tx -> {
            tx.put(HoldRecord.TYPE, tx.get(HoldRecord.TYPE, hold.id().value()).holding(lines));
            instead.forEach(id -> close(tx, id, HoldRecord.State.REPLACED));
            return made;
          });
      instead.forEach(id -> count(Count.REPLACED));
    }
    return view(made, Hold.State.HELD);
  }

  /**
   * Notes that the units of a hold were not there after all.
   *
   * @param id which hold
   */
  public void failed(ReservationId id) {
    kernel.transact(tx -> close(tx, id, HoldRecord.State.VOID));
  }

  /** Notes what time has ended; other reservations than holds are skipped. */
  void ended(List<ReservationId> over) {
    for (ReservationId id : over) {
      boolean was =
          kernel.find(HoldRecord.TYPE, id.value()).isPresent()
              && kernel.transact(tx -> close(tx, id, HoldRecord.State.EXPIRED));
      if (was) {
        count(Count.EXPIRED);
      }
    }
  }

  /** Ends a hold if it stands, and returns whether it did. */
  private static boolean close(Transaction tx, ReservationId id, HoldRecord.State state) {
    HoldRecord hold = tx.get(HoldRecord.TYPE, id.value());
    if (hold.state() != HoldRecord.State.OPEN) {
      return false;
    }
    tx.put(HoldRecord.TYPE, hold.in(state));
    tx.put(HoldBook.TYPE, book(tx, hold.owner()).without(id));
    return true;
  }

  /**
   * Returns a hold as it is stored.
   *
   * @param id which hold
   * @return the hold; empty if nobody was ever told of one with this id
   */
  public Optional<HoldRecord> find(ReservationId id) {
    return kernel.find(HoldRecord.TYPE, id.value()).filter(HoldDesk::isKnown);
  }

  /**
   * Returns a hold as a transaction sees it.
   *
   * @param tx the transaction
   * @param id which hold
   * @return the hold; empty if nobody was ever told of one with this id
   */
  public Optional<HoldRecord> find(Transaction tx, ReservationId id) {
    return tx.find(HoldRecord.TYPE, id.value()).filter(HoldDesk::isKnown);
  }

  private static boolean isKnown(HoldRecord hold) {
    return hold.state() != HoldRecord.State.VOID;
  }

  /**
   * Returns the holds of an owner that stand as far as the documents tell.
   *
   * @param owner whose
   * @return the holds, the oldest first
   */
  public List<HoldRecord> standing(CustomerId owner) {
    List<HoldRecord> standing = new ArrayList<>();
    kernel
        .find(HoldBook.TYPE, owner.value())
        .map(book -> book.at(kernel.now()).entries())
        .orElse(List.of())
        .forEach(
            entry ->
                find(entry.hold())
                    .filter(hold -> hold.state() == HoldRecord.State.OPEN)
                    .ifPresent(standing::add));
    return standing;
  }

  /**
   * Gives the units of holds to an order, in the transaction that stores it.
   *
   * @param tx the transaction
   * @param order which order
   * @param reservation the reservation of the order: that of a hold itself, or one that has taken
   *     the place of all of them
   * @param holds which holds
   * @return whether the order may be stored; not if it builds on a hold that does not stand any
   *     more, or is about to be replaced
   */
  public boolean order(
      Transaction tx, OrderId order, ReservationId reservation, List<ReservationId> holds) {
    for (ReservationId id : holds) {
      HoldRecord hold = tx.get(HoldRecord.TYPE, id.value());
      boolean open = hold.state() == HoldRecord.State.OPEN;
      if (id.equals(reservation) && !(open && hold.successor().isEmpty())) {
        return false;
      } else if (open) {
        tx.put(HoldRecord.TYPE, hold.ordered(order));
        tx.put(HoldBook.TYPE, book(tx, hold.owner()).without(id));
      }
    }
    return true;
  }

  /**
   * Notes that an order was stored that has got the units of holds.
   *
   * @param holds how many holds
   */
  public void ordered(int holds) {
    counter(Count.ORDERED).add(holds);
  }

  /**
   * Moves the end of a hold: for an extension to as long as a new hold would last, for a payment by
   * its grace, as far as the policy allows. Where it allows no more the end stays.
   *
   * @param tx the transaction
   * @param hold which hold
   * @param forPayment whether a payment is under way
   * @return whether the end has moved
   */
  public boolean extend(Transaction tx, HoldRecord hold, boolean forPayment) {
    Instant last = hold.madeAt().plus(policy.lifeMax());
    Instant end =
        forPayment
            ? earlier(tx.now().plus(policy.paymentGrace()), last.plus(policy.paymentGrace()))
            : earlier(tx.now().plus(policy.life()), last);
    boolean allowed = forPayment ? !hold.paying() : !hold.anonymous() || hold.extensions() == 0;
    if (!allowed || !end.isAfter(hold.until())) {
      return false;
    }
    tx.put(HoldRecord.TYPE, hold.lasting(end, forPayment));
    tx.put(HoldBook.TYPE, book(tx, hold.owner()).lasting(hold.id(), end));
    reservations.extend(tx, hold.id(), end);
    return true;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** Notes that the end of a hold was moved. */
  public void extended() {
    count(Count.EXTENDED);
  }

  /**
   * Gives a hold back if it stands.
   *
   * @param tx the transaction
   * @param hold which hold
   * @return whether it stood
   */
  public boolean giveBack(Transaction tx, HoldRecord hold) {
    boolean stood = close(tx, hold.id(), HoldRecord.State.GIVEN_BACK);
    if (stood) {
      reservations.giveBack(tx, hold.id());
    }
    return stood;
  }

  /** Notes that a hold was given back. */
  public void gaveBack() {
    count(Count.GIVEN_BACK);
  }

  /**
   * Returns a hold as it stands: the documents tell what was decided, the stock whether its units
   * are still kept.
   *
   * @param hold the hold as it is stored
   * @param now the time
   * @return the hold
   */
  public Hold view(HoldRecord hold, Instant now) {
    return view(hold, state(hold, now));
  }

  private static Hold view(HoldRecord hold, Hold.State state) {
    return new Hold(hold.id(), hold.owner(), state, hold.until(), hold.lines(), hold.order());
  }

  private Hold.State state(HoldRecord hold, Instant now) {
    return switch (hold.state()) {
      case ORDERED -> Hold.State.ORDERED;
      case REPLACED -> Hold.State.REPLACED;
      case GIVEN_BACK -> Hold.State.GIVEN_BACK;
      case EXPIRED, VOID -> Hold.State.EXPIRED;
      case OPEN -> state(hold, reservations.find(hold.id()), now).orElse(Hold.State.EXPIRED);
    };
  }

  /** Returns what the stock says of a hold; empty if its units were never reserved. */
  private Optional<Hold.State> state(HoldRecord hold, Optional<Reservation> units, Instant now) {
    return units.map(
        found -> {
          if (found.state() == Reservation.State.HELD && !found.hasExpired(now)) {
            return Hold.State.HELD;
          }
          return hold.successor().filter(by -> reservations.held(by, now).isPresent()).isPresent()
              ? Hold.State.REPLACED
              : Hold.State.EXPIRED;
        });
  }

  /**
   * Returns a hold as it stands, if its units were reserved: that is still to come from the call
   * that wrote it down or, should that have died, from another one with the same key.
   *
   * @param hold the hold as it is stored
   * @param now the time
   * @return the hold as it stands; empty if its units were not reserved yet
   */
  public Optional<Hold> reserved(HoldRecord hold, Instant now) {
    return hold.state() == HoldRecord.State.OPEN && hold.until().isAfter(now)
        ? state(hold, reservations.find(hold.id()), now).map(state -> view(hold, state))
        : Optional.of(view(hold, now));
  }

  /**
   * Returns what became of holds.
   *
   * @return the counts of this node, and the units of all nodes
   */
  public HoldMetrics metrics() {
    AtomicLong units = new AtomicLong();
    Instant now = kernel.now();
    kernel.forEach(
        HoldBook.TYPE,
        HoldBook.UNTIL,
        Sortable.time(now),
        book -> units.addAndGet(book.at(now).units()));
    return new HoldMetrics(
        counted(Count.MADE),
        counted(Count.EXTENDED),
        counted(Count.ORDERED),
        counted(Count.GIVEN_BACK),
        counted(Count.REPLACED),
        counted(Count.EXPIRED),
        counted(Count.CAPPED),
        units.get());
  }

  private long counted(Count what) {
    return counter(what).sum();
  }
}
