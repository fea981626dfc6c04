package io.backroom.order;

import io.backroom.inventory.Hold;
import io.backroom.inventory.HoldPolicy;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;

/** The answer to a wish to hold stock. */
public sealed interface HoldResult {
  /**
   * The units are kept until the hold ends.
   *
   * @param hold the hold, with its end and, for a partial one, what lacks
   */
  record Held(Hold hold) implements HoldResult {}

  /**
   * Somebody was faster or there never was enough; nothing is held.
   *
   * @param lines the items that lack, each with what is there, when it returns and what is in stock
   *     instead
   */
  record OutOfStock(List<Quote.Line> lines) implements HoldResult {
    /** Copies the lines. */
    public OutOfStock {
      lines = List.copyOf(lines);
    }
  }

  /**
   * More would be held than the shop allows; nothing is held. The units may be there: an order is
   * not bound by caps.
   *
   * @param cap what is capped
   * @param most what the policy allows
   * @param sku the SKU, where the cap is that of a place
   */
  record Capped(HoldPolicy.Cap cap, int most, Optional<Sku> sku) implements HoldResult {}

  /** Too many others wait at this moment; nothing was looked at. The same may be sent again. */
  record Busy() implements HoldResult {}

  /**
   * The wish was refused; nothing is held.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements HoldResult {}
}
