package io.backroom.rocksdb;

import java.util.ArrayList;
import java.util.List;

/** Goes through pairs of a key and a position, sorted by both. Not thread-safe. */
interface PairCursor {
  /** Returns whether there is a pair; if not, nothing else may be asked. */
  boolean isThere();

  long key();

  long position();

  /** Goes on to the next pair. */
  void advance();

  /** Returns the pairs of several cursors in one order. */
  static PairCursor merged(List<? extends PairCursor> cursors) {
    return new Merged(cursors);
  }

  /** Several cursors as one; there are few, so that looking at each is fast enough. */
  final class Merged implements PairCursor {
    private final List<PairCursor> rest;
    private int least;

    private Merged(List<? extends PairCursor> cursors) {
      rest = new ArrayList<>(cursors);
      rest.removeIf(cursor -> !cursor.isThere());
      findLeast();
    }

    private void findLeast() {
      least = 0;
      for (int i = 1; i < rest.size(); i++) {
        PairCursor one = rest.get(i);
        PairCursor other = rest.get(least);
        int order = Long.compare(one.key(), other.key());
        if (order < 0 || (order == 0 && one.position() < other.position())) {
          least = i;
        }
      }
    }

    @Override
    public boolean isThere() {
      return !rest.isEmpty();
    }

    @Override
    public long key() {
      return rest.get(least).key();
    }

    @Override
    public long position() {
      return rest.get(least).position();
    }

    @Override
    public void advance() {
      rest.get(least).advance();
      if (!rest.get(least).isThere()) {
        rest.remove(least);
      }
      findLeast();
    }
  }
}
