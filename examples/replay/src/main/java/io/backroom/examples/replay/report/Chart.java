package io.backroom.examples.replay.report;

/** A picture of figures. */
public sealed interface Chart
    permits LineChart, BarChart, Histogram, FlowMap, StepChart, IntervalChart {
  /** What it shows, in one line. */
  String title();
}
