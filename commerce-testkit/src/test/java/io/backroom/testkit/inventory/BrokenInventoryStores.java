package io.backroom.testkit.inventory;

import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.Meeting;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Inventory stores with one mistake each, of the kind that adapters are made with. */
final class BrokenInventoryStores {
  private BrokenInventoryStores() {}

  /** The reference, to be broken in one place. */
  static class Broken implements InventoryStore, StockLedger {
    final InMemoryInventoryStore sound = new InMemoryInventoryStore();
    private final AtomicInteger hidden = new AtomicInteger();

    @Override
    public List<StockResult> apply(List<StockCommand> commands, Instant now) {
      List<StockResult> results = new ArrayList<>();
      Optional<ArithmeticException> failure = Optional.empty();
      for (StockCommand command : commands) {
        try {
          results.add(answer(command, now));
        } catch (ArithmeticException outOfRange) {
          failure = Optional.of(outOfRange);
        }
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      return results;
    }

    StockResult answer(StockCommand command, Instant now) {
      return inSound(command, now);
    }

    /** Returns what another node would work on. */
    InventoryStore secondInstance() {
      return this;
    }

    final StockResult inSound(StockCommand command, Instant now) {
      return sound.apply(List.of(command), now).get(0);
    }

    @Override
    public List<StockLevel> levels(Collection<Sku> skus) {
      return sound.levels(skus);
    }

    @Override
    public Optional<Reservation> find(ReservationId id) {
      return sound.find(id);
    }

    @Override
    public List<Reservation> expiring(Instant before, int limit) {
      return sound.expiring(before, limit);
    }

    @Override
    public List<StockMovement> movements(long after, int limit) {
      return sound.movements(after, limit);
    }

    @Override
    public List<StockMovement> movements(Sku sku, long after, int limit) {
      return sound.movements(sku, after, limit);
    }

    @Override
    public List<Sku> skus(Optional<Sku> after, int limit) {
      return sound.skus(after, limit);
    }

    @Override
    public StockLevel recompute(Sku sku, CenterId center) {
      return sound.recompute(sku, center);
    }

    final CommandId hiddenId() {
      return CommandId.of("hidden-" + hidden.incrementAndGet());
    }

    final StockLevel level(Sku sku, CenterId center) {
      return sound.levels(List.of(sku)).stream()
          .filter(level -> level.center().equals(center))
          .findFirst()
          .orElse(StockLevel.none(sku, center));
    }

    /** Makes units appear, for a mistake that hands out what is not there. */
    final void conjure(StockLine line, Instant now) {
      adjust(line.sku(), line.center(), line.quantity(), now);
    }

    final void adjust(Sku sku, CenterId center, int units, Instant now) {
      inSound(new StockCommand.Adjust(hiddenId(), sku, center, units, 0, "mistake"), now);
    }

    final StockCommand.Reserve again(StockCommand.Reserve c) {
      return changed(c, c.heldMax(), c.replaces());
    }

    final StockCommand.Reserve changed(
        StockCommand.Reserve c, int heldMax, List<ReservationId> replaces) {
      return new StockCommand.Reserve(
          hiddenId(),
          c.reservation(),
          c.owner(),
          c.lines(),
          c.backorders(),
          c.expiresAt(),
          heldMax,
          replaces);
    }

    final StockCommand.Release release(ReservationId id, List<StockLine> lines) {
      return new StockCommand.Release(hiddenId(), id, lines, List.of());
    }

    static boolean isApplied(StockResult result) {
      return result instanceof StockResult.Applied;
    }

    static boolean isShort(StockResult result) {
      return result instanceof StockResult.Short;
    }
  }

