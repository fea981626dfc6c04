package io.backroom.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs tasks in threads that start together. */
public final class Race {
  private static final long SECONDS_MAX = 120;

  private Race() {}

  /**
   * Runs one task in each of some threads; none starts before all are ready.
   *
   * @param <T> the type of the answers
   * @param threads how many
   * @param task makes the task of a thread from its number, from 0
   * @return the answers in the order of the threads
   * @throws Exception if a task failed or the race took more than two minutes
   */
  public static <T> List<T> run(int threads, IntFunction<Callable<T>> task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<T> one = task.apply(i);
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return one.call();
                }));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> one : running) {
        answers.add(one.get(SECONDS_MAX, TimeUnit.SECONDS));
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }
}
