package io.backroom.spi.policy;

import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Actor;
import io.backroom.spi.value.Caller;
import java.util.Set;
import org.joda.money.Money;

/** Which commands need a second person. Thread-safe and free of effects. */
@FunctionalInterface
public interface ApprovalPolicy {
  /**
   * Tells whether somebody else must approve a command first.
   *
   * @param caller who gives it
   * @param action what it is: to cancel, to change, or to take goods back
   * @param amount what is paid back by it, or what the order costs more or less
   * @return whether a second person is needed
   */
  boolean needsSecond(Caller caller, Action action, Money amount);

  /**
   * Returns the policy that lets an agent alone cancel, change and refund up to an amount.
   *
   * @param limit the amount, in the shop's currency
   * @return the policy
   */
  static ApprovalPolicy above(Money limit) {
    Set<Action> money = Set.of(Action.CANCEL_ORDER, Action.CHANGE_ORDER, Action.RETURN_ITEMS);
    return (caller, action, amount) ->
        caller.actor().kind() == Actor.Kind.AGENT
            && money.contains(action)
            && amount.isGreaterThan(limit);
  }
}
