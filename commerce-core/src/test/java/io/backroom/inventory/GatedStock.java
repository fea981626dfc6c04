package io.backroom.inventory;

import io.backroom.ForwardingStock;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A store of batches whose calls wait until they may pass, and are remembered. */
final class GatedStock implements BatchedInventoryStore, ForwardingStock<InMemoryInventoryStore> {
  /** A call of the store. */
  record Batch(List<StockCommand> commands, Instant now, Thread thread) {}

  final InMemoryInventoryStore sound = new InMemoryInventoryStore();
  final List<Batch> batches = new CopyOnWriteArrayList<>();
  private final int atOnce;
  private final Semaphore entered = new Semaphore(0);
  private final Semaphore gate;

  private GatedStock(int atOnce, int open) {
    this.atOnce = atOnce;
    // Fair: who comes later does not pass in the place of one who waits.
    this.gate = new Semaphore(open, true);
  }

  /** A store whose calls pass at once. */
  static GatedStock open() {
    return new GatedStock(1, Integer.MAX_VALUE / 2);
  }

  /** A store whose calls wait for {@link #pass}. */
  static GatedStock shut(int atOnce) {
    return new GatedStock(atOnce, 0);
  }

  @Override
  public InMemoryInventoryStore store() {
    return sound;
  }

  @Override
  public int batchesAtOnce() {
    return atOnce;
  }

  @Override
  public List<StockResult> apply(List<StockCommand> commands, Instant now) {
    batches.add(new Batch(commands, now, Thread.currentThread()));
    entered.release();
    gate.acquireUninterruptibly();
    return sound.apply(commands, now);
  }

  /** Lets some calls pass. */
  void pass(int calls) {
    gate.release(calls);
  }

  /** Returns when a further call has come as far as the gate. */
  void awaitCall() {
    entered.acquireUninterruptibly();
  }

  List<Integer> sizes() {
    return batches.stream().map(batch -> batch.commands().size()).toList();
  }
}
