package io.backroom.fulfillment;

import com.google.common.base.Splitter;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sscc;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.joda.money.Money;

/**
 * The lists of what carriers fetch, and the scan at the truck. There is one manifest for each
 * center, carrier, service and pickup; the first parcel opens it. What is not on a closed manifest
 * is not loaded, and so has not left. A command that was given already answers as the first time.
 * Thread-safe: of a load scan and a cancellation one wins, and of a close and a parcel that is put
 * on the manifest or taken off it the order is decided.
 */
public final class Manifests {
  /** The most parcels of a manifest. */
  public static final int PARCELS_MAX = 10_000;

  private static final int REASON_MAX = 200;

  private final Kernel kernel;
  private final Fulfillment fulfillment;
  private final ManifestDesk desk;
  private final ManifestTerms terms;
  private final ManifestSender sender;
  private final Optional<String> key;

  /**
   * How a parcel travels.
   *
   * @param carrier who fetches it, 1 to 64 characters of {@code [A-Za-z0-9_-]}
   * @param service by which of the carrier's services, 1 to 64 such characters
   * @param pickup when it is fetched, in the years 1970 to 9999
   * @param tracking the carrier's number of it, 1 to 64 characters without {@code |} and control
   *     characters
   * @param size its outer size; empty if nobody measured it
   * @param declaredValue what it is worth; empty for what its customer pays for it
   */
  public record Listing(
      String carrier,
      String service,
      Instant pickup,
      String tracking,
      Optional<Size> size,
      Optional<Money> declaredValue) {
    /** Refuses fields that break their rule. */
    public Listing {
      Require.id("carrier", carrier);
      Require.id("service", service);
      Require.time("pickup", pickup);
      CarrierNews.number("tracking", tracking);
      declaredValue.ifPresent(value -> Require.amount("declaredValue", value));
    }

    /**
     * Returns a parcel that nobody has measured, worth what its customer pays.
     *
     * @param carrier who fetches it
     * @param service by which of the carrier's services
     * @param pickup when it is fetched
     * @param tracking the carrier's number of it
     * @return the listing
     */
    public static Listing of(String carrier, String service, Instant pickup, String tracking) {
      return new Listing(carrier, service, pickup, tracking, Optional.empty(), Optional.empty());
    }

    /**
     * Returns the listing of a parcel that was measured.
     *
     * @param measured its outer size
     * @return the listing
     */
    public Listing measuring(Size measured) {
      return new Listing(carrier, service, pickup, tracking, Optional.of(measured), declaredValue);
    }

    /**
     * Returns the listing of a parcel whose value is declared.
     *
     * @param value what it is worth
     * @return the listing
     */
    public Listing worth(Money value) {
      return new Listing(carrier, service, pickup, tracking, size, Optional.of(value));
    }

    boolean goesWith(Listing other) {
      return carrier.equals(other.carrier)
          && service.equals(other.service)
          && pickup.equals(other.pickup);
    }
  }

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param fulfillment whose shipments are listed and loaded
   * @param carriers who watches parcels that have a number
   * @param terms how parcels are numbered, and who tells the carriers
   */
  public Manifests(
      Kernel kernel, Fulfillment fulfillment, CarrierNews carriers, ManifestTerms terms) {
    this.kernel = kernel;
    this.fulfillment = fulfillment;
    this.desk = new ManifestDesk(fulfillment, carriers, terms);
    this.terms = terms;
    this.sender = new ManifestSender(kernel, terms);
    this.key = Optional.empty();
  }

  private Manifests(Manifests other, String key) {
    this.kernel = other.kernel;
    this.fulfillment = other.fulfillment;
    this.desk = other.desk;
    this.terms = other.terms;
    this.sender = other.sender;
    this.key = Optional.of(Require.id("key", key));
  }

  /**
   * Returns the same room for one command under a client's key, as {@link Fulfillment#once}.
   *
   * @param clientKey the client's key, 1 to 64 characters of {@code [A-Za-z0-9_-]}, of one shipment
   *     or manifest
   * @return the room
   */
  public Manifests once(String clientKey) {
    return new Manifests(this, clientKey);
  }

