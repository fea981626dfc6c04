package io.backroom.stock.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FarArchiveTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = NOW.plusSeconds(900);

  /** A journal that counts what it is asked. */
  private static final class FarJournal extends MemoryJournal implements FarArchive {
    private Runnable afterAsk = () -> {};
    private int asked;
    private int askedOne;

    @Override
    public synchronized Optional<Reservation> reservation(ReservationId id) {
      askedOne++;
      return super.reservation(id);
    }

    @Override
    public synchronized Optional<StockAnswer> answer(CommandId id) {
      askedOne++;
      return super.answer(id);
    }

    @Override
    public Found ask(Collection<CommandId> commands, Collection<ReservationId> reservations) {
      Map<CommandId, StockAnswer> answers = new HashMap<>();
      commands.forEach(id -> super.answer(id).ifPresent(a -> answers.put(id, a)));
      Map<ReservationId, Reservation> found = new HashMap<>();
      reservations.forEach(id -> super.reservation(id).ifPresent(r -> found.put(id, r)));
      asked++;
      afterAsk.run();
      return new Found(answers, found);
    }
  }

  private final FarJournal journal = new FarJournal();
  private final JournaledStock stock =
      JournaledStock.open(journal, JournaledStock.Limits.standard());

  private static StockCommand receive(int units) {
    StockLine line = StockLine.of("lamp", "north", units);
    return new StockCommand.Receive(CommandId.of("in"), line, Optional.empty());
  }

  private static StockCommand reserve(String id) {
    List<StockLine> lines = List.of(StockLine.of("lamp", "north", 1));
    return new StockCommand.Reserve(
        CommandId.of(id), ReservationId.of(id), "ann", lines, List.of(), END);
  }

  private static StockCommand commit(String id) {
    return new StockCommand.Commit(CommandId.of("commit-" + id), ReservationId.of(id));
  }

  private void fold() {
    assertThat(stock.movements(0, 1)).hasSize(1);
  }

  @Test
  void whatCommandsNameIsAskedForAtOnce() {
    stock.apply(List.of(receive(5), reserve("a"), reserve("b")), NOW);
    fold();
    journal.asked = 0;

    List<StockResult> results =
        stock.apply(List.of(commit("a"), commit("b"), reserve("a"), reserve("c")), NOW);

    assertThat(results).hasOnlyElementsOfType(StockResult.Applied.class);
    assertThat(journal.asked).isEqualTo(1);
    assertThat(journal.askedOne).isZero();
    stock.close();
  }

  @Test
  void whatIsFoldedBetweenQuestionAndDecisionIsAskedForAgain() {
    stock.apply(List.of(receive(5), reserve("a")), NOW);
    journal.afterAsk =
        () -> {
          journal.afterAsk = () -> {};
          fold();
        };

    StockResult again = stock.apply(List.of(reserve("a")), NOW).get(0);

    assertThat(again).isInstanceOf(StockResult.Applied.class);
    assertThat(stock.movements(0, 10)).hasSize(2);
    stock.close();
  }

  @Test
  void holdsThatRanOutAreAskedForTogether() {
    List<StockCommand> commands = new ArrayList<>(List.of(receive(50)));
    for (int i = 0; i < 50; i++) {
      commands.add(reserve("r" + i));
    }
    stock.apply(commands, NOW);
    fold();
    journal.asked = 0;
    journal.askedOne = 0;

    assertThat(stock.expiring(END, 30)).hasSize(30);
    assertThat(journal.asked).isEqualTo(1);
    assertThat(journal.askedOne).isZero();

    // The last units are kept by holds that have run out.
    StockResult result = stock.apply(List.of(reserve("late")), END).get(0);
    assertThat(result).isInstanceOf(StockResult.Applied.class);
    assertThat(journal.askedOne).isZero();
    assertThat(stock.find(ReservationId.of("r7")).orElseThrow().state()).isEqualTo(State.EXPIRED);
    stock.close();
  }

  @Test
  void theArchiveHasItAllAfterAQuietTime() {
    stock.apply(List.of(receive(5)), NOW);
    stock.foldWhenQuiet();
    stock.apply(List.of(reserve("a")), NOW);
    stock.foldWhenQuiet();
    assertThat(journal.movements(0, 10)).isEmpty();

    stock.foldWhenQuiet();
    while (journal.movements(0, 10).size() < 2) {
      Thread.onSpinWait();
    }
    stock.close();
  }

  @Test
  void timesCountToTheMicrosecond() {
    StockCommand exact = extend(END);
    assertThat(Fingerprint.of(extend(END.plusNanos(999)))).isEqualTo(Fingerprint.of(exact));
    assertThat(Fingerprint.of(extend(END.plusNanos(1000)))).isNotEqualTo(Fingerprint.of(exact));
  }

  private static StockCommand extend(Instant end) {
    return new StockCommand.Extend(CommandId.of("x"), ReservationId.of("r"), end);
  }
}
