package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderView;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An agent who takes goods back, now and then under a key that was used. */
final class Returning {
  private static final int KEYS = 5;

  private final Coverage coverage;
  private final SecondPeople people;
  private final Set<ReturnRequest> requests = new LinkedHashSet<>();
  private final Map<String, ReturnRequest> taken = new TreeMap<>();

  Returning(Coverage coverage, SecondPeople people) {
    this.coverage = coverage;
    this.people = people;
  }

  boolean isAny() {
    return !requests.isEmpty();
  }

  String again(Dice dice, Commerce node) {
    ReturnRequest again = dice.of(List.copyOf(requests));
    return coverage.answer("return-again", node.returns().accept(Stage.AGENT, again));
  }

  String takeBack(Dice dice, Commerce node, OrderView order) {
    OrderView.Line line = dice.of(order.lines());
    ReturnRequest request =
        new ReturnRequest(
            order.id(),
            List.of(new OrderRequest.Item(line.sku(), dice.between(1, 2))),
            dice.of(List.of(ReturnRequest.Disposition.values())),
            "back-" + dice.below(KEYS),
            "");
    requests.add(request);
    Result<?> result = people.give(node, any -> any.returns().accept(Stage.AGENT, request));
    if (result instanceof Result.Done<?>) {
      ReturnRequest first = taken.putIfAbsent(order.id() + request.key(), request);
      Invariant.O3.require(
          first == null || first.equals(request),
          () -> "another return under the key of " + first + " was taken: " + request);
    }
    return coverage.answer("return@" + order.state(), result);
  }

  /** Returns how many units of an order's item have come back at most. */
  int returnedAtMost(OrderId order, Sku sku) {
    return requests.stream()
        .filter(request -> request.order().equals(order))
        .flatMap(request -> request.items().stream())
        .filter(item -> item.sku().equals(sku))
        .mapToInt(OrderRequest.Item::quantity)
        .sum();
  }
}
