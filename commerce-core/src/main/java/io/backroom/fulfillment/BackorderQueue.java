package io.backroom.fulfillment;

import io.backroom.inventory.Incoming;
import io.backroom.inventory.Incoming.Setback;
import io.backroom.inventory.PromiseReason;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Keys;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentQuery.Direction;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who waits for a SKU at a center, and in which order they are served: best priority first, then
 * the earliest date that was told, then who has waited longest.
 *
 * <p>When stock or receipts change, the head of the queue is filled from what is there, and then
 * the queue is walked: each shipment is bound to the receipt that will bring its last unit, and its
 * promise moves with it. A walk goes page by page, each page one transaction together with the
 * place where the next begins. There is one walk of a queue at a time; what changes meanwhile makes
 * it begin anew when it has reached the end, so that the last walk has seen everything.
 */
final class BackorderQueue {
  /** Somebody comes between. */
  static final Setback OVERTAKEN = new Setback(PromiseReason.OVERTAKEN, Optional.empty());

  private static final int PAGE = 100;

  private static final String WALK = "backorders-walk";
  private static final String JOINED = "backorder-joined";
  private static final int SETBACKS_MAX = 20;

  private final Kernel kernel;
  private final Reservations reservations;
  private final Shipments shipments;

  /** One SKU at one center. */
  record Place(Sku sku, CenterId center) {
    String key() {
      return Keys.of(sku, center);
    }
  }

  record Joined(String shipment) {}

  /**
   * A walk that is under way.
   *
   * @param again whether something has changed since it began
   * @param setbacks what may make dates later, the latest last
   * @param after the last shipment that was looked at
   * @param ahead units for which those before wait
   * @param undated how many shipments have lost their date in this walk
   */
  record Walk(
      Place place,
      boolean again,
      List<Setback> setbacks,
      Optional<DocumentQuery.Position> after,
      long ahead,
      int undated) {
    static final DocumentType<Walk> TYPE =
        new DocumentType<>(
            "backorders-walk", Walk.class, walk -> walk.place().key(), walk -> List.of());

    Walk {
      setbacks = List.copyOf(setbacks);
    }

    static Walk of(Place place, Optional<Setback> setback) {
      return new Walk(place, false, setback.stream().toList(), Optional.empty(), 0, 0);
    }

    Walk wantedAgain(Optional<Setback> setback) {
      List<Setback> all = new ArrayList<>(setbacks);
      setback.ifPresent(
          latest -> {
            all.remove(latest);
            all.add(latest);
          });
      int most = Math.min(all.size(), SETBACKS_MAX);
      List<Setback> latest = all.subList(all.size() - most, all.size());
      return new Walk(place, true, latest, after, ahead, undated);
    }

    Walk past(int units, boolean lostItsDate) {
      return new Walk(
          place, again, setbacks, after, ahead + units, undated + (lostItsDate ? 1 : 0));
    }

    Walk after(DocumentQuery.Position last) {
      return new Walk(place, again, setbacks, Optional.of(last), ahead, undated);
    }

    Walk fromTheStart() {
      return new Walk(place, false, setbacks, Optional.empty(), 0, 0);
    }

    /** Why a line comes later than was told. */
    PromiseReason reason(Optional<Incoming.Source> before, Optional<Incoming.Source> now) {
      Optional<ReceiptId> receipt = before.map(Incoming.Source::receipt);
      Optional<PromiseReason> own =
          latest(setback -> receipt.isPresent() && setback.receipt().equals(receipt));
      boolean sameReceipt =
          receipt.isPresent() && receipt.equals(now.map(Incoming.Source::receipt));
      return own.or(
              () -> sameReceipt ? Optional.of(PromiseReason.RECEIPT_LATE) : latest(setback -> true))
          .orElse(PromiseReason.RECEIPT_SHORT);
    }

    private Optional<PromiseReason> latest(Predicate<Setback> which) {
      return setbacks.stream().filter(which).reduce((earlier, later) -> later).map(Setback::reason);
    }
  }

  BackorderQueue(Kernel kernel, Reservations reservations, Shipments shipments) {
    this.kernel = kernel;
    this.reservations = reservations;
    this.shipments = shipments;
    kernel.work().on(Incoming.MOVED, this::serve);
    kernel.work().on(WALK, this::walk);
    kernel.work().on(JOINED, this::joined);
  }

