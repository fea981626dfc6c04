package io.backroom.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness is not blind, and its work can be taken up again. */
class CrashWorkTest {
  @TempDir Path directory;
  private final InMemoryDocumentStore documents = new InMemoryDocumentStore();
  private final InMemoryInventoryStore inventory = new InMemoryInventoryStore();

  private CrashWork work(Stores stores) {
    return CrashWork.on(stores, directory.resolve("acknowledged"));
  }

  private void check() {
    work(Stores.of(documents, inventory, () -> {})).check();
  }

  private void fail(int documentsLate, int stockLate) {
    Stores failing =
        Stores.of(
            new LateDocuments(documents, documentsLate),
            new LateStock(inventory, stockLate),
            () -> {});
    assertThat(work(failing).runUntilItFails()).hasMessage("the server is gone");
  }

  @Test
  void whatWasWrittenBeforeItWasAcknowledgedIsThere() {
    for (int round = 0; round < 3; round++) {
      fail(0, 0);
      check();
    }
  }

  @Test
  void anOrderThatWasAcknowledgedBeforeItWasWrittenIsMissed() {
    fail(9, 0);
    assertThatThrownBy(this::check).hasMessageContaining("ordered by buyer");
  }

  @Test
  void aReservationThatWasAcknowledgedBeforeItWasWrittenIsMissed() {
    fail(0, 9);
    assertThatThrownBy(this::check).hasMessageContaining("reserved by buyer");
  }

  @Test
  void unitsThatCameTwiceAreFound() {
    fail(0, 0);
    StockLine line = StockLine.of("lamp", "north", 1);
    inventory.apply(
        List.of(new StockCommand.Receive(CommandId.of("again"), line, Optional.empty())),
        CrashWork.NOW);
    assertThatThrownBy(this::check).hasMessageContaining("on hand");
  }

  /** Says two words and ends. */
  static final class Quitter {
    private Quitter() {}

    public static void main(String[] args) {
      System.out.println("one");
      System.out.println("two");
      System.err.println("no more");
    }
  }

  @Test
  void aProcessThatEndsBeforeItIsKilledFailsTheTestAndSaysWhy()
      throws IOException, InterruptedException {
    assertThatThrownBy(
            () ->
                KilledProcess.run(
                    Quitter.class, List.of(), List.of(), 5, directory.resolve("errors")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("wrote 2 lines")
        .hasMessageContaining("no more");
  }
}
