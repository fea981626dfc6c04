package io.backroom.examples.replay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.examples.replay.report.LineChart.Series;
import java.io.StringReader;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {
  private static final String EVIL = "<script>alert('\"&\u0000\u001B[31m')</script>";

  @Test
  void htmlIsWellFormedAndEveryDrawingHasATitle() throws Exception {
    Document page = parse(ReportSamples.full().html());

    NodeList drawings = page.getElementsByTagName("svg");
    assertThat(drawings.getLength()).isGreaterThanOrEqualTo(4);
    for (int i = 0; i < drawings.getLength(); i++) {
      Element drawing = (Element) drawings.item(i);
      assertThat(drawing.getElementsByTagName("title").getLength()).isPositive();
    }
  }

  @Test
  void htmlNeedsNothingFromOutside() {
    String html = ReportSamples.full().html();

    assertThat(html)
        .doesNotContain("<script", "<link", "<img", "@import", "url(", " src=")
        .doesNotContainPattern("href=\"[^#]");
    assertThat(html.replaceAll("xmlns=\"[^\"]*\"", "")).doesNotContain("http:", "https:");
  }

  @Test
  void everyTextIsEscaped() throws Exception {
    Report report =
        Report.titled(EVIL, EVIL)
            .headline(Row.of(EVIL, EVIL, EVIL))
            .section(
                Section.titled(EVIL)
                    .introduction(EVIL)
                    .row(EVIL, EVIL, EVIL)
                    .table(new Table(EVIL, List.of(EVIL), List.of(List.of(EVIL))))
                    .chart(new BarChart(EVIL, EVIL, List.of(new BarChart.Bar(EVIL, 1))))
                    .chart(
                        new LineChart(
                            EVIL,
                            EVIL,
                            List.of(
                                new Series(EVIL, ReportSamples.wave(i -> i)),
                                new Series(EVIL, ReportSamples.wave(i -> -i)))))
                    .build())
            .build();

    assertThat(parse(report.html()).getElementsByTagName("script").getLength()).isZero();
    assertThat(report.html()).contains("&lt;script&gt;").doesNotContain("\u0000", "\u001B");
    assertThat(report.text()).doesNotContain("\u0000", "\u001B");
  }

  @Test
  void twoRendersAreTheSameBytes() {
    assertThat(ReportSamples.full().html()).isEqualTo(ReportSamples.full().html());
    assertThat(ReportSamples.full().text()).isEqualTo(ReportSamples.full().text());
  }

  @Test
  void timingsComeLastAndCanBeLeftOut() {
    Report report = ReportSamples.full();

    assertThat(report.sections())
        .extracting(Section::title)
        .containsExactly("Orders", "Shipping", "Timings");
    assertThat(report.withoutTimings().html()).doesNotContain("Timings", "12,345");
    assertThat(report.withoutTimings().text()).doesNotContain("Timings", "12,345");
  }

  @Test
  void textStaysWithinAHundredColumns() {
    String longText = "a rather long text ".repeat(20);
    Report report =
        Report.titled(longText, longText)
            .section(
                Section.titled(longText)
                    .row(longText, longText, longText)
                    .row("x".repeat(200), "y".repeat(200), "z".repeat(200))
                    .table(new Table(longText, List.of("a", "b"), List.of(List.of(longText, "1"))))
                    .chart(new BarChart(longText, "b", List.of(new BarChart.Bar(longText, 1))))
                    .build())
            .build();

    assertThat((report.text() + ReportSamples.full().text()).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void textAlignsFiguresAndShowsChecks() {
    assertThat(ReportSamples.full().text())
        .contains("  Placed                                            19,771\n")
        .contains("FAIL  GBP 0.01 differs: <order 536365>\n")
        .contains("  zero or negative price  1,160  0.2 %\n");
  }

  @Test
  void aMapDrawsEachCenterAndEachFlowWithItsFigure() throws Exception {
    FlowMap map = ReportSamples.map();
    Document page =
        parse(
            Report.titled("Map", "")
                .section(Section.titled("Map").chart(map).build())
                .build()
                .html());
    List<String> titles = texts(page, "title");
    List<String> texts = texts(page, "text");

    for (FlowMap.Center center : map.centers()) {
      double shipped =
          map.flows().stream()
              .filter(flow -> flow.center().equals(center.name()))
              .mapToDouble(FlowMap.Flow::amount)
              .sum();
      assertThat(texts).contains(center.name() + " " + Format.plain(shipped));
      assertThat(titles)
          .contains(center.name() + ": " + Format.plain(shipped) + " shipments", center.name());
    }
    for (FlowMap.Flow flow : map.flows()) {
      String drawn =
          "%s to %s: %s shipments"
              .formatted(flow.center(), flow.destination(), Format.plain(flow.amount()));
      boolean inside = map.area().contains(flow.latitude(), flow.longitude());
      assertThat(titles.contains(drawn)).as(drawn).isEqualTo(inside);
    }
    assertThat(texts)
        .contains("longitude", "latitude")
        .anyMatch(text -> text.endsWith("shipments"));
  }

  @Test
  void aValueIsShownWithItsInterval() throws Exception {
    Document page = parse(ReportSamples.full().html());

    assertThat(texts(page, "title"))
        .contains("ours, 10: 0.500 ± 0.050", "theirs, 1: 0.100", "theirs: -0.100");
    assertThat(ReportSamples.full().text())
        .contains("  10            ours 0.500 ± 0.050  theirs 0.250\n")
        .contains("  ours                                0.300 ± 0.100\n");
  }

  @Test
  void aSeriesHasAValueForEveryStep() {
    assertThatThrownBy(
            () ->
                new StepChart(
                    "",
                    "",
                    "",
                    List.of("1", "2"),
                    List.of(new StepChart.Series("a", List.of(new StepChart.Value(1, 0))))))
        .hasMessage("a has 1 values; expected 2");
  }

  private static List<String> texts(Document page, String element) {
    NodeList all = page.getElementsByTagName(element);
    return IntStream.range(0, all.getLength()).mapToObj(i -> all.item(i).getTextContent()).toList();
  }

  @Test
  void chartsWithoutValuesAreDrawnEmpty() throws Exception {
    Report report =
        Report.titled("Nothing", "")
            .section(
                Section.titled("Nothing")
                    .chart(new LineChart("none", "b", List.of(new Series("s", new TreeMap<>()))))
                    .chart(new BarChart("none", "b", List.of()))
                    .chart(new Histogram("none", "b", "c", List.of()))
                    .chart(new FlowMap("none", "b", FlowMap.Area.WORLD, List.of(), List.of()))
                    .build())
            .build();

    assertThat(parse(report.html()).getElementsByTagName("figure").getLength()).isEqualTo(4);
    assertThat(report.text()).isNotEmpty();
  }

  @Test
  void histogramsLoseNoValue() {
    Histogram histogram =
        Histogram.of("late", "days", "orders", new Histogram.Scale(0, 2, 3), -5, 0, 1.9, 2, 99);

    assertThat(histogram.bins())
        .containsExactly(
            new Histogram.Bin(0, 2, 3), new Histogram.Bin(2, 4, 1), new Histogram.Bin(4, 6, 1));
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> new Table("t", List.of("a"), List.of(List.of("1", "2"))))
        .hasMessage("row [1, 2] has 2 cells; expected 1");
    assertThatThrownBy(() -> new BarChart.Bar("b", -1)).hasMessageContaining("expected a size");
    FlowMap.Flow flow = new FlowMap.Flow("Nowhere", "Leeds", 53.8, -1.55, 1);
    assertThatThrownBy(() -> new FlowMap("m", "u", FlowMap.Area.WORLD, List.of(), List.of(flow)))
        .hasMessageContaining("Nowhere");
  }

  @Test
  void figuresAreTheSameInEveryLocale() {
    assertThat(Format.count(541_909)).isEqualTo("541,909");
    assertThat(Format.percent(1, 8)).isEqualTo("12.5 %");
    assertThat(Format.percent(1, 0)).isEqualTo("-");
    assertThat(Format.pounds(-123_450)).isEqualTo("GBP -1,234.50");
    assertThat(Format.decimal(1.25, 1)).isEqualTo("1.3");
    assertThat(Format.plain(1_000)).isEqualTo("1,000");
    assertThat(Format.plain(0.25)).isEqualTo("0.25");
  }

  private static Document parse(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }
}
