package io.backroom.order;

import io.backroom.spi.policy.DelayPolicy;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.policy.TaxPolicy;
import io.backroom.spi.value.Center;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * What the host has chosen for its orders.
 *
 * @param currency the currency of all prices
 * @param centers the distribution centers, in the order of their ids
 * @param routing which of them ship what
 * @param shipping which shipping options customers have
 * @param tax what is added to the prices
 * @param promises when shipments are with their customers
 * @param recoveryWindow how long stock is kept for a customer whose payment was refused
 * @param changeWindow how long a change may wait for its payment and for the warehouse
 * @param delays which delays customers must agree to
 * @param again when orders are routed again that nobody has begun with; empty for never
 */
public record OrderTerms(
    CurrencyUnit currency,
    List<Center> centers,
    RoutingPolicy routing,
    ShippingOptions shipping,
    TaxPolicy tax,
    PromisePolicy promises,
    Duration recoveryWindow,
    Duration changeWindow,
    DelayPolicy delays,
    Optional<Reoptimization> again) {
  /** Copies the centers. */
  public OrderTerms {
    centers = List.copyOf(centers);
  }
}