  /** I-01: the lines that are there stay reserved although another one lacks. */
  static final class KeepsTheLinesThatFit extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (command instanceof StockCommand.Reserve c && result instanceof StockResult.Short lack) {
        List<StockLine> fitting =
            c.lines().stream()
                .filter(l -> lack.shortages().stream().noneMatch(s -> s.sku().equals(l.sku())))
                .toList();
        if (!fitting.isEmpty()) {
          CommandId id = hiddenId();
          inSound(
              new StockCommand.Reserve(
                  id, ReservationId.of(id.value()), c.owner(), fitting, List.of(), c.expiresAt()),
              now);
        }
      }
      return result;
    }
  }

  /** I-02: command ids are not remembered. */
  static final class ForgetsCommands extends Broken {
    private final Set<StockCommand> seen = ConcurrentHashMap.newKeySet();

    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (seen.add(command)) {
        return inSound(command, now);
      } else if (command instanceof StockCommand.Receive c) {
        return inSound(new StockCommand.Receive(hiddenId(), c.line(), c.expected()), now);
      } else if (command instanceof StockCommand.Reserve c) {
        return inSound(again(c), now);
      }
      return inSound(command, now);
    }
  }

  /** I-02: only what was applied is remembered. */
  static final class ForgetsRefusals extends Broken {
    private final Set<StockCommand> refused = ConcurrentHashMap.newKeySet();

    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Reserve c && refused.contains(command)) {
        return inSound(again(c), now);
      }
      StockResult result = inSound(command, now);
      if (isShort(result)) {
        refused.add(command);
      }
      return result;
    }
  }

  /** I-02: whether an id is known is asked in one step, and it is remembered in another. */
  static final class LooksBeforeItRemembers extends Broken {
    private final Set<StockCommand> known = ConcurrentHashMap.newKeySet();

    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Receive c
          && c.line().quantity() > 1
          && !known.contains(command)) {
        StockResult result = inSound(command, now);
        Meeting.ofTwo();
        if (!known.add(command)) {
          conjure(c.line(), now);
        }
        return result;
      }
      return inSound(command, now);
    }
  }

  /** I-03: a known id has its first answer, whatever the content. */
  static final class IgnoresTheContentOfARepeat extends Broken {
    private final Map<CommandId, StockResult> answers = new ConcurrentHashMap<>();

    @Override
    StockResult answer(StockCommand command, Instant now) {
      return answers.computeIfAbsent(command.id(), id -> inSound(command, now));
    }
  }

  /** I-03: an id that was used is used again. */
  static final class AppliesUnderAUsedId extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      return result instanceof StockResult.KeyReused && command instanceof StockCommand.Receive c
          ? inSound(new StockCommand.Receive(hiddenId(), c.line(), c.expected()), now)
          : result;
    }
  }

  /** I-04: a refusal ends the whole call. */
  static final class StopsAtTheFirstRefusal extends Broken {
    @Override
    public List<StockResult> apply(List<StockCommand> commands, Instant now) {
      List<StockResult> results = new ArrayList<>();
      for (StockCommand command : commands) {
        StockResult last =
            results.isEmpty()
                ? new StockResult.Applied(Optional.empty())
                : results.get(results.size() - 1);
        results.add(last instanceof StockResult.Applied ? inSound(command, now) : last);
      }
      return results;
    }
  }

  /** I-04: what cannot be kept ends the whole call. */
  static final class StopsAtTheFirstFault extends Broken {
    @Override
    public List<StockResult> apply(List<StockCommand> commands, Instant now) {
      return commands.stream().map(command -> inSound(command, now)).toList();
    }
  }

  /** I-05: what is unknown must have ended. */
  static final class CallsTheUnknownReleased extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      boolean ofReceipt =
          command instanceof StockCommand.Receive
              || command instanceof StockCommand.Expect
              || command instanceof StockCommand.Transfer;
      return result instanceof StockResult.NotFound && !ofReceipt
          ? new StockResult.Ended(State.RELEASED)
          : result;
    }
  }

  /** I-06: lines of one SKU are checked one by one. */
  static final class ChecksLineByLine extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (isShort(result)
          && command instanceof StockCommand.Reserve c
          && c.lines().size() > 1
          && c.backorders().isEmpty()
          && c.lines().stream()
              .allMatch(l -> l.quantity() <= level(l.sku(), l.center()).availableToPromise())) {
        c.lines().forEach(line -> conjure(line, now));
        return inSound(again(c), now);
      }
      return result;
    }
  }

  /** I-07: of several limits the last one read holds. */
  static final class TakesTheGreatestLimit extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (!(command instanceof StockCommand.Reserve c) || c.backorders().size() < 2) {
        return inSound(command, now);
      }
      int most = c.backorders().stream().mapToInt(BackorderLine::limit).max().orElseThrow();
      List<BackorderLine> backorders =
          c.backorders().stream().map(line -> new BackorderLine(line.line(), most)).toList();
      return inSound(
          new StockCommand.Reserve(
              c.id(),
              c.reservation(),
              c.owner(),
              c.lines(),
              backorders,
              c.expiresAt(),
              c.heldMax(),
              c.replaces()),
          now);
    }
  }

  /** I-08: the check stops at the first line that lacks. */
  static final class NamesTheFirstShortage extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      return result instanceof StockResult.Short lack
          ? new StockResult.Short(lack.shortages().subList(0, 1))
          : result;
    }
  }

  /** I-09: the units are counted in one step and taken in another. */
  static final class ChecksAndThenTakes extends Broken {
    private final Set<CommandId> seen = ConcurrentHashMap.newKeySet();

    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (!(seen.add(command.id()) && command instanceof StockCommand.Reserve c)
          || c.lines().size() != 1
          || !c.backorders().isEmpty()
          || c.heldMax() < Integer.MAX_VALUE
          || sound.find(c.reservation()).isPresent()) {
        return inSound(command, now);
      }
      StockLine line = c.lines().get(0);
      if (level(line.sku(), line.center()).availableToPromise() < line.quantity()) {
        return inSound(command, now);
      }
      Meeting.ofTwo();
      StockResult result = inSound(command, now);
      if (isShort(result)) {
        conjure(line, now);
        result = inSound(again(c), now);
      }
      return result;
    }
  }

  /** I-09: what is on hand is read in one step and written back in another. */
  static final class LosesUpdates extends Broken {
    private final Set<CommandId> seen = ConcurrentHashMap.newKeySet();

    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (!(command instanceof StockCommand.Receive c) || !seen.add(command.id())) {
        return inSound(command, now);
      }
      StockLine line = c.line();
      int read = level(line.sku(), line.center()).onHand();
      StockResult result = inSound(command, now);
      if (read > 0 && read < 9) {
        Meeting.ofTwo();
        int others = level(line.sku(), line.center()).onHand() - read - line.quantity();
        if (others > 0) {
          adjust(line.sku(), line.center(), -others, now);
        }
      }
      return result;
    }
  }

  /** I-10: a reserve under a known reservation id is taken for a repetition. */
  static final class ReservesUnderAKnownId extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      return command instanceof StockCommand.Reserve c && result instanceof StockResult.Ended
          ? new StockResult.Applied(sound.find(c.reservation()))
          : result;
    }
  }

  /** I-11: a hold can be committed until the sweep comes. */
  static final class CommitsAfterTheEnd extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Commit c) {
        Optional<Reservation> ranOut =
            sound.find(c.reservation()).filter(reservation -> reservation.hasExpired(now));
        return inSound(command, ranOut.map(r -> r.expiresAt().minusNanos(1)).orElse(now));
      }
      return inSound(command, now);
    }
  }

  /** I-12: units of a hold that ran out are there only after a sweep. */
  static final class WaitsForTheSweep extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      boolean ranOut = !sound.expiring(now, 1).isEmpty();
      return inSound(
          command, command instanceof StockCommand.Reserve && ranOut ? Instant.MIN : now);
    }
  }

  /** I-13: the end of a hold only ever moves back. */
  static final class NeverShortensAHold extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Extend c) {
        Instant end = sound.find(c.reservation()).map(Reservation::expiresAt).orElse(Instant.MIN);
        Instant later = end.isAfter(c.expiresAt()) ? end : c.expiresAt();
        return inSound(new StockCommand.Extend(c.id(), c.reservation(), later), now);
      }
      return inSound(command, now);
    }
  }

  /** I-14: a second commit is welcome. */
  static final class CommitsTwice extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      return command instanceof StockCommand.Commit c
              && result.equals(new StockResult.Ended(State.COMMITTED))
          ? new StockResult.Applied(sound.find(c.reservation()))
          : result;
    }
  }

  /** I-15: a second release gives the units back a second time. */
  static final class ReleasesTwice extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (command instanceof StockCommand.Release c
          && result.equals(new StockResult.Ended(State.RELEASED))) {
        Reservation.Line line = sound.find(c.reservation()).orElseThrow().lines().get(0);
        conjure(new StockLine(line.sku(), line.center(), 1), now);
        return new StockResult.Applied(sound.find(c.reservation()));
      }
      return result;
    }
  }

  /** I-16: the sweep believes whoever calls it. */
  static final class ExpiresTooEarly extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      return inSound(command, command instanceof StockCommand.Expire ? Instant.MAX : now);
    }
  }

  /** I-16: the end is read in one step and the hold ended in another. */
  static final class SweepsWhatItReadBefore extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Expire c
          && sound.find(c.reservation()).filter(hold -> hold.hasExpired(now)).isPresent()) {
        Meeting.ofTwo();
        return inSound(command, Instant.MAX);
      }
      return inSound(command, now);
    }
  }

  /** I-17: what is only held can be shipped. */
  static final class ShipsWhatIsOnlyHeld extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (command instanceof StockCommand.Ship c
          && result.equals(new StockResult.Ended(State.HELD))
          && c.lines().get(0).quantity()
              <= sound.find(c.reservation()).orElseThrow().lines().get(0).kept()) {
        inSound(new StockCommand.Commit(hiddenId(), c.reservation()), now);
        return inSound(new StockCommand.Ship(hiddenId(), c.reservation(), c.lines()), now);
      }
      return result;
    }
  }

  /** I-17: units are taken without a condition. */
  static final class ShipsWithoutACondition extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      return command instanceof StockCommand.Ship c
              && c.lines().size() == 1
              && result instanceof StockResult.Short lack
              && lack.shortages().get(0).available() > 0
          ? new StockResult.Applied(sound.find(c.reservation()))
          : result;
    }
  }

  /** I-18: a backorder is filled from what is only on its way. */
  static final class FillsBeforeTheStockIsThere extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (command instanceof StockCommand.Fill c && isShort(result)) {
        c.lines().forEach(line -> conjure(line, now));
        return inSound(new StockCommand.Fill(hiddenId(), c.reservation(), c.lines()), now);
      }
      return result;
    }
  }

  /** I-19: a new buyer gets what came in for those who wait. */
  static final class ServesNewBuyersFirst extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (command instanceof StockCommand.Reserve c && isShort(result) && !c.lines().isEmpty()) {
        StockLine line = c.lines().get(0);
        StockLevel level = level(line.sku(), line.center());
        if (level.backordered() > 0 && level.unpromised() >= line.quantity()) {
          conjure(new StockLine(line.sku(), line.center(), level.backordered()), now);
          return inSound(again(c), now);
        }
      }
      return result;
    }
  }

  /** I-20: goods that came in are still expected. */
  static final class ExpectsWhatHasCome extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      return inSound(
          command instanceof StockCommand.Receive c
              ? new StockCommand.Receive(c.id(), c.line(), Optional.empty())
              : command,
          now);
    }
  }

  /** I-20: whether a receipt is known is asked in one step, and it is written in another. */
  static final class ExpectsOneReceiptTwice extends Broken {
    private final Set<ReceiptId> known = ConcurrentHashMap.newKeySet();

    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Expect c && !known.contains(c.receipt())) {
        Meeting.ofTwo();
        known.add(c.receipt());
        inSound(command, now);
        return new StockResult.Applied(Optional.empty());
      }
      if (command instanceof StockCommand.Transfer c) {
        known.add(c.receipt());
      }
      return inSound(command, now);
    }
  }

  /** I-21: a count is never refused. */
  static final class NeverRefusesACount extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      return command instanceof StockCommand.Adjust && isShort(result)
          ? new StockResult.Applied(Optional.empty())
          : result;
    }
  }

  /** I-22: levels come in the order of a hash map. */
  static final class ReturnsLevelsInAnyOrder extends Broken {
    @Override
    public List<StockLevel> levels(Collection<Sku> skus) {
      List<StockLevel> levels = new ArrayList<>(sound.levels(skus));
      Collections.reverse(levels);
      return levels;
    }
  }

  /** I-22: times are those of the zone that the process is in. */
  static final class KeepsLocalTimes extends Broken {
    private final ZoneId written = ZoneId.systemDefault();

    @Override
    public Optional<Reservation> find(ReservationId id) {
      return sound
          .find(id)
          .map(
              r ->
                  new Reservation(
                      r.id(),
                      r.owner(),
                      r.state(),
                      r.lines(),
                      r.expiresAt()
                          .atZone(written)
                          .withZoneSameLocal(ZoneId.systemDefault())
                          .toInstant()));
    }
  }

  /** I-22: another node has a cache of its own. */
  static final class CachesLevels extends Broken {
    @Override
    InventoryStore secondInstance() {
      return new Broken() {
        private final Map<Collection<Sku>, List<StockLevel>> cache = new ConcurrentHashMap<>();

        @Override
        StockResult answer(StockCommand command, Instant now) {
          return CachesLevels.this.answer(command, now);
        }

        @Override
        public List<StockLevel> levels(Collection<Sku> skus) {
          return cache.computeIfAbsent(skus, CachesLevels.this::levels);
        }

        @Override
        public Optional<Reservation> find(ReservationId id) {
          return CachesLevels.this.find(id);
        }
      };
    }
  }

  /** I-23: the end itself does not count. */
  static final class ListsHoldsTooLate extends Broken {
    @Override
    public List<Reservation> expiring(Instant before, int limit) {
      return sound.expiring(before.minusNanos(1), limit);
    }
  }

  /** I-24: releases change the counters without a movement. */
  static final class WritesNoMovementForARelease extends Broken {
    @Override
    public List<StockMovement> movements(long after, int limit) {
      return withoutReleases(sound.movements(after, limit));
    }

    @Override
    public List<StockMovement> movements(Sku sku, long after, int limit) {
      return withoutReleases(sound.movements(sku, after, limit));
    }

    private static List<StockMovement> withoutReleases(List<StockMovement> movements) {
      return movements.stream().filter(movement -> !movement.kind().equals("Release")).toList();
    }
  }

  /** I-24: a reserve writes a movement for each of its lines. */
  static final class WritesAMovementForEachLine extends Broken {
    private final Map<CommandId, List<StockLine>> lines = new ConcurrentHashMap<>();

    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Reserve c && c.replaces().isEmpty()) {
        lines.putIfAbsent(c.id(), c.lines());
      }
      return inSound(command, now);
    }

    @Override
    public List<StockMovement> movements(long after, int limit) {
      return sound.movements(after, limit).stream().flatMap(this::byLine).toList();
    }

    @Override
    public List<StockMovement> movements(Sku sku, long after, int limit) {
      return sound.movements(sku, after, limit).stream().flatMap(this::byLine).toList();
    }

    private Stream<StockMovement> byLine(StockMovement m) {
      List<StockLine> mine =
          lines.getOrDefault(m.cause(), List.of()).stream()
              .filter(line -> line.sku().equals(m.sku()) && line.center().equals(m.center()))
              .toList();
      return mine.size() < 2
          ? Stream.of(m)
          : mine.stream()
              .map(
                  line ->
                      new StockMovement(
                          m.sequence(),
                          m.at(),
                          m.cause(),
                          m.kind(),
                          m.sku(),
                          m.center(),
                          0,
                          0,
                          line.quantity(),
                          0,
                          0));
    }
  }

  /** I-25: each line is compared with the limit by itself. */
  static final class LimitsEachLine extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (isShort(result) && command instanceof StockCommand.Reserve c && fits(c)) {
        return inSound(changed(c, Integer.MAX_VALUE, c.replaces()), now);
      }
      return result;
    }

    private boolean fits(StockCommand.Reserve c) {
      return c.heldMax() < Integer.MAX_VALUE
          && c.lines().stream()
              .allMatch(l -> level(l.sku(), l.center()).reserved() + l.quantity() <= c.heldMax());
    }
  }

  /** I-26: what is replaced is given up before it is known whether there is enough. */
  static final class GivesUpBeforeItHasTheOther extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (isShort(result) && command instanceof StockCommand.Reserve c) {
        c.replaces().stream()
            .flatMap(id -> sound.find(id).stream())
            .filter(hold -> hold.state() == State.HELD && hold.owner().equals(c.owner()))
            .forEach(hold -> inSound(release(hold.id(), List.of()), now));
      }
      return result;
    }
  }

  /** I-26: whose a hold is, is not compared. */
  static final class ReplacesHoldsOfOthers extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (isApplied(result) && command instanceof StockCommand.Reserve c) {
        c.replaces().stream()
            .flatMap(id -> sound.find(id).stream())
            .filter(hold -> hold.state() == State.HELD && !hold.owner().equals(c.owner()))
            .forEach(hold -> inSound(release(hold.id(), List.of()), now));
      }
      return result;
    }
  }

  /** I-27: units that are not for sale are left out of the condition. */
  static final class CountsAwayWhatIsUnavailable extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (isShort(result) && command instanceof StockCommand.Count c) {
        StockLevel level = level(c.sku(), c.center());
        return c.counted() >= level.reserved() + level.allocated()
            ? new StockResult.Applied(Optional.empty())
            : result;
      }
      return result;
    }
  }

  /** I-27: what was counted is added to what is there. */
  static final class AddsWhatWasCounted extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Count c) {
        int there = level(c.sku(), c.center()).onHand();
        return c.counted() > there
            ? inSound(
                new StockCommand.Adjust(c.id(), c.sku(), c.center(), c.counted(), 0, c.reason()),
                now)
            : inSound(command, now);
      }
      return inSound(command, now);
    }
  }

  /** I-28: goods leave and are expected nowhere. */
  static final class LosesTheReceiptOfATransfer extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (isApplied(result)
          && command instanceof StockCommand.Transfer c
          && c.line().quantity() > 1) {
        inSound(
            new StockCommand.Expect(
                hiddenId(), c.receipt(), c.line().sku(), c.to(), 0, c.expectedAt()),
            now);
      }
      return result;
    }
  }

  /** I-28: units that backorders wait for are sent away. */
  static final class TransfersWhatOthersWaitFor extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      return isShort(result)
              && command instanceof StockCommand.Transfer c
              && level(c.line().sku(), c.line().center()).unpromised() >= c.line().quantity()
          ? new StockResult.Applied(Optional.empty())
          : result;
    }
  }

  /** I-29: units are given up before it is known whether there are others. */
  static final class GivesUpBeforeItMoves extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      StockResult result = inSound(command, now);
      if (isShort(result)
          && command instanceof StockCommand.Move c
          && c.lost().isEmpty()
          && c.later().isEmpty()
          && c.lines().stream().anyMatch(line -> line.quantity() > 1)) {
        inSound(release(c.reservation(), c.lines()), now);
      }
      return result;
    }
  }

  /** I-29: only the stored state is compared and not the end of a hold. */
  static final class MovesWhatRanOut extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      if (command instanceof StockCommand.Move c) {
        Optional<Reservation> ranOut =
            sound.find(c.reservation()).filter(reservation -> reservation.hasExpired(now));
        return inSound(command, ranOut.map(r -> r.expiresAt().minusNanos(1)).orElse(now));
      }
      return inSound(command, now);
    }
  }

  /** I-32: what is lost is given up and stays on hand. */
  static final class KeepsWhatIsLost extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      return inSound(
          command instanceof StockCommand.Move c
              ? new StockCommand.Move(
                  c.id(), c.reservation(), c.lines(), c.backorders(), List.of(), c.to(), c.later())
              : command,
          now);
    }
  }

  /** I-33: a move promises from receipts without looking at the limit. */
  static final class MovesBeyondTheLimit extends Broken {
    @Override
    StockResult answer(StockCommand command, Instant now) {
      return inSound(
          command instanceof StockCommand.Move c
              ? new StockCommand.Move(
                  c.id(),
                  c.reservation(),
                  c.lines(),
                  c.backorders(),
                  c.lost(),
                  c.to(),
                  c.later().stream()
                      .map(own -> new BackorderLine(own.line(), Integer.MAX_VALUE))
                      .toList())
              : command,
          now);
    }
  }

  /** I-30: the limit is applied before the SKU. */
  static final class LimitsBeforeItFilters extends Broken {
    @Override
    public List<StockMovement> movements(Sku sku, long after, int limit) {
      return sound.movements(after, limit).stream().filter(m -> m.sku().equals(sku)).toList();
    }
  }

  /** I-30: SKUs are sorted as in a dictionary. */
  static final class SortsSkusAsADictionary extends Broken {
    @Override
    public List<Sku> skus(Optional<Sku> after, int limit) {
      return sound.skus(after, limit).stream()
          .sorted(Comparator.comparing(Sku::value, String.CASE_INSENSITIVE_ORDER))
          .toList();
    }
  }

  /** I-31: the sums are read in one step and written in another. */
  static final class RecomputesInTwoSteps extends Broken {
    @Override
    public StockLevel recompute(Sku sku, CenterId center) {
      int sum = sound.recompute(sku, center).onHand();
      Meeting.ofTwo();
      int came = level(sku, center).onHand() - sum;
      if (came > 0) {
        adjust(sku, center, -came, Instant.EPOCH);
      }
      return level(sku, center);
    }
  }

  /** I-31: a repair is a movement of its own. */
  static final class WritesMovementsForARepair extends Broken {
    @Override
    public StockLevel recompute(Sku sku, CenterId center) {
      if (level(sku, center).onHand() > 1) {
        adjust(sku, center, 1, Instant.EPOCH);
        adjust(sku, center, -1, Instant.EPOCH);
      }
      return sound.recompute(sku, center);
    }
  }
}
