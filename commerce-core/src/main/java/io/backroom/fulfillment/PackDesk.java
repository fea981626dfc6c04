package io.backroom.fulfillment;

import io.backroom.inventory.TrackedGoods;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Whether goods are in their carton: counted, weighed, numbered, in this order. */
final class PackDesk {
  static final String CONFIRM = "confirm-weight";

  private static final Comparator<WeightAudit> WORST_LAST =
      Comparator.comparing(WeightAudit::outcome)
          .thenComparing(audit -> Math.abs(audit.measured() - audit.expected()));

  private final Kernel kernel;
  private final Steps steps;
  private final TrackedGoods tracked;
  private final Optional<WeightTerms> terms;
  private final Function<Collection<Sku>, Map<Sku, Product>> catalog;

  PackDesk(
      Kernel kernel,
      Steps steps,
      TrackedGoods tracked,
      Optional<WeightTerms> terms,
      Function<Collection<Sku>, Map<Sku, Product>> catalog) {
    this.kernel = kernel;
    this.steps = steps;
    this.tracked = tracked;
    this.terms = terms;
    this.catalog = catalog;
  }

  /** The products of a shipment, looked up before anything is decided: a host may keep them. */
  Map<Sku, Product> products(String shipment) {
    return terms.isEmpty()
        ? Map.of()
        : kernel
            .find(FulfillmentOrder.TYPE, shipment)
            .map(own -> catalog.apply(own.parcel().units().keySet()))
            .orElse(Map.of());
  }

  Optional<WeightAudit> audit(String shipment) {
    return kernel.find(Weighing.TYPE, shipment).map(Weighing::audit);
  }

  PackResult pack(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      PackedParcel packed,
      Map<Sku, Product> products) {
    Map<Sku, Integer> units = shipment.parcel().units();
    return units.isEmpty()
        ? new PackResult.Refused(Rejections.wrongState(shipment, "has nothing in it"))
        : pack(tx, caller, shipment, List.of(new PackedCarton(packed, units)), products);
  }

  PackResult pack(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      List<PackedCarton> cartons,
      Map<Sku, Product> products) {
    PackedParcel whole = whole(cartons);
    List<WeightAudit> audits = new ArrayList<>();
    if (shipment.state() == FulfillmentState.PICKING) {
      Optional<Refusal> wrong = divided(shipment.parcel().units(), cartons);
      for (PackedCarton carton : cartons) {
        wrong = wrong.or(() -> audited(carton, products, audits));
      }
      if (wrong.isPresent()) {
        return new PackResult.Refused(wrong.get());
      }
    }
    Optional<WeightAudit> worst = audits.stream().max(WORST_LAST);
    if (worst.isPresent() && worst.get().outcome() != WeightAudit.Outcome.PASS) {
      return notPassed(tx, caller, shipment, whole, cartons, worst.get());
    }
    Optional<Refusal> refusal =
        steps.step(
            tx,
            caller,
            shipment,
            FulfillmentState.PACKED,
            (step, parcel) -> {
              Result<FulfillmentOrder> taken =
                  packed(step, parcel, whole.weightGrams(), whole.serials());
              if (taken instanceof Result.Done) {
                ShipmentParcels.note(step, parcel.id(), cartons);
                if (worst.isPresent()) {
                  settle(step, parcel, "it was weighed again");
                  step.put(Weighing.TYPE, Weighing.of(parcel, whole, worst.get()));
                }
              }
              return taken;
            });
    return refusal
        .<PackResult>map(PackResult.Refused::new)
        .orElseGet(() -> packed(tx, shipment.id()));
  }

  /** What is told of all parcels together. */
  private static PackedParcel whole(List<PackedCarton> cartons) {
    if (cartons.size() == 1) {
      return cartons.get(0).parcel();
    }
    long grams = 0;
    Map<Sku, List<String>> serials = new TreeMap<>();
    for (PackedCarton carton : cartons) {
      grams += carton.parcel().weightGrams();
      carton
          .parcel()
          .serials()
          .forEach((sku, own) -> serials.computeIfAbsent(sku, s -> new ArrayList<>()).addAll(own));
    }
    return new PackedParcel(grams, serials, Map.of(), Optional.empty());
  }

  /** All parcels together must have what belongs into the shipment. */
  private static Optional<Refusal> divided(Map<Sku, Integer> units, List<PackedCarton> cartons) {
    Map<Sku, Integer> together = new TreeMap<>();
    cartons.forEach(
        carton ->
            carton.contents().forEach((sku, some) -> together.merge(sku, some, Math::addExact)));
    Map<Sku, Integer> all = new TreeMap<>(units);
    together.keySet().forEach(sku -> all.putIfAbsent(sku, 0));
    return all.entrySet().stream()
        .filter(some -> !some.getValue().equals(together.getOrDefault(some.getKey(), 0)))
        .findFirst()
        .map(
            some ->
                invalid(
                    "contents",
                    "the parcels have "
                        + together.getOrDefault(some.getKey(), 0)
                        + " units of "
                        + some.getKey()
                        + ", and "
                        + some.getValue()
                        + " belong into the shipment"));
  }

  private Optional<Refusal> audited(
      PackedCarton carton, Map<Sku, Product> products, List<WeightAudit> audits) {
    PackedParcel packed = carton.parcel();
    Optional<Refusal> wrong = counted(carton.contents(), packed.scanned());
    if (wrong.isEmpty() && terms.isPresent()) {
      wrong = named(terms.get(), packed);
      if (wrong.isEmpty()) {
        WeightAudit audit = audit(terms.get(), carton.contents(), packed, products);
        audits.add(audit);
        wrong = unseen(audit, packed);
      }
    }
    return wrong;
  }

