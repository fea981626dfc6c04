package io.backroom.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong now = new AtomicLong(5 * SECOND);

  private String printed() {
    String printed = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return printed;
  }

  @Test
  void aLineEveryTenSecondsSaysHowManyItemsAreLearnedAndHowLongTheRestTakes() {
    Progress progress = new Progress(out, false, now::get);
    progress.begin(1_000, 4);

    now.addAndGet(9 * SECOND);
    progress.done(0);
    assertThat(printed()).isEmpty();
    now.addAndGet(31 * SECOND);
    progress.done(3);
    assertThat(printed())
        .isEqualTo(
            "learning [###############---------------]  50 %  500 of 1,000 items, 0:40 left\n");
    now.addAndGet(SECOND);
    progress.done(1);
    assertThat(printed()).isEmpty();
    progress.done(2);
    assertThat(printed()).contains("100 %  1,000 of 1,000 items, 0:00 left\n");
  }

  @Test
  void aTerminalHasOneBarThatIsDrawnAgain() {
    Progress progress = new Progress(out, true, now::get);
    progress.begin(3, 2);

    now.addAndGet(100 * SECOND);
    progress.done(0);
    assertThat(printed()).startsWith("\rlearning").endsWith("2 of 3 items, 0:50 left");
    progress.done(1);
    assertThat(printed()).startsWith("\rlearning").endsWith(System.lineSeparator());
  }

  @Test
  void aShareThatIsLearnedTwiceIsCountedOnce() {
    Progress progress = new Progress(out, true, now::get);
    progress.begin(10, 5);

    progress.done(2);
    progress.done(2);

    String[] drawn = printed().split("\r", -1);
    assertThat(drawn).hasSize(2);
    assertThat(drawn[1]).contains("2 of 10");
  }
}
