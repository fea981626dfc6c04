package io.backroom.testkit.simulation;

import io.backroom.inventory.HoldPolicy;
import io.backroom.order.HoldRequest;
import io.backroom.order.HoldResult;
import io.backroom.order.Holds;
import io.backroom.order.OrderRequest;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers who have goods held before they order. */
final class Carts {
  /** Low caps, so that they are met. */
  static final HoldPolicy POLICY =
      new HoldPolicy(
          Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofMinutes(10), 3, 6, 2, 8);

  private static final Address HOME = Address.of("Boston", "US", 42.36, -71.06);

  private final Stage stage;
  private final Coverage coverage;
  private final Map<ReservationId, CustomerId> holds = new LinkedHashMap<>();

  Carts(Stage stage, Coverage coverage) {
    this.stage = stage;
    this.coverage = coverage;
  }

  /** Returns a hold of a customer's, whatever has become of it: the last one. */
  Optional<ReservationId> of(CustomerId customer) {
    return holds.entrySet().stream()
        .filter(hold -> hold.getValue().equals(customer))
        .map(Map.Entry::getKey)
        .reduce((earlier, later) -> later);
  }

  String hold(Dice dice) {
    CustomerId customer = dice.of(Stage.CUSTOMERS);
    HoldRequest.From from =
        dice.permille(700)
            ? new HoldRequest.Routed(HOME)
            : new HoldRequest.Shelf(dice.of(Stage.CENTERS));
    OrderRequest.Item item = new OrderRequest.Item(dice.of(Stage.SKUS), dice.between(1, 4));
    HoldRequest request = HoldRequest.of(customer, from, item);
    request = dice.permille(500) ? request.once(stage.newId()) : request;
    request = dice.permille(300) ? request.orPartial() : request;
    Optional<ReservationId> before = of(customer);
    if (before.isPresent() && dice.permille(300)) {
      request = request.insteadOf(before.get());
    }
    HoldResult result =
        stage.node(dice).holds().hold(Caller.customer(customer, Channel.WEB), request);
    if (result instanceof HoldResult.Held held) {
      holds.put(held.hold().id(), customer);
    }
    String outcome =
        result instanceof HoldResult.Refused refused
            ? refused.refusal().code().name()
            : result.getClass().getSimpleName();
    coverage.count("hold", outcome);
    return outcome;
  }

  String change(Dice dice) {
    if (holds.isEmpty()) {
      return "nothing is held";
    }
    ReservationId id = dice.of(List.copyOf(holds.keySet()));
    Caller owner = Caller.customer(holds.getOrDefault(id, Stage.CUSTOMERS.get(0)), Channel.WEB);
    Holds desk = stage.node(dice).holds();
    return switch (dice.below(4)) {
      case 0 -> coverage.answer("hold-extend", desk.extend(owner, id));
      case 1 -> coverage.answer("hold-extend-for-payment", desk.extendForPayment(owner, id));
      case 2 -> coverage.answer("hold-give-back", desk.giveBack(owner, id));
      default -> {
        String state =
            desk.find(owner, id).fold(hold -> hold.state().name(), no -> no.code().name());
        coverage.count("hold-look", state);
        yield state;
      }
    };
  }
}
