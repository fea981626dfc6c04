package io.backroom.recommendation;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the shop suggests: only what can be promised at this moment. Thread-safe. */
public final class Suggestions {
  private final Kernel kernel;
  private final Access access;
  private final Recommendations recommendations;

  /**
   * Creates the room's door; the shop's builder does.
   *
   * @param kernel the time
   * @param access who may do what
   * @param recommendations what was learned
   */
  public Suggestions(Kernel kernel, Access access, Recommendations recommendations) {
    this.kernel = kernel;
    this.access = access;
    this.recommendations = recommendations;
  }

  /**
   * Returns what a customer may want, from their own and from similar customers' purchases.
   *
   * @param caller who asks
   * @param customer for whom
   * @param limit how many at most, 1 to 100
   * @return the recommendations, best first; refused with NOT_FOUND for somebody else
   */
  public Result<List<Recommendation>> forCustomer(Caller caller, CustomerId customer, int limit) {
    Optional<Refusal> refusal =
        access.refusal(
            caller, Action.VIEW_RECOMMENDATIONS, Optional.of(customer), "customer", customer);
    return refusal
        .<Result<List<Recommendation>>>map(Result::refused)
        .orElseGet(() -> Result.done(recommendations.forCustomer(customer, kernel.now(), limit)));
  }

  /**
   * Returns what is often bought in one order with the SKUs of a cart.
   *
   * @param cart the SKUs in the cart
   * @param limit how many at most, 1 to 100
   * @return the recommendations, best first, none of them in the cart
   */
  public List<Recommendation> boughtTogether(Collection<Sku> cart, int limit) {
    return recommendations.boughtTogether(cart, limit);
  }

  /**
   * Returns what may take the place of a SKU.
   *
   * @param sku what is to be replaced
   * @param limit how many at most, 1 to 100
   * @return the alternatives, best first; none if the SKU is unknown
   */
  public List<Recommendation> alternatives(Sku sku, int limit) {
    return recommendations.alternatives(sku, limit);
  }
}
