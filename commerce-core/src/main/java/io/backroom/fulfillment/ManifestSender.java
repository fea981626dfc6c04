package io.backroom.fulfillment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.manifest.CarrierManifest;
import io.backroom.spi.manifest.ManifestTransmitter;
import io.backroom.spi.manifest.TransmitAnswer;
import io.backroom.spi.value.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells carriers of closed manifests, from the work queue: as often as it takes. */
final class ManifestSender {
  static final String REJECTED = "manifest-rejected";

  private static final String SEND = "manifest-send";
  private static final Caller SYSTEM = Caller.system("fulfillment");

  private final Kernel kernel;
  private final ManifestTerms terms;

  record Send(String manifest) {}

  ManifestSender(Kernel kernel, ManifestTerms terms) {
    this.kernel = kernel;
    this.terms = terms;
    kernel.work().on(SEND, this::send);
  }

  /** Has a manifest sent after the transaction, if somebody does that. */
  void send(Transaction tx, Manifest manifest) {
    if (terms.transmitter(manifest.carrier()).isPresent()) {
      tx.doNowInOrder(SEND, new Send(manifest.id()), manifest.id());
    }
  }

  /** Has a manifest sent that was rejected. */
  void sendAgain(Transaction tx, Manifest manifest) {
    tx.put(Manifest.TYPE, manifest.rejected(""));
    settle(tx, manifest, "it is transmitted again");
    send(tx, manifest);
  }

  private Consumer<Transaction> send(WorkItem item) {
    String id = kernel.payload(item, Send.class).manifest();
    Manifest manifest = kernel.find(Manifest.TYPE, id).orElseThrow();
    if (manifest.state() != Manifest.State.CLOSED || !manifest.problem().isEmpty()) {
      return tx -> {};
    }
    Optional<ManifestTransmitter> transmitter = terms.transmitter(manifest.carrier());
    if (transmitter.isEmpty()) {
      throw new IllegalStateException("nobody transmits manifests of " + manifest.carrier());
    }
    TransmitAnswer answer = transmitter.get().transmit(told(manifest));
    return tx -> note(tx, id, answer);
  }

  private CarrierManifest told(Manifest manifest) {
    List<CarrierManifest.Parcel> parcels =
        ListedParcels.of(kernel, manifest.id()).stream()
            .filter(parcel -> parcel.state() != ManifestParcel.State.TAKEN_OFF)
            .map(ManifestParcel::told)
            .toList();
    return new CarrierManifest(
        manifest.id(),
        manifest.center(),
        manifest.carrier(),
        manifest.service(),
        manifest.pickup(),
        manifest.closedAt().orElseThrow(),
        parcels);
  }

  private static void note(Transaction tx, String id, TransmitAnswer answer) {
    Manifest manifest = tx.get(Manifest.TYPE, id);
    if (manifest.state() != Manifest.State.CLOSED) {
      return; // somebody has told meanwhile what became of it
    }
    if (answer instanceof TransmitAnswer.Rejected no) {
      String why = no.why().isBlank() ? "no reason was given" : no.why();
      tx.put(Manifest.TYPE, manifest.rejected(why));
      tx.emit(id, REJECTED, SYSTEM, why, facts(manifest));
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(
              id, REJECTED, manifest.carrier() + " does not take the manifest: " + why));
    } else if (answer instanceof TransmitAnswer.Acknowledged yes) {
      move(tx, SYSTEM, manifest, Manifest.State.ACKNOWLEDGED, yes.reference());
    } else if (answer instanceof TransmitAnswer.Received got) {
      move(tx, SYSTEM, manifest, Manifest.State.TRANSMITTED, got.reference());
    }
  }

  /** Changes the state as the table allows. */
  static void move(
      Transaction tx, Caller caller, Manifest manifest, Manifest.State next, String reference) {
    if (!manifest.state().next().contains(next)) {
      throw new IllegalStateException(
          manifest.id() + " cannot go from " + manifest.state() + " to " + next);
    }
    String name = reference.isEmpty() ? manifest.reference() : reference;
    tx.put(Manifest.TYPE, manifest.in(next, tx.now(), name));
    tell(tx, caller, manifest, next);
    if (!manifest.problem().isEmpty()) {
      settle(tx, manifest, "the carrier has it");
    }
  }

  /** Nobody needs to look at a rejection any more. */
  private static void settle(Transaction tx, Manifest manifest, String why) {
    tx.doNow(
        WorkQueue.PERSON_NOT_NEEDED, new WorkQueue.Settled(manifest.id(), REJECTED, tx.now(), why));
  }

  static void tell(Transaction tx, Caller caller, Manifest manifest, Manifest.State next) {
    String kind = "manifest-" + (next == Manifest.State.OPEN ? "opened" : lower(next));
    tx.emit(manifest.id(), kind, caller, "", facts(manifest));
  }

  private static String lower(Manifest.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> facts(Manifest manifest) {
    return Map.of(
        "center", manifest.center().value(),
        "carrier", manifest.carrier(),
        "service", manifest.service(),
        "pickup", manifest.pickup().toString(),
        "parcels", Integer.toString(manifest.parcels()));
  }
}
