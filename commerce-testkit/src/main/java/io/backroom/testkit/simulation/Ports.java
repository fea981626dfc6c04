package io.backroom.testkit.simulation;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.policy.Notifier;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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

  /** A call in which the store may fail, too. */
  private <T> T call(Trouble fails, Trouble answerLost, Supplier<T> port) {
    return around(
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

  private <T> T around(Supplier<T> port) {
    requireAlive();
    if (weather.strikes(Trouble.SLOW, dice)) {
      clock.pass(Duration.ofSeconds(dice.between(1, 30)));
    }
    if (weather.strikes(Trouble.FREEZE, dice)) {
      clock.pass(Duration.ofSeconds(dice.between(30, 300)));
      frozen = true;
      meanwhile.run();
      frozen = false;
    }
    if (weather.strikes(Trouble.CRASH_BEFORE, dice)) {
      kill();
      throw new Unreachable("the process has died before the call");
    }
    T answer = port.get();
    if (weather.strikes(Trouble.CRASH_AFTER, dice)) {
      kill();
      throw new Unreachable("the process has died after the call");
    }
    return answer;
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
        return call(Trouble.DOCUMENTS_FAIL, Trouble.DOCUMENTS_FAIL, () -> store.find(id));
      }

      @Override
      public List<Document> query(DocumentQuery query) {
        return call(Trouble.DOCUMENTS_FAIL, Trouble.DOCUMENTS_FAIL, () -> store.query(query));
      }

      @Override
      public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
        return call(
            Trouble.DOCUMENTS_FAIL,
            Trouble.DOCUMENTS_ANSWER_LOST,
            () -> store.commit(write, writes));
      }
    };
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
        return call(
            Trouble.INVENTORY_FAILS,
            Trouble.INVENTORY_ANSWER_LOST,
            () -> store.apply(commands, now));
      }

      @Override
      public List<StockLevel> levels(Collection<Sku> skus) {
        return call(Trouble.INVENTORY_FAILS, Trouble.INVENTORY_FAILS, () -> store.levels(skus));
      }

      @Override
      public Optional<Reservation> find(ReservationId id) {
        return call(Trouble.INVENTORY_FAILS, Trouble.INVENTORY_FAILS, () -> store.find(id));
      }

      @Override
      public List<Reservation> expiring(Instant before, int limit) {
        return call(
            Trouble.INVENTORY_FAILS, Trouble.INVENTORY_FAILS, () -> store.expiring(before, limit));
      }
    };
  }

  /** What goes wrong with money is the provider's to decide; here processes die around the call. */
  PaymentProvider payments(PaymentProvider provider, BiConsumer<CallContext, Outcome> seen) {
    return new PaymentProvider() {
      @Override
      public ProviderProfile profile() {
        return provider.profile();
      }

      @Override
      public Outcome authorize(AuthorizeCommand command, CallContext context) {
        return outcome(context, () -> provider.authorize(command, context));
      }

      @Override
      public Outcome capture(CaptureCommand command, CallContext context) {
        return outcome(context, () -> provider.capture(command, context));
      }

      @Override
      public Outcome voidAuthorization(VoidCommand command, CallContext context) {
        return outcome(context, () -> provider.voidAuthorization(command, context));
      }

      @Override
      public Outcome refund(RefundCommand command, CallContext context) {
        return outcome(context, () -> provider.refund(command, context));
      }

      @Override
      public Lookup lookup(LookupQuery query, CallContext context) {
        return around(() -> provider.lookup(query, context));
      }

      private Outcome outcome(CallContext context, Supplier<Outcome> call) {
        return around(
            () -> {
              Outcome outcome = call.get();
              seen.accept(context, outcome);
              return outcome;
            });
      }
    };
  }

  Notifier notifier(List<Notification> delivered) {
    return notification -> {
      requireAlive();
      if (weather.strikes(Trouble.NOTIFIER_FAILS, dice)) {
        throw new Unreachable("the message was not taken");
      }
      delivered.add(notification);
      if (weather.strikes(Trouble.NOTIFIER_CRASHES, dice)) {
        kill();
        throw new Unreachable("the process has died after the message was sent");
      }
    };
  }
}
