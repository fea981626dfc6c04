package io.backroom.spi.policy;

import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CustomerId;
import java.util.Optional;

/**
 * What somebody wants to do.
 *
 * @param caller who, and through which channel
 * @param action what, for example {@link Action#CANCEL_ORDER}
 * @param owner whose thing it is; empty for the shop's own
 */
public record AccessRequest(Caller caller, Action action, Optional<CustomerId> owner) {
  /** Everything that can be asked for. A new action is refused until a policy names it. */
  public enum Action {
    /** Asks what an order would cost and when it would come. */
    QUOTE_ORDER,
    /** Holds stock before it is ordered, looks at a hold, extends it or gives it back. */
    HOLD_STOCK,
    /** Places an order. */
    PLACE_ORDER,
    /** Looks at an order. */
    VIEW_ORDER,
    /** Has an order served before or after others. */
    PRIORITIZE_ORDER,
    /** Cancels an order or a part of it. */
    CANCEL_ORDER,
    /** Changes what an order consists of, or where it goes. */
    CHANGE_ORDER,
    /** Agrees to a delay or refuses it. */
    ANSWER_DELAY,
    /** Pays an order by another instrument. */
    PAY_ORDER,
    /** Keeps data of the host with an order. */
    KEEP_ORDER_DATA,
    /** Gives goods back. */
    RETURN_ITEMS,
    /** Asks for a customer's recommendations. */
    VIEW_RECOMMENDATIONS,
    /** Stores or looks at a customer. */
    KEEP_CUSTOMER,
    /** Picks, packs, loads and reports what a carrier says. */
    FULFILL,
    /** Takes goods in, announces or corrects stock. */
    KEEP_STOCK,
    /** Changes products and prices. */
    KEEP_CATALOG,
    /** Approves what somebody else may not do alone. */
    APPROVE,
    /** Looks at and completes tasks. */
    WORK_TASKS
  }
}
