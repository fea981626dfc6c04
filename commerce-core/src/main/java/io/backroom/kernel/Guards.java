package io.backroom.kernel;

import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.EventListener;
import io.backroom.spi.policy.Transition;
import io.backroom.spi.policy.TransitionGuard;
import io.backroom.spi.policy.TransitionListener;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the host says to steps of orders and shipments, and how it hears of them. */
public final class Guards {
  private static final String FROM = "from-state";
  private static final String TO = "to-state";
  private static final String SHIPMENT = "shipment";

  private final List<TransitionGuard> guards;

  /**
   * Creates the gate.
   *
   * @param guards who is asked, in this order
   */
  public Guards(List<TransitionGuard> guards) {
    this.guards = List.copyOf(guards);
  }

  /**
   * Asks every guard.
   *
   * @param transition the step
   * @return the first objection; empty if there is none
   */
  public Optional<Refusal> refusal(Transition transition) {
    return guards.stream()
        .flatMap(guard -> objection(guard, transition).stream())
        .findFirst()
        .map(why -> new Refusal(Refusal.Code.GUARDED, "state", transition.id() + ": " + why));
  }

  private static Optional<String> objection(TransitionGuard guard, Transition transition) {
    try {
      return guard.objection(transition);
    } catch (RuntimeException cannotSay) {
      return Optional.of("a guard could not be asked");
    }
  }

  /**
   * Returns what an event tells of a step.
   *
   * @param from the state before
   * @param to the state after
   * @return its facts
   */
  public static Map<String, String> facts(Enum<?> from, Enum<?> to) {
    return Map.of(FROM, from.name(), TO, to.name());
  }

  /**
   * Returns a listener to events that tells of the steps among them.
   *
   * @param listener who hears of steps
   * @return who hears of events
   */
  public static EventListener telling(TransitionListener listener) {
    return event -> transition(event).ifPresent(listener::on);
  }

  private static Optional<Transition> transition(CommerceEvent event) {
    String from = event.facts().getOrDefault(FROM, "");
    if (from.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> shipment = Optional.ofNullable(event.facts().get(SHIPMENT));
    return Optional.of(
        new Transition(
            shipment.isPresent() ? Transition.Subject.SHIPMENT : Transition.Subject.ORDER,
            OrderId.of(event.subject()),
            shipment.orElse(event.subject()),
            from,
            event.facts().getOrDefault(TO, ""),
            event.caller()));
  }
}
