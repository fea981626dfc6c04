package io.backroom.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SkuMarksTest {
  @Test
  void everySkuHasTheMarksThatItWasGivenAndNoOthers() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int size = random.nextInt(60);
      SkuMarks marks = new SkuMarks(size);
      Map<Integer, Integer> expected = new HashMap<>();
      for (int i = 0; i < size; i++) {
        int sku = random.nextInt(200);
        int bits = 1 << random.nextInt(4);
        marks.add(sku, bits);
        expected.merge(sku, bits, (one, other) -> one | other);
      }
      for (int sku = 0; sku < 200; sku++) {
        for (int bits = 1; bits < 16; bits++) {
          assertThat(marks.has(sku, bits)).isEqualTo((expected.getOrDefault(sku, 0) & bits) != 0);
        }
      }
    }
  }
}
