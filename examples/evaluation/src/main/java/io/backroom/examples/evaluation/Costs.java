package io.backroom.examples.evaluation;

import com.sun.management.OperatingSystemMXBean;
import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.Section;
import io.backroom.recommendation.evaluation.Again;
import io.backroom.recommendation.evaluation.Evaluation;
import io.backroom.recommendation.evaluation.ForYou;
import io.backroom.recommendation.evaluation.ListTrial;
import io.backroom.recommendation.evaluation.Mode;
import io.backroom.recommendation.evaluation.Recommender;
import io.backroom.recommendation.evaluation.Split;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the lists cost on this machine, which may have other work to do.
 *
 * @param trainSeconds CPU seconds from purchases in memory to a model that answers
 * @param fresh of a list of what is new
 * @param again of a list of what is bought again
 */
record Costs(double trainSeconds, Answer fresh, Answer again) {
  private static final int CUT = 10;
  private static final int ASKED_MAX = 3_000;

  /** Microseconds of one list, in the median and in the worst of a hundred. */
  record Answer(double median, double worst) {}

  /** Measures; nothing if there was too little data for a model. */
  static Optional<Costs> of(ListTrial trial) {
    return trial
        .chosen()
        .flatMap(chosen -> trial.chosenAgain().map(again -> measure(trial.split(), chosen, again)));
  }

  private static Costs measure(Split split, ForYou.Settings chosen, Again.Settings chosenAgain) {
    long before = cpu();
    ForYou fresh = ForYou.train(split, chosen);
    double seconds = (cpu() - before) / 1e9;
    Again again = Again.train(split, chosenAgain);
    return new Costs(seconds, answer(split, Mode.NEW, fresh), answer(split, Mode.ALL, again));
  }

  /** One list for each of some customers, one thread, after a full pass to warm up. */
  private static Answer answer(Split split, Mode mode, Recommender recommender) {
    Evaluation evaluation = new Evaluation(split, mode, CUT, ASKED_MAX);
    int[] customers = evaluation.judged();
    long[] nanos = new long[customers.length];
    for (int pass = 0; pass < 2; pass++) {
      for (int at = 0; at < customers.length; at++) {
        long begin = System.nanoTime();
        recommender.top(customers[at], CUT, evaluation.allowed(customers[at]));
        nanos[at] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(nanos);
    return new Answer(at(nanos, 0.5), at(nanos, 0.99));
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e3;
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  Section section() {
    return Section.titled("Cost")
        .timings()
        .introduction("On this machine, with whatever else it was doing.")
        .row(
            "Training",
            Format.decimal(trainSeconds, 2) + " CPU-s",
            "from purchases in memory to a model that answers, with the settings that were chosen")
        .row("A list of what is new", micros(fresh.median()), note(fresh))
        .row("A list of what is bought again", micros(again.median()), note(again))
        .build();
  }

  private static String note(Answer answer) {
    return "the median of ten items, one thread; the worst of a hundred " + micros(answer.worst());
  }

  private static String micros(double value) {
    return Format.decimal(value, 0) + " µs";
  }
}
