package io.backroom.examples.replay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Draws a report as one file: style sheet and drawings inside, no scripts, nothing from outside.
 */
final class HtmlRenderer {
  private static final String STYLES = "report.css";

  private final Markup markup = new Markup();

  String render(Report report) {
    markup.raw("<!DOCTYPE html>\n");
    markup.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    head(report);
    markup.open("body").open("main");
    header(report);
    for (int i = 0; i < report.sections().size(); i++) {
      section(report.sections().get(i), "s" + i);
    }
    markup.close("main").close("body").close("html");
    return markup.toString();
  }

  private void head(Report report) {
    markup.open("head").empty("meta", "charset", "utf-8");
    markup.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    markup.element("title", report.title());
    markup.open("style").raw(styles()).close("style").close("head");
  }

  private void header(Report report) {
    markup.open("header").element("h1", report.title());
    markup.element("p", report.subtitle(), "class", "subtitle");
    if (!report.headlines().isEmpty()) {
      markup.open("dl", "class", "tiles");
      report.headlines().forEach(this::tile);
      markup.close("dl");
    }
    contents(report.sections());
    markup.close("header");
  }

  private void tile(Row row) {
    markup.open("div", "class", "tile " + tone(row)).element("dt", row.label());
    markup.element("dd", row.value());
    if (!row.note().isEmpty()) {
      markup.element("dd", row.note(), "class", "note");
    }
    markup.close("div");
  }

  private void contents(List<Section> sections) {
    if (sections.size() > 1) {
      markup.open("nav", "aria-label", "Sections");
      for (int i = 0; i < sections.size(); i++) {
        markup.element("a", sections.get(i).title(), "href", "#s" + i);
      }
      markup.close("nav");
    }
  }

  private void section(Section section, String id) {
    markup.open("section", "id", id).element("h2", section.title());
    if (!section.introduction().isEmpty()) {
      markup.element("p", section.introduction(), "class", "introduction");
    }
    rows(section.rows());
    section.tables().forEach(this::table);
    if (!section.charts().isEmpty()) {
      markup.open("div", "class", "charts");
      section.charts().forEach(this::chart);
      markup.close("div");
    }
    markup.close("section");
  }

  private void rows(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    markup.open("table", "class", "rows").open("tbody");
    for (Row row : rows) {
      markup.open("tr").element("th", row.label(), "scope", "row").open("td");
      markup.element("span", row.value(), "class", tone(row)).close("td");
      markup.element("td", row.note(), "class", "note").close("tr");
    }
    markup.close("tbody").close("table");
  }

  private void table(Table table) {
    markup.open("div", "class", "scroll").open("table").element("caption", table.title());
    markup.open("thead").open("tr");
    table.header().forEach(cell -> markup.element("th", cell, "scope", "col"));
    markup.close("tr").close("thead").open("tbody");
    for (List<String> row : table.rows()) {
      markup.open("tr");
      row.forEach(cell -> markup.element("td", cell));
      markup.close("tr");
    }
    markup.close("tbody").close("table").close("div");
  }

  private void chart(Chart chart) {
    if (chart instanceof LineChart lines) {
      LineSvg.draw(markup, lines);
    } else if (chart instanceof BarChart bars) {
      BarSvg.draw(markup, bars);
    } else if (chart instanceof Histogram histogram) {
      BarSvg.draw(markup, histogram);
    } else if (chart instanceof FlowMap map) {
      MapSvg.draw(markup, map);
    } else if (chart instanceof StepChart steps) {
      StepSvg.draw(markup, steps);
    } else if (chart instanceof IntervalChart intervals) {
      StepSvg.draw(markup, intervals);
    }
  }

  private static String tone(Row row) {
    return switch (row.verdict()) {
      case NONE -> "plain";
      case PASS -> "pass";
      case FAIL -> "fail";
    };
  }

  private static String styles() {
    try (InputStream styles = HtmlRenderer.class.getResourceAsStream(STYLES)) {
      if (styles == null) {
        throw new IllegalStateException(STYLES + " is missing beside " + HtmlRenderer.class);
      }
      return new String(styles.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