  /**
   * Puts a packed shipment's parcel on the manifest for its center, carrier, service and pickup,
   * under a number of its own, and opens that manifest with the first. The shipment is MANIFESTED
   * then. The carrier charges for what it weighs, or for what its size counts as if that is more.
   *
   * @param caller who does it
   * @param shipment which fulfillment order
   * @param listing how it travels
   * @return the parcel; refused with NOT_FOUND if there is no such shipment, with WRONG_STATE if it
   *     is not packed, the manifest is closed or full, or the company has no number left
   */
  public Result<ManifestParcel> add(Caller caller, String shipment, Listing listing) {
    return add(caller, shipment, List.of(listing), List.of("list", listing))
        .fold(parcels -> Result.done(parcels.get(0)), Result::refused);
  }

  /**
   * Puts all parcels of a shipment that is packed in several on one manifest, each under a number
   * of its own.
   *
   * @param caller who does it
   * @param shipment which fulfillment order
   * @param listings how its parcels travel, in the order in which they were packed, all with one
   *     carrier, service and pickup
   * @return the parcels in that order; refused as by {@link #add}, and with INVALID unless there is
   *     one listing for each parcel
   */
  public Result<List<ManifestParcel>> addAll(
      Caller caller, String shipment, List<Listing> listings) {
    Require.range("listings", listings.size(), 1, PackedCarton.CARTONS_MAX);
    for (Listing listing : listings) {
      Require.when(
          listing.goesWith(listings.get(0)),
          "listings",
          listing.tracking(),
          "must go with the carrier, service and pickup of the first");
    }
    List<Listing> all = List.copyOf(listings);
    return add(caller, shipment, all, List.of("list-all", all));
  }

  private Result<List<ManifestParcel>> add(
      Caller caller, String shipment, List<Listing> listings, List<?> content) {
    Require.id("shipment", shipment);
    return text(
            "shipment|" + shipment,
            caller,
            content,
            tx ->
                tx.find(FulfillmentOrder.TYPE, shipment)
                    .map(parcel -> desk.add(tx, caller, parcel, listings))
                    .orElseGet(() -> Result.refused(Fulfillment.nowhere(shipment))))
        .fold(
            ssccs -> Result.done(Splitter.on(' ').splitToStream(ssccs).map(this::stored).toList()),
            Result::refused);
  }

  /**
   * Takes a parcel off its manifest before that is closed, with all others of its shipment: that is
   * PACKED again, and its next numbers are other ones.
   *
   * @param caller who does it
   * @param sscc which parcel
   * @param reason why; may be empty, at most 200 characters
   * @return the parcel; refused with NOT_FOUND if there is none, with WRONG_STATE if its manifest
   *     is closed
   */
  public Result<ManifestParcel> takeOff(Caller caller, Sscc sscc, String reason) {
    String why = Require.freeText("reason", reason, REASON_MAX);
    return text(
            "parcel|" + sscc,
            caller,
            List.of("take-off", why),
            tx ->
                tx.find(ManifestParcel.TYPE, sscc.value())
                    .map(parcel -> ManifestDesk.takeOff(tx, caller, parcel, why))
                    .orElseGet(() -> Result.refused(ManifestDesk.unknown(sscc))))
        .fold(done -> Result.done(stored(sscc.value())), Result::refused);
  }

  /**
   * Closes a manifest: nothing is put on it or taken off it any more, its parcels may be loaded,
   * and its carrier is told, as often as it takes.
   *
   * @param caller who does it
   * @param manifest which manifest
   * @return the manifest, CLOSED or beyond; refused with NOT_FOUND if there is none, with
   *     WRONG_STATE if nothing is on it
   */
  public Result<Manifest> close(Caller caller, String manifest) {
    return move(
        caller,
        manifest,
        List.of("close"),
        (tx, own) -> {
          if (own.state() != Manifest.State.OPEN) {
            return Optional.empty();
          } else if (own.parcels() == 0) {
            return Optional.of(
                new Refusal(Refusal.Code.WRONG_STATE, "manifest", own.id() + " is empty"));
          }
          ManifestSender.move(tx, caller, own, Manifest.State.CLOSED, "");
          sender.send(tx, own);
          return Optional.empty();
        });
  }

