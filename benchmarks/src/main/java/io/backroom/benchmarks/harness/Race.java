package io.backroom.benchmarks.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets contenders run in turns, A B A B, so that a machine that slows down or speeds up does so for
 * all of them. Each round has a contender of its own: what the stores keep of one round must not
 * weigh on the next.
 *
 * @param warmUp how many rounds come before those that count
 * @param rounds how many rounds count
 * @param round how long each of them lasts
 */
public record Race(int warmUp, int rounds, Duration round) {
  /**
   * Who takes part.
   *
   * @param load how it is made to work
   * @param contender makes a contender for each round
   */
  public record Entry(Load load, Supplier<? extends Contender> contender) {}

  /**
   * Runs the race.
   *
   * @param entries who takes part
   * @return the scores, in the same order
   */
  public List<Score> run(List<Entry> entries) {
    List<List<Lap>> laps = new ArrayList<>();
    entries.forEach(entry -> laps.add(new ArrayList<>()));
    for (int number = 0; number < warmUp + rounds; number++) {
      for (int i = 0; i < entries.size(); i++) {
        Lap lap = lap(entries.get(i), number);
        if (number >= warmUp) {
          laps.get(i).add(lap);
        }
      }
    }
    return laps.stream().map(Race::score).toList();
  }

  private Lap lap(Entry entry, int number) {
    try (Contender contender = entry.contender().get()) {
      System.gc(); // what the round before has left behind is not this round's to clear away
      Lap lap = entry.load().drive(contender, round, number);
      contender.verify(lap.nanos().getTotalCount());
      return lap;
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
