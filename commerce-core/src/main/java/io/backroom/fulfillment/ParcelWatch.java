package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingPoller;
import io.backroom.spi.tracking.TrackingSource;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for parcels of which nobody has said anything, less and less often, and tells once of each
 * silence of a week, and of each that puts a promise at risk. After eight weeks of silence a person
 * is told, and nobody asks any more.
 */
final class ParcelWatch {
  static final Duration SILENCE = Duration.ofDays(7);
  static final Duration END = Duration.ofDays(56);

  private static final Logger LOG = LoggerFactory.getLogger(ParcelWatch.class);
  private static final Caller SYSTEM = Caller.system("fulfillment");
  private static final String ASK = "parcel-ask";

  private final Kernel kernel;
  private final List<TrackingSource> sources;

  /**
   * A parcel that is looked for.
   *
   * @param since since when it can be tracked
   * @param told the last event before the silence that was told; empty if none was
   * @param warned since when nobody had said anything when it was told that the promise is at risk;
   *     empty if it was not
   * @param label which listing of the parcel it is for; empty for what was stored before that was
   *     kept
   */
  record Watch(
      String shipment,
      Instant since,
      Optional<Instant> told,
      Optional<Instant> warned,
      Optional<String> label) {
    /** Once a parcel is listed anew, be it under the same number, another one watches it. */
    boolean isOf(Optional<Labeled> last) {
      return label.equals(last.map(Labeled::label));
    }
  }

  /** Which listing of a parcel was the last one. */
  record Labeled(String shipment, String label) {
    static final DocumentType<Labeled> TYPE =
        new DocumentType<>("parcel-watch", Labeled.class, Labeled::shipment, labeled -> List.of());
  }

  ParcelWatch(Kernel kernel, List<TrackingSource> sources) {
    this.kernel = kernel;
    this.sources = sources;
    kernel.work().on(ASK, this::look);
  }

  /** Has a parcel watched from now on; without sources nobody would answer. */
  void begin(Transaction tx, String shipment) {
    if (!sources.isEmpty()) {
      String label = tx.newId();
      tx.put(Labeled.TYPE, new Labeled(shipment, label));
      Watch watch =
          new Watch(shipment, tx.now(), Optional.empty(), Optional.empty(), Optional.of(label));
      ParcelTrack.of(shipment)
          .askAgain(tx.now(), tx.now())
          .ifPresent(next -> tx.doAt(ASK, watch, next));
    }
  }

  private Consumer<Transaction> look(WorkItem item) {
    Watch watch = kernel.payload(item, Watch.class);
    Instant now = kernel.now();
    List<TrackingEvent> heard =
        kernel
            .find(FulfillmentOrder.TYPE, watch.shipment())
            .filter(shipment -> shipment.state() != FulfillmentState.CANCELLED)
            .filter(own -> watch.isOf(kernel.find(Labeled.TYPE, watch.shipment())))
            .flatMap(FulfillmentOrder::tracking)
            .map(number -> sources.stream().flatMap(own -> ask(own, number, now)).toList())
            .orElse(List.of());
    return tx -> {
      heard.forEach(event -> CarrierNews.take(tx, SYSTEM, watch.shipment(), event));
      goOn(tx, watch);
    };
  }

  private static Stream<TrackingEvent> ask(TrackingSource source, String number, Instant now) {
    try {
      return source instanceof TrackingPoller poller
          ? poller.ask(number, now).stream()
          : Stream.of();
    } catch (RuntimeException noAnswer) {
      LOG.warn("{} does not answer", source.name(), noAnswer);
      return Stream.of();
    }
  }

  private static void goOn(Transaction tx, Watch watch) {
    FulfillmentOrder shipment = tx.get(FulfillmentOrder.TYPE, watch.shipment());
    ParcelTrack track =
        tx.find(ParcelTrack.TYPE, watch.shipment())
            .orElseGet(() -> ParcelTrack.of(watch.shipment()));
    if (!watch.isOf(tx.find(Labeled.TYPE, watch.shipment()))
        || shipment.tracking().isEmpty()
        || shipment.state().next().isEmpty()
        || track.status().isTerminal()) {
      return;
    }
    Instant last = track.lastHeard().orElse(watch.since());
    if (!last.plus(END).isAfter(tx.now())) {
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(
              shipment.order().value(),
              "trace-parcel",
              "Nobody has said anything of "
                  + shipment.id()
                  + " since "
                  + last
                  + ", and its carrier is not asked any more. Have it traced."));
      return;
    }
    boolean silent = !last.plus(SILENCE).isAfter(tx.now());
    if (silent && watch.told().filter(last::equals).isEmpty()) {
      tx.emit(
          shipment.order().value(),
          "parcel-silent",
          SYSTEM,
          "",
          Map.of(
              "shipment", watch.shipment(),
              "status", TrackingStatus.STALE.name(),
              "since", last.toString()));
    }
    Optional<Instant> quiet = RoadRisks.quiet(shipment, last, tx.now());
    if (track.status().leadsToCustomer() && quiet.isPresent() && !quiet.equals(watch.warned())) {
      RoadRisks.silent(tx, SYSTEM, shipment, quiet.get());
    }
    Watch next =
        new Watch(
            watch.shipment(),
            watch.since(),
            silent ? Optional.of(last) : watch.told(),
            quiet.or(watch::warned),
            watch.label());
    track.askAgain(watch.since(), tx.now()).ifPresent(at -> tx.doAt(ASK, next, at));
  }
}