  /**
   * Has a manifest that its carrier has rejected transmitted again.
   *
   * @param caller who does it
   * @param manifest which manifest
   * @return the manifest; refused with NOT_FOUND if there is none, with WRONG_STATE if it is not
   *     CLOSED or nobody transmits its carrier's
   */
  public Result<Manifest> transmit(Caller caller, String manifest) {
    return move(
        caller,
        manifest,
        List.of("transmit"),
        (tx, own) -> {
          if (own.state() != Manifest.State.CLOSED || terms.transmitter(own.carrier()).isEmpty()) {
            return Optional.of(
                new Refusal(
                    Refusal.Code.WRONG_STATE,
                    "manifest",
                    own.id() + " is " + own.state() + ", or nobody transmits it"));
          } else if (!own.problem().isEmpty()) {
            sender.sendAgain(tx, own);
          }
          return Optional.empty();
        });
  }

  /**
   * Tells that the carrier has a closed manifest, for hosts that transmit it themselves.
   *
   * @param caller who does it
   * @param manifest which manifest
   * @param reference the carrier's name for it, at most 100 characters; may be empty
   * @return the manifest, TRANSMITTED or beyond; refused with NOT_FOUND if there is none, with
   *     WRONG_STATE if it is open
   */
  public Result<Manifest> transmitted(Caller caller, String manifest, String reference) {
    return told(caller, manifest, Manifest.State.TRANSMITTED, reference);
  }

  /**
   * Tells that the carrier has confirmed a closed manifest. It may do so before anybody knows that
   * the manifest arrived.
   *
   * @param caller who does it
   * @param manifest which manifest
   * @param reference the carrier's name for it, at most 100 characters; may be empty
   * @return the manifest, ACKNOWLEDGED; refused with NOT_FOUND if there is none, with WRONG_STATE
   *     if it is open
   */
  public Result<Manifest> acknowledged(Caller caller, String manifest, String reference) {
    return told(caller, manifest, Manifest.State.ACKNOWLEDGED, reference);
  }

  private Result<Manifest> told(
      Caller caller, String manifest, Manifest.State next, String reference) {
    Require.text("reference", reference, 100);
    return move(
        caller,
        manifest,
        List.of(next, reference),
        (tx, own) -> {
          if (own.state() == Manifest.State.OPEN) {
            return Optional.of(
                new Refusal(Refusal.Code.WRONG_STATE, "manifest", own.id() + " is OPEN"));
          } else if (own.state().compareTo(next) < 0) {
            ManifestSender.move(tx, caller, own, next, reference);
          }
          return Optional.empty();
        });
  }

  /**
   * Scans a parcel at a truck. The parcel of a closed manifest is loaded. With the last parcel of
   * its shipment, and so with the only one, all changes end, and its amount is captured; until then
   * the answer names those that are missing. Whoever changes or cancels its order at the same
   * moment wins or loses as a whole. A scan that is repeated answers as the first time.
   *
   * @param caller who does it
   * @param manifest the truck's manifest
   * @param sscc the number that was scanned
   * @return whether it is on the truck, or why not
   */
  public LoadScan load(Caller caller, String manifest, Sscc sscc) {
    Require.id("manifest", manifest);
    Optional<Once> once = key.map(own -> Once.of("parcel|" + sscc, own, List.of("load", manifest)));
    return fulfillment
        .steps()
        .command(
            once,
            caller,
            Action.FULFILL,
            new Steps.Answers<LoadScan>(
                refusal -> new LoadScan.Refused(LoadScan.Why.OTHERWISE, refusal),
                done -> loaded(sscc),
                scan -> scan instanceof LoadScan.Loaded ? Optional.of("") : Optional.empty()),
            tx -> desk.scan(tx, caller, manifest, sscc));
  }

