package io.backroom.spi.policy;

import io.backroom.spi.value.CenterId;
import java.util.List;
import org.joda.money.Money;

/**
 * Which centers ship what, and why.
 *
 * @param shipments one for each center that ships, in the order of the centers' ids
 * @param unfilled units that no center can promise, in the order of the items
 * @param candidates every center that could have shipped, with the reason for its part
 */
public record RoutingPlan(
    List<Shipment> shipments, List<RoutingRequest.Item> unfilled, List<Candidate> candidates) {
  /**
   * What one center ships.
   *
   * @param center which center
   * @param items what it ships
   * @param cost what the shipment costs the shop
   */
  public record Shipment(CenterId center, List<RoutingRequest.Item> items, Money cost) {
    /** Copies the items. */
    public Shipment {
      items = List.copyOf(items);
    }
  }

  /**
   * Why a center was or was not chosen.
   *
   * @param center which center
   * @param verdict the reason, for people
   */
  public record Candidate(CenterId center, String verdict) {}

  /** Copies the lists. */
  public RoutingPlan {
    shipments = List.copyOf(shipments);
    unfilled = List.copyOf(unfilled);
    candidates = List.copyOf(candidates);
  }
}