  /** Has a new shipment's dates compared with the supply, which may have changed since its plan. */
  void joined(Transaction tx, FulfillmentOrder shipment) {
    tx.doNow(JOINED, new Joined(shipment.id()));
  }

  /** Has the queue walked after the transaction. */
  void look(Transaction tx, Sku sku, CenterId center, Optional<Setback> setback) {
    Place place = new Place(sku, center);
    Optional<Walk> underWay = tx.find(Walk.TYPE, place.key());
    tx.put(
        Walk.TYPE,
        underWay.map(walk -> walk.wantedAgain(setback)).orElseGet(() -> Walk.of(place, setback)));
    if (underWay.isEmpty()) {
      tx.doNow(WALK, place);
    }
  }

  private List<FulfillmentOrder> page(
      Place place, Direction direction, Optional<DocumentQuery.Position> after, int limit) {
    String queue = FulfillmentOrder.queue(place.sku(), place.center());
    return kernel.query(
        FulfillmentOrder.TYPE,
        new DocumentQuery(
            FulfillmentOrder.TYPE.name(),
            FulfillmentOrder.WAITING,
            queue + "|",
            Optional.of(queue + "}"),
            direction,
            after,
            limit));
  }

  /** Serves the head of the queue as far as the stock goes, then looks at those behind. */
  private Consumer<Transaction> serve(WorkItem item) {
    Incoming.Moved moved = kernel.payload(item, Incoming.Moved.class);
    Place place = new Place(moved.sku(), moved.center());
    boolean more = fill(place);
    return tx -> {
      if (more) {
        tx.goOn(item);
      } else {
        look(tx, moved.sku(), moved.center(), moved.setback());
      }
    };
  }

  /**
   * Fills one page and tells whether the next may be filled as well. Whoever died between the stock
   * and the documents has left a shipment that waits for units that it has got: it is told of them
   * whether more are there or not.
   */
  private boolean fill(Place place) {
    List<FulfillmentOrder> queue = page(place, Direction.ASCENDING, Optional.empty(), PAGE);
    long waiting = queue.stream().mapToLong(shipment -> shipment.waiting(place.sku())).sum();
    boolean untold = waiting > reservations.level(place.sku(), place.center()).backordered();
    boolean all = true;
    for (FulfillmentOrder shipment : queue) {
      int left =
          reservations.fill(
              shipment.reservation(),
              place.sku(),
              place.center(),
              shipment.waiting(place.sku()),
              () -> besides(place, shipment));
      kernel.transact(tx -> shipments.cameIn(tx, shipment.id(), place.sku(), left));
      all &= left == 0;
      if (!all && !untold) {
        return false;
      }
    }
    return all && queue.size() == PAGE;
  }

  /** An order may wait twice for the same: it had its goods before, and lost them. */
  private int besides(Place place, FulfillmentOrder shipment) {
    int units = 0;
    Optional<DocumentQuery.Position> after = Optional.empty();
    List<FulfillmentOrder> page;
    do {
      page = page(place, Direction.ASCENDING, after, PAGE);
      for (FulfillmentOrder other : page) {
        boolean same = other.reservation().equals(shipment.reservation());
        units += same && !other.id().equals(shipment.id()) ? other.waiting(place.sku()) : 0;
        after = Optional.of(position(other, place));
      }
    } while (page.size() == PAGE);
    return units;
  }

  private Consumer<Transaction> walk(WorkItem item) {
    Place place = kernel.payload(item, Place.class);
    Optional<Walk> walk = kernel.find(Walk.TYPE, place.key());
    if (walk.isEmpty()) {
      return tx -> {};
    }
    List<FulfillmentOrder> page = page(place, Direction.ASCENDING, walk.get().after(), PAGE);
    Incoming incoming = Incoming.of(reservations.level(place.sku(), place.center()), kernel.now());
    return tx -> step(tx, item, page, incoming, tx.get(Walk.TYPE, place.key()));
  }