  /**
   * Returns a manifest.
   *
   * @param caller who asks
   * @param manifest which manifest
   * @return the manifest; refused with NOT_FOUND if there is none
   */
  public Result<Manifest> find(Caller caller, String manifest) {
    Require.id("manifest", manifest);
    return asked(
        caller,
        () ->
            kernel
                .find(Manifest.TYPE, manifest)
                .map(Result::done)
                .orElseGet(() -> Result.refused(nowhere(manifest))));
  }

  /**
   * Returns the manifests of a center in one state, the earliest pickup first.
   *
   * @param caller who asks
   * @param center which center
   * @param state which state
   * @param limit the most wanted, 1 to 1,000
   * @return the manifests
   */
  public Result<List<Manifest>> list(
      Caller caller, CenterId center, Manifest.State state, int limit) {
    String value = Manifest.byCenter(center, state);
    DocumentQuery query =
        DocumentQuery.range(
            Manifest.TYPE.name(), Manifest.BY_CENTER, value + "|", value + "}", limit);
    return asked(caller, () -> Result.done(kernel.query(Manifest.TYPE, query)));
  }

  /**
   * Returns all parcels that are or were on a manifest, by their numbers: those of a closed one
   * that are still LISTED have to be found before its truck leaves.
   *
   * @param caller who asks
   * @param manifest which manifest
   * @return its parcels; none if there is no such manifest
   */
  public Result<List<ManifestParcel>> parcels(Caller caller, String manifest) {
    Require.id("manifest", manifest);
    return asked(caller, () -> Result.done(ListedParcels.of(kernel, manifest)));
  }

  /**
   * Returns a parcel.
   *
   * @param caller who asks
   * @param sscc its number
   * @return the parcel; refused with NOT_FOUND if there is none
   */
  public Result<ManifestParcel> parcel(Caller caller, Sscc sscc) {
    return asked(
        caller,
        () ->
            kernel
                .find(ManifestParcel.TYPE, sscc.value())
                .map(Result::done)
                .orElseGet(() -> Result.refused(ManifestDesk.unknown(sscc))));
  }

  private <T> Result<T> asked(Caller caller, Supplier<Result<T>> answer) {
    return fulfillment
        .steps()
        .refusal(caller, Action.FULFILL)
        .<Result<T>>map(Result::refused)
        .orElseGet(answer);
  }

  /** What becomes of a manifest, or why not. */
  private interface Move {
    Optional<Refusal> make(Transaction tx, Manifest manifest);
  }

  private Result<Manifest> move(Caller caller, String manifest, List<?> content, Move move) {
    Require.id("manifest", manifest);
    return text(
            "manifest|" + manifest,
            caller,
            content,
            tx ->
                tx.find(Manifest.TYPE, manifest)
                    .map(own -> move.make(tx, own))
                    .orElseGet(() -> Optional.of(nowhere(manifest)))
                    .<Result<String>>map(Result::refused)
                    .orElse(Result.done("")))
        .fold(
            done -> Result.done(kernel.find(Manifest.TYPE, manifest).orElseThrow()),
            Result::refused);
  }

  private Result<String> text(
      String scope, Caller caller, List<?> content, Function<Transaction, Result<String>> give) {
    Optional<Once> once = key.map(own -> Once.of(scope, own, content));
    return fulfillment.steps().command(once, caller, Action.FULFILL, Steps.Answers.ofText(), give);
  }

  private LoadScan loaded(Sscc sscc) {
    ManifestParcel parcel = stored(sscc.value());
    return new LoadScan.Loaded(parcel, kernel.transact(tx -> ListedParcels.missing(tx, parcel)));
  }

  private ManifestParcel stored(String sscc) {
    return kernel.find(ManifestParcel.TYPE, sscc).orElseThrow();
  }

  private static Refusal nowhere(String manifest) {
    return new Refusal(Refusal.Code.NOT_FOUND, "manifest", "there is no '" + manifest + "'");
  }
}
