package io.backroom.benchmarks.orders;

import io.backroom.benchmarks.orders.Step.Signal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.ExtendedState;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.StateMachineEventResult;
import org.springframework.statemachine.StateMachineEventResult.ResultType;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.springframework.statemachine.config.StateMachineFactory;
import org.springframework.statemachine.support.DefaultExtendedState;
import org.springframework.statemachine.support.DefaultStateMachineContext;
import reactor.core.publisher.Mono;

/** The state machines of Spring Statemachine, used in one of the two ways that its guide shows. */
final class Machines {
  private static final String ORDER = "order";

  private final Use use;
  private final StateMachineFactory<Step, Signal> factory;
  private final ThreadLocal<StateMachine<Step, Signal>> own;

  /** How an order gets its machine. */
  enum Use {
    /** The factory makes one for each order. */
    ONE_PER_ORDER,
    /** Each thread has one, which is reset to the first step for each order. */
    ONE_PER_THREAD
  }

  Machines(Use use, BiConsumer<String, Signal> action) {
    this.use = use;
    this.factory = factory(action);
    this.own = ThreadLocal.withInitial(factory::getStateMachine);
  }

  private static StateMachineFactory<Step, Signal> factory(BiConsumer<String, Signal> action) {
    try {
      StateMachineBuilder.Builder<Step, Signal> builder = StateMachineBuilder.builder();
      builder.configureStates().withStates().initial(Step.PLACED).states(EnumSet.allOf(Step.class));
      for (Signal signal : Signal.values()) {
        builder
            .configureTransitions()
            .withExternal()
            .source(signal.from())
            .target(signal.to())
            .event(signal)
            .action(context -> action.accept(order(context.getExtendedState()), signal));
      }
      return builder.createFactory();
    } catch (Exception wrongTable) {
      throw new IllegalStateException("The machine cannot be built", wrongTable);
    }
  }

  private static String order(ExtendedState state) {
    return Objects.requireNonNull(state.get(ORDER, String.class));
  }

  StateMachine<Step, Signal> begin(String order) {
    if (use == Use.ONE_PER_ORDER) {
      StateMachine<Step, Signal> machine = factory.getStateMachine(order);
      machine.getExtendedState().getVariables().put(ORDER, order);
      machine.startReactively().block();
      return machine;
    }
    StateMachine<Step, Signal> machine = own.get();
    Map<Object, Object> variables = new ConcurrentHashMap<>(Map.of(ORDER, order));
    machine.stopReactively().block();
    machine
        .getStateMachineAccessor()
        .doWithAllRegions(
            region ->
                region
                    .resetStateMachineReactively(
                        new DefaultStateMachineContext<>(
                            Step.PLACED, null, null, new DefaultExtendedState(variables)))
                    .block());
    machine.startReactively().block();
    return machine;
  }

  static void send(StateMachine<Step, Signal> machine, Signal signal) {
    StateMachineEventResult<Step, Signal> result =
        machine.sendEvent(Mono.just(MessageBuilder.withPayload(signal).build())).blockLast();
    if (result == null || result.getResultType() != ResultType.ACCEPTED) {
      throw new IllegalStateException(signal + " was not accepted");
    }
  }

  void end(StateMachine<Step, Signal> machine) {
    if (use == Use.ONE_PER_ORDER) {
      machine.stopReactively().block();
    }
  }
}
