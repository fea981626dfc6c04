package io.backroom.routing;

import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.joda.money.Money;

/** A request as a table: items in their own order, centers in the order of their ids. */
final class StockTable {
  private final List<RoutingRequest.Item> items;
  private final List<Center> centers;
  private final int[] quantity;
  private final int[][] available;

  StockTable(RoutingRequest request) {
    items = request.items();
    List<RoutingRequest.Option> options = new ArrayList<>(request.options());
    options.sort(Comparator.comparing(option -> option.center().id()));
    centers = options.stream().map(RoutingRequest.Option::center).toList();
    refuseRepetition("items", items.stream().map(RoutingRequest.Item::sku).toList());
    refuseRepetition("options", centers.stream().map(Center::id).toList());
    quantity = items.stream().mapToInt(RoutingRequest.Item::quantity).toArray();
    available = new int[items.size()][centers.size()];
    for (int item = 0; item < quantity.length; item++) {
      for (int center = 0; center < centers.size(); center++) {
        available[item][center] = options.get(center).available(items.get(item).sku());
      }
    }
  }

  /** A SKU or a center that came twice would be promised twice. */
  private static void refuseRepetition(String field, List<?> ids) {
    long distinct = ids.stream().distinct().count();
    Require.when(distinct == ids.size(), field, ids.size() - distinct, "must not repeat any");
  }

  List<RoutingRequest.Item> items() {
    return items;
  }

  List<Center> centers() {
    return centers;
  }

  int[] quantity() {
    return quantity;
  }

  int[][] available() {
    return available;
  }

  int unitWeightGrams(int item) {
    return items.get(item).unitWeightGrams();
  }

  boolean hasNone(int center) {
    for (int[] row : available) {
      if (row[center] > 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the plan of a split. */
  RoutingPlan plan(Split split, IntFunction<Money> costs, IntFunction<String> verdicts) {
    List<RoutingPlan.Shipment> shipments = new ArrayList<>();
    List<RoutingPlan.Candidate> candidates = new ArrayList<>();
    int[] missing = quantity.clone();
    for (int center = 0; center < centers.size(); center++) {
      if (split.ships()[center]) {
        int[] units = split.units()[center];
        for (int item = 0; item < missing.length; item++) {
          missing[item] -= units[item];
        }
        shipments.add(
            new RoutingPlan.Shipment(
                centers.get(center).id(), itemsOf(units), costs.apply(center)));
      }
      candidates.add(new RoutingPlan.Candidate(centers.get(center).id(), verdicts.apply(center)));
    }
    return new RoutingPlan(shipments, itemsOf(missing), candidates);
  }

  /** For people: how much of the order a center ships, and for how much. */
  String shipsFor(int[] units, Money cost) {
    long ships = 0;
    long wanted = 0;
    for (int item = 0; item < quantity.length; item++) {
      ships += units[item];
      wanted += quantity[item];
    }
    return "ships " + ships + " of " + wanted + (wanted == 1 ? " unit" : " units") + " for " + cost;
  }

  private List<RoutingRequest.Item> itemsOf(int[] units) {
    List<RoutingRequest.Item> some = new ArrayList<>();
    for (int item = 0; item < units.length; item++) {
      if (units[item] == quantity[item]) {
        some.add(items.get(item));
      } else if (units[item] > 0) {
        some.add(
            new RoutingRequest.Item(items.get(item).sku(), units[item], unitWeightGrams(item)));
      }
    }
    return some;
  }
}
