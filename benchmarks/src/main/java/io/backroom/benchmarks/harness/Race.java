package io.backroom.benchmarks.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Lets contenders run in turns, A B A B, so that a machine that slows down or speeds up does so for
 * all of them. Each round has a contender of its own: what the stores keep of one round must not
 * weigh on the next.
 *
 * @param threads how many do the work at once
 * @param warmUp how many rounds come before those that count
 * @param rounds how many rounds count
 * @param round how long each of them lasts
 */
public record Race(int threads, int warmUp, int rounds, Duration round) {
  /** Three significant digits are more than the noise leaves. */
  private static final int DIGITS = 3;

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);

  /** What one thread has done, or all of them together. */
  private record Lap(long started, long ended, Histogram nanos, long cpu, long bytes) {
    Lap plus(Lap other) {
      Histogram all = nanos.copy();
      all.add(other.nanos);
      return new Lap(
          Math.min(started, other.started),
          Math.max(ended, other.ended),
          all,
          cpu + other.cpu,
          bytes + other.bytes);
    }

    double perSecond() {
      return nanos.getTotalCount() * 1e9 / (ended - started);
    }
  }

  /**
   * Runs the race.
   *
   * @param contenders make a contender for each round
   * @return the scores, in the order of the contenders
   */
  public List<Score> run(List<Supplier<? extends Contender>> contenders) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<List<Lap>> laps = new ArrayList<>();
      contenders.forEach(contender -> laps.add(new ArrayList<>()));
      for (int number = 0; number < warmUp + rounds; number++) {
        for (int i = 0; i < contenders.size(); i++) {
          Lap lap = lap(pool, contenders.get(i).get(), number);
          if (number >= warmUp) {
            laps.get(i).add(lap);
          }
        }
      }
      return laps.stream().map(Race::score).toList();
    } finally {
      pool.shutdownNow();
    }
  }

  private Lap lap(ExecutorService pool, Contender contender, int number) {
    System.gc(); // what the round before has left behind is not this round's to clear away
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Callable<Lap>> runners = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      SplittableRandom random = new SplittableRandom(1_000L * number + thread);
      runners.add(
          () -> {
            start.await();
            return lap(contender, random, round.toNanos());
          });
    }
    Lap lap = together(pool, runners);
    contender.verify(lap.nanos().getTotalCount());
    return lap;
  }

  private static Lap lap(Contender contender, SplittableRandom random, long length) {
    Histogram nanos = new Histogram(DIGITS);
    long cpu = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long started = System.nanoTime();
    long before = started;
    while (before - started < length) {
      contender.work(random);
      long after = System.nanoTime();
      nanos.recordValue(after - before);
      before = after;
    }
    return new Lap(
        started,
        before,
        nanos,
        THREADS.getCurrentThreadCpuTime() - cpu,
        THREADS.getCurrentThreadAllocatedBytes() - bytes);
  }

  private static Lap together(ExecutorService pool, List<Callable<Lap>> runners) {
    try {
      List<Lap> laps = new ArrayList<>();
      for (Future<Lap> future : pool.invokeAll(runners)) {
        laps.add(future.get());
      }
      return laps.stream().reduce(Lap::plus).orElseThrow();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("A contender failed", failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The race was stopped", stopped);
    }
  }

  private static Score score(List<Lap> laps) {
    Lap all = laps.stream().reduce(Lap::plus).orElseThrow();
    double done = all.nanos().getTotalCount();
    return new Score(
        laps.stream().map(Lap::perSecond).toList(),
        all.nanos(),
        all.cpu() / done,
        all.bytes() / done);
  }
}