  private void step(
      Transaction tx, WorkItem item, List<FulfillmentOrder> page, Incoming incoming, Walk begun) {
    Walk walk = begun;
    for (FulfillmentOrder seen : page) {
      FulfillmentOrder shipment = shipments.get(tx, seen.id());
      Optional<FulfillmentOrder.Wait> wait = shipment.wait(walk.place().sku());
      if (wait.isPresent()) {
        walk = bind(tx, walk, shipment, wait.get(), incoming);
      }
    }
    if (page.size() == PAGE) {
      tx.put(Walk.TYPE, walk.after(position(page.get(PAGE - 1), walk.place())));
      tx.goOn(item);
      return;
    }
    if (walk.undated() > 0) {
      tellAPerson(tx, walk);
    }
    if (walk.again()) {
      tx.put(Walk.TYPE, walk.fromTheStart());
      tx.goOn(item);
    } else {
      tx.delete(Walk.TYPE, walk.place().key());
    }
  }

  private static DocumentQuery.Position position(FulfillmentOrder shipment, Place place) {
    return shipment.position(shipment.wait(place.sku()).orElseThrow());
  }

  /** Binds a shipment to what brings its last unit. What is in stock is not bound but filled. */
  private Walk bind(
      Transaction tx,
      Walk walk,
      FulfillmentOrder shipment,
      FulfillmentOrder.Wait wait,
      Incoming incoming) {
    int units = shipment.waiting(wait.sku());
    long last = walk.ahead() + units;
    Optional<Incoming.Source> source = incoming.source(last);
    boolean undated = false;
    if (!incoming.isInStock(last) && !source.equals(wait.source())) {
      PromiseReason setback = walk.reason(wait.source(), source);
      FulfillmentOrder bound = shipments.bind(tx, shipment, wait.from(source), setback);
      undated = shipment.promise().current().isPresent() && bound.promise().current().isEmpty();
    }
    return walk.past(units, undated);
  }

  private static void tellAPerson(Transaction tx, Walk walk) {
    String text =
        walk.undated()
            + " shipments wait for "
            + walk.place().sku()
            + " at "
            + walk.place().center()
            + " and nothing is expected that would serve them any more. Buy some, or call the"
            + " customers.";
    tx.doNow(
        WorkQueue.TELL_A_PERSON,
        new WorkQueue.Attention(
            Incoming.subject(walk.place().sku()), "promises-without-a-date", text));
  }

  private Consumer<Transaction> joined(WorkItem item) {
    Joined joined = kernel.payload(item, Joined.class);
    FulfillmentOrder shipment = kernel.find(FulfillmentOrder.TYPE, joined.shipment()).orElseThrow();
    List<Place> disturbed =
        shipment.lines().stream()
            .map(FulfillmentOrder.Line::sku)
            .distinct()
            .flatMap(sku -> shipment.wait(sku).stream())
            .filter(wait -> disturbs(shipment, wait))
            .map(wait -> new Place(wait.sku(), shipment.center()))
            .toList();
    return tx -> disturbed.forEach(p -> look(tx, p.sku(), p.center(), Optional.of(OVERTAKEN)));
  }

  /**
   * Tells whether somebody's date may be another one now. A shipment was planned for the end of the
   * queue: there it disturbs nobody if the receipt is still the same. Elsewhere it disturbs nobody
   * if that receipt brings the units of both its neighbors and of the last in the queue: then it
   * brings all between.
   */
  private boolean disturbs(FulfillmentOrder shipment, FulfillmentOrder.Wait wait) {
    Place place = new Place(wait.sku(), shipment.center());
    StockLevel level = reservations.level(place.sku(), place.center());
    Optional<Incoming.Source> last = Incoming.of(level, kernel.now()).source(level.backordered());
    Optional<DocumentQuery.Position> here = Optional.of(shipment.position(wait));
    List<FulfillmentOrder> behind = page(place, Direction.ASCENDING, here, 1);
    List<FulfillmentOrder> before = page(place, Direction.DESCENDING, here, 1);
    boolean between =
        !before.isEmpty()
            && Stream.concat(before.stream(), behind.stream())
                .flatMap(neighbor -> neighbor.wait(place.sku()).stream())
                .allMatch(neighbor -> neighbor.source().equals(last));
    return !last.equals(wait.source()) || !(behind.isEmpty() || between);
  }
}
