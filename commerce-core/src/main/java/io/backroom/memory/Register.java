package io.backroom.memory;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values by an id that they carry. It is made for millions of them: a place costs 8 bytes, and
 * between four and seven eighths of them are taken; a table that grows looks at the hashes beside
 * the values and not at the values, which are in nobody's cache by then. A {@link
 * java.util.concurrent.ConcurrentHashMap} spent half of the time of a reservation there.
 *
 * <p>Open addressing with linear probing (Knuth, volume 3, 6.4, algorithm L, and R to remove), in
 * sections with a lock each. Thread-safe.
 */
final class Register<K, V> {
  private static final int SECTIONS = 256;
  private static final int SECTION_BITS = 8;
  private static final int PLACES_MIN = 8;

  private final Function<V, K> idOf;
  private final Section[] sections = new Section[SECTIONS];

  /** A part of the values, guarded by its monitor. A hash of 0 is a free place. */
  private static final class Section {
    private int[] hashes = new int[PLACES_MIN];
    private @Nullable Object[] values = new Object[PLACES_MIN];
    private int count;

    /** Returns the next free place on the way from where a hash belongs. */
    int free(int hash) {
      int place = home(hash);
      while (hashes[place] != 0) {
        place = next(place);
      }
      return place;
    }

    int home(int hash) {
      return hash & (hashes.length - 1);
    }

    int next(int place) {
      return (place + 1) & (hashes.length - 1);
    }

    void fill(int place, int hash, Object value) {
      hashes[place] = hash;
      values[place] = value;
    }

    void add(int hash, Object value) {
      if (8 * count >= 7 * hashes.length) {
        grow();
      }
      fill(free(hash), hash, value);
      count++;
    }

    private void grow() {
      int[] oldHashes = hashes;
      @Nullable Object[] oldValues = values;
      hashes = new int[2 * oldHashes.length];
      values = new Object[2 * oldHashes.length];
      for (int i = 0; i < oldHashes.length; i++) {
        Object value = oldValues[i];
        if (value != null) {
          fill(free(oldHashes[i]), oldHashes[i], value);
        }
      }
    }

    /** Frees a place, and moves up whatever would not be found behind a free place. */
    void remove(int place) {
      int hole = place;
      for (int i = next(hole); hashes[i] != 0; i = next(i)) {
        int last = hashes.length - 1;
        boolean isBehindHole = ((i - home(hashes[i])) & last) >= ((i - hole) & last);
        if (isBehindHole) {
          hashes[hole] = hashes[i];
          values[hole] = values[i];
          hole = i;
        }
      }
      hashes[hole] = 0;
      values[hole] = null;
      count--;
    }
  }

  /**
   * Creates an empty register.
   *
   * @param idOf returns the id that a value carries, always the same
   */
  Register(Function<V, K> idOf) {
    this.idOf = idOf;
    IntStream.range(0, SECTIONS).forEach(i -> sections[i] = new Section());
  }

  Optional<V> get(K id) {
    int hash = hash(id);
    Section section = section(hash);
    synchronized (section) {
      int place = find(section, hash, id);
      return place < 0 ? Optional.empty() : Optional.of(at(section, place));
    }
  }

  /** Adds a value unless there is one with its id, which is returned then. */
  Optional<V> putIfAbsent(V value) {
    K id = idOf.apply(value);
    int hash = hash(id);
    Section section = section(hash);
    synchronized (section) {
      int place = find(section, hash, id);
      if (place >= 0) {
        return Optional.of(at(section, place));
      }
      section.add(hash, value);
      return Optional.empty();
    }
  }

  /** Puts a value in the place of the one with its id, or adds it. */
  void put(V value) {
    K id = idOf.apply(value);
    int hash = hash(id);
    Section section = section(hash);
    synchronized (section) {
      int place = find(section, hash, id);
      if (place >= 0) {
        section.fill(place, hash, value);
      } else {
        section.add(hash, value);
      }
    }
  }

  /** Removes the value of an id, if there is one. */
  void remove(K id) {
    int hash = hash(id);
    Section section = section(hash);
    synchronized (section) {
      int place = find(section, hash, id);
      if (place >= 0) {
        section.remove(place);
      }
    }
  }

  private int find(Section section, int hash, K id) {
    int place = section.home(hash);
    while (section.hashes[place] != 0) {
      if (section.hashes[place] == hash && idOf.apply(at(section, place)).equals(id)) {
        return place;
      }
      place = section.next(place);
    }
    return -1;
  }

  // Only values of this register get into its sections.
  @SuppressWarnings("unchecked")
  private V at(Section section, int place) {
    return (V) section.values[place];
  }

  private Section section(int hash) {
    return sections[hash >>> (Integer.SIZE - SECTION_BITS)];
  }

  /** Returns a hash that is not 0, whose bits at both ends depend on the whole id. */
  private static int hash(Object id) {
    int spread = Spread.mix(id);
    return spread == 0 ? 1 : spread;
  }
}
