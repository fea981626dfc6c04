package io.backroom.examples.evaluation;

import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.IntervalChart;
import io.backroom.examples.replay.report.Section;
import io.backroom.examples.replay.report.StepChart;
import io.backroom.examples.replay.report.Table;
import io.backroom.recommendation.evaluation.Finding;
import io.backroom.recommendation.evaluation.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was found of one list. */
final class ListSection {
  private static final String NDCG = "NDCG@10";
  private static final List<String> HEADER =
      List.of("", NDCG, "±", "recall", "hit rate", "MAP", "coverage", "novelty");

  private ListSection() {}

  static Section of(String title, String introduction, Finding finding) {
    Section.Builder section =
        Section.titled(title).introduction(introduction + " " + finding.sentence());
    if (finding instanceof Finding.Judged judged) {
      section.row("Customers judged", Format.count(judged.ours().quality().customers()));
      section.table(table(judged)).chart(ways(judged)).chart(difference(judged));
      judged.groups().forEach(group -> section.chart(chart(judged, group)));
    }
    return section.build();
  }

  private static Table table(Finding.Judged judged) {
    List<List<String>> rows =
        Stream.concat(Stream.of(judged.ours()), judged.baselines().stream())
            .map(
                line ->
                    List.of(
                        line.name(),
                        fine(line.quality().ndcg()),
                        fine(line.quality().ndcgError()),
                        fine(line.quality().recall()),
                        fine(line.quality().hitRate()),
                        fine(line.quality().map()),
                        fine(line.quality().coverage()),
                        Format.decimal(line.quality().novelty(), 2)))
            .toList();
    return new Table("Lists of ten beside simple ways, with the 95 % interval", HEADER, rows);
  }

  private static String fine(double value) {
    return Format.decimal(value, 4);
  }

  private static IntervalChart ways(Finding.Judged judged) {
    List<IntervalChart.Interval> intervals = new ArrayList<>();
    intervals.add(interval(judged.ours()));
    judged.baselines().forEach(line -> intervals.add(interval(line)));
    return new IntervalChart("Each way with its 95 % interval", NDCG, intervals);
  }

  private static IntervalChart.Interval interval(Finding.Line line) {
    return new IntervalChart.Interval(line.name(), value(line.quality()));
  }

  private static IntervalChart difference(Finding.Judged judged) {
    StepChart.Value value =
        new StepChart.Value(judged.difference().mean(), judged.difference().error());
    return new IntervalChart(
        "Ours minus " + judged.best().name() + ", customer by customer",
        "difference of " + NDCG,
        List.of(new IntervalChart.Interval("95 % interval", value)));
  }

  private static StepChart chart(Finding.Judged judged, Finding.Group group) {
    String across =
        switch (group.by()) {
          case LENGTH -> "items in the list";
          case BOUGHT -> "items the customer had bought before (customers below)";
          case TIME -> "days since the split (customers below)";
        };
    String title =
        switch (group.by()) {
          case LENGTH -> "By the length of the list";
          case BOUGHT -> "By how much the customer has bought";
          case TIME -> "Over time since the split";
        };
    boolean counted = group.by() != Finding.By.LENGTH;
    return new StepChart(
        title,
        counted ? NDCG : "NDCG",
        across,
        group.points().stream().map(point -> label(point, counted)).toList(),
        List.of(
            series("ours", group, Finding.Point::ours),
            series(judged.best().name(), group, Finding.Point::best)));
  }

  private static String label(Finding.Point point, boolean counted) {
    String customers = " (" + Format.count(point.ours().customers()) + ")";
    return counted ? point.label() + customers : point.label();
  }

  private static StepChart.Series series(
      String name, Finding.Group group, Function<Finding.Point, Quality> quality) {
    return new StepChart.Series(
        name, group.points().stream().map(point -> value(quality.apply(point))).toList());
  }

  private static StepChart.Value value(Quality quality) {
    return new StepChart.Value(quality.ndcg(), quality.ndcgError());
  }
}
