package io.backroom.routing;

import io.backroom.spi.policy.CenterFilter;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.joda.money.Money;

/**
 * A request as a table: items in the order of their SKUs, centers in the order of their ids, so
 * that the order of the request decides nothing.
 */
final class StockTable {
  private final Address destination;
  private final String service;
  private final List<RoutingRequest.Item> asked;

  /** Where each item of the request stands here. */
  private final int[] at;

  private final List<RoutingRequest.Item> items;
  private final List<Center> centers;
  private final int[] quantity;
  private final int[][] available;

  /** By how many hours each center would miss the date that is wanted. */
  private final int[] late;

  private final List<Optional<Instant>> arrives;
  private final List<Optional<RoutingRequest.Full>> full;

  private final List<List<RoutingPlan.Refused>> refused = new ArrayList<>();

  StockTable(RoutingRequest request, CenterFilter filter) {
    destination = request.destination();
    service = request.service();
    asked = request.items();
    int[] order =
        IntStream.range(0, asked.size())
            .boxed()
            .sorted(Comparator.comparing(item -> asked.get(item).sku()))
            .mapToInt(Integer::intValue)
            .toArray();
    items = IntStream.of(order).mapToObj(asked::get).toList();
    at = new int[order.length];
    for (int item = 0; item < order.length; item++) {
      at[order[item]] = item;
    }
    List<RoutingRequest.Option> options = new ArrayList<>(request.options());
    options.sort(Comparator.comparing(option -> option.center().id()));
    centers = options.stream().map(RoutingRequest.Option::center).toList();
    late = options.stream().mapToInt(request::hoursLate).toArray();
    arrives = options.stream().map(RoutingRequest.Option::arrives).toList();
    full = options.stream().map(RoutingRequest.Option::full).toList();
    refuseRepetition("items", items.stream().map(RoutingRequest.Item::sku).toList());
    refuseRepetition("options", centers.stream().map(Center::id).toList());
    quantity = items.stream().mapToInt(RoutingRequest.Item::quantity).toArray();
    available = new int[items.size()][centers.size()];
    for (int center = 0; center < centers.size(); center++) {
      refused.add(new ArrayList<>());
      for (int item = 0; item < quantity.length; item++) {
        int has = options.get(center).available(items.get(item).sku());
        available[item][center] = has > 0 && allowed(filter, center, item) ? has : 0;
      }
    }
  }

  private boolean allowed(CenterFilter filter, int center, int item) {
    RoutingRequest.Item wanted = items.get(item);
    Optional<String> reason =
        full.get(center)
            .filter(why -> why.later().isEmpty())
            .map(RoutingRequest.Full::reason)
            .or(() -> filter.refusal(centers.get(center), destination, wanted));
    reason.ifPresent(text -> refused.get(center).add(new RoutingPlan.Refused(wanted.sku(), text)));
    return reason.isEmpty();
  }

  /** A SKU or a center that came twice would be promised twice. */
  private static void refuseRepetition(String field, List<?> ids) {
    long distinct = ids.stream().distinct().count();
    Require.when(distinct == ids.size(), field, ids.size() - distinct, "must not repeat any");
  }

  Address destination() {
    return destination;
  }

  /** Which carriers' service the order is sent by. */
  String service() {
    return service;
  }

  List<RoutingRequest.Item> items() {
    return items;
  }

  int hoursLate(int center) {
    return late[center];
  }

  /** When a shipment of a center would be with the customer; behind all others if nobody knows. */
  Instant arrives(int center) {
    return arrives.get(center).orElse(Instant.MAX);
  }

  List<Center> centers() {
    return centers;
  }

  /** The place of a center. */
  int place(CenterId id) {
    for (int center = 0; center < centers.size(); center++) {
      if (centers.get(center).id().equals(id)) {
        return center;
      }
    }
    throw new InvalidInputException("center", id, "must be one of the request");
  }

  int[] quantity() {
    return quantity;
  }

  int[][] available() {
    return available;
  }

  /** What a center has and must not ship. */
  List<RoutingPlan.Refused> refused(int center) {
    return refused.get(center);
  }

  int unitWeightGrams(int item) {
    return items.get(item).unitWeightGrams();
  }

  long grams(int[] units) {
    long grams = 0;
    for (int item = 0; item < units.length; item++) {
      grams += (long) units[item] * unitWeightGrams(item);
    }
    return grams;
  }

  /** Units of an item that all centers together can ship, at most those wanted. */
  int fillable(int item) {
    long sum = 0;
    for (int units : available[item]) {
      sum += units;
    }
    return (int) Math.min(quantity[item], sum);
  }

