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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How a contender is made to work. */
public abstract sealed class Load {
  /** Three significant digits are more than the noise leaves. */
  private static final int DIGITS = 3;

  private static final long ANSWER_SECONDS_MAX = 60;

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);

  private Load() {}

  /**
   * A closed loop: each caller waits for its answer before it asks again. What a call takes is what
   * its caller waited; the callers that a slow answer keeps from asking are not counted, so that
   * latencies of contenders of different speed are not those of the same offered load.
   *
   * @param threads how many callers there are
   * @return the load
   */
  public static Load callers(int threads) {
    return new Callers(threads);
  }

  /**
   * One caller that asks on and on without waiting, while at most so many answers are open. Needs a
   * contender with a {@link Contender#start} of its own.
   *
   * @param most how many calls may be open
   * @return the load
   */
  public static Load inFlight(int most) {
    return new InFlight(most);
  }

  /**
   * An open loop: calls are due at a fixed rate, whether those before are answered or not, and each
   * is measured from when it was due. A stall is therefore seen by every call that it delays.
   *
   * @param threads how many calls can be under way at once; the others wait, and are measured so
   * @param perSecond how many calls are due in a second
   * @return the load
   */
  public static Load paced(int threads, double perSecond) {
    return new Paced(threads, perSecond);
  }

  /**
   * Has a contender work for a while.
   *
   * @param contender what works
   * @param length how long calls are made; the answers are waited for
   * @param number the round's, from which the random numbers are made
   */
  abstract Lap drive(Contender contender, Duration length, int number);

  private static SplittableRandom random(int number, int thread) {
    return new SplittableRandom(1_000L * number + thread);
  }

  private static final class Callers extends Load {
    private final int threads;

    private Callers(int threads) {
      this.threads = threads;
    }

    @Override
    Lap drive(Contender contender, Duration length, int number) {
      CyclicBarrier start = new CyclicBarrier(threads);
      return together(
          threads,
          thread -> {
            SplittableRandom random = random(number, thread);
            start.await();
            return loop(contender, random, length.toNanos());
          });
    }

    private static Lap loop(Contender contender, SplittableRandom random, long length) {
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
  }

  private static final class Paced extends Load {
    private final int threads;
    private final double perSecond;

    private Paced(int threads, double perSecond) {
      this.threads = threads;
      this.perSecond = perSecond;
    }

    @Override
    Lap drive(Contender contender, Duration length, int number) {
      AtomicLong calls = new AtomicLong();
      long due = (long) (length.toNanos() * perSecond / 1e9);
      long started = System.nanoTime();
      return together(
          threads,
          thread -> {
            SplittableRandom random = random(number, thread);
            Histogram nanos = new Histogram(DIGITS);
            long cpu = THREADS.getCurrentThreadCpuTime();
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            for (long call = calls.getAndIncrement(); call < due; call = calls.getAndIncrement()) {
              long intended = started + (long) (call * 1e9 / perSecond);
              sleepUntil(intended);
              contender.work(random);
              nanos.recordValue(System.nanoTime() - intended);
            }
            return new Lap(
                started,
                System.nanoTime(),
                nanos,
                THREADS.getCurrentThreadCpuTime() - cpu,
                THREADS.getCurrentThreadAllocatedBytes() - bytes);
          });
    }

    private static void sleepUntil(long time) {
      for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private static final class InFlight extends Load {
    private final int most;

    private InFlight(int most) {
      this.most = most;
    }

    @Override
    Lap drive(Contender contender, Duration length, int number) {
      return together(1, thread -> loop(contender, random(number, thread), length.toNanos()));
    }

    private Lap loop(Contender contender, SplittableRandom random, long length)
        throws InterruptedException {
      // Answers come from threads of the contender's.
      Histogram nanos = new ConcurrentHistogram(DIGITS);
      Semaphore room = new Semaphore(most);
      long cpu = THREADS.getCurrentThreadCpuTime();
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      long started = System.nanoTime();
      int free = 0;
      for (long begun = started; begun - started < length; begun = System.nanoTime()) {
        if (free == 0) {
          await(room, 1);
          free = 1 + room.drainPermits();
          begun = System.nanoTime();
        }
        free--;
        long since = begun;
        contender.start(
            random,
            () -> {
              nanos.recordValue(System.nanoTime() - since);
              room.release();
            });
      }
      await(room, most - free);
      return new Lap(
          started,
          System.nanoTime(),
          nanos,
          THREADS.getCurrentThreadCpuTime() - cpu,
          THREADS.getCurrentThreadAllocatedBytes() - bytes);
    }

    private static void await(Semaphore room, int answers) throws InterruptedException {
      if (!room.tryAcquire(answers, ANSWER_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException("No answer came for " + ANSWER_SECONDS_MAX + " seconds");
      }
    }
  }

  /** What one of the threads does. */
  private interface Part {
    Lap run(int thread) throws Exception;
  }

  private static Lap together(int threads, Part part) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Lap>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        parts.add(() -> part.run(thread));
      }
      List<Lap> laps = new ArrayList<>();
      for (Future<Lap> lap : pool.invokeAll(parts)) {
        laps.add(lap.get());
      }
      return laps.stream().reduce(Lap::plus).orElseThrow();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("A contender failed", failure.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The race was stopped", stopped);
    } finally {
      pool.shutdownNow();
    }
  }
}
