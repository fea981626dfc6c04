package io.backroom.fulfillment;

import io.backroom.spi.value.Refusal;
import java.util.Optional;

/** What comes of telling that the goods are in the carton. */
public sealed interface PackResult {
  /**
   * The parcel is packed.
   *
   * @param shipment the fulfillment order, PACKED
   * @param audit what its weight says; empty for a shop that audits none
   */
  record Packed(FulfillmentOrder shipment, Optional<WeightAudit> audit) implements PackResult {}

  /**
   * The parcel may be right. It is packed when an agent {@link Fulfillment#confirmWeight confirms}
   * it, or when it is packed again with another weight.
   *
   * @param audit what its weight says
   */
  record Review(WeightAudit audit) implements PackResult {}

  /**
   * The parcel is something else: it is not packed.
   *
   * @param audit what its weight says
   */
  record Blocked(WeightAudit audit) implements PackResult {}

  /**
   * The command was refused.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements PackResult {}
}
