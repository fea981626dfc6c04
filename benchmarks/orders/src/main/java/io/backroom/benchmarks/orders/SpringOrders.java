package io.backroom.benchmarks.orders;

import io.backroom.benchmarks.harness.Contender;
import io.backroom.benchmarks.orders.Step.Signal;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.order.OrderRequest;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.statemachine.StateMachine;

/**
 * Orders as a team would write them on Spring Statemachine: the machine knows which step may follow
 * which, its actions update the tables and call the provider.
 *
 * @param <R> how a row of an order is kept
 */
final class SpringOrders<R> implements Contender {
  private static final InstrumentRef INSTRUMENT = InstrumentRef.of("tok_ok");

  private final Workload workload;
  private final Tables<R> tables;
  private final Machines machines;
  private final SimulatedPaymentProvider payments =
      new SimulatedPaymentProvider(InstantSource.system());

  SpringOrders(Workload workload, Tables.Format<R> format, Machines.Use use) {
    this.workload = workload;
    this.tables = new Tables<>(format);
    this.machines = new Machines(use, this::act);
  }

  @Override
  public void work(SplittableRandom random) {
    String id = place(workload.next(random));
    StateMachine<Step, Signal> machine = machines.begin(id);
    for (Signal signal : Signal.values()) {
      Machines.send(machine, signal);
    }
    machines.end(machine);
  }

  private String place(OrderRequest request) {
    List<OrderRow.Line> lines = new ArrayList<>();
    Money total = Money.zero(CurrencyUnit.USD);
    for (OrderRequest.Item item : request.items()) {
      String sku = item.sku().value();
      lines.add(new OrderRow.Line(sku, item.quantity()));
      total = total.plus(tables.product(sku).price().multipliedBy(item.quantity()));
    }
    Tally.require(tables.reserve(lines), "out of stock");
    String id = UUID.randomUUID().toString();
    tables.insert(
        new OrderRow(
            id,
            request.customer().value(),
            List.copyOf(lines),
            total.getAmountMinorLong(),
            Step.PLACED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    return id;
  }

  private void act(String id, Signal signal) {
    switch (signal) {
      case AUTHORIZE -> authorize(id);
      case MANIFEST ->
          tables.update(id, signal.from(), row -> row.at(signal.to()).tracked("T" + id));
      case CAPTURE -> capture(id);
      default -> tables.update(id, signal.from(), row -> row.at(signal.to()));
    }
  }

  private void authorize(String id) {
    Money amount = total(tables.find(id));
    Outcome outcome =
        payments.authorize(
            new AuthorizeCommand(OrderId.of(id), id, amount, INSTRUMENT, Initiator.CUSTOMER, false),
            call());
    String reference = approved(outcome);
    tables.update(id, Step.PLACED, row -> row.at(Step.RELEASED).authorized(reference));
  }

  private void capture(String id) {
    OrderRow order = tables.find(id);
    ProviderRef authorization = new ProviderRef(order.authorization().orElseThrow());
    String reference =
        approved(payments.capture(new CaptureCommand(authorization, total(order)), call()));
    tables.ship(order.lines());
    tables.update(id, Step.LOADED, row -> row.at(Step.IN_TRANSIT).captured(reference));
  }

  private static CallContext call() {
    return new CallContext(
        OperationId.of(UUID.randomUUID().toString()), Instant.now().plusSeconds(30), 1);
  }

  private static String approved(Outcome outcome) {
    if (outcome instanceof Outcome.Approved approved) {
      return approved.ref().value();
    }
    throw new IllegalStateException(outcome.toString());
  }

  private static Money total(OrderRow order) {
    return Money.ofMinor(CurrencyUnit.USD, order.totalMinor());
  }

  @Override
  public void verify(long done) {
    Tally tally = new Tally();
    tables
        .orders()
        .forEach(
            order ->
                tally.order(
                    order.step() == Step.DELIVERED,
                    total(order),
                    order.lines().stream().mapToInt(OrderRow.Line::quantity).sum()));
    tally.check(done, tables.left(), payments);
    Tally.require(tables.events() == done * Step.values().length, "the log differs");
  }
}
