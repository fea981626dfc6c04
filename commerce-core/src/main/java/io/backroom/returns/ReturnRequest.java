package io.backroom.returns;

import io.backroom.order.OrderRequest;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Require;
import java.util.List;

/**
 * Goods that a center has got back.
 *
 * @param order from which order
 * @param items what came back
 * @param disposition what becomes of the goods; the refund does not depend on it
 * @param key the key of idempotency: the same key with the same content has its effect once
 * @param reason why, in the customer's words; may be empty, at most 200 characters
 */
public record ReturnRequest(
    OrderId order,
    List<OrderRequest.Item> items,
    Disposition disposition,
    String key,
    String reason) {
  /** What becomes of goods that came back. */
  public enum Disposition {
    /** Back on the shelf of the center they came from. */
    RESTOCK,
    /** Not to be sold again. */
    SCRAP
  }

  /** Refuses no items, too many, an illegal key or a long reason; copies the items. */
  public ReturnRequest {
    items = Require.some("items", items, OrderRequest.ITEMS_MAX);
    Require.id("key", key);
    reason = Require.freeText("reason", reason, 200);
  }
}
