package io.backroom.testkit.simulation;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.policy.Notifier;
import io.backroom.spi.policy.Warehouse;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything that one node says to the world outside, through the weather. A node that has died
 * says nothing more: whatever its code still tries fails.
 */
final class Ports {
  /** What a port throws that cannot be reached, or whose answer was lost. */
  static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(String what) {
      super(what, null, false, false);
    }
  }

  private final Weather weather;
  private final Dice dice;
  private final VirtualClock clock;
  private final Runnable meanwhile;
  private boolean dead;
  private boolean frozen;

  /**
   * Creates the ports of one node.
   *
   * @param meanwhile what others do while this node stands still
   */
  Ports(Weather weather, Dice dice, VirtualClock clock, Runnable meanwhile) {
    this.weather = weather;
    this.dice = dice;
    this.clock = clock;
    this.meanwhile = meanwhile;
  }

  boolean isDead() {
    return dead;
  }

  boolean isFrozen() {
    return frozen;
  }

  void kill() {
    dead = true;
  }

  /** A call that only reads, in which the store may fail. */
  private <T> T read(Trouble fails, Supplier<T> port) {
    return call(false, fails, fails, port);
  }

  /** A call that changes something, in which the store may fail and the answer may be lost. */
  private <T> T write(Trouble fails, Trouble answerLost, Supplier<T> port) {
    return call(true, fails, answerLost, port);
  }

  private <T> T call(boolean changes, Trouble fails, Trouble answerLost, Supplier<T> port) {
    return around(
        changes,
        () -> {
          if (weather.strikes(fails, dice)) {
            throw new Unreachable("the call has failed");
          }
          T answer = port.get();
          if (weather.strikes(answerLost, dice)) {
            throw new Unreachable("the answer was lost");
          }
          return answer;
        });
  }

  <T> T around(boolean changes, Supplier<T> port) {
    requireAlive();
    if (weather.strikes(Trouble.SLOW, dice)) {
      clock.pass(Duration.ofSeconds(dice.between(1, 30)));
    }
    freeze();
    if (weather.crashes(Trouble.CRASH_BEFORE, changes, dice)) {
      kill();
      throw new Unreachable("the process has died before the call");
    }
    T answer = port.get();
    if (weather.crashes(Trouble.CRASH_AFTER, changes, dice)) {
      kill();
      throw new Unreachable("the process has died after the call");
    }
    freeze();
    return answer;
  }

  private void freeze() {
    if (weather.strikes(Trouble.FREEZE, dice)) {
      clock.pass(Duration.ofSeconds(dice.between(30, 300)));
      frozen = true;
      meanwhile.run();
      frozen = false;
    }
  }

  private void requireAlive() {
    if (dead) {
      throw new Unreachable("the process is dead");
    }
  }

  DocumentStore documents(DocumentStore store) {
    return new DocumentStore() {
      @Override
      public Optional<Document> find(DocumentId id) {
        return read(Trouble.DOCUMENTS_FAIL, () -> store.find(id));
      }

      @Override
      public List<Document> query(DocumentQuery query) {
        return read(Trouble.DOCUMENTS_FAIL, () -> store.query(query));
      }

      @Override
      public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
        return write(
            Trouble.DOCUMENTS_FAIL,
            Trouble.DOCUMENTS_ANSWER_LOST,
            () -> store.commit(write, writes));
      }
    };
  }

  /** What was promised from receipts stays within the limit that was asked for. */
  private static List<StockResult> withinLimits(
      InventoryStore store, List<StockCommand> commands, List<StockResult> results) {
    for (int i = 0; i < commands.size(); i++) {
      if (commands.get(i) instanceof StockCommand.Reserve reserve
          && results.get(i) instanceof StockResult.Applied) {
        for (BackorderLine later : reserve.backorders()) {
          for (StockLevel level : store.levels(List.of(later.line().sku()))) {
            Invariant.S1.require(
                !level.center().equals(later.line().center())
                    || level.backordered() <= later.limit(),
                () -> "promised beyond " + later + ": " + level);
          }
        }
      }
    }
    return results;
  }

  /** Each new reservation is told before it is asked for: an answer may be lost. */
  InventoryStore inventory(InventoryStore store, Consumer<ReservationId> reserving) {
    return new InventoryStore() {
      @Override
      public List<StockResult> apply(List<StockCommand> commands, Instant now) {
        for (StockCommand command : commands) {
          if (command instanceof StockCommand.Reserve reserve) {
            reserving.accept(reserve.reservation());
          }
        }
        return write(
            Trouble.INVENTORY_FAILS,
            Trouble.INVENTORY_ANSWER_LOST,
            () -> withinLimits(store, commands, store.apply(commands, now)));
      }

      @Override
      public List<StockLevel> levels(Collection<Sku> skus) {
        return read(Trouble.INVENTORY_FAILS, () -> store.levels(skus));
      }

      @Override
      public Optional<Reservation> find(ReservationId id) {
        return read(Trouble.INVENTORY_FAILS, () -> store.find(id));
      }

      @Override
      public List<Reservation> expiring(Instant before, int limit) {
        return read(Trouble.INVENTORY_FAILS, () -> store.expiring(before, limit));
      }
    };
  }

  /** What goes wrong with money is the provider's to decide; here processes die around the call. */
  PaymentProvider payments(Bank bank, boolean withAbilities) {
    return withAbilities ? new PaymentPort.WithAbilities(this, bank) : new PaymentPort(this, bank);
  }

  Warehouse warehouse(Warehouse people) {
    return request ->
        around(
            true,
            () -> {
              if (weather.strikes(Trouble.WAREHOUSE_AWAY, dice)) {
                throw new Unreachable("the warehouse cannot be asked");
              }
              return people.recall(request);
            });
  }

  Notifier notifier(List<Notification> delivered) {
    return notification ->
        around(
            true,
            () -> {
              if (weather.strikes(Trouble.NOTIFIER_FAILS, dice)) {
                throw new Unreachable("the message was not taken");
              }
              delivered.add(notification);
              if (weather.strikes(Trouble.NOTIFIER_CRASHES, dice)) {
                kill();
                throw new Unreachable("the process has died after the message was sent");
              }
              return notification;
            });
  }
}