  boolean hasNone(int center) {
    for (int[] row : available) {
      if (row[center] > 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a center alone ships all that all together can. */
  boolean hasAll(int center) {
    for (int item = 0; item < quantity.length; item++) {
      if (available[item][center] < fillable(item)) {
        return false;
      }
    }
    return true;
  }

  /** Why a center that has nothing to ship has nothing; empty if it has something. */
  Optional<String> nothing(int center) {
    if (!hasNone(center)) {
      return Optional.empty();
    }
    List<RoutingPlan.Refused> some = refused.get(center);
    return Optional.of(
        some.isEmpty() ? "has none of the items" : "must not ship: " + some.get(0).reason());
  }

  /**
   * Returns a plan.
   *
   * @param units what each center ships, by center and item
   * @param costs the cost of a center's shipment
   * @param candidates what is told of each center
   * @param proof what is known of the plan
   */
  RoutingPlan plan(
      int[][] units,
      IntFunction<Money> costs,
      IntFunction<RoutingPlan.Candidate> candidates,
      RoutingPlan.Proof proof) {
    List<RoutingPlan.Shipment> shipments = new ArrayList<>();
    List<RoutingPlan.Candidate> all = new ArrayList<>();
    int[] missing = quantity.clone();
    for (int center = 0; center < centers.size(); center++) {
      if (sum(units[center]) > 0) {
        for (int item = 0; item < missing.length; item++) {
          missing[item] -= units[center][item];
        }
        shipments.add(
            new RoutingPlan.Shipment(
                centers.get(center).id(), itemsOf(units[center]), costs.apply(center)));
      }
      all.add(told(candidates.apply(center), center));
    }
    return new RoutingPlan(shipments, itemsOf(missing), all, proof);
  }

  private RoutingPlan.Candidate told(RoutingPlan.Candidate candidate, int center) {
    return new RoutingPlan.Candidate(
        candidate.center(),
        told(candidate.verdict(), center),
        candidate.costs(),
        candidate.refused());
  }

  /**
   * Returns the plan of an order that ships whole or not at all, and lacks something.
   *
   * @param units what each center could ship at most, by center and item
   */
  RoutingPlan nothing(int[][] units) {
    int[] missing = quantity.clone();
    List<RoutingPlan.Candidate> all = new ArrayList<>();
    for (int center = 0; center < centers.size(); center++) {
      for (int item = 0; item < missing.length; item++) {
        missing[item] -= units[center][item];
      }
      String has = hasOf(center) + "; the order ships whole or not at all";
      String verdict = nothing(center).orElse(has);
      all.add(
          told(
              new RoutingPlan.Candidate(
                  centers.get(center).id(), verdict, List.of(), refused(center)),
              center));
    }
    return new RoutingPlan(
        List.of(), itemsOf(quantity), all, RoutingPlan.Proof.INFEASIBLE, itemsOf(missing));
  }

  /** Whoever reads why a center ships or does not reads also that it is full. */
  String told(String verdict, int center) {
    return full.get(center)
        .filter(why -> why.later().isPresent() && !hasNone(center))
        .map(why -> verdict + "; " + why.reason())
        .orElse(verdict);
  }

  /** By how many hours a center ships later because it is full. */
  int hoursFull(int center) {
    return full.get(center).map(RoutingRequest.Full::hours).orElse(0);
  }

  static long sum(int[] units) {
    long sum = 0;
    for (int some : units) {
      sum += some;
    }
    return sum;
  }

  /** For people: how much of the order a center ships, and for how much. */
  String shipsFor(int[] units, Money cost) {
    return "ships " + of(sum(units)) + " for " + cost;
  }

  /** For people: how much of the order a center has. */
  String hasOf(int center) {
    long has = 0;
    for (int item = 0; item < quantity.length; item++) {
      has += Math.min(quantity[item], available[item][center]);
    }
    return "has " + of(has);
  }

  private String of(long some) {
    long wanted = sum(quantity);
    return some + " of " + wanted + (wanted == 1 ? " unit" : " units");
  }

  /** In the order of the request. */
  private List<RoutingRequest.Item> itemsOf(int[] units) {
    List<RoutingRequest.Item> some = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      RoutingRequest.Item item = asked.get(i);
      int count = units[at[i]];
      if (count == item.quantity()) {
        some.add(item);
      } else if (count > 0) {
        some.add(new RoutingRequest.Item(item.sku(), count, item.unitWeightGrams()));
      }
    }
    return some;
  }
}
