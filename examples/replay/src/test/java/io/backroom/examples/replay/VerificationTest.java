package io.backroom.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.examples.replay.data.Dataset;
import io.backroom.examples.replay.data.InvoiceFile;
import io.backroom.examples.replay.data.Slice;
import io.backroom.examples.replay.data.World;
import io.backroom.examples.replay.report.ProgressBar;
import io.backroom.examples.replay.report.Report;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.value.OrderId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A verification that cannot fail proves nothing: each tampering must be found. */
class VerificationTest {
  private static final String MOVED = "promise-moved";
  private static Dataset data;
  private Outcome outcome;

  @BeforeAll
  static void read() {
    data = InvoiceFile.read(Home.data()).only(Slice.first(40));
  }

  @BeforeEach
  void runHonestly() {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    ProgressBar progress = new ProgressBar(nowhere, false, 40, System::nanoTime);
    Simulation simulation = new Simulation(World.of(data), data.invoices(), 1, progress);
    simulation.run();
    outcome = simulation.outcome();
    assertThat(differences(outcome)).isEmpty();
  }

  private static List<String> differences(Outcome outcome) {
    return outcome.verify().stream().flatMap(check -> check.differences().stream()).toList();
  }

  private StockBook.Place somePlace() {
    return outcome.books().stock().places().keySet().iterator().next();
  }

  private OrderId someOrder() {
    return outcome.books().sales().keySet().iterator().next();
  }

  @Test
  void findsAUnitThatNobodyReceived() {
    StockBook.Place place = somePlace();
    outcome.books().stock().received(place.sku(), place.center(), 1);
    assertThat(differences(outcome))
        .singleElement()
        .asString()
        .contains(place.sku().value(), "on hand");
  }

  @Test
  void findsAUnitThatVanished() {
    StockBook.Place place =
        outcome.books().stock().places().entrySet().stream()
            .filter(entry -> entry.getValue().onHand() > 0)
            .findFirst()
            .orElseThrow()
            .getKey();
    StockCommand.Adjust theft =
        new StockCommand.Adjust(
            CommandId.of("theft"), place.sku(), place.center(), -1, 0, "nobody looked");
    outcome.shop().commerce().inventory().adjust(Shop.BACK_OFFICE, theft).orThrow();
    assertThat(differences(outcome)).singleElement().asString().contains("on hand");
  }

  @Test
  void findsMoneyThatTheLibraryDoesNotKnow() {
    SimulatedPaymentProvider provider = outcome.shop().provider();
    Instant deadline = outcome.shop().clock().instant().plus(Duration.ofMinutes(1));
    provider.authorize(
        new AuthorizeCommand(
            someOrder(),
            "forged",
            Money.ofMinor(ShopTerms.POUNDS, 1),
            InstrumentRef.of("tok_ok"),
            AuthorizeCommand.Initiator.MERCHANT,
            false),
        new CallContext(OperationId.of("forged"), deadline, 1));
    assertThat(differences(outcome))
        .hasSize(2)
        .anyMatch(difference -> difference.contains("authorized GBP 0.00 and GBP 0.01"))
        .anyMatch(difference -> difference.contains("is still set aside"));
  }

  @Test
  void findsARefundThatNobodyGotBackGoodsFor() {
    outcome.books().refunded(someOrder(), 1);
    assertThat(differences(outcome)).singleElement().asString().contains("came back");
  }

  @Test
  void findsAParcelThatLeftUnpaid() {
    Instant now = outcome.shop().clock().instant();
    outcome.books().departed(new Books.Departure("forged", someOrder(), now, 1, 1));
    assertThat(differences(outcome)).anyMatch(difference -> difference.contains("left"));
  }

  @Test
  void findsAUnitThatWasDeliveredTwice() {
    Sale sale = outcome.books().sales().get(someOrder());
    outcome
        .books()
        .delivered(
            "forged",
            sale.id(),
            Map.of(sale.units().keySet().iterator().next(), 1),
            outcome.shop().clock().instant());
    assertThat(differences(outcome)).singleElement().asString().contains("delivered");
  }

  @Test
  void findsAnOrderThatTheDriverDidNotPlace() {
    Sale sale = outcome.books().sales().get(someOrder());
    Outcome less = outcome.with(outcome.orders().subList(1, outcome.orders().size()));
    assertThat(differences(less))
        .anyMatch(difference -> difference.contains(sale.invoice().buyer()));
  }

  @Test
  void findsAPromiseThatMovedAndWasNotTold() {
    Final told =
        outcome.orders().stream()
            .filter(order -> order.history().stream().anyMatch(e -> e.kind().equals(MOVED)))
            .findFirst()
            .orElseThrow();
    List<Final> silent =
        outcome.orders().stream()
            .map(
                order ->
                    new Final(
                        order.sale(),
                        order.view(),
                        order.equals(told)
                            ? order.history().stream().filter(e -> !e.kind().equals(MOVED)).toList()
                            : order.history()))
            .toList();
    assertThat(differences(outcome.with(silent)))
        .isNotEmpty()
        .allSatisfy(difference -> assertThat(difference).contains(told.sale().id().value()));
  }

  @Test
  void failsTheReport() {
    StockBook.Place place = somePlace();
    outcome.books().stock().received(place.sku(), place.center(), 1);
    List<Check> checks = outcome.verify();
    Report report = new ReportWriter(outcome, checks).write(data, 1, new Timings());
    assertThat(report.text()).contains("FAIL").contains("1 differences");
    assertThat(Verification.differences(checks)).isOne();
    assertThat(Optional.of(report.html())).get().asString().contains("Differences");
  }
}
