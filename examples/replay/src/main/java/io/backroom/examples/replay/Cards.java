package io.backroom.examples.replay;

import io.backroom.memory.SimulatedPaymentProvider.Behavior;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes wrong with cards and connections; <b>made up</b>. What a call suffers depends on its
 * operation and its attempt only.
 */
final class Cards implements Behavior {
  /** Share of calls in thousandths: a bank's no, and answers that come later. */
  private static final List<Share> AUTHORIZATIONS =
      List.of(
          new Share(Fault.DECLINED_INSUFFICIENT, 12),
          new Share(Fault.DECLINED_GENERIC, 8),
          new Share(Fault.DECLINED_EXPIRED, 4),
          new Share(Fault.DECLINED_ISSUER_DOWN, 3),
          new Share(Fault.DECLINED_RISK, 2),
          new Share(Fault.DECLINED_HARD, 1),
          new Share(Fault.ACTION_REQUIRED, 10),
          new Share(Fault.PENDING, 5),
          new Share(Fault.EXPIRES_SOON, 2));

  private static final List<Share> CAPTURES = List.of(new Share(Fault.PENDING, 3));
  private static final List<Share> REFUNDS = List.of(new Share(Fault.PENDING, 10));

  /** The network treats every kind of call alike. */
  private static final List<Share> NETWORK =
      List.of(
          new Share(Fault.LOST_RESPONSE, 7),
          new Share(Fault.BROKEN_RESPONSE, 3),
          new Share(Fault.LOST_REQUEST, 3),
          new Share(Fault.NOT_SENT, 4),
          new Share(Fault.RATE_LIMITED, 4),
          new Share(Fault.DUPLICATE, 4));

  private static final double THOUSAND = 1000;

  private final Chance chance;
  private final Map<Fault, Long> happened = new EnumMap<>(Fault.class);
  private List<Waiting> waiting = new ArrayList<>();
  private List<OperationId> called = new ArrayList<>();

  private record Share(Fault fault, int thousandths) {}

  /** A call whose answer comes later. */
  record Waiting(OperationId operation, Operation kind, Fault fault) {}

  Cards(Chance chance) {
    this.chance = chance;
  }

  @Override
  public synchronized Fault faultOf(
      Operation operation, InstrumentRef instrument, CallContext context) {
    OperationId id = context.operation();
    Fault fault =
        drawn(NETWORK, "network", id + "." + context.attempt())
            .orElseGet(() -> drawn(bank(operation), "bank", id).orElse(Fault.NONE));
    if (fault != Fault.NONE && context.attempt() == 1) {
      happened.merge(fault, 1L, Long::sum);
    }
    if (operation != Operation.LOOKUP && context.attempt() == 1) {
      called.add(id);
    }
    if (fault == Fault.PENDING || fault == Fault.ACTION_REQUIRED) {
      waiting.add(new Waiting(id, operation, fault));
    }
    return fault;
  }

  private Optional<Fault> drawn(List<Share> shares, String question, Object subject) {
    double left = chance.unit(question, subject) * THOUSAND;
    for (Share share : shares) {
      left -= share.thousandths();
      if (left < 0) {
        return Optional.of(share.fault());
      }
    }
    return Optional.empty();
  }

  private static List<Share> bank(Operation operation) {
    return switch (operation) {
      case AUTHORIZE -> AUTHORIZATIONS;
      case CAPTURE -> CAPTURES;
      case REFUND -> REFUNDS;
      case VOID, ADJUST, REVERSE, LOOKUP -> List.of();
    };
  }

  /** Removes and returns the calls whose answer somebody has to give. */
  synchronized List<Waiting> takeWaiting() {
    List<Waiting> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /** Removes and returns the calls that came for the first time since the last time. */
  synchronized List<OperationId> takeCalled() {
    List<OperationId> taken = called;
    called = new ArrayList<>();
    return taken;
  }

  /** How often each fault met a first attempt. */
  synchronized Map<Fault, Long> happened() {
    return new EnumMap<>(happened);
  }

  /** How many authorizations a bank refused at once. */
  synchronized long declines() {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.name().startsWith("DECLINED"))
        .mapToLong(fault -> happened.getOrDefault(fault, 0L))
        .sum();
  }
}
