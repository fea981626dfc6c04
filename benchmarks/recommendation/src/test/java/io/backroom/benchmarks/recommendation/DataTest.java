package io.backroom.benchmarks.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.spi.value.InvalidInputException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataTest {
  @TempDir Path folder;

  @Test
  void aGivenSplitIsTwoFilesOfNumbersPackedOrNot() throws IOException {
    Path train = Files.writeString(folder.resolve("train"), "user\titem\n0\t3\n1,2,5.0\n\n0 1\n");
    Path test = folder.resolve("test.gz");
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(test)), StandardCharsets.UTF_8)) {
      out.write("0\t2\n");
    }

    Split split = Data.given(train, test);

    assertThat(split.train().pairs()).isEqualTo(3);
    assertThat(split.train().bought(0, 3)).isTrue();
    assertThat(split.test().bought(0, 2)).isTrue();
  }

  @Test
  void aNumberOfAGivenSplitThatIsNoneIsNamed() throws IOException {
    Path good = Files.writeString(folder.resolve("good"), "0 1\n");

    for (String bad : List.of("0 1\n0 x\n", "0 1\n0\n", "0 1\n0 123456789\n")) {
      Path train = Files.writeString(folder.resolve("bad"), bad);
      assertThatThrownBy(() -> Data.given(train, good))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("line 2: item", "must be");
    }
  }

  @Test
  void onlyThoseWithFivePartnersAreTheCore() {
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (int customer = 10; customer < 15; customer++) {
      for (int item = 20; item < 25; item++) {
        log.add(customer, item, 3).add(customer, item, 4);
      }
      log.add(customer, 7, 0); // has five partners, and nothing else
    }
    log.add(1, 20, 0).add(1, 7, 0).add(10, 8, 0);

    PurchaseLog core = Data.core(log.build());

    assertThat(core.customers()).isEqualTo(5);
    assertThat(core.items()).isEqualTo(6);
    assertThat(core.size()).isEqualTo(30);
  }
}
