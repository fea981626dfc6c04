package io.backroom.examples.replay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final LocalDate DAY = LocalDate.of(2010, 12, 1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void withoutATerminalItPrintsALineForEveryTenth() {
    run(bar(false, 1000), 1000);

    assertThat(printed().lines()).hasSize(10);
    assertThat(printed())
        .startsWith("[###...........................]  10 %  2010-12-01  1,000 orders/s  0:01 left")
        .doesNotContain("\r");
    assertThat(printed().stripTrailing())
        .endsWith("[##############################] 100 %  2010-12-01  1,000 orders/s  0:00 left");
  }

  @Test
  void onATerminalItRedrawsOneLineTenTimesASecond() {
    run(bar(true, 1000), 1000);

    assertThat(printed().chars().filter(c -> c == '\r')).hasSize(11);
    assertThat(printed().chars().filter(c -> c == '\n')).hasSize(1);
  }

  @Test
  void aShorterLineWipesALongerOne() {
    ProgressBar bar = bar(true, 2);
    bar.update(1, DAY);
    nanos.addAndGet(3_600_000_000_000L);
    bar.update(2, DAY);

    String[] drawings = printed().split("\r", -1);
    assertThat(drawings[2].length()).isGreaterThanOrEqualTo(drawings[1].length());
  }

  @Test
  void nothingToDoIsNoError() {
    ProgressBar bar = bar(false, 0);
    bar.update(0, DAY);
    bar.finish();

    assertThat(printed()).isEmpty();
  }

  private ProgressBar bar(boolean terminal, long total) {
    return new ProgressBar(new PrintStream(bytes, true, UTF_8), terminal, total, nanos::get);
  }

  /** One order a millisecond. */
  private void run(ProgressBar bar, int orders) {
    for (int done = 1; done <= orders; done++) {
      nanos.addAndGet(1_000_000);
      bar.update(done, DAY);
    }
    bar.finish();
  }

  private String printed() {
    return bytes.toString(UTF_8);
  }
}
