package io.backroom.fulfillment.labor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaborPlanTest {
  private static final Instant SIX = Instant.parse("2026-11-27T06:00:00Z");
  private static final int MINUTES = 50;

  @Test
  void spreadsWorkUpToItsCutOffOverAsFewPickersAsCanBe() {
    LaborPlan plan =
        LaborPlan.of(
            limits(9, 9, 9, 9), List.of(work(0, 4, 4 * MINUTES), work(2, 3, 2 * MINUTES + 1)));

    assertThat(plan.pickers()).containsExactly(3, 1, 3, 0);
    assertThat(plan.pickerHours()).isEqualTo(7);
    assertThat(plan.shortages()).isEmpty();
  }

  @Test
  void namesTheCutOffsThatCannotBeKeptAndHowManyMinutesAreShort() {
    LaborPlan plan =
        LaborPlan.of(
            limits(1, 1, 2),
            List.of(work(0, 1, 80), work(0, 2, 40), work(1, 2, 20), work(2, 3, 90)));

    assertThat(plan.shortages())
        .containsExactly(new LaborPlan.Shortage(at(1), 30), new LaborPlan.Shortage(at(2), 10));
    assertThat(plan.pickers()).containsExactly(1, 1, 2);
  }

  @Test
  void countsOnlyHoursThatBeginWithTheWorkAndEndByItsCutOff() {
    PickWork within = new PickWork(SIX.plusSeconds(1), SIX.plus(Duration.ofMinutes(179)), MINUTES);
    PickWork before = new PickWork(SIX.minusSeconds(9_000), SIX.plusSeconds(3_600), MINUTES);
    PickWork after = new PickWork(SIX, SIX.plusSeconds(900_000), MINUTES);
    PickWork shorter = new PickWork(SIX, SIX.plusSeconds(3_599), 7);
    PickWork over = new PickWork(SIX.minusSeconds(9), SIX, 5);

    assertThat(LaborPlan.of(limits(5, 5, 5), List.of(within)).pickers()).containsExactly(0, 1, 0);
    assertThat(LaborPlan.of(limits(5, 5, 5), List.of(before)).pickers()).containsExactly(1, 0, 0);
    assertThat(LaborPlan.of(limits(0, 0, 5), List.of(after)).pickers()).containsExactly(0, 0, 1);
    assertThat(LaborPlan.of(limits(5, 5, 5), List.of(shorter, over)).shortages())
        .containsExactly(
            new LaborPlan.Shortage(SIX, 5), new LaborPlan.Shortage(shorter.cutOff(), 7));
  }

  @Test
  void noPlanThatKeepsEveryCutOffHasFewerPickerHoursNorAnEarlierOneASmallerPeak() {
    Random random = new Random(1);
    int seen = 0;
    for (int i = 0; i < 1_500; i++) {
      List<PickWork> works = works(random, 4, 120);
      ShiftLimits limits = limits(most(random, 4, 3));
      LaborPlan plan = LaborPlan.of(limits, works);
      if (!plan.shortages().isEmpty()) {
        continue;
      }
      seen++;
      List<List<Integer>> keeping =
          plans(limits.most()).stream().filter(p -> done(p, works) == sum(works)).toList();
      int fewest = keeping.stream().mapToInt(LaborPlanTest::hours).min().orElseThrow();
      List<List<Integer>> best = keeping.stream().filter(p -> hours(p) == fewest).toList();
      int peak = best.stream().mapToInt(Collections::max).min().orElseThrow();
      List<Integer> earliest =
          best.stream()
              .filter(p -> Collections.max(p) == peak)
              .max(Comparator.comparing(LaborPlanTest::untilEach))
              .orElseThrow();

      assertThat(plan.pickers()).as("%s %s", limits, works).isEqualTo(earliest);
    }
    assertThat(seen).isGreaterThan(300);
  }

  @Test
  void leavesOutNoMoreThanNobodyCouldDoAndKeepsTheRest() {
    Random random = new Random(2);
    int seen = 0;
    for (int i = 0; i < 1_500; i++) {
      List<PickWork> works = works(random, 6, 300);
      ShiftLimits limits = limits(most(random, 6, 3));

      LaborPlan plan = LaborPlan.of(limits, works);

      long left = plan.shortages().stream().mapToLong(LaborPlan.Shortage::minutes).sum();
      assertThat(sum(works) - left)
          .as("%s %s", limits, works)
          .isEqualTo(done(limits.most(), works))
          .isEqualTo(done(plan.pickers(), works));
      seen += left > 0 ? 1 : 0;
    }
    assertThat(seen).isGreaterThan(300);
  }

  @Test
  void ordersThatDoubleOvernightNeedAtMostTwiceThePickerHours() {
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      List<PickWork> works = works(random, 24, 400);
      List<Integer> most = Collections.nCopies(24, 60);
      LaborPlan before = LaborPlan.of(limits(most), works);
      List<PickWork> twice =
          works.stream().map(w -> new PickWork(w.arrives(), w.cutOff(), 2 * w.minutes())).toList();

      LaborPlan after = LaborPlan.of(limits(most), twice);

      assertThat(after.shortages()).isEmpty();
      assertThat(after.pickerHours())
          .isLessThanOrEqualTo(2 * before.pickerHours())
          .isGreaterThanOrEqualTo(before.pickerHours());
      assertThat(done(after.pickers(), twice)).isEqualTo(sum(twice));
      List<Integer> peak = Collections.nCopies(24, Collections.max(before.pickers()));
      LaborPlan unprepared = LaborPlan.of(limits(peak), twice);
      long left = unprepared.shortages().stream().mapToLong(LaborPlan.Shortage::minutes).sum();
      assertThat(done(peak, twice)).isEqualTo(sum(twice) - left);
    }
  }

  @Test
  void moreWorkNeverNeedsFewerPickersAndMorePickersNeverMoreHours() {
    Random random = new Random(4);
    for (int i = 0; i < 400; i++) {
      List<PickWork> works = works(random, 12, 200);
      LaborPlan plan = LaborPlan.of(limits(Collections.nCopies(12, 30)), works);
      List<PickWork> more = new ArrayList<>(works);
      more.addAll(works(random, 12, 100));

      assertThat(LaborPlan.of(limits(Collections.nCopies(12, 30)), more).pickerHours())
          .isGreaterThanOrEqualTo(plan.pickerHours());
      assertThat(LaborPlan.of(limits(Collections.nCopies(12, 40)), works).pickerHours())
          .isLessThanOrEqualTo(plan.pickerHours());
    }
  }

  @Test
  void plansAMonth() {
    Random random = new Random(5);
    List<PickWork> works = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      int first = random.nextInt(740);
      works.add(work(first, Math.min(744, first + 1 + random.nextInt(30)), random.nextInt(4_000)));
    }

    LaborPlan plan = LaborPlan.of(limits(Collections.nCopies(744, 300)), works);

    assertThat(done(plan.pickers(), works)).isEqualTo(sum(works));
    assertThat(plan.pickerHours()).isGreaterThanOrEqualTo((int) (sum(works) / MINUTES));
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new PickWork(SIX, SIX, -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("minutes is '-1': must be 0 to 1000000000");
    assertThatThrownBy(() -> new ShiftLimits(SIX, List.of(1, -2), 50))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("most is '-2': must be 0 to 10000");
    assertThatThrownBy(() -> new ShiftLimits(SIX, List.of(), 50))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("most is '0 elements': must have 1 to 744");
    assertThatThrownBy(() -> new ShiftLimits(SIX, List.of(1), 61))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("minutes is '61': must be 1 to 60");
  }

  private static ShiftLimits limits(Integer... most) {
    return limits(List.of(most));
  }

  private static ShiftLimits limits(List<Integer> most) {
    return new ShiftLimits(SIX, most, MINUTES);
  }

  private static Instant at(int hour) {
    return SIX.plus(Duration.ofHours(hour));
  }

  private static PickWork work(int first, int end, long minutes) {
    return new PickWork(at(first), at(end), minutes);
  }

  private static List<Integer> most(Random random, int hours, int most) {
    return IntStream.range(0, hours).map(h -> random.nextInt(most + 1)).boxed().toList();
  }

  private static List<PickWork> works(Random random, int hours, int minutes) {
    List<PickWork> works = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int first = random.nextInt(hours);
      works.add(
          work(first, first + 1 + random.nextInt(hours - first), random.nextInt(minutes + 1)));
    }
    return works;
  }

  private static long sum(List<PickWork> works) {
    return works.stream().mapToLong(PickWork::minutes).sum();
  }

  private static int hours(List<Integer> plan) {
    return plan.stream().mapToInt(Integer::intValue).sum();
  }

  /** The pickers up to each hour, as digits that compare like the earliness of plans. */
  private static String untilEach(List<Integer> plan) {
    StringBuilder text = new StringBuilder();
    int sum = 0;
    for (int pickers : plan) {
      sum += pickers;
      text.append((char) ('0' + sum));
    }
    return text.toString();
  }

  private static List<List<Integer>> plans(List<Integer> most) {
    List<List<Integer>> plans = List.of(List.of());
    for (int limit : most) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> plan : plans) {
        for (int pickers = 0; pickers <= limit; pickers++) {
          List<Integer> one = new ArrayList<>(plan);
          one.add(pickers);
          longer.add(one);
        }
      }
      plans = longer;
    }
    return plans;
  }

  /**
   * The most minutes that pickers do in time: a flow from works to their hours, made larger along
   * paths that may take work out of an hour again.
   */
  private static long done(List<Integer> plan, List<PickWork> works) {
    long[] room = plan.stream().mapToLong(p -> (long) p * MINUTES).toArray();
    List<Map<Integer, Long>> flow = new ArrayList<>();
    long done = 0;
    for (PickWork work : works) {
      flow.add(new TreeMap<>());
      long left = work.minutes();
      while (left > 0) {
        long more = push(flow.size() - 1, left, room, flow, works, new ArrayList<>());
        if (more == 0) {
          break;
        }
        left -= more;
        done += more;
      }
    }
    return done;
  }

  private static long push(
      int work,
      long most,
      long[] room,
      List<Map<Integer, Long>> flow,
      List<PickWork> works,
      List<Integer> seen) {
    seen.add(work);
    int first = (int) Duration.between(SIX, works.get(work).arrives()).toHours();
    int end = (int) Duration.between(SIX, works.get(work).cutOff()).toHours();
    for (int hour = first; hour < end; hour++) {
      if (room[hour] > 0) {
        long part = Math.min(most, room[hour]);
        room[hour] -= part;
        flow.get(work).merge(hour, part, Long::sum);
        return part;
      }
    }
    for (int hour = first; hour < end; hour++) {
      for (int other = 0; other < flow.size(); other++) {
        long there = flow.get(other).getOrDefault(hour, 0L);
        if (there > 0 && !seen.contains(other)) {
          long part = push(other, Math.min(most, there), room, flow, works, seen);
          if (part > 0) {
            flow.get(other).merge(hour, -part, Long::sum);
            flow.get(work).merge(hour, part, Long::sum);
            return part;
          }
        }
      }
    }
    return 0;
  }
}
