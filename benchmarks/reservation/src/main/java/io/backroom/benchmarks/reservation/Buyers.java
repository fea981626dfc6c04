package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.harness.Contender;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Buyers at one stock, who count what they were promised and compare it with the books. */
final class Buyers implements Contender {
  private final Workload workload;
  private final Stock stock;
  private final LongAdder promised = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Buyers(Workload workload, Stock stock) {
    this.workload = workload;
    this.stock = stock;
  }

  @Override
  public void work(SplittableRandom random) {
    count(stock.reserve(workload.next(random)));
  }

  @Override
  public void start(SplittableRandom random, Runnable whenDone) {
    stock
        .submit(workload.next(random))
        .whenComplete(
            (enough, thrown) -> {
              if (thrown == null) {
                count(enough);
              } else {
                failure.compareAndSet(null, thrown);
              }
              whenDone.run();
            });
  }

  private void count(boolean enough) {
    (enough ? promised : refused).increment();
  }

  /** Returns how many units more were promised than there were; 0 if none. */
  long oversold() {
    return Math.max(0, promised.sum() * workload.lines() - workload.unitsInAll());
  }

  long refused() {
    return refused.sum();
  }

  @Override
  public void verify(long done) {
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("A call failed", thrown);
    }
    Books books = stock.books();
    long kept = promised.sum();
    long units = kept * workload.lines();
    require(kept + refused.sum() == done, "calls without an answer", done, books);
    require(oversold() == 0 && books.lowest() >= 0, "oversold", done, books);
    require(books.reservations() == kept, "other reservations than promised", done, books);
    require(books.units() == units, "other units than promised", done, books);
    require(books.left() == workload.unitsInAll() - units, "counters differ", done, books);
    require(refused.sum() == 0 || books.lowest() == 0, "refused what was there", done, books);
  }

  private void require(boolean met, String otherwise, long done, Books books) {
    if (!met) {
      throw new IllegalStateException(
          "%s: %s, %d calls, %d promised, %d refused, %s"
              .formatted(
                  stock.getClass().getSimpleName(),
                  otherwise,
                  done,
                  promised.sum(),
                  refused.sum(),
                  books));
    }
  }

  @Override
  public void close() {
    stock.close();
  }
}
