package io.backroom;

import static io.backroom.spi.policy.AccessRequest.Action.ANSWER_DELAY;
import static io.backroom.spi.policy.AccessRequest.Action.APPROVE;
import static io.backroom.spi.policy.AccessRequest.Action.CANCEL_ORDER;
import static io.backroom.spi.policy.AccessRequest.Action.CHANGE_ORDER;
import static io.backroom.spi.policy.AccessRequest.Action.FULFILL;
import static io.backroom.spi.policy.AccessRequest.Action.HOLD_STOCK;
import static io.backroom.spi.policy.AccessRequest.Action.KEEP_CATALOG;
import static io.backroom.spi.policy.AccessRequest.Action.KEEP_CUSTOMER;
import static io.backroom.spi.policy.AccessRequest.Action.KEEP_ORDER_DATA;
import static io.backroom.spi.policy.AccessRequest.Action.KEEP_STOCK;
import static io.backroom.spi.policy.AccessRequest.Action.PAY_ORDER;
import static io.backroom.spi.policy.AccessRequest.Action.PLACE_ORDER;
import static io.backroom.spi.policy.AccessRequest.Action.PRIORITIZE_ORDER;
import static io.backroom.spi.policy.AccessRequest.Action.QUOTE_ORDER;
import static io.backroom.spi.policy.AccessRequest.Action.RETURN_ITEMS;
import static io.backroom.spi.policy.AccessRequest.Action.VIEW_ORDER;
import static io.backroom.spi.policy.AccessRequest.Action.VIEW_RECOMMENDATIONS;
import static io.backroom.spi.policy.AccessRequest.Action.WORK_TASKS;

import io.backroom.spi.policy.AccessPolicy;
import io.backroom.spi.policy.AccessRequest;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Actor;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Customers do what is theirs, agents serve every customer, the warehouse moves goods, the shop's
 * own software keeps catalog and stock. What is not listed is refused.
 */
final class DefaultAccess implements AccessPolicy {
  private static final Set<Action> OWN =
      EnumSet.of(
          QUOTE_ORDER,
          HOLD_STOCK,
          PLACE_ORDER,
          VIEW_ORDER,
          CANCEL_ORDER,
          CHANGE_ORDER,
          ANSWER_DELAY,
          PAY_ORDER,
          VIEW_RECOMMENDATIONS,
          KEEP_CUSTOMER);

  private static final Set<Action> SERVING =
      with(OWN, RETURN_ITEMS, WORK_TASKS, PRIORITIZE_ORDER, KEEP_ORDER_DATA, APPROVE);

  private static final Map<Actor.Kind, Set<Action>> ALLOWED =
      Map.of(
          Actor.Kind.CUSTOMER,
          OWN,
          Actor.Kind.AGENT,
          SERVING,
          Actor.Kind.WAREHOUSE,
          EnumSet.of(VIEW_ORDER, FULFILL, KEEP_STOCK, RETURN_ITEMS),
          Actor.Kind.SYSTEM,
          with(SERVING, FULFILL, KEEP_STOCK, KEEP_CATALOG));

  private static Set<Action> with(Set<Action> some, Action... more) {
    Set<Action> all = EnumSet.copyOf(some);
    all.addAll(List.of(more));
    return all;
  }

  @Override
  public boolean allows(AccessRequest request) {
    Actor.Kind kind = request.caller().actor().kind();
    boolean own = request.owner().filter(request.caller()::is).isPresent();
    return ALLOWED.getOrDefault(kind, Set.of()).contains(request.action())
        && (kind != Actor.Kind.CUSTOMER || own);
  }
}