  private static PackResult packed(Transaction tx, String shipment) {
    return new PackResult.Packed(
        tx.get(FulfillmentOrder.TYPE, shipment),
        tx.find(Weighing.TYPE, shipment).map(Weighing::audit));
  }

  private Result<FulfillmentOrder> packed(
      Transaction tx, FulfillmentOrder shipment, long grams, Map<Sku, List<String>> serials) {
    return tracked
        .pack(tx, shipment.parcel(), serials)
        .<Result<FulfillmentOrder>>map(Result::refused)
        .orElse(Result.done(shipment.weighing(grams)));
  }

  /** What was scanned has to be what belongs into the parcel. */
  private static Optional<Refusal> counted(Map<Sku, Integer> units, Map<Sku, Integer> scanned) {
    return new TreeMap<>(scanned)
        .entrySet().stream()
            .filter(some -> !some.getValue().equals(units.getOrDefault(some.getKey(), 0)))
            .findFirst()
            .map(
                some ->
                    invalid(
                        "scanned",
                        some.getValue()
                            + " units of "
                            + some.getKey()
                            + " were scanned, and "
                            + units.getOrDefault(some.getKey(), 0)
                            + " belong into the parcel"));
  }

  private static Optional<Refusal> named(WeightTerms terms, PackedParcel packed) {
    return packed
        .carton()
        .filter(name -> !terms.cartons().containsKey(name))
        .map(name -> invalid("carton", "there is no '" + name + "'"));
  }

  private static Optional<Refusal> unseen(WeightAudit audit, PackedParcel packed) {
    return audit.unseen().stream()
        .filter(sku -> !packed.scanned().containsKey(sku))
        .findFirst()
        .map(
            sku ->
                invalid(
                    "scanned",
                    "the units of "
                        + sku
                        + " must be: the scale need not show that one is missing"));
  }

  private static WeightAudit audit(
      WeightTerms terms, Map<Sku, Integer> units, PackedParcel packed, Map<Sku, Product> products) {
    Map<Sku, WeightAudit.Units> contents = new HashMap<>();
    units.forEach(
        (sku, quantity) ->
            contents.put(
                sku,
                new WeightAudit.Units(
                    quantity,
                    Optional.ofNullable(products.get(sku))
                        .map(terms.units())
                        .orElse(WeightTerms.Spread.NONE))));
    WeightTerms.Spread carton = packed.carton().map(terms.cartons()::get).orElse(terms.carton());
    return WeightAudit.of(terms, contents, carton, (double) packed.weightGrams());
  }

  private static PackResult notPassed(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      PackedParcel packed,
      List<PackedCarton> cartons,
      WeightAudit audit) {
    if (audit.outcome() == WeightAudit.Outcome.BLOCK) {
      return new PackResult.Blocked(audit);
    }
    Weighing weighing = Weighing.of(shipment, packed, audit);
    if (!tx.find(Weighing.TYPE, shipment.id()).equals(Optional.of(weighing))) {
      settle(tx, shipment, "it was weighed again");
      tx.put(Weighing.TYPE, weighing);
      ShipmentParcels.note(tx, shipment.id(), cartons);
      tell(tx, caller, shipment, "weight-review", "", audit);
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(shipment.id(), CONFIRM, "The parcel " + audit.text()));
    }
    return new PackResult.Review(audit);
  }

  /** Packs what an agent has looked into. */
  Optional<Refusal> confirm(
      Transaction tx, Caller caller, FulfillmentOrder shipment, long grams, String reason) {
    Optional<Weighing> found =
        tx.find(Weighing.TYPE, shipment.id()).filter(own -> own.grams() == grams);
    boolean again = shipment.state() == FulfillmentState.PACKED;
    if (found.isEmpty()
        || found.get().audit().outcome() != WeightAudit.Outcome.REVIEW
        || found.get().waits() == again
        || !found.get().contents().equals(shipment.stock())) {
      return Optional.of(
          new Refusal(
              Refusal.Code.WRONG_STATE,
              "shipment",
              shipment.id() + " does not wait for a weight of " + grams + " g to be confirmed"));
    }
    Weighing weighing = found.get();
    return steps.step(
        tx,
        caller,
        shipment,
        FulfillmentState.PACKED,
        (step, parcel) -> {
          Result<FulfillmentOrder> taken = packed(step, parcel, grams, weighing.numbers());
          if (taken instanceof Result.Done) {
            settle(step, parcel, "it was confirmed");
            step.put(Weighing.TYPE, weighing.confirmed());
            tell(step, caller, parcel, "weight-confirmed", reason, weighing.audit());
          }
          return taken;
        });
  }

  /** Nobody needs to look at a weight any more. */
  static void settle(Transaction tx, FulfillmentOrder shipment, String why) {
    Optional<Weighing> waiting = tx.find(Weighing.TYPE, shipment.id()).filter(Weighing::waits);
    if (waiting.isPresent()) {
      tx.put(Weighing.TYPE, waiting.get().confirmed());
      tx.doNow(
          WorkQueue.PERSON_NOT_NEEDED,
          new WorkQueue.Settled(shipment.id(), CONFIRM, tx.now(), why));
    }
  }

  private static Refusal invalid(String field, String message) {
    return new Refusal(Refusal.Code.INVALID, field, message);
  }

  private static void tell(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      String kind,
      String reason,
      WeightAudit audit) {
    tx.emit(
        shipment.order().value(),
        kind,
        caller,
        reason,
        Map.of(
            "shipment", shipment.id(),
            "measured", Math.round(audit.measured()) + " g",
            "expected", Math.round(audit.expected()) + " g",
            "passed", Math.round(audit.passed()) + " g"));
  }
}
