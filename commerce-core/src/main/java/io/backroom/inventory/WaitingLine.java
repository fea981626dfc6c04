package io.backroom.inventory;

import io.backroom.spi.inventory.StockCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for a {@link StockQueue}, in the order of arrival. As long as all that wait fit in one
 * batch nothing else matters. When it is crowded, nobody's SKU may have more than half of the line,
 * and each that waits has its share of the next batch. Not thread-safe.
 */
final class WaitingLine {
  private final int commandsMax;
  private final int batchMax;
  private final Deque<StockCall> line = new ArrayDeque<>();

  /** How many commands wait for each SKU; counted while it is crowded, else empty. */
  private final Map<Object, Integer> shares = new HashMap<>();

  private int commands;

  /**
   * Creates an empty line.
   *
   * @param commandsMax the most commands that wait
   * @param batchMax the most commands of a batch, unless it is one call
   */
  WaitingLine(int commandsMax, int batchMax) {
    this.commandsMax = commandsMax;
    this.batchMax = batchMax;
  }

  /** Returns how many calls wait. */
  int size() {
    return line.size();
  }

  /** Returns who waits, the first to come first. */
  Iterable<StockCall> calls() {
    return line;
  }

  /** Lets a call wait, unless there is no room for it. In an empty line there always is. */
  boolean add(StockCall call) {
    int after = commands + call.size();
    if (!line.isEmpty() && (after > commandsMax || (after > batchMax && isGreedy(call)))) {
      return false;
    }
    if (!shares.isEmpty()) {
      count(call);
    }
    line.add(call);
    commands = after;
    return true;
  }

  /** Tells whether too much would wait for one SKU. */
  private boolean isGreedy(StockCall call) {
    if (shares.isEmpty()) {
      line.forEach(this::count);
    }
    return shares.getOrDefault(key(call), 0) + call.size() > commandsMax / 2;
  }

  private void count(StockCall call) {
    shares.merge(key(call), call.size(), Integer::sum);
  }

  /** Takes the next batch out of the line. */
  List<StockCall> take() {
    List<StockCall> batch = commands <= batchMax ? List.copyOf(line) : fairBatch();
    if (batch.size() == line.size()) {
      line.clear();
    } else {
      Set<StockCall> taken = new HashSet<>(batch);
      line.removeIf(taken::contains);
    }
    commands -= batch.stream().mapToInt(StockCall::size).sum();
    shares.clear();
    return batch;
  }

  /** First what each SKU has a right to, then what else fits; both in the order of arrival. */
  private List<StockCall> fairBatch() {
    Map<Object, Integer> rights = new HashMap<>();
    line.forEach(call -> rights.put(key(call), 0));
    int share = Math.max(1, batchMax / rights.size());
    rights.replaceAll((key, none) -> share);
    List<StockCall> batch = new ArrayList<>();
    List<StockCall> rest = new ArrayList<>();
    int room = batchMax;
    for (StockCall call : line) {
      int right = rights.getOrDefault(key(call), 0);
      if (batch.isEmpty() || (right > 0 && call.size() <= room)) {
        rights.put(key(call), right - call.size());
        batch.add(call);
        room -= call.size();
      } else {
        rights.put(key(call), 0); // those behind it do not overtake it
        rest.add(call);
      }
    }
    for (StockCall call : rest) {
      room -= call.size();
      if (room < 0) {
        break;
      }
      batch.add(call);
    }
    return batch;
  }

  /**
   * Returns what a call queues for: a SKU, or a reservation that is there and has waited before.
   */
  private static Object key(StockCall call) {
    StockCommand command = call.commands().get(0);
    if (command instanceof StockCommand.Reserve c) {
      return c.lines().isEmpty() ? c.backorders().get(0).line().sku() : c.lines().get(0).sku();
    } else if (command instanceof StockCommand.Extend c) {
      return c.reservation();
    } else if (command instanceof StockCommand.Commit c) {
      return c.reservation();
    } else if (command instanceof StockCommand.Release c) {
      return c.reservation();
    } else if (command instanceof StockCommand.Expire c) {
      return c.reservation();
    } else if (command instanceof StockCommand.Ship c) {
      return c.reservation();
    } else if (command instanceof StockCommand.Fill c) {
      return c.reservation();
    } else if (command instanceof StockCommand.Move c) {
      return c.reservation();
    } else if (command instanceof StockCommand.Receive c) {
      return c.line().sku();
    } else if (command instanceof StockCommand.Expect c) {
      return c.sku();
    } else if (command instanceof StockCommand.Count c) {
      return c.sku();
    } else if (command instanceof StockCommand.Transfer c) {
      return c.line().sku();
    } else {
      return ((StockCommand.Adjust) command).sku();
    }
  }
}
