package io.backroom.recommendation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Small numbers for names, so that the rest works on arrays. Numbers depend on the order of
 * arrival; nothing that is answered may depend on them.
 *
 * @param <N> the type of the names
 */
final class Numbering<N> implements Names<N> {
  private final Map<N, Integer> numbers = new HashMap<>();
  private final List<N> names = new ArrayList<>();
  private final IntList free = new IntList();

  /** The names as they are; made anew after a change, when somebody asks. */
  private volatile Optional<Names<N>> snapshot = Optional.empty();

  /** The stand-in for a removed name, so that no trace of it is kept. */
  private final N nobody;

  Numbering(N nobody) {
    this.nobody = nobody;
  }

  int numberOf(N name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int number = names.size();
    if (free.size() > 0) {
      number = free.get(0);
      free.remove(number);
      names.set(number, name);
    } else {
      names.add(name);
    }
    numbers.put(name, number);
    snapshot = Optional.empty();
    return number;
  }

  OptionalInt find(N name) {
    Integer known = numbers.get(name);
    return known == null ? OptionalInt.empty() : OptionalInt.of(known);
  }

  @Override
  public N name(int number) {
    return names.get(number);
  }

  /** How many names there are. */
  int size() {
    return numbers.size();
  }

  /** Numbers in use are below this. */
  int bound() {
    return names.size();
  }

  /** Returns the names as they are now, to be read by number while others change this. */
  Names<N> snapshot() {
    Optional<Names<N>> known = snapshot;
    if (known.isEmpty()) {
      List<N> copy = List.copyOf(names);
      known = Optional.of(copy::get);
      snapshot = known;
    }
    return known.get();
  }

  void remove(N name) {
    Integer number = numbers.remove(name);
    if (number != null) {
      names.set(number, nobody);
      snapshot = Optional.empty();
      free.add(number);
    }
  }
}
