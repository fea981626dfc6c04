package io.backroom.spi.policy;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Which centers ship what, and why.
 *
 * @param shipments one for each center that ships, in the order of the centers' ids
 * @param unfilled units that no center can promise, in the order of the items
 * @param candidates every center that could have shipped, with the reason for its part
 * @param proof what is known of the plan
 * @param lacking what the centers together cannot ship; the same as unfilled, unless the order is
 *     to ship whole or not at all, and does not ship for the lack of these units
 */
public record RoutingPlan(
    List<Shipment> shipments,
    List<RoutingRequest.Item> unfilled,
    List<Candidate> candidates,
    Proof proof,
    List<RoutingRequest.Item> lacking) {
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
   * @param costs what its shipment counts, part by part; for a center that does not ship, what it
   *     would count if it shipped all alone, and nothing where it cannot
   * @param refused what it has and must not ship
   */
  public record Candidate(
      CenterId center, String verdict, List<CostPart> costs, List<Refused> refused) {
    /** Copies the lists. */
    public Candidate {
      costs = List.copyOf(costs);
      refused = List.copyOf(refused);
    }

    /**
     * Creates a candidate of whom only a reason is known.
     *
     * @param center which center
     * @param verdict the reason, for people
     */
    public Candidate(CenterId center, String verdict) {
      this(center, verdict, List.of(), List.of());
    }
  }

  /**
   * A part of what a shipment counts.
   *
   * @param name its name, for people
   * @param amount the amount
   */
  public record CostPart(String name, Money amount) {}

  /**
   * Units that a center has and must not ship.
   *
   * @param sku which SKU
   * @param reason why not, for people
   */
  public record Refused(Sku sku, String reason) {}

  /**
   * What is known of a plan.
   *
   * @param status how good it is known to be
   * @param bound what no plan costs less than that ships as much; only if FEASIBLE
   */
  public record Proof(Status status, Optional<Money> bound) {
    /** Nothing is known: the policy follows rules. */
    public static final Proof NONE = new Proof(Status.UNPROVEN, Optional.empty());

    /** No plan is better. */
    public static final Proof OPTIMAL = new Proof(Status.OPTIMAL, Optional.empty());

    /** The order is to ship whole or not at all, and no plan ships it whole. */
    public static final Proof INFEASIBLE = new Proof(Status.INFEASIBLE, Optional.empty());
  }

  /** How good a plan is known to be. */
  public enum Status {
    /** No plan ships more units, or as many for less. */
    OPTIMAL,
    /** There may be a better one, but none below the bound. */
    FEASIBLE,
    /** The order is to ship whole or not at all, and cannot be shipped whole. */
    INFEASIBLE,
    /** Nobody asked. */
    UNPROVEN
  }

  /** Copies the lists. */
  public RoutingPlan {
    shipments = List.copyOf(shipments);
    unfilled = List.copyOf(unfilled);
    candidates = List.copyOf(candidates);
    lacking = List.copyOf(lacking);
  }

  /**
   * Creates a plan that ships what there is.
   *
   * @param shipments one for each center that ships, in the order of the centers' ids
   * @param unfilled units that no center can promise, in the order of the items
   * @param candidates every center that could have shipped, with the reason for its part
   * @param proof what is known of the plan
   */
  public RoutingPlan(
      List<Shipment> shipments,
      List<RoutingRequest.Item> unfilled,
      List<Candidate> candidates,
      Proof proof) {
    this(shipments, unfilled, candidates, proof, unfilled);
  }

  /**
   * Creates a plan of which nothing is proven.
   *
   * @param shipments one for each center that ships, in the order of the centers' ids
   * @param unfilled units that no center can promise, in the order of the items
   * @param candidates every center that could have shipped, with the reason for its part
   */
  public RoutingPlan(
      List<Shipment> shipments, List<RoutingRequest.Item> unfilled, List<Candidate> candidates) {
    this(shipments, unfilled, candidates, Proof.NONE);
  }
}
