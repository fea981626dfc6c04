package io.backroom.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegisterTest {
  /** An id whose hash is chosen: ids of one hash stand in each other's way. */
  private record Id(int number, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  private record Value(Id id, int version) {}

  private final Register<Id, Value> register = new Register<>(Value::id);

  @Test
  void doesWhatAMapDoesWhateverTheHashesAre() {
    for (int hashes : new int[] {1, 3, 300, Integer.MAX_VALUE}) {
      Register<Id, Value> tried = new Register<>(Value::id);
      Map<Id, Value> model = new HashMap<>();
      SplittableRandom random = new SplittableRandom(hashes);
      for (int i = 0; i < 20_000; i++) {
        int number = random.nextInt(200);
        Id id = new Id(number, number * 31 % hashes);
        Value value = new Value(id, i);
        switch (random.nextInt(4)) {
          case 0 -> {
            tried.put(value);
            model.put(id, value);
          }
          case 1 ->
              assertThat(tried.putIfAbsent(value))
                  .isEqualTo(Optional.ofNullable(model.putIfAbsent(id, value)));
          case 2 -> {
            tried.remove(id);
            model.remove(id);
          }
          default -> assertThat(tried.get(id)).isEqualTo(Optional.ofNullable(model.get(id)));
        }
      }
    }
  }

  @Test
  void keepsEverythingWhileItGrows() {
    List<Value> values =
        IntStream.range(0, 100_000).mapToObj(i -> new Value(new Id(i, i), i)).toList();
    values.forEach(register::put);

    assertThat(values).allMatch(value -> register.get(value.id()).equals(Optional.of(value)));
    assertThat(register.get(new Id(100_000, 100_000))).isEmpty();
  }

  @Test
  void letsExactlyOneOfManyPutAnId() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Integer> putAll =
          () ->
              (int)
                  IntStream.range(0, 20_000)
                      .filter(i -> register.putIfAbsent(new Value(new Id(i, i), 0)).isEmpty())
                      .count();
      List<Future<Integer>> wins =
          pool.invokeAll(IntStream.range(0, threads).mapToObj(i -> putAll).toList());
      int sum = 0;
      for (Future<Integer> win : wins) {
        sum += win.get();
      }
      assertThat(sum).isEqualTo(20_000);
    } finally {
      pool.shutdownNow();
    }
  }
}
