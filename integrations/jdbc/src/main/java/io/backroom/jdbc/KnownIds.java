package io.backroom.jdbc;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers which ids the tables have, in about a byte and a half each, so that the database is not
 * asked about new ones. Says no only of an id that was never added; says yes of one in a hundred
 * others, and of all until it is told that it is complete. With more than a hundred million ids it
 * gives up and says yes to all. Ids are told by their {@code StockKey}. Thread-safe.
 */
final class KnownIds {
  private static final long FIRST = 1 << 20;
  private static final long MAX = 100_000_000;
  private static final int GROWTH = 4;
  private static final double WRONG = 0.003;

  /** Each is four times as large as the one before; only the last one is not full. */
  private final List<BloomFilter<Long>> filters = new CopyOnWriteArrayList<>();

  private long room;
  private long count;
  private volatile boolean complete;

  /** Returns whether the tables may have an id. */
  boolean mayHave(long key) {
    if (!complete) {
      return true;
    }
    for (BloomFilter<Long> filter : filters) {
      if (filter.mightContain(key)) {
        return true;
      }
    }
    return false;
  }

  /** Adds an id. */
  synchronized void add(long key) {
    if (isFull()) {
      complete = false;
      filters.clear();
      return;
    }
    if (count == room) {
      long size = FIRST * (long) Math.pow(GROWTH, filters.size());
      filters.add(BloomFilter.create(Funnels.longFunnel(), size, WRONG));
      room += size;
    }
    filters.get(filters.size() - 1).put(key);
    count++;
  }

  /** Says that every id was added. */
  synchronized void complete() {
    complete = !isFull();
  }

  synchronized boolean isFull() {
    return count >= MAX;
  }
}
