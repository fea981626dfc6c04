package io.backroom.order;

import io.backroom.spi.value.Refusal;
import java.util.List;

/** The answer to an order. */
public sealed interface PlaceResult {
  /**
   * The order is accepted and its stock is kept. Whether it is paid for is in its status: a refused
   * card puts an order on hold, it does not lose it.
   *
   * @param order the order as it stands
   */
  record Placed(OrderView order) implements PlaceResult {}

  /**
   * Somebody was faster or there never was enough; nothing was changed.
   *
   * @param lines the items that lack, each with what is there, when it returns and what is in stock
   *     instead
   */
  record OutOfStock(List<Quote.Line> lines) implements PlaceResult {
    /** Copies the lines. */
    public OutOfStock {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The order was refused; nothing was changed.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements PlaceResult {}
}
