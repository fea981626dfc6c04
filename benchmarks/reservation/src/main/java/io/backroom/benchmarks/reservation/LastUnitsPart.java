package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.harness.Contender;
import io.backroom.benchmarks.harness.Load;
import io.backroom.benchmarks.harness.Race;
import io.backroom.benchmarks.harness.Score;
import io.backroom.benchmarks.harness.Table;
import io.backroom.benchmarks.reservation.PostgresServer.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Few units of one SKU and many buyers: each unit goes to one of them, the others are refused. */
final class LastUnitsPart {
  private static final int UNITS = 100;
  private static final Race RACE = new Race(1, 2, Duration.ofMillis(300));

  private final Stage stage;
  private final Workload workload = Workload.lastUnits(UNITS);
  private final Table table =
      new Table("the last " + UNITS + " units", "answers a second", "sold twice");

  LastUnitsPart(Stage stage) {
    this.stage = stage;
  }

  Part part() {
    return new Part("last-units", List.of(), true, this::run);
  }

  private void run() {
    Ways ways = stage.ways();
    if (sell(ways.checkThenAct(), true) == 0) {
      throw new IllegalStateException("This load would not notice who sells a unit twice");
    }
    List<Way> all = new ArrayList<>(ways.selectForUpdate(Place.HERE));
    if (!stage.quick()) {
      sell(ways.appendOnlyWithoutLock(), true);
      all.add(ways.conditionalUpdate());
      all.add(ways.oneStatement(Place.HERE));
      all.addAll(ways.otherSql());
      all.addAll(List.of(ways.jedis(), ways.lettuce()));
      all.addAll(List.of(ways.h2(), ways.sqlite(), ways.compareAndSet(), ways.mapCompute()));
    }
    all.addAll(List.of(ways.backroomEmbedded(), ways.backroomMemory()));
    all.forEach(way -> sell(way, false));
    stage.report().note(table.toString());
  }

  /** Returns how many units were sold twice in the worst round; fails unless it may be so. */
  private long sell(Way way, boolean mayOversell) {
    AtomicLong worst = new AtomicLong();
    Race.Entry entry =
        new Race.Entry(
            Load.callers(Contest.CALLERS),
            () -> new Crowd(new Buyers(workload, way.stock().apply(workload)), mayOversell, worst));
    Score score = RACE.run(List.of(entry)).get(0);
    table.row(way.who(), score.perSecond(), worst.get());
    return worst.get();
  }

  /** More buyers than units. */
  private record Crowd(Buyers buyers, boolean mayOversell, AtomicLong worst) implements Contender {
    @Override
    public void work(SplittableRandom random) {
      buyers.work(random);
    }

    @Override
    public void verify(long done) {
      if (!mayOversell) {
        buyers.verify(done);
      }
      if (buyers.refused() == 0) {
        throw new IllegalStateException("The stock did not run out in " + done + " calls");
      }
      worst.accumulateAndGet(buyers.oversold(), Math::max);
    }

    @Override
    public void close() {
      buyers.close();
    }
  }
}
